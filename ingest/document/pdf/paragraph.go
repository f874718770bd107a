package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"gongkai/ingest/document"
)

// writeLines writes the lines between two tables: those set in columns as they
// stand, the others as paragraphs.
func writeLines(d *document.Document, lines []line) {
	from, to := columnsIn(lines)
	writeParagraphs(d, lines[:from])
	if from < to && len(d.Blocks) < document.MaxBlocks {
		d.Blocks = append(d.Blocks, document.Block{Lines: layOut(lines[from:to])})
	}
	writeParagraphs(d, lines[to:])
}

// writeParagraphs joins lines to paragraphs.
func writeParagraphs(d *document.Document, lines []line) {
	m := measure(lines)
	for i := 0; i < len(lines); {
		text := lines[i].text()
		end := i + 1
		for end < len(lines) && m.goesOn(lines[i:end], lines[end]) {
			text = appendLine(text, lines[end].text())
			end++
		}
		d.Paragraph(text)
		i = end
	}
}

// appendLine joins what a line break parted: words of letters by a space.
func appendLine(text, next string) string {
	if text == "" || next == "" {
		return text + next
	}
	if a, b := text[len(text)-1], next[0]; a < 0x80 && b < 0x80 && (!isDigit(rune(a)) || !isDigit(rune(b))) {
		return text + " " + next
	}
	return text + next
}

// measures of the running text: the left and right edge and the distance of
// lines.
type measures struct {
	left, right, pitch, em float64
}

func measure(lines []line) measures {
	var m measures
	if len(lines) == 0 {
		return m
	}
	var ems, lefts, rights, pitches []float64
	for i, l := range lines {
		ems, lefts, rights = append(ems, l.em()), append(lefts, l.l), append(rights, l.box.r)
		if i > 0 && lines[i-1].page == l.page && l.t > lines[i-1].t {
			pitches = append(pitches, l.midY()-lines[i-1].midY())
		}
	}
	middle := func(x []float64) float64 {
		if len(x) == 0 {
			return 0
		}
		slices.Sort(x)
		return x[len(x)/2]
	}
	m.em = middle(ems)
	if slices.Sort(pitches); len(pitches) > 0 {
		m.pitch = pitches[len(pitches)/5] // paragraphs of one line stand farther apart
	}
	m.pitch = max(m.em, min(m.pitch, 2.2*m.em))
	slices.Sort(lefts)
	slices.Sort(rights)
	m.left, m.right = lefts[0], rights[len(rights)-1]
	return m
}

// headings stand on their own, and open a paragraph in any case.
var headings = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])`)

// goesOn reports whether a line continues the paragraph of the lines before it.
func (m measures) goesOn(before []line, next line) bool {
	last := before[len(before)-1]
	text := next.text()
	const indent = 1.4 // ems
	switch {
	case math.Abs(last.em()-next.em()) > 0.12*max(last.em(), next.em()):
		return false
	case last.page == next.page && next.midY()-last.midY() > 1.45*max(m.pitch, last.em()):
		return false
	case m.title(before, next):
		return true
	case last.box.r+max(2.2*last.em(), next.firstWord()) < m.right: // the line before is short
		return false
	case next.l > m.left+indent*next.em():
		return false
	}
	return !headings.MatchString(text) || !endsSentence(last.text())
}

// firstWord is the width of what a line break may not part at the line's
// beginning.
func (l line) firstWord() float64 {
	for i, g := range l.glyphs {
		if i > 0 && (wide(g.char) || l.gap(i, false)) {
			return g.l - l.l
		}
	}
	return l.width()
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, "。") || strings.HasSuffix(s, "：") || strings.HasSuffix(s, "；") || strings.HasSuffix(s, ".")
}

// title reports whether the lines are those of a title over several lines:
// larger than the text, each in the middle of the page.
func (m measures) title(before []line, next line) bool {
	for _, l := range append(before[len(before)-1:], next) {
		if l.em() < 1.15*m.em && m.em > 0 || math.Abs(l.midX()-l.page.w/2) > 2*l.em() || endsSentence(l.text()) {
			return false
		}
	}
	return true
}
