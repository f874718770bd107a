package dashboard

import (
	"net/url"
	"strings"

	"gongkai/analytics"
	"gongkai/dashboard/feedback"
	"gongkai/data"
)

// coverageRows is how many bodies the page lists.
const coverageRows = 40

// signs are what stands for a state in the matrix: told apart without colour.
var signs = []struct {
	State analytics.State
	Sign  string
	Name  data.Text
}{
	{analytics.IsReported, "●", data.Text{ZH: "已报告", EN: "reported"}},
	{analytics.IsSuspect, "※", data.Text{ZH: "已报告，有勾稽不符", EN: "reported, checks failed"}},
	{analytics.IsRejected, "✕", data.Text{ZH: "文件未能载入", EN: "a file came and was not taken in"}},
	{analytics.IsMissing, "–", data.Text{ZH: "没有报告", EN: "no report"}},
}

// stateSign is a cell of the matrix.
type stateSign struct {
	State       analytics.State
	Sign, Title string
	Href        string
}

type coverageRow struct {
	Name, Href string
	Cells      []stateSign
}

// yearShare is how many of the bodies reported in a year.
type yearShare struct {
	Year  int
	K, N  string
	Share string
}

// rejectedNote is a file that was not taken in.
type rejectedNote struct{ Name, File, Code, Why string }

// qualityPage says who reported when, and what the checks found.
type qualityPage struct {
	page
	Body          string // as asked, "" for all bodies
	Rules         []choiceOf
	From, To      int
	All           []int // years to choose from
	Rule          string
	Signs         []stateSign
	Years         []yearShare
	Rows          []coverageRow
	Of            string
	First, Last   int // bodies listed
	Before, After string
	Rejected      []rejectedNote
	foundList
	Feedback string // address of the sheets to send back
	Verdicts verdictList
}

// quality answers the page 质量.
func (s *Server) quality(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	cover, find := q.quality()
	if q.err != nil {
		return nil, q.err
	}
	if r.format == "sql" {
		statement, err := r.answers.FindingsSQL(r.ctx, find)
		return asSQL(r, statement, err)
	}
	if r.format == "csv" {
		return s.allFindings(r, find)
	}
	found, err := r.answers.Findings(r.ctx, find)
	if err != nil {
		return nil, err
	}
	covered, err := r.answers.Coverage(r.ctx, cover)
	if err != nil {
		return nil, err
	}
	if r.format == "json" {
		return asJSON(struct {
			Coverage *analytics.Coverage `json:"coverage"`
			Findings *analytics.Findings `json:"findings"`
		}{covered, found})
	}
	p := qualityPage{page: r.page, Body: strings.TrimSpace(q.v.Get("body")), Feedback: withQuery("/quality/feedback.xlsx", r.Query), From: covered.From, To: covered.To}
	first, last, err := r.answers.Years(r.ctx)
	if err != nil {
		return nil, err
	}
	for y := first; y <= last; y++ {
		p.All = append(p.All, y)
	}
	p.Rules = r.ruleChoices(q.v.Get("rule"))
	p.Rules = append(p.Rules, choiceOf{"own", r.T("只看本机关", "this body only"), q.v.Get("rule") == "own"})
	p.lay(q.v, covered)
	p.foundList = s.layFindings(p.page, q.v, find, found)
	if p.Verdicts, err = s.layVerdicts(r, q, find); err != nil {
		return nil, err
	}
	return s.rendered("quality", p)
}

// quality reads which bodies, years and findings are asked for.
func (q *asked) quality() (cover analytics.CoverageQuestion, find analytics.FindingsQuestion) {
	cover = analytics.CoverageQuestion{From: q.number("from"), To: q.number("to"), Rows: coverageRows, Skip: q.number("skip")}
	find = analytics.FindingsQuestion{From: cover.From, To: cover.To, Check: q.v.Get("check"), State: data.State(q.or("state", string(data.Failed))), Severity: data.Severity(q.v.Get("severity")), Rows: findingRows, Skip: q.number("skipf")}
	if find.State == "any" {
		find.State = ""
	}
	switch name := strings.TrimSpace(q.v.Get("body")); {
	case name == "":
	case q.v.Get("rule") == "own":
		ids := q.bodies("body")
		cover.Bodies, find.Bodies = ids, ids
	default:
		g := q.group()
		same := g // each question settles the usual rule for itself
		cover.Body, cover.Group = q.body(), &g
		find.Body, find.Group = cover.Body, &same
	}
	return cover, find
}

// feedback is the workbook that goes back to the offices.
func (s *Server) feedback(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	_, find := q.quality()
	if q.err != nil {
		return nil, q.err
	}
	find.Rows, find.Skip = workbookFindings, 0
	found, err := r.answers.Findings(r.ctx, find)
	if err != nil {
		return nil, err
	}
	if found.Of > len(found.Findings) {
		return nil, &data.Error{Code: "too_many_findings", Place: itoa(found.Of),
			Reason: data.Text{ZH: "反馈表一次至多 " + count(workbookFindings) + " 条，这里有 " + count(found.Of) + " 条", EN: "sheets to send back hold " + count(workbookFindings) + " findings at most, these are " + count(found.Of)},
			Way:    data.Text{ZH: "请缩小机关、年度或核验项的范围，或下载不设上限的 CSV、XLSX", EN: "choose fewer bodies, years or checks, or take CSV or XLSX, which have no limit"}}
	}
	cells, err := r.answers.FoundCells(r.ctx, found.Findings)
	if err != nil {
		return nil, err
	}
	var source feedback.Source
	for _, line := range r.provenance() {
		source = append(source, [2]string{line[0], line[1]})
	}
	b, err := feedback.Workbook(found.Findings, cells, s.Catalogue, source, r.Lang)
	return &answered{kind: xlsxType, disposition: attachment(r.named("gongkai-feedback", "xlsx")), plain: b}, err
}

// lay prints the coverage.
func (p *qualityPage) lay(v url.Values, c *analytics.Coverage) {
	for _, s := range signs {
		p.Signs = append(p.Signs, stateSign{State: s.State, Sign: s.Sign, Title: s.Name.In(p.Lang)})
	}
	if c.Rule != nil {
		p.Rule = c.Rule.In(p.Lang)
	} else if p.Body == "" {
		p.Rule = p.T("全部机关", "all bodies")
	}
	for _, y := range c.Years {
		share := ""
		if y.N > 0 {
			share = itoa(y.K * 100 / y.N)
		}
		p.Years = append(p.Years, yearShare{y.Year, count(y.K), count(y.N), share})
	}
	for _, row := range c.Rows {
		out := coverageRow{Name: row.Body.Name, Href: p.Link("/?" + query("body", key(row.Body)))}
		for _, cell := range row.Cells {
			out.Cells = append(out.Cells, p.stateSign(row.Body, cell))
			for _, f := range cell.Rejected {
				p.Rejected = append(p.Rejected, rejectedNote{row.Body.Name + " " + itoa(cell.Year), f.File, f.Code, f.Why.In(p.Lang)})
			}
		}
		p.Rows = append(p.Rows, out)
	}
	p.Of, p.First, p.Last = count(c.Of), min(c.Skip+1, c.Of), min(c.Skip+coverageRows, c.Of)
	p.Before, p.After = p.turned(v, "skip", c.Skip, coverageRows, c.Of)
}

func (p page) stateSign(b analytics.BodyRef, c analytics.CoverageCell) stateSign {
	for _, s := range signs {
		if s.State != c.State {
			continue
		}
		out := stateSign{State: s.State, Sign: s.Sign, Title: b.Name + " " + itoa(c.Year) + p.T("：", ": ") + s.Name.In(p.Lang)}
		if c.Failed > 0 {
			out.Title += " " + itoa(c.Failed) + p.T(" 处", "")
		}
		if c.Replaced > 0 {
			out.Title += p.T("，有更正前的版本 ", ", earlier versions: ") + itoa(c.Replaced)
		}
		if c.ReportID != 0 {
			out.Href = p.Link(reportAddress(b, c.Year))
		}
		return out
	}
	return stateSign{Sign: "?"}
}
