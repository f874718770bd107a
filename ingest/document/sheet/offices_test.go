package sheet_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
	"gongkai/ingest/document/sheet"
)

// samples is where the bundled reports lie.
const samples = "../../../data/sample/documents"

// origin reads a bundled report: what a spreadsheet of the same report must
// come to.
func origin(tb testing.TB, name string) *document.Document {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join(samples, name))
	if err != nil {
		tb.Fatal(err)
	}
	return html.Read(string(b))
}

// habits are the ways in which offices lay out a report.
type habits struct {
	framed  bool // tables have borders
	wide    bool // titles and text are merged over the width of the page
	gaps    bool // empty rows above and below each table
	indent  int  // empty columns left of everything
	text    bool // figures typed as text
	perPart bool // a sheet for each table
}

func (h habits) String() string {
	return fmt.Sprintf("framed=%v,wide=%v,gaps=%v,indent=%d,text=%v,perPart=%v", h.framed, h.wide, h.gaps, h.indent, h.text, h.perPart)
}

// workbook writes a report as an office would.
func (h habits) workbook(tb testing.TB, d *document.Document) []byte {
	tb.Helper()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	f := excelize.NewFile()
	name, row, width := "Sheet1", 1, 1
	for _, b := range d.Blocks {
		if b.Table != nil {
			width = max(width, b.Table.Cols)
		}
	}
	side := excelize.Border{Type: "left", Style: 1, Color: "000000"}
	borders := []excelize.Border{side, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	frame, err := f.NewStyle(&excelize.Style{Border: borders})
	must(err)
	at := func(row, col int) string {
		ref, err := excelize.CoordinatesToCellName(col+h.indent, row)
		must(err)
		return ref
	}
	for _, b := range d.Blocks {
		if b.Table == nil {
			must(f.SetCellStr(name, at(row, 1), b.Text))
			if h.wide {
				must(f.MergeCell(name, at(row, 1), at(row, width)))
			}
			row++
			continue
		}
		if h.perPart {
			name = fmt.Sprintf("表%d", b.Table.Number)
			_, err := f.NewSheet(name)
			must(err)
			row = 1
		}
		if h.gaps {
			row++
		}
		for _, c := range b.Table.Cells {
			from, to := at(row+c.Row-1, c.Col), at(row+c.Row+c.RowSpan-2, c.Col+c.ColSpan-1)
			if v := 0; c.Text != "" && !h.text && strings.Trim(c.Text, "0123456789") == "" {
				_, err := fmt.Sscan(c.Text, &v)
				must(err)
				must(f.SetCellInt(name, from, int64(v)))
			} else if c.Text != "" {
				must(f.SetCellStr(name, from, c.Text))
			}
			if from != to {
				must(f.MergeCell(name, from, to))
			}
			if h.framed {
				must(f.SetCellStyle(name, from, to, frame))
			}
		}
		row += b.Table.Rows
		if h.gaps {
			row++
		}
	}
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

// flatten gives a document line by line: paragraphs, and rows of tables with
// merged cells filled and the columns left of the report cut off. A heading
// over the full width of a table is a line like a paragraph: whether it belongs
// to the table is a matter of taste.
func flatten(d *document.Document, indent int) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Table == nil {
			out = append(out, b.Text)
			continue
		}
		rows := make([][]string, b.Table.Rows+1)
		for _, c := range b.Table.Cells {
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				if rows[r] == nil {
					rows[r] = make([]string, b.Table.Cols)
				}
				for k := c.Col; k < c.Col+c.ColSpan; k++ {
					rows[r][k-1] = c.Text
				}
			}
		}
		for _, row := range rows {
			if row == nil {
				continue
			}
			row = row[indent:]
			if line := slices.Compact(slices.Clone(row)); len(line) == 1 || len(line) == 2 && line[1] == "" {
				row = line[:1]
			}
			out = append(out, strings.Join(row, " | "))
		}
	}
	return out
}

// However an office lays out its report, the tables stay what they are, and
// each cell says where it stands in the sheet.
func TestOffices(t *testing.T) {
	for _, name := range []string{"321300-宿迁市-2023.html", "350128-平潭综合实验区-2020.html"} {
		d := origin(t, name)
		want := strings.Join(flatten(d, 0), "\n")
		for i := range 64 {
			h := habits{framed: i&1 != 0, wide: i&2 != 0, gaps: i&4 != 0, indent: i & 8 / 4, text: i&16 != 0, perPart: i&32 != 0}
			got, err := sheet.ReadXLSX(name, h.workbook(t, d))
			if err != nil {
				t.Fatalf("%s %v: %v", name, h, err)
			}
			if s := strings.Join(flatten(got, h.indent), "\n"); s != want {
				t.Errorf("%s %v: %s", name, h, firstDifference(want, s))
			}
		}
	}
}

// blanked is a report that leaves out its zeros.
func blanked(d *document.Document) *document.Document {
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		for i := range b.Table.Cells {
			if c := &b.Table.Cells[i]; c.Text == "0" {
				c.Text = ""
			}
		}
	}
	return d
}

// blankRows lists the labels of rows that stand in a table with nothing but
// empty cells behind them.
func blankRows(d *document.Document) []string {
	var out []string
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		g := map[int][]document.Cell{}
		for _, c := range b.Table.Cells {
			g[c.Row] = append(g[c.Row], c)
		}
		for r := 1; r <= b.Table.Rows; r++ {
			last, texts := "", 0
			for _, c := range g[r] {
				if c.Text != "" && c.ColSpan < 20 {
					last = c.Text
					texts++
				}
			}
			n := len(g[r])
			if n > 1 && texts > 0 && g[r][n-1].Text == "" && g[r][n-2].Text == "" || n > 1 && texts == 1 && g[r][n-1].Text == "" {
				out = append(out, last)
			}
		}
	}
	return out
}

// Rows left blank stay in their tables: a blank is reported, a missing row is
// not.
func TestBlankRows(t *testing.T) {
	d := blanked(origin(t, "350128-平潭综合实验区君山片区管理局-2023.html"))
	want := blankRows(d)
	for i := range 64 {
		h := habits{framed: i&1 != 0, wide: i&2 != 0, gaps: i&4 != 0, indent: i & 8 / 4, text: i&16 != 0, perPart: i&32 != 0}
		got, err := sheet.ReadXLSX("x", h.workbook(t, d))
		if err != nil {
			t.Fatal(err)
		}
		if a := blankRows(got); !slices.Equal(a, want) {
			t.Errorf("%v: %d of %d rows", h, len(a), len(want))
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) {
			return fmt.Sprintf("line %d: want %q, got nothing", i+1, w[i])
		}
		if w[i] != g[i] {
			return fmt.Sprintf("line %d:\nwant %q\n got %q", i+1, w[i], g[i])
		}
	}
	return "more lines"
}
