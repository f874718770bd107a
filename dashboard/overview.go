package dashboard

import (
	"context"
	"fmt"
	"net/url"

	"gongkai/analytics"
)

// tiles are the measures of the overview, in its order.
var tiles = []string{"applications.received", "rate.disclosure", "rate.carried_out", "decisions.licence",
	"decisions.penalty", "rate.review_corrected", "rate.litigation_lost", "documents.normative.in_force"}

// mostNotes is how many annotations the overview shows.
const mostNotes = 2

// sentences is how many changes the overview tells.
const sentences = 4

// segment is a part of the bar of outcomes.
type segment struct {
	Name, Value, Percent string
	Color                string
	X, Width             string // of a bar 100 wide
}

// sentence is a change with links for its numbers.
type sentence struct {
	Level  string // extremely, very, unusual or ""
	Pieces []linked
}

type linked struct{ Text, Href string }

// overviewPage is a body's year at a glance.
type overviewPage struct {
	page
	Body     analytics.BodyRef
	Year     int
	Years    []int // to choose from, the newest first
	Rule     string
	Tiles    []tile
	Changes  []sentence
	Breaks   []string
	Notes    []string // what the office says of the year
	Segments []segment
	Concluded,
	OutcomesNote string
	Quality quality
	Report  string // address of the year's report, "" without one
}

// quality is the badge: what the checks say of the year, and how many years are there.
type quality struct {
	State    analytics.State
	Failed   int
	Reported int
	Of       int
}

// glances are the answers behind the overview.
type glances struct {
	Glance   *analytics.Glance      `json:"glance"`
	Changes  *analytics.WhatChanged `json:"changes"`
	Outcomes *analytics.Outcomes    `json:"outcomes"`
	Coverage *analytics.Coverage    `json:"coverage"`
}

func (s *Server) overview(r *request) (*answered, error) {
	q, err := r.parameters()
	if err != nil {
		return nil, err
	}
	body, asked, err := r.subject(q)
	if err != nil {
		return nil, err
	}
	g, err := glance(r.ctx, r.answers, body, asked)
	if err != nil {
		return nil, err
	}
	switch r.format {
	case "json":
		return asJSON(g)
	case "csv":
		return s.overviewCSV(r, g)
	case "sql":
		statement, err := r.answers.ObservedSQL(tiles, []analytics.BodyRef{body}, body.FirstYear, body.LastYear)
		return asSQL(r, statement, err)
	}
	p := s.newOverview(r, body, g)
	notes, err := s.notesOf(r, []analytics.BodyRef{body}, tiles, p.Year, p.Year)
	for i, n := range notes[:min(len(notes), mostNotes)] {
		p.Notes = append(p.Notes, r.noteText(i, n))
	}
	if err != nil {
		return nil, err
	}
	return s.rendered("overview", p)
}

// subject is the body and year that an address asks for.
func (r *request) subject(q url.Values) (body analytics.BodyRef, asked int, err error) {
	if words := q.Get("body"); words != "" {
		body, err = r.answers.FindBody(r.ctx, words)
	} else {
		body, err = r.answers.DefaultBody(r.ctx)
	}
	if err != nil {
		return body, 0, err
	}
	asked, err = year(q, "year", body.LastYear)
	return body, asked, err
}

func glance(ctx context.Context, a *analytics.Analytics, body analytics.BodyRef, year int) (g *glances, err error) {
	g = &glances{}
	if g.Glance, err = a.Glance(ctx, analytics.GlanceQuestion{Body: body.ID, Year: year, Indicators: tiles}); err != nil {
		return nil, err
	}
	if g.Changes, err = a.Changes(ctx, analytics.ChangeQuestion{Body: body.ID, Year: year, Limit: sentences}); err != nil {
		return nil, err
	}
	if g.Outcomes, err = a.Outcomes(ctx, analytics.OutcomesQuestion{Body: body.ID, From: year, To: year, Subject: analytics.Applications}); err != nil {
		return nil, err
	}
	g.Coverage, err = a.Coverage(ctx, analytics.CoverageQuestion{Bodies: []int{body.ID}})
	return g, err
}

func (s *Server) newOverview(r *request, body analytics.BodyRef, g *glances) overviewPage {
	p := overviewPage{page: r.page, Body: body, Year: g.Glance.Year}
	p.Samples = body.Sample
	for y := body.LastYear; y >= body.FirstYear; y-- {
		p.Years = append(p.Years, y)
	}
	if g.Glance.Rule != nil {
		p.Rule = g.Glance.Rule.In(r.Lang)
	}
	for i := range g.Glance.Items {
		p.Tiles = append(p.Tiles, s.newTile(r, g.Glance, &g.Glance.Items[i]))
	}
	for _, item := range g.Changes.Items {
		p.Changes = append(p.Changes, newSentence(r.page, g.Changes.Body, item))
	}
	for _, b := range g.Changes.Breaks {
		p.Breaks = append(p.Breaks, b.Text.In(r.Lang))
	}
	p.compose(g.Outcomes.Years[0])
	for _, cell := range g.Coverage.Rows[0].Cells {
		p.Quality.Of++
		if cell.ReportID != 0 {
			p.Quality.Reported++
		}
		if cell.Year == p.Year {
			p.Quality.State, p.Quality.Failed = cell.State, cell.Failed
			if cell.ReportID != 0 {
				p.Report = r.Link(reportAddress(body, p.Year))
			}
		}
	}
	return p
}

func newSentence(p page, body analytics.BodyRef, item analytics.Item) sentence {
	s := sentence{Level: item.Level()}
	for _, piece := range item.Sentence {
		l := linked{Text: piece.Text.In(p.Lang)}
		if piece.ReportID != 0 && len(piece.Cells) > 0 {
			l.Href = p.Link(reportAddress(body, piece.Year) + "#" + string(piece.Cells[0]))
		}
		s.Pieces = append(s.Pieces, l)
	}
	return s
}

// compose lays out the bar of how applications ended. It has no bar unless all
// parts are known and add up.
func (p *overviewPage) compose(y analytics.OutcomeYear) {
	whole := y.Whole
	switch {
	case whole.Value == nil:
		p.OutcomesNote = p.T("没有本年办理结果", "no outcomes of the year")
		return
	case !whole.Value.IsPositive():
		p.OutcomesNote = p.T("本年没有办结的申请", "no applications were concluded in the year")
		return
	case whole.Unbalanced != nil:
		p.OutcomesNote = p.T("各项之和与总计不符，不作图", "the parts do not add up to the total: no bar")
	}
	p.Concluded = grouped(*whole.Value)
	at, total := 0.0, whole.Value.InexactFloat64()
	for i, part := range whole.Parts {
		g := segment{Name: part.Name.In(p.Lang), Color: outcomeColors[i%len(outcomeColors)], Value: "—"}
		if part.Value != nil {
			width := 100 * part.Value.InexactFloat64() / total
			g.Value, g.X, g.Width = grouped(*part.Value), fmt.Sprintf("%.3f", at), fmt.Sprintf("%.3f", max(0, width))
			at += width
		} else if p.OutcomesNote == "" {
			p.OutcomesNote = p.T("有的项未填，不作图", "some parts are not given: no bar")
		}
		if part.Shown != nil {
			g.Percent = part.Shown.StringFixed(1) + "%"
		}
		p.Segments = append(p.Segments, g)
	}
	if p.OutcomesNote != "" {
		for i := range p.Segments {
			p.Segments[i].Width = ""
		}
	}
}

// overviewCSV writes a row a tile.
func (s *Server) overviewCSV(r *request, g *glances) (*answered, error) {
	out := newSheet("indicator", "指标", "region_code", "机关", "年度", "数值", "单位", "k", "n", "状态", "较上年", "较上年%", "名次", "名次下", "名次上", "参评机关", "同类中位数", "同类范围", "快照")
	rule := ""
	if g.Glance.Rule != nil {
		rule = g.Glance.Rule.In(r.Lang)
	}
	for _, item := range g.Glance.Items {
		now := item.Now()
		k, n, rank, low, high, of := "", "", "", "", "", ""
		if now.Rate != nil {
			k, n = now.Rate.K.String(), now.Rate.N.String()
		}
		if item.Own != nil && item.Own.Rank > 0 {
			rank, low, high, of = itoa(item.Own.Rank), itoa(item.Own.RankLow), itoa(item.Own.RankHigh), itoa(item.Own.Of)
		}
		out.text(item.Code, item.Name.In(r.Lang), g.Glance.Body.RegionCode, g.Glance.Body.Name, itoa(g.Glance.Year), number(now.Value), item.Unit, k, n,
			now.Status.Name().In(r.Lang), number(now.Shown), number(now.Percent), rank, low, high, of, number(item.Median), rule, r.Label())
	}
	return out.done(r, "gongkai-"+g.Glance.Body.Name+"-"+itoa(g.Glance.Year))
}
