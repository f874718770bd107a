package pdf

import (
	"math"
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// same is by how many points columns of two pages may differ.
const same = 3.0

// table is a table put together from its pieces.
type table struct {
	last  *page
	width float64
	rows  int
	cells []cell
	head  []cell
}

func newTable(p piece) *table {
	t := &table{last: p.page, width: p.box.width(), rows: p.rows, cells: p.cells}
	t.head = slices.Clone(p.cells)
	return t
}

// goesOn reports whether a piece at the top of the next page is more of the
// table at the foot of the last one: as wide, and one has no column edge that
// the other has not, or the edges on both sides of the page break are the same,
// or a row of headings stands above the break and the columns below divide it.
func (t *table) goesOn(p piece) bool {
	if p.page.number != t.last.number+1 || math.Abs(p.box.width()-t.width) > same {
		return false
	}
	ours, theirs := edges(t.cells), edges(p.cells)
	if among(theirs, ours) || among(ours, theirs) {
		return true
	}
	bottom := t.bottom()
	return sameEdges(edges(bottom), edges(top(p.cells, t.repeats(p)))) || allHeadings(bottom) && among(edges(bottom), theirs)
}

// allHeadings reports whether a row is one of headings: all cells have text,
// and none a figure. What it heads stands below.
func allHeadings(row []cell) bool {
	return !slices.ContainsFunc(row, func(c cell) bool { return len(c.lines) == 0 || isFigure(c.text()) })
}

// among reports whether all of some edges are among others.
func among(some, others []float64) bool {
	return !slices.ContainsFunc(some, func(x float64) bool { return math.Abs(others[nearest(others, x)]-x) > same })
}

// bottom are the cells that end with the last row.
func (t *table) bottom() []cell {
	var out []cell
	for _, c := range t.cells {
		if c.row+c.rows == t.rows {
			out = append(out, c)
		}
	}
	return out
}

func top(cells []cell, row int) []cell {
	var out []cell
	for _, c := range cells {
		if c.row == row {
			out = append(out, c)
		}
	}
	return out
}

// edges are the places of the left and right edges of cells, in order.
func edges(cells []cell) []float64 {
	var all []float64
	for _, c := range cells {
		all = append(all, c.l, c.r)
	}
	return distinct(all, same)
}

func sameEdges(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) <= same })
}

func sameColumns(a, b cell) bool {
	return math.Abs(a.l-b.l) <= same && math.Abs(a.r-b.r) <= same
}

// repeats counts the rows at the top of a piece that repeat the table's first
// rows: its head, printed again on each page.
func (t *table) repeats(p piece) int {
	repeated := 0
	for rows := 1; rows < p.rows && rows < 8; rows++ {
		ours, theirs := within(t.head, rows), within(p.cells, rows)
		if len(ours) == 0 || !slices.EqualFunc(ours, theirs, func(a, b cell) bool {
			return a.row == b.row && a.rows == b.rows && sameColumns(a, b) && a.text() == b.text()
		}) {
			if len(ours) == 0 || len(theirs) == 0 {
				continue // a cell goes over this row's end
			}
			break
		}
		words := 0
		for _, c := range ours {
			if text := c.text(); text != "" && !isNumber(text) {
				words++
			}
		}
		if words >= 2 {
			repeated = rows
		}
	}
	return repeated
}

// within are the cells of the first rows, nil if one goes beyond them.
func within(cells []cell, rows int) []cell {
	var out []cell
	for _, c := range cells {
		if c.row >= rows {
			continue
		}
		if c.row+c.rows > rows {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// add puts a piece below the table. A row that the page break cuts is put
// together, and so are cells that span rows on both sides of it. Then a
// repeated head is left out, as it would stand inside them.
func (t *table) add(p piece) {
	skip := t.repeats(p)
	cells := slices.Clone(p.cells)
	pairs := t.pairs(cells, skip)
	for _, pair := range pairs {
		cells[pair[1]].withoutRepeated(t.cells[pair[0]])
	}
	how := t.compare(cells, pairs, skip, p.rows)
	if how == doubtful {
		for _, pair := range pairs {
			markDoubtful(&t.cells[pair[0]], &cells[pair[1]])
		}
	}
	head := slices.ContainsFunc(pairs, func(pair [2]int) bool {
		a, b := t.cells[pair[0]], cells[pair[1]]
		return a.rows > 1 && len(a.lines) > 0 && !isFigure(a.text()) && isFigure(b.text())
	})
	gone := map[int]bool{}
	for _, pair := range pairs {
		if a, b := &t.cells[pair[0]], cells[pair[1]]; how == cut || spansOn(*a, b, head) {
			a.take(b, how == cut)
			gone[pair[1]] = true
		}
	}
	shift := t.rows
	if len(gone) > 0 {
		shift -= skip
	} else {
		skip = 0
	}
	if how == cut {
		shift--
	}
	for i, c := range cells {
		if c.row >= skip && !gone[i] {
			c.row += shift
			t.cells = append(t.cells, c)
		}
	}
	t.rows, t.last = p.rows+shift, p.page
}

// pairs are the cells that touch the page break from both sides in the same
// columns: an index of ours, and one of theirs.
func (t *table) pairs(cells []cell, skip int) [][2]int {
	var out [][2]int
	for i, a := range t.cells {
		if a.row+a.rows != t.rows {
			continue
		}
		for k, b := range cells {
			if b.row == skip && sameColumns(a, b) {
				out = append(out, [2]int{i, k})
			}
		}
	}
	return out
}

// document gives the table its columns: all edges of its cells, counted.
func (t *table) document() *document.Table {
	all := edges(t.cells)
	out := &document.Table{Rows: t.rows, Cols: max(1, len(all)-1)}
	for _, c := range t.cells {
		from, to := nearest(all, c.l), nearest(all, c.r)
		out.Cells = append(out.Cells, document.Cell{
			Row: c.row + 1, Col: from + 1, RowSpan: min(c.rows, document.MaxSpan), ColSpan: max(1, min(to-from, document.MaxSpan)),
			Text: document.Tidy(strings.Join(c.lines, "\n")), Page: c.page.number, Box: c.page.frame.view(c.box, c.page.turn),
		})
	}
	return out
}
