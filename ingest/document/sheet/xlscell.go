package sheet

import (
	"gongkai/ingest/document/sheet/grid"
)

// readSheet reads the sheet that begins at a place in the stream (section
// 2.1.7.20.5), and tells where it ends. Charts inside it are passed over.
func (b *xlsBook) readSheet(stream []byte, at int) (s *grid.Sheet, end int, err error) {
	r := &xlsReader{book: b, records: records{stream: stream, at: at}, sheet: &grid.Sheet{}}
	if first, ok := r.next(); !ok || first.id != recBOF {
		return nil, at, errDamaged
	}
	for depth := 1; depth > 0; {
		rec, ok := r.next()
		if !ok {
			return nil, r.at, errDamaged
		}
		switch rec.id {
		case recBOF:
			depth++
		case recEOF:
			depth--
		case recFilePass:
			return nil, r.at, errEncrypted
		default:
			if depth > 1 {
				continue
			}
			if err := r.record(rec); err != nil {
				return nil, r.at, err
			}
		}
	}
	return r.sheet, r.at, r.unfinished()
}

// xlsReader reads one sheet.
type xlsReader struct {
	records
	book    *xlsBook
	sheet   *grid.Sheet
	pending *record // a formula whose text stands in a STRING record behind it
}

func (r *xlsReader) record(rec record) error {
	switch rec.id {
	case recRow:
		if rec.u8(12)&0x20 != 0 {
			r.sheet.HideRows(rec.u16(0)+1, rec.u16(0)+1)
		}
	case recColInfo:
		if rec.has(10) && (rec.u16(8)&1 != 0 || rec.u16(4) == 0) {
			r.sheet.HideColumns(rec.u16(0)+1, rec.u16(2)+1)
		}
	case recWindow2:
		r.sheet.HideZeros = rec.has(2) && rec.u16(0)&0x10 == 0
	case recMergeCells:
		for i := 0; i < rec.u16(0) && rec.has(2+8*i+8); i++ {
			row, last, col, right := rec.u16(2+8*i), rec.u16(4+8*i), rec.u16(6+8*i), rec.u16(8+8*i)
			if err := r.sheet.Merge(row+1, col+1, last-row+1, right-col+1); err != nil {
				return err
			}
		}
	case recString:
		return r.formulaText(rec)
	case recBlank:
		return r.put(rec, 0, rec.u16(4), "")
	case recMulBlank:
		for i := 0; rec.has(4 + 2*i + 2 + 2); i++ {
			if err := r.put(rec, i, rec.u16(4+2*i), ""); err != nil {
				return err
			}
		}
	case recNumber, recRK, recMulRK:
		return r.numbers(rec)
	case recLabelSST, recLabel, recRString, recBoolErr:
		return r.text(rec)
	case recFormula:
		return r.formula(rec)
	}
	return nil
}

// style is the format of a cell.
func (r *xlsReader) style(ixfe int) style {
	if ixfe < len(r.book.styles) {
		return r.book.styles[ixfe]
	}
	return style{number: general}
}

// put sets the cell that a record is about, or one to its right.
func (r *xlsReader) put(rec record, right, ixfe int, text string) error {
	return r.sheet.Put(rec.u16(0)+1, rec.u16(2)+right+1, grid.Cell{Text: text, Framed: r.style(ixfe).framed})
}

// number sets a cell to a number.
func (r *xlsReader) number(rec record, right, ixfe int, v float64) error {
	s := r.style(ixfe)
	text := s.number.Show(v, r.book.date1904)
	return r.sheet.Put(rec.u16(0)+1, rec.u16(2)+right+1, grid.Cell{Text: text, Framed: s.framed, Zero: v == 0})
}

func (r *xlsReader) numbers(rec record) error {
	if err := r.unfinished(); err != nil {
		return err
	}
	switch {
	case rec.id == recNumber && rec.has(14):
		return r.number(rec, 0, rec.u16(4), rec.float(6))
	case rec.id == recRK && rec.has(10):
		return r.number(rec, 0, rec.u16(4), rec.rk(6))
	case rec.id == recMulRK:
		for i := 0; rec.has(4 + 6*i + 6 + 2); i++ {
			if err := r.number(rec, i, rec.u16(4+6*i), rec.rk(6+6*i)); err != nil {
				return err
			}
		}
		return nil
	}
	return errDamaged
}

// errorNames are the error values (section 2.5.10).
var errorNames = map[int]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

func errorName(code int) string {
	if n := errorNames[code]; n != "" {
		return n
	}
	return "#ERROR!"
}

func (r *xlsReader) text(rec record) error {
	if err := r.unfinished(); err != nil {
		return err
	}
	ixfe := rec.u16(4)
	switch {
	case !rec.has(8):
		return errDamaged
	case rec.id == recLabelSST:
		i := int(rec.u32(6))
		if !rec.has(10) || i >= len(r.book.strings) {
			return errDamaged
		}
		return r.put(rec, 0, ixfe, r.book.strings[i])
	case rec.id == recBoolErr && rec.u8(7) != 0:
		return r.put(rec, 0, ixfe, errorName(rec.u8(6)))
	case rec.id == recBoolErr:
		return r.put(rec, 0, ixfe, boolName(rec.u8(6) != 0))
	}
	t, err := r.book.label(r.continued(rec), 6)
	if err != nil {
		return err
	}
	return r.put(rec, 0, ixfe, t)
}

// label reads a text that stands in the record itself, behind skip bytes.
func (b *xlsBook) label(parts [][]byte, skip int) (string, error) {
	s := runes{parts: parts}
	s.skip(skip)
	n := s.u16()
	var t string
	if b.biff8 {
		t = s.text(n)
	} else {
		t = b.narrow(s.take(n), n)
	}
	if s.err {
		return "", errDamaged
	}
	return t, nil
}

// calcOnLoad marks formulas that a program wrote without calculating them: it
// leaves the work to Excel, and the value is 0.
const calcOnLoad = 2

// formula reads the value that a formula had when the file was saved (section
// 2.5.133).
func (r *xlsReader) formula(rec record) error {
	if err := r.unfinished(); err != nil {
		return err
	}
	ixfe := rec.u16(4)
	switch {
	case !rec.has(16):
		return errDamaged
	case rec.u16(12) == 0xFFFF:
	case rec.float(6) == 0 && rec.u16(14)&calcOnLoad != 0:
		return r.put(rec, 0, ixfe, "=")
	default:
		return r.number(rec, 0, ixfe, rec.float(6))
	}
	switch rec.u8(6) {
	case 0:
		r.pending = &rec
		return nil
	case 1:
		return r.put(rec, 0, ixfe, boolName(rec.u8(8) != 0))
	case 2:
		return r.put(rec, 0, ixfe, errorName(rec.u8(8)))
	}
	return r.put(rec, 0, ixfe, "")
}

// formulaText reads the text that the formula before gave.
func (r *xlsReader) formulaText(rec record) error {
	if r.pending == nil {
		return nil
	}
	t, err := r.book.label(r.continued(rec), 0)
	if err != nil {
		return err
	}
	cell := *r.pending
	r.pending = nil
	return r.put(cell, 0, cell.u16(4), t)
}

// unfinished sets a formula whose text never came: nobody can say what the
// cell shows.
func (r *xlsReader) unfinished() error {
	if r.pending == nil {
		return nil
	}
	cell := *r.pending
	r.pending = nil
	return r.put(cell, 0, cell.u16(4), "=")
}

func boolName(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}
