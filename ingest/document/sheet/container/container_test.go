package container

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/xml"
	"errors"
	"fmt"
	"strings"
	"testing"

	"gongkai/ingest/document"
)

func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// filler is an element of so many bytes, and a few more.
func filler(n int) string {
	const piece = 1 << 16
	return "<a>" + strings.Repeat("<b>"+strings.Repeat("x", piece)+"</b>", n/piece+1) + "</a>"
}

func nothing(xml.Token) error { return nil }

func TestRead(t *testing.T) {
	c, err := Open(zipped(t, `XL\Workbook.xml`, `<?xml version="1.0" encoding="GB2312"?><a x:b="1">文<c/></a>`, "/empty.xml", ""))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	if err := c.Read("xl/workbook.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			seen = append(seen, t.Name.Local+Attr(t, "b")+Attr(t, "d"))
		case xml.CharData:
			seen = append(seen, string(t))
		}
		return nil
	}); err != nil || strings.Join(seen, " ") != "a1 文 c" {
		t.Errorf("%q, %v", seen, err)
	}
	if !c.Has("empty.xml") || c.Has("other.xml") {
		t.Error("Has")
	}
	if err := c.Read("other.xml", func(xml.Token) error { return errors.New("called") }); err != nil {
		t.Errorf("a missing part: %v", err)
	}
	stop := errors.New("stop")
	if err := c.Read("xl/workbook.xml", func(xml.Token) error { return stop }); err != stop {
		t.Errorf("stopped: %v", err)
	}
}

func TestRefused(t *testing.T) {
	whole := zipped(t, "a.xml", "<a>"+strings.Repeat("text ", 1000)+"</a>")
	flipped := bytes.Clone(whole)
	flipped[60] ^= 0xFF
	for name, tt := range map[string]struct {
		b    []byte
		want error
	}{
		"NotZip":     {[]byte("PK\x03\x04"), ErrDamaged},
		"Cut":        {whole[:len(whole)/2], ErrDamaged},
		"Flipped":    {flipped, ErrDamaged},
		"CutXML":     {zipped(t, "a.xml", "<a><b></b>"), ErrDamaged},
		"OneMore":    {zipped(t, "a.xml", "<a></a></b>"), ErrDamaged},
		"NotXML":     {zipped(t, "a.xml", "<a b=c>"), ErrDamaged},
		"Entity":     {zipped(t, "a.xml", `<!DOCTYPE a [<!ENTITY x "xx">]><a>&x;</a>`), ErrDamaged},
		"Bomb":       {zipped(t, "a.xml", filler(document.MaxBytes)), ErrTooLarge},
		"LongText":   {zipped(t, "a.xml", "<a>"+strings.Repeat("x", maxMarkup+1)+"</a>"), ErrTooLarge},
		"Attributes": {zipped(t, "a.xml", "<a "+strings.Repeat(`b="" `, maxMarkup)+"/>"), ErrTooLarge},
	} {
		c, err := Open(tt.b)
		if err == nil {
			err = c.Read("a.xml", nothing)
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	var many []string
	for i := range maxFiles + 1 {
		many = append(many, fmt.Sprint(i), "")
	}
	if _, err := Open(zipped(t, many...)); err != ErrTooLarge {
		t.Errorf("many files: %v", err)
	}
}

// The size that a zip file claims is not believed.
func TestClaimedSize(t *testing.T) {
	var deflated bytes.Buffer
	fw, err := flate.NewWriter(&deflated, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fw.Write([]byte(filler(document.MaxBytes))); err != nil {
		t.Fatal(err)
	}
	if err := fw.Close(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a.xml", Method: zip.Deflate, UncompressedSize64: 100, CompressedSize64: uint64(deflated.Len())})
	if err == nil {
		_, err = w.Write(deflated.Bytes())
	}
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	c, err := Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Read("a.xml", nothing); err != ErrDamaged {
		t.Error(err)
	}
	if err := Tokens(filler(document.MaxBytes), nothing); err != ErrTooLarge {
		t.Errorf("a text: %v", err)
	}
}

// All parts together have one bound, also one part that is read again.
func TestTogether(t *testing.T) {
	c, err := Open(zipped(t, "a.xml", filler(document.MaxBytes*2/5)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		if err = c.Read("a.xml", nothing); err != nil && i < 2 {
			t.Fatal(err)
		}
	}
	if err != ErrTooLarge {
		t.Error(err)
	}
}
