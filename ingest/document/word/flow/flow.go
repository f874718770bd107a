// Package flow puts together what Word's own formats tell mark by mark: text,
// and the ends of paragraphs, cells and rows, each with the depth of its table
// (0 is the page). It is shared by the readers of doc and rtf.
package flow

import "gongkai/ingest/document"

// Flow builds a document's blocks in reading order. A table that holds another
// one only arranges the page: what stands in it becomes page flow.
type Flow struct {
	doc  *document.Document
	text []byte // of the paragraph not yet ended
	open []*table
	left *left // what the document may still hold, shared by all its flows
}

type left struct{ cells, text int }

// table is a table whose end has not come yet.
type table struct {
	rows   []row
	cells  []string // of the row not yet ended
	cell   []byte   // paragraphs of the cell not yet ended
	layout bool
}

type row struct {
	Row
	texts []string
}

// New is an empty flow into d. Once d.TooLarge is set the rest is ignored.
func New(d *document.Document) *Flow {
	return &Flow{doc: d, left: &left{cells: document.MaxCells, text: document.MaxText}}
}

// Beside is a flow into the same document for what stands beside the text,
// such as a text box: its blocks come before the paragraph or table that is
// open here.
func (f *Flow) Beside() *Flow { return &Flow{doc: f.doc, left: f.left} }

// Text adds to the paragraph.
func (f *Flow) Text(s string) {
	if f.room(len(s)) {
		f.text = append(f.text, s...)
	}
}

// Rune adds a character to the paragraph.
func (f *Flow) Rune(r rune) {
	if f.room(3) {
		f.text = append(f.text, string(r)...)
	}
}

func (f *Flow) room(n int) bool {
	if f.left.text -= n; f.left.text < 0 {
		f.doc.TooLarge = true
	}
	return !f.doc.TooLarge
}

// Depth is that of the innermost table which has a row begun, but not ended.
func (f *Flow) Depth() int {
	for d := len(f.open); d > 0; d-- {
		if t := f.open[d-1]; len(t.cells) > 0 || len(t.cell) > 0 {
			return d
		}
	}
	return 0
}

// Paragraph ends a paragraph of a table at that depth, or of the page.
func (f *Flow) Paragraph(depth int) {
	f.descend(depth)
	if t := f.top(); t != nil && !t.layout {
		if f.room(1) {
			t.cell = append(append(t.cell, f.text...), '\n')
		}
	} else {
		f.doc.Paragraph(string(f.text))
	}
	f.text = f.text[:0]
}

// Cell ends a cell, and the paragraph in it. depth is at least 1.
func (f *Flow) Cell(depth int) {
	f.Paragraph(max(depth, 1))
	t := f.top()
	if t == nil || t.layout {
		return
	}
	if f.left.cells--; f.left.cells < 0 {
		f.doc.TooLarge = true
		return
	}
	t.cells = append(t.cells, document.Tidy(string(t.cell)))
	t.cell = t.cell[:0]
}

// Cells is the number of cells ended in the row at that depth.
func (f *Flow) Cells(depth int) int {
	if depth < 1 || depth > len(f.open) {
		return 0
	}
	return len(f.open[depth-1].cells)
}

// Row ends a row. Text behind its last cell mark belongs to no cell and makes
// a paragraph of the page, which some programs write for an empty row end.
func (f *Flow) Row(depth int, r Row) {
	f.descend(max(depth, 1))
	t := f.top()
	if t == nil || t.layout {
		f.Paragraph(depth)
		return
	}
	f.doc.Paragraph(string(t.cell) + string(f.text))
	f.text, t.cell = f.text[:0], t.cell[:0]
	if len(t.cells) > 0 {
		if len(r.Cells) != len(t.cells) {
			r = Row{}
		}
		t.rows = append(t.rows, row{Row: r, texts: t.cells})
		t.cells = nil
	}
}

// DropRow ends a row that was deleted.
func (f *Flow) DropRow(depth int) {
	f.descend(max(depth, 1))
	f.text = f.text[:0]
	if t := f.top(); t != nil {
		t.cells, t.cell = nil, t.cell[:0]
	}
}

// Close ends what is still open.
func (f *Flow) Close() {
	if len(f.text) > 0 {
		f.Paragraph(len(f.open))
	}
	f.descend(0)
}

func (f *Flow) top() *table {
	if len(f.open) == 0 {
		return nil
	}
	return f.open[len(f.open)-1]
}

// descend closes the tables deeper than depth and opens those missing.
func (f *Flow) descend(depth int) {
	if depth > document.MaxDepth {
		f.doc.TooLarge = true
		depth = document.MaxDepth
	}
	for len(f.open) > max(depth, 0) {
		t := f.top()
		f.open = f.open[:len(f.open)-1]
		f.add(t)
	}
	for len(f.open) < depth {
		if t := f.top(); t != nil && !t.layout {
			f.makeLayout(t)
		}
		f.open = append(f.open, &table{})
	}
}

// makeLayout turns a table that holds another one into page flow.
func (f *Flow) makeLayout(t *table) {
	t.layout = true
	for _, r := range t.rows {
		for _, c := range r.texts {
			f.doc.Paragraph(c)
		}
	}
	f.loose(t)
	t.rows = nil
}

// loose makes paragraphs of cells that no row has taken.
func (f *Flow) loose(t *table) {
	for _, c := range t.cells {
		f.doc.Paragraph(c)
	}
	f.doc.Paragraph(string(t.cell))
	t.cells, t.cell = nil, nil
}

func (f *Flow) add(t *table) {
	if !t.layout && len(t.rows) > 0 {
		f.doc.Add(grid(t.rows))
	}
	f.loose(t)
}
