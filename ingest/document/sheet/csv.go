package sheet

import (
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/grid"
)

// ReadCSV reads values separated by commas or semicolons, told by the text, as
// Excel and WPS save them: quoted values may hold line breaks, and a first
// line "sep=;" names the separator. Lines of text before and between the
// tables are paragraphs. Rows are records, as a spreadsheet counts them.
func ReadCSV(s string) *document.Document {
	d := newDocument("csv")
	sep, s := separator(s)
	sheet := &grid.Sheet{}
	row, previous := 0, -1
	r := newCSVReader(s, sep)
	for record, ok := r.next(); ok && !d.TooLarge; {
		row++
		following, more := r.next()
		if record.isProse() && len(record.values) != previous && (!more || len(record.values) != len(following.values)) {
			record.values = []string{record.raw}
		}
		for i, v := range record.values {
			d.TooLarge = d.TooLarge || sheet.Put(row, i+1, grid.Cell{Text: v}) != nil
		}
		previous = len(record.values)
		record, ok = following, more
	}
	d.TooLarge = d.TooLarge || grid.NewWriter(d).Add(sheet) != nil
	return d
}

// csvRecord is a record with its values and the text that it was read from.
type csvRecord struct {
	values []string
	raw    string
	commas int // separators outside quotes
}

// isProse: a sentence whose own commas look like separators.
func (r csvRecord) isProse() bool {
	filled := 0
	for _, v := range r.values {
		if v != "" {
			filled++
		}
	}
	return filled > 1 && strings.Contains(r.raw, "。")
}

// csvReader cuts a text into records.
type csvReader struct {
	s      string
	sep    byte
	at     int
	closed int // no quote closes a value before this place
}

func newCSVReader(s string, sep byte) *csvReader { return &csvReader{s: s, sep: sep} }

// maxQuoted bounds a quoted value; a quote without its partner is a character
// like any other.
const maxQuoted = 1 << 16

// next reads a record; ok is false at the end.
func (r *csvReader) next() (rec csvRecord, ok bool) {
	if r.at >= len(r.s) {
		return rec, false
	}
	start := r.at
	for {
		v, end := r.value()
		if len(rec.values) < document.MaxCells {
			rec.values = append(rec.values, v)
		}
		if end {
			break
		}
		rec.commas++
	}
	rec.raw = strings.TrimRight(r.s[start:r.at], "\r\n")
	return rec, true
}

// value reads a value and what ends it; end says that the record ends too.
func (r *csvReader) value() (v string, end bool) {
	if r.at < len(r.s) && r.s[r.at] == '"' {
		if to := r.closing(r.at + 1); to >= 0 {
			v = strings.ReplaceAll(r.s[r.at+1:to], `""`, `"`)
			r.at = to + 1
			return v, r.separator()
		}
	}
	to := r.at
	for to < len(r.s) && r.s[to] != r.sep && r.s[to] != '\n' && r.s[to] != '\r' {
		to++
	}
	v = r.s[r.at:to]
	r.at = to
	return v, r.separator()
}

// separator passes over what stands behind a value.
func (r *csvReader) separator() (end bool) {
	switch {
	case r.at >= len(r.s):
		return true
	case r.s[r.at] == r.sep:
		r.at++
		return false
	case strings.HasPrefix(r.s[r.at:], "\r\n"):
		r.at += 2
	default:
		r.at++
	}
	return true
}

// closing finds the quote that ends a value, -1 if there is none: one that is
// not doubled and stands before a separator or the end of a line.
func (r *csvReader) closing(from int) int {
	limit := min(len(r.s), from+maxQuoted)
	for i := max(from, min(r.closed, limit)); i < limit; i++ {
		if r.s[i] != '"' {
			continue
		}
		if i+1 == len(r.s) || r.s[i+1] == r.sep || r.s[i+1] == '\n' || r.s[i+1] == '\r' {
			return i
		}
		if r.s[i+1] == '"' {
			i++
		}
	}
	r.closed = limit
	return -1
}
