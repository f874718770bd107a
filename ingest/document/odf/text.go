package odf

import (
	"encoding/xml"
	"strconv"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
)

// textReader reads office:text: paragraphs and tables in the order in which
// they stand. Text boxes, which often hold the title, stand in the paragraph
// that they are anchored to and are paragraphs of their own.
type textReader struct {
	doc    *document.Document
	styles styles
	buf    []byte // of the paragraph, or part of one, that is open
	open   []paragraph
	tables []*table
	cells  int
	bytes  int  // of cells
	read   int  // of all text
	large  bool // more text than a report could hold
}

// paragraph is a text:p or text:h whose end has not come yet.
type paragraph struct{ hidden bool }

const (
	maxOpen = 4 * document.MaxDepth // paragraphs inside paragraphs
	maxText = 16 << 20              // bytes of all cells
)

func (r *textReader) top() *table {
	if len(r.tables) == 0 {
		return nil
	}
	return r.tables[len(r.tables)-1]
}

func (r *textReader) start(e xml.StartElement) (skip bool, err error) {
	switch e.Name.Local {
	case "p", "h":
		if len(r.open) >= maxOpen {
			return false, grid.ErrTooLarge
		}
		r.flush()
		r.open = append(r.open, paragraph{hidden: r.styles.of("paragraph", container.Attr(e, "style-name")).hidden})
	case "span":
		return r.styles.of("text", container.Attr(e, "style-name")).hidden, nil
	case "section":
		return container.Attr(e, "display") == "none" || r.styles.of("section", container.Attr(e, "style-name")).hidden, nil
	case "hidden-paragraph":
		if n := len(r.open); n > 0 && container.Attr(e, "is-hidden") != "false" {
			r.open[n-1].hidden = true
		}
	case "s":
		r.buf = append(r.buf, ' ')
	case "tab":
		r.buf = append(r.buf, '\t')
	case "line-break":
		r.buf = append(r.buf, '\n')
	case "table":
		return r.startTable(e)
	case "table-row", "table-cell", "covered-table-cell":
		if t := r.top(); t != nil {
			t.start(e)
		}
	}
	return false, nil
}

// text appends text of a paragraph; a line break in the file is a space.
func (r *textReader) text(b []byte) {
	if len(r.open) == 0 {
		return
	}
	r.read += len(b)
	if r.large = r.large || r.read > document.MaxText; r.large {
		return
	}
	for _, c := range b {
		if c == '\n' || c == '\r' {
			c = ' '
		}
		r.buf = append(r.buf, c)
	}
}

func (r *textReader) end(name string) error {
	if r.large || r.doc.TooLarge {
		return grid.ErrTooLarge
	}
	switch name {
	case "p", "h":
		r.flush()
		if n := len(r.open); n > 0 {
			r.open = r.open[:n-1]
		}
	case "table-cell", "covered-table-cell":
		if t := r.top(); t != nil && !t.layout {
			return r.closeCell(t)
		}
	case "table-row":
		if t := r.top(); t != nil && !t.layout {
			return r.closeRow(t)
		}
	case "table":
		r.endTable()
	}
	return nil
}

// flush ends a paragraph, on the page or in the open cell.
func (r *textReader) flush() {
	n := len(r.open)
	if hidden := n > 0 && r.open[n-1].hidden; !hidden && len(r.buf) > 0 {
		if t := r.top(); t != nil && !t.layout {
			t.text = append(append(t.text, r.buf...), '\n')
		} else {
			r.doc.Paragraph(string(r.buf))
		}
	}
	r.buf = r.buf[:0]
}

// startTable begins a table. One that holds another only arranges the page.
func (r *textReader) startTable(e xml.StartElement) (skip bool, err error) {
	if len(r.tables) >= document.MaxDepth {
		return false, grid.ErrTooLarge
	}
	if r.styles.of("table", container.Attr(e, "style-name")).hidden {
		return true, nil
	}
	r.flush()
	if t := r.top(); t != nil && !t.layout {
		t.layout = true
		for _, c := range append(t.table.Cells, t.row...) {
			r.doc.Paragraph(c.Text)
		}
		r.doc.Paragraph(string(t.text))
		t.table.Cells, t.row, t.text = nil, nil, nil
	}
	r.tables = append(r.tables, &table{table: &document.Table{}})
	return false, nil
}

func (r *textReader) endTable() {
	t := r.top()
	if t == nil {
		return
	}
	r.flush()
	r.tables = r.tables[:len(r.tables)-1]
	if !t.layout {
		t.trim()
		r.doc.Add(t.table)
	}
}

// table is a table whose end has not come yet.
type table struct {
	table   *document.Table
	row     []document.Cell // of the row that is open
	rows    int             // complete ones
	col     int             // columns of the open row so far
	repeat  int             // times that the open row stands
	cell    document.Cell
	columns int // times that the open cell stands
	covered bool
	text    []byte
	layout  bool // it holds another table
}

func (t *table) start(e xml.StartElement) {
	if e.Name.Local == "table-row" {
		t.row, t.col, t.repeat = t.row[:0], 0, count(e, "number-rows-repeated")
		return
	}
	t.text = t.text[:0]
	t.columns, t.covered = count(e, "number-columns-repeated"), e.Name.Local == "covered-table-cell"
	t.cell = document.Cell{RowSpan: count(e, "number-rows-spanned"), ColSpan: count(e, "number-columns-spanned")}
}

// count is an attribute that says how often or how far, within the bounds of
// a span.
func count(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(container.Attr(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, document.MaxSpan)
}

// closeCell adds the open cell to its row. Covered cells have no text: what
// they hold is not shown.
func (r *textReader) closeCell(t *table) error {
	r.flush()
	text := document.Tidy(string(t.text))
	t.text = t.text[:0]
	for range t.columns {
		t.col++
		if t.covered {
			continue
		}
		if len(t.row) >= document.MaxCells {
			return grid.ErrTooLarge
		}
		c := t.cell
		c.Col, c.Text = t.col, text
		t.row = append(t.row, c)
	}
	return nil
}

// closeRow adds the open row, as often as it stands.
func (r *textReader) closeRow(t *table) error {
	for range t.repeat {
		t.rows++
		r.cells += len(t.row)
		for _, c := range t.row {
			c.Row = t.rows
			r.bytes += len(c.Text)
			t.table.Cells = append(t.table.Cells, c)
		}
		if r.cells > document.MaxCells || r.bytes > maxText {
			return grid.ErrTooLarge
		}
	}
	t.table.Cols = max(t.table.Cols, t.col)
	t.row = t.row[:0]
	return nil
}

// trim keeps spans inside the table.
func (t *table) trim() {
	t.table.Rows = t.rows
	for i := range t.table.Cells {
		c := &t.table.Cells[i]
		c.RowSpan = min(c.RowSpan, t.table.Rows-c.Row+1)
		c.ColSpan = min(c.ColSpan, t.table.Cols-c.Col+1)
	}
}
