package sheet

import (
	"encoding/binary"
	"math"
)

// Records ([MS-XLS] section 2.3).
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDateMode   = 0x0022
	recFilePass   = 0x002F
	recContinue   = 0x003C
	recCodePage   = 0x0042
	recColInfo    = 0x007D
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recMulBlank   = 0x00BE
	recRString    = 0x00D6
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recBlank      = 0x0201
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recWindow2    = 0x023E
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

// record is a record of the stream. Fields beyond its end read as 0; has says
// whether they are there.
type record struct {
	id   uint16
	data []byte
}

func (r record) has(n int) bool { return len(r.data) >= n }

func (r record) u8(at int) int {
	if at >= len(r.data) {
		return 0
	}
	return int(r.data[at])
}

func (r record) u16(at int) int {
	if at+2 > len(r.data) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(r.data[at:]))
}

func (r record) u32(at int) uint32 {
	if at+4 > len(r.data) {
		return 0
	}
	return binary.LittleEndian.Uint32(r.data[at:])
}

func (r record) float(at int) float64 {
	if at+8 > len(r.data) {
		return math.NaN()
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(r.data[at:]))
}

// rk is a number in four bytes (section 2.5.217): an integer, or the upper
// part of a float, either perhaps a hundred times too large.
func (r record) rk(at int) float64 {
	u := r.u32(at)
	var v float64
	if u&2 != 0 {
		v = float64(int32(u) >> 2)
	} else {
		v = math.Float64frombits(uint64(u&^3) << 32)
	}
	if u&1 != 0 {
		v /= 100
	}
	return v
}

// records walks a stream of records.
type records struct {
	stream []byte
	at     int
}

// next returns the next record; ok is false at the end of the stream and where
// it is cut.
func (s *records) next() (r record, ok bool) {
	if s.at < 0 || s.at+4 > len(s.stream) {
		return record{}, false
	}
	r.id = binary.LittleEndian.Uint16(s.stream[s.at:])
	end := s.at + 4 + int(binary.LittleEndian.Uint16(s.stream[s.at+2:]))
	if end > len(s.stream) {
		return record{}, false
	}
	r.data = s.stream[s.at+4 : end]
	s.at = end
	return r, true
}

// continued returns a record's data and that of the CONTINUE records behind it.
func (s *records) continued(r record) [][]byte {
	parts := [][]byte{r.data}
	for {
		at := s.at
		next, ok := s.next()
		if !ok || next.id != recContinue {
			s.at = at
			return parts
		}
		parts = append(parts, next.data)
	}
}
