package dashboard

import (
	"fmt"
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// printedCell is a cell of a statutory table on the screen.
type printedCell struct {
	ID               string // the cell's code; "" for headings
	Text             string
	Class            string
	Title            string // printed text, status and source cell in words
	Href             string // of the source; "" for none
	Before           string // of the year before, where it stands beside
	Was              string // in the former version that is compared; "" if no other
	Head             bool
	RowSpan, ColSpan int
}

// printedTable is a statutory table as the form prints it.
type printedTable struct {
	Title string
	Rows  [][]printedCell
}

// byCell finds figures by their cells.
func byCell(list []data.Figure) map[data.Cell]*data.Figure {
	figures := make(map[data.Cell]*data.Figure, len(list))
	for i := range list {
		figures[list[i].Cell] = &list[i]
	}
	return figures
}

// printTable lays out a table of the form with a report's figures.
func printTable(f *form.Form, t *form.Table, figures map[data.Cell]*data.Figure, l data.Lang) printedTable {
	if t.Layout == form.List || t.Layout == form.Prose {
		return printList(f, t, figures, l)
	}
	left := 0 // label columns
	for _, r := range t.Rows {
		if r.Label != "" {
			left = max(left, len(r.Path)+1)
		}
	}
	out := printedTable{Title: t.Title, Rows: heads(t, left, l)}
	var open []int // row of the heading that is open at each level
	var path []string
	for _, r := range t.Rows {
		if r.Group {
			continue
		}
		var row []printedCell
		n := len(out.Rows)
		for level, text := range r.Path {
			if level < len(path) && slices.Equal(path[:level+1], r.Path[:level+1]) {
				grow(out.Rows[open[level]], text)
				continue
			}
			path, open = append(path[:level:level], text), append(open[:level:level], n)
			row = append(row, printedCell{Text: headingIn(t, text, l), Title: text, Head: true, RowSpan: 1, ColSpan: 1})
		}
		path, open = path[:len(r.Path)], open[:len(r.Path)]
		if r.Label != "" {
			row = append(row, printedCell{Text: r.No + data.Text{ZH: r.Label, EN: r.EN}.In(l), Head: true, RowSpan: 1, ColSpan: left - len(r.Path)})
		}
		for _, c := range t.Columns {
			cell := figureCell(data.NewCell(f.ID, t.ID, r.Code, c.Code), c.Unit, figures, l)
			cell.Title = data.Text{ZH: c.Label, EN: c.EN}.In(l) + "：" + cell.Title
			if r.Label != "" {
				cell.Title = r.No + data.Text{ZH: r.Label, EN: r.EN}.In(l) + " · " + cell.Title
			}
			row = append(row, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

// grow makes the heading of a row one row taller. Title holds the printed
// heading in Chinese, whatever the language of the screen.
func grow(row []printedCell, heading string) {
	for i := range row {
		if row[i].Head && row[i].Title == heading {
			row[i].RowSpan++
		}
	}
}

// headingIn translates a printed heading such as （三）不予公开.
func headingIn(t *form.Table, printed string, l data.Lang) string {
	for _, r := range t.Rows {
		if r.No+r.Label == printed {
			return r.No + data.Text{ZH: r.Label, EN: r.EN}.In(l)
		}
	}
	return printed
}

// groupEN translates the headings above columns, which are no rows or columns
// of their own.
var groupEN = map[string]string{
	"申请人情况": "applicants", "法人或其他组织": "legal persons and other organisations", "信息内容": "contents",
	"行政复议": "administrative review", "行政诉讼": "administrative litigation", "未经复议直接起诉": "sued without review", "复议后起诉": "sued after review",
	"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": "(in each column, item 1 plus item 2 equals item 3 plus item 4)",
}

// heads lays out the heading rows above the columns.
func heads(t *form.Table, left int, l data.Lang) [][]printedCell {
	depth := 0
	for _, c := range t.Columns {
		depth = max(depth, len(c.Group))
	}
	levels := depth + 1
	extra := 0
	if t.ColumnHeader != "" {
		extra = 1
	}
	rows := make([][]printedCell, levels+extra)
	say := func(zh string) string { return data.Text{ZH: zh, EN: groupEN[zh]}.In(l) }
	if left > 0 {
		rows[0] = append(rows[0], printedCell{Text: say(t.RowHeader), Head: true, RowSpan: len(rows), ColSpan: left})
	}
	if extra == 1 {
		rows[0] = append(rows[0], printedCell{Text: say(t.ColumnHeader), Head: true, RowSpan: 1, ColSpan: len(t.Columns)})
	}
	for i := 0; i < len(t.Columns); i++ {
		c := t.Columns[i]
		for level := range c.Group {
			if i > 0 && len(t.Columns[i-1].Group) > level && slices.Equal(t.Columns[i-1].Group[:level+1], c.Group[:level+1]) {
				continue
			}
			n := 1
			for i+n < len(t.Columns) && len(t.Columns[i+n].Group) > level && slices.Equal(t.Columns[i+n].Group[:level+1], c.Group[:level+1]) {
				n++
			}
			rows[extra+level] = append(rows[extra+level], printedCell{Text: say(c.Group[level]), Head: true, RowSpan: 1, ColSpan: n})
		}
		level := len(c.Group)
		rows[extra+level] = append(rows[extra+level], printedCell{Text: data.Text{ZH: c.Label, EN: c.EN}.In(l), Head: true, RowSpan: levels - level, ColSpan: 1})
	}
	return rows
}

// placeText says where a figure stands in its document.
func placeText(at data.Position, l data.Lang) string {
	text := fmt.Sprintf(data.Text{ZH: "原文第 %d 行", EN: "line %d of the document"}.In(l), at.Row)
	if at.Table > 0 {
		text = fmt.Sprintf(data.Text{ZH: "原文第 %d 表第 %d 行第 %d 列", EN: "table %d, row %d, column %d of the document"}.In(l), at.Table, at.Row, at.Column)
	}
	if at.Page > 0 {
		text = fmt.Sprintf(data.Text{ZH: "第 %d 页，", EN: "page %d, "}.In(l), at.Page) + text
	}
	return text
}

func figureCell(cell data.Cell, unit string, figures map[data.Cell]*data.Figure, l data.Lang) printedCell {
	out := printedCell{ID: string(cell), RowSpan: 1, ColSpan: 1}
	f := figures[cell]
	if f == nil {
		out.Text, out.Class = data.Text{ZH: "未列", EN: "not printed"}.In(l), "none"
		out.Title = data.Text{ZH: "原文没有这一格", EN: "the document has no such cell"}.In(l)
		return out
	}
	out.Title = placeText(f.At, l)
	if f.Text != "" {
		out.Title += data.Text{ZH: "，印作“" + f.Text + "”", EN: ", printed as “" + f.Text + "”"}.In(l)
	}
	if f.Note != "" {
		out.Title += "（" + f.Note + "）"
	}
	switch {
	case f.Value != nil:
		out.Text = grouped(*f.Value)
		if f.Unit != "" && f.Unit != unit {
			out.Text += " " + f.Unit
		}
		if f.Status == data.Suspect {
			out.Class = "suspect"
			out.Title += "；" + f.Status.Name().In(l)
		}
	case f.Status == data.NotApplicable:
		out.Text, out.Class = "/", "none"
	case f.Status == data.Blank:
		out.Text, out.Class = "", "none blank"
		out.Title += "；" + f.Status.Name().In(l)
	default:
		out.Text, out.Class = f.Status.Name().In(l), "none unreadable"
	}
	return out
}
