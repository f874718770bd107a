package recognise

import (
	"fmt"
	"html"
	"math/rand/v2"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// A printer prints a filled form the way that offices and converters do, with
// a different number in every cell, so that a figure in the wrong place shows.
type printer struct {
	form   *form.Form
	rnd    *rand.Rand
	values map[data.Cell]string
	mess   mess
}

// mess is what happens to forms on their way to the public.
type mess struct {
	shuffleColumns bool
	shuffleRows    bool
	dropRows       bool // some rows are not printed
	localRows      bool // rows that no form knows
	dropCells      bool // a cell is missing: the row is one short
	headingRows    bool // headings such as （三）不予公开 stand in rows of their own
	slips          bool // a character of a long label is wrong
	splitTables    bool // table three goes on in a second table
}

type printed struct {
	text             string
	row, col, rs, cs int
}

type sheetOf struct {
	cells []printed
	rows  int
	cols  int
	short map[int]bool // rows that lost a cell
}

func (p *printer) value(c data.Cell) string {
	if v, ok := p.values[c]; ok {
		return v
	}
	v := fmt.Sprint(1000 + len(p.values))
	p.values[c] = v
	return v
}

func (p *printer) label(s string) string {
	if r := []rune(s); p.mess.slips && len(r) >= 12 && p.rnd.IntN(3) == 0 {
		r[len(r)/2] = '某'
		return string(r)
	}
	return s
}

// print lays out all tables of the form.
func (p *printer) print() []*sheetOf {
	var out []*sheetOf
	for _, t := range p.form.Tables {
		out = append(out, p.table(t))
	}
	return out
}

func (p *printer) table(t *form.Table) *sheetOf {
	s := &sheetOf{short: map[int]bool{}}
	// columns, kept together by their groups
	blocks := [][]*form.Column{}
	for _, c := range t.Columns {
		n := len(blocks)
		if n > 0 && len(c.Group) > 0 && slices.Equal(blocks[n-1][0].Group, c.Group) {
			blocks[n-1] = append(blocks[n-1], c)
		} else {
			blocks = append(blocks, []*form.Column{c})
		}
	}
	if p.mess.shuffleColumns {
		for _, b := range blocks {
			p.rnd.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
		}
		if t.Layout == form.Matrix {
			p.rnd.Shuffle(len(blocks), func(i, j int) { blocks[i], blocks[j] = blocks[j], blocks[i] })
		}
	}
	columns := slices.Concat(blocks...)
	depth := 0
	for _, c := range columns {
		depth = max(depth, len(c.Group))
	}
	left := 1
	if t.ID == "t3" && !p.mess.headingRows {
		left = 3
	}
	row := 1
	switch {
	case t.Layout == form.SingleRow:
		left = 0
	case t.ID == "t3":
		s.add(t.RowHeader, 1, 1, depth+2, left)
		s.add(t.ColumnHeader, 1, left+1, 1, len(columns))
		row = 2
	case t.Layout == form.List:
		s.add(t.RowHeader, 1, 1, 1, 1)
		s.add("计量单位", 1, 2, 1, 1)
	default:
		s.add(t.RowHeader, 1, 1, 1, 1)
	}
	units := 0
	if t.Layout == form.List {
		units = 1
	}
	col := left + units + 1
	for _, b := range blocks {
		c := b[0]
		for level, g := range c.Group {
			// a group of groups (行政诉讼) spans all blocks of it
			if level < len(c.Group)-1 && s.last(g) != nil {
				s.last(g).cs += len(b)
				continue
			}
			s.add(g, row+level, col, 1, len(b))
		}
		for i, c := range b {
			s.add(c.Label, row+len(c.Group), col+i, depth+1-len(c.Group), 1)
		}
		col += len(b)
	}
	row += depth + 1
	for _, r := range p.rows(t) {
		if p.mess.dropRows && p.rnd.IntN(6) == 0 {
			continue
		}
		p.row(s, t, r, columns, left, row)
		row++
		switch {
		case !p.mess.localRows || p.rnd.IntN(5) != 0:
		case t.ID == "t3" && r.Level == 2:
			p.local(s, r, columns, left, row)
			row++
		case t.Layout == form.List:
			p.localListed(s, columns, row)
			row++
		}
	}
	s.rows, s.cols = row-1, left+units+len(columns)
	return s
}

func (p *printer) rows(t *form.Table) []*form.Row {
	var rows []*form.Row
	for _, r := range t.Rows {
		if !r.Group || p.mess.headingRows || t.Layout == form.List {
			rows = append(rows, r)
		}
	}
	if p.mess.shuffleRows { // within their headings
		for i := 0; i < len(rows); {
			j := i
			for j < len(rows) && slices.Equal(rows[j].Path, rows[i].Path) {
				j++
			}
			p.rnd.Shuffle(j-i, func(a, b int) { rows[i+a], rows[i+b] = rows[i+b], rows[i+a] })
			i = j
		}
	}
	return rows
}

func (p *printer) row(s *sheetOf, t *form.Table, r *form.Row, columns []*form.Column, left, row int) {
	if left > 0 {
		path := append(append([]string{}, r.Path...), r.No+p.label(r.Label))
		if left == 1 {
			path = path[len(r.Path):]
		}
		for i, text := range path {
			if i < len(path)-1 {
				if c := s.last(text); c != nil && c.row+c.rs == row {
					c.rs++ // merged downwards
					continue
				}
			}
			cs := 1
			if i == len(path)-1 {
				cs = left - i
			}
			s.add(text, row, i+1, 1, cs)
		}
	}
	skip := -1
	if p.mess.dropCells && p.rnd.IntN(4) == 0 && len(columns) > 1 {
		skip = p.rnd.IntN(len(columns))
		s.short[row] = true
	}
	col := left + 1
	if t.Layout == form.List {
		s.add(r.Unit, row, col, 1, 1)
		col++
	}
	for i, c := range columns {
		cell := data.NewCell(p.form.ID, t.ID, r.Code, c.Code)
		if i == skip {
			continue
		}
		if r.Group {
			s.add("", row, col, 1, 1)
			col++
			continue
		}
		s.add(p.value(cell), row, col, 1, 1)
		col++
	}
}

func (p *printer) local(s *sheetOf, r *form.Row, columns []*form.Column, left, row int) {
	label, path := "9.其他", r.Path
	if left == 1 {
		path = nil
		if !strings.Contains(r.Path[len(r.Path)-1], "其他处理") {
			label = "其他"
		}
	}
	for i, text := range path {
		if c := s.last(text); c != nil && c.row+c.rs == row {
			c.rs++
			continue
		}
		s.add(text, row, i+1, 1, 1)
	}
	s.add(label, row, left, 1, 1)
	for i := range columns {
		s.add("77", row, left+1+i, 1, 1)
	}
}

// localListed is a row that a province inserts into a list; some of their
// labels are near those of the form.
func (p *printer) localListed(s *sheetOf, columns []*form.Column, row int) {
	labels := []string{"3.信函、传真申请数", "接受行政申诉、举报数", "其他类型答复数", "重点领域公开政府信息数", "主动公开文件数", "5.其他申请数"}
	s.add(labels[p.rnd.IntN(len(labels))], row, 1, 1, 1)
	s.add("件", row, 2, 1, 1)
	for i := range columns {
		s.add("77", row, 3+i, 1, 1)
	}
}

func (s *sheetOf) add(text string, row, col, rs, cs int) {
	s.cells = append(s.cells, printed{text, row, col, rs, cs})
}

func (s *sheetOf) last(text string) *printed {
	for i := len(s.cells) - 1; i >= 0; i-- {
		if s.cells[i].text == text {
			return &s.cells[i]
		}
	}
	return nil
}

// at returns the cell that covers a position.
func (s *sheetOf) at(row, col int) *printed {
	for i := range s.cells {
		c := &s.cells[i]
		if row >= c.row && row < c.row+c.rs && col >= c.col && col < c.col+c.cs {
			return c
		}
	}
	return nil
}

const top = "测试市某局2024年政府信息公开工作年度报告"

// asHTML writes spans; asSquares leaves them out, as careless converters do.
func asHTML(sheets []*sheetOf) string    { return pageOf(sheets, true, false) }
func asNested(sheets []*sheetOf) string  { return pageOf(sheets, true, true) }
func asSquares(sheets []*sheetOf) string { return pageOf(sheets, false, false) }

func pageOf(sheets []*sheetOf, spans, nested bool) string {
	var b strings.Builder
	b.WriteString("<html><body><h1>" + top + "</h1>")
	for _, s := range sheets {
		if nested {
			b.WriteString("<table><tr><td>栏目</td><td>")
		}
		b.WriteString("<table>")
		for row := 1; row <= s.rows; row++ {
			b.WriteString("<tr>")
			for col := 1; col <= s.cols; col++ {
				c := s.at(row, col)
				switch {
				case c == nil || c.col != col:
				case c.row == row && spans:
					fmt.Fprintf(&b, "<td rowspan=%d colspan='%d'><p><span>%s</span></p>", c.rs, c.cs, html.EscapeString(c.text))
				case c.row == row:
					fmt.Fprintf(&b, "<td>%s</td>", html.EscapeString(c.text))
				case !spans:
					b.WriteString("<td></td>")
				}
			}
		}
		b.WriteString("</table>")
		if nested {
			b.WriteString("</td></tr></table>")
		}
	}
	return b.String()
}

func asLines(sheets []*sheetOf) string {
	var b strings.Builder
	b.WriteString(top + "\n")
	for _, s := range sheets {
		b.WriteString("正文\n\n")
		for row := 1; row <= s.rows; row++ {
			for _, text := range s.once(row) {
				b.WriteString("\t" + text + "\n")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// once lists a row's cells with merged ones once and empty ones for those
// merged downwards.
func (s *sheetOf) once(row int) (texts []string) {
	for col := 1; col <= s.cols; col++ {
		if c := s.at(row, col); c != nil && c.col == col {
			if c.row == row {
				texts = append(texts, c.text)
			} else {
				texts = append(texts, "")
			}
		}
	}
	return texts
}

// asTabs: a grid with empty places for merged cells; asLooseTabs: merged cells once.
func asTabs(sheets []*sheetOf) string {
	return rowsOut(sheets, "\t", "", func(s *sheetOf, row int) (texts []string) {
		for col := 1; col <= s.cols; col++ {
			if c := s.at(row, col); c != nil && c.row == row && c.col == col {
				texts = append(texts, c.text)
			} else if c != nil || !s.short[row] {
				texts = append(texts, "")
			}
		}
		return texts
	})
}

func asLooseTabs(sheets []*sheetOf) string {
	return rowsOut(sheets, "\t", "", func(s *sheetOf, row int) []string { return s.once(row) })
}

func asMarkdown(sheets []*sheetOf) string {
	return rowsOut(sheets, " | ", "| ", func(s *sheetOf, row int) (texts []string) {
		for col := 1; col <= s.cols; col++ {
			if c := s.at(row, col); c != nil {
				texts = append(texts, c.text)
			}
		}
		return texts
	})
}

func rowsOut(sheets []*sheetOf, sep, edge string, row func(*sheetOf, int) []string) string {
	var b strings.Builder
	b.WriteString(top + "\n\n")
	for _, s := range sheets {
		b.WriteString("正文\n\n")
		for r := 1; r <= s.rows; r++ {
			b.WriteString(edge + strings.Join(row(s, r), sep) + strings.TrimRight(" "+strings.TrimSpace(edge), " ") + "\n")
			if edge != "" && r == 1 {
				b.WriteString("|" + strings.Repeat(" --- |", s.cols) + "\n")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}
