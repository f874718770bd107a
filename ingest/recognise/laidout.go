package recognise

import (
	"sort"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/form"
)

// word is a run without spaces in a line of laid-out text.
type word struct {
	x    int // column of its first character
	text string
	used bool
}

// laidLine is a line cut into its label words and, behind them, its values.
type laidLine struct {
	words  []word
	values []word
}

// cutLine splits a line at its spaces. The values are the words at the right
// end that could be figures, as long as the line has at least one number.
func cutLine(l string, rules form.ValueRules) laidLine {
	var all []word
	x, start, startX := 0, -1, 0
	for i, r := range l {
		if r == ' ' || r == '\t' || r == '\u00a0' || r == '\u3000' {
			if start >= 0 {
				all = append(all, word{x: startX, text: l[start:i]})
				start = -1
			}
		} else if start < 0 {
			start, startX = i, x
		}
		x++
	}
	if start >= 0 {
		all = append(all, word{x: startX, text: l[start:]})
	}
	cut := len(all)
	for cut > 0 && looksLikeValue(all[cut-1].text, rules) {
		cut--
	}
	return laidLine{words: all[:cut], values: all[cut:]}
}

// readLines reads text laid out by spaces. A row's label may stand on several
// lines around its values, beside the headings of other label columns; a
// label is taken only if the words on neighbouring lines spell it out whole.
func (s *sheet) readLines(raw []string) {
	lines := make([]laidLine, len(raw))
	for i, l := range raw {
		lines[i] = cutLine(l, s.labels.rules)
	}
	for _, part := range s.sections(lines) {
		if part.table.Layout == form.SingleRow {
			s.laidSingle(lines, part)
		} else {
			s.laidRows(lines, part)
		}
	}
	s.readGlued(raw)
}

// section is the run of lines that a group of tables with one head takes up.
type section struct {
	table    *form.Table // the table, or the first of those that share the head
	tables   map[*form.Table]bool
	from, to int
	columns  []columnsOf
}

// sections finds the heads. 信息内容 opens each table of section two; tables
// three and four open with their titles.
func (s *sheet) sections(lines []laidLine) []section {
	var out []section
	end := func(i int) {
		if n := len(out); n > 0 && out[n-1].to == 0 {
			out[n-1].to = i
		}
	}
	for i, l := range lines {
		line := joinWords(l)
		k := s.labels.key(line)
		if len(l.words) > 1 && s.labels.heads[s.labels.key(l.words[0].text)] {
			var leaves []string
			for _, w := range l.words[1:] {
				leaves = append(leaves, w.text)
			}
			if columns := s.resolveHead([][]string{append([]string{""}, leaves...)}); len(columns) > 0 {
				end(i)
				out = append(out, section{table: columns[0].table, from: i + 1, columns: columns})
				continue
			}
		}
		for _, t := range s.labels.form.Tables {
			if strings.HasPrefix(t.ID, "t2") || k != s.labels.key(t.Title) {
				continue
			}
			end(i)
			out = append(out, section{table: t, from: i + 1})
		}
		if s.labels.titles[form.Fold(line)] || strings.HasPrefix(form.Fold(line), "五,") {
			end(i)
		}
	}
	end(len(lines))
	for i := range out {
		p := &out[i]
		if p.columns == nil {
			p.columns = s.laidHead(lines[p.from:p.to], p.table)
		}
		p.tables = map[*form.Table]bool{}
		for _, of := range p.columns {
			p.tables[of.table] = true
		}
	}
	return out
}

// laidHead finds the columns of table three or four from the headings above
// the first values: the words that stand at one place, read downwards, must
// spell the labels.
func (s *sheet) laidHead(lines []laidLine, t *form.Table) []columnsOf {
	var head []laidLine
	for _, l := range lines {
		if len(l.values) >= len(t.Columns)/2 {
			break
		}
		head = append(head, l)
	}
	type stack struct {
		x    int
		text string
	}
	var stacks []stack
	var groups []stack
	for _, l := range head {
	words:
		for _, w := range l.words {
			if s.labels.group(w.text) != "" {
				groups = append(groups, stack{w.x, s.labels.key(w.text)})
				continue
			}
			for i := range stacks {
				st := &stacks[i]
				if st.x != w.x {
					continue
				}
				if len(s.labels.findColumns(st.text)) == 0 || len(s.labels.findColumns(st.text+w.text)) > 0 {
					st.text += w.text
					continue words
				}
			}
			stacks = append(stacks, stack{w.x, w.text})
		}
	}
	sort.SliceStable(stacks, func(i, j int) bool { return stacks[i].x < stacks[j].x })
	sort.SliceStable(groups, func(i, j int) bool { return groups[i].x < groups[j].x })
	var leaves, above []string
	for _, st := range stacks {
		if len(s.labels.findColumns(st.text)) > 0 {
			leaves = append(leaves, st.text)
		}
	}
	for _, g := range groups {
		above = append(above, g.text)
	}
	if len(leaves) != len(t.Columns) {
		return nil
	}
	columns := s.labels.assign(t, leaves, above)
	for _, c := range columns {
		if c == nil {
			return nil
		}
	}
	if columns == nil {
		return nil
	}
	return []columnsOf{{t, columns, make([]string, len(columns))}}
}

// laidSingle reads the one row of table four.
func (s *sheet) laidSingle(lines []laidLine, p section) {
	for i := p.from; i < p.to; i++ {
		l := lines[i]
		if len(l.words) > 0 || len(l.values) == 0 {
			continue
		}
		var texts []string
		for _, v := range l.values {
			texts = append(texts, v.text)
		}
		at := data.Position{Row: i + 1, Column: 1}
		if len(p.columns) != 1 || len(l.values) != len(p.columns[0].columns) {
			s.unreadable(p.table, p.table.Rows[0], joinTexts(texts), at)
			return
		}
		for k, c := range p.columns[0].columns {
			s.put(p.table, p.table.Rows[0], c, texts[k], "", data.Position{Row: i + 1, Column: k + 1})
		}
		return
	}
}

// laidRows reads the labelled rows of a section: first those with values,
// then labels that stand alone, whose cells are blank.
func (s *sheet) laidRows(lines []laidLine, p section) {
	from := p.from
	for i := p.from; i < p.to; i++ {
		if len(lines[i].values) == 0 {
			continue
		}
		next := i + 1
		for next < p.to && len(lines[next].values) == 0 {
			next++
		}
		if ref, ok := s.spell(lines, p, from, i, next); ok {
			s.laidValues(lines[i].values, p, ref, i)
		}
		from = i + 1
	}
	for i := p.from; i < p.to; i++ {
		if len(lines[i].values) > 0 {
			continue
		}
		if ref, ok := s.spell(lines, p, i, i, p.to); ok {
			at := data.Position{Row: i + 1}
			for _, of := range p.columns {
				for _, c := range of.columns {
					if of.table == ref.table && c != nil {
						s.put(ref.table, ref.row, c, "", "", at)
					}
				}
			}
		}
	}
}

func (s *sheet) laidValues(values []word, p section, ref rowRef, line int) {
	for _, of := range p.columns {
		if of.table != ref.table {
			continue
		}
		if len(values) != len(of.columns) {
			var texts []string
			for _, v := range values {
				texts = append(texts, v.text)
			}
			s.unreadable(ref.table, ref.row, joinTexts(texts), data.Position{Row: line + 1, Column: 1})
			return
		}
		for k, c := range of.columns {
			if c != nil {
				s.put(ref.table, ref.row, c, values[k].text, of.units[k], data.Position{Row: line + 1, Column: k + 1})
			}
		}
		return
	}
	s.unreadable(ref.table, ref.row, "", data.Position{Row: line + 1})
}

// spell finds the row whose whole label, with its number, is spelt by one word
// on each of some consecutive lines in [from, to) that take in line i. The
// longest label wins; its words are used up.
func (s *sheet) spell(lines []laidLine, p section, from, i, to int) (rowRef, bool) {
	var best rowRef
	var bestWords []*word
	length := 0
	for _, t := range s.labels.form.Tables {
		if t.Layout != form.Matrix || len(p.tables) > 0 && !p.tables[t] || len(p.tables) == 0 && t != p.table {
			continue
		}
		for _, r := range t.Rows {
			if r.Group || s.rowKnown(t, r) {
				continue
			}
			for _, label := range append([]string{r.Label}, r.Variants...) {
				for _, target := range []string{form.Fold(r.No + label), s.labels.key(label)} {
					if target != form.Fold(r.No+label) && (r.No != "" && len([]rune(target)) < 6) {
						continue // 其他 and 总计 only with their number
					}
					if n := utf8.RuneCountInString(target); n > length {
						if words := spellFrom(lines, target, from, i, to); words != nil {
							best, bestWords, length = rowRef{t, r}, words, n
						}
					}
				}
			}
		}
	}
	for _, w := range bestWords {
		w.used = true
	}
	return best, length > 0
}

func (s *sheet) rowKnown(t *form.Table, r *form.Row) bool {
	for _, c := range t.Columns {
		if s.figures[data.NewCell(s.labels.form.ID, t.ID, r.Code, c.Code)] != nil {
			return true
		}
	}
	return false
}

func spellFrom(lines []laidLine, target string, from, i, to int) []*word {
	for start := i; start >= from; start-- {
		if words := spellOn(lines, target, start, i, to); words != nil {
			return words
		}
	}
	return nil
}

// spellOn spells target from line start on. Lines without label words (the
// line of the values, or an empty one beside it) are passed over.
func spellOn(lines []laidLine, target string, line, i, to int) []*word {
	if line >= to || line > i+6 {
		return nil
	}
	l := &lines[line]
	free := 0
	for k := range l.words {
		w := &l.words[k]
		if w.used {
			continue
		}
		free++
		f := form.Fold(w.text)
		if !strings.HasPrefix(target, f) || f == "" {
			continue
		}
		if len(f) == len(target) {
			if line >= i {
				return []*word{w}
			}
			// all above the values: allowed if only empty label space lies between
			if line == i-1 && len(lines[i].words) == 0 {
				return []*word{w}
			}
			continue
		}
		if rest := spellOn(lines, target[len(f):], line+1, i, to); rest != nil {
			return append([]*word{w}, rest...)
		}
	}
	if free == 0 && len(l.values) > 0 && line == i {
		return spellOn(lines, target, line+1, i, to)
	}
	return nil
}
