package dashboard

import (
	"strings"
	"unicode"

	"gongkai/data"
)

// marked finds the cell of the document that a figure was read from; all are
// the report's figures. A place whose text is not what the figure prints is not
// marked: nil says that the table shows the neighbourhood only.
func marked(t *data.SourceTable, f *data.Figure, all []data.Figure) *data.SourceCell {
	if t.Number != f.At.Table {
		return nil
	}
	if t.Number == 0 {
		return markedLine(t, f)
	}
	grid, order := inGrid(t, f), inOrder(t, f)
	switch g, o := hits(t, inGrid, all), hits(t, inOrder, all); {
	case g > o:
		return grid
	case o > g:
		return order
	case grid == order:
		return grid
	}
	return nil
}

// hits counts the figures whose text stands where a way of counting columns
// finds it: a table was read in one way, and the other soon goes astray.
func hits(t *data.SourceTable, find func(*data.SourceTable, *data.Figure) *data.SourceCell, all []data.Figure) (n int) {
	for i := range all {
		if f := &all[i]; f.At.Table == t.Number && f.Text != "" && find(t, f) != nil {
			n++
		}
	}
	return n
}

// inGrid finds a figure's cell where columns are those of the grid.
func inGrid(t *data.SourceTable, f *data.Figure) *data.SourceCell {
	if c := t.At(f.At.Row, f.At.Column); c != nil && prints(c.Text, f.Text) {
		return c
	}
	return nil
}

// inOrder finds a figure's cell where columns count the cells of a row: so are
// tables read whose format does not tell the columns.
func inOrder(t *data.SourceTable, f *data.Figure) *data.SourceCell {
	if f.At.Row < 1 || f.At.Row > len(t.Rows) {
		return nil
	}
	n := 0
	for i := range t.Rows[f.At.Row-1] {
		c := &t.Rows[f.At.Row-1][i]
		if c.Gap {
			continue
		}
		if n++; n == f.At.Column && prints(c.Text, f.Text) {
			return c
		}
	}
	return nil
}

// markedLine finds the one line, or the one paragraph, that a figure outside
// tables was read from.
func markedLine(t *data.SourceTable, f *data.Figure) (found *data.SourceCell) {
	if f.Text == "" {
		return nil
	}
	for i := range t.Rows {
		c := &t.Rows[i][0]
		inPlace := c.Line == f.At.Row || f.Status == data.Derived && c.Line == 0
		if !inPlace || !strings.Contains(bare(c.Text), bare(f.Text)) {
			continue
		}
		if found != nil {
			return nil
		}
		found = c
	}
	return found
}

// prints reports whether a cell of the document prints a figure's text.
func prints(cell, figure string) bool { return bare(cell) == bare(figure) }

// bare is a text without white space, which readers of lines and of cells keep
// in different ways.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
