package dashboard

import (
	"net/url"
	"strconv"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
)

// reportsPage is the list of loaded reports.
type reportsPage struct {
	page
	Reports       []analytics.ReportRef
	Forms         map[string]string
	Words         string
	Of, From, To  int
	Before, After string // addresses of other rows, "" where there are none
}

// reportRows is how many reports a page lists; a file has all.
const reportRows = 100

func (s *Server) reports(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	question := analytics.ReportsQuestion{Words: q.v.Get("q"), Rows: reportRows, Skip: q.number("skip")}
	if q.err != nil {
		return nil, q.err
	}
	if r.format == "sql" {
		statement, err := r.answers.ReportsSQL(question)
		return asSQL(r, statement, err)
	}
	switch r.format {
	case "json":
		return r.allReportsJSON(question)
	case "csv":
		return r.allReports(question), nil
	}
	list, of, err := r.answers.Reports(r.ctx, question)
	if err != nil {
		return nil, err
	}
	p := reportsPage{page: r.page, Reports: list, Forms: map[string]string{}, Words: question.Words, Of: of,
		From: min(question.Skip+1, of), To: min(question.Skip+reportRows, of)}
	p.Before, p.After = r.turned(q.v, "skip", question.Skip, reportRows, of)
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
	Report    analytics.ReportRef
	Findings  []analytics.Judged
	Failed    []reportFinding // what must hold and does not
	Doubtful  []reportFinding // what usually holds, and notes
	Unsure    []reportFinding
	Waived    []reportFinding // failed, and explained by a person
	Corrected []verdictRow    // cells that hold another number than is printed
	Former    former
	Versions  reportVersions
	Form      *form.Form
	Tables    []printedTable
	Local     []localCell
	CanGet    bool // the original can be downloaded
}

// localCell is a cell of no statutory form with its place in words.
type localCell struct {
	analytics.LocalFigure
	Place string
}

// reportAsked is the report that an address names.
func (s *Server) reportAsked(r *request) (*analytics.ReportPage, error) {
	name, err := url.PathUnescape(r.c.Params("body"))
	if err != nil {
		return nil, notFound()
	}
	year, err := strconv.Atoi(r.c.Params("year"))
	if err != nil {
		return nil, notFound()
	}
	body, err := r.answers.FindBody(r.ctx, name)
	if err != nil {
		return nil, notFound()
	}
	return r.answers.ReportOf(r.ctx, body.ID, year)
}

func (s *Server) report(r *request) (*answered, error) {
	rep, err := s.reportAsked(r)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(rep)
	case "csv":
		return s.reportCSV(r, rep)
	case "sql":
		statement, err := r.answers.FiguresSQL(rep.Report)
		return asSQL(r, statement, err)
	}
	f := s.Catalogue.Form(rep.Report.Form)
	if f == nil {
		return nil, notFound()
	}
	p := reportPage{page: r.page, Report: rep.Report, Findings: rep.Findings, Form: f, CanGet: s.OpenSource != nil}
	p.Samples = rep.Report.Sample
	figures := byCell(rep.Figures)
	for _, t := range f.Tables {
		p.Tables = append(p.Tables, printTable(f, t, figures, r.Lang))
	}
	if s.Original != nil {
		p.linkSources(figures)
	}
	if err := s.putBeside(r, &p, rep); err != nil {
		return nil, err
	}
	if err := s.putVersions(r, &p); err != nil {
		return nil, err
	}
	if err := s.putCorrected(r, &p); err != nil {
		return nil, err
	}
	for _, x := range rep.Findings {
		found := s.reportFinding(r.page, figures, x)
		switch x.State {
		case data.Failed:
			found.Command, found.Ask = waiveCommand(rep.Report.Body, rep.Report.Year, x.Finding), r.T("已查明原因，免核", "explained: waive it")
			if x.Severity == data.Hard {
				p.Failed = append(p.Failed, found)
			} else {
				p.Doubtful = append(p.Doubtful, found)
			}
		case data.Waived:
			p.Waived = append(p.Waived, found)
		case data.NotAssessable:
			p.Unsure = append(p.Unsure, found)
		}
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
			itoa(f.At.Table), itoa(f.At.Row), itoa(f.At.Column), rep.Report.Body.Name, itoa(rep.Report.Year), rep.Report.Source.SHA256, r.Label())
	}
	return out.done(r, "gongkai-"+rep.Report.Body.Name+"-"+itoa(rep.Report.Year))
}

// reportFinding is a finding with the cells that it is about.
type reportFinding struct {
	ID, Check, Rule, Detail string
	Cells                   []findingCell
	Waiver                  *waiverLine // nil for none
	Command, Ask            string      // waives it, and the words before it; "" for what did not fail
}

type findingCell struct{ Href, Name, Text string }

func (s *Server) reportFinding(p page, figures map[data.Cell]*data.Figure, x analytics.Judged) reportFinding {
	out := reportFinding{ID: findingID(x.Finding), Check: x.Check, Rule: s.Catalogue.Demand(x.Check).In(p.Lang), Detail: x.Detail, Waiver: waiverOf(x)}
	for _, c := range x.Cells {
		if info := s.Catalogue.Cell(c); info != nil {
			out.Cells = append(out.Cells, findingCell{"#" + string(c), info.Label().In(p.Lang), figureCell(c, info.Unit(), figures, p.Lang).Text})
		}
	}
	return out
}

// Passed counts the checks that hold.
func (p reportPage) Passed() (n int) {
	for _, f := range p.Findings {
		if f.State == data.OK {
			n++
		}
	}
	return n
}
