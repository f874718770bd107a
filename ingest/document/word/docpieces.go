package word

import (
	"sort"

	"gongkai/ingest/document"
)

// piece is a run of text with consecutive places in the WordDocument stream
// ([MS-DOC] 2.9.177 Pcd). A file saved fast has many, in any order.
type piece struct {
	from, to int    // characters of the document
	fc       uint32 // where the first one stands
	narrow   bool   // a byte each, of windows-1252; otherwise UTF-16
	prm      uint16 // a change of properties
}

// at is where the character cp of the piece stands.
func (p piece) at(cp int) uint32 {
	if p.narrow {
		return p.fc + uint32(cp-p.from)
	}
	return p.fc + 2*uint32(cp-p.from)
}

// pieces is the piece table and the properties it refers to ([MS-DOC] 2.9.38
// Clx).
type pieces struct {
	list []piece
	prcs [][]byte
}

const maxPrcs = 1 << 15 // a piece cannot refer to more

func readPieces(f *fib) (pieces, error) {
	var p pieces
	clx := f.pair(pairClx)
	for len(clx) >= 3 && clx[0] == 1 { // Prc
		prc := slice(clx, 3, uint32(u16(clx, 1)))
		if len(p.prcs) < maxPrcs {
			p.prcs = append(p.prcs, prc)
		}
		clx = clx[3+len(prc):]
	}
	if len(clx) < 5 || clx[0] != 2 { // Pcdt
		return p, errDamaged
	}
	plc := slice(clx, 5, u32(clx, 1))
	n := (len(plc) - 4) / 12
	switch {
	case n < 1:
		return p, errDamaged
	case n > document.MaxBlocks:
		return p, errTooLarge
	}
	for i := range n {
		pcd := plc[4*(n+1)+8*i:]
		fc := u32(pcd, 2)
		q := piece{from: int(u32(plc, 4*i)), to: int(u32(plc, 4*i+4)), fc: fc & 0x3FFFFFFF, narrow: fc>>30&1 == 1, prm: u16(pcd, 6)}
		end := q.fc + 2*uint32(q.to-q.from)
		if q.narrow {
			q.fc /= 2
			end = q.fc + uint32(q.to-q.from)
		}
		if q.to < q.from || q.to > len(f.main) || i > 0 && q.from != p.list[i-1].to || int64(end) > int64(len(f.main)) || end < q.fc {
			return p, errDamaged
		}
		p.list = append(p.list, q)
	}
	return p, nil
}

// find is the index of the piece that holds a character, or the number of
// pieces.
func (p pieces) find(cp int) int {
	return sort.Search(len(p.list), func(i int) bool { return p.list[i].to > cp })
}

// prl is the list of properties of a piece's prm ([MS-DOC] 2.9.214 Prm).
func (p pieces) prl(prm uint16) []byte {
	if prm&1 == 1 {
		if i := int(prm >> 1); i < len(p.prcs) {
			return p.prcs[i]
		}
		return nil
	}
	op, ok := prm0[prm>>1&0x7F]
	if !ok {
		return nil
	}
	return []byte{byte(op), byte(op >> 8), byte(prm >> 8)}
}

// prm0 are the properties read here that a prm may state by number.
var prm0 = map[uint16]uint16{
	0x18: sprmPFInTable,
	0x19: sprmPFTtp,
	0x41: sprmCFRMarkDel,
	0x5C: sprmCFVanish,
	0x75: sprmCFSpec,
}
