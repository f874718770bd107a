package dashboard

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"image"
	"image/png"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/place"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// sourceAnswer is what a source page says as JSON.
type sourceAnswer struct {
	Figure data.Figure
	Marked *data.SourceCell
	Table  data.SourceTable
}

// inSource asks for the source of a figure.
func inSource(t *testing.T, root string, r analytics.ReportRef, cell data.Cell) (a sourceAnswer) {
	t.Helper()
	got := get(t, root+reportAddress(r.Body, r.Year)+"/source.json?cell="+url.QueryEscape(string(cell)))
	if got.status != 200 {
		t.Fatalf("%s: %d %s", cell, got.status, got.body)
	}
	if err := json.Unmarshal([]byte(got.body), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// decode reads a JSON answer.
func decode(t *testing.T, address string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(get(t, address).body), into); err != nil {
		t.Fatal(err)
	}
}

// everyFigure looks for the source of each figure of each report and returns
// how many are marked, by format. A marked cell prints what the figure prints.
// The server is asked for one figure of each report.
func everyFigure(t *testing.T, dir, root string) map[string]int {
	t.Helper()
	var list struct{ Reports []analytics.ReportRef }
	decode(t, root+"/reports.json", &list)
	originals, done := originalsOf(dir), map[string]int{}
	for _, r := range list.Reports {
		var rep analytics.ReportPage
		decode(t, root+reportAddress(r.Body, r.Year)+".json", &rep)
		if len(rep.Figures) == 0 {
			t.Fatalf("%s %d has no figures", r.Body.Name, r.Year)
		}
		tables := map[int]*data.SourceTable{}
		for i := range rep.Figures {
			f := &rep.Figures[i]
			table := tables[f.At.Table]
			if table == nil {
				var err error
				if table, err = originals.Table(t.Context(), r.Source.SHA256, f.At.Table); err != nil {
					t.Fatal(err)
				}
				tables[f.At.Table] = table
			}
			switch c := marked(table, f, rep.Figures); {
			case c == nil:
				t.Errorf("%s: %s (%q, %+v) is not marked", r.Source.File, f.Cell, f.Text, f.At)
			case f.At.Table > 0 && bare(c.Text) != bare(f.Text), !strings.Contains(bare(c.Text), bare(f.Text)):
				t.Errorf("%s: %s prints %q, marked is %q", r.Source.File, f.Cell, f.Text, c.Text)
			default:
				done[r.Source.Format]++
			}
		}
		last := rep.Figures[len(rep.Figures)-1]
		if a := inSource(t, root, r, last.Cell); a.Marked == nil || bare(a.Marked.Text) != bare(last.Text) {
			t.Errorf("%s: %s prints %q, the server marks %+v", r.Source.File, last.Cell, last.Text, a.Marked)
		}
	}
	return done
}

// From any figure of the bundled reports the source page leads to the cell of
// the document that prints it.
func TestEveryFigureHasItsSource(t *testing.T) {
	done := everyFigure(t, samples.dir, start(t, samples.dir))
	for _, format := range []string{"html", "docx", "txt"} {
		if done[format] < 500 {
			t.Errorf("%d figures of %s", done[format], format)
		}
	}
	t.Log(done)
}

// loaded is a store with one document, written under a name that tells a body
// and a year.
func loaded(t *testing.T, name string, content []byte) string {
	t.Helper()
	in, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(in, name), content, 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := source.Folder(os.DirFS(in), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (&ingest.Job{Store: dir, Catalogue: samples.catalogue, Places: g}).Run(context.Background(), files); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A report that is a PDF shows its page, too, with the figure framed.
func TestPageOfPDF(t *testing.T) {
	b, err := os.ReadFile("../ingest/document/pdf/testdata/report-office.pdf")
	if err != nil {
		t.Fatal(err)
	}
	dir := loaded(t, "report.pdf", b)
	root := start(t, dir)
	if done := everyFigure(t, dir, root); done["pdf"] < 100 {
		t.Errorf("figures %v", done)
	}
	var list struct{ Reports []analytics.ReportRef }
	decode(t, root+"/reports.json", &list)
	r := list.Reports[0]
	var rep analytics.ReportPage
	decode(t, root+reportAddress(r.Body, r.Year)+".json", &rep)
	for _, f := range []data.Figure{rep.Figures[0], rep.Figures[len(rep.Figures)-1]} {
		c := inSource(t, root, r, f.Cell).Marked
		address := fmt.Sprintf("%s/page/%d.png?cell=%s", reportAddress(r.Body, r.Year), c.Page, url.QueryEscape(string(f.Cell)))
		page := get(t, root+reportAddress(r.Body, r.Year)+"/source?cell="+url.QueryEscape(string(f.Cell))).body
		if !strings.Contains(html.UnescapeString(page), `src="`+address) {
			t.Errorf("the page has no picture %s", address)
		}
		got := get(t, root+address)
		if got.status != 200 || got.header.Get("Content-Type") != "image/png" || !strings.HasPrefix(got.header.Get("Cache-Control"), "private") || got.header.Get("X-Content-Type-Options") != "nosniff" {
			t.Fatalf("%s: %d %v", address, got.status, got.header)
		}
		p, err := png.Decode(strings.NewReader(got.body))
		if err != nil {
			t.Fatal(err)
		}
		if red := redBox(p); near(red.Min.X, c.Box[0], p.Bounds().Dx()) > 8 || near(red.Max.X, c.Box[2], p.Bounds().Dx()) > 8 ||
			near(red.Min.Y, c.Box[1], p.Bounds().Dy()) > 8 || near(red.Max.Y, c.Box[3], p.Bounds().Dy()) > 8 {
			t.Errorf("%s: framed is %v, the cell is at %v of %v", f.Cell, red, c.Box, p.Bounds())
		}
	}
	cell := "?cell=" + url.QueryEscape(string(rep.Figures[0].Cell))
	if got := get(t, root+reportAddress(r.Body, r.Year)+"/page/99.png"+cell); got.status != 404 {
		t.Errorf("page 99: %d", got.status)
	}
}

// redBox is the smallest box with all pixels in the colour of the frame.
func redBox(p image.Image) (out image.Rectangle) {
	for y := p.Bounds().Min.Y; y < p.Bounds().Max.Y; y++ {
		for x := p.Bounds().Min.X; x < p.Bounds().Max.X; x++ {
			r, g, b, _ := p.At(x, y).RGBA()
			if uint8(r>>8) == frameColour.R && uint8(g>>8) == frameColour.G && uint8(b>>8) == frameColour.B {
				out = out.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return out
}

func near(pixel int, share float32, size int) int {
	d := pixel - int(share*float32(size))
	return max(d, -d)
}

const figure218 = "gov2021/t3/received/total"

// The source page says what was read from where, and refuses what is not there.
func TestSourcePage(t *testing.T) {
	root := start(t, samples.dir)
	cell := "?cell=" + url.QueryEscape(figure218)
	for _, tt := range []struct {
		name, address string
		status        int
		has           []string
	}{
		{"Page", "/source" + cell, 200, []string{`id="marked"`, `aria-current="true"`, "<mark>218</mark>", "下载原件", "SHA-256", "→ 识读为 <b>218</b>", "上一表", "原文第"}},
		{"English", "/source" + cell + "&lang=en", 200, []string{"<mark>218</mark>", "read as <b>218</b>", "download the original"}},
		{"AnotherTable", "/source" + cell + "&table=1", 200, []string{"转到那里"}},
		{"Text", "/source" + cell + "&table=0", 200, []string{"表格以外的文字", `class="original lines"`}},
		{"CSV", "/source.csv" + cell, 200, []string{",218"}},
		{"NoCell", "/source?cell=gov2021/t3/none/total", 404, []string{"no_cell"}},
		{"NoTable", "/source" + cell + "&table=99", 404, []string{"no_table", "原文中没有这一表"}},
		{"BadTable", "/source" + cell + "&table=x", 400, []string{"bad_parameter"}},
		{"NoPage", "/page/1.png" + cell, 404, []string{"no_page"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := get(t, root+reportOf("2024")+tt.address)
			if r.status != tt.status {
				t.Errorf("status %d, want %d", r.status, tt.status)
			}
			for _, s := range tt.has {
				if !strings.Contains(r.body, s) {
					t.Errorf("lacks %q\n%.3000s", s, r.body)
				}
			}
		})
	}
	// what is not in the archive is said so
	gone := start(t, hostile(t))
	r := get(t, gone+"/reports/"+url.PathEscape(":"+hostileBody)+"/2024/source?cell=gov2021/t2.art20_6/penalty/decisions")
	if r.status != 404 || !strings.Contains(r.body, "归档中没有这个文件") {
		t.Errorf("not archived: %d %.1500s", r.status, r.body)
	}
}

// Markup in a cell of the document is text on the source page.
func TestSourceIsText(t *testing.T) {
	s, err := New(Config{Catalogue: samples.catalogue})
	if err != nil {
		t.Fatal(err)
	}
	evil := `<img src=x onerror=alert(1)>`
	p := sourcePage{Figure: &data.Figure{Text: evil, Note: evil}, Label: evil, Table: &data.SourceTable{File: evil},
		Rows: [][]shownCell{{{data.SourceCell{Text: evil, RowSpan: 1, ColSpan: 1}, true}}}}
	var b bytes.Buffer
	if err := s.views.Render(&b, "source", p); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "<img src=x") || strings.Count(b.String(), "&lt;img src=x") < 4 {
		t.Errorf("%s", b.String())
	}
}

// A figure is never marked where another one of the same text stands.
func TestMarked(t *testing.T) {
	cell := func(row, column, rows int, text string) data.SourceCell {
		return data.SourceCell{Row: row, Column: column, RowSpan: rows, ColSpan: 1, Text: text}
	}
	table := &data.SourceTable{Number: 1, Rows: [][]data.SourceCell{
		{cell(1, 1, 2, "甲"), cell(1, 2, 1, "1"), cell(1, 3, 1, "0")},
		{cell(2, 2, 1, "0"), cell(2, 3, 1, "0")},
	}}
	at := func(row, column int, text string) data.Figure {
		return data.Figure{Text: text, At: data.Position{Table: 1, Row: row, Column: column}}
	}
	inGridAll := []data.Figure{at(1, 2, "1"), at(1, 3, "0"), at(2, 2, "0"), at(2, 3, "0")}
	if c := marked(table, &inGridAll[2], inGridAll); c == nil || c.Column != 2 {
		t.Errorf("by the grid: %+v", c)
	}
	inOrderAll := []data.Figure{at(1, 2, "1"), at(1, 3, "0"), at(2, 1, "0"), at(2, 2, "0")}
	if c := marked(table, &inOrderAll[3], inOrderAll); c == nil || c.Column != 3 {
		t.Errorf("in order: %+v", c)
	}
	alone := at(2, 2, "0")
	if c := marked(table, &alone, []data.Figure{alone}); c != nil {
		t.Errorf("either could be meant, and %+v is marked", c)
	}
	other := at(1, 2, "7")
	if c := marked(table, &other, inGridAll); c != nil {
		t.Errorf("%+v does not print 7", c)
	}
}
