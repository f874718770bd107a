package ingest

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/ingest/document"
	"gongkai/ingest/document/formats"
)

// A mutation damages a table as printers, converters and typists do. It
// changes want to what the damaged table prints, where nil is a cell that may
// not carry a number any more, and says false where it does not apply.
type mutation func(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool

// place2 is a grid position of a table.
type place2 struct{ row, col int }

var mutations = map[string]mutation{
	"figure changed":    changeFigure,
	"rows swapped":      swapRows,
	"labels swapped":    swapLabels,
	"row dropped":       dropRow,
	"column dropped":    dropColumn,
	"columns reordered": swapColumns,
	"cell lost":         loseCell,
	"cell added":        addCell,
	"digits split":      splitDigits,
}

// Whatever happens to one place of a real report, no figure is silently wrong:
// it is right, refused, or flagged by a failing identity.
func TestMutations(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader := NewReader(c, g)
	type original struct {
		name   string
		mutant *mutant
	}
	var originals []original
	for _, doc := range openCorpus(t) {
		if m := prepare(reader, doc); m != nil {
			originals = append(originals, original{doc.name, m})
		}
	}
	for name, mutate := range mutations {
		t.Run(name, func(t *testing.T) {
			tried, right, flagged, refused := 0, 0, 0, 0
			for i, doc := range originals {
				for seed := range uint64(8) {
					m := doc.mutant.clone()
					if !m.apply(rand.New(rand.NewPCG(seed, uint64(i))), mutate) {
						continue
					}
					tried++
					switch outcome, detail := m.judge(reader); outcome {
					case "right":
						right++
					case "flagged":
						flagged++
					case "refused":
						refused++
					default:
						t.Errorf("%s, seed %d: %s", doc.name, seed, detail)
					}
				}
			}
			t.Logf("%d tried: %d right, %d flagged, %d refused", tried, right, flagged, refused)
			if tried < 50 {
				t.Errorf("only %d tried", tried)
			}
		})
	}
}

type corpusDocument struct {
	name string
	b    []byte
}

// openCorpus is the bundled samples and, where the folder is there, the
// reports with known answers beside the checkout.
func openCorpus(t testing.TB) (list []corpusDocument) {
	err := fs.WalkDir(sample.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sample.FS(), path)
		list = append(list, corpusDocument{path, b})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	answers, _ := filepath.Glob("../../shared/reports/*.expected.json")
	if len(answers) == 0 {
		t.Log("../shared/reports is absent: bundled samples only")
	}
	for _, a := range answers {
		file := strings.TrimSuffix(a, ".expected.json")
		if b, err := os.ReadFile(file); err == nil && !strings.HasPrefix(filepath.Base(file), "x") {
			list = append(list, corpusDocument{filepath.Base(file), b})
		}
	}
	return list
}

// mutant is a document with what it should read as.
type mutant struct {
	doc  *document.Document
	want map[data.Cell]*data.Number
	at   map[int]map[place2]data.Cell // by table
}

// prepare reads a document; nil if its figures do not stand in grids.
func prepare(r *Reader, d corpusDocument) *mutant {
	doc, err := formats.Read(d.name, d.b)
	if err != nil {
		return nil
	}
	reports, err := r.recogniser.Reports(doc, data.Source{File: d.name})
	if err != nil || len(reports) != 1 {
		return nil
	}
	m := &mutant{doc: doc, want: map[data.Cell]*data.Number{}, at: map[int]map[place2]data.Cell{}}
	for _, f := range reports[0].Figures {
		if f.At.Table == 0 {
			if f.Status == data.Derived {
				continue // from prose
			}
			return nil
		}
		m.want[f.Cell] = f.Value
		if m.at[f.At.Table] == nil {
			m.at[f.At.Table] = map[place2]data.Cell{}
		}
		m.at[f.At.Table][place2{f.At.Row, f.At.Column}] = f.Cell
	}
	return m
}

// clone copies what mutations change.
func (m *mutant) clone() *mutant {
	doc := *m.doc
	doc.Blocks = slices.Clone(doc.Blocks)
	for i, b := range doc.Blocks {
		if b.Table != nil {
			t := *b.Table
			t.Cells = slices.Clone(t.Cells)
			doc.Blocks[i].Table = &t
		}
	}
	return &mutant{&doc, maps.Clone(m.want), m.at}
}

func (m *mutant) apply(rnd *rand.Rand, mutate mutation) bool {
	var tables []*document.Table
	for _, b := range m.doc.Blocks {
		if b.Table != nil && len(m.at[b.Table.Number]) > 0 && !b.Table.Loose {
			tables = append(tables, b.Table)
		}
	}
	if len(tables) == 0 {
		return false
	}
	t := tables[rnd.IntN(len(tables))]
	return mutate(rnd, t, m.want, m.at[t.Number])
}

// judge compares the reading of the damaged document with what it prints.
func (m *mutant) judge(r *Reader) (outcome, detail string) {
	reports, err := r.recogniser.Reports(m.doc, data.Source{File: "mutant"})
	if err != nil {
		return "refused", ""
	}
	rep := reports[0]
	doubted := map[data.Cell]bool{}
	for _, f := range r.auditor.Identities(rep.Form, rep.Figures) {
		if f.State == data.Failed {
			for _, c := range f.Cells {
				doubted[c] = true
			}
		}
	}
	outcome = "right"
	for _, f := range rep.Figures {
		want, known := m.want[f.Cell]
		switch {
		case f.Value == nil || f.At.Table == 0 && f.Status == data.Derived:
		case known && want != nil && want.Equal(f.Value.Decimal):
		case doubted[f.Cell]:
			outcome = "flagged"
		default:
			printed := "nothing certain"
			if want != nil {
				printed = want.String()
			}
			return "wrong", fmt.Sprintf("%s is %s, printed %s", f.Cell, f.Value, printed)
		}
	}
	return outcome, ""
}

// figureAt picks a figure with a number; its cell must not be merged.
func figureAt(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) (*document.Cell, data.Cell) {
	for range 50 {
		c := &t.Cells[rnd.IntN(len(t.Cells))]
		if code, ok := at[place2{c.Row, c.Col}]; ok && want[code] != nil && c.RowSpan == 1 && c.ColSpan == 1 {
			return c, code
		}
	}
	return nil, ""
}

func changeFigure(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	c, code := figureAt(rnd, t, want, at)
	if c == nil {
		return false
	}
	n := data.NewNumber(int64(700000 + rnd.IntN(1000)))
	c.Text, want[code] = n.String(), &n
	return true
}

// plainRow reports whether no cell of a row reaches into another one.
func plainRow(t *document.Table, row int) bool {
	for _, c := range t.Cells {
		if c.RowSpan > 1 && c.Row <= row && row < c.Row+c.RowSpan {
			return false
		}
	}
	return true
}

// figureRows lists the rows with figures that stand for themselves.
func figureRows(t *document.Table, at map[place2]data.Cell) (rows []int) {
	for p := range at {
		if !slices.Contains(rows, p.row) && plainRow(t, p.row) {
			rows = append(rows, p.row)
		}
	}
	slices.Sort(rows)
	return rows
}

func swapRows(rnd *rand.Rand, t *document.Table, _ map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	rows := figureRows(t, at)
	if len(rows) < 2 {
		return false
	}
	i := rnd.IntN(len(rows) - 1)
	for k := range t.Cells {
		switch c := &t.Cells[k]; c.Row {
		case rows[i]:
			c.Row = rows[i+1]
		case rows[i+1]:
			c.Row = rows[i]
		}
	}
	sortCells(t)
	return true
}

// swapLabels leaves the figures: what is printed then stands under the other
// label.
func swapLabels(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	rows := figureRows(t, at)
	if len(rows) < 2 {
		return false
	}
	i := rnd.IntN(len(rows) - 1)
	a, b := rows[i], rows[i+1]
	first := t.Cols + 1
	for p := range at {
		if p.row == a || p.row == b {
			first = min(first, p.col)
		}
	}
	labels := map[int]*document.Cell{}
	for k := range t.Cells {
		if c := &t.Cells[k]; (c.Row == a || c.Row == b) && c.Col < first && len(c.Text) > 3 { // longer than a unit
			labels[c.Row] = c
		}
	}
	if labels[a] == nil || labels[b] == nil || labels[a].Col != labels[b].Col {
		return false
	}
	labels[a].Text, labels[b].Text = labels[b].Text, labels[a].Text
	for p, code := range at {
		if p.row == a {
			if other, ok := at[place2{b, p.col}]; ok {
				want[code], want[other] = want[other], want[code]
			}
		}
	}
	return true
}

func dropRow(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	rows := figureRows(t, at)
	if len(rows) == 0 {
		return false
	}
	row := rows[rnd.IntN(len(rows))]
	t.Cells = slices.DeleteFunc(t.Cells, func(c document.Cell) bool { return c.Row == row })
	for k := range t.Cells {
		if t.Cells[k].Row > row {
			t.Cells[k].Row--
		}
	}
	t.Rows--
	for p, code := range at {
		if p.row == row {
			want[code] = nil
		}
	}
	return true
}

func dropColumn(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	c, _ := figureAt(rnd, t, want, at)
	if c == nil || t.Cols < 3 {
		return false
	}
	col := c.Col
	t.Cells = slices.DeleteFunc(t.Cells, func(c document.Cell) bool {
		lost := c.Col == col && c.ColSpan == 1
		if code, ok := at[place2{c.Row, c.Col}]; lost && ok {
			want[code] = nil
		}
		return lost
	})
	for k := range t.Cells {
		switch c := &t.Cells[k]; {
		case c.Col > col:
			c.Col--
		case c.Col+c.ColSpan > col:
			c.ColSpan--
		}
	}
	t.Cols--
	return true
}

// swapColumns swaps two neighbours below one heading, or with headings of one
// row.
func swapColumns(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	c, _ := figureAt(rnd, t, want, at)
	if c == nil {
		return false
	}
	col := c.Col
	for _, c := range t.Cells {
		if covers, next := c.Col <= col && col < c.Col+c.ColSpan, c.Col <= col+1 && col+1 < c.Col+c.ColSpan; c.ColSpan > 1 && covers != next {
			return false
		}
	}
	if _, ok := at[place2{c.Row, col + 1}]; !ok {
		return false
	}
	for k := range t.Cells {
		if c := &t.Cells[k]; c.ColSpan == 1 {
			switch c.Col {
			case col:
				c.Col = col + 1
			case col + 1:
				c.Col = col
			}
		}
	}
	sortCells(t)
	return true
}

// loseCell takes a figure's cell away, and the row moves up to the left.
func loseCell(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	c, _ := figureAt(rnd, t, want, at)
	if c == nil {
		return false
	}
	row, col := c.Row, c.Col
	t.Cells = slices.DeleteFunc(t.Cells, func(c document.Cell) bool { return c.Row == row && c.Col == col })
	for k := range t.Cells {
		if c := &t.Cells[k]; c.Row == row && c.Col > col {
			c.Col--
		}
	}
	t.Ragged = true
	for p, code := range at {
		if p.row == row && p.col >= col {
			want[code] = nil
		}
	}
	return true
}

// addCell puts a stray number into a row, which moves the rest to the right.
func addCell(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	c, _ := figureAt(rnd, t, want, at)
	if c == nil {
		return false
	}
	row, col := c.Row, c.Col
	for k := range t.Cells {
		if c := &t.Cells[k]; c.Row == row && c.Col >= col {
			c.Col++
		}
	}
	t.Cells = append(t.Cells, document.Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1, Text: "77"})
	t.Cols++
	t.Ragged = true
	sortCells(t)
	for p, code := range at {
		if p.row == row && p.col >= col {
			want[code] = nil
		}
	}
	return true
}

// splitDigits puts a space, a line break or a comma into a number.
func splitDigits(rnd *rand.Rand, t *document.Table, want map[data.Cell]*data.Number, at map[place2]data.Cell) bool {
	for range 20 {
		c, code := figureAt(rnd, t, want, at)
		if c == nil || len(c.Text) < 2 || strings.Trim(c.Text, "0123456789") != "" {
			continue
		}
		i := 1 + rnd.IntN(len(c.Text)-1)
		mark := []string{" ", "\n", ",", "/"}[rnd.IntN(4)]
		if mark == "," && len(c.Text)-i == 3 && i <= 3 {
			continue // thousands
		}
		c.Text = c.Text[:i] + mark + c.Text[i:]
		if mark != "\n" && mark != " " {
			want[code] = nil
		} // digits on two lines of a narrow cell are still one number, if read at all
		return true
	}
	return false
}

func sortCells(t *document.Table) {
	slices.SortFunc(t.Cells, func(a, b document.Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
}
