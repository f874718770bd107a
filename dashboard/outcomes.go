package dashboard

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/analytics"
	"gongkai/dashboard/chart"
	"gongkai/data"
)

// shadeSteps are the shares, in per cent, from which a cell is darker.
var shadeSteps = []int64{5, 15, 30, 50}

// shareCell is a part of a whole in a year.
type shareCell struct {
	Value, Percent, Title, Href string
	Shade                       int // 0 to 4
}

// shareRow is a part over the years; inner ones are parts of the row above.
type shareRow struct {
	Name  string
	Inner bool
	Cells []shareCell
}

// shareTable is a composition over the years.
type shareTable struct {
	ID, Title string
	Years     []int
	Rows      []shareRow
	Whole     shareRow
	Breaks    []string
}

// outcomesPage tells how a body's cases ended.
type outcomesPage struct {
	page
	Body       analytics.BodyRef
	Year       int
	Years      []int
	Applicants []choiceOf
	Tables     []shareTable
	ChartsAt   string
	NoFlow     string // why there is no flow of the year, "" if there is one
	Report     string
}

var compositions = []struct {
	subject analytics.Subject
	title   data.Text
}{
	{analytics.Applications, data.Text{ZH: "申请办理结果与理由", EN: "How applications ended, and why"}},
	{analytics.Reviews, data.Text{ZH: "行政复议结果", EN: "How reviews ended"}},
	{analytics.Lawsuits, data.Text{ZH: "行政诉讼途径与结果", EN: "Lawsuits by route and result"}},
}

// applicants are the columns of those who apply, "" for all.
var applicants = []struct {
	code string
	name data.Text
}{
	{"", data.Text{ZH: "全部申请人", EN: "all applicants"}}, {"natural", data.Text{ZH: "自然人", EN: "natural persons"}},
	{"org.business", data.Text{ZH: "商业企业", EN: "businesses"}}, {"org.research", data.Text{ZH: "科研机构", EN: "research institutions"}},
	{"org.nonprofit", data.Text{ZH: "社会公益组织", EN: "non-profit organisations"}}, {"org.legal_service", data.Text{ZH: "法律服务机构", EN: "legal services"}},
	{"org.other", data.Text{ZH: "其他法人或组织", EN: "other organisations"}},
}

// outcomesOf answers the compositions of an address.
func (r *request) outcomesOf() (body analytics.BodyRef, year int, applicant string, all []*analytics.Outcomes, err error) {
	v, err := r.parameters()
	if err != nil {
		return body, 0, "", nil, err
	}
	if body, year, err = r.subject(v); err != nil {
		return body, 0, "", nil, err
	}
	applicant = v.Get("applicant")
	for _, c := range compositions {
		q := analytics.OutcomesQuestion{Body: body.ID, From: body.FirstYear, To: body.LastYear, Subject: c.subject}
		if c.subject == analytics.Applications {
			q.Applicant = applicant
		}
		o, err := r.answers.Outcomes(r.ctx, q)
		if err != nil {
			return body, 0, "", nil, err
		}
		all = append(all, o)
	}
	return body, year, applicant, all, nil
}

func (s *Server) outcomes(r *request) (*answered, error) {
	body, year, applicant, all, err := r.outcomesOf()
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(struct {
			Snapshot analytics.SnapshotRef `json:"snapshot"`
			Answers  []*analytics.Outcomes `json:"answers"`
		}{r.Snapshot, all})
	case "csv":
		return outcomesCSV(r, all)
	case "sql":
		return outcomesSQL(r, all)
	}
	p := outcomesPage{page: r.page, Body: body, Year: year, ChartsAt: withQuery("/charts/flow.json", r.Query)}
	p.Samples = body.Sample
	for y := body.LastYear; y >= body.FirstYear; y-- {
		p.Years = append(p.Years, y)
	}
	for _, a := range applicants {
		p.Applicants = append(p.Applicants, choiceOf{a.code, a.name.In(r.Lang), a.code == applicant})
	}
	for i, o := range all {
		if t, some := r.shareTable(o); some {
			t.Title = compositions[i].title.In(r.Lang)
			p.Tables = append(p.Tables, t)
		}
	}
	at := yearOf(all[0], year)
	switch {
	case at == nil || at.ReportID == 0:
		p.NoFlow = r.T("该年没有报告。", "No report for that year.")
	case len(at.Flow) == 0:
		p.NoFlow = r.T("有的数未填，或该年表式没有结转，不能画出完整的流向。", "Some numbers are missing, or the form of the year has no carry-over: no complete flow.")
	}
	if at != nil && at.ReportID != 0 {
		p.Report = r.Link(reportAddress(body, year))
	}
	return s.rendered("outcomes", p)
}

func yearOf(o *analytics.Outcomes, year int) *analytics.OutcomeYear {
	i := slices.IndexFunc(o.Years, func(y analytics.OutcomeYear) bool { return y.Year == year })
	if i < 0 {
		return nil
	}
	return &o.Years[i]
}

// shareTable lays a composition out; some is false where no year has a number.
func (p page) shareTable(o *analytics.Outcomes) (t shareTable, some bool) {
	t.ID = string(o.Subject)
	rows := map[string]*shareRow{}
	var order []string
	place := func(code, name string, inner bool, before int) *shareRow {
		if rows[code] == nil {
			rows[code] = &shareRow{Name: name, Inner: inner, Cells: make([]shareCell, len(o.Years))}
			order = slices.Insert(order, before, code)
		}
		return rows[code]
	}
	t.Whole = shareRow{Name: p.T("合计", "total"), Cells: make([]shareCell, len(o.Years))}
	for i, y := range o.Years {
		t.Years = append(t.Years, y.Year)
		t.Whole.Cells[i] = p.shareCell(o, y, y.Whole)
		some = some || y.Whole.Value != nil
		at := 0
		for _, part := range y.Whole.Parts {
			place(part.Code, part.Name.In(p.Lang), false, min(at, len(order))).Cells[i] = p.shareCell(o, y, part)
			at = slices.Index(order, part.Code) + 1
			for _, inner := range part.Parts {
				place(inner.Code, inner.Name.In(p.Lang), true, at).Cells[i] = p.shareCell(o, y, inner)
				at = slices.Index(order, inner.Code) + 1
			}
		}
	}
	for _, code := range order {
		t.Rows = append(t.Rows, *rows[code])
	}
	for _, b := range o.Breaks {
		t.Breaks = append(t.Breaks, b.Text.In(p.Lang))
	}
	return t, some
}

func (p page) shareCell(o *analytics.Outcomes, y analytics.OutcomeYear, part analytics.Part) shareCell {
	if part.Value == nil {
		point := analytics.Point{Year: y.Year, Status: part.Status, ReportID: y.ReportID}
		return shareCell{Value: cellText(point, p.Lang), Title: whyNone(point, p.Lang)}
	}
	c := shareCell{Value: grouped(*part.Value), Href: pointLink(p, o.Body, analytics.Point{Year: y.Year, ReportID: y.ReportID, Cells: part.Cells})}
	if part.Status == data.Suspect {
		c.Title = part.Status.Name().In(p.Lang)
	}
	if part.Unbalanced != nil {
		c.Title = strings.TrimPrefix(c.Title+p.T("；各项之和相差 ", "; the parts differ by ")+grouped(*part.Unbalanced), "；")
	}
	if part.Shown != nil && !part.Value.IsZero() {
		c.Percent = part.Shown.StringFixed(1) + "%"
		for _, step := range shadeSteps {
			if part.Shown.GreaterThanOrEqual(data.NewNumber(step).Decimal) {
				c.Shade++
			}
		}
	}
	return c
}

// drawFlow draws where the applications of the year went.
func (s *Server) drawFlow(r *request) ([]drawn, error) {
	body, year, applicant, all, err := r.outcomesOf()
	if err != nil {
		return nil, err
	}
	y := yearOf(all[0], year)
	if y == nil || len(y.Flow) == 0 {
		return []drawn{}, nil
	}
	parts := y.Whole.Parts
	option, err := chart.Flow(y.Flow, func(code string) string { return all[0].Name(code).In(r.Lang) }, func(code string) string {
		for i, part := range parts {
			inner := func(p analytics.Part) bool { return p.Code == code }
			if part.Code == code || slices.ContainsFunc(part.Parts, inner) {
				return outcomeColors[i%len(outcomeColors)]
			}
		}
		return ""
	})
	if err != nil {
		return nil, err
	}
	title := fmt.Sprintf(r.T("%s %d 年申请的去向", "%s %d: where the applications went"), body.Name, year)
	for _, a := range applicants {
		if a.code == applicant && a.code != "" {
			title += " · " + a.name.In(r.Lang)
		}
	}
	source := fmt.Sprintf(r.T("来源：%s %d 年度报告，快照 %s（%s）", "Source: report of %s for %d, snapshot %s (%s)"), body.Name, year, r.Label(), r.Day())
	return []drawn{{ID: "flow", Title: title, Unit: r.T("件", "cases"), Source: source, Wide: true, Option: option}}, nil
}

// outcomesCSV writes a row a part and year.
func outcomesCSV(r *request, all []*analytics.Outcomes) (*answered, error) {
	out := newSheet("构成", "indicator", "名称", "region_code", "机关", "年度", "数值", "占合计%", "状态", "快照")
	for _, o := range all {
		var write func(y analytics.OutcomeYear, part analytics.Part)
		write = func(y analytics.OutcomeYear, part analytics.Part) {
			out.text(string(o.Subject), part.Code, part.Name.In(r.Lang), o.Body.RegionCode, o.Body.Name, itoa(y.Year), number(part.Value), number(part.Shown), part.Status.Name().In(r.Lang), r.Label())
			for _, inner := range part.Parts {
				write(y, inner)
			}
		}
		for _, y := range o.Years {
			write(y, y.Whole)
		}
	}
	return out.done(r, "gongkai-outcomes")
}
