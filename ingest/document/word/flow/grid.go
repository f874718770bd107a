package flow

import (
	"slices"

	"gongkai/ingest/document"
)

// Row says how a row is divided into cells. Rows of one table may have edges
// of their own, and a cell may be wide by merging or by its edges.
type Row struct {
	Edges []int  // left edge of the row, then the right edge of each cell, in twips
	Cells []Cell // one for each cell, those merged away included
}

// Cell says how a cell is merged.
type Cell struct {
	Left  bool // merged with the cell to its left
	Top   bool // the first of cells merged downwards
	Above bool // merged with the cell above
}

// near is how many twips apart edges may lie and still be one: rows drawn or
// dragged by hand differ by a hair. 1 pt is too narrow for any text.
const near = 20

// grid puts rows on one grid whose columns are the edges of all rows. Where
// edges are missing, out of order, or do not fit the cells that were found,
// the table is ragged: cells are counted, and labels must tell.
func grid(rows []row) *document.Table {
	for _, r := range rows {
		if len(r.Edges) != len(r.texts)+1 || !slices.IsSorted(r.Edges) {
			return ragged(rows)
		}
	}
	columns := edges(rows, near)
	if !apart(rows, columns) {
		columns = edges(rows, 0)
	}
	if len(columns)-1 > document.MaxSpan || !apart(rows, columns) {
		return ragged(rows)
	}
	t := &document.Table{Rows: len(rows), Cols: len(columns) - 1}
	above := map[int]int{} // column -> index of the cell that the next row may continue
	for i, r := range rows {
		above = place(t, i+1, r, columns, above)
	}
	return t
}

func ragged(rows []row) *document.Table {
	t := &document.Table{}
	for _, r := range rows {
		t.AppendRow(r.texts)
	}
	t.Ragged = true
	return t
}

// edges are the first edges of the columns of all rows, in order: edges at
// most tolerance twips after the first of their column belong to it.
func edges(rows []row, tolerance int) []int {
	var all []int
	for _, r := range rows {
		all = append(all, r.Edges...)
	}
	slices.Sort(all)
	columns := all[:1:1]
	for _, e := range all[1:] {
		if e-columns[len(columns)-1] > tolerance {
			columns = append(columns, e)
		}
	}
	return columns
}

// column is the number of the column that an edge begins, from 0.
func column(columns []int, edge int) int {
	i, found := slices.BinarySearch(columns, edge)
	if !found {
		i--
	}
	return i
}

// apart reports whether every cell is at least one column wide.
func apart(rows []row, columns []int) bool {
	for _, r := range rows {
		for i := range r.texts {
			if column(columns, r.Edges[i]) == column(columns, r.Edges[i+1]) {
				return false
			}
		}
	}
	return true
}

// place puts a row's cells on the grid and returns those that the next row may
// continue. Cells merge downwards where both edges are the same.
func place(t *document.Table, number int, r row, columns []int, above map[int]int) map[int]int {
	below := map[int]int{}
	for i := 0; i < len(r.texts); {
		first, text := i, r.texts[i]
		for i++; i < len(r.texts) && r.Cells[i].Left; i++ {
			if r.texts[i] != "" {
				text += "\n" + r.texts[i]
			}
		}
		col := column(columns, r.Edges[first])
		span := column(columns, r.Edges[i]) - col
		if at, ok := above[col]; ok && r.Cells[first].Above {
			if c := &t.Cells[at]; c.ColSpan == span && c.RowSpan < document.MaxSpan {
				c.RowSpan++
				below[col] = at
				continue
			}
		}
		if r.Cells[first].Top {
			below[col] = len(t.Cells)
		}
		t.Cells = append(t.Cells, document.Cell{Row: number, Col: col + 1, RowSpan: 1, ColSpan: span, Text: document.Tidy(text)})
	}
	return below
}
