package recognise

import (
	"sort"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// readListRows reads a list printed one cell a line: each row is a list of
// cells, as many as its head has.
func (s *sheet) readListRows(rows [][]string, table int) {
	var head []listColumn
	for i, cells := range rows {
		at := data.Position{Table: table, Row: i + 1, Column: 1}
		if h := s.listHeadCells(cells); h != nil {
			head = h
			continue
		}
		if head == nil || len(cells) < 2 {
			if len(cells) == 1 {
				s.chooseListed(cells[0]) // a heading
			}
			continue
		}
		ref, ok := s.chooseListed(cells[0])
		switch {
		case !ok:
			s.keep(texts(cells, 1), at)
		case ref.row.Group:
		case len(cells) != len(head):
			s.unreadable(ref.table, ref.row, joinTexts(cells[1:]), at)
		default:
			unit := ""
			for k, c := range head {
				switch c.role {
				case listUnit:
					unit = cells[k]
				case listValue:
					s.put(ref.table, ref.row, c.column, cells[k], unit, data.Position{Table: table, Row: i + 1, Column: k + 1})
				}
			}
		}
	}
}

// listHeadCells reads a row of headings, nil if the cells are none.
func (s *sheet) listHeadCells(cells []string) []listColumn {
	var head []listColumn
	values := 0
	for _, text := range cells {
		c, ok := s.listHeading(text)
		if !ok {
			return nil
		}
		if c.role == listValue {
			values++
		}
		head = append(head, c)
	}
	if values == 0 || head[0].role != listLabel {
		return nil
	}
	return head
}

// listed is a line of a list: label words, perhaps a unit, values.
type listed struct {
	label  string
	unit   string
	values []string
}

// readListLines reads a list laid out by spaces. A label may be broken over
// the lines around its values; it counts only if the pieces spell it exactly.
func (s *sheet) readListLines(raw []string) {
	lines := make([]listed, len(raw))
	cut := make([]laidLine, len(raw))
	for i, l := range raw {
		cut[i] = cutLine(l, s.labels.rules)
		lines[i] = s.listedLine(cut[i])
	}
	defer s.readGlued(raw)
	start := s.listLinesStart(cut)
	if start < 0 {
		return
	}
	head, from := s.listLinesHead(cut, lines, start)
	used := make([]bool, len(lines))
	for i := from; i < len(lines); i++ {
		if len(lines[i].values) > 0 {
			s.listLine(lines, used, i, from, head)
		}
	}
	for i := from; i < len(lines); i++ { // rows printed without a value
		l := lines[i]
		if used[i] || l.label == "" || len(l.values) > 0 || l.unit == "" {
			continue
		}
		if ref, ok := s.chooseListed(l.label); ok && !ref.row.Group {
			for _, c := range head {
				s.put(ref.table, ref.row, c, "", l.unit, data.Position{Row: i + 1})
			}
		}
	}
}

func (s *sheet) listedLine(l laidLine) listed {
	words := l.words
	out := listed{}
	for _, v := range l.values {
		out.values = append(out.values, v.text)
	}
	if n := len(words); n > 0 && s.labels.isUnit(words[n-1].text) {
		out.unit = words[n-1].text
		words = words[:n-1]
	}
	for _, w := range words {
		out.label += w.text
	}
	return out
}

// listLinesStart is the line that holds the head's first heading (指标名称), or
// of a form with one column the first known label, or -1.
func (s *sheet) listLinesStart(cut []laidLine) int {
	for i, l := range cut {
		if len(l.words) > 1 && s.labels.heads[s.labels.key(l.words[0].text)] {
			return i
		}
	}
	return -1
}

// listLinesHead finds the value columns from the words near the head's first
// line: words that stand one below the other spell a heading. from is the
// first line below the head.
func (s *sheet) listLinesHead(cut []laidLine, lines []listed, start int) (head []*form.Column, from int) {
	from = start + 1
	for from < len(lines) && len(s.labels.rows[s.labels.key(lines[from].label)]) == 0 && len(lines[from].values) == 0 {
		from++
	}
	above := start
	for above > 0 && start-above < 2 && len(cut[above-1].words)+len(cut[above-1].values) > 0 &&
		first(cut[above-1]) > len([]rune(cut[start].words[0].text)) {
		above--
	}
	type heading struct {
		x    int
		text string
	}
	var stacks []heading
	for _, l := range cut[above:from] {
		last := -1 // the heading that the word before went to
		end := 0
		for _, w := range append(append([]word{}, l.words...), l.values...) {
			at := -1
			if last >= 0 && w.x-end <= 1 {
				at = last // one space apart: one heading
			}
			for i := range stacks {
				if at < 0 && stacks[i].x == w.x {
					at = i
				}
			}
			if at < 0 {
				at = len(stacks)
				stacks = append(stacks, heading{x: w.x})
			}
			stacks[at].text += w.text
			last, end = at, w.x+len([]rune(w.text))
		}
	}
	sort.SliceStable(stacks, func(i, j int) bool { return stacks[i].x < stacks[j].x })
	for _, h := range stacks {
		c, ok := s.listHeading(h.text)
		switch {
		case !ok, c.role == listOther:
			return nil, from // a column that nobody can name: the values cannot be told apart
		case c.role == listValue:
			head = append(head, c.column)
		}
	}
	return head, from
}

// first is where a line begins.
func first(l laidLine) int {
	if len(l.words) > 0 {
		return l.words[0].x
	}
	return l.values[0].x
}

// listLine reads the values on line i, whose label may begin up to two lines
// above and end up to two lines below.
func (s *sheet) listLine(lines []listed, used []bool, i, from int, head []*form.Column) {
	for _, span := range [][2]int{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 2}, {2, 0}, {1, 2}, {2, 1}, {2, 2}} {
		label := ""
		free := true
		for k := i - span[0]; k <= i+span[1]; k++ {
			if k < from || k >= len(lines) || k != i && (used[k] || len(lines[k].values) > 0) {
				free = false
				break
			}
			label += lines[k].label
		}
		if !free || len(s.labels.rows[s.labels.key(label)]) == 0 && (span != [2]int{} || len(s.labels.findRows(label)) == 0) {
			continue
		}
		ref, ok := s.chooseListed(label)
		if !ok || ref.row.Group {
			continue
		}
		for k := i - span[0]; k <= i+span[1]; k++ {
			used[k] = true
		}
		if len(lines[i].values) != len(head) {
			s.unreadable(ref.table, ref.row, joinTexts(lines[i].values), data.Position{Row: i + 1, Column: 1})
			return
		}
		for k, c := range head {
			s.put(ref.table, ref.row, c, lines[i].values[k], lines[i].unit, data.Position{Row: i + 1, Column: k + 1})
		}
		return
	}
	s.keep(append(texts([]string{lines[i].label, lines[i].unit}, 0), texts(lines[i].values, 1)...), data.Position{Row: i + 1})
}

// joinWords is the text of a line without its spaces.
func joinWords(l laidLine) string {
	var b strings.Builder
	for _, w := range append(append([]word{}, l.words...), l.values...) {
		b.WriteString(w.text)
	}
	return b.String()
}
