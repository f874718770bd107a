package analytics

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"gongkai/data"
)

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
	ranked := func(e *Member) bool {
		return e.Value != nil && (e.Rate == nil || e.Rate.N.GreaterThanOrEqual(data.NewNumber(l.Rank).Decimal))
	}
	for i := range p.Members {
		if !ranked(&p.Members[i]) {
			small++
		}
	}
	order := make([]*Member, len(p.Members)) // moving pointers is quicker
	for i := range order {
		order[i] = &p.Members[i]
	}
	slices.SortStableFunc(order, func(x, y *Member) int {
		if a, b := ranked(x), ranked(y); !a || !b {
			return cmp.Compare(btoi(b), btoi(a))
		}
		return p.better(x.Value, y.Value)
	})
	sorted := make([]Member, len(order))
	for i, e := range order {
		sorted[i] = *e
	}
	p.Members = sorted
	for i := range p.Members {
		e := &p.Members[i]
		switch {
		case !ranked(e):
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
