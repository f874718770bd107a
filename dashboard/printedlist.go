package dashboard

import (
	"strconv"

	"gongkai/data"
	"gongkai/data/form"
)

// printList lays out a list as it is printed: label, unit, values, a line each.
func printList(f *form.Form, t *form.Table, figures map[data.Cell]*data.Figure, l data.Lang) printedTable {
	head := []printedCell{
		{Text: data.Text{ZH: t.RowHeader, EN: "item"}.In(l), Head: true, RowSpan: 1, ColSpan: 1},
		{Text: data.Text{ZH: "计量单位", EN: "unit"}.In(l), Head: true, RowSpan: 1, ColSpan: 1},
	}
	for _, c := range t.Columns {
		head = append(head, printedCell{Text: data.Text{ZH: c.Label, EN: c.EN}.In(l), Head: true, RowSpan: 1, ColSpan: 1})
	}
	out := printedTable{Title: t.Title, Rows: [][]printedCell{head}}
	for _, r := range t.Rows {
		label := printedCell{Text: r.No + data.Text{ZH: r.Label, EN: r.EN}.In(l), Class: "level" + strconv.Itoa(r.Level), Head: true, RowSpan: 1, ColSpan: 1}
		if r.Group {
			label.ColSpan = len(head)
			out.Rows = append(out.Rows, []printedCell{label})
			continue
		}
		row := []printedCell{label, {Text: r.Unit, Head: true, RowSpan: 1, ColSpan: 1}}
		for _, c := range t.Columns {
			cell := figureCell(data.NewCell(f.ID, t.ID, r.Code, c.Code), r.Unit, figures, l)
			cell.Title = label.Text + " · " + data.Text{ZH: c.Label, EN: c.EN}.In(l) + "：" + cell.Title
			row = append(row, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
