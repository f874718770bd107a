package dashboard

import (
	"net/url"
	"slices"
	"strconv"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
)

// reportsPage is the list of loaded reports.
type reportsPage struct {
	page
	Reports []analytics.ReportRef
	Forms   map[string]string
}

func (s *Server) reports(r *request) (*answered, error) {
	list, err := r.answers.Reports(r.ctx)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(struct {
			Snapshot analytics.SnapshotRef `json:"snapshot"`
			Reports  []analytics.ReportRef `json:"reports"`
		}{r.Snapshot, list})
	case "csv":
		out := newSheet("report_id", "region_code", "机关", "年度", "表式", "范围", "标题", "发布日期", "文件", "sha256", "数据个数", "勾稽不符", "快照")
		for _, x := range list {
			out.text(itoa(x.ID), x.Body.RegionCode, x.Body.Name, itoa(x.Year), x.Form, string(x.Scope), x.Title, x.Published,
				x.Source.File, x.Source.SHA256, itoa(x.Figures), itoa(x.Failed), r.label())
		}
		return out.done("gongkai-reports.csv")
	}
	p := reportsPage{page: r.page, Reports: list, Forms: map[string]string{}}
	p.Samples = len(list) > 0
	for _, x := range list {
		p.Samples = p.Samples && x.Sample
	}
	for _, f := range s.Catalogue.Forms {
		p.Forms[f.ID] = f.Name().In(r.Lang)
	}
	return s.rendered("reports", p)
}

// reportPage is one report as its form prints it.
type reportPage struct {
	page
	Report   analytics.ReportRef
	Findings []data.Finding
	Form     *form.Form
	Tables   []printedTable
	Local    []localCell
	CanGet   bool // the original can be downloaded
}

// localCell is a cell of no statutory form with its place in words.
type localCell struct {
	analytics.LocalFigure
	Place string
}

func (s *Server) report(r *request) (*answered, error) {
	name, err := url.PathUnescape(r.c.Params("body"))
	if err != nil {
		return nil, notFound()
	}
	year, err := strconv.Atoi(r.c.Params("year"))
	if err != nil {
		return nil, notFound()
	}
	bodies, err := r.answers.Bodies(r.ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(bodies, func(b analytics.BodyRef) bool { return key(b) == name })
	if i < 0 {
		return nil, notFound()
	}
	rep, err := r.answers.ReportOf(r.ctx, bodies[i].ID, year)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(rep)
	case "csv":
		return s.reportCSV(r, rep)
	}
	f := s.Catalogue.Form(rep.Report.Form)
	if f == nil {
		return nil, notFound()
	}
	p := reportPage{page: r.page, Report: rep.Report, Findings: rep.Findings, Form: f, CanGet: s.OpenSource != nil}
	p.Samples = rep.Report.Sample
	for _, t := range f.Tables {
		p.Tables = append(p.Tables, printTable(f, t, rep, r.Lang))
	}
	for _, c := range rep.Local {
		p.Local = append(p.Local, localCell{c, placeText(c.At, r.Lang)})
	}
	return s.rendered("report", p)
}

func (s *Server) reportCSV(r *request, rep *analytics.ReportPage) (*answered, error) {
	out := newSheet("cell", "项目", "数值", "单位", "状态", "obs_status", "原文", "备注", "表", "行", "列", "机关", "年度", "sha256", "快照")
	for _, f := range rep.Figures {
		label, unit := "", f.Unit
		if info := s.Catalogue.Cell(f.Cell); info != nil {
			label = info.Label().In(r.Lang)
			if unit == "" {
				unit = info.Unit()
			}
		}
		out.text(string(f.Cell), label, number(f.Value), unit, f.Status.Name().In(r.Lang), f.Status.Letter(), f.Text, f.Note,
			itoa(f.At.Table), itoa(f.At.Row), itoa(f.At.Column), rep.Report.Body.Name, itoa(rep.Report.Year), rep.Report.Source.SHA256, r.label())
	}
	return out.done("gongkai-" + rep.Report.Body.Name + "-" + itoa(rep.Report.Year) + ".csv")
}

// Failed lists the findings that failed.
func (p reportPage) Failed() []data.Finding { return p.inState(data.Failed) }

// Unsure lists the checks that could not be assessed.
func (p reportPage) Unsure() []data.Finding { return p.inState(data.NotAssessable) }

// Passed counts the checks that hold.
func (p reportPage) Passed() int { return len(p.inState(data.OK)) }

func (p reportPage) inState(s data.State) []data.Finding {
	var out []data.Finding
	for _, f := range p.Findings {
		if f.State == s {
			out = append(out, f)
		}
	}
	return out
}
