package pdf

import (
	"cmp"
	"context"
	"slices"

	"gongkai/ingest/document"
)

// item is a line of text or a piece of a table, in reading order.
type item struct {
	line  *line
	piece *piece
}

// compose puts the pages' lines and tables into the document. It reports false
// when the context ended before.
func compose(ctx context.Context, d *document.Document, pages []*page) bool {
	for _, p := range pages {
		if ctx.Err() != nil {
			return false
		}
		p.grids = lattices(p)
	}
	for _, text := range dropFurniture(pages) {
		d.Paragraph(text)
	}
	w := &writer{doc: d}
	for _, p := range pages {
		if ctx.Err() != nil {
			return false
		}
		for _, it := range itemsOf(p) {
			if it.piece != nil {
				w.piece(*it.piece)
			} else {
				w.lines = append(w.lines, *it.line)
			}
		}
	}
	w.flush()
	return true
}

// itemsOf reads a page's tables and the lines around them, from top to bottom.
func itemsOf(p *page) []item {
	tables, free := pieces(p)
	free = slices.DeleteFunc(free, func(g glyph) bool { return g.turn != 0 }) // marks in the margin
	var out []item
	for i := range tables {
		out = append(out, item{piece: &tables[i]})
	}
	for _, l := range linesOf(p, free) {
		out = append(out, item{line: &l})
	}
	top := func(it item) float64 {
		if it.piece != nil {
			return it.piece.box.t
		}
		return it.line.midY()
	}
	slices.SortStableFunc(out, func(a, b item) int { return cmp.Compare(top(a), top(b)) })
	return out
}

// writer holds back what may go on: a table, and the lines behind it.
type writer struct {
	doc   *document.Document
	table *table
	lines []line
	cells int
}

// piece adds a piece of a table. It continues the table before it if nothing
// stands between them.
func (w *writer) piece(p piece) {
	if w.table != nil && len(w.lines) == 0 && w.table.goesOn(p) {
		w.table.add(p)
		return
	}
	w.flush()
	w.table = newTable(p)
}

// flush writes what was held back.
func (w *writer) flush() {
	if w.table != nil && len(w.table.cells) == 1 { // a frame around a few words
		w.doc.Paragraph(w.table.cells[0].text())
	} else if w.table != nil {
		t := w.table.document()
		if w.cells += len(t.Cells); w.cells <= document.MaxCells {
			w.doc.Add(t)
		}
	}
	writeLines(w.doc, w.lines)
	w.table, w.lines = nil, nil
}
