package pdf

import (
	"math"
	"regexp"
	"slices"
)

// verdict is what the two rows beside a page break are.
type verdict int

const (
	apart    verdict = iota // two rows
	cut                     // one row that the break goes through
	doubtful                // perhaps a number goes on behind the break
)

// compare tells whether the page break goes through a row. It does not where
// an item begins below text, or a figure stands below another. Otherwise
// something must speak for one row: a row that no line closes at the break,
// one without text on one side (but not an empty last row below a head), text that fills its last line above the break,
// a head of three columns and more, or less room below the text than the rows
// above leave.
func (t *table) compare(cells []cell, pairs [][2]int, skip, rows int) verdict {
	if len(pairs) == 0 || len(pairs) != len(t.bottom()) || len(pairs) != len(top(cells, skip)) {
		return apart
	}
	const head = 3
	texts, full, figures, open := 0, 0, 0, 0
	above, below, numbers := 0, 0, 0 // cells with text, of the row alone; numbers that may go on
	for _, pair := range pairs {
		a, b := t.cells[pair[0]], cells[pair[1]]
		if isFigure(a.text()) || isFigure(b.text()) {
			figures++
		}
		if a.openFoot && b.openTop {
			open++
		}
		if a.rows == 1 && len(a.lines) > 0 {
			above++
		}
		if b.rows == 1 && len(b.lines) > 0 {
			below++
		}
		switch {
		case len(a.lines) == 0 || len(b.lines) == 0:
		case a.numberRunsOn(b):
			numbers++
		case !mayRunOn(a, b):
			return apart
		case a.rows > 1 && b.rows > 1:
		default:
			if texts++; a.full {
				full++
			}
		}
	}
	switch {
	case open == len(pairs), above == 0, below == 0 && (figures > 0 || rows > skip+1):
		return cut
	case texts > 0 && (full == texts || texts >= head && figures == 0 || t.cramped(pairs)):
		return cut
	case numbers > 0:
		return doubtful
	}
	return apart
}

// cramped reports whether the last row has clearly less room below its text
// than every row above it on that page.
func (t *table) cramped(pairs [][2]int) bool {
	const clearly = 3 // points
	last, usual := math.Inf(1), math.Inf(1)
	for _, pair := range pairs {
		if c := t.cells[pair[0]]; len(c.lines) > 0 {
			last = min(last, c.below)
		}
	}
	for _, c := range t.cells {
		if c.page == t.last && c.row+c.rows < t.rows && len(c.lines) > 0 {
			usual = min(usual, c.below)
		}
	}
	return !math.IsInf(usual, 1) && last < usual-clearly && last < 0.6*usual
}

// itemStart begins a label of its own.
var itemStart = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}[、.．，]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．]\D|[①-⑳]|第[一二三四五六七八九十\d]{1,3}[条章节款项])`)

// mayRunOn reports whether text may go on from one cell to the other: the lower
// one begins no item, repeats nothing and is no figure.
func mayRunOn(a, b cell) bool {
	return !itemStart.MatchString(b.lines[0]) && a.text() != b.text() && !isFigure(b.text())
}

// numberRunsOn reports whether a number that fills its cell above the break
// may go on below.
func (c *cell) numberRunsOn(below cell) bool {
	return c.number && isNumber(below.lines[0])
}

// spansOn reports whether a cell that spans rows goes on over the page break.
// Below a head it does not: what stands there are figures, perhaps blank.
func spansOn(a, b cell, belowHead bool) bool {
	switch {
	case a.openFoot && b.openTop:
		return len(a.lines) == 0 || len(b.lines) == 0 || !isFigure(b.text())
	case a.rows == 1 && b.rows == 1, len(a.lines) == 0 && len(b.lines) == 0, belowHead && b.rows == 1:
		return false
	case len(a.lines) == 0 || len(b.lines) == 0:
		return true
	}
	return a.full && mayRunOn(a, b)
}

// withoutRepeated drops the first line where it is the last one of the cell
// above the page break: browsers paint a line that the break goes through on
// both pages. A number at the cell's edge may as well go on with the same
// digits; then nobody can tell.
func (c *cell) withoutRepeated(above cell) {
	if !above.openFoot || !c.openTop || len(c.lines) == 0 || len(above.lines) == 0 || c.lines[0] != above.lines[len(above.lines)-1] {
		return
	}
	if above.numberRunsOn(*c) {
		c.lines = append(slices.Clone(c.lines), string(unmapped))
		return
	}
	c.lines = c.lines[1:]
}

// take adds the text of the cell below the page break, and its rows; the first
// of them is the last one of c where the break cuts the row.
func (c *cell) take(b cell, sameRow bool) {
	lines := slices.Clone(c.lines)
	if n := len(lines); n > 0 && len(b.lines) > 0 && c.numberRunsOn(b) {
		lines[n-1] += b.lines[0]
		b.lines = b.lines[1:]
	}
	c.lines = append(lines, b.lines...)
	if c.rows += b.rows; sameRow {
		c.rows--
	}
	c.openFoot = b.openFoot
	if len(b.lines) > 0 {
		c.full, c.number, c.below = b.full, b.number, b.below
	}
}

// markDoubtful makes two numbers unreadable that may be one.
func markDoubtful(a, b *cell) {
	if len(a.lines) > 0 && len(b.lines) > 0 && a.numberRunsOn(*b) {
		a.lines = append(slices.Clone(a.lines), string(unmapped))
		b.lines = append(slices.Clone(b.lines), string(unmapped))
	}
}
