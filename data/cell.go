package data

import "strings"

// Cell names one cell of one statutory form: "form/table/row/column", for
// example "gov2021/t3/refused.third_party/total".
type Cell string

// NewCell joins the four parts.
func NewCell(form, table, row, column string) Cell {
	return Cell(form + "/" + table + "/" + row + "/" + column)
}

func (c Cell) part(i int) string {
	parts := strings.SplitN(string(c), "/", 4)
	if i >= len(parts) {
		return ""
	}
	return parts[i]
}

// Form is the form's code, e.g. "gov2021".
func (c Cell) Form() string { return c.part(0) }

// Table is the table's code, e.g. "t3".
func (c Cell) Table() string { return c.part(1) }

// Row is the row's code, e.g. "refused.third_party".
func (c Cell) Row() string { return c.part(2) }

// Column is the column's code, e.g. "total".
func (c Cell) Column() string { return c.part(3) }
