package dashboard

import (
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
)

// tableCell is a cell of the table beside a chart.
type tableCell struct {
	Text, Href, Class, Title string
}

// tableRow is a series over the years.
type tableRow struct {
	Name  string
	Cells []tableCell
}

// Years heads the table beside a chart.
func (f figure) Years() []int {
	if len(f.Series) == 0 {
		return nil
	}
	var out []int
	for _, p := range f.Series[0].Points {
		out = append(out, p.Year)
	}
	return out
}

// Rows is the table beside a chart: a row a series, a column a year. Each
// number leads to its source.
func (f figure) Rows(pg page) []tableRow {
	var out []tableRow
	for i, s := range f.Series {
		row := tableRow{Name: f.Names[i]}
		if len(f.Series) == 1 { // the title says whose it is
			row.Name = pg.T("数值", "value")
		}
		for _, p := range s.Points {
			row.Cells = append(row.Cells, newTableCell(pg, s.Body, p))
		}
		out = append(out, row)
	}
	return out
}

func newTableCell(pg page, body analytics.BodyRef, p analytics.Point) tableCell {
	c := tableCell{Text: cellText(p, pg.Lang), Href: pointLink(pg, body, p)}
	switch {
	case p.Status == data.Suspect:
		c.Class, c.Title = "suspect", p.Status.Name().In(pg.Lang)
	case p.Value == nil:
		c.Class, c.Title = "none", whyNone(p, pg.Lang)
	}
	return c
}

// Source says which reports the figure rests on.
func (f figure) Source(pg page) string {
	reports := map[int]bool{}
	first, last := 0, 0
	for _, s := range f.Series {
		for _, p := range s.Points {
			if p.Value == nil || p.ReportID == 0 {
				continue
			}
			reports[p.ReportID] = true
			if first == 0 || p.Year < first {
				first = p.Year
			}
			last = max(last, p.Year)
		}
	}
	years := itoa(first)
	if last != first {
		years += "–" + itoa(last)
	}
	if len(reports) == 0 {
		return pg.T("来源：无", "Source: none")
	}
	return fmt.Sprintf(pg.T("来源：%d 份年度报告（%s），快照 %s（%s）", "Source: %d annual reports (%s), snapshot %s (%s)"),
		len(reports), years, pg.Label(), pg.Day())
}

// Reports are the reports that the figure rests on, by body and year.
func (f figure) Reports(pg page) (list []linked) {
	seen := map[int]bool{}
	for _, s := range f.Series {
		for _, p := range s.Points {
			if p.ReportID == 0 || seen[p.ReportID] {
				continue
			}
			seen[p.ReportID] = true
			list = append(list, linked{s.Body.Name + " " + itoa(p.Year), pg.Link(reportAddress(s.Body, p.Year))})
		}
	}
	return list
}

// Empty reports whether no series of the figure has a number.
func (f figure) Empty() bool {
	for _, s := range f.Series {
		for _, p := range s.Points {
			if p.Value != nil {
				return false
			}
		}
	}
	return true
}
