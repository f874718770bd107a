package source

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
)

// A comment, or bytes that a careless server put behind the archive, hide
// nothing.
func TestBytesBehindTheArchive(t *testing.T) {
	b := pack(t, part{name: "a.html", body: "1"})
	got, errs := expand(t, append(slices.Clone(b), "\r\n\r\n"...))
	same(t, errs, nil)
	same(t, got, []string{"a.html=1"})
	rubbish := directoryEnd + strings.Repeat("\x00", directoryEndSize)
	got, errs = expand(t, append(slices.Clone(b), rubbish...))
	same(t, errs, nil)
	same(t, got, []string{"a.html=1"})
	b[len(b)-2] = 4
	got, errs = expand(t, append(b, "note"...))
	same(t, errs, nil)
	same(t, got, []string{"a.html=1"})
}

// An archive that broke off behind one stored inside it is not taken for the
// one inside.
func TestCutBehindStoredArchive(t *testing.T) {
	inner := string(pack(t, part{name: "inner.html", body: "x"}))
	b := pack(t, part{name: "a.html", body: "1"}, part{name: "b.zip", body: inner, method: 99})
	for _, header := range []string{localHeader, directoryEntry} { // say that it is stored
		at := bytes.Index(b, []byte("b.zip"))
		if header == directoryEntry {
			at = bytes.LastIndex(b, []byte("b.zip")) - directoryEntrySize + 10
		} else {
			at += -localHeaderSize + 8
		}
		binary.LittleEndian.PutUint16(b[at:], methodStored)
	}
	want := []string{"a.html=1", "b.zip/inner.html=x"}
	got, errs := expand(t, b)
	same(t, errs, nil)
	same(t, got, want)
	end := bytes.Index(b, []byte(inner)) + len(inner)
	got, errs = expand(t, b[:end])
	same(t, errs, []string{"damaged_file"})
	same(t, got, want)
}

// Programs that do not know sizes beforehand write them behind the members:
// what is there of an archive of theirs that broke off is found all the same.
func TestSizesBehind(t *testing.T) {
	bodies := []string{strings.Repeat("甲", 3000), "", "x"}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, body := range bodies {
		w, err := z.Create(string(rune('a'+i)) + ".html")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	want := []string{"a.html=" + bodies[0], "b.html=", "c.html=x"}
	got, errs := expand(t, whole)
	same(t, errs, nil)
	same(t, got, want)
	directory := bytes.Index(whole, []byte(directoryEntry))
	got, errs = expand(t, whole[:directory])
	same(t, errs, []string{"damaged_file"})
	same(t, got, want)
	got, errs = expand(t, whole[:directory-1])
	same(t, errs, []string{"damaged_file"})
	same(t, got, want[:2])
	whole[directory-2] ^= 1 // the size of c.html
	got, _ = expand(t, whole[:directory])
	same(t, got, want[:2])
}

// ZIP64 records stand where a streaming packer does not know sizes beforehand.
func TestZIP64(t *testing.T) {
	b := pack(t, part{name: "a.html", body: "1234567890"}, part{name: "b.html", body: "2"})
	at := bytes.Index(b, []byte(directoryEntry))
	le := binary.LittleEndian
	entry := slices.Clone(b[at : at+directoryEntrySize+len("a.html")])
	wide := le.AppendUint16(nil, extraZip64)
	wide = le.AppendUint16(wide, 24)
	for _, field := range []int{24, 20, 42} {
		wide = le.AppendUint64(wide, uint64(le.Uint32(entry[field:])))
		le.PutUint32(entry[field:], 0xffffffff)
	}
	le.PutUint16(entry[30:], uint16(len(wide)))
	end := bytes.LastIndex(b, []byte(directoryEnd))
	z := slices.Concat(b[:at], entry, wide, b[at+len(entry):end])
	length, where := len(z)-at, len(z)
	z = append(z, directoryEnd64...)
	z = le.AppendUint64(z, directoryEnd64Size-12)
	z = append(z, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, n := range []int{2, 2, length, at} {
		z = le.AppendUint64(z, uint64(n))
	}
	z = append(z, directoryEnd64At...)
	z = le.AppendUint32(z, 0)
	z = le.AppendUint64(z, uint64(where))
	z = le.AppendUint32(z, 1)
	z = append(z, directoryEnd...)
	z = append(z, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0)
	if _, err := zip.NewReader(bytes.NewReader(z), int64(len(z))); err != nil {
		t.Fatalf("the test's own archive: %v", err)
	}
	got, errs := expand(t, z)
	same(t, errs, nil)
	same(t, got, []string{"a.html=1234567890", "b.html=2"})
}
