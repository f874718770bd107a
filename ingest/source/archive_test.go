package source

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
	"gongkai/ingest/document"
)

// part is a member of an archive made for a test.
type part struct {
	name   string // raw bytes
	body   string
	flags  uint16
	extra  []byte
	mode   fs.FileMode
	method uint16 // other than 0: body is packed already
	size   uint64 // said instead of the true one
}

// pack makes an archive as a program that knows sizes beforehand does.
func pack(t testing.TB, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		h := &zip.FileHeader{Name: p.name, NonUTF8: p.flags&flagUTF8 == 0, Extra: p.extra, Method: p.method}
		packed := []byte(p.body)
		if p.method == 0 && len(p.body) > 0 {
			h.Method = zip.Deflate
			packed = deflated(t, packed)
		}
		h.CRC32, h.UncompressedSize64, h.CompressedSize64 = crc32.ChecksumIEEE([]byte(p.body)), uint64(len(p.body)), uint64(len(packed))
		if p.size != 0 {
			h.UncompressedSize64 = p.size
		}
		if p.mode != 0 {
			h.SetMode(p.mode)
		}
		h.Flags |= p.flags
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(packed); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func deflated(t testing.TB, b []byte) []byte {
	t.Helper()
	var d bytes.Buffer
	w, err := flate.NewWriter(&d, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return d.Bytes()
}

// expand lists an archive as contents does, and the codes of the errors.
func expand(t testing.TB, b []byte) (got, errs []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "报告.zip")
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
	files, fails := Paths([]string{file})
	for _, err := range fails {
		if !strings.Contains(err.Error(), file) {
			t.Errorf("the error does not name the archive: %v", err)
		}
	}
	return contents(t, file, files), codes(fails)
}

func gb(s string) string {
	s, err := simplifiedchinese.GB18030.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return s
}

func docx(t testing.TB) string {
	return string(pack(t, part{name: "word/document.xml", body: "<w/>"}))
}

func TestArchive(t *testing.T) {
	word := docx(t)
	inner := string(pack(t, part{name: gb("三明/丁.html"), body: "4"}, part{name: "report.docx", body: word}))
	got, errs := expand(t, pack(t,
		part{name: "甲.html", body: "1", flags: flagUTF8},
		part{name: "2023/"},
		part{name: gb(`2023\乙.html`), body: "2"},
		part{name: "丙.docx", body: word, flags: flagUTF8},
		part{name: "inner.zip", body: inner},
		part{name: "文件没有后缀", body: inner, flags: flagUTF8},
		part{name: "empty.txt"}))
	same(t, errs, nil)
	same(t, got, []string{"甲.html=1", "2023/乙.html=2", "丙.docx=" + word, "inner.zip/三明/丁.html=4", "inner.zip/report.docx=" + word,
		"文件没有后缀/三明/丁.html=4", "文件没有后缀/report.docx=" + word, "empty.txt="})
}

// Content decides: an archive under a document's name, a document under an
// archive's.
func TestArchiveByContent(t *testing.T) {
	dir := t.TempDir()
	word := docx(t)
	put(t, dir, map[string]string{"a.docx": string(pack(t, part{name: "甲.html", body: "1"})), "b.zip": word, "c.zip": "<html>", "d": "PK\x03\x04"})
	files, errs := Paths([]string{dir})
	same(t, codes(errs), []string{"damaged_file"})
	same(t, contents(t, dir, files), []string{"a.docx/甲.html=1", "b.zip=" + word, "c.zip=<html>"})
}

func TestPassedOverInArchives(t *testing.T) {
	got, errs := expand(t, pack(t,
		part{name: "__MACOSX/._a.html", body: "x"}, part{name: ".DS_Store", body: "x"}, part{name: "a/Thumbs.db", body: "x"},
		part{name: "~$a.docx", body: "x"}, part{name: ".git/config", body: "x"},
		part{name: "link.html", body: "/etc/passwd", mode: fs.ModeSymlink | 0o777},
		part{name: "fifo", body: "x", mode: fs.ModeNamedPipe | 0o644},
		part{name: "dir", mode: fs.ModeDir | 0o755},
		part{name: "a.html", body: "1", mode: 0o644}))
	same(t, errs, nil)
	same(t, got, []string{"a.html=1"})
}

func TestRefusedMembers(t *testing.T) {
	got, errs := expand(t, pack(t,
		part{name: "密.html", body: "x", flags: flagUTF8 | flagEncrypted},
		part{name: "aes.html", body: "x", method: methodAES},
		part{name: "zstd.html", body: "x", method: 93},
		part{name: "large.html", body: "x", size: document.MaxBytes + 1},
		part{name: "bomb.html", body: "x", size: document.MaxBytes},
		part{name: "longer.html", body: "xyz", size: 2},
		part{name: "shorter.html", body: "xyz", size: 4},
		part{name: "a.rar", body: "Rar!\x1a\x07\x00" + strings.Repeat("x", 20)},
		part{name: "a.7z", body: "7z\xbc\xaf\x27\x1c" + strings.Repeat("x", 20)},
		part{name: "a.html", body: "1"}))
	same(t, errs, nil)
	same(t, got, []string{"密.html!encrypted_file", "aes.html!encrypted_file", "zstd.html!unsupported_format", "large.html!too_large",
		"bomb.html!too_large", "longer.html!damaged_file", "shorter.html!damaged_file", "a.rar!unsupported_format", "a.7z!unsupported_format", "a.html=1"})
}

func TestForeignArchives(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.rar": "Rar!\x1a\x07\x01\x00", "b.zip": "7z\xbc\xaf\x27\x1c\x00"})
	files, errs := Paths([]string{dir})
	same(t, codes(errs), nil)
	same(t, contents(t, dir, files), []string{"a.rar!unsupported_format", "b.zip!unsupported_format"})
	if _, err := files[0].Read(); !strings.Contains(err.Error(), "请解压后") {
		t.Errorf("no way out: %v", err)
	}
}

func TestDuplicateNames(t *testing.T) {
	got, _ := expand(t, pack(t, part{name: "a.html", body: "1"}, part{name: "a.html", body: "2"}, part{name: "a (2).html", body: "3"},
		part{name: "./a.html", body: "4"}, part{name: "b/../a.html", body: "5"}))
	same(t, got, []string{"a.html=1", "a (2).html=2", "a (2) (2).html=3", "a (3).html=4", "b/a.html=5"})
}

func TestNestedArchives(t *testing.T) {
	b := pack(t, part{name: "four.html", body: "4"})
	for _, name := range []string{"four.zip", "three.zip", "two.zip"} {
		b = pack(t, part{name: name, body: string(b)}, part{name: "beside-" + name + ".html", body: "x"})
	}
	got, errs := expand(t, b)
	same(t, errs, nil)
	same(t, got, []string{"two.zip/three.zip/four.zip!too_deep", "two.zip/three.zip/beside-four.zip.html=x", "two.zip/beside-three.zip.html=x", "beside-two.zip.html=x"})
}

func TestTooManyMembers(t *testing.T) {
	parts := make([]part, maxMembers+1)
	for i := range parts {
		parts[i] = part{name: "a"}
	}
	got, errs := expand(t, pack(t, parts...))
	same(t, errs, []string{"too_large"})
	if len(got) != maxMembers {
		t.Errorf("%d members", len(got))
	}
	// no more than that is ever listed: a directory may be as long as the file
	b := pack(t, append(parts, parts[:9]...)...)
	if list, err := members(bytes.NewReader(b), int64(len(b))); err != errTooMany || len(list) != maxMembers {
		t.Errorf("%d members listed, %v", len(list), err)
	}
	// the bound is on all archives inside together
	half := string(pack(t, parts[:maxMembers/2]...))
	got, errs = expand(t, pack(t, part{name: "1.zip", body: half}, part{name: "2.zip", body: half}, part{name: "3.html", body: "x"}))
	same(t, errs, []string{"too_large"})
	if len(got) != maxMembers-2 {
		t.Errorf("%d members", len(got))
	}
}

func TestTooManyBytes(t *testing.T) {
	filler := strings.Repeat("x", document.MaxBytes/maxRatio+1)
	parts := make([]part, maxUnpacked/document.MaxBytes+1)
	for i := range parts {
		parts[i] = part{name: "a", body: filler, method: methodDeflated, size: document.MaxBytes}
	}
	file := filepath.Join(t.TempDir(), "a.zip")
	if err := os.WriteFile(file, pack(t, parts...), 0o644); err != nil {
		t.Fatal(err)
	}
	files, errs := Paths([]string{file})
	same(t, codes(errs), []string{"too_large"})
	if len(files) != len(parts)-1 {
		t.Errorf("%d files", len(files))
	}
}

// Two entries of the directory that lead to the same bytes are a bomb.
func TestOverlap(t *testing.T) {
	b := pack(t, part{name: "a.html", body: "same"}, part{name: "b.html", body: "same"}, part{name: "c.html", body: "x"})
	at := bytes.Index(b, []byte(directoryEntry))
	at += bytes.Index(b[at+1:], []byte(directoryEntry)) + 1
	binary.LittleEndian.PutUint32(b[at+42:], 0) // b.html stands where a.html does
	got, errs := expand(t, b)
	same(t, errs, nil)
	same(t, got, []string{"a.html=same", "b.html!damaged_file", "c.html=x"})
}

func TestVolumes(t *testing.T) {
	b := pack(t, part{name: "a.html", body: "1"})
	b[bytes.LastIndex(b, []byte(directoryEnd))+4] = 2
	got, errs := expand(t, b)
	same(t, errs, []string{"unsupported_format"})
	same(t, got, nil)
}

func TestEmptyArchive(t *testing.T) {
	for _, b := range [][]byte{pack(t), pack(t, part{name: "only/"})} {
		got, errs := expand(t, b)
		same(t, errs, []string{"empty_archive"})
		same(t, got, nil)
	}
}

// Members are read one at a time, whatever they hold together.
func TestMembersAreNotKept(t *testing.T) {
	body := strings.Repeat("0123456789abcdef", 1<<16) // 1 MB
	parts := make([]part, 120)
	for i := range parts {
		parts[i] = part{name: "a", body: body}
	}
	b := pack(t, part{name: "inner.zip", body: string(pack(t, parts...))})
	files, errs := Find([]string{"-"}, bytes.NewReader(b))
	same(t, codes(errs), nil)
	for _, f := range files {
		if got, err := f.Read(); err != nil || string(got) != body {
			t.Fatalf("%d bytes, %v", len(got), err)
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	if len(files) != len(parts) || m.HeapAlloc > 60<<20 {
		t.Errorf("%d files, %d MB in use", len(files), m.HeapAlloc>>20)
	}
}

// An archive cut anywhere, or with any byte changed, gives its members as they
// are or not at all.
func TestBrokenArchive(t *testing.T) {
	bodies := []string{strings.Repeat("甲", 50), strings.Repeat("0123", 50), "x"}
	b := pack(t, part{name: "甲.html", body: bodies[0], flags: flagUTF8}, part{name: "乙/乙.html", body: bodies[1], flags: flagUTF8},
		part{name: "丙.html", body: bodies[2], flags: flagUTF8})
	check := func(why string, at int, b []byte) (read, failed int) {
		t.Helper()
		files, errs := Find([]string{"-"}, bytes.NewReader(b))
		for _, f := range files {
			content, err := f.Read()
			switch {
			case err != nil && data.Code(err) == "internal":
				t.Errorf("%s at %d: %v", why, at, err)
			case err != nil && why == "cut":
				t.Errorf("cut at %d: %s is listed, and cut: %v", at, f.Name, err)
			case err == nil && f.Name != "-" && !slices.Contains(bodies, string(content)):
				t.Errorf("%s at %d: %s has %q", why, at, f.Name, content)
			case err == nil && f.Name != "-":
				read++
			}
		}
		return read, len(errs)
	}
	directory := bytes.Index(b, []byte(directoryEntry))
	for cut := localHeaderSize; cut < len(b); cut++ {
		read, failed := check("cut", cut, b[:cut])
		if failed != 1 {
			t.Errorf("cut at %d: %d errors", cut, failed)
		}
		if cut >= directory && read != len(bodies) {
			t.Errorf("cut at %d, behind the members: %d read", cut, read)
		}
	}
	for at := 4; at < len(b); at++ {
		for _, bits := range []byte{1, 0x10, 0x80, 0xff} {
			c := slices.Clone(b)
			c[at] ^= bits
			check("changed", at, c)
		}
	}
}
