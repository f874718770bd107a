package word

import (
	"encoding/xml"
	"strconv"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
)

// maxColumns of a table's grid; Word has 63 cells in a row.
const maxColumns = 5 * document.MaxSpan

// docxTable is a table whose end has not come yet.
type docxTable struct {
	table    *document.Table
	row, col int
	after    int    // columns that the row ends early
	cell     []byte // paragraphs of the open cell
	open     docxCell
	inCell   bool
	last     *docxCell   // closed, and not yet placed: the next may be merged with it
	starts   map[int]int // column -> index of the cell that a vMerge may continue
	deleted  bool        // the row was
	layout   bool        // holds another table: only arranges the page
}

// docxCell is a cell with its place in the row and its merges: "", "restart" or
// "continue".
type docxCell struct {
	col, span int
	vMerge    string
	hMerge    string // of documents converted from old ones
	text      string
}

func (r *docxReader) top() *docxTable {
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1]
}

func (r *docxReader) startTable(t xml.StartElement) error {
	tb := r.top()
	if t.Name.Local == "tbl" {
		r.paragraph()
		if tb != nil && !tb.layout {
			r.makeLayout(tb)
		}
		if len(r.open) >= document.MaxDepth {
			return errTooLarge
		}
		r.open = append(r.open, &docxTable{table: &document.Table{}, starts: map[int]int{}})
		return nil
	}
	if tb == nil {
		return nil
	}
	switch t.Name.Local {
	case "tr":
		tb.row, tb.col, tb.after, tb.last, tb.deleted = tb.row+1, 0, 0, nil, false
		if tb.row > document.MaxCells {
			return errTooLarge
		}
	case "trPr":
		r.inRow = true
	case "gridBefore":
		tb.col += number(container.Attr(t, "val"))
	case "gridAfter":
		tb.after = number(container.Attr(t, "val"))
	case "tc":
		tb.open, tb.cell, tb.inCell = docxCell{span: 1}, tb.cell[:0], true
		tb.row = max(tb.row, 1)
	case "gridSpan":
		tb.open.span = max(1, number(container.Attr(t, "val")))
	case "vMerge":
		tb.open.vMerge = merge(t)
	case "hMerge":
		tb.open.hMerge = merge(t)
	}
	return nil
}

func merge(t xml.StartElement) string {
	if v := container.Attr(t, "val"); v != "" {
		return v
	}
	return "continue"
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return min(n, document.MaxSpan)
}

func (r *docxReader) endTable(name string) error {
	tb := r.top()
	switch {
	case name == "trPr":
		r.inRow = false
	case name == "tc" && tb != nil:
		r.paragraph()
		return r.closeCell(tb)
	case name == "tr" && tb != nil:
		tb.endRow()
	case name == "tbl":
		if tb == nil {
			return errDamaged
		}
		r.paragraph()
		r.open = r.open[:len(r.open)-1]
		if tb.place(); !tb.layout {
			r.doc.Add(tb.table)
		}
	}
	return nil
}

func (t *docxTable) endRow() {
	if t.place(); t.deleted {
		t.row--
	} else if !t.layout && len(t.table.Cells) > 0 {
		t.table.Cols = max(t.table.Cols, t.col+t.after)
	}
}

// closeCell takes in a cell, or merges it with the one to its left.
func (r *docxReader) closeCell(t *docxTable) error {
	inCell := t.inCell
	if t.inCell = false; t.layout || t.deleted || !inCell {
		return nil
	}
	c := t.open
	c.col, c.text = t.col, document.Tidy(string(t.cell))
	t.col += c.span
	if r.cells += c.span; r.cells > document.MaxCells || t.col > maxColumns {
		return errTooLarge
	}
	if l := t.last; c.hMerge == "continue" && l != nil && l.span+c.span <= document.MaxSpan {
		l.span += c.span
		l.text = document.Tidy(l.text + "\n" + c.text)
		return nil
	}
	t.place()
	t.last = &c
	return nil
}

// place puts the last cell on the grid. One that continues the cell above makes
// it taller, if both begin and end at the same columns.
func (t *docxTable) place() {
	c := t.last
	if t.last = nil; c == nil || t.layout {
		return
	}
	t.table.Rows, t.table.Cols = max(t.table.Rows, t.row), max(t.table.Cols, c.col+c.span)
	if at, ok := t.starts[c.col]; ok && c.vMerge == "continue" {
		above := &t.table.Cells[at]
		if above.Row+above.RowSpan == t.row && above.ColSpan == c.span && above.RowSpan < document.MaxSpan {
			above.RowSpan++
			return
		}
	}
	delete(t.starts, c.col)
	if c.vMerge == "restart" {
		t.starts[c.col] = len(t.table.Cells)
	}
	t.table.Cells = append(t.table.Cells, document.Cell{Row: t.row, Col: c.col + 1, RowSpan: 1, ColSpan: c.span, Text: c.text})
}

// makeLayout turns a table that holds another one into page flow.
func (r *docxReader) makeLayout(t *docxTable) {
	t.place()
	t.layout = true
	for _, c := range t.table.Cells {
		r.doc.Paragraph(c.Text)
	}
	r.doc.Paragraph(string(t.cell))
	t.table.Cells, t.cell = nil, nil
}
