package dashboard

import (
	"net/url"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// coverageRows and findingRows are how many bodies and findings the page lists,
// exportedFindings how many a file.
const (
	coverageRows     = 40
	findingRows      = 50
	exportedFindings = 200_000
)

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

// stateNames are the results of checks.
var stateNames = []struct {
	State data.State
	Name  data.Text
}{
	{data.Failed, data.Text{ZH: "未通过", EN: "failed"}},
	{data.NotAssessable, data.Text{ZH: "无法核验", EN: "cannot be assessed"}},
	{data.Waived, data.Text{ZH: "免核", EN: "waived"}},
	{data.OK, data.Text{ZH: "通过", EN: "ok"}},
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

// checkRow counts a check's results.
type checkRow struct {
	Code, Text string
	Counts     []checkCount // in the order of stateNames
}

type checkCount struct{ N, Href string }

// foundRow is a finding in the list.
type foundRow struct {
	Name, Check, Rule, State, Severity, Detail string
	Year                                       int
	Failed                                     bool
	Report                                     string
	Cells                                      []linked
}

// qualityPage says who reported when, and what the checks found.
type qualityPage struct {
	page
	Body               string // as asked, "" for all bodies
	Rules              []choiceOf
	Checks             []choiceOf
	States             []choiceOf
	From, To           int
	All                []int // years to choose from
	Rule               string
	Signs              []stateSign
	Years              []yearShare
	Rows               []coverageRow
	Of                 string
	First, Last        int // bodies listed
	Before, After      string
	Rejected           []rejectedNote
	ByCheck            []checkRow
	StateHeads         []string
	Found              []foundRow
	FoundOf            string
	FoundFrom, FoundTo int
	FoundBefore        string
	FoundAfter         string
}

// quality answers the page 质量.
func (s *Server) quality(r *request) (*answered, error) {
	q, err := s.newAsked(r)
	if err != nil {
		return nil, err
	}
	cover := analytics.CoverageQuestion{From: q.number("from"), To: q.number("to"), Rows: coverageRows, Skip: q.number("skip")}
	find := analytics.FindingsQuestion{From: cover.From, To: cover.To, Check: q.v.Get("check"), State: data.State(q.or("state", string(data.Failed))), Rows: findingRows, Skip: q.number("skipf")}
	if find.State == "any" {
		find.State = ""
	}
	name := strings.TrimSpace(q.v.Get("body"))
	switch {
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
	if r.format == "csv" {
		find.Rows, find.Skip = exportedFindings, 0
	}
	if q.err != nil {
		return nil, q.err
	}
	if r.format == "sql" {
		statement, err := r.answers.FindingsSQL(r.ctx, find)
		return asSQL(r, statement, err)
	}
	found, err := r.answers.Findings(r.ctx, find)
	if err != nil {
		return nil, err
	}
	if r.format == "csv" {
		return s.findingsCSV(r, found)
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
	p := qualityPage{page: r.page, Body: name, From: covered.From, To: covered.To}
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
	s.layFindings(&p, q.v, find, found)
	return s.rendered("quality", p)
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

// layFindings prints the findings.
func (s *Server) layFindings(p *qualityPage, v url.Values, q analytics.FindingsQuestion, f *analytics.Findings) {
	for _, n := range stateNames {
		p.StateHeads = append(p.StateHeads, n.Name.In(p.Lang))
		p.States = append(p.States, choiceOf{string(n.State), n.Name.In(p.Lang), n.State == q.State})
	}
	p.States = append(p.States, choiceOf{"any", p.T("全部结果", "any result"), q.State == ""})
	at := map[string]int{}
	for _, c := range f.Counts {
		i, known := at[c.Check]
		if !known {
			i = len(p.ByCheck)
			at[c.Check] = i
			p.ByCheck = append(p.ByCheck, checkRow{Code: c.Check, Text: s.checkText(c.Check).In(p.Lang), Counts: make([]checkCount, len(stateNames))})
			p.Checks = append(p.Checks, choiceOf{c.Check, c.Check, c.Check == q.Check})
		}
		for k, n := range stateNames {
			if n.State == c.State {
				p.ByCheck[i].Counts[k] = checkCount{count(c.Findings), p.with(v, "check", c.Check, "state", string(c.State), "skipf", "") + "#findings"}
			}
		}
	}
	for _, found := range f.Findings {
		p.Found = append(p.Found, s.foundRow(p.page, found))
	}
	p.FoundOf, p.FoundFrom, p.FoundTo = count(f.Of), min(f.Skip+1, f.Of), min(f.Skip+findingRows, f.Of)
	p.FoundBefore, p.FoundAfter = p.turned(v, "skipf", f.Skip, findingRows, f.Of)
}

// namedCells is how many cells of a finding the list names; the report page
// names them all.
const namedCells = 4

func (s *Server) foundRow(p page, f analytics.FoundIn) foundRow {
	row := foundRow{Name: f.Body.Name, Year: f.Year, Check: f.Check, Rule: s.checkText(f.Check).In(p.Lang), Detail: f.Detail, Failed: f.State == data.Failed,
		Report: p.Link(reportAddress(f.Body, f.Year) + "#" + findingID(f.Finding))}
	for _, n := range stateNames {
		if n.State == f.State {
			row.State = n.Name.In(p.Lang)
		}
	}
	row.Severity = severityName(f.Severity).In(p.Lang)
	for i, c := range f.Cells {
		if i == namedCells {
			break
		}
		if info := s.Catalogue.Cell(c); info != nil {
			row.Cells = append(row.Cells, linked{info.Label().In(p.Lang), p.Link(reportAddress(f.Body, f.Year) + "#" + string(c))})
		}
	}
	return row
}

// findingID is a finding's place on the report page.
func findingID(f data.Finding) string { return "f-" + f.Check + "-" + f.Where }

// checkText says what a check demands, or repeats its code.
func (s *Server) checkText(code string) data.Text {
	if id, words := s.Catalogue.Identity(code); id != nil {
		return words
	}
	if c := s.Catalogue.Check(code); c != nil {
		return c.Means()
	}
	return data.Text{ZH: code, EN: code}
}

func severityName(s data.Severity) data.Text {
	switch s {
	case data.Hard:
		return data.Text{ZH: "必须成立", EN: "must hold"}
	case data.Soft:
		return data.Text{ZH: "通常成立", EN: "usually holds"}
	}
	return data.Text{ZH: "提示", EN: "note"}
}

func (s *Server) findingsCSV(r *request, f *analytics.Findings) (*answered, error) {
	out := newSheet("region_code", "机关", "年度", "表式", "核验项", "规则", "位置", "结果", "性质", "说明", "单元格", "快照")
	for _, x := range f.Findings {
		cells := make([]string, len(x.Cells))
		for i, c := range x.Cells {
			cells[i] = string(c)
		}
		row := s.foundRow(r.page, x)
		out.text(x.Body.RegionCode, x.Body.Name, itoa(x.Year), x.Form, x.Check, row.Rule, x.Where, row.State, row.Severity, x.Detail, strings.Join(cells, " "), r.Label())
	}
	return out.done(r, "gongkai-findings")
}
