package source

import (
	"bytes"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

// FuzzArchive: whatever the bytes, no panic, every error has a code, names are
// clean and distinct, and no content is longer than it may be.
func FuzzArchive(f *testing.F) {
	inner := pack(f, part{name: gb("丁.html"), body: "4"}, part{name: "x.docx", body: docx(f)})
	whole := pack(f, part{name: "甲.html", body: "1", flags: flagUTF8}, part{name: gb(`二\乙.html`), body: strings.Repeat("2", 99)},
		part{name: "b.html", body: "x", extra: unicodeField("b.html", "年报.html")}, part{name: "inner.zip", body: string(inner)},
		part{name: "密.html", body: "x", flags: flagUTF8 | flagEncrypted})
	f.Add(whole)
	f.Add(inner)
	f.Add(whole[:len(whole)/2])
	f.Add(whole[:len(whole)-40])
	f.Fuzz(func(t *testing.T, b []byte) {
		files, errs := Find([]string{"-"}, bytes.NewReader(b))
		for _, err := range errs {
			if data.Code(err) == "internal" {
				t.Fatal(err)
			}
		}
		seen := map[string]bool{}
		for _, file := range files {
			if seen[file.Name] || strings.ContainsAny(file.Name, "\x00\n\\\x1b") || strings.Contains(file.Name, "/../") {
				t.Fatalf("name %q", file.Name)
			}
			seen[file.Name] = true
			content, err := file.Read()
			if err != nil && data.Code(err) == "internal" || len(content) > document.MaxBytes+1 {
				t.Fatal(len(content), err)
			}
		}
		if len(files) == 0 && len(errs) == 0 {
			t.Fatal("nothing, and nothing said")
		}
	})
}

func BenchmarkArchive(b *testing.B) {
	body := strings.Repeat("<td>政府信息公开</td>", 3000)
	parts := make([]part, 100)
	for i := range parts {
		parts[i] = part{name: "a.html", body: body}
	}
	archive := pack(b, parts...)
	b.SetBytes(int64(len(parts) * len(body)))
	for b.Loop() {
		files, errs := Find([]string{"-"}, bytes.NewReader(archive))
		if len(errs) > 0 || len(files) != len(parts) {
			b.Fatal(errs)
		}
		for _, f := range files {
			if _, err := f.Read(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
