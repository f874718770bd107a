package analytics

import (
	"context"
	"fmt"
	"slices"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
)

// PeersQuestion asks where a body stands among its peers with an indicator or
// ratio in a year.
type PeersQuestion struct {
	Body      int
	Year      int // 0: the last in which the body reported
	Indicator string
	Group     Group

	// Rows lists so many members, from the best, behind the first Skip ones, and
	// as many of those left out; 0 for DefaultRows. The body itself is listed
	// in any case, and everything else is of all.
	Rows, Skip int

	Order Order // of the members listed
}

// Member is a peer with its value, the body itself included.
type Member struct {
	Body     BodyRef      `json:"body"`
	Value    *data.Number `json:"value"` // nil where n is too small for a ratio
	Rate     *Rate        `json:"rate,omitempty"`
	Status   data.Status  `json:"status"`
	ReportID int          `json:"report_id"`
	Own      bool         `json:"own,omitempty"`
	// Rank counts from 1 for the best, or the largest where neither is better;
	// ties share a place (1, 2, 2, 4). 0 where a ratio's n is too small to rank.
	Rank int `json:"rank,omitempty"`
	// RankLow and RankHigh are how far chance may have moved the rank, at 95 %:
	// where the body would stand by what its cases tell of it; see chance.Ranks.
	// 0 for money and for what is not ranked.
	RankLow  int `json:"rank_low,omitempty"`
	RankHigh int `json:"rank_high,omitempty"`
	// Outside is where a ratio lies in the funnel: 0 within its limits, 1 beyond
	// those of 95 %, 2 beyond those of 99.8 %; negative below.
	Outside int `json:"outside,omitempty"`
}

// Spread is how the values of a group lie. The quartiles are those of Hyndman
// and Fan (1996), type 7, as percentile_cont of SQL.
type Spread struct {
	N      int          `json:"n"`
	Min    *data.Number `json:"min"`
	Q1     *data.Number `json:"q1"`
	Median *data.Number `json:"median"`
	Q3     *data.Number `json:"q3"`
	Max    *data.Number `json:"max"`
}

// Standing is where the body itself stands.
type Standing struct {
	// Percentile is the share of the ranked members with a smaller value plus
	// half of those with an equal one, in per cent.
	Percentile *data.Number `json:"percentile"`
	// Quartile of the values, 1 for the smallest; 0 if the body has none.
	Quartile int `json:"quartile"`
	// ToBest is what is missing to the better quartile (the third where higher
	// is better or neither is, the first where lower is), 0 if reached.
	ToBest   *data.Number `json:"to_best"`
	Rank     int          `json:"rank,omitempty"`
	RankLow  int          `json:"rank_low,omitempty"`
	RankHigh int          `json:"rank_high,omitempty"`
	Of       int          `json:"of,omitempty"` // members ranked
}

// Peers answers a PeersQuestion.
type Peers struct {
	Snapshot  SnapshotRef     `json:"snapshot"`
	Code      string          `json:"indicator"`
	Indicator *form.Indicator `json:"-"`
	Unit      string          `json:"unit"`
	Better    string          `json:"better"` // higher, lower or ""
	Body      BodyRef         `json:"body"`
	Year      int             `json:"year"`
	Rule      data.Text       `json:"rule"`
	Of        int             `json:"of"` // members in all
	Skip      int             `json:"skip,omitempty"`
	Members   []Member        `json:"members"` // by rank, those without one last
	Out       []Excluded      `json:"out"`
	OutBy     map[string]int  `json:"out_by"` // how many are left out, by code
	Spread    Spread          `json:"spread"`
	Pooled    *Rate           `json:"pooled,omitempty"` // of a ratio: the group's sums
	PooledBy  *data.Number    `json:"pooled_value,omitempty"`
	Funnel    *Funnel         `json:"funnel,omitempty"` // of a proportion, where chance can be told
	Own       *Standing       `json:"own"`              // nil if the body itself has no value
	Notes     []data.Text     `json:"notes"`            // what to mind in reading
}

// Peers compares a body with its peers. Codes: those of Trend, "bad_group",
// "no_group" where the rule cannot be applied to the body, "bad_page".
func (a *Analytics) Peers(ctx context.Context, q PeersQuestion) (*Peers, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	p, m, who, err := a.gather(ctx, q)
	if err != nil {
		return nil, err
	}
	var names map[int]BodyRef
	if err := together(
		func() (err error) { names, err = a.names(ctx, who); return err },
		func() error { p.rankAll(m, a); return nil }); err != nil {
		return nil, err
	}
	if err := p.order(q.Order, names); err != nil {
		return nil, err
	}
	p.Skip = q.Skip
	own := slices.IndexFunc(p.Members, func(m Member) bool { return m.Own })
	listed := p.Members[min(q.Skip, len(p.Members)):min(q.Skip+rows, len(p.Members))]
	switch {
	case own < 0:
	case own < q.Skip:
		listed = append([]Member{p.Members[own]}, listed...)
	case own >= q.Skip+rows:
		listed = append(slices.Clone(listed), p.Members[own])
	}
	p.Members, p.Out = listed, p.Out[:min(len(p.Out), rows)]
	for i := range p.Members {
		p.Members[i].Body = names[p.Members[i].Body.ID]
	}
	for i, e := range p.Out {
		if name, is := names[e.Body.ID]; is { // those out of the rule have their names
			p.Out[i].Body = name
		}
	}
	return p, nil
}

func (p *Peers) rankAll(m measure, a *Analytics) {
	p.rank(m, a.limits)
	p.doubt(m)
	p.stand(m, a)
	p.funnel(m)
}

// gather finds all members, which have neither names nor ranks yet.
func (a *Analytics) gather(ctx context.Context, q PeersQuestion) (p *Peers, m measure, who query.Bodies, err error) {
	if m, err = a.measure(q.Indicator); err != nil {
		return nil, m, who, err
	}
	if q.Year == 0 {
		of, err := a.bodiesOf(ctx, []int{q.Body})
		if err != nil {
			return nil, m, who, err
		}
		q.Year = of[q.Body].LastYear
	}
	c, err := a.crowd(ctx, &q.Group, q.Body, q.Year)
	if err != nil {
		return nil, m, who, err
	}
	var ids []int
	var read *stated
	if err := together(
		func() (err error) { ids, err = a.ids(ctx, c.who); return err },
		func() (err error) { read, err = a.read(ctx, []measure{m}, c.who, q.Year, q.Year); return err }); err != nil {
		return nil, m, who, err
	}
	return a.members(m, &q.Group, c, ids, read, q.Year), m, c.who, nil
}

// members compares a measure of the bodies of a crowd, but for names and ranks.
func (a *Analytics) members(m measure, g *Group, c *crowd, ids []int, read *stated, year int) *Peers {
	p := &Peers{Snapshot: a.Snapshot(), Code: m.code, Indicator: m.Indicator, Unit: m.Unit, Body: c.own.BodyRef, Year: year, Rule: g.text(c.own),
		Members: []Member{}, Out: append([]Excluded{}, c.left...), OutBy: map[string]int{}, Notes: []data.Text{}}
	if m.ratio != nil {
		p.Better = m.ratio.Better
	}
	unknown := 0
	mine, _ := read.point(m, c.own.ID, year)
	own := read.records[bodyYear{c.own.ID, year}]
	for _, id := range ids {
		point, found := read.point(m, id, year)
		r := read.records[bodyYear{id, year}]
		if code := unfit(m, c.own.ID, id, own, r, mine, point, found); code != "" {
			p.Out = append(p.Out, out(BodyRef{ID: id}, code))
			continue
		}
		if r.scope == data.ScopeUnknown {
			unknown++
		}
		p.Members = append(p.Members, Member{Body: BodyRef{ID: id}, Value: point.Value, Rate: point.Rate, Status: point.Status, ReportID: point.ReportID, Own: id == c.own.ID})
	}
	for _, e := range p.Out {
		p.OutBy[e.Code]++
	}
	if unknown > 0 && unknown < len(p.Members) {
		p.note("%d 个机关的报告没有说明是本机关还是汇总口径", "%d bodies do not say whether their figures are own or consolidated", unknown)
	}
	p.Of = len(p.Members)
	return p
}

// unfit says why a body is not compared, "" if it is.
func unfit(m measure, asking, id int, own, r *record, mine, p Point, found bool) string {
	switch {
	case r == nil:
		return "no_report"
	case id != asking && otherScope(own.scopeOf(), r.scope):
		return "other_scope"
	case p.Rate != nil && !p.Rate.N.IsPositive():
		return "no_cases"
	case !found, p.Value == nil && p.Rate == nil:
		return "no_value"
	case id != asking && mine.Form != "" && !m.joinable(mine, p):
		return "other_form"
	}
	return ""
}

func otherScope(x, y data.Scope) bool {
	return x != y && x != data.ScopeUnknown && y != data.ScopeUnknown && x != "" && y != ""
}

func (p *Peers) note(zh, en string, args ...any) {
	p.Notes = append(p.Notes, data.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)})
}
