package dashboard

import (
	"slices"

	"gongkai/analytics"
	"gongkai/data"
)

// heatMeasures are the columns of the heat map.
var heatMeasures = []string{"applications.received", "rate.disclosure", "rate.granted", "rate.refused", "rate.unavailable", "rate.not_processed",
	"rate.carried_out", "rate.review", "rate.review_corrected", "rate.litigation", "rate.litigation_lost", "share.natural"}

// heatRows is how many peers the heat map lists.
const heatRows = 40

type heatColumn struct {
	Code, Name, Unit, Better, Href string
	Sorted                         string // ascending, descending or ""
	Median                         string
}

type heatCell struct {
	Value, Cases, Title string
	Quarter             int
	Good                int // 1 in the better quarter, -1 in the worse
}

type heatRow struct {
	Name, Href string
	Own        bool
	Cells      []heatCell
}

// heatPage lays measures of peers side by side.
type heatPage struct {
	asking
	Rule          string
	Columns       []heatColumn
	Rows          []heatRow
	Of            string
	From, To      int
	Before, After string
	Unsorted      string
}

func (s *Server) heat(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	body, year, err := r.subject(q.v)
	if err != nil {
		return nil, err
	}
	question := analytics.HeatQuestion{Body: body.ID, Year: year, Indicators: heatMeasures, Group: q.group(), Sort: q.v.Get("sort"), Ascending: q.v.Get("order") == "up", Rows: heatRows, Skip: q.number("skip")}
	if r.format == "csv" {
		question.Rows, question.Skip = everyRow, 0
	}
	if q.err != nil {
		return nil, q.err
	}
	if question.Sort != "" && !slices.Contains(heatMeasures, question.Sort) {
		return nil, badParameter("sort", question.Sort, data.Text{ZH: "请点击表头排序", EN: "sort by the heads of the table"})
	}
	h, err := r.answers.Heat(r.ctx, question)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(h)
	case "csv":
		return heatCSV(r, h)
	}
	form, err := s.newAsking(r, q.v, body, year)
	if err != nil {
		return nil, err
	}
	p := heatPage{asking: form, Rule: h.Rule.In(r.Lang), Of: count(h.Of), From: min(h.Skip+1, h.Of), To: min(h.Skip+heatRows, h.Of)}
	if question.Sort != "" {
		p.Unsorted = r.with(q.v, "sort", "", "order", "", "skip", "")
	}
	for _, c := range h.Columns {
		column := heatColumn{Code: c.Code, Name: c.Name.In(r.Lang), Unit: unitIn(c.Unit, r.Lang), Better: c.Better, Median: rounded(c.Spread.Median)}
		order := ""
		if c.Code == question.Sort {
			column.Sorted = "descending"
			if order = "up"; question.Ascending {
				column.Sorted, order = "ascending", ""
			}
		}
		column.Href = r.with(q.v, "sort", c.Code, "order", order, "skip", "")
		p.Columns = append(p.Columns, column)
	}
	for _, row := range h.Rows {
		p.Rows = append(p.Rows, r.heatRow(h, row))
	}
	p.Before, p.After = r.turned(q.v, "skip", h.Skip, heatRows, h.Of)
	return s.rendered("heat", p)
}

func (p page) heatRow(h *analytics.Heat, row analytics.HeatRow) heatRow {
	out := heatRow{Name: row.Body.Name, Own: row.Own, Href: p.Link("/?" + query("body", key(row.Body), "year", itoa(h.Year)))}
	for i, c := range row.Cells {
		cell := heatCell{Value: rounded(c.Value), Quarter: c.Quarter}
		if c.Rate != nil {
			cell.Cases = c.Rate.K.String() + "/" + c.Rate.N.String()
		}
		if c.Value == nil {
			cell.Value = p.T("缺", "none")
			if cell.Cases != "" {
				cell.Value = p.T("件数少", "few")
			}
		}
		switch better := h.Columns[i].Better; {
		case better == "higher" && c.Quarter == 4 || better == "lower" && c.Quarter == 1:
			cell.Good = 1
		case better == "higher" && c.Quarter == 1 || better == "lower" && c.Quarter == 4:
			cell.Good = -1
		}
		cell.Title = row.Body.Name + " " + h.Columns[i].Name.In(p.Lang) + " " + cell.Cases
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// rounded prints a number with at most one decimal, "" for none.
func rounded(n *data.Number) string {
	if n == nil {
		return ""
	}
	return grouped(data.Number{Decimal: n.Round(1)})
}

func heatCSV(r *request, h *analytics.Heat) (*answered, error) {
	out := newSheet("region_code", "机关", "年度", "indicator", "指标", "数值", "单位", "k", "n", "状态", "四分位", "同类范围", "快照")
	for _, row := range h.Rows {
		for i, c := range row.Cells {
			k, n, quarter := "", "", ""
			if c.Rate != nil {
				k, n = c.Rate.K.String(), c.Rate.N.String()
			}
			if c.Quarter > 0 {
				quarter = itoa(c.Quarter)
			}
			out.text(row.Body.RegionCode, row.Body.Name, itoa(h.Year), h.Columns[i].Code, h.Columns[i].Name.In(r.Lang), number(c.Value), h.Columns[i].Unit, k, n, c.Status.Name().In(r.Lang), quarter, h.Rule.In(r.Lang), r.Label())
		}
	}
	return out.done(r, "gongkai-heat-"+itoa(h.Year))
}
