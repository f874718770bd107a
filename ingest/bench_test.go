package ingest

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"gongkai/ingest/document/formats"
)

// BenchmarkRead reads documents of each format on one core, the real ones of
// ../shared/reports where the folder is there and the readers' own test files:
// documents/s is the speed of reading and recognising, share that of the
// format's reader alone in it, kB the memory allocated for a document.
func BenchmarkRead(b *testing.B) {
	byFormat := map[string][][]byte{}
	for _, pattern := range []string{sharedReports + "/*", "document/*/testdata/*", "../data/sample/documents/*"} {
		files, _ := filepath.Glob(pattern)
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil || strings.HasPrefix(filepath.Base(f), "x") {
				continue
			}
			if d, err := formats.Read(f, content); err == nil {
				if reports, err := testReader(b).Read(f, content); err == nil && len(reports) > 0 {
					byFormat[d.Format] = append(byFormat[d.Format], content)
				}
			}
		}
	}
	for format, list := range byFormat {
		b.Run(format, func(b *testing.B) { readDocuments(b, list) })
	}
}

func readDocuments(b *testing.B, list [][]byte) {
	r := testReader(b)
	var whole, reader time.Duration
	var before, after runtime.MemStats
	n := 0
	runtime.ReadMemStats(&before)
	for b.Loop() {
		for _, content := range list {
			start := time.Now()
			if _, err := r.Read("file", content); err != nil {
				b.Fatal(err)
			}
			middle := time.Now()
			if _, err := formats.Read("file", content); err != nil {
				b.Fatal(err)
			}
			whole += middle.Sub(start)
			reader += time.Since(middle)
			n++
		}
	}
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(n)/whole.Seconds(), "documents/s")
	b.ReportMetric(reader.Seconds()/whole.Seconds(), "share")
	b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/float64(n)/2/1000, "kB")
	b.ReportMetric(float64(len(list)), "files")
}

// BenchmarkReadHTML reads the pages of ../shared/reports on one core, and
// tokenises the same bytes in turn: reports/s is the speed of reading, ratio
// that of reading to bare tokenising, page by page in the same run. Portal
// pages, as Word and WPS export them, are over 50 kB; in the small clean ones
// placing 200 figures outweighs the markup.
func BenchmarkReadHTML(b *testing.B) {
	var all, portal [][]byte
	for _, a := range documents(b) {
		if filepath.Ext(a.File) != ".html" || a.Expect == "reject" {
			continue
		}
		p, err := os.ReadFile(a.File)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, p)
		if len(p) > 50<<10 {
			portal = append(portal, p)
		}
	}
	b.Run("portal", func(b *testing.B) { readPages(b, portal) })
	b.Run("all", func(b *testing.B) { readPages(b, all) })
}

func readPages(b *testing.B, pages [][]byte) {
	r := testReader(b)
	var reading, tokenising time.Duration
	n := 0
	for b.Loop() {
		for _, p := range pages {
			start := time.Now()
			if _, err := r.Read("page", p); err != nil {
				b.Fatal(err)
			}
			middle := time.Now()
			z := html.NewTokenizer(bytes.NewReader(p))
			for z.Next() != html.ErrorToken {
			}
			reading += middle.Sub(start)
			tokenising += time.Since(middle)
			n++
		}
	}
	b.ReportMetric(float64(n)/reading.Seconds(), "reports/s")
	b.ReportMetric(tokenising.Seconds()/reading.Seconds(), "ratio")
}
