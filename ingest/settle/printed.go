package settle

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// printed is what a row prints as one run, without white space.
type printed struct {
	text   string  // digits, and decimal points or signs where the run has any
	pieces [][]int // from and to of each piece that the run was printed in
}

// maxRun bounds a run in characters: fifteen cells of table four with some
// room. A longer one is no row of a form.
const maxRun = 96

// parse reads the Text of an unreadable row. It is refused where anything but
// digits, points and signs stands in it: a slash is a cell that says something,
// and no split may pass over it.
func parse(text string) (p printed, ok bool) {
	if len(text) > 8*maxRun {
		return p, false
	}
	var b strings.Builder
	for _, piece := range strings.Split(norm.NFKC.String(text), "|") {
		from := b.Len()
		for _, r := range piece {
			switch {
			case r >= '0' && r <= '9', r == '.', r == '+', r == '-':
				b.WriteRune(r)
			case r == '−':
				b.WriteByte('-')
			case r == ' ', r == '\t', r == '\n':
			default:
				return p, false
			}
		}
		p.pieces = append(p.pieces, []int{from, b.Len()})
	}
	p.text = b.String()
	return p, p.text != "" && len(p.text) <= maxRun
}
