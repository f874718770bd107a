package analytics

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gongkai/analytics/chance"
	"gongkai/analytics/query"
	"gongkai/data"
)

// ChangeQuestion asks what changed in a body's year, the most surprising first.
type ChangeQuestion struct {
	Body  int
	Year  int   // 0: the last in which it reported
	Group Group // whose change of the same year stands beside; Usual if empty
	Limit int   // items, 0 for 10
}

// Item is a change of an indicator or ratio on the former year.
type Item struct {
	Code   string       `json:"indicator"`
	Name   data.Text    `json:"name"`
	Unit   string       `json:"unit"`
	Before Point        `json:"before"`
	Now    Point        `json:"now"`
	Diff   data.Number  `json:"diff"`
	Per    *data.Number `json:"percent,omitempty"` // of counts from Limits.Percent up
	// Score is how surprising the year is after the body's own history:
	// -log10 of the probability, with the sign of the change; see chance.
	Score   float64 `json:"score"`
	History []Point `json:"history"` // the years that it was judged by, the former one included
	// Peers is the median change of peers that have both years: in per cent for
	// counts, in points for ratios. PeersN is how many they are.
	Peers    *data.Number `json:"peers,omitempty"`
	PeersN   int          `json:"peers_n"`
	Sentence Sentence     `json:"sentence"`
}

// WhatChanged answers a ChangeQuestion.
type WhatChanged struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Body     BodyRef     `json:"body"`
	Year     int         `json:"year"`
	Rule     data.Text   `json:"rule"` // of the peers, empty without any
	Items    []Item      `json:"items"`
	Breaks   []Break     `json:"breaks"` // that stand before the year
}

// historyYears is how many earlier years a year is judged by.
const historyYears = 6

// Changes ranks what changed. Codes: those of Trend and Peers.
func (a *Analytics) Changes(ctx context.Context, q ChangeQuestion) (*WhatChanged, error) {
	if q.Year == 0 {
		of, err := a.bodiesOf(ctx, []int{q.Body})
		if err != nil {
			return nil, err
		}
		q.Year = of[q.Body].LastYear
	}
	q.Limit = cmp.Or(q.Limit, 10)
	var codes []string
	for _, i := range a.catalogue.Indicators {
		codes = append(codes, i.Code)
	}
	for _, r := range a.catalogue.Ratios {
		codes = append(codes, r.Code)
	}
	var trend *Trend
	var peers *crowd // nil for a body without
	if err := together(
		func() (err error) {
			trend, err = a.Trend(ctx, TrendQuestion{Indicators: codes, Bodies: []int{q.Body}, From: q.Year - historyYears, To: q.Year})
			return err
		},
		func() (err error) {
			if peers, err = a.crowd(ctx, &q.Group, q.Body, q.Year); data.Code(err) == "no_group" {
				return nil
			}
			return err
		}); err != nil {
		return nil, err
	}
	w := &WhatChanged{Snapshot: trend.Snapshot, Body: trend.Series[0].Body, Year: q.Year, Items: []Item{}, Breaks: []Break{}}
	seen := map[string]bool{}
	for i := range trend.Series {
		m, err := a.measure(trend.Series[i].Code)
		if err != nil {
			return nil, err
		}
		item, ok := a.item(m, &trend.Series[i], trend.Breaks)
		// two indicators that were always the same say the same
		if key := item.key(); ok && !seen[key] {
			seen[key] = true
			w.Items = append(w.Items, item)
		}
	}
	slices.SortStableFunc(w.Items, func(x, y Item) int { return cmp.Compare(math.Abs(y.Score), math.Abs(x.Score)) })
	w.Items = w.Items[:min(len(w.Items), q.Limit)]
	said := map[string]bool{}
	for _, b := range trend.Breaks {
		if b.Year == q.Year && !said[b.Text.ZH] && slices.ContainsFunc(w.Items, func(i Item) bool { return i.Code == b.Indicator }) {
			w.Breaks, said[b.Text.ZH] = append(w.Breaks, b), true
		}
	}
	if peers != nil {
		w.Rule = q.Group.text(peers.own)
		if err := a.besidePeers(ctx, peers, w); err != nil {
			return nil, err
		}
	}
	for i := range w.Items {
		w.Items[i].Sentence = w.Items[i].sentence(w)
	}
	return w, nil
}

// item compares the last point of a series with the ones before. It says false
// where there is nothing to compare, or nothing but zeros.
func (a *Analytics) item(m measure, s *Series, breaks []Break) (item Item, ok bool) {
	last := len(s.Points) - 1
	now, before := &s.Points[last], &s.Points[last-1]
	if now.Value == nil || before.Value == nil || !a.comparable(m, s, before, now, breaks) {
		return item, false
	}
	item = Item{Code: s.Code, Name: s.Indicator.Name(), Unit: s.Indicator.Unit, Now: *now, Before: *before,
		Diff: data.Number{Decimal: now.Value.Sub(before.Value.Decimal)}}
	if m.ratio == nil && a.enough(before) {
		item.Per = divided(item.Diff.Mul(percent.Decimal), before.Value)
	}
	zeros := now.Value.IsZero()
	var counts []float64
	var shares []chance.Cases
	for i := range s.Points[:last] {
		p := &s.Points[i]
		if p.Value == nil && p.Rate == nil || !a.comparable(m, s, p, now, breaks) {
			continue
		}
		if p.Rate != nil {
			if c, ok := cases(m.ratio.Ratio, p.Rate.K, p.Rate.N); ok {
				shares = append(shares, c)
			}
		} else {
			counts = append(counts, p.Value.InexactFloat64())
		}
		zeros = zeros && p.Value != nil && p.Value.IsZero()
		item.History = append(item.History, *p)
	}
	if zeros {
		return item, false
	}
	item.Score, ok = score(m, *now, counts, shares)
	return item, ok
}

func score(m measure, now Point, counts []float64, shares []chance.Cases) (float64, bool) {
	if now.Rate == nil {
		v := now.Value.InexactFloat64()
		if v < 0 || m.Money() || slices.ContainsFunc(counts, func(c float64) bool { return c < 0 }) {
			return 0, false // amounts and differences are no cases
		}
		return chance.CountSurprise(counts, v)
	}
	c, ok := cases(m.ratio.Ratio, now.Rate.K, now.Rate.N)
	if !ok {
		return 0, false
	}
	return chance.RatioSurprise(shares, c)
}

// key is what an item says: equal keys say the same.
func (i *Item) key() string {
	s := i.Unit
	for _, p := range append(slices.Clone(i.History), i.Now) {
		s += fmt.Sprintf(" %d=%v", p.Year, p.Value)
	}
	return s
}

// besidePeers adds how peers changed in the same year.
func (a *Analytics) besidePeers(ctx context.Context, c *crowd, w *WhatChanged) error {
	var asked []measure
	for _, i := range w.Items {
		m, err := a.measure(i.Code)
		if err != nil {
			return err
		}
		asked = append(asked, m)
	}
	before, now, err := a.readBoth(ctx, asked, c.who, w.Year)
	if err != nil {
		return err
	}
	own := now.records[bodyYear{c.own.ID, w.Year}].scopeOf()
	var ids []int
	for at, r := range now.records {
		if at.body != c.own.ID && !otherScope(own, r.scope) && before.records[bodyYear{at.body, w.Year - 1}] != nil {
			ids = append(ids, at.body)
		}
	}
	for k, m := range asked {
		var changes []data.Number
		for _, id := range ids {
			x, _ := before.point(m, id, w.Year-1)
			if x.Value == nil || m.ratio == nil && !a.enough(&x) {
				continue
			}
			y, _ := now.point(m, id, w.Year)
			if y.Value == nil || !m.joinable(x, y) {
				continue
			}
			diff := data.Number{Decimal: y.Value.Sub(x.Value.Decimal)}
			if m.ratio == nil {
				diff = *divided(diff.Mul(percent.Decimal), x.Value)
			}
			changes = append(changes, diff)
		}
		slices.SortFunc(changes, func(x, y data.Number) int { return x.Cmp(y.Decimal) })
		w.Items[k].Peers, w.Items[k].PeersN = quantile(changes, 2), len(changes)
	}
	return nil
}

// readBoth reads a year and the one before, side by side.
func (a *Analytics) readBoth(ctx context.Context, asked []measure, who query.Bodies, year int) (before, now *stated, err error) {
	err = together(
		func() (err error) { before, err = a.read(ctx, asked, who, year-1, year-1); return err },
		func() (err error) { now, err = a.read(ctx, asked, who, year, year); return err })
	return before, now, err
}
