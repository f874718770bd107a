package recognise

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/form"
)

// Some public copies are text without cell borders: 规范性文件6233440. The
// labels are there, in their order, and between them runs of digits. Only a
// row of one column can be read from a run; a longer one is unreadable, with
// the run kept: whether it can be split in one way only is for those who know
// the sums and the neighbouring years.

// tokenKind says what a known text in a glued line is.
type tokenKind int

const (
	headToken tokenKind = iota // headings, titles and what stands at the head of label columns
	columnToken
	rowToken
	groupRowToken
)

// token is a known text of the form, folded.
type token struct {
	text string
	kind tokenKind
	row  rowRef
	cols []columnRef
}

// tokensOf lists what a form prints, by first character, longest first.
func (l *labels) tokensOf() map[rune][]token {
	seen := map[string]int{}
	var list []token
	add := func(t token) {
		if utf8.RuneCountInString(t.text) < 2 {
			return
		}
		if i, ok := seen[t.text]; ok {
			for _, c := range t.cols {
				if !slices.Contains(list[i].cols, c) {
					list[i].cols = append(slices.Clone(list[i].cols), c)
				}
			}
			return
		}
		seen[t.text] = len(list)
		list = append(list, t)
	}
	for _, t := range l.form.Tables {
		for _, r := range t.Rows {
			kind := rowToken
			if r.Group {
				kind = groupRowToken
			}
			for _, label := range append([]string{r.Label}, r.Variants...) {
				add(token{text: form.Fold(r.No + label), kind: kind, row: rowRef{t, r}})
				if k := l.key(label); len(l.columns[k]) == 0 && len(l.rows[k]) == 1 {
					add(token{text: k, kind: kind, row: rowRef{t, r}})
				}
			}
		}
	}
	for k, cols := range l.columns {
		add(token{text: k, kind: columnToken, cols: cols})
		for _, ref := range cols {
			for _, label := range append([]string{ref.column.Label}, ref.column.Variants...) {
				add(token{text: form.Fold(label), kind: columnToken, cols: cols})
			}
		}
	}
	for _, known := range []map[string]bool{l.heads, l.titles} {
		for k := range known {
			add(token{text: k, kind: headToken})
		}
	}
	for k := range l.groups {
		add(token{text: k, kind: headToken})
	}
	for _, t := range l.form.Tables {
		add(token{text: l.key(t.Title), kind: headToken})
	}
	byFirst := map[rune][]token{}
	for _, t := range list {
		r, _ := utf8.DecodeRuneInString(t.text)
		byFirst[r] = append(byFirst[r], t)
	}
	for r := range byFirst {
		slices.SortFunc(byFirst[r], func(a, b token) int { return len(b.text) - len(a.text) })
	}
	return byFirst
}

// gluedText is text without white space that knows where it stood.
type gluedText struct {
	runes []rune
	line  []int  // of each character, from 1
	gap   []bool // white space stood before the character
	first []bool // the character begins a line
}

func glue(lines []string) *gluedText {
	g := &gluedText{}
	for i, l := range lines {
		first, gap := true, false
		for _, r := range l {
			folded := []rune(form.Fold(string(r)))
			if len(folded) == 0 {
				gap = true
				continue
			}
			for _, f := range folded {
				g.runes, g.line = append(g.runes, f), append(g.line, i+1)
				g.gap, g.first = append(g.gap, gap), append(g.first, first)
				first, gap = false, false
			}
		}
	}
	return g
}

// match finds the longest token at a position.
func (g *gluedText) match(tokens map[rune][]token, at int) *token {
	list := tokens[g.runes[at]]
	for i := range list {
		want := []rune(list[i].text)
		if at+len(want) <= len(g.runes) && slices.Equal(g.runes[at:at+len(want)], want) {
			return &list[i]
		}
	}
	return nil
}

// run is the digits from a position on, as printed with their gaps, a piece a
// line, up to a known text or the end of a line; ok is false where other text
// follows.
func (g *gluedText) run(tokens map[rune][]token, at int) (pieces []string, end int, ok bool) {
	for end = at; ; {
		piece, stop, whole := g.piece(tokens, end)
		if piece == "" || !whole && len(pieces) > 0 {
			return pieces, end, len(pieces) > 0
		}
		if pieces, end = append(pieces, piece), stop; !whole {
			return pieces, end, false
		}
		if end == len(g.runes) || !g.first[end] {
			return pieces, end, true
		}
	}
}

// piece is the part of a run that stands on one line.
func (g *gluedText) piece(tokens map[rune][]token, at int) (piece string, end int, whole bool) {
	var b strings.Builder
	for end = at; end < len(g.runes); end++ {
		if g.match(tokens, end) != nil { // 2.政府公报: the number is the label's
			break
		}
		r := g.runes[end]
		if g.first[end] && end > at || !strings.ContainsRune("0123456789.-/", r) {
			break
		}
		if g.gap[end] && end > at {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String(), end, end == len(g.runes) || g.first[end] || g.match(tokens, end) != nil
}

// readGlued reads what the lines print without borders. Rows that were read
// otherwise are left alone.
func (s *sheet) readGlued(lines []string) {
	size := 0
	for _, l := range lines {
		if size += len(l); size > maxGlued {
			return
		}
	}
	g := glue(lines)
	tokens := s.labels.tokensOf()
	w := gluedReader{sheet: s, order: map[*form.Table][]*form.Column{}}
	last := -100 // end of the token before
	for at := 0; at < len(g.runes); {
		t := g.match(tokens, at)
		if t == nil {
			at++
			continue
		}
		if at-last > maxGap {
			clear(w.order) // text between: no longer in a table
		}
		at += utf8.RuneCountInString(t.text)
		if t.kind == rowToken {
			at = g.skipUnit(s.labels, at)
		}
		pieces, end, ok := g.run(tokens, at)
		if !ok {
			pieces = nil
		}
		w.take(t, pieces, g.line[at-1])
		if ok {
			at = end
		}
		last = at
	}
}

// maxGlued bounds the text that is looked through, in bytes: a report has some
// tens of thousands.
const maxGlued = 1 << 20

// maxGap is how much text that nobody knows may stand between two known ones
// of a table, in characters.
const maxGap = 6

// skipUnit passes over the unit that a list prints behind a label.
func (g *gluedText) skipUnit(l *labels, at int) int {
	if l.list() == nil {
		return at
	}
	for _, n := range []int{2, 1} {
		if at+n <= len(g.runes) && l.isUnit(string(g.runes[at:at+n])) {
			return at + n
		}
	}
	return at
}

// gluedReader follows the tokens of a table.
type gluedReader struct {
	*sheet
	order map[*form.Table][]*form.Column // headings met, in their order
}

// take reads the run behind a token. A row counts only below headings of its
// table, so that no sentence is taken for one.
func (w *gluedReader) take(t *token, pieces []string, line int) {
	switch t.kind {
	case columnToken:
		for _, ref := range t.cols {
			w.order[ref.table] = append(w.order[ref.table], ref.column)
		}
		for _, ref := range t.cols {
			if ref.table.Layout == form.SingleRow && len(pieces) > 0 {
				w.row(rowRef{ref.table, ref.table.Rows[0]}, pieces, line)
				return
			}
		}
	case rowToken:
		if len(pieces) > 0 && (len(w.order[t.row.table]) > 0 || t.row.table.Layout == form.List && len(t.row.table.Columns) == 1) {
			w.row(t.row, pieces, line)
		}
	}
}

// row reads a row's run: a cell a line where there are as many as columns, or
// the one column; else it is unreadable, and the run is kept.
func (w *gluedReader) row(ref rowRef, pieces []string, line int) {
	if w.rowKnown(ref.table, ref.row) {
		return
	}
	columns := ref.table.Columns
	known := len(columns) == 1 || w.inOrder(ref.table)
	if len(pieces) == len(columns) && known {
		for i, c := range columns {
			w.put(ref.table, ref.row, c, pieces[i], "", data.Position{Row: line, Column: i + 1})
		}
		return
	}
	w.unreadable(ref.table, ref.row, joinTexts(pieces), data.Position{Row: line, Column: 1})
	if known {
		return
	}
	for _, c := range columns {
		w.figures[w.labels.cells[placeOf{ref.row, c}]].Note = OrderUnknown
	}
}

// OrderUnknown is the note of an unreadable figure whose row's columns were
// not met in the order of the form: its run must not be split by that order.
const OrderUnknown = "列的次序与表式不同或不明"

// inOrder reports whether the headings met are those of the form in its order,
// read from left to right, or row by row as a merged head is flattened (自然人,
// 总计, and then what stands below 法人或其他组织).
func (w *gluedReader) inOrder(t *form.Table) bool {
	byRow := slices.Clone(t.Columns)
	slices.SortStableFunc(byRow, func(a, b *form.Column) int { return len(a.Group) - len(b.Group) })
	return spells(w.order[t], t.Columns) || spells(w.order[t], byRow)
}

// spells reports whether the labels met are those of the columns. A label that
// several columns share (结果维持, three times) is met as all of them at once.
func spells(met, columns []*form.Column) bool {
	k := 0
	for i := 0; i < len(met); k++ {
		if k == len(columns) || columns[k].Label != met[i].Label {
			return false
		}
		n := 1
		for i+n < len(met) && met[i+n].Label == met[i].Label && met[i+n] != met[i] {
			n++
		}
		i += n
	}
	return k == len(columns)
}
