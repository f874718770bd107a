package sheet_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet"
)

// readers are the ways to read the report of testdata.
var readers = []struct {
	file string
	read func(name string, b []byte) (*document.Document, error)
}{
	{"report.xlsx", sheet.ReadXLSX},
	{"report.xls", sheet.ReadXLS},
	{"report.xml", func(name string, b []byte) (*document.Document, error) { return sheet.ReadXML2003(name, string(b)) }},
	{"report.csv", func(_ string, b []byte) (*document.Document, error) { return sheet.ReadCSV(string(b)), nil }},
}

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// The report of testdata was written by LibreOffice from a bundled web page:
// each format must say what the page says.
func TestFixtures(t *testing.T) {
	page := origin(t, "350128-平潭综合实验区-2020.html")
	for _, r := range readers {
		d, err := r.read(r.file, fixture(t, r.file))
		if err != nil {
			t.Errorf("%s: %v", r.file, err)
			continue
		}
		want, got := rows(page), rows(d)
		if r.file == "report.xml" { // LibreOffice writes the format General as Fixed, with two decimals
			for i := range got {
				got[i] = strings.ReplaceAll(got[i], ".00", "")
			}
		}
		if r.file == "report.csv" { // knows no merged cells
			want, got = texts(page), texts(d)
			if !sheet.LooksLikeCSV(string(fixture(t, r.file))) {
				t.Error("report.csv does not look like CSV")
			}
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: %s", r.file, firstDifference(strings.Join(want, "\n"), strings.Join(got, "\n")))
		}
	}
}

// rows lists paragraphs and the rows of tables, a text for each cell however
// wide it is: LibreOffice puts all tables on one grid of many narrow columns.
func rows(d *document.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Table == nil {
			out = append(out, b.Text)
			continue
		}
		row := 0
		for _, c := range b.Table.Cells {
			if c.Row != row {
				out, row = append(out, c.Text), c.Row
				continue
			}
			out[len(out)-1] += " | " + c.Text
		}
	}
	return out
}

// texts lists what a document prints, in reading order, with the lines of each
// paragraph or cell joined.
func texts(d *document.Document) []string {
	var out []string
	add := func(s string) {
		if s != "" {
			out = append(out, strings.Join(strings.Fields(s), ""))
		}
	}
	for _, b := range d.Blocks {
		add(b.Text)
		if b.Table != nil {
			for _, c := range b.Table.Cells {
				add(c.Text)
			}
		}
	}
	return out
}

func BenchmarkRead(b *testing.B) {
	for _, r := range readers {
		file := fixture(b, r.file)
		b.Run(strings.TrimPrefix(r.file, "report."), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.read(r.file, file); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "documents/s")
		})
	}
}
