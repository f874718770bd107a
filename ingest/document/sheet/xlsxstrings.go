package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/grid"
)

// maxStrings bounds the shared strings of a workbook.
const maxStrings = 1 << 20

// readStrings reads the shared strings (section 18.4). Each is tidied once,
// however many cells show it.
func (w *workbook) readStrings(part string) error {
	var text richText
	return w.parts.Read(part, func(t xml.Token) error {
		text.token(t)
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
			s, err := text.take()
			if err != nil || len(w.strings) >= maxStrings {
				return grid.ErrTooLarge
			}
			w.strings = append(w.strings, document.Tidy(s))
		}
		return nil
	})
}

// richText collects the text of a string's runs, without the pronunciation
// that may stand beside them (rPh).
type richText struct {
	b      collected
	inText bool
	aside  bool
}

func (r *richText) token(t xml.Token) {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t":
			r.inText = true
		case "rPh":
			r.aside = true
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t":
			r.inText = false
		case "rPh":
			r.aside = false
		}
	case xml.CharData:
		if r.inText && !r.aside {
			r.b.add(t)
		}
	}
}

// take returns the text so far and begins anew.
func (r *richText) take() (string, error) {
	r.inText, r.aside = false, false
	s, err := r.b.take()
	return unescape(s), err
}

// collected is a text that comes in pieces.
type collected struct{ b []byte }

// maxCell bounds a cell's text in bytes; Excel allows 32,767 characters.
const maxCell = 1 << 20

func (c *collected) add(b []byte) {
	if len(c.b) <= maxCell {
		c.b = append(c.b, b...)
	}
}

// take returns the text and begins anew. The error is grid.ErrTooLarge.
func (c *collected) take() (string, error) {
	s, large := string(c.b), len(c.b) > maxCell
	if c.b = c.b[:0]; large {
		return "", grid.ErrTooLarge
	}
	return s, nil
}

// unescape resolves _x000D_, which stands for a character that XML does not
// allow (ST_Xstring, section 22.9.2.19).
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		code, err := uint64(0), error(strconv.ErrSyntax)
		if len(s) >= 7 && s[6] == '_' {
			code, err = strconv.ParseUint(s[2:6], 16, 16)
		}
		if r := rune(code); err == nil && !utf16.IsSurrogate(r) && utf8.ValidRune(r) {
			b.WriteRune(r)
			s = s[7:]
			continue
		}
		b.WriteString(s[:2])
		s = s[2:]
	}
}
