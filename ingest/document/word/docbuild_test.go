package word

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf16"
)

// docBuilder writes doc files with what a test is about and nothing else.
type docBuilder struct {
	text       []docRun
	paragraphs []docStretch // of characters, with their properties
	boxes      []docBox
	data       []byte
	prcs       [][]byte
	nFib       uint16
	flags      uint16
}

// docRun is a piece of text. Runs are written to the file in the order of
// their place, and to the piece table in the order they were added.
type docRun struct {
	text   string
	grpprl []byte
	narrow bool
	prm    uint16
	place  int
}

type docStretch struct {
	to     int
	grpprl []byte
}

type docBox struct {
	text   string
	anchor int // -1: none
}

func (d *docBuilder) run(s string, grpprl ...byte) *docBuilder {
	d.text = append(d.text, docRun{text: s, grpprl: grpprl, place: len(d.text)})
	return d
}

func (d *docBuilder) length() int {
	n := 0
	for _, r := range d.text {
		n += len(utf16.Encode([]rune(r.text)))
	}
	return n
}

// end ends a paragraph with the properties of its mark.
func (d *docBuilder) end(mark string, grpprl ...byte) *docBuilder {
	d.run(mark)
	d.paragraphs = append(d.paragraphs, docStretch{d.length(), grpprl})
	return d
}

func (d *docBuilder) paragraph(s string) *docBuilder { return d.run(s).end("\r") }
func (d *docBuilder) cell(s string) *docBuilder      { return d.run(s).end("\a", inTable...) }
func (d *docBuilder) rowEnd(props ...byte) *docBuilder {
	return d.end("\a", slices.Concat(inTable, ttp, props)...)
}

var (
	inTable = sprm(sprmPFInTable, 1)
	ttp     = sprm(sprmPFTtp, 1)
)

func sprm(code uint16, operand ...byte) []byte {
	return append([]byte{byte(code), byte(code >> 8)}, operand...)
}

func le16(v ...int) (b []byte) {
	for _, x := range v {
		b = binary.LittleEndian.AppendUint16(b, uint16(x))
	}
	return b
}

func le32(v ...int) (b []byte) {
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, uint32(x))
	}
	return b
}

// defTable is sprmTDefTable with edges and, for each cell, its flags.
func defTable(edges []int, flags ...int) []byte {
	o := append([]byte{byte(len(edges) - 1)}, le16(edges...)...)
	for _, f := range flags {
		o = append(append(o, le16(f)...), make([]byte, 18)...)
	}
	return append(append(sprm(sprmTDefTable), le16(len(o)+1)...), o...)
}

const (
	vContinue = 1 << 5
	vRestart  = 3 << 5
)

func (d *docBuilder) bytes() []byte {
	main, table := make([]byte, 2048), []byte{}
	ccpText, ccpBoxes := d.length(), 0
	boxCPs := []int{0}
	for _, b := range d.boxes {
		d.run(b.text + "\r")
		ccpBoxes = d.length() - ccpText
		boxCPs = append(boxCPs, ccpBoxes)
	}
	// text, in the order of its places
	fcs := make([]int, len(d.text))
	order := make([]int, len(d.text))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return d.text[a].place - d.text[b].place })
	for _, i := range order {
		fcs[i] = len(main)
		for _, u := range utf16.Encode([]rune(d.text[i].text)) {
			if d.text[i].narrow {
				main = append(main, byte(u))
			} else {
				main = append(main, le16(int(u))...)
			}
		}
		main = append(main, make([]byte, len(main)%2)...)
	}
	// properties: a page of its own for each run and each paragraph mark
	var chpx, papx []docPage
	clx := []byte{}
	for _, p := range d.prcs {
		clx = append(append(append(clx, 1), le16(len(p))...), p...)
	}
	cps, pcds := []int{0}, []byte{}
	for i, r := range d.text {
		n := len(utf16.Encode([]rune(r.text)))
		fc, size := fcs[i], 2*n
		if r.narrow {
			fc, size = 2*fc|1<<30, n
		}
		cps = append(cps, cps[i]+n)
		pcds = append(append(append(pcds, le16(0)...), le32(fc)...), le16(int(r.prm))...)
		chpx = append(chpx, docPage{fcs[i], fcs[i] + size, append([]byte{byte(len(r.grpprl))}, r.grpprl...)})
		for _, p := range d.paragraphs {
			if p.to == cps[i+1] { // the run ends a paragraph
				g := append(le16(0), p.grpprl...)
				if len(g)%2 == 1 {
					g = append([]byte{byte(len(g)/2 + 1)}, g...)
				} else {
					g = append([]byte{0, byte(len(g) / 2)}, g...)
				}
				papx = append(papx, docPage{fcs[i], fcs[i] + size, g})
			}
		}
	}
	plc := append(le32(cps...), pcds...)
	pairs := map[int][2]int{}
	add := func(pair int, b []byte) {
		pairs[pair] = [2]int{len(table), len(b)}
		table = append(table, b...)
	}
	add(pairClx, slices.Concat(clx, []byte{2}, le32(len(plc)), plc))
	main = append(main, make([]byte, pageSize-len(main)%pageSize)...)
	for pair, list := range map[int][]docPage{pairBteChpx: chpx, pairBtePapx: papx} {
		slices.SortFunc(list, func(a, b docPage) int { return a.from - b.from })
		var from []int
		var numbers []int
		for _, p := range list {
			from, numbers = append(from, p.from), append(numbers, len(main)/pageSize)
			main = append(main, p.page()...)
		}
		if len(list) > 0 {
			add(pair, append(le32(append(from, list[len(list)-1].to)...), le32(numbers...)...))
		}
	}
	if len(d.boxes) > 0 {
		texts, anchors, spas := []byte{}, []int{}, []byte{}
		for i, b := range d.boxes {
			texts = append(texts, slices.Concat(make([]byte, 14), le32(1000+i), make([]byte, 4))...)
			if b.anchor >= 0 {
				anchors = append(anchors, b.anchor)
				spas = append(spas, append(le32(1000+i), make([]byte, 22)...)...)
			}
		}
		add(pairBoxTexts, append(le32(boxCPs...), texts...))
		add(pairSpaMain, append(le32(append(anchors, ccpText)...), spas...))
	}
	nFib := d.nFib
	if nFib == 0 {
		nFib = nFibWord97
	}
	copy(main, slices.Concat(le16(identWord97, int(nFib)), make([]byte, 6), le16(int(d.flags|flagTable1))))
	copy(main[fibCcp:], le32(ccpText, 0, 0, 0, 0, 0, ccpBoxes))
	for pair, at := range pairs {
		copy(main[fibFcLcb+8*pair:], le32(at[0], at[1]))
	}
	// a table stream of the other number is left from an earlier state
	return writeCompound([]string{"WordDocument", "0Table", "1Table", "Data"}, main, []byte("old"), table, d.data)
}

type docPage struct {
	from, to int
	prop     []byte
}

// page holds one entry, whose place is told in its first byte.
func (p docPage) page() []byte {
	b := make([]byte, pageSize)
	copy(b, le32(p.from, p.to))
	at := (pageSize - 1 - len(p.prop)) / 2
	b[8] = byte(at)
	copy(b[2*at:], p.prop)
	b[pageSize-1] = 1
	return b
}

// writeCompound writes streams into a compound file with sectors of 512 bytes
// and no small ones.
func writeCompound(names []string, streams ...[]byte) []byte {
	const sector = 512
	var fat []int
	var body bytes.Buffer
	chain := func(b []byte) int {
		first := len(fat)
		n := (len(b) + sector - 1) / sector
		for i := range n {
			next := first + i + 1
			if i == n-1 {
				next = 0xFFFFFFFE
			}
			fat = append(fat, next)
		}
		body.Write(b)
		body.Write(make([]byte, n*sector-len(b)))
		return first
	}
	entry := func(name string, kind byte, left, right, child, start, size int) []byte {
		b := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(name)) {
			copy(b[2*i:], le16(int(u)))
		}
		copy(b[64:], le16(2*len(name)+2))
		b[66], b[67] = kind, 1
		copy(b[68:], le32(left, right, child))
		copy(b[116:], le32(start, size))
		return b
	}
	directory := entry("Root Entry", 5, -1, -1, 1, -2, 0)
	for i, s := range streams {
		s = append(s, make([]byte, max(0, 4096-len(s)))...)
		right := i + 2
		if i == len(streams)-1 {
			right = -1
		}
		directory = append(directory, entry(names[i], 2, -1, right, -1, chain(s), len(s))...)
	}
	at := chain(directory)
	n := 1
	for (len(fat)+n)*4 > n*sector {
		n++
	}
	header := make([]byte, sector)
	copy(header, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	copy(header[24:], le16(0x3E, 3, 0xFFFE, 9, 6))
	copy(header[44:], le32(n, at))
	copy(header[56:], le32(4096, -2, 0, -2, 0))
	for i := range 109 {
		v := -1
		if i < n {
			v = len(fat) + i
		}
		copy(header[76+4*i:], le32(v))
	}
	for range n {
		fat = append(fat, 0xFFFFFFFD)
	}
	for len(fat)%(sector/4) != 0 {
		fat = append(fat, 0xFFFFFFFF)
	}
	return slices.Concat(header, body.Bytes(), le32(fat...))
}
