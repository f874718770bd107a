package pdf

import (
	"math"
	"slices"
)

const (
	maxThick = 3.0 // points: a filled area thinner than this is a line
	minRule  = 3.0 // points: a line shorter than this rules nothing
	skew     = 0.7 // points by which a level line may climb
)

// Segment types of a path (fpdf_edit.h).
const (
	toLine = iota
	toCurve
	toMove
)

// path takes the lines out of a path object: strokes along the axes, and thin
// filled areas. White ones rule nothing.
func (c *content) path(o uint64, m matrix) error {
	var fill, stroke bool
	if c.is("FPDFPath_GetDrawMode", o, c.at(0), c.at(4)) {
		fill, stroke = c.number(0) != 0, c.number(4) != 0
	}
	var white bool
	if fill {
		var clear bool
		white, clear = c.colour("FPDFPageObj_GetFillColor", o)
		fill = !clear
	}
	if stroke {
		white, clear := c.colour("FPDFPageObj_GetStrokeColor", o)
		stroke = !white && !clear
	}
	if !fill && !stroke {
		return nil
	}
	b, ok := c.bounds(o, m)
	if !ok {
		return nil
	}
	n := c.session.count("FPDFPath_CountSegments", o)
	if c.segments += n; c.segments > maxSegments {
		return errContent
	}
	thin := b.x1-b.x0 <= maxThick || b.y1-b.y0 <= maxThick
	switch {
	case thin && n <= 5 && (stroke || fill && !white):
		c.thin(b)
		return nil
	case thin && white:
		return nil
	}
	if own, ok := c.matrix(o); ok {
		m = own.then(m)
	}
	edges := c.edges(o, n, m)
	if stroke {
		c.lines = append(c.lines, edges...)
	}
	if fill && !white {
		c.lines = append(c.lines, thinParts(edges)...)
	}
	if fill && n <= 5 && len(edges) >= 4 && !c.is("FPDFPageObj_HasTransparency", o) {
		c.covers = append(c.covers, cover{segment: b, order: c.count, white: white})
	}
	return nil
}

// thin adds the middle line of a thin area.
func (c *content) thin(b segment) {
	if b.x1-b.x0 < b.y1-b.y0 {
		b.x0 = (b.x0 + b.x1) / 2
		b.x1 = b.x0
	} else {
		b.y0 = (b.y0 + b.y1) / 2
		b.y1 = b.y0
	}
	c.lines = append(c.lines, b)
}

// edges lists a path's straight edges along the axes.
func (c *content) edges(o uint64, n int, m matrix) []segment {
	var out []segment
	var x, y, startX, startY float64
	add := func(x1, y1 float64) {
		if math.Abs(x1-x) <= skew || math.Abs(y1-y) <= skew {
			out = append(out, segment{x, y, x1, y1})
		}
		x, y = x1, y1
	}
	for i := range n {
		seg := c.call("FPDFPath_GetPathSegment", o, uint64(i))
		if c.err != nil || seg == 0 || !c.is("FPDFPathSegment_GetPoint", seg, c.at(0), c.at(4)) {
			return out
		}
		x1, y1 := m.apply(c.real(0), c.real(4))
		switch c.call("FPDFPathSegment_GetType", seg) {
		case toLine:
			add(x1, y1)
		case toMove:
			startX, startY = x1, y1
			x, y = x1, y1
		default:
			x, y = x1, y1
		}
		if c.is("FPDFPathSegment_GetClose", seg) {
			add(startX, startY)
		}
	}
	return out
}

// thinParts finds the thin parts of a filled area: two parallel edges close to
// each other, such as the sides of a narrow rectangle, or the outer and inner
// edge of a frame painted as one shape.
func thinParts(edges []segment) []segment {
	const most = 400
	if len(edges) > most {
		return nil
	}
	var level, upright []segment // as position, from, to
	for _, e := range edges {
		if math.Abs(e.x1-e.x0) > math.Abs(e.y1-e.y0) {
			level = append(level, segment{(e.y0 + e.y1) / 2, min(e.x0, e.x1), 0, max(e.x0, e.x1)})
		} else {
			upright = append(upright, segment{(e.x0 + e.x1) / 2, min(e.y0, e.y1), 0, max(e.y0, e.y1)})
		}
	}
	var out []segment
	for _, p := range pairs(level) {
		out = append(out, segment{p.y0, p.x0, p.y1, p.x0})
	}
	for _, p := range pairs(upright) {
		out = append(out, segment{p.x0, p.y0, p.x0, p.y1})
	}
	return out
}

// pairs gives the middle lines between edges at most maxThick apart; x0 is the
// position across, y0 and y1 are the ends.
func pairs(edges []segment) []segment {
	slices.SortFunc(edges, func(a, b segment) int { return int(math.Copysign(1, a.x0-b.x0)) })
	var out []segment
	for i, a := range edges {
		for _, b := range edges[i+1:] {
			if b.x0-a.x0 > maxThick {
				break
			}
			from, to := max(a.y0, b.y0), min(a.y1, b.y1)
			if b.x0 > a.x0 && to-from > minRule {
				out = append(out, segment{(a.x0 + b.x0) / 2, from, 0, to})
			}
		}
	}
	return out
}
