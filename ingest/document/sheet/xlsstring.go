package sheet

import (
	"encoding/binary"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// runes reads the strings of BIFF8 ([MS-XLS] sections 2.5.293 and 2.5.294),
// which go on over CONTINUE records.
type runes struct {
	parts [][]byte // data not read yet, a slice a record
	err   bool     // ended too early
}

// take removes n bytes, from several records if need be.
func (s *runes) take(n int) []byte {
	for len(s.parts) > 0 && len(s.parts[0]) == 0 {
		s.parts = s.parts[1:]
	}
	if len(s.parts) > 0 && len(s.parts[0]) >= n {
		b := s.parts[0][:n]
		s.parts[0] = s.parts[0][n:]
		return b
	}
	var b []byte
	for n > 0 && len(s.parts) > 0 {
		k := min(n, len(s.parts[0]))
		b = append(b, s.parts[0][:k]...)
		n -= k
		if s.parts[0] = s.parts[0][k:]; len(s.parts[0]) == 0 {
			s.parts = s.parts[1:]
		}
	}
	s.err = s.err || n > 0
	return b
}

func (s *runes) u8() int {
	if b := s.take(1); len(b) == 1 {
		return int(b[0])
	}
	return 0
}

func (s *runes) u16() int {
	if b := s.take(2); len(b) == 2 {
		return int(binary.LittleEndian.Uint16(b))
	}
	return 0
}

func (s *runes) u32() int {
	if b := s.take(4); len(b) == 4 {
		return int(binary.LittleEndian.Uint32(b))
	}
	return 0
}

// skip passes over n bytes.
func (s *runes) skip(n int) {
	for n > 0 && len(s.parts) > 0 {
		k := min(n, len(s.parts[0]))
		s.parts[0] = s.parts[0][k:]
		if n -= k; len(s.parts[0]) == 0 {
			s.parts = s.parts[1:]
		}
	}
	s.err = s.err || n > 0
}

// text reads a string of so many characters, flags first. Runs of formatting
// and pronunciation behind it are passed over.
func (s *runes) text(chars int) string {
	flags := s.u8()
	runs, ext := 0, 0
	if flags&8 != 0 {
		runs = s.u16()
	}
	if flags&4 != 0 {
		ext = s.u32()
	}
	t := s.characters(chars, flags&1 != 0)
	s.skip(4*runs + ext)
	return t
}

// characters reads n characters of one or two bytes each. Where they go on in
// a CONTINUE record, its first byte says anew which of the two.
func (s *runes) characters(n int, wide bool) string {
	var units []uint16
	for n > 0 {
		if len(s.parts) == 0 {
			s.err = true
			break
		}
		part := s.parts[0]
		size := 1
		if wide {
			size = 2
		}
		k := min(n, len(part)/size)
		for i := range k {
			if wide {
				units = append(units, binary.LittleEndian.Uint16(part[2*i:]))
			} else {
				units = append(units, uint16(part[i]))
			}
		}
		s.parts[0] = part[k*size:]
		if n -= k; n == 0 {
			break
		}
		// half a character left over belongs to none
		s.parts = s.parts[1:]
		if len(s.parts) > 0 && len(s.parts[0]) > 0 {
			wide = s.parts[0][0]&1 != 0
			s.parts[0] = s.parts[0][1:]
		}
	}
	return string(utf16.Decode(units))
}

// codePage is the encoding of strings in Excel 5 and 95. Where a file names a
// Western one or none, Chinese text is more likely.
func codePage(id int) encoding.Encoding {
	if id == 950 {
		return traditionalchinese.Big5
	}
	return simplifiedchinese.GB18030
}
