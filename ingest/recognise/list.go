package recognise

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/ingest/document"
)

// Before 2019 the figures stood in one list: a label, a unit and one to three
// values a line (指标名称 | 计量单位 | 2016年度 | 历年累计).

// list is the form's list, or nil where it has tables of another layout.
func (l *labels) list() *form.Table {
	if t := l.form.Tables[0]; t.Layout == form.List {
		return t
	}
	return nil
}

// isUnit reports whether a cell says nothing but a unit.
func (l *labels) isUnit(printed string) bool {
	return slices.Contains(l.rules.Units, strings.Trim(norm.NFKC.String(printed), "()"))
}

// listColumn is what stands in a column of a list.
type listColumn struct {
	role    listRole
	column  *form.Column // of a value
	heading string
	reached bool // the head has a cell there
}

type listRole int

const (
	listLabel listRole = iota
	listUnit
	listSkip  // line numbers and codes
	listValue // column is set
	listOther // a value that the form has no column for
)

var (
	yearHeading = regexp.MustCompile(`^(20\d\d)年?度?(?:统计|实际|累计|合计)?(?:数|数据|数值)?$`)
	unitHeads   = map[string]bool{"计量单位": true, "单位": true}
	skipHeads   = map[string]bool{"代码": true, "序号": true, "行次": true, "编号": true, "指标代码": true, "备注": true}
)

// listHeading tells what a heading of a list announces; ok is false for what
// is no heading.
func (s *sheet) listHeading(printed string) (c listColumn, ok bool) {
	k := s.labels.key(printed)
	c.heading = printed
	switch {
	case unitHeads[k]:
		c.role = listUnit
	case skipHeads[k]:
		c.role = listSkip
	case s.labels.heads[k]:
		c.role = listLabel
	default:
		if c.column = s.listValueColumn(k, printed); c.column != nil {
			c.role = listValue
			return c, true
		}
		if yearHeading.MatchString(k) {
			c.role = listOther // another year's column
			return c, true
		}
		return c, false
	}
	return c, true
}

// listValueColumn finds the column that a heading names: by label, or by the
// report year (2016年度).
func (s *sheet) listValueColumn(k, printed string) *form.Column {
	if m := yearHeading.FindStringSubmatch(form.Fold(printed)); m != nil {
		if year, _ := strconv.Atoi(m[1]); s.year != 0 && year != s.year {
			return nil
		}
		for _, c := range s.labels.list().Columns {
			if c.Year {
				return c
			}
		}
	}
	if refs := s.labels.columns[k]; len(refs) == 1 {
		return refs[0].column
	}
	if refs := s.labels.columns[withoutRemark(k)]; len(refs) == 1 {
		return refs[0].column
	}
	return nil
}

// readList takes in one block of a report whose form is a list.
func (s *sheet) readList(b document.Block) {
	switch {
	case b.Table != nil && b.Table.Loose:
		s.readListRows(rowsOf(b.Table), b.Table.Number)
	case b.Table != nil:
		s.readListGrid(b.Table)
	case b.Lines != nil:
		s.readListLines(b.Lines)
	}
}

// readListGrid walks the rows of a grid: headings set the columns.
func (s *sheet) readListGrid(t *document.Table) {
	g := newGrid(t)
	if g == nil {
		return
	}
	columns := s.bareList(g)
	if columns == nil && len(s.listHead) == g.cols+1 {
		columns = s.listHead // a table split over pages: the head may not be repeated
	}
	open := false
	for row := 1; row <= t.Rows; row++ {
		if head := s.listHeadRow(g, row); head != nil {
			if open {
				head = overlay(columns, head)
			}
			columns, open = head, true
			s.listHead = columns
			continue
		}
		if columns == nil {
			continue
		}
		open = open && !g.rowHas(row, func(text string) bool { return text != "" })
		for _, part := range sideBySide(columns) {
			s.listRow(g, row, columns, part[0], part[1])
		}
	}
}

// listHeadRow reads a row of headings, nil if the row is none: it needs two
// headings, or one of a value, and no label of a row.
func (s *sheet) listHeadRow(g *grid, row int) []listColumn {
	columns := make([]listColumn, g.cols+1)
	heads, values := 0, 0
	for col := 1; col <= g.cols; col++ {
		text := g.text(row, col)
		c, ok := s.listHeading(text)
		if !ok {
			if text != "" && (hasNumber(text, s.labels.rules) || len(s.labels.rows[s.labels.key(text)]) > 0) {
				return nil
			}
			c = listColumn{role: listOther, heading: text}
			if text == "" {
				c.role = listLabel
			}
		} else {
			heads++
			if c.role == listValue || c.role == listOther {
				values++
			}
		}
		c.reached = g.cell(row, col) != nil
		columns[col] = c
	}
	if heads < 2 && values == 0 {
		return nil
	}
	return columns
}

// overlay puts a second row of headings over the first: what it leaves empty
// stays.
func overlay(first, second []listColumn) []listColumn {
	for col := range second {
		if second[col].heading == "" {
			second[col] = first[col]
		}
	}
	return second
}

// bareList is the head of a list that prints none, of a form with one column
// of values: label, perhaps unit, one value. It takes five known labels.
func (s *sheet) bareList(g *grid) []listColumn {
	t := s.labels.list()
	if len(t.Columns) != 1 || g.cols < 2 || g.cols > 3 {
		return nil
	}
	known, units := 0, 0
	for row := 1; row <= g.table.Rows; row++ {
		if s.listHeadRow(g, row) != nil {
			return nil
		}
		if len(s.labels.rows[s.labels.key(g.text(row, 1))]) > 0 && looksLikeValue(g.text(row, g.cols), s.labels.rules) {
			known++
		}
		if g.cols == 3 && s.labels.isUnit(g.text(row, 2)) {
			units++
		}
	}
	if known < 5 || g.cols == 3 && units < known/2 {
		return nil
	}
	columns := make([]listColumn, g.cols+1)
	columns[g.cols] = listColumn{role: listValue, column: t.Columns[0]}
	if g.cols == 3 {
		columns[2].role = listUnit
	}
	return columns
}

// sideBySide cuts the columns where a list goes on to the right of its values.
func sideBySide(columns []listColumn) [][2]int {
	var parts [][2]int
	start, values := 1, false
	for col := 1; col < len(columns); col++ {
		switch columns[col].role {
		case listValue, listOther:
			values = true
		case listLabel:
			if values {
				parts = append(parts, [2]int{start, col - 1})
				start, values = col, false
			}
		}
	}
	return append(parts, [2]int{start, len(columns) - 1})
}

// listRow reads what stands in the columns from first to last of a row.
func (s *sheet) listRow(g *grid, row int, columns []listColumn, first, last int) {
	label, unit := "", ""
	var cells []localCell
	var labelCell *document.Cell
	for col := first; col <= last; col++ {
		c := g.cell(row, col)
		if c == nil || c.Col != col && col != first {
			continue
		}
		switch columns[col].role {
		case listLabel:
			if c.Text != "" && (c.Row == row || label == "") {
				label, labelCell = c.Text, c
			}
		case listUnit:
			unit = c.Text
		}
		if columns[col].role != listSkip {
			cells = append(cells, localCell{col, columns[col].heading, c.Text})
		}
	}
	at := data.Position{Table: g.table.Number, Row: row, Column: first}
	ref, ok := s.chooseListed(label)
	if !ok {
		s.keep(cells, at)
		return
	}
	if ref.row.Group {
		return
	}
	if run, ok := s.fullListRow(g, row, columns, first, last); !ok {
		s.unreadable(ref.table, ref.row, run, at)
		return
	}
	var others []localCell
	for col := first; col <= last; col++ {
		c := g.cell(row, col)
		switch {
		case columns[col].role == listOther && c != nil && c.Col == col:
			others = append(others, localCell{col, columns[col].heading, c.Text})
		case columns[col].role != listValue || c == labelCell:
		default:
			text := c.Text
			if text != "" && (c.Row != row || c.RowSpan > 1 || c.ColSpan > 1 && c.Col+c.ColSpan-1 != col) {
				text = "（合并单元格）" + text
			}
			s.put(ref.table, ref.row, columns[col].column, text, unit, g.position(row, c))
		}
	}
	if len(others) > 0 {
		s.keep(append([]localCell{{first, "", label}, {first, "", unit}}, others...), at)
	}
}

// fullListRow reports whether a row has a cell in each column and a value
// where values stand. With a cell missing nobody can say which ones are
// shifted; run is what the row prints then.
func (s *sheet) fullListRow(g *grid, row int, columns []listColumn, first, last int) (run string, ok bool) {
	ok = true
	var texts []string
	for col := last + 1; col < len(columns) && columns[col].role == listLabel && columns[col].heading == ""; col++ {
		if c := g.cell(row, col); c != nil && (!columns[col].reached || hasNumber(c.Text, s.labels.rules)) {
			ok = false // a cell too many
		}
	}
	for col := first; col <= last; col++ {
		c := g.cell(row, col)
		if c == nil {
			ok = false
			continue
		}
		if c.Col == col && columns[col].role != listLabel {
			texts = append(texts, c.Text)
		}
		if columns[col].role == listValue && c.Text != "" && s.labels.isUnit(c.Text) {
			ok = false // a unit among the values: the row is shifted
		}
	}
	return joinTexts(texts), ok
}

// chooseListed picks the row that a label names. Labels that stand under
// several headings (被依法纠错数) go with the heading above them.
func (s *sheet) chooseListed(label string) (rowRef, bool) {
	if label == "" {
		return rowRef{}, false
	}
	refs := s.labels.findRows(label)
	if len(refs) > 1 {
		refs = slices.DeleteFunc(slices.Clone(refs), func(ref rowRef) bool { return !under(ref.row.Path, s.trail) })
	}
	if len(refs) != 1 {
		return rowRef{}, false
	}
	r := refs[0].row
	s.trail = append(slices.Clone(r.Path), r.No+r.Label)
	s.met[s.trail[len(s.trail)-1]] = true
	return refs[0], true
}

// doubtListed takes back what stands under a heading by a label that another
// heading has too, where that other one was not met: its rows may have been
// taken for these.
func (s *sheet) doubtListed() {
	for _, refs := range s.labels.rows {
		if len(refs) < 2 || !slices.ContainsFunc(refs, func(ref rowRef) bool {
			return len(ref.row.Path) > 0 && !s.met[ref.row.Path[len(ref.row.Path)-1]]
		}) {
			continue
		}
		for _, ref := range refs {
			for _, c := range ref.table.Columns {
				if f := s.figures[s.labels.cells[placeOf{ref.row, c}]]; f != nil && f.Value != nil {
					f.Value, f.Status, f.Note = nil, data.Unreadable, "同名的行分属不同项目，而其中一个项目没有印出"
				}
			}
		}
	}
}

// under reports whether the row that was read last stands below the headings
// of path, or is the last of them.
func under(path, trail []string) bool {
	return len(path) > 0 && len(path) <= len(trail) && slices.Equal(path, trail[:len(path)])
}
