// Package numfmt shows a number as a spreadsheet does, by its number format,
// but never rounds it: a figure is what the cell holds, not what its column is
// wide enough for. The formats are those of ECMA-376 part 1, section 18.8.31;
// [MS-XLS] and the XML of Excel 2003 use the same.
package numfmt

import (
	"math"
	"strconv"
	"strings"
)

// Plain writes a number with the 15 significant digits that spreadsheets keep,
// and no more: 12.340000000000001 is 12.34.
func Plain(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	kept, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	if kept == 0 {
		return "0" // not -0
	}
	return strconv.FormatFloat(kept, 'f', -1, 64)
}

// maxCode bounds a format code in bytes; Excel allows 255 characters.
const maxCode = 765

// Format is a number format. The zero Format is General.
type Format struct {
	sections []section
	bounds   bool // has sections for ranges of its own, such as [>100]
}

// Parse reads a format code such as #,##0.00 or yyyy"年"m"月". Codes that make
// no sense show the plain number.
func Parse(code string) *Format {
	if len(code) > maxCode || code == "" || strings.EqualFold(code, "General") {
		return &Format{}
	}
	f := &Format{}
	for _, part := range cut(code) {
		s := parseSection(part)
		f.bounds = f.bounds || s.bound
		f.sections = append(f.sections, s)
	}
	return f
}

// Show writes a number as its cell shows it. date1904 says that the file
// counts days from 1904. What a format hides on purpose (0;-0;;@) is "".
func (f *Format) Show(v float64, date1904 bool) string {
	if len(f.sections) == 0 || f.bounds || math.IsNaN(v) || math.IsInf(v, 0) {
		return Plain(v)
	}
	s := f.sections[0]
	own := false // the section says how negative numbers look
	switch {
	case v < 0 && len(f.sections) > 1:
		s, own = f.sections[1], true
	case v == 0 && len(f.sections) > 2:
		s = f.sections[2]
	}
	switch {
	case s.date:
		return s.showDate(v, date1904)
	case s.odd:
		return Plain(v)
	case !s.digits:
		return s.showLiteral(v)
	}
	return s.showNumber(v, own)
}

// IsDate reports whether a format shows dates or times.
func (f *Format) IsDate() bool { return len(f.sections) > 0 && f.sections[0].date }

// cut cuts a code at the semicolons that are neither quoted nor escaped.
func cut(code string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '!' || c == '_' || c == '*':
			i++
		case c == ';':
			parts = append(parts, code[start:i])
			start = i + 1
		}
	}
	return append(parts, code[start:])
}
