package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/data"
)

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"乙.html", "甲/一.docx", "甲/二.txt", ".hidden.html", "~$甲.docx", ".git/x.html"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(dir, filepath.Join(dir, "loop")); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "没有")
	files, errs := Paths([]string{missing, dir, filepath.Join(dir, "乙.html")})
	if len(errs) != 1 || data.Code(errs[0]) != "cannot_open" || !strings.Contains(errs[0].Error(), "没有") {
		t.Errorf("errors %v", errs)
	}
	var got []string
	for _, f := range files {
		name, err := filepath.Rel(dir, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Read()
		if err != nil || string(b) != filepath.ToSlash(name) {
			t.Errorf("%s: %q, %v", f.Name, b, err)
		}
		got = append(got, filepath.ToSlash(name))
	}
	if want := "乙.html 甲/一.docx 甲/二.txt 乙.html"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
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
