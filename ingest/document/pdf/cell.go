package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// cell is a cell of a table's piece on one page.
type cell struct {
	row, rows int     // from 0
	l, r      float64 // left and right edge, from the table's left edge
	lines     []string
	full      bool    // no further character fits into the last line
	number    bool    // the last line is a number, and no further digit fits
	below     float64 // points between the text and the lower edge
	box       box
	page      *page
	openTop   bool // see area
	openFoot  bool
}

func (c *cell) text() string { return strings.Join(c.lines, "\n") }

// piece is a table, or what stands of it on one page.
type piece struct {
	page  *page
	box   box
	rows  int
	cells []cell // in reading order
}

// pieces reads the tables of a page, and returns the characters that stand in
// none of them.
func pieces(p *page) (tables []piece, free []glyph) {
	free = p.glyphs
	for _, l := range p.grids {
		l.stretch(free)
		in, rest, sure := l.fill(free)
		if t, ok := l.piece(p, in); ok && sure {
			tables = append(tables, t)
			free = rest
		}
	}
	return tables, free
}

// stretch moves an open end of the grid over the text that runs out of it.
func (l *lattice) stretch(glyphs []glyph) {
	const near, most = 0.7, 60.0 // of the character's height, points
	first, last := l.ys[0], l.ys[len(l.ys)-1]
	under := func(g glyph, row int, open func(a area) bool) bool {
		col, _ := slices.BinarySearch(l.xs, g.midX())
		if col == 0 || col >= len(l.xs) {
			return false
		}
		k := l.at[row*l.columns()+col-1]
		return k >= 0 && open(l.areas[k])
	}
	for again := true; again; {
		again = false
		foot, top := l.ys[len(l.ys)-1], l.ys[0]
		for _, g := range glyphs {
			switch {
			case g.b > foot && g.t < foot+near*g.em() && g.b < last+most && under(g, len(l.ys)-2, func(a area) bool { return a.openBottom }):
				l.ys[len(l.ys)-1], again = max(l.ys[len(l.ys)-1], g.b), true
			case g.t < top && g.b > top-near*g.em() && g.t > first-most && under(g, 0, func(a area) bool { return a.openTop }):
				l.ys[0], again = min(l.ys[0], g.t), true
			}
		}
	}
}

// fill sorts characters into the cells that hold their middle. It is not sure
// where some stand in what is no cell.
func (l *lattice) fill(glyphs []glyph) (in [][]glyph, rest []glyph, sure bool) {
	in, sure = make([][]glyph, len(l.areas)), true
	for _, g := range glyphs {
		switch k := l.find(g.midX(), g.midY()); k {
		case torn:
			sure = false
		case outside:
			rest = append(rest, g)
		default:
			in[k] = append(in[k], g)
		}
	}
	return in, rest, sure
}

// piece turns a filled lattice into cells. ok is false where its lines cannot
// be those of a table of figures: see stacked.
func (l *lattice) piece(p *page, in [][]glyph) (t piece, ok bool) {
	t = piece{page: p, box: l.box(), rows: len(l.ys) - 1}
	straddled := l.straddled(in)
	content := make([][]line, len(l.areas))
	for k, glyphs := range in {
		content[k] = linesOf(p, upright(glyphs))
	}
	if l.stacked(content) {
		return t, false
	}
	for k, a := range l.areas {
		b := l.boxOf(a)
		c := cell{row: a.row, rows: a.rows, l: b.l - l.xs[0], r: b.r - l.xs[0], box: b, page: p, openTop: a.openTop, openFoot: a.openBottom}
		c.lines, c.full, c.number = cellLines(content[k], b.width())
		if n := len(content[k]); n > 0 {
			c.below = b.b - content[k][n-1].b
		}
		if straddled[k] {
			c.lines = append(c.lines, string(unmapped))
		}
		t.cells = append(t.cells, c)
	}
	t.tidy()
	return t, true
}

// upright turns the characters of a cell that is written sideways.
func upright(glyphs []glyph) []glyph {
	if len(glyphs) == 0 || glyphs[0].turn == 0 {
		return glyphs
	}
	turn := glyphs[0].turn
	out := make([]glyph, len(glyphs))
	for i, g := range glyphs {
		if g.turn != turn {
			return glyphs
		}
		switch turn {
		case 1:
			g.box = box{-g.b, g.l, -g.t, g.box.r}
		case 2:
			g.box = box{-g.box.r, -g.b, -g.l, -g.t}
		case 3:
			g.box = box{g.t, -g.box.r, g.b, -g.l}
		}
		out[i] = g
	}
	return out
}

// straddled marks cells over whose common border a number runs: digits follow
// each other without a gap, and no room is left at the border. The number
// stands in one of them only, and nobody can say in which.
func (l *lattice) straddled(in [][]glyph) []bool {
	const room, ink = 0.03, 0.25 // ems
	out := make([]bool, len(in))
	for k, a := range l.areas {
		if a.col+a.cols >= l.columns() {
			continue
		}
		border := l.xs[a.col+a.cols]
		for _, g := range in[k] {
			end := g.box.r + room*g.em()
			if g.inked {
				end += ink * g.em()
			}
			if !isDigit(g.char) || end < border {
				continue
			}
			next := l.find(border+0.1, g.midY())
			if next < 0 || next == k {
				continue
			}
			for _, h := range in[next] {
				if digitsTouch(g, h) && h.l < border+room*h.em() {
					out[k], out[next] = true, true
				}
			}
		}
	}
	return out
}

// stacked reports whether the lines between rows are missing: two cells side
// by side hold several numbers one below the other. Which number belongs to
// which label cannot be told from such a grid.
func (l *lattice) stacked(content [][]line) bool {
	count := map[int]int{}
	for k, a := range l.areas {
		numbers := 0
		for _, n := range content[k] {
			if isNumber(n.text()) {
				numbers++
			}
		}
		if numbers < 2 || numbers < len(content[k]) {
			continue
		}
		if joined, _, _ := cellLines(content[k], l.boxOf(a).width()); len(joined) < 2 {
			continue // one number broken over lines
		}
		if count[a.row]++; count[a.row] >= 2 {
			return true
		}
	}
	return false
}

// cellLines is a cell's text, a line each. A number that is broken at the
// cell's edge is put together again, and so is a remark behind it. full tells that the last line leaves no
// room for another character, number that it is a number and leaves none for
// another digit.
func cellLines(lines []line, width float64) (out []string, full, number bool) {
	const padding = 12 // points, both sides together
	for _, l := range lines {
		text := l.text()
		if text == "" {
			continue
		}
		whole := isNumber(text)
		last := l.glyphs[len(l.glyphs)-1]
		first := l.glyphs[0].char
		if number && whole && isDigit(first) || full && isValue(out[0]) && !isDigit(first) {
			out[len(out)-1] += text
		} else {
			out = append(out, text)
		}
		full = width-l.width() < l.em()+padding
		number = whole && width-l.width() < last.width()+padding/2
	}
	return out, full, number
}

// isValue: begins as a figure does, and not as an item does.
func isValue(s string) bool {
	if itemStart.MatchString(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "+-－＋−"))
	return isDigit(r)
}

// isNumber: digits with signs, commas and points.
func isNumber(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case isDigit(r):
			digits++
		case r == ',' || r == '.' || r == '，' || r == '-' || r == '+' || r == '%' || r == '−':
		default:
			return false
		}
	}
	return digits > 0
}
