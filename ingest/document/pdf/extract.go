package pdf

import (
	"context"
	"encoding/binary"
	"unicode/utf16"
)

// What FPDF_GetLastError says (fpdfview.h).
const (
	lastErrorPassword = 4
	lastErrorSecurity = 5 // a scheme of encryption that PDFium does not know
)

// load opens the document and returns the number of its pages.
func (s *session) load(b []byte) (n int, err error) {
	s.file = s.call("malloc", uint64(len(b)))
	if s.file == 0 || !s.memory.Write(uint32(s.file), b) {
		return 0, errContent
	}
	if s.doc = s.call("FPDF_LoadMemDocument", s.file, uint64(len(b)), 0); s.doc == 0 {
		switch s.call("FPDF_GetLastError") {
		case lastErrorPassword, lastErrorSecurity:
			return 0, errPassword
		}
		return 0, errFormat
	}
	n = s.count("FPDF_GetPageCount", s.doc)
	if n == 0 {
		return 0, errFormat
	}
	if n > MaxPages {
		return 0, errPages
	}
	return n, nil
}

// pages opens the document and reads all its pages; title is its metadata's.
func (s *session) pages(b []byte) (pages []*page, title string, err error) {
	n, err := s.load(b)
	if err != nil {
		return nil, "", err
	}
	for i := range n {
		if s.ctx.Err() != nil {
			return nil, "", context.DeadlineExceeded
		}
		p, err := s.page(i)
		if err != nil {
			return nil, "", err
		}
		pages = append(pages, p)
	}
	s.distrust(pages)
	return pages, s.title(), nil
}

// rawFont is a font that shows codes no text has. PDFium hands out the numbers
// of glyphs where a font says nothing of characters, and the number of a glyph
// may look like a digit. A single such code without ink is a space that was
// forgotten.
type rawFont struct {
	blank rune
	bad   bool
}

func (s *session) rawCode(font string, code rune, blank bool) {
	f, met := s.raw[font]
	f.bad = f.bad || !blank || met && f.blank != code
	f.blank = code
	s.raw[font] = f
}

// distrust makes the characters of fonts unreadable whose codes are the numbers
// of glyphs.
func (s *session) distrust(pages []*page) {
	if len(s.raw) == 0 {
		return
	}
	for _, p := range pages {
		for i := range p.glyphs {
			if s.raw[p.glyphs[i].font].bad {
				p.glyphs[i].char = unmapped
			}
		}
	}
}

// title is the title in the document's metadata.
func (s *session) title() string {
	const most = 512
	buffer := s.text(most)
	tag := s.at(0)
	if buffer == 0 || !s.memory.WriteString(uint32(tag), "Title\x00") {
		return ""
	}
	n := s.count("FPDF_GetMetaText", s.doc, tag, buffer, most*2)
	if n > most*2 || n < 2 {
		return ""
	}
	return string(utf16.Decode(s.units(n/2 - 1)))
}

// units reads n UTF-16 units of the text buffer.
func (s *session) units(n int) []uint16 {
	b, ok := s.memory.Read(uint32(s.buffer), uint32(n)*2)
	if !ok {
		return nil
	}
	out := make([]uint16, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return out
}

// page reads one page. A page that cannot be loaded makes the file damaged:
// going on without it could join the rows around it.
func (s *session) page(index int) (*page, error) {
	handle := s.call("FPDF_LoadPage", s.doc, uint64(index))
	if handle == 0 {
		return nil, errFormat
	}
	defer s.call("FPDF_ClosePage", handle)
	c := &content{session: s, page: &page{number: index + 1}}
	if !s.is("FPDF_GetPageBoundingBox", handle, s.at(0)) {
		return nil, errFormat
	}
	c.page.frame = frame{l: s.real(0), t: s.real(4), r: s.real(8), b: s.real(12), turn: s.count("FPDFPage_GetRotation", handle) & 3}
	if !c.page.frame.sensible() {
		return nil, errFormat
	}
	if err := c.objects(handle); err != nil {
		return nil, err
	}
	if err := c.characters(handle); err != nil {
		return nil, err
	}
	c.settle()
	return c.page, s.err
}
