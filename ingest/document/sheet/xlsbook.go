package sheet

import (
	"golang.org/x/text/encoding"

	"gongkai/ingest/document"
	"gongkai/ingest/document/sheet/grid"
	"gongkai/ingest/document/sheet/numfmt"
)

// xlsBook is what the sheets of an xls share.
type xlsBook struct {
	biff8    bool
	bytes    encoding.Encoding // of strings before BIFF8
	date1904 bool
	sheets   []int // where the visible ones begin in the stream
	strings  []string
	styles   []style
	formats  map[int]*numfmt.Format
}

// version tells the format of a stream by its first record.
func version(r record) (biff8 bool, err error) {
	switch {
	case r.id == 0x0009, r.id == 0x0209, r.id == 0x0409:
		return false, errOld
	case r.id != recBOF:
		return false, errDamaged
	case r.u16(0) == 0x0600:
		return true, nil
	case r.u16(0) == 0x0500:
		return false, nil
	}
	return false, errOld
}

// readGlobals reads the first part of the stream (section 2.1.7.20.3).
func readGlobals(stream []byte) (*xlsBook, error) {
	s := &records{stream: stream}
	first, ok := s.next()
	if !ok {
		return nil, errDamaged
	}
	biff8, err := version(first)
	if err != nil {
		return nil, err
	}
	b := &xlsBook{biff8: biff8, bytes: codePage(0), formats: map[int]*numfmt.Format{}}
	if first.u16(2) == 0x0010 {
		b.sheets = []int{0} // a sheet without a workbook around it
		return b, nil
	}
	for {
		r, ok := s.next()
		if !ok {
			return nil, errDamaged
		}
		switch r.id {
		case recEOF:
			return b, nil
		case recFilePass:
			return nil, errEncrypted
		case recCodePage:
			b.bytes = codePage(r.u16(0))
		case recDateMode:
			b.date1904 = r.u16(0) == 1
		case recBoundSheet:
			// hidden ones, and those of charts and macros, have other marks
			if r.has(6) && r.u8(4)&3 == 0 && r.u8(5) == 0 && len(b.sheets) < maxSheets {
				b.sheets = append(b.sheets, int(r.u32(0)))
			}
		case recFormat:
			if len(b.formats) < maxFormats {
				b.formats[r.u16(0)] = numfmt.Parse(b.formatCode(r))
			}
		case recXF:
			if len(b.styles) < maxStyles {
				b.styles = append(b.styles, b.style(r))
			}
		case recSST:
			if err := b.readStrings(s.continued(r)); err != nil {
				return nil, err
			}
		}
	}
}

func (b *xlsBook) formatCode(r record) string {
	if b.biff8 {
		s := runes{parts: [][]byte{r.data[min(4, len(r.data)):]}}
		return s.text(r.u16(2))
	}
	return b.narrow(r.data[min(3, len(r.data)):], r.u8(2))
}

// narrow reads n bytes of text.
func (b *xlsBook) narrow(data []byte, n int) string {
	t, _ := b.bytes.NewDecoder().Bytes(data[:min(n, len(data))])
	return string(t)
}

// style reads the format of cells (section 2.4.353). Formats of numbers stand
// before it in the stream.
func (b *xlsBook) style(r record) style {
	s := style{number: b.format(r.u16(2))}
	if b.biff8 {
		lines := r.u16(10)
		s.framed = sides{left: lines&0xF != 0, right: lines&0xF0 != 0, top: lines&0xF00 != 0, bottom: lines&0xF000 != 0}.frame()
	}
	return s
}

// format is a number format by its number.
func (b *xlsBook) format(id int) *numfmt.Format {
	f := b.formats[id]
	if f == nil {
		f = numfmt.Parse(numfmt.Builtin(id))
		if len(b.formats) < maxFormats {
			b.formats[id] = f
		}
	}
	return f
}

// readStrings reads the shared strings (section 2.4.265).
func (b *xlsBook) readStrings(parts [][]byte) error {
	s := runes{parts: parts}
	s.u32()
	for n := s.u32(); n > 0 && !s.err; n-- {
		if len(b.strings) >= maxStrings {
			return grid.ErrTooLarge
		}
		t := s.text(s.u16())
		if s.err {
			return errDamaged
		}
		b.strings = append(b.strings, document.Tidy(t))
	}
	return nil
}
