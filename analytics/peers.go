package analytics

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

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
	Members   []Member        `json:"members"` // by rank, those without one last
	Out       []Excluded      `json:"out"`
	Spread    Spread          `json:"spread"`
	Pooled    *Rate           `json:"pooled,omitempty"` // of a ratio: the group's sums
	PooledBy  *data.Number    `json:"pooled_value,omitempty"`
	Funnel    *Funnel         `json:"funnel,omitempty"` // of a proportion, where chance can be told
	Own       *Standing       `json:"own"`              // nil if the body itself has no value
	Notes     []data.Text     `json:"notes"`            // what to mind in reading
}

// Peers compares a body with its peers. Codes: those of Trend, "bad_group",
// "no_group" where the rule cannot be applied to the body.
func (a *Analytics) Peers(ctx context.Context, q PeersQuestion) (*Peers, error) {
	m, err := a.measure(q.Indicator)
	if err != nil {
		return nil, err
	}
	if q.Year == 0 {
		of, err := a.bodiesOf(ctx, []int{q.Body})
		if err != nil {
			return nil, err
		}
		q.Year = of[q.Body].LastYear
	}
	own, list, left, err := a.members(ctx, &q.Group, q.Body, q.Year)
	if err != nil {
		return nil, err
	}
	ids := make([]int, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	points, err := a.points(ctx, []measure{m}, ids, q.Year, q.Year)
	if err != nil {
		return nil, err
	}
	p := &Peers{Snapshot: a.Snapshot(), Code: m.code, Indicator: m.Indicator, Unit: m.Unit, Body: own.BodyRef, Year: q.Year, Rule: q.Group.text(own),
		Members: []Member{}, Out: append([]Excluded{}, left...), Notes: []data.Text{}}
	if m.ratio != nil {
		p.Better = m.ratio.Better
	}
	unknown := 0
	for _, c := range list {
		point, found := points[place{m.code, c.ID, q.Year}]
		if code := unfit(m, own, c, point, found, points); code != "" {
			p.Out = append(p.Out, out(c, code))
			continue
		}
		if c.scope == data.ScopeUnknown {
			unknown++
		}
		p.Members = append(p.Members, Member{Body: c.BodyRef, Value: point.Value, Rate: point.Rate, Status: point.Status, ReportID: point.ReportID, Own: c.ID == own.ID})
	}
	if unknown > 0 && unknown < len(p.Members) {
		p.note("%d 个机关的报告没有说明是本机关还是汇总口径", "%d bodies do not say whether their figures are own or consolidated", unknown)
	}
	p.rank(m, a.limits)
	p.doubt(m)
	p.stand(m, a)
	p.funnel(m)
	return p, nil
}

// unfit says why a candidate is not compared, "" if it is.
func unfit(m measure, own, c candidate, p Point, found bool, points map[place]Point) string {
	mine := points[place{m.code, own.ID, p.Year}]
	switch {
	case c.report == 0:
		return "no_report"
	case c.ID != own.ID && otherScope(own.scope, c.scope):
		return "other_scope"
	case p.Rate != nil && !p.Rate.N.IsPositive():
		return "no_cases"
	case !found, p.Value == nil && p.Rate == nil:
		return "no_value"
	case c.ID != own.ID && mine.Form != "" && !m.joinable(mine, p):
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

// better compares two values so that the better, or larger, comes first.
func (p *Peers) better(x, y *data.Number) int {
	if p.Better == "lower" {
		return x.Cmp(y.Decimal)
	}
	return y.Cmp(x.Decimal)
}

// rank gives the members their places, but not by ratios of few cases.
func (p *Peers) rank(m measure, l Limits) {
	small := 0
	ranked := func(e Member) bool {
		return e.Value != nil && (e.Rate == nil || e.Rate.N.GreaterThanOrEqual(data.NewNumber(l.Rank).Decimal))
	}
	for _, e := range p.Members {
		if !ranked(e) {
			small++
		}
	}
	slices.SortStableFunc(p.Members, func(x, y Member) int {
		if a, b := ranked(x), ranked(y); !a || !b {
			return cmp.Compare(btoi(b), btoi(a))
		}
		return p.better(x.Value, y.Value)
	})
	for i := range p.Members {
		e := &p.Members[i]
		switch {
		case !ranked(*e):
		case i > 0 && p.Members[i-1].Value.Equal(e.Value.Decimal):
			e.Rank = p.Members[i-1].Rank
		default:
			e.Rank = i + 1
		}
	}
	if small > 0 && m.ratio != nil {
		p.note("%d 个机关不足 %d 件，比率不排名，请看漏斗图", "%d bodies with fewer than %d cases are not ranked; see the funnel plot", small, l.Rank)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stand computes the spread of the values shown and where the body stands in it.
func (p *Peers) stand(m measure, a *Analytics) {
	var values []data.Number
	over, under := data.NewNumber(0), data.NewNumber(0)
	var own *Member
	ranked := 0
	for i := range p.Members {
		e := &p.Members[i]
		if e.Value != nil {
			values = append(values, *e.Value)
		}
		if e.Rate != nil {
			over, under = over.Plus(e.Rate.K), under.Plus(e.Rate.N)
		}
		if e.Rank > 0 {
			ranked++
		}
		if e.Own {
			own = e
		}
	}
	if m.ratio != nil && len(p.Members) > 0 {
		p.Pooled = a.rate(m.ratio.Ratio, over, under)
		p.PooledBy = a.value(m.ratio.Ratio, p.Pooled)
	}
	slices.SortFunc(values, func(x, y data.Number) int { return x.Cmp(y.Decimal) })
	p.Spread = spread(values)
	if own == nil || own.Value == nil {
		return
	}
	s := &Standing{Rank: own.Rank, RankLow: own.RankLow, RankHigh: own.RankHigh, Percentile: percentile(values, *own.Value)}
	if own.Rank > 0 {
		s.Of = ranked
	}
	s.Quartile = 1
	for _, q := range []*data.Number{p.Spread.Q1, p.Spread.Median, p.Spread.Q3} {
		if own.Value.GreaterThan(q.Decimal) {
			s.Quartile++
		}
	}
	best := decimal.Max(decimal.Zero, p.Spread.Q3.Sub(own.Value.Decimal))
	if p.Better == "lower" {
		best = decimal.Max(decimal.Zero, own.Value.Sub(p.Spread.Q1.Decimal))
	}
	s.ToBest = &data.Number{Decimal: best}
	p.Own = s
}

// spread of ascending values; the numbers are nil without any.
func spread(sorted []data.Number) Spread {
	return Spread{N: len(sorted), Min: quantile(sorted, 0), Q1: quantile(sorted, 1), Median: quantile(sorted, 2), Q3: quantile(sorted, 3), Max: quantile(sorted, 4)}
}

var four = decimal.NewFromInt(4)

// quantile is the quarters/4 quantile of ascending values, exactly: a quarter of
// a step between two neighbours has two more digits.
func quantile(sorted []data.Number, quarters int) *data.Number {
	if len(sorted) == 0 {
		return nil
	}
	at := (len(sorted) - 1) * quarters
	low := sorted[at/4]
	if at%4 == 0 {
		return &low
	}
	step := sorted[at/4+1].Sub(low.Decimal).Mul(decimal.NewFromInt(int64(at % 4)))
	return &data.Number{Decimal: low.Add(step.Div(four))}
}

// percentile is the mid-rank of a value among ascending ones, in per cent.
func percentile(sorted []data.Number, v data.Number) *data.Number {
	halves := int64(0)
	for _, x := range sorted {
		switch x.Cmp(v.Decimal) {
		case -1:
			halves += 2
		case 0:
			halves++
		}
	}
	n := data.NewNumber(int64(2 * len(sorted)))
	return divided(decimal.NewFromInt(halves*100), &n)
}
