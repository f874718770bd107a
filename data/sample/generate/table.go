package main

import (
	"gongkai/data"
	"gongkai/data/form"
)

// cell is a cell of a printed table, at least one column wide and one row high.
type cell struct {
	text       string
	cols, rows int
}

// table lists for each row the cells that begin in it.
type table struct {
	width int
	rows  [][]cell
}

// labelColumns is how many columns of a table hold its rows' labels.
func labelColumns(t *form.Table) int {
	n := 1
	for _, r := range t.Rows {
		n = max(n, len(r.Path)+1)
	}
	return n
}

// disclosureTable prints the tables of section two one below the other, as
// the form does, each under its article.
func disclosureTable(r *report, tables []*form.Table) table {
	out := table{width: 1}
	for _, t := range tables {
		out.width = max(out.width, 1+len(t.Columns))
	}
	line := func(label string, texts []string) {
		cells := []cell{{label, 1, 1}}
		for i, text := range texts {
			c := cell{text, 1, 1}
			if i == len(texts)-1 {
				c.cols = out.width - len(texts)
			}
			cells = append(cells, c)
		}
		out.rows = append(out.rows, cells)
	}
	for _, t := range tables {
		rows := r.knownRows(t)
		if len(rows) == 0 {
			continue
		}
		out.rows = append(out.rows, []cell{{t.Title, out.width, 1}})
		var heads []string
		for _, c := range t.Columns {
			heads = append(heads, c.Label)
		}
		line(t.RowHeader, heads)
		for _, row := range rows {
			line(row.No+row.Label, r.texts(t, row))
		}
	}
	return out
}

// matrix prints a table with its headings above and, unless it is a single
// row of figures, its labels left.
func matrix(r *report, t *form.Table) table {
	left := labelColumns(t)
	if t.Layout == form.SingleRow {
		left = 0
	}
	out := table{width: left + len(t.Columns), rows: heads(t, left)}
	rows := r.knownRows(t)
	for i, row := range rows {
		var cells []cell
		if left > 0 {
			for depth, heading := range row.Path {
				if i > 0 && samePath(rows[i-1].Path, row.Path, depth) {
					continue
				}
				high := 1
				for i+high < len(rows) && samePath(rows[i+high].Path, row.Path, depth) {
					high++
				}
				cells = append(cells, cell{heading, 1, high})
			}
			cells = append(cells, cell{row.No + row.Label, left - len(row.Path), 1})
		}
		for _, text := range r.texts(t, row) {
			cells = append(cells, cell{text, 1, 1})
		}
		out.rows = append(out.rows, cells)
	}
	return out
}

// samePath reports whether two rows share their headings down to a depth.
func samePath(a, b []string, depth int) bool {
	if len(a) <= depth || len(b) <= depth {
		return false
	}
	for i := 0; i <= depth; i++ {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// heads prints the headings above the columns; groups span their columns, and
// a label without a group below reaches down to the figures.
func heads(t *form.Table, left int) [][]cell {
	deep := 1
	for _, c := range t.Columns {
		deep = max(deep, len(c.Group)+1)
	}
	var rows [][]cell
	if t.ColumnHeader != "" {
		rows = append(rows, []cell{{t.ColumnHeader, len(t.Columns), 1}})
	}
	for depth := range deep {
		var cells []cell
		for i, c := range t.Columns {
			switch {
			case depth == len(c.Group):
				cells = append(cells, cell{c.Label, 1, deep - depth})
			case depth < len(c.Group) && (i == 0 || !samePath(t.Columns[i-1].Group, c.Group, depth)):
				wide := 1
				for i+wide < len(t.Columns) && samePath(t.Columns[i+wide].Group, c.Group, depth) {
					wide++
				}
				cells = append(cells, cell{c.Group[depth], wide, 1})
			}
		}
		rows = append(rows, cells)
	}
	if left > 0 {
		rows[0] = append([]cell{{t.RowHeader, left, len(rows)}}, rows[0]...)
	}
	return rows
}

// knownRows are the rows of which the report's figures are known; the others
// are not printed, as a report without them does not.
func (r *report) knownRows(t *form.Table) []*form.Row {
	var rows []*form.Row
	for _, row := range t.Rows {
		if _, ok := r.printed[data.NewCell(r.form, t.ID, row.Code, t.Columns[0].Code)]; ok && !row.Group {
			rows = append(rows, row)
		}
	}
	return rows
}

func (r *report) texts(t *form.Table, row *form.Row) []string {
	texts := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		texts[i] = r.printed[data.NewCell(r.form, t.ID, row.Code, c.Code)]
	}
	return texts
}

// grid spreads a table: every place has the text of the cell that covers it.
// origin tells where a cell begins.
type place struct {
	text         string
	row, column  int // where the cell begins
	cols, height int
}

// spread gives the table's places row by row; ok is false if cells overlap or
// leave a hole.
func (t table) spread() (grid [][]place, ok bool) {
	grid = make([][]place, len(t.rows))
	taken := make([][]bool, len(t.rows))
	for i := range grid {
		grid[i], taken[i] = make([]place, t.width), make([]bool, t.width)
	}
	for i, cells := range t.rows {
		x := 0
		for _, c := range cells {
			for x < t.width && taken[i][x] {
				x++
			}
			for dy := range c.rows {
				for dx := range c.cols {
					if i+dy >= len(grid) || x+dx >= t.width || taken[i+dy][x+dx] {
						return nil, false
					}
					taken[i+dy][x+dx] = true
					grid[i+dy][x+dx] = place{c.text, i, x, c.cols, c.rows}
				}
			}
		}
	}
	for _, row := range taken {
		for _, t := range row {
			if !t {
				return nil, false
			}
		}
	}
	return grid, true
}
