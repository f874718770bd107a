package recognise

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document"
)

// readLoose reads a table whose rows are lists of cells without columns (one
// cell a line). Values are counted from the right, as a merged label stands
// once; the headings say which column each value belongs to. A row with too
// few or too many cells is unreadable, never shifted.
func (s *sheet) readLoose(t *document.Table) {
	rows := rowsOf(t)
	var heads [][]string
	var columns []columnsOf
	var above []string
	open, single := false, false
	for i, cells := range rows {
		at := data.Position{Table: t.Number, Row: i + 1, Column: 1}
		if !open && len(columns) > 0 || open && !s.isLooseHead(cells) {
			if open {
				columns, open, above, single = s.resolveHead(heads), false, nil, false
			}
			if s.looseRow(cells, columns, &above, at) {
				continue
			}
			if !single && s.looseSingle(cells, columns, at) {
				single = true
				continue
			}
		}
		if s.isLooseHead(cells) {
			if !open {
				heads, open = nil, true
			}
			heads = append(heads, cells)
			continue
		}
		if len(columns) > 0 && len(cells) > 1 && s.anyNumber(cells) {
			s.keep(texts(cells, 1), at)
		}
	}
}

func rowsOf(t *document.Table) [][]string {
	rows := make([][]string, t.Rows)
	for _, c := range t.Cells {
		rows[c.Row-1] = append(rows[c.Row-1], c.Text)
	}
	return rows
}

// isLoose tells whether a table prints merged cells once without saying that
// they are merged. A heading over several columns that is no wider than one,
// with the next heading right beside it, gives it away; so does a ragged table
// in which the cell behind each row's label is already its first value.
func (s *sheet) isLoose(t *document.Table) bool {
	for i, c := range t.Cells {
		if c.ColSpan > 1 || i+1 == len(t.Cells) || isDigits(c.Text) || s.labels.group(c.Text) == "" || s.labels.key(c.Text) == "申请人情况" {
			continue
		}
		if i > 0 && t.Cells[i-1].Row == c.Row && t.Cells[i-1].Text == c.Text {
			continue // repeated in each column, as Markdown does
		}
		if next := t.Cells[i+1]; next.Row == c.Row && next.Col == c.Col+1 && next.Text != "" && next.Text != c.Text {
			return true
		}
	}
	if !t.Ragged {
		return false
	}
	labelled := 0
	for _, cells := range rowsOf(t) {
		last := -1
		for i, c := range cells {
			if c != "" && !looksLikeValue(c, s.labels.rules) {
				last = i
			}
		}
		if last < 0 || !s.anyNumber(cells) {
			continue
		}
		for _, ref := range s.labels.findRows(cells[last]) {
			if len(ref.table.Columns) < 7 || ref.row.Group {
				continue
			}
			if len(cells)-last-1 != len(ref.table.Columns) {
				return false
			}
			labelled++
		}
	}
	return labelled > 0
}

// columnsOf gives a statutory table's columns in the order of a row's values.
type columnsOf struct {
	table   *form.Table
	columns []*form.Column // nil where the heading is not the table's
	units   []string
}

func (s *sheet) anyNumber(cells []string) bool {
	for _, c := range cells {
		if hasNumber(c, s.labels.rules) {
			return true
		}
	}
	return false
}

func (s *sheet) isLooseHead(cells []string) bool {
	heading := false
	for _, c := range cells {
		if hasNumber(c, s.labels.rules) {
			return false
		}
		heading = heading || s.labels.isHeading(c)
	}
	return heading
}

// resolveHead turns the heading rows into columns. The last row has a cell for
// each column; an empty one goes on with a heading of the rows above.
func (s *sheet) resolveHead(rows [][]string) []columnsOf {
	if len(rows) == 0 {
		return nil
	}
	last := rows[len(rows)-1]
	var upper, groups []string
	for _, cells := range rows[:len(rows)-1] {
		for _, c := range cells {
			switch {
			case c == "" || s.labels.heads[s.labels.key(c)]:
			case s.labels.group(c) != "":
				groups = append(groups, s.labels.key(c))
			default:
				upper = append(upper, c)
			}
		}
	}
	var out []columnsOf
	for _, t := range s.labels.form.Tables {
		leaves := last
		if len(rows) > 1 {
			if len(last) < len(t.Columns) {
				continue
			}
			leaves = last[len(last)-len(t.Columns):]
		} else if len(last) > 1 && (last[0] == "" || s.labels.heads[s.labels.key(last[0])]) {
			leaves = last[1:]
		}
		leaves, ok := fillLeaves(leaves, upper)
		if !ok {
			continue
		}
		if columns := s.labels.assign(t, leaves, groups); columns != nil {
			units := make([]string, len(leaves))
			for i, l := range leaves {
				units[i] = moneyUnit(l)
			}
			out = append(out, columnsOf{t, columns, units})
		}
	}
	return out
}

// fillLeaves replaces empty headings by those of the rows above, in order.
func fillLeaves(leaves, upper []string) ([]string, bool) {
	out := make([]string, len(leaves))
	k := 0
	for i, l := range leaves {
		if l == "" {
			if k == len(upper) {
				return nil, false
			}
			l = upper[k]
			k++
		}
		out[i] = l
	}
	return out, k == len(upper)
}

// assign finds the table's columns for a sequence of headings, given the
// group headings in reading order. Labels that several groups share (结果维持
// ...) are told apart by giving each group a run of them; nil unless exactly
// one way exists. Headings of other tables stay nil.
func (l *labels) assign(t *form.Table, leaves, groups []string) []*form.Column {
	own := l.groupsOf(t, groups)
	if len(own) < 2 {
		columns := make([]*form.Column, len(leaves))
		found := false
		for i, leaf := range leaves {
			for _, ref := range l.findColumns(leaf) {
				if ref.table == t && l.uniqueLabel(ref.column) {
					columns[i], found = ref.column, true
				}
			}
		}
		if !found {
			return nil
		}
		return columns
	}
	var result []*form.Column
	ways := 0
	current := make([]*form.Column, len(leaves))
	var try func(i, g int, used map[*form.Column]bool)
	try = func(i, g int, used map[*form.Column]bool) {
		if i == len(leaves) {
			if g == len(own)-1 {
				ways++
				result = append([]*form.Column{}, current...)
			}
			return
		}
		for _, next := range []int{g, g + 1} {
			if next < 0 || next >= len(own) || ways > 1 {
				continue
			}
			for _, ref := range l.findColumns(leaves[i]) {
				n := len(ref.column.Group)
				if ref.table != t || used[ref.column] || n == 0 || l.key(ref.column.Group[n-1]) != own[next] {
					continue
				}
				current[i] = ref.column
				used[ref.column] = true
				try(i+1, next, used)
				delete(used, ref.column)
			}
		}
	}
	try(0, -1, map[*form.Column]bool{})
	if ways != 1 {
		return nil
	}
	return result
}

// groupsOf keeps the headings that are innermost groups of the table.
func (l *labels) groupsOf(t *form.Table, groups []string) []string {
	inner := map[string]bool{}
	for _, c := range t.Columns {
		if n := len(c.Group); n > 0 {
			inner[l.key(c.Group[n-1])] = true
		}
	}
	var own []string
	for _, g := range groups {
		if inner[g] {
			own = append(own, g)
		}
	}
	return own
}

// looseRow reads a labelled row.
func (s *sheet) looseRow(cells []string, columns []columnsOf, above *[]string, at data.Position) bool {
	for _, of := range columns {
		n := len(of.columns)
		if of.table.Layout != form.Matrix {
			continue
		}
		if s.droppedRow(cells, of, at) {
			return true
		}
		if len(cells) <= n {
			continue
		}
		labels, values := cells[:len(cells)-n], cells[len(cells)-n:]
		label, heading := "", ""
		filled := make([]string, len(labels))
		for i, c := range labels {
			if c == "" && i < len(*above) {
				c = (*above)[i]
			} else if c != "" {
				label = c
			}
			filled[i] = c
		}
		if label == "" {
			continue
		}
		for _, c := range filled {
			if c == label {
				break
			}
			if c != "" {
				heading = c
			}
		}
		ref, ok := s.choose(label, heading, func(t *form.Table) bool { return t == of.table })
		if !ok {
			continue
		}
		*above = filled
		for i, column := range of.columns {
			if column != nil {
				s.put(ref.table, ref.row, column, values[i], of.units[i], data.Position{Table: at.Table, Row: at.Row, Column: len(labels) + i + 1})
			}
		}
		return true
	}
	return false
}

// droppedRow marks a row that has fewer values behind its label than there are
// columns: empty cells were dropped, so that the row is known and the columns
// of its values are not.
func (s *sheet) droppedRow(cells []string, of columnsOf, at data.Position) bool {
	last := -1
	for i, c := range cells {
		if c != "" && !looksLikeValue(c, s.labels.rules) {
			last = i
		}
	}
	if last < 0 || len(cells)-last-1 >= len(of.columns) {
		return false
	}
	heading := ""
	if last > 0 {
		heading = cells[last-1]
	}
	ref, ok := s.choose(cells[last], heading, func(t *form.Table) bool { return t == of.table })
	if !ok || heading == "" && (ref.row.Label == "其他" || ref.row.Label == "总计") {
		return false
	}
	s.unreadable(ref.table, ref.row, joinTexts(cells[last+1:]), at)
	if !slices.Equal(of.columns, of.table.Columns) {
		for _, c := range of.table.Columns {
			s.figures[s.labels.cells[placeOf{ref.row, c}]].Note = OrderUnknown
		}
	}
	return true
}

// looseSingle reads the unlabelled row of a single-row table.
func (s *sheet) looseSingle(cells []string, columns []columnsOf, at data.Position) bool {
	for _, of := range columns {
		if of.table.Layout != form.SingleRow {
			continue
		}
		for _, c := range cells {
			if !looksLikeValue(c, s.labels.rules) {
				return false
			}
		}
		if len(cells) != len(of.columns) {
			s.unreadable(of.table, of.table.Rows[0], joinTexts(cells), at)
			return true
		}
		for i, column := range of.columns {
			if column != nil {
				s.put(of.table, of.table.Rows[0], column, cells[i], "", data.Position{Table: at.Table, Row: at.Row, Column: i + 1})
			}
		}
		return true
	}
	return false
}
