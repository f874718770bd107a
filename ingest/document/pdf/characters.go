package pdf

import "math"

// page is a page as read: turned so that most of its text runs from left to
// right.
type page struct {
	number   int // from 1
	frame    frame
	turn     int // quarter turns clockwise from the file's coordinates
	w, h     float64
	glyphs   []glyph
	across   []rule     // level lines
	down     []rule     // upright lines
	grids    []*lattice // smallest first
	pictures int
	hidden   int // characters that are not painted, such as a layer of recognised text

	places []placed // of glyphs, until the page is turned
}

// rule is a drawn line: its place across, and where it begins and ends.
type rule struct{ at, from, to float64 }

// placed is a character in the file's coordinates.
type placed struct {
	r       rune
	x0, y0  float64 // lower left corner
	x1, y1  float64 // upper right corner
	quarter int
	inked   bool // ends with its ink
	font    string
}

// characters reads the page's characters with their boxes.
func (c *content) characters(page uint64) error {
	text := c.call("FPDFText_LoadPage", page)
	if text == 0 {
		return c.err
	}
	defer c.call("FPDFText_ClosePage", text)
	n := c.session.count("FPDFText_CountChars", text)
	if n > maxGlyphs || c.session.glyphs+n > maxAllGlyphs {
		return errContent
	}
	c.session.glyphs += n
	runes := c.runes(text, n)
	for i, r := range runes {
		raw := r > 0 && r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != hyphen
		if r = readableRune(r); r == 0 && !raw {
			continue
		}
		p, ok := c.place(text, i)
		if !ok {
			continue
		}
		if p.r = r; raw {
			c.session.rawCode(p.font, runes[i], c.blank(text, i))
			continue
		}
		c.page.places = append(c.page.places, p)
	}
	return c.err
}

// blank reports whether a character leaves no ink.
func (c *content) blank(text uint64, i int) bool {
	if !c.is("FPDFText_GetCharBox", text, uint64(i), c.at(0), c.at(8), c.at(16), c.at(24)) {
		return true
	}
	return c.double(0) == c.double(8) || c.double(16) == c.double(24)
}

// runes reads the codes of the page's characters, unmapped for those that the
// file gives no character for. PDFium leaves these out of the page's text, so
// a text with as many units as there are characters has none of them.
func (c *content) runes(text uint64, n int) []rune {
	out := make([]rune, n)
	if buffer := c.session.text(n + 1); buffer != 0 {
		if c.session.count("FPDFText_GetText", text, 0, uint64(n), buffer) == n+1 {
			plain := true
			for i, u := range c.units(n) {
				out[i] = rune(u)
				plain = plain && (u < 0xD800 || u >= 0xE000) && u != 0
			}
			if plain {
				return out
			}
		}
	}
	for i := range out {
		out[i] = rune(c.session.count("FPDFText_GetUnicode", text, uint64(i)))
		if c.session.count("FPDFText_HasUnicodeMapError", text, uint64(i)) == 1 {
			out[i] = unmapped
		}
	}
	return out
}

// place reads where a character stands. ok is false for one that cannot be
// seen (unpainted, covered, off the page), and for what stands aslant, as
// watermarks do.
func (c *content) place(text uint64, i int) (p placed, ok bool) {
	t, known := c.texts[c.call("FPDFText_GetTextObject", text, uint64(i))]
	if !known || !(t.size > 0.5 && t.size < 2000) || t.quarter < 0 ||
		!c.is("FPDFText_GetCharOrigin", text, uint64(i), c.at(0), c.at(8)) {
		return p, false
	}
	p = c.span(text, i, t, c.double(0), c.double(8))
	x, y := (p.x0+p.x1)/2, (p.y0+p.y1)/2
	f := c.page.frame
	if x < f.l || x > f.r || y < f.b || y > f.t {
		return p, false
	}
	if !c.visible(t, x, y) {
		c.page.hidden++
		return p, false
	}
	return p, true
}

// span is a character's box: along the line its advance, across it the font's
// size about the baseline, on which characters of different fonts agree. Where
// PDFium knows no advance (text that does not run to the right, fonts of
// type 3) the end of the ink stands for it.
func (c *content) span(text uint64, i int, t drawnText, x, y float64) placed {
	const below, above, least = 0.2, 0.8, 0.25 // of the size
	p := placed{quarter: t.quarter, font: t.font}
	if t.quarter == 0 && c.is("FPDFText_GetLooseCharBox", text, uint64(i), c.at(0)) {
		// a box with the advance begins at the origin, one of the ink beside it
		if l, r := c.real(0), c.real(8); r > l && math.Abs(l-x) < 0.002*t.size {
			p.x0, p.x1, p.y0, p.y1 = l, r, y-below*t.size, y+above*t.size
			return p
		}
	}
	p.inked = true
	l, r, b, top := x, x, y, y
	if c.is("FPDFText_GetCharBox", text, uint64(i), c.at(0), c.at(8), c.at(16), c.at(24)) {
		l, r, b, top = c.double(0), c.double(8), c.double(16), c.double(24)
	}
	switch t.quarter {
	case 0:
		p.x0, p.x1, p.y0, p.y1 = x, max(r, x+least*t.size), y-below*t.size, y+above*t.size
	case 1:
		p.y0, p.y1, p.x0, p.x1 = y, max(top, y+least*t.size), x-above*t.size, x+below*t.size
	case 2:
		p.x1, p.x0, p.y0, p.y1 = x, min(l, x-least*t.size), y-above*t.size, y+below*t.size
	case 3:
		p.y1, p.y0, p.x0, p.x1 = y, min(b, y-least*t.size), x-below*t.size, x+above*t.size
	}
	return p
}

// settle turns the page so that most text runs from left to right.
func (c *content) settle() {
	p := c.page
	var votes [4]int
	for _, g := range p.places {
		votes[g.quarter]++
	}
	for q, n := range votes {
		if n > votes[p.turn] {
			p.turn = q
		}
	}
	p.w, p.h = p.frame.size(p.turn)
	for _, g := range p.places {
		p.glyphs = append(p.glyphs, glyph{char: g.r, box: p.frame.around(g.x0, g.y0, g.x1, g.y1, p.turn), turn: int8((g.quarter - p.turn) & 3), inked: g.inked, font: g.font})
	}
	p.places = nil
	p.glyphs = withoutCopies(p.glyphs)
	for _, s := range c.lines {
		p.rule(p.frame.around(s.x0, s.y0, s.x1, s.y1, p.turn))
	}
}

// rule adds a line, as far as it is on the page.
func (p *page) rule(b box) {
	b = box{max(0, b.l), max(0, b.t), min(p.w, b.r), min(p.h, b.b)}
	switch {
	case b.width() < 0 || b.height() < 0:
	case b.height() <= skew && b.width() >= minRule:
		p.across = append(p.across, rule{b.midY(), b.l, b.r})
	case b.width() <= skew && b.height() >= minRule:
		p.down = append(p.down, rule{b.midX(), b.t, b.b})
	}
}
