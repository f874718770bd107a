package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// line is a line of text.
type line struct {
	box
	page   *page
	glyphs []glyph
}

// linesOf sorts characters into lines from top to bottom, each from left to
// right. A character belongs to a line whose middle is less than half its
// height away.
func linesOf(p *page, glyphs []glyph) []line {
	sorted := slices.Clone(glyphs)
	slices.SortStableFunc(sorted, func(a, b glyph) int { return cmp.Compare(a.midY(), b.midY()) })
	var out []line
	for start := 0; start < len(sorted); {
		middle, size := sorted[start].midY(), sorted[start].em()
		end := start + 1
		for end < len(sorted) && sorted[end].midY()-middle < 0.5*min(size, sorted[end].em()) {
			n := float64(end - start)
			middle = (middle*n + sorted[end].midY()) / (n + 1)
			end++
		}
		l := line{page: p, glyphs: sorted[start:end]}
		slices.SortStableFunc(l.glyphs, func(a, b glyph) int { return cmp.Compare(a.l, b.l) })
		for _, g := range l.glyphs {
			l.box = l.box.with(g.box)
		}
		out = append(out, l)
		start = end
	}
	return out
}

// em is the height of most of the line's characters.
func (l line) em() float64 {
	var sizes []float64
	for _, g := range l.glyphs {
		sizes = append(sizes, g.em())
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// word is a run of characters in a line without a gap.
type word struct {
	box
	text   string
	glyphs []glyph
}

// Gaps between characters, in ems.
const (
	gapLetters = 0.18 // between letters or digits: a space
	gapInked   = 0.3  // the same behind a character that ends with its ink
	gapCJK     = 0.8  // beside an ideograph, which may be set apart to fill a line
	gapTight   = 0.3  // the same between narrow columns
	gapColumns = 1.4  // between columns
)

// words cuts the line at gaps; tight ones are seen where columns are looked
// for.
func (l line) words(tight bool) []word {
	var out []word
	for i, g := range l.glyphs {
		if i == 0 || l.gap(i, tight) {
			out = append(out, word{})
		}
		w := &out[len(out)-1]
		w.glyphs = append(w.glyphs, g)
		w.box = w.box.with(g.box)
	}
	for i := range out {
		var b strings.Builder
		for _, g := range out[i].glyphs {
			b.WriteRune(g.char)
		}
		out[i].text = b.String()
	}
	return out
}

// gap reports whether there is a space before the i-th character.
func (l line) gap(i int, tight bool) bool {
	a, b := l.glyphs[i-1], l.glyphs[i]
	space := (b.l - a.box.r) / min(a.em(), b.em())
	switch {
	case tight && (wide(a.char) || wide(b.char)):
		return space > gapTight
	case wide(a.char) || wide(b.char):
		return space > gapCJK
	case a.inked:
		return space > gapInked
	}
	return space > gapLetters
}

// wide characters fill a square and are written without spaces.
func wide(r rune) bool {
	return isIdeographic(r) || r >= 0x3000 && r < 0x3040 || r >= 0x2014 && r <= 0x201F || r == '…'
}

// text is the line's text with single spaces.
func (l line) text() string {
	var b strings.Builder
	for i, w := range l.words(false) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// columns are the words, those close to each other joined by a space.
func (l line) columns() []word {
	var out []word
	for _, w := range l.words(false) {
		if n := len(out); n > 0 && w.l-out[n-1].box.r < gapColumns*l.em() {
			out[n-1].text += " " + w.text
			out[n-1].box = out[n-1].box.with(w.box)
			continue
		}
		out = append(out, w)
	}
	return out
}

// digitsTouch reports whether two characters can be read as one number: digits
// on one line without a gap.
func digitsTouch(a, b glyph) bool {
	em, touching := min(a.em(), b.em()), 0.12
	if a.inked {
		touching = gapInked
	}
	return isDigit(a.char) && isDigit(b.char) && math.Abs(a.midY()-b.midY()) < em/3 && b.l-a.box.r < touching*em && b.l > a.l
}
