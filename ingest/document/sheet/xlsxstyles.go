package sheet

import (
	"encoding/xml"
	"strconv"

	"gongkai/ingest/document/sheet/container"
	"gongkai/ingest/document/sheet/numfmt"
)

// style is what matters of a cell's format.
type style struct {
	number *numfmt.Format
	framed bool
}

const (
	maxStyles  = 1 << 16 // formats of cells; Excel allows 64,000
	maxFormats = 2000    // number formats
)

var general = numfmt.Parse("")

// styleReader reads the styles part (section 18.8): borders and number formats
// first, then the cells' formats that name them.
type styleReader struct {
	formats map[int]*numfmt.Format
	framed  []bool // by border
	sides   sides
	inCells bool // inside cellXfs
	styles  []style
}

func (w *workbook) readStyles(part string) error {
	r := &styleReader{formats: map[int]*numfmt.Format{}}
	err := w.parts.Read(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			r.start(t)
		case xml.EndElement:
			r.end(t.Name.Local)
		}
		return nil
	})
	w.styles = r.styles
	return err
}

func (r *styleReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "numFmt":
		if id, err := strconv.Atoi(container.Attr(e, "numFmtId")); err == nil && len(r.formats) < maxFormats {
			r.formats[id] = numfmt.Parse(container.Attr(e, "formatCode"))
		}
	case "border":
		r.sides = sides{}
	case "left", "right", "start", "end", "top", "bottom":
		if s := container.Attr(e, "style"); s != "" && s != "none" {
			r.sides.set(e.Name.Local)
		}
	case "cellXfs":
		r.inCells = true
	case "xf":
		if r.inCells && len(r.styles) < maxStyles {
			r.styles = append(r.styles, r.style(e))
		}
	}
}

func (r *styleReader) end(name string) {
	switch name {
	case "border":
		if len(r.framed) < maxStyles {
			r.framed = append(r.framed, r.sides.frame())
		}
	case "cellXfs":
		r.inCells = false
	}
}

func (r *styleReader) style(e xml.StartElement) style {
	s := style{}
	if i, err := strconv.Atoi(container.Attr(e, "borderId")); err == nil && i >= 0 && i < len(r.framed) {
		s.framed = r.framed[i]
	}
	id, _ := strconv.Atoi(container.Attr(e, "numFmtId"))
	s.number = r.formats[id]
	if s.number == nil {
		s.number = numfmt.Parse(numfmt.Builtin(id))
		if len(r.formats) < maxFormats {
			r.formats[id] = s.number
		}
	}
	return s
}

// sides are the sides of a cell that have a border.
type sides struct{ left, right, top, bottom bool }

func (s *sides) set(name string) {
	switch name {
	case "left", "start":
		s.left = true
	case "right", "end":
		s.right = true
	case "top":
		s.top = true
	case "bottom":
		s.bottom = true
	}
}

// frame reports whether the borders are those of a table: a line below alone
// underlines a title.
func (s sides) frame() bool { return s.left || s.right || s.top && s.bottom }
