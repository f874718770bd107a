package pdf_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
	"gongkai/ingest/document/pdf"
)

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// place is where a cell stands, and how far it reaches.
type place struct{ row, col, rows, cols int }

// cells are a document's tables by number and place; white space is left out,
// as lines break differently on paper.
func cells(d *document.Document) []map[place]string {
	var out []map[place]string
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		m := map[place]string{}
		for _, c := range b.Table.Cells {
			m[place{c.Row, c.Col, c.RowSpan, c.ColSpan}] = strings.Join(strings.Fields(c.Text), "")
		}
		out = append(out, m)
	}
	return out
}

func compare(t *testing.T, name string, got, want *document.Document) {
	t.Helper()
	g, w := cells(got), cells(want)
	if len(g) != len(w) {
		t.Errorf("%s: %d tables, want %d", name, len(g), len(w))
		return
	}
	for i := range w {
		if len(g[i]) != len(w[i]) {
			t.Errorf("%s: table %d has %d cells, want %d", name, i+1, len(g[i]), len(w[i]))
		}
		for at, text := range w[i] {
			if other, ok := g[i][at]; !ok || other != text {
				t.Errorf("%s: table %d, %+v: %q, want %q", name, i+1, at, other, text)
			}
		}
	}
}

// What was printed by an office program or a browser has the cells of what was
// printed: rows and merged cells over page breaks, cut rows, landscape pages.
func TestPrinted(t *testing.T) {
	for name, source := range map[string]string{
		"split-office.pdf":     "split.html",
		"groups-office.pdf":    "groups.html",
		"groups-browser.pdf":   "groups.html",
		"landscape-office.pdf": "landscape.html",
		"rotated.pdf":          "landscape.html",
		"owner.pdf":            "landscape.html",
	} {
		d, err := pdf.Read(name, read(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		compare(t, name, d, html.Read(string(read(t, source))))
	}
}

// The head that each page repeats stays in its place, as rows of the table.
func TestRepeatedHeads(t *testing.T) {
	want := html.Read(string(read(t, "heads.html")))
	for _, name := range []string{"heads-office.pdf", "heads-browser.pdf"} {
		d, err := pdf.Read(name, read(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		heads := 0
		for _, b := range d.Blocks {
			if b.Table != nil {
				heads = withoutHeads(b.Table)
			}
		}
		if heads == 0 {
			t.Errorf("%s repeats no head", name)
		}
		compare(t, name, d, want)
	}
}

// withoutHeads takes repeated heads of two rows out of a table.
func withoutHeads(t *document.Table) (heads int) {
	var kept []document.Cell
	for _, c := range t.Cells {
		switch {
		case c.Row > 2 && strings.Join(strings.Fields(c.Text), "") == "项目":
			heads++
		case c.Row > 2 && (c.Col == 4 && c.RowSpan == 2 || c.ColSpan == 2):
		case c.Row > 2 && (strings.HasPrefix(c.Text, "自") || strings.HasPrefix(c.Text, "法")):
		default:
			c.Row -= 2 * heads
			kept = append(kept, c)
		}
	}
	t.Cells = kept
	return heads
}

func TestReport(t *testing.T) {
	page, err := filepath.Glob("../../../data/sample/documents/*交通与建设局-2024.html")
	if err != nil || len(page) != 1 {
		t.Fatal(page, err)
	}
	b, err := os.ReadFile(page[0])
	if err != nil {
		t.Fatal(err)
	}
	want := html.Read(string(b))
	got, err := pdf.Read("report", read(t, "report-office.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "report", got, want)
	// LibreOffice loses the first line of a title when it prints a web page
	if g, w := paragraphs(got), paragraphs(want); !strings.HasSuffix(w, strings.TrimPrefix(g, "(")) {
		t.Errorf("got %s\nwant %s", g, w)
	}
	for _, b := range got.Blocks {
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Cells {
			if c.Page < 1 || c.Box[0] >= c.Box[2] || c.Box[1] >= c.Box[3] || c.Box[2] > 1 || c.Box[3] > 1 {
				t.Fatalf("cell %q on page %d in box %v", c.Text, c.Page, c.Box)
			}
		}
	}
}

func paragraphs(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		if bl.Text != "" {
			b.WriteString("(" + strings.Join(strings.Fields(bl.Text), "") + ")")
		}
	}
	return b.String()
}

// Tables without lines between columns, or without lines between rows, are
// text laid out in columns: no lattice can be trusted there.
func TestBorderless(t *testing.T) {
	for _, name := range []string{"borderless-office.pdf", "threeline-office.pdf"} {
		d, err := pdf.Read(name, read(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(cells(d)) != 0 {
			t.Errorf("%s: a table", name)
		}
		var rows []string
		for _, b := range d.Blocks {
			for _, l := range b.Lines {
				if f := strings.Fields(l); len(f) > 3 {
					rows = append(rows, strings.Join(f, "|"))
				}
			}
		}
		const want = "（二）公开申请的项目|7|1|8 （三）公开申请的项目|14|2|16"
		if got := strings.Join(rows, " "); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestPassword(t *testing.T) {
	if _, err := pdf.Read("password.pdf", read(t, "password.pdf")); data.Code(err) != "encrypted_file" {
		t.Error(err)
	}
}
