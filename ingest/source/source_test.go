package source

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"gongkai/data"
	"gongkai/ingest/document"
)

// put writes files below a folder.
func put(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, body := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// contents reads files to lines "name=content" or "name!code", names relative
// to a folder.
func contents(t testing.TB, dir string, files []File) []string {
	t.Helper()
	var got []string
	for _, f := range files {
		name := strings.TrimPrefix(f.Name, dir+"/")
		b, err := f.Read()
		if err != nil {
			if !strings.HasPrefix(err.Error(), f.Name+": ") {
				t.Errorf("the error does not name %s: %v", f.Name, err)
			}
			got = append(got, name+"!"+data.Code(err))
			continue
		}
		got = append(got, name+"="+string(b))
	}
	return got
}

func codes(errs []error) (got []string) {
	for _, err := range errs {
		got = append(got, data.Code(err))
	}
	return got
}

func same(t testing.TB, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"乙.html": "2", "甲/一.docx": "3", "甲/二.txt": "4", ".hidden.html": "x", "~$甲.docx": "x",
		".git/x.html": "x", "__MACOSX/乙.html": "x", "Thumbs.db": "x"})
	missing := filepath.Join(dir, "没有")
	files, errs := Paths([]string{missing, dir, filepath.Join(dir, "乙.html")})
	if len(errs) != 1 || data.Code(errs[0]) != "cannot_open" || !strings.Contains(errs[0].Error(), "没有") {
		t.Errorf("errors %v", errs)
	}
	same(t, contents(t, dir, files), []string{"乙.html=2", "甲/一.docx=3", "甲/二.txt=4", "乙.html=2"})
}

// Links in folders lead nowhere; a link that is given by name is followed.
func TestLinks(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, outside, map[string]string{"机密.html": "secret"})
	put(t, dir, map[string]string{"甲.html": "1"})
	for link, target := range map[string]string{"loop": dir, "outside": outside, "file.html": filepath.Join(outside, "机密.html"), "dangling": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	files, errs := Paths([]string{dir})
	same(t, contents(t, dir, files), []string{"甲.html=1"})
	same(t, codes(errs), nil)
	files, errs = Paths([]string{filepath.Join(dir, "file.html"), filepath.Join(dir, "outside")})
	same(t, contents(t, dir, files), []string{"file.html=secret", "outside/机密.html=secret"})
	same(t, codes(errs), nil)
	_, errs = Paths([]string{filepath.Join(dir, "dangling")})
	same(t, codes(errs), []string{"cannot_open"})
}

// A FIFO would keep whoever opens it waiting for a writer.
func TestNoRegularFile(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"甲.html": "1"})
	fifo := filepath.Join(dir, "fifo.html")
	if err := syscall.Mkfifo(fifo, 0o644); err != nil {
		t.Fatal(err)
	}
	files, errs := Paths([]string{dir})
	same(t, contents(t, dir, files), []string{"甲.html=1"})
	same(t, codes(errs), nil)
	_, errs = Paths([]string{fifo, os.DevNull})
	same(t, codes(errs), []string{"cannot_open", "cannot_open"})
	for _, name := range []string{fifo, os.DevNull, dir} {
		if _, err := Path(name).Read(); data.Code(err) != "cannot_open" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStandardInput(t *testing.T) {
	files, errs := Find([]string{"-"}, strings.NewReader("<html>甲"))
	same(t, contents(t, "", files), []string{"-=<html>甲"})
	same(t, contents(t, "", files), []string{"-=<html>甲"}) // read once, kept
	same(t, codes(errs), nil)
	files, errs = Find([]string{"-"}, strings.NewReader(string(pack(t, part{name: "甲.html", body: "1"}))))
	same(t, contents(t, "", files), []string{"-/甲.html=1"})
	same(t, codes(errs), nil)
	files, errs = Find([]string{"-", "-"}, strings.NewReader("x"))
	same(t, contents(t, "", files), []string{"-=x"})
	same(t, codes(errs), []string{"cannot_open"})
	files, _ = Find([]string{"-"}, strings.NewReader(""))
	same(t, contents(t, "", files), []string{"-="})
	_, errs = Find([]string{"-"}, failing{})
	same(t, codes(errs), []string{"cannot_open"})
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, fmt.Errorf("broken pipe") }

// endless gives bytes for ever and counts them.
type endless int64

func (n *endless) Read(b []byte) (int, error) {
	clear(b)
	*n += endless(len(b))
	return len(b), nil
}

func TestStandardInputIsBounded(t *testing.T) {
	var n endless
	files, errs := Find([]string{"-"}, &n)
	if len(files) != 1 || len(errs) != 0 || n > document.MaxBytes+1<<20 {
		t.Fatalf("%d files, %v, %d bytes taken", len(files), errs, n)
	}
	if b, err := files[0].Read(); err != nil || len(b) != document.MaxBytes+1 {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

func TestSpoolIsBounded(t *testing.T) {
	s := &spool{end: maxUnpacked - 10}
	if _, err := s.keep("甲.zip", strings.NewReader("0123456789")); err != nil {
		t.Error(err)
	}
	s.end = maxUnpacked - 10
	if _, err := s.keep("甲.zip", io.LimitReader(new(endless), 11)); data.Code(err) != "too_large" {
		t.Error(err)
	}
}

// What a fetch keeps beside the reports is no report; a file of the same name
// that somebody else made may be one.
func TestManifest(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a/manifest.csv": ManifestStart + "status\n", "b/manifest.csv": "序号,1"})
	files, errs := Paths([]string{dir})
	same(t, contents(t, dir, files), []string{"b/manifest.csv=序号,1"})
	same(t, codes(errs), nil)
}

// A page that is only a shell around a file is passed over once that file is
// there, and not before.
func TestShells(t *testing.T) {
	dir := t.TempDir()
	const heads = ManifestStart + "status,file,error,page\n"
	files := func(manifest string) map[string]string {
		return map[string]string{"a/manifest.csv": manifest, "a/1.html": "1", "a/2.html": "2", "a/f.doc": "f"}
	}
	for manifest, want := range map[string][]string{
		heads + "http://x/1,,200,1.html,,\nhttp://x/f,,200,f.doc,,http://x/1\nhttp://x/2,,200,2.html,,\n": {"a/2.html=2", "a/f.doc=f"},
		heads + "http://x/1,,200,1.html,,\nhttp://x/f,,404,,没有,http://x/1\n":                              {"a/1.html=1", "a/2.html=2", "a/f.doc=f"},
		heads + "http://x/1,,200,1.html,,\nhttp://x/f,,404,f.doc,没有,http://x/1\n":                         {"a/1.html=1", "a/2.html=2", "a/f.doc=f"},
		heads + "\"":                          {"a/1.html=1", "a/2.html=2", "a/f.doc=f"},
		ManifestStart + "x\nhttp://x/1,1,1\n": {"a/1.html=1", "a/2.html=2", "a/f.doc=f"},
	} {
		put(t, dir, files(manifest))
		for _, root := range []string{dir, filepath.Join(dir, "a")} {
			got, errs := Paths([]string{root})
			same(t, contents(t, dir, got), want)
			same(t, codes(errs), nil)
		}
	}
}

func TestFolder(t *testing.T) {
	files, err := Folder(fstest.MapFS{"a.html": {Data: []byte("x")}, "sub/b.html": {}}, true)
	if err != nil || len(files) != 1 || files[0].Name != "a.html" || !files[0].Sample {
		t.Fatalf("%v, %v", files, err)
	}
	if b, err := files[0].Read(); err != nil || string(b) != "x" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := Path(filepath.Join(t.TempDir(), "x")).Read(); data.Code(err) != "cannot_open" {
		t.Error(err)
	}
}
