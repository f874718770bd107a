package recognise

import (
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/document"
)

// maxLocalLabel bounds what may be a row's label, in characters.
const maxLocalLabel = 100

// localCell is a cell of a row that the form does not know.
type localCell struct {
	column  int
	heading string
	text    string
}

// keep stores a printed row, or the part of one, that the form does not know.
// The last text that is no value is its label, a word such as 件 behind it its
// unit; a row without a label or without a number is not worth keeping.
func (s *sheet) keep(cells []localCell, at data.Position) {
	row := data.LocalRow{At: at}
	numbers := false
	for _, c := range cells {
		v := read(c.text, s.labels.rules, true)
		switch {
		case v.value != nil:
			numbers = true
		case c.text != "" && row.Label != "" && s.labels.isUnit(c.text):
			row.Unit = c.text
			continue
		case c.text != "" && v.status == data.Unreadable && !numbers:
			row.Label = c.text
			row.Cells = nil
			continue
		}
		row.Cells = append(row.Cells, data.LocalCell{Heading: flat(c.heading), Text: c.text, Value: v.value, Unit: v.unit, Column: c.column})
	}
	row.Label = flat(row.Label)
	if len(s.local) < maxLocalRows && numbers && row.Label != "" && utf8.RuneCountInString(row.Label) <= maxLocalLabel {
		s.local = append(s.local, row)
	}
}

// maxLocalRows bounds what is kept of one report.
const maxLocalRows = 500

// keepTable keeps the rows of a table that no form knows, under the headings
// of its first rows.
func (s *sheet) keepTable(t *document.Table) {
	g := newGrid(t)
	if g == nil {
		return
	}
	headings := make([]string, g.cols+1)
	for row := 1; row <= t.Rows; row++ {
		if g.rowHas(row, func(text string) bool { return hasNumber(text, s.labels.rules) }) {
			var cells []localCell
			for col := 1; col <= g.cols; col++ {
				if c := g.cell(row, col); c != nil && c.Col == col {
					cells = append(cells, localCell{col, headings[col], c.Text})
				}
			}
			s.keep(cells, data.Position{Table: t.Number, Row: row, Column: 1})
			continue
		}
		for col := 1; col <= g.cols; col++ {
			if text := g.text(row, col); text != "" {
				headings[col] = text
			}
		}
	}
}

// flat drops the line breaks of a cell.
func flat(s string) string { return strings.ReplaceAll(s, "\n", "") }

// texts numbers a row's texts from a column on.
func texts(row []string, first int) []localCell {
	out := make([]localCell, len(row))
	for i, t := range row {
		out[i] = localCell{column: first + i, text: t}
	}
	return out
}
