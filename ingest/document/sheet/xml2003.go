package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
	"gongkai/ingest/document/sheet/numfmt"
)

// LooksLikeXML2003 reports whether a text is an XML Spreadsheet of Excel 2003,
// which programs often save under the ending xls.
func LooksLikeXML2003(s string) bool {
	head := s[:min(len(s), 4096)]
	return strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet") && strings.Contains(head, "Workbook")
}

// ReadXML2003 reads the visible sheets of an XML Spreadsheet (SpreadsheetML of
// Office 2003). Errors are *data.Error: "damaged_file", "too_large",
// "empty_file".
func ReadXML2003(name, s string) (*document.Document, error) {
	d := newDocument("xml")
	r := &xml2003{formats: map[string]style{}, out: grid.NewWriter(d)}
	err := container.Tokens(s, r.token)
	if err == nil && len(d.Blocks) == 0 {
		err = errNoSheet
	}
	if err != nil {
		return nil, refuse(name, "xml", err)
	}
	return d, nil
}

// xml2003 reads the workbook from its first element to its last. A sheet says
// behind its cells that it is hidden.
type xml2003 struct {
	out     *grid.Writer
	formats map[string]style // by ss:ID
	styleID string
	sides   sides

	sheet    *grid.Sheet
	hidden   bool
	row, col int
	nextCol  int   // of Column elements
	covered  []int // by column: the last row that a cell above covers
	indexed  bool  // the cell names its column
	cell     grid.Cell
	down     int // rows and columns that the cell covers further
	across   int
	style    style
	kind     string // ss:Type
	formula  string
	has      bool
	data     collected
	inData   bool
	aside    bool // inside a comment, which has Data of its own
	visible  bool // inside Visible
	rowsDown int  // further rows that the Row element before stands for
}

func (r *xml2003) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		r.start(t)
	case xml.EndElement:
		return r.end(t.Name.Local)
	case xml.CharData:
		switch {
		case r.inData:
			r.data.add(t)
		case r.visible:
			r.hidden = r.hidden || strings.HasPrefix(strings.TrimSpace(string(t)), "SheetHidden") || strings.HasPrefix(strings.TrimSpace(string(t)), "SheetVeryHidden")
		}
	}
	return nil
}

func (r *xml2003) start(e xml.StartElement) {
	switch e.Name.Local {
	case "Style":
		r.sides, r.style = sides{}, style{number: general}
		r.styleID = container.Attr(e, "ID")
	case "NumberFormat":
		r.style.number = format2003(container.Attr(e, "Format"))
	case "Border":
		if l := container.Attr(e, "LineStyle"); l != "" && l != "None" {
			r.sides.set(strings.ToLower(container.Attr(e, "Position")))
		}
	case "Worksheet":
		r.sheet, r.hidden, r.row, r.nextCol, r.rowsDown, r.covered = &grid.Sheet{}, false, 0, 0, 0, nil
	case "Visible":
		r.visible = true
	case "DoNotDisplayZeros":
		if r.sheet != nil {
			r.sheet.HideZeros = true
		}
	case "Comment":
		r.aside = true
	case "Column", "Row", "Cell", "Data":
		if r.sheet != nil && !r.aside {
			r.place(e)
		}
	}
}

// place reads the elements that say where a cell stands; those without an
// index follow the one before.
func (r *xml2003) place(e xml.StartElement) {
	index, _ := strconv.Atoi(container.Attr(e, "Index"))
	span := max(number(e, "Span"), 0)
	hidden := isTrue(container.Attr(e, "Hidden"))
	switch e.Name.Local {
	case "Column":
		r.nextCol = follow(r.nextCol, index)
		if hidden || container.Attr(e, "Width") == "0" {
			r.sheet.HideColumns(r.nextCol, r.nextCol+span)
		}
		r.nextCol += span
	case "Row":
		r.row, r.col = follow(r.row+r.rowsDown, index), 0
		r.rowsDown = span
		if hidden || container.Attr(e, "Height") == "0" {
			r.sheet.HideRows(r.row, r.row+span)
		}
	case "Cell":
		r.col, r.indexed = follow(r.col, index), index > 0
		r.down, r.across = max(number(e, "MergeDown"), 0), max(number(e, "MergeAcross"), 0)
		r.formula, r.has, r.kind = container.Attr(e, "Formula"), false, ""
		r.data.b = r.data.b[:0]
		r.style = r.formats[container.Attr(e, "StyleID")]
		if r.style.number == nil {
			r.style.number = general
		}
	case "Data":
		r.inData, r.has, r.kind = true, true, container.Attr(e, "Type")
	}
}

// number is an attribute's number, 0 if it has none, within a sheet's bounds.
func number(e xml.StartElement, name string) int {
	n, _ := strconv.Atoi(container.Attr(e, name))
	return min(n, 1<<20)
}

// follow is the place after the last one, or the one that an index names.
func follow(last, index int) int {
	if index > 0 {
		return min(index, 1<<21)
	}
	return last + 1
}

func (r *xml2003) end(name string) error {
	switch name {
	case "Style":
		r.style.framed = r.sides.frame()
		if len(r.formats) < maxFormats {
			r.formats[r.styleID] = r.style
		}
	case "Comment":
		r.aside = false
	case "Data":
		r.inData = false
	case "Visible":
		r.visible = false
	case "Cell":
		if r.sheet != nil {
			return r.endCell()
		}
	case "Worksheet":
		s := r.sheet
		r.sheet = nil
		if s != nil && !r.hidden {
			return r.out.Add(s)
		}
	}
	return nil
}

func (r *xml2003) endCell() error {
	c := grid.Cell{Framed: r.style.framed}
	value, err := r.data.take()
	if err != nil {
		return err
	}
	switch {
	case !r.has && r.formula != "":
		c.Text = r.formula // not calculated
	case r.kind == "Number":
		c.Text, c.Zero = shown(value, r.style.number, false)
	case r.kind == "DateTime":
		c.Text = value
		if t, err := time.Parse("2006-01-02T15:04:05", strings.TrimSpace(value)); err == nil && r.style.number.IsDate() {
			c.Text = r.style.number.Show(numfmt.Serial(t), false)
		}
	case r.kind == "Boolean":
		c.Text = boolName(isTrue(strings.TrimSpace(value)))
	default:
		c.Text = value
	}
	r.settle(value == "")
	row, col := r.row, r.col
	r.col += r.across
	if err := r.sheet.Merge(row, col, r.down+1, r.across+1); err != nil {
		return err
	}
	return r.sheet.Put(row, col, c)
}

// settle moves a cell that names no column to the next one that no cell above
// covers: LibreOffice writes rows so, Excel names the column. An empty cell
// that is not merged may stand for the covered place itself.
func (r *xml2003) settle(blank bool) {
	placeholder := blank && r.across == 0 && r.down == 0
	for !r.indexed && !placeholder && r.col < len(r.covered) && r.covered[r.col] >= r.row {
		r.col++
	}
	if r.down == 0 || r.col+r.across > document.MaxSpan {
		return
	}
	for len(r.covered) <= r.col+r.across {
		r.covered = append(r.covered, 0)
	}
	for col := r.col; col <= r.col+r.across; col++ {
		r.covered[col] = max(r.covered[col], r.row+r.down)
	}
}

// format2003 reads a number format; some have names.
func format2003(code string) *numfmt.Format {
	switch code {
	case "Fixed":
		code = "0.00"
	case "Standard":
		code = "#,##0.00"
	case "Percent":
		code = "0.00%"
	case "Short Date":
		code = numfmt.Builtin(14)
	case "Long Date", "Medium Date":
		code = numfmt.Builtin(31)
	case "General Date":
		code = numfmt.Builtin(22)
	case "General Number", "Scientific", "Currency", "Euro Currency", "Yes/No", "True/False", "On/Off":
		code = ""
	case "Long Time", "Medium Time", "Short Time":
		code = numfmt.Builtin(20)
	}
	return numfmt.Parse(code)
}
