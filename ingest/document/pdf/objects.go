package pdf

import (
	"fmt"
	"math"
)

// Kinds of page objects (fpdf_edit.h).
const (
	kindText = iota + 1
	kindPath
	kindImage
	kindShading
	kindForm
)

// Text rendering modes that paint nothing (ISO 32000-1, table 106).
const (
	modeInvisible = 3
	modeClip      = 7
)

// content collects what is on a page, in the file's own coordinates.
type content struct {
	*session
	page     *page
	texts    map[uint64]drawnText // by text object
	fonts    map[uint64]string    // names by handle, which holds for this page
	lines    []segment
	covers   []cover
	count    int // objects so far
	segments int
}

// drawnText is how a text object is painted.
type drawnText struct {
	order   int
	quarter int     // direction of writing, in quarter turns; -1 for a slant
	size    float64 // height of the font
	font    string
	hidden  bool
	white   bool
}

// segment is a drawn line, upright or level.
type segment struct{ x0, y0, x1, y1 float64 }

// cover is an area that is painted over what was painted before it. White text
// can be seen on it unless it is white.
type cover struct {
	segment
	order int
	white bool
	image bool
}

func (c cover) holds(x, y float64) bool { return x >= c.x0 && x <= c.x1 && y >= c.y0 && y <= c.y1 }

// objects walks all objects of the page.
func (c *content) objects(page uint64) error {
	c.texts, c.fonts = map[uint64]drawnText{}, map[uint64]string{}
	n := c.session.count("FPDFPage_CountObjects", page)
	for i := range n {
		if err := c.object(c.call("FPDFPage_GetObject", page, uint64(i)), identity, 0); err != nil {
			return err
		}
	}
	return c.err
}

func (c *content) object(o uint64, m matrix, depth int) error {
	if c.count++; c.count > maxObjects {
		return errContent
	}
	if c.err != nil || o == 0 {
		return c.err
	}
	switch c.call("FPDFPageObj_GetType", o) {
	case kindText:
		c.text(o, m)
	case kindPath:
		return c.path(o, m)
	case kindImage, kindShading:
		c.picture(o, m)
	case kindForm:
		if depth >= maxFormDepth {
			return nil
		}
		own, ok := c.matrix(o)
		if !ok {
			return nil
		}
		for i := range c.session.count("FPDFFormObj_CountObjects", o) {
			if err := c.object(c.call("FPDFFormObj_GetObject", o, uint64(i)), own.then(m), depth+1); err != nil {
				return err
			}
		}
	}
	return c.err
}

func (c *content) matrix(o uint64) (matrix, bool) {
	if !c.is("FPDFPageObj_GetMatrix", o, c.at(0)) {
		return matrix{}, false
	}
	return matrix{c.real(0), c.real(4), c.real(8), c.real(12), c.real(16), c.real(20)}, true
}

// bounds is an object's box on the page.
func (c *content) bounds(o uint64, m matrix) (segment, bool) {
	if !c.is("FPDFPageObj_GetBounds", o, c.at(0), c.at(4), c.at(8), c.at(12)) {
		return segment{}, false
	}
	x0, y0 := m.apply(c.real(0), c.real(4))
	x1, y1 := m.apply(c.real(8), c.real(12))
	return segment{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}, true
}

// colour reads a fill or stroke colour. Without an answer it is taken for black.
func (c *content) colour(function string, o uint64) (white, clear bool) {
	const light, faint = 250, 16 // of 255
	if !c.is(function, o, c.at(32), c.at(36), c.at(40), c.at(44)) {
		return false, false
	}
	r, g, b, alpha := c.number(32), c.number(36), c.number(40), c.number(44)
	return r >= light && g >= light && b >= light, alpha < faint
}

func (c *content) text(o uint64, m matrix) {
	own, ok := c.matrix(o)
	if !ok {
		own = identity
	}
	own = own.then(m)
	t := drawnText{order: c.count, quarter: own.quarter(), font: c.font(c.call("FPDFTextObj_GetFont", o))}
	if c.is("FPDFTextObj_GetFontSize", o, c.at(0)) {
		t.size = c.real(0) * math.Hypot(own.c, own.d)
	}
	mode := c.session.count("FPDFTextObj_GetTextRenderMode", o)
	white, clear := c.colour("FPDFPageObj_GetFillColor", o)
	t.hidden = mode == modeInvisible || mode == modeClip || clear
	t.white = white && mode == 0
	c.texts[o] = t
}

// font names a font. One without a name is told by the page and its handle.
func (c *content) font(handle uint64) string {
	name, ok := c.fonts[handle]
	if ok {
		return name
	}
	const most = 128
	n := c.session.count("FPDFFont_GetBaseFontName", handle, c.at(0), most)
	if b, ok := c.memory.Read(uint32(c.at(0)), uint32(n)); ok && n > 1 && n <= most {
		name = string(b[:n-1])
	} else {
		name = fmt.Sprintf("%d/%d", c.page.number, handle)
	}
	c.fonts[handle] = name
	return name
}

// picture notes an image or shading. One as thin as a line is a line.
func (c *content) picture(o uint64, m matrix) {
	b, ok := c.bounds(o, m)
	if !ok {
		return
	}
	if b.x1-b.x0 <= maxThick || b.y1-b.y0 <= maxThick {
		c.thin(b)
		return
	}
	c.page.pictures++
	c.covers = append(c.covers, cover{segment: b, order: c.count, image: true})
}

// visible reports whether a character at a place can be seen: not painted over
// later, and not white on white.
func (c *content) visible(t drawnText, x, y float64) bool {
	if t.hidden {
		return false
	}
	dark := false
	for _, v := range c.covers {
		if !v.holds(x, y) {
			continue
		}
		if v.order > t.order {
			return false
		}
		dark = !v.white
	}
	return !t.white || dark
}
