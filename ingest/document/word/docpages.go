package word

import "sort"

// pages finds the properties of a place in the WordDocument stream: a list of
// places in the table stream leads to pages of 512 bytes, each with places of
// its own ([MS-DOC] 2.4.6, 2.8.5 PlcBteChpx, 2.8.6 PlcBtePapx).
type pages struct {
	main      []byte
	plc       []byte
	n         int
	paragraph bool // pages of paragraphs, not of characters
	last      run  // found before: text is asked for in order
}

// run is a stretch of the stream with the same properties.
type run struct {
	from, to uint32
	grpprl   []byte
}

const pageSize = 512

func newPages(f *fib, pair int, paragraph bool) *pages {
	p := &pages{main: f.main, plc: f.pair(pair), paragraph: paragraph}
	p.n = max(0, (len(p.plc)-4)/8)
	return p
}

// find is the run that holds a place; at the edge of what is told it has no
// properties and is one byte long.
func (p *pages) find(fc uint32) run {
	if fc >= p.last.from && fc < p.last.to {
		return p.last
	}
	i := sort.Search(p.n, func(i int) bool { return u32(p.plc, 4*(i+1)) > fc })
	p.last = run{from: fc, to: fc + 1}
	if i == p.n || u32(p.plc, 4*i) > fc {
		return p.last
	}
	number := u32(p.plc, 4*(p.n+1)+4*i) & 0x3FFFFF
	if page := slice(p.main, number*pageSize, pageSize); page != nil {
		p.search(page, fc)
	}
	return p.last
}

func (p *pages) search(page []byte, fc uint32) {
	count, width := int(page[pageSize-1]), 1
	if p.paragraph {
		width = 13 // [MS-DOC] 2.9.23 BxPap
	}
	if 4*(count+1)+width*count > pageSize-1 {
		return
	}
	i := sort.Search(count, func(i int) bool { return u32(page, 4*(i+1)) > fc })
	if i == count || u32(page, 4*i) > fc {
		return
	}
	p.last.from, p.last.to = u32(page, 4*i), u32(page, 4*i+4)
	if at := 2 * int(page[4*(count+1)+width*i]); at > 0 {
		p.last.grpprl = p.grpprl(page[at : pageSize-1])
	}
}

// grpprl is the list of properties at the start of b: a length in bytes for
// characters ([MS-DOC] 2.9.33 Chpx); for paragraphs one in words that counts
// half a word too much, or 0 and the length in words, and a style in front
// ([MS-DOC] 2.9.175 PapxInFkp).
func (p *pages) grpprl(b []byte) []byte {
	if len(b) < 2 {
		return nil
	}
	n, b := int(b[0]), b[1:]
	if p.paragraph {
		if n = 2*n - 1; n < 0 {
			n, b = 2*int(b[0]), b[1:]
		}
	}
	if n > len(b) {
		return nil
	}
	b = b[:n]
	if p.paragraph {
		if n < 2 {
			return nil
		}
		b = b[2:] // the style
	}
	return b
}
