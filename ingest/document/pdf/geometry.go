package pdf

import (
	"math"
	"slices"

	"gongkai/ingest/document"
)

// box is a rectangle in points, y growing downwards.
type box struct{ l, t, r, b float64 }

func (b box) width() float64  { return b.r - b.l }
func (b box) height() float64 { return b.b - b.t }
func (b box) midX() float64   { return (b.l + b.r) / 2 }
func (b box) midY() float64   { return (b.t + b.b) / 2 }

func (b box) holds(x, y float64) bool { return x >= b.l && x <= b.r && y >= b.t && y <= b.b }

// with returns the smallest box around both; the zero box is none.
func (b box) with(o box) box {
	if b == (box{}) {
		return o
	}
	return box{min(b.l, o.l), min(b.t, o.t), max(b.r, o.r), max(b.b, o.b)}
}

// matrix maps (x, y) to (a·x+c·y+e, b·x+d·y+f) (ISO 32000-1, 8.3.4).
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// then is the matrix that applies m first and o after it.
func (m matrix) then(o matrix) matrix {
	return matrix{
		a: m.a*o.a + m.b*o.c, b: m.a*o.b + m.b*o.d,
		c: m.c*o.a + m.d*o.c, d: m.c*o.b + m.d*o.d,
		e: m.e*o.a + m.f*o.c + o.e, f: m.e*o.b + m.f*o.d + o.f,
	}
}

// quarter tells by how many quarter turns counterclockwise a matrix turns the
// writing direction, -1 for any other angle.
func (m matrix) quarter() int {
	const straight = 0.02 // about one degree
	n := math.Hypot(m.a, m.b)
	switch {
	case n == 0:
		return -1
	case math.Abs(m.b) < straight*n:
		if m.a < 0 {
			return 2
		}
		return 0
	case math.Abs(m.a) < straight*n:
		if m.b < 0 {
			return 3
		}
		return 1
	}
	return -1
}

// frame is the visible part of a page in the file's own coordinates, y growing
// upwards, and the quarter turns clockwise by which viewers show it.
type frame struct {
	l, t, r, b float64
	turn       int
}

func (f frame) sensible() bool {
	w, h := f.r-f.l, f.t-f.b
	return w > 1 && h > 1 && w < 20_000 && h < 20_000
}

// turned maps a point of the file to a page turned clockwise by quarter turns:
// from its upper left corner, y growing downwards.
func (f frame) turned(x, y float64, turn int) (float64, float64) {
	switch turn & 3 {
	case 1:
		return y - f.b, x - f.l
	case 2:
		return f.r - x, y - f.b
	case 3:
		return f.t - y, f.r - x
	}
	return x - f.l, f.t - y
}

// straight is the inverse of turned.
func (f frame) straight(x, y float64, turn int) (float64, float64) {
	switch turn & 3 {
	case 1:
		return y + f.l, x + f.b
	case 2:
		return f.r - x, y + f.b
	case 3:
		return f.r - y, f.t - x
	}
	return x + f.l, f.t - y
}

// size is the page's width and height after quarter turns.
func (f frame) size(turn int) (w, h float64) {
	if turn&1 == 1 {
		return f.t - f.b, f.r - f.l
	}
	return f.r - f.l, f.t - f.b
}

// around is the box, on the turned page, of two opposite corners of the file.
func (f frame) around(x0, y0, x1, y1 float64, turn int) box {
	x0, y0 = f.turned(x0, y0, turn)
	x1, y1 = f.turned(x1, y1, turn)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}
}

// view turns a box of the page as read into shares of the page as viewers show
// it.
func (f frame) view(b box, turn int) document.Box {
	x0, y0 := f.straight(b.l, b.t, turn)
	x1, y1 := f.straight(b.r, b.b, turn)
	v := f.around(x0, y0, x1, y1, f.turn)
	w, h := f.size(f.turn)
	share := func(x, of float64) float32 { return float32(min(1, max(0, x/of))) }
	return document.Box{share(v.l, w), share(v.t, h), share(v.r, w), share(v.b, h)}
}

// distinct sorts places and drops those that follow another within near.
func distinct(places []float64, near float64) []float64 {
	slices.Sort(places)
	out := places[:0]
	for _, at := range places {
		if n := len(out); n == 0 || at-out[n-1] > near {
			out = append(out, at)
		}
	}
	return out
}

// nearest is the index of the place next to x; places are in order.
func nearest(places []float64, x float64) int {
	i, _ := slices.BinarySearch(places, x)
	if i > 0 && (i == len(places) || x-places[i-1] < places[i]-x) {
		i--
	}
	return i
}
