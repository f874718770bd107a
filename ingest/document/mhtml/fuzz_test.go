package mhtml

import (
	"strings"
	"testing"
	"unicode/utf8"

	"gongkai/data"
)

// FuzzRead: no panic, every error has a code, and the text is UTF-8.
func FuzzRead(f *testing.F) {
	f.Add([]byte(message("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(page))))
	f.Add([]byte("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\nContent-Type: text/html\n\n<p>x\n--a--"))
	f.Add([]byte(strings.Replace(message("Content-Type: text/html\n\n<frameset>", "Content-Type: text/html; charset=big5\n\n<table><td>\xa4@"), "related;", "related; start=a;", 1)))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read("fuzz", b)
		if err != nil {
			if data.Code(err) == "internal" {
				t.Fatal(err)
			}
			return
		}
		for _, bl := range d.Blocks {
			if d.Format != "mht" || !utf8.ValidString(bl.Text) {
				t.Fatal(d)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	body := strings.Repeat("<table><tr><td rowspan=2>本年制发件数</td><td>12</td></tr></table>\n", 2000)
	message := []byte(message("Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(body)))
	b.SetBytes(int64(len(message)))
	for b.Loop() {
		if _, err := Read("b", message); err != nil {
			b.Fatal(err)
		}
	}
}
