package pdf

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/klippa-app/go-pdfium/requests"
)

// BenchmarkRead reads this folder's documents, and those of ../shared where it
// is there, and takes the bare text of the same pages by the same library in
// turn: documents/s is the speed of reading, ratio that of reading to bare text
// extraction in the same run.
func BenchmarkRead(b *testing.B) {
	var files [][]byte
	for _, pattern := range []string{"testdata/*.pdf", "../../../../shared/reports/r*.pdf"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range names {
			file, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := Read(name, file); err == nil {
				files = append(files, file)
			}
		}
	}
	var reading, bare time.Duration
	for b.Loop() {
		for _, file := range files {
			start := time.Now()
			if _, err := Read("b", file); err != nil {
				b.Fatal(err)
			}
			middle := time.Now()
			bareText(b, file)
			reading += middle.Sub(start)
			bare += time.Since(middle)
		}
	}
	b.ReportMetric(float64(len(files)), "files")
	b.ReportMetric(float64(b.N*len(files))/reading.Seconds(), "documents/s")
	b.ReportMetric(bare.Seconds()/reading.Seconds(), "ratio")
}

// bareText takes the text of every page, as the library gives it.
func bareText(b *testing.B, file []byte) {
	w, err := shared.take()
	if err != nil {
		b.Fatal(err)
	}
	defer shared.giveBack(w, false)
	doc, err := w.instance.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		b.Fatal(err)
	}
	count, err := w.instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		b.Fatal(err)
	}
	for i := range count.PageCount {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}
		if _, err := w.instance.GetPageText(&requests.GetPageText{Page: page}); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := w.instance.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document}); err != nil {
		b.Fatal(err)
	}
}
