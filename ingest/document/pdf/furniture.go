package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// margin is the share of a page's height, at the top and at the foot, in which
// page numbers and running heads stand.
const margin = 0.12

var pageNumber = regexp.MustCompile(`^[\s\-—–－~·•.|/]*(?:第|Page|PAGE|page|P\.?)?\s*(?:\d{1,4}|[〇零一二三四五六七八九十百]{1,5}|[ivxIVX]{1,6})\s*(?:页|頁)?\s*(?:[/／,，、|]?\s*(?:共|of|/)?\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*(?:页|頁)?)?[\s\-—–－~·•.|]*$`)

// dropFurniture takes page numbers and running heads and feet out of the
// pages, as far as they stand outside of tables. It returns each head or foot
// once.
func dropFurniture(pages []*page) (once []string) {
	margins := make([][]line, len(pages))
	seen := map[string]map[int]bool{} // by text and place: the pages
	for i, p := range pages {
		margins[i] = p.margins()
		for _, l := range margins[i] {
			if k := furnitureKey(l); k != "" {
				if seen[k] == nil {
					seen[k] = map[int]bool{}
				}
				seen[k][i] = true
			}
		}
	}
	kept := map[string]bool{}
	for i, p := range pages {
		drop := map[glyph]bool{}
		for n, l := range margins[i] {
			k := furnitureKey(l)
			outermost := n == 0 || n == len(margins[i])-1
			if !(outermost && isPageNumber(l)) && (k == "" || len(seen[k]) < 2) {
				continue
			}
			if k != "" && !kept[k] && !isPageNumber(l) {
				kept[k] = true
				once = append(once, l.text())
			}
			for _, g := range l.glyphs {
				drop[g] = true
			}
		}
		p.glyphs = slices.DeleteFunc(p.glyphs, func(g glyph) bool { return drop[g] })
	}
	return once
}

// margins are the lines in the page's margins that stand outside of its grids.
func (p *page) margins() []line {
	var free []glyph
	for _, g := range p.glyphs {
		if y := g.midY(); g.turn == 0 && (y < p.h*margin || y > p.h*(1-margin)) &&
			!slices.ContainsFunc(p.grids, func(l *lattice) bool { return l.box().holds(g.midX(), y) }) {
			free = append(free, g)
		}
	}
	return linesOf(p, free)
}

// isPageNumber: a number alone on its line, perhaps with dashes or 第…页.
func isPageNumber(l line) bool {
	return len(l.columns()) == 1 && pageNumber.MatchString(l.text())
}

// furnitureKey names a line in the margin by its place and its text without
// digits; "" for one that has too few letters to tell it by.
func furnitureKey(l line) string {
	const letters, step = 4, 4 // points
	n := 0
	text := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsDigit(r):
			return '#'
		case unicode.IsLetter(r):
			n++
		}
		return r
	}, l.text())
	if n < letters {
		return ""
	}
	for strings.Contains(text, "##") {
		text = strings.ReplaceAll(text, "##", "#")
	}
	return fmt.Sprintf("%d %s", int(l.midY()/step), text)
}
