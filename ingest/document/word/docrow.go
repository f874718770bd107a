package word

import (
	"slices"

	"gongkai/ingest/document/word/flow"
)

// maxCells of a row, [MS-DOC] 2.4.3.
const maxCells = 63

// rowDefinition is a table row as its properties define it one after the other
// ([MS-DOC] 2.6.3).
type rowDefinition struct {
	edges   []int // one more than cells
	cells   []cellDefinition
	left    int // where a row begins that only sprmTInsert defines
	gapHalf int
}

// cellDefinition holds merges as they are stored ([MS-DOC] 2.9.317 TCGRF).
type cellDefinition struct {
	horizontal, vertical int
}

// Values of the merges.
const (
	verticalContinue = 1
	verticalRestart  = 3
)

func (r *rowDefinition) property(p prl) {
	o := p.operand
	switch p.sprm {
	case sprmTDefTable:
		r.define(o)
	case sprmTDxaGapHalf:
		r.gapHalf = signed(o, 0)
	case sprmTDxaLeft:
		r.shift(signed(o, 0))
	case sprmTInsert:
		r.insert(int(o[0]), int(o[1]), signed(o, 2))
	case sprmTDelete:
		r.delete(int(o[0]), int(o[1]))
	case sprmTDxaCol:
		r.widen(int(o[0]), int(o[1]), signed(o, 2))
	case sprmTMerge:
		r.merge(int(o[0]), int(o[1]))
	case sprmTSplit:
		for i := int(o[0]); i < min(int(o[1]), len(r.cells)); i++ {
			r.cells[i].horizontal = 0
		}
	case sprmTVertMerge:
		if len(o) >= 2 && int(o[0]) < len(r.cells) {
			r.cells[o[0]].vertical = int(o[1])
		}
	}
}

func signed(b []byte, at int) int { return int(int16(u16(b, at))) }

// define reads the operand of sprmTDefTable: the number of cells, the edges,
// and for each cell up to 20 bytes that begin with its merges ([MS-DOC]
// 2.9.321 TDefTableOperand, 2.9.313 TC80).
func (r *rowDefinition) define(o []byte) {
	if len(o) < 1 {
		return
	}
	n, o := int(o[0]), o[1:]
	if n > maxCells+1 || len(o) < 2*(n+1) { // Word 97 had 64
		return
	}
	r.edges, r.cells = make([]int, n+1), make([]cellDefinition, n)
	for i := range r.edges {
		r.edges[i] = signed(o, 2*i)
	}
	o = o[2*(n+1):]
	for i := 0; i < n && len(o) >= 2; i++ {
		tcgrf := u16(o, 0)
		r.cells[i] = cellDefinition{horizontal: int(tcgrf & 3), vertical: int(tcgrf >> 5 & 3)}
		o = o[min(20, len(o)):]
	}
}

// shift moves the row; before any cell is defined it says where it begins.
func (r *rowDefinition) shift(left int) {
	r.left = left
	if len(r.edges) > 0 {
		by := left - r.gapHalf - r.edges[0]
		for i := range r.edges {
			r.edges[i] += by
		}
	}
}

func (r *rowDefinition) insert(first, n, width int) {
	if len(r.edges) == 0 {
		r.edges = []int{r.left - r.gapHalf}
	}
	if first > len(r.cells) { // cells between are added too
		n += first - len(r.cells)
		first = len(r.cells)
	}
	if width < 0 || len(r.cells)+n > maxCells+1 {
		return
	}
	r.cells = slices.Insert(r.cells, first, make([]cellDefinition, n)...)
	added := make([]int, n)
	for i := range added {
		added[i] = r.edges[first] + width*(i+1)
	}
	r.edges = slices.Insert(r.edges, first+1, added...)
	for i := first + 1 + n; i < len(r.edges); i++ {
		r.edges[i] += width * n
	}
}

func (r *rowDefinition) delete(first, end int) {
	end = min(end, len(r.cells))
	if first >= end {
		return
	}
	by := r.edges[end] - r.edges[first]
	r.cells = slices.Delete(r.cells, first, end)
	r.edges = slices.Delete(r.edges, first+1, end+1)
	for i := first + 1; i < len(r.edges); i++ {
		r.edges[i] -= by
	}
}

func (r *rowDefinition) widen(first, end, width int) {
	if width < 0 {
		return
	}
	end = min(end, len(r.cells))
	by := 0
	for i := first + 1; i < len(r.edges); i++ {
		if i <= end {
			by = r.edges[i-1] + width - r.edges[i]
		}
		r.edges[i] += by
	}
}

// merge marks cells as [MS-DOC] has it: 2 for the first, 1 for the others.
func (r *rowDefinition) merge(first, end int) {
	end = min(end, len(r.cells))
	for i := first; i < end; i++ {
		r.cells[i].horizontal = 1
		if i == first {
			r.cells[i].horizontal = 2
		}
	}
}

// flow is the row with its merges resolved.
func (r *rowDefinition) flow() flow.Row {
	if len(r.cells) == 0 {
		return flow.Row{}
	}
	row := flow.Row{Edges: r.edges, Cells: make([]flow.Cell, len(r.cells))}
	first, continues := 2, 1
	if r.marksWord97() {
		first, continues = continues, first
	}
	open := false
	for i, c := range r.cells {
		row.Cells[i].Left = open && c.horizontal&continues != 0 && c.horizontal&first == 0
		open = row.Cells[i].Left || c.horizontal&first != 0
		row.Cells[i].Above = c.vertical == verticalContinue
		row.Cells[i].Top = c.vertical == verticalRestart
	}
	return row
}

// marksWord97 reports whether merged cells are marked as the first
// specification had it, bit 0 on the first and bit 1 on those merged with it.
// In [MS-DOC] it is the other way round; both are found in files. A run of
// marked cells begins with its first.
func (r *rowDefinition) marksWord97() bool {
	for i := 1; i < len(r.cells); i++ {
		begins := i == 1 || r.cells[i-2].horizontal == 0
		if begins && r.cells[i-1].horizontal == 1 && r.cells[i].horizontal == 2 {
			return true
		}
	}
	return false
}
