package grid

import (
	"slices"
	"sort"

	"gongkai/ingest/document"
)

// field is a sheet laid out: a place for each pair of a used row and a used
// column. Hidden rows and columns have none.
type field struct {
	cells []cell
	rows  []int32 // the used rows' numbers in the sheet, ascending
	cols  []int32 // the used columns' numbers
	at    []int32 // row index * len(cols) + column index -> cell, or none
	gap   []int   // by row index: empty visible rows above it, back to the used row before
	left  []int   // by column index: empty visible columns left of it
}

const none = int32(-1)

// place is the cell at a row and column index, or none.
func (f *field) place(r, c int) int32 { return f.at[r*len(f.cols)+c] }

// lay lays out the cells. Merged cells come first: what a sheet keeps in the
// places that they cover is not shown.
func (s *Sheet) lay() (*field, error) {
	s.hiddenRows.sort()
	s.hidden.sort()
	f := &field{cells: s.withMerges()}
	f.rows = usedLines(f.cells, s.hiddenRows, func(c *cell) (int32, int32) { return c.row, c.rowSpan })
	f.cols = usedLines(f.cells, s.hidden, func(c *cell) (int32, int32) { return c.col, c.colSpan })
	if len(f.rows) == 0 || len(f.cols) == 0 {
		return f, nil
	}
	if len(f.rows) > maxArea/len(f.cols) {
		return nil, ErrTooLarge
	}
	f.at = make([]int32, len(f.rows)*len(f.cols))
	for i := range f.at {
		f.at[i] = none
	}
	looked := 0
	for i := range f.cells {
		if looked += f.fill(int32(i)); looked > 4*maxArea {
			return nil, ErrTooLarge // merged ranges that overlap
		}
	}
	f.gap, f.left = gaps(f.rows, s.hiddenRows), gaps(f.cols, s.hidden)
	return f, nil
}

// withMerges gives the cells in reading order, merged ones first.
func (s *Sheet) withMerges() []cell {
	cells := s.cells
	if s.HideZeros {
		for i := range cells {
			if cells[i].zero {
				cells[i].text = ""
			}
		}
	}
	order := func(a, b cell) int {
		if a.row != b.row {
			return int(a.row) - int(b.row)
		}
		return int(a.col) - int(b.col)
	}
	slices.SortStableFunc(cells, order)
	merged := make([]cell, 0, len(s.merges)+len(cells))
	for _, m := range s.merges {
		if i, ok := slices.BinarySearchFunc(cells, m, order); ok {
			m.text, m.framed, m.zero = cells[i].text, cells[i].framed, cells[i].zero
		}
		merged = append(merged, m)
	}
	slices.SortStableFunc(merged, order)
	return append(merged, cells...)
}

// usedLines lists the visible rows, or columns, that a report may stand in: up
// to the last one with text and one more, which may be the row of figures left
// blank. A range merged over whole rows or columns does not make them used.
func usedLines(cells []cell, hidden ranges, of func(*cell) (first, span int32)) []int32 {
	last := int32(0)
	for i := range cells {
		if c := &cells[i]; c.text != "" {
			first, span := of(c)
			if span > document.MaxSpan {
				span = 1
			}
			last = max(last, first+span-1)
		}
	}
	var spans [][2]int32
	for i := range cells {
		first, span := of(&cells[i])
		if end := min(first+span-1, last+1); first <= end {
			spans = append(spans, [2]int32{first, end})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int32) int { return int(a[0]) - int(b[0]) })
	var used []int32
	next := int32(1)
	for _, x := range spans {
		for i := max(next, x[0]); i <= x[1]; i++ {
			if !hidden.has(i) {
				used = append(used, i)
			}
		}
		next = max(next, x[1]+1)
	}
	return used
}

// fill puts a cell into its places and returns how many it looked at. A merged
// range that overlaps another is left out, as its text may belong to either.
func (f *field) fill(i int32) int {
	c := &f.cells[i]
	r0, r1 := indexes(f.rows, c.row, c.rowSpan)
	c0, c1 := indexes(f.cols, c.col, c.colSpan)
	looked := 0
	for r := r0; r < r1; r++ {
		for k := c0; k < c1; k++ {
			looked++
			if f.place(r, k) != none {
				return looked
			}
		}
	}
	for r := r0; r < r1; r++ {
		for k := c0; k < c1; k++ {
			f.at[r*len(f.cols)+k] = i
		}
	}
	return 2*looked + 1
}

// indexes gives the half-open range of indexes that a span covers.
func indexes(lines []int32, first, span int32) (from, to int) {
	from = sort.Search(len(lines), func(i int) bool { return lines[i] >= first })
	to = from + sort.Search(len(lines)-from, func(i int) bool { return lines[from+i] >= first+span })
	return from, to
}

// gaps counts the visible lines between each used line and the one before.
func gaps(lines []int32, hidden ranges) []int {
	out := make([]int, len(lines))
	for i := 1; i < len(lines); i++ {
		out[i] = hidden.visible(lines[i-1], lines[i])
	}
	return out
}
