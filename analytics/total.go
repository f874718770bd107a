package analytics

import (
	"context"
	"database/sql"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// TotalQuestion asks for the sum of an indicator, or a ratio of sums, over a
// group, year by year.
type TotalQuestion struct {
	Body      int // whose peers Group finds; it counts too
	Group     Group
	Indicator string
	From, To  int // 0: as Trend
}

// TotalPoint is a year's sum. K of N bodies gave the number.
type TotalPoint struct {
	Counted
	Value *data.Number `json:"value"` // nil where no body gave it
	Rate  *Rate        `json:"rate,omitempty"`
	// OtherScope counts the bodies left out because they count otherwise than
	// the body asked for.
	OtherScope int `json:"other_scope,omitempty"`
}

// Total answers a TotalQuestion. A region's own report is never added to those
// of its bodies: all are of one level and kind.
type Total struct {
	Snapshot  SnapshotRef     `json:"snapshot"`
	Code      string          `json:"indicator"`
	Indicator *form.Indicator `json:"-"`
	Unit      string          `json:"unit"`
	Rule      data.Text       `json:"rule"`
	Points    []TotalPoint    `json:"points"`
}

// Total adds up a group. Codes: those of Peers.
func (a *Analytics) Total(ctx context.Context, q TotalQuestion) (*Total, error) {
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	m, err := a.measure(q.Indicator)
	if err != nil {
		return nil, err
	}
	c, err := a.crowd(ctx, &q.Group, q.Body, years.To)
	if err != nil {
		return nil, err
	}
	var ids []int
	var sums map[int]sum
	if err := together(
		func() (err error) { ids, err = a.ids(ctx, c.who); return err },
		func() (err error) { sums, err = a.sums(ctx, m, c, years.From, years.To); return err }); err != nil {
		return nil, err
	}
	t := &Total{Snapshot: a.Snapshot(), Code: m.code, Indicator: m.Indicator, Unit: m.Unit, Rule: q.Group.text(c.own)}
	for year := years.From; year <= years.To; year++ {
		s := sums[year]
		p := TotalPoint{Counted: Counted{Year: year, K: s.given, N: len(ids)}, OtherScope: s.otherScope}
		switch {
		case s.given == 0:
		case m.ratio != nil:
			p.Rate = a.rate(m.ratio.Ratio, s.one, s.two)
			p.Value = a.value(m.ratio.Ratio, p.Rate)
		default:
			p.Value = &s.one
		}
		t.Points = append(t.Points, p)
	}
	return t, nil
}

// sum is a group's sum of a year: of a ratio those of its two sides.
type sum struct {
	given, otherScope int // bodies
	one, two          data.Number
}

// sums adds up a measure by year. What the snapshot holds is summed there.
func (a *Analytics) sums(ctx context.Context, m measure, c *crowd, from, to int) (map[int]sum, error) {
	one, two := []measure{m}, []measure{m}
	if m.ratio != nil {
		one, two = m.ratio.over, m.ratio.under
	}
	sums := map[int]sum{}
	first, held := a.columns(one)
	second, heldToo := a.columns(two)
	if !held || !heldToo {
		return sums, a.sumRead(ctx, m, c, from, to, sums)
	}
	forms := []string{""}
	for i := range m.Sources {
		forms = append(forms, m.Sources[i].Form)
	}
	args := []any{first, second, query.Of(forms), c.who, from, to, c.own.ID}
	_, err := ask(ctx, a, "total", func(r *sql.Rows) (s sum, err error) {
		var year int
		var x, y sql.NullString
		if err = r.Scan(&year, &s.given, &s.otherScope, &x, &y); err != nil || !x.Valid || !y.Valid {
			sums[year] = s
			return s, err
		}
		if s.one, err = data.ParseNumber(x.String); err == nil {
			s.two, err = data.ParseNumber(y.String)
		}
		sums[year] = s
		return s, err
	}, args...)
	return sums, err
}

// columns are the columns of measures, if the snapshot holds all of them.
func (a *Analytics) columns(list []measure) (s query.Sum, held bool) {
	for _, m := range list {
		if _, is := a.snapshot.Indicator(m.code); !is {
			return nil, false
		}
		s = append(s, store.IndicatorColumn(m.code))
	}
	return s, true
}

// sumRead adds up what has to be read report by report.
func (a *Analytics) sumRead(ctx context.Context, m measure, c *crowd, from, to int, sums map[int]sum) error {
	read, err := a.read(ctx, []measure{m}, c.who, from, to)
	if err != nil {
		return err
	}
	own := map[int]data.Scope{} // by year
	if mine, err := a.read(ctx, nil, these(c.own.ID), from, to); err != nil {
		return err
	} else {
		for at, r := range mine.records {
			own[at.year] = r.scope
		}
	}
	for at, r := range read.records {
		p, _ := read.point(m, at.body, at.year)
		s := sums[at.year]
		switch {
		case p.Value == nil && p.Rate == nil:
			continue
		case otherScope(own[at.year], r.scope):
			s.otherScope++
		case p.Rate != nil:
			s.given, s.one, s.two = s.given+1, s.one.Plus(p.Rate.K), s.two.Plus(p.Rate.N)
		default:
			s.given, s.one = s.given+1, s.one.Plus(*p.Value)
		}
		sums[at.year] = s
	}
	return nil
}
