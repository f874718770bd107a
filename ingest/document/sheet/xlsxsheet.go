package sheet

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/grid"
	"gongkai/ingest/document/sheet/numfmt"
)

// readSheet reads a worksheet part (section 18.3).
func (w *workbook) readSheet(part string) (*grid.Sheet, error) {
	r := &sheetReader{book: w, sheet: &grid.Sheet{}}
	if err := w.parts.Read(part, r.token); err != nil {
		return nil, err
	}
	return r.sheet, nil
}

// sheetReader reads one worksheet.
type sheetReader struct {
	book     *workbook
	sheet    *grid.Sheet
	row, col int // of the cell read last

	in      string // v, f or is, while inside
	kind    string // t attribute of the cell
	style   int
	value   collected
	has     bool // a value is given, if only an empty one
	formula collected
	isForm  bool
	inline  richText
}

func (r *sheetReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.in == "is" {
			r.inline.token(t)
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		return r.end(t)
	case xml.CharData:
		switch r.in {
		case "v":
			r.value.add(t)
		case "f":
			r.formula.add(t)
		case "is":
			r.inline.token(t)
		}
	}
	return nil
}

func (r *sheetReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "sheetView":
		r.sheet.HideZeros = container.Attr(e, "showZeros") != "" && !isTrue(container.Attr(e, "showZeros"))
	case "col":
		first, _ := strconv.Atoi(container.Attr(e, "min"))
		last, _ := strconv.Atoi(container.Attr(e, "max"))
		if isTrue(container.Attr(e, "hidden")) || container.Attr(e, "width") == "0" {
			r.sheet.HideColumns(first, last)
		}
	case "row":
		r.startRow(e)
	case "c":
		r.startCell(e)
	case "v", "f", "is":
		r.in = e.Name.Local
		r.has = r.has || r.in != "f"
		r.isForm = r.isForm || r.in == "f"
	case "mergeCell":
		if row, col, row2, col2, ok := parseRange(container.Attr(e, "ref")); ok {
			return r.sheet.Merge(row, col, row2-row+1, col2-col+1)
		}
	}
	return nil
}

func (r *sheetReader) end(e xml.EndElement) error {
	switch e.Name.Local {
	case r.in:
		r.in = ""
	case "c":
		return r.endCell()
	default:
		if r.in == "is" {
			r.inline.token(e)
		}
	}
	return nil
}

// startRow begins a row; rows and cells without a place of their own follow
// the one before.
func (r *sheetReader) startRow(e xml.StartElement) {
	r.row++
	if n, err := strconv.Atoi(container.Attr(e, "r")); err == nil && n > 0 {
		r.row = n
	}
	r.col = 0
	if isTrue(container.Attr(e, "hidden")) || container.Attr(e, "ht") == "0" {
		r.sheet.HideRows(r.row, r.row)
	}
}

func (r *sheetReader) startCell(e xml.StartElement) {
	r.col++
	r.kind, r.style, r.has, r.isForm, r.in = "", 0, false, false, ""
	r.value.b, r.formula.b = r.value.b[:0], r.formula.b[:0]
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			if row, col, ok := parseRef(a.Value); ok {
				r.row, r.col = row, col
			}
		case "t":
			r.kind = a.Value
		case "s":
			r.style, _ = strconv.Atoi(a.Value)
		}
	}
}

func (r *sheetReader) endCell() error {
	c := grid.Cell{}
	number := general
	if r.style >= 0 && r.style < len(r.book.styles) {
		s := r.book.styles[r.style]
		c.Framed, number = s.framed, s.number
	}
	value, err := r.value.take()
	formula, err2 := r.formula.take()
	inline, err3 := r.inline.take()
	if err := errors.Join(err, err2, err3); err != nil {
		return err
	}
	switch {
	case r.kind == "inlineStr":
		c.Text = inline
	case !r.has || value == "" && r.kind != "str":
		if r.isForm { // not calculated: nobody can say what the cell shows
			c.Text = "=" + formula
		}
	case r.kind == "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(r.book.strings) {
			return errDamaged
		}
		c.Text = r.book.strings[i]
	case r.kind == "b":
		c.Text = boolName(isTrue(strings.TrimSpace(value)))
	case r.kind == "" || r.kind == "n":
		c.Text, c.Zero = shown(value, number, r.book.date1904)
	default: // str, e (#DIV/0!), d (2024-01-15T00:00:00)
		c.Text = unescape(value)
	}
	return r.sheet.Put(r.row, r.col, c)
}

// shown is what a cell with a number shows.
func shown(raw string, f *numfmt.Format, date1904 bool) (text string, zero bool) {
	raw = strings.TrimSpace(raw)
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw, false
	}
	return f.Show(v, date1904), v == 0
}

// parseRef reads a cell's place such as C17.
func parseRef(s string) (row, col int, ok bool) {
	i := 0
	for i < len(s) && i < 4 && (s[i]|0x20) >= 'a' && (s[i]|0x20) <= 'z' {
		col = col*26 + int(s[i]|0x20-'a') + 1
		i++
	}
	row, err := strconv.Atoi(s[i:])
	return row, col, err == nil && col > 0 && row > 0
}

// parseRange reads a range such as A1:C17.
func parseRange(s string) (row, col, row2, col2 int, ok bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(s, "$", ""), ":")
	row, col, ok = parseRef(from)
	if !two || !ok {
		return row, col, row, col, ok
	}
	row2, col2, ok = parseRef(to)
	return row, col, row2, col2, ok && row2 >= row && col2 >= col
}
