package rtf

import (
	"gongkai/ingest/document"
	"gongkai/ingest/document/word/flow"
)

// rowDefinition is what \trowd and the words after it say of a row. Word
// writes it before the row's cells and again behind them; it holds until the
// next \trowd, so that a row without one is like the row above.
type rowDefinition struct {
	left  int
	edges []int // right edges of cells
	cells []flow.Cell
	cell  flow.Cell // merges of the cell whose edge is to come
	wide  bool      // more cells than a row can have
}

var rowWords = map[string]func(*reader, int, bool){
	"trowd":  func(r *reader, _ int, _ bool) { *r.definition() = rowDefinition{} },
	"trleft": func(r *reader, n int, _ bool) { r.definition().left = n },
	"clmrg":  func(r *reader, _ int, _ bool) { r.definition().cell.Left = true },
	"clvmgf": func(r *reader, _ int, _ bool) { r.definition().cell.Top = true },
	"clvmrg": func(r *reader, _ int, _ bool) { r.definition().cell.Above = true },
	"cellx":  func(r *reader, n int, _ bool) { r.definition().edge(n) },

	"cell":     func(r *reader, _ int, _ bool) { r.cell(1) },
	"nestcell": func(r *reader, _ int, _ bool) { r.cell(max(2, r.depth())) },
	"row":      func(r *reader, _ int, _ bool) { r.endRow(1, r.row) },
	"nestrow":  func(r *reader, _ int, _ bool) { r.endRow(max(2, r.depth()), r.nested) },
}

// definition is that of the row which is being defined.
func (r *reader) definition() *rowDefinition {
	if r.top().nesting {
		return &r.nested
	}
	return &r.row
}

func (d *rowDefinition) edge(right int) {
	if d.wide = d.wide || len(d.cells) >= document.MaxSpan; d.wide {
		return
	}
	d.edges = append(d.edges, right)
	d.cells = append(d.cells, d.cell)
	d.cell = flow.Cell{}
}

func (r *reader) cell(depth int) {
	if r.top().destination == text {
		r.flush()
		r.skip = 0
		r.flow.Cell(depth)
	}
}

func (r *reader) endRow(depth int, d rowDefinition) {
	if r.top().destination != text {
		return
	}
	r.flush()
	r.skip = 0
	row := flow.Row{}
	if !d.wide && len(d.cells) > 0 {
		row = flow.Row{Edges: append([]int{d.left}, d.edges...), Cells: d.cells}
	}
	r.flow.Row(depth, row)
}
