package odf

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
	"gongkai/ingest/document/sheet/numfmt"
)

// bookReader reads office:spreadsheet: the visible tables in their order.
type bookReader struct {
	out    *grid.Writer
	styles styles
	sheet  *grid.Sheet
	column []columnStyle // default styles of the cells

	row, col int // of the last row and cell
	rows     int // times that the open row stands
	rowStyle string
	cell     bookCell
	inCell   bool
	empties  int // empty cells with a frame that were set
}

// columnStyle is the default style of the columns up to one.
type columnStyle struct {
	last int
	name string
}

// bookCell is the cell that is open.
type bookCell struct {
	columns          int // times that it stands
	rowSpan, colSpan int
	covered          bool
	style            string
	kind, value      string // office:value-type and its value
	formula          string
	lines            []string
	text             []byte
	read             int // bytes of text
	paragraphs       int
}

const (
	maxRepeat  = 1 << 20   // rows of a sheet
	maxColumns = 1 << 14   // columns of a sheet
	maxEmpties = 1_000_000 // empty cells that are looked at for their frames
	maxFrames  = 200       // times that an empty cell with a frame is repeated, in either direction
	maxDefault = 5000      // columns with a default style of their own
	maxCell    = 1 << 20   // bytes of a cell's text
)

func (r *bookReader) start(e xml.StartElement) (skip bool, err error) {
	switch e.Name.Local {
	case "table":
		// copies of sheets of other files bear names such as 'file:///...'#$Sheet1
		if r.sheet != nil || r.styles.of("table", container.Attr(e, "style-name")).hidden || strings.HasPrefix(container.Attr(e, "name"), "'file:") {
			return true, nil
		}
		r.sheet, r.column, r.row, r.col = &grid.Sheet{}, nil, 0, 0
	case "table-column":
		r.startColumn(e)
	case "table-row":
		r.startRow(e)
	case "table-cell", "covered-table-cell":
		r.startCell(e)
	case "p", "h":
		r.cell.text = r.cell.text[:0]
		r.cell.paragraphs++
	case "s":
		r.text([]byte{' '})
	case "tab":
		r.text([]byte{'\t'})
	case "line-break":
		r.text([]byte{'\n'})
	}
	return false, nil
}

func (r *bookReader) text(b []byte) {
	if !r.inCell || r.cell.paragraphs == 0 {
		return
	}
	if r.cell.read += len(b); r.cell.read <= maxCell {
		r.cell.text = append(r.cell.text, b...)
	}
}

func (r *bookReader) end(name string) error {
	switch name {
	case "p", "h":
		if len(r.cell.lines) < maxDefault {
			r.cell.lines = append(r.cell.lines, string(r.cell.text))
		}
		r.cell.text = r.cell.text[:0]
	case "table-cell", "covered-table-cell":
		if r.inCell && r.sheet != nil {
			r.inCell = false
			return r.endCell()
		}
	case "table-row":
		r.row += r.rows - 1
	case "table":
		if s := r.sheet; s != nil {
			r.sheet = nil
			return r.out.Add(s)
		}
	}
	return nil
}

// times is how often an element stands.
func times(e xml.StartElement, name string, most int) int {
	n, err := strconv.Atoi(container.Attr(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

// isHidden: collapsed by hand, or filtered out.
func isHidden(e xml.StartElement) bool {
	v := container.Attr(e, "visibility")
	return v == "collapse" || v == "filter"
}

func (r *bookReader) startColumn(e xml.StartElement) {
	if r.sheet == nil {
		return
	}
	first := 1
	if n := len(r.column); n > 0 {
		first = r.column[n-1].last + 1
	}
	last := first + times(e, "number-columns-repeated", maxColumns) - 1
	if isHidden(e) {
		r.sheet.HideColumns(first, last)
	}
	if len(r.column) < maxDefault {
		r.column = append(r.column, columnStyle{last, container.Attr(e, "default-cell-style-name")})
	}
}

func (r *bookReader) startRow(e xml.StartElement) {
	if r.sheet == nil {
		return
	}
	r.row = min(r.row+1, maxRepeat+1)
	r.col = 0
	r.rows = times(e, "number-rows-repeated", maxRepeat)
	r.rowStyle = container.Attr(e, "default-cell-style-name")
	if isHidden(e) {
		r.sheet.HideRows(r.row, r.row+r.rows-1)
	}
}

func (r *bookReader) startCell(e xml.StartElement) {
	r.inCell = true
	r.cell = bookCell{
		columns: times(e, "number-columns-repeated", maxColumns),
		rowSpan: times(e, "number-rows-spanned", maxRepeat), colSpan: times(e, "number-columns-spanned", maxColumns),
		covered: e.Name.Local == "covered-table-cell",
		style:   container.Attr(e, "style-name"), kind: container.Attr(e, "value-type"), formula: container.Attr(e, "formula"),
		lines: r.cell.lines[:0], text: r.cell.text[:0],
	}
	for _, a := range e.Attr {
		if a.Name.Local == "value" {
			r.cell.value = a.Value
		}
	}
}

// endCell sets the open cell in all places where it stands.
func (r *bookReader) endCell() error {
	c := &r.cell
	first := r.col + 1
	r.col = min(r.col+c.columns, maxColumns+1)
	switch {
	case c.read > maxCell:
		return grid.ErrTooLarge
	case c.covered:
		return nil
	}
	out := grid.Cell{Text: c.shown(), Framed: r.styles.of("table-cell", r.styleAt(first)).framed}
	rows, columns := r.rows, c.columns
	if strings.TrimSpace(out.Text) == "" {
		if rows, columns = min(rows, maxFrames), min(columns, maxFrames); !out.Framed && c.rowSpan == 1 && c.colSpan == 1 {
			return nil
		}
		if r.empties += rows * columns; r.empties > maxEmpties {
			return nil
		}
	}
	for row := r.row; row < r.row+rows; row++ {
		for col := first; col < first+columns; col++ {
			if err := r.sheet.Merge(row, col, c.rowSpan, c.colSpan); err != nil {
				return err
			}
			if err := r.sheet.Put(row, col, out); err != nil {
				return err
			}
		}
	}
	return nil
}

// styleAt is the name of the open cell's style: its own, its row's, or its
// column's.
func (r *bookReader) styleAt(col int) string {
	if r.cell.style != "" {
		return r.cell.style
	}
	if r.rowStyle != "" {
		return r.rowStyle
	}
	for _, c := range r.column {
		if col <= c.last {
			return c.name
		}
	}
	return ""
}

// shown is what a cell shows. The file says it beside the value; it counts
// unless it is rounded.
func (c *bookCell) shown() string {
	text := strings.TrimSpace(strings.Join(c.lines, "\n"))
	switch c.kind {
	case "float", "percentage", "currency":
	case "":
		if c.paragraphs == 0 && c.formula != "" {
			return "=" + c.formula // not calculated
		}
		return text
	default:
		return text
	}
	v, err := strconv.ParseFloat(c.value, 64)
	if err != nil {
		return text
	}
	switch said, isNumber := numberIn(text); {
	case c.paragraphs == 0:
	case !isNumber && (v != 0 || text == "-"): // a dash is how accounting formats write 0
	case isNumber && !(math.Abs(said-v) <= 1e-12*math.Abs(v)): // NaN too
	default:
		return text
	}
	if c.kind == "percentage" {
		return percent.Show(v, false)
	}
	return numfmt.Plain(v)
}

var percent = numfmt.Parse("0%")

// numberIn finds the one number in a text, a percentage as its hundredth.
func numberIn(text string) (v float64, ok bool) {
	text = strings.ReplaceAll(text, ",", "")
	i := strings.IndexAny(text, "0123456789")
	if i < 0 {
		return 0, false
	}
	j := i
	for j < len(text) && (text[j] >= '0' && text[j] <= '9' || text[j] == '.') {
		j++
	}
	v, err := strconv.ParseFloat(text[i:j], 64)
	if err != nil || strings.ContainsAny(text[j:], "0123456789") {
		return math.NaN(), true
	}
	if i > 0 && strings.HasSuffix(strings.TrimSpace(text[:i]), "-") {
		v = -v
	}
	if strings.HasPrefix(text[j:], "%") {
		v /= 100
	}
	return v, true
}
