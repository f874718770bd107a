package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data/place"
	"gongkai/data/sample"
)

// copiesOf makes n documents of one: of text, docx and xlsx each of another
// body (the name is replaced), of pdf the same with another end.
func copiesOf(b *testing.B, name string, content []byte, old string, names []string) map[string][]byte {
	out := map[string][]byte{}
	ext := filepath.Ext(name)
	for i, n := range names {
		var copied []byte
		switch ext {
		case ".pdf":
			copied = append(bytes.Clone(content), fmt.Sprintf("\n%%%d\n", i)...)
		case ".docx", ".xlsx":
			copied = replaceInZip(b, content, old, n)
		default:
			copied = bytes.ReplaceAll(content, []byte(old), []byte(n))
		}
		out[fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i, ext)] = copied
	}
	return out
}

func replaceInZip(b *testing.B, content []byte, old, new string) []byte {
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			b.Fatal(err)
		}
		part, err := io.ReadAll(from)
		if err != nil {
			b.Fatal(err)
		}
		to, err := w.Create(f.Name)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := to.Write(bytes.ReplaceAll(part, []byte(old), []byte(new))); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// BenchmarkIngestMixed reads and publishes 5,000 reports in mixed formats in
// one run: html, docx, txt and md of the samples and, from ../shared/reports
// where it is there, xlsx and pdf, under the names of as many counties.
func BenchmarkIngestMixed(b *testing.B) {
	const reports = 5000
	places, err := place.Load()
	if err != nil {
		b.Fatal(err)
	}
	var counties []string
	for _, d := range places.Divisions() {
		if d.Level == place.CountyLevel {
			counties = append(counties, d.FullName)
		}
	}
	type origin struct {
		name, old string
		content   []byte
	}
	var origins []origin
	for _, d := range sample.Documents() {
		_, rest, _ := strings.Cut(strings.TrimSuffix(d.Name, filepath.Ext(d.Name)), "-")
		origins = append(origins, origin{d.Name, rest[:len(rest)-5], []byte(sampleText(b, d.Name))})
	}
	for _, name := range []string{"r04-clean.xlsx", "r17-clean.xlsx", "r31-clean.xlsx", "r02-word.pdf", "r16-word.pdf", "r20-clean.pdf", "r47-clean.pdf"} {
		if content, err := os.ReadFile(filepath.Join("../../../shared/reports", name)); err == nil {
			old := map[string]string{"r04-clean.xlsx": "宿迁市", "r17-clean.xlsx": "平潭综合实验区", "r31-clean.xlsx": "平潭综合实验区市场监督管理局"}[name]
			origins = append(origins, origin{name, old, content})
		}
	}
	for b.Loop() {
		b.StopTimer()
		dir, store := b.TempDir(), newStore(b)
		n := 0
		for i, o := range origins {
			share := (reports - n) / (len(origins) - i)
			names := make([]string, share)
			for k := range names {
				names[k] = counties[(i*share+k)%len(counties)]
			}
			for name, content := range copiesOf(b, o.name, o.content, o.old, names) {
				if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
					b.Fatal(err)
				}
			}
			n += share
		}
		b.StartTimer()
		start := time.Now()
		out := must(b, gongkai("ingest", "--store", store, dir))
		b.ReportMetric(float64(n)/time.Since(start).Seconds(), "reports/s")
		b.Logf("%s", out[strings.LastIndex(strings.TrimSpace(out), "\n")+1:])
		first, _, _ := strings.Cut(out, "\n")
		b.Logf("%s in %v", first, time.Since(start).Round(time.Millisecond))
	}
}
