package word

import "encoding/binary"

// fib is the file information block at the start of the WordDocument stream
// ([MS-DOC] 2.5.1), with the streams that it leads to.
type fib struct {
	file  *compound
	main  []byte // WordDocument
	table []byte // 0Table or 1Table
	data  []byte // Data, once asked for
	asked bool

	ccpText, ccpBoxes int // characters of the text and of all text boxes
	boxes             int // position of the first text box, in characters
}

// Offsets in the file information block. From fcLcb on stand pairs of position
// and length in the table stream, numbered as in [MS-DOC] 2.5.6 to 2.5.10.
const (
	fibFlags   = 0x0A
	fibCcp     = 0x4C
	fibFcLcb   = 0x9A
	fibMinimum = fibFcLcb + 8*93 // Word 97 has 93 pairs

	pairBteChpx  = 12
	pairBtePapx  = 13
	pairClx      = 33
	pairSpaMain  = 40
	pairBoxTexts = 56
)

const (
	identWord97 = 0xA5EC
	nFibWord97  = 0x00C1
	nFibFirst   = 0x00C0 // some programs of the time

	flagEncrypted  = 1 << 8
	flagTable1     = 1 << 9
	flagObfuscated = 1 << 15
)

func readFIB(b []byte) (*fib, error) {
	c, err := openCompound(b)
	if err != nil {
		return nil, err
	}
	if c.files[encryptedPackage] != nil {
		return nil, errEncrypted
	}
	f := &fib{file: c}
	if f.main, err = c.stream("WordDocument"); err != nil {
		return nil, err
	}
	if len(f.main) < 32 {
		return nil, errDamaged
	}
	ident, nFib, flags := u16(f.main, 0), u16(f.main, 2), u16(f.main, fibFlags)
	switch {
	case ident == identWord97 && nFib >= nFibFirst:
	case ident == identWord97, ident&0xFF00 == identWord97&0xFF00 && nFib < nFibWord97:
		return nil, errOld // A5DB and A5DC are Word 2 and 6
	default:
		return nil, errDamaged
	}
	if flags&(flagEncrypted|flagObfuscated) != 0 {
		return nil, errEncrypted
	}
	if len(f.main) < fibMinimum {
		return nil, errDamaged
	}
	name := "0Table"
	if flags&flagTable1 != 0 {
		name = "1Table"
	}
	if f.table, err = c.stream(name); err != nil {
		return nil, err
	}
	if f.table == nil {
		return nil, errOld
	}
	return f, f.counts()
}

// counts reads how many characters each part of the document has: text, notes,
// headers, macros, comments, end notes, text boxes ([MS-DOC] 2.5.5).
func (f *fib) counts() error {
	at := 0
	for i := range 7 {
		n := int(int32(u32(f.main, fibCcp+4*i)))
		if n < 0 || n > len(f.main) { // a character takes a byte
			return errDamaged
		}
		switch i {
		case 0:
			f.ccpText = n
		case 6:
			f.boxes, f.ccpBoxes = at, n
		}
		at += n
	}
	return nil
}

// pair is what a pair of position and length refers to, nil if it is empty or
// outside the table stream.
func (f *fib) pair(number int) []byte {
	at := fibFcLcb + 8*number
	return slice(f.table, u32(f.main, at), u32(f.main, at+4))
}

// prc is the list of properties at an offset of the Data stream ([MS-DOC]
// 2.9.209 PrcData), nil if there is none.
func (f *fib) prc(at uint32) []byte {
	if !f.asked {
		f.asked = true
		f.data, _ = f.file.stream("Data")
	}
	size := slice(f.data, at, 2)
	if size == nil {
		return nil
	}
	return slice(f.data, at+2, uint32(u16(size, 0)))
}

func u16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

// slice is n bytes at an offset, nil if the stream does not have them.
func slice(b []byte, at, n uint32) []byte {
	if uint64(at)+uint64(n) > uint64(len(b)) || n == 0 {
		return nil
	}
	return b[at : at+n]
}
