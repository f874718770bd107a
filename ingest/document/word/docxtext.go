package word

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/container"
)

// docxReader reads WordprocessingML element by element.
type docxReader struct {
	story
	doc        *document.Document
	stories    []story         // waiting while a text box is read
	foreign    map[string]bool // prefixes of drawings
	alternates []bool          // of each open AlternateContent, whether one was taken
	skip       int             // depth inside an element that is left out
	inText     bool
	hidden     bool // of the open run
	inRow      bool // inside the properties of a row
	elements   int
	cells      int
	left       int // bytes of text that may come
}

// maxElements bounds the time that a document takes; a report has a hundredth
// of it.
const maxElements = 4 << 20

// story is a stretch of text with tables of its own: the document's, or that of
// a text box.
type story struct {
	text   []byte
	open   []*docxTable
	fields []bool // of each open field, whether its result has begun
}

func (r *docxReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.elements++; r.elements > maxElements {
			return errTooLarge
		}
		r.vocabularies(t)
		if r.skip > 0 || r.leftOut(t) {
			r.skip++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		return r.end(t.Name)
	case xml.CharData:
		if r.inText && r.skip == 0 && !r.hidden && inResult(r.fields) {
			return r.add(string(t))
		}
	}
	return nil
}

func (r *docxReader) finish() error {
	if len(r.open) > 0 || len(r.stories) > 0 {
		return errDamaged
	}
	r.paragraph()
	if r.doc.TooLarge {
		return errTooLarge
	}
	return nil
}

// vocabularies notes which prefixes stand for drawings, which have elements
// called tbl, tc, p and t as well.
func (r *docxReader) vocabularies(t xml.StartElement) {
	for _, a := range t.Attr {
		if prefix := a.Name.Local; a.Name.Space == "xmlns" || a.Name.Space == "" && prefix == "xmlns" {
			if a.Name.Space == "" {
				prefix = ""
			}
			if foreign := strings.Contains(a.Value, "/drawingml/"); foreign || r.foreign[prefix] {
				r.foreign[prefix] = foreign
			}
		}
	}
}

// leftOut reports whether an element with all that is in it is no part of the
// text: deleted, moved away, an earlier state of changed properties, the
// reading of a character, or said again in another way.
func (r *docxReader) leftOut(t xml.StartElement) bool {
	if r.foreign[t.Name.Space] {
		return false
	}
	switch name := t.Name.Local; name {
	case "del":
		if tb := r.top(); tb != nil && r.inRow {
			tb.deleted = true
		}
		return true
	case "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "sectPr", "tblPr", "tblGrid", "sdtPr":
		return true
	case "Choice", "Fallback":
		n := len(r.alternates)
		if n == 0 {
			return false
		}
		taken := r.alternates[n-1]
		r.alternates[n-1] = true
		return taken
	default:
		return strings.HasSuffix(name, "Change")
	}
}

func (r *docxReader) start(t xml.StartElement) error {
	if r.foreign[t.Name.Space] {
		return nil
	}
	switch t.Name.Local {
	case "AlternateContent":
		if len(r.alternates) >= maxAlternates {
			return errTooLarge
		}
		r.alternates = append(r.alternates, false)
	case "txbxContent":
		if len(r.stories) >= document.MaxDepth {
			return errTooLarge
		}
		r.stories = append(r.stories, r.story)
		r.story = story{}
	case "r":
		r.hidden = false
	case "vanish":
		r.hidden = on(container.Attr(t, "val"))
	case "t":
		r.inText = true
	case "fldChar":
		r.field(container.Attr(t, "fldCharType"))
	case "sym":
		if c, err := strconv.ParseUint(container.Attr(t, "char"), 16, 16); err == nil {
			return r.sign(string(rune(c)))
		}
	case "tab", "ptab":
		return r.sign(" ")
	case "br", "cr":
		return r.sign("\n")
	case "noBreakHyphen":
		return r.sign("-")
	case "den", "sup", "sub", "deg":
		return r.sign(" ") // of a formula: 1 over 2 is not 12
	default:
		return r.startTable(t)
	}
	return nil
}

const maxAlternates = 1000

func (r *docxReader) end(name xml.Name) error {
	if r.foreign[name.Space] {
		return nil
	}
	switch name.Local {
	case "AlternateContent":
		if n := len(r.alternates); n > 0 {
			r.alternates = r.alternates[:n-1]
		}
	case "txbxContent":
		n := len(r.stories)
		if n == 0 || len(r.open) > 0 {
			return errDamaged
		}
		r.paragraph()
		r.story, r.stories = r.stories[n-1], r.stories[:n-1]
		r.hidden = false
	case "r":
		r.hidden = false
	case "t":
		r.inText = false
	case "p":
		r.paragraph()
	default:
		return r.endTable(name.Local)
	}
	return nil
}

// on reads a property that is there, unless its value says that it is not.
func on(value string) bool { return value != "0" && value != "false" && value != "off" }

func (r *docxReader) field(kind string) {
	n := len(r.fields)
	switch {
	case kind == "begin" && n < maxFields:
		r.fields = append(r.fields, false)
	case kind == "separate" && n > 0:
		r.fields[n-1] = true
	case kind == "end" && n > 0:
		r.fields = r.fields[:n-1]
	}
}

// maxFields bounds how deep fields stand in each other.
const maxFields = 100

// inResult reports whether text is not that of a field's instruction.
func inResult(fields []bool) bool { return !slices.Contains(fields, false) }

// withResult drops the fields whose result has not begun: an instruction ends
// with its paragraph, so that one without end does not swallow the rest.
func withResult(fields []bool) []bool {
	return slices.DeleteFunc(fields, func(result bool) bool { return !result })
}

// sign adds what an element stands for.
func (r *docxReader) sign(s string) error {
	if r.hidden || !inResult(r.fields) {
		return nil
	}
	return r.add(s)
}

func (r *docxReader) add(s string) error {
	if r.left -= len(s); r.left < 0 {
		return errTooLarge
	}
	r.text = append(r.text, s...)
	return nil
}

// paragraph ends a paragraph of the page or of the open cell.
func (r *docxReader) paragraph() {
	if tb := r.top(); tb != nil && !tb.layout {
		tb.cell = append(append(tb.cell, r.text...), '\n')
	} else {
		r.doc.Paragraph(string(r.text))
	}
	r.text = r.text[:0]
	r.fields = withResult(r.fields)
}
