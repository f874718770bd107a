package analytics

import (
	"context"
	"fmt"

	"gongkai/data"
)

// maxYears bounds the years of a question; the reports began in 2008.
const maxYears = 200

// Trend returns a series for each indicator and body, in the order asked, with
// every year of the question: a year without an observation is Missing. An
// indicator with applicants may be asked for one of them as code@column, for
// example applications.received@natural. A year of 0 stands for the first or
// last year of the snapshot. Codes: "unknown_indicator", "unknown_body",
// "bad_years", "bad_view", "no_whole".
func (a *Analytics) Trend(ctx context.Context, q TrendQuestion) (*Trend, error) {
	if err := a.settleYears(ctx, &q); err != nil {
		return nil, err
	}
	if err := settleView(&q); err != nil {
		return nil, err
	}
	asked, err := a.measures(q.Indicators)
	if err != nil {
		return nil, err
	}
	for i, m := range asked {
		if asked[i], err = a.viewed(ctx, m, q.View); err != nil {
			return nil, err
		}
	}
	var bodies map[int]BodyRef
	var read *stated
	var changes []Break
	if err := together(
		func() (err error) { bodies, err = a.bodiesOf(ctx, q.Bodies); return err },
		func() (err error) { read, err = a.read(ctx, asked, these(q.Bodies...), q.From, q.To); return err },
		func() (err error) { changes, err = a.placeBreaks(ctx, q); return err }); err != nil {
		return nil, err
	}
	t := &Trend{Snapshot: a.Snapshot(), From: q.From, To: q.To, View: q.View, Base: q.Base, Window: q.Window, Series: []Series{}, Breaks: []Break{}}
	for _, m := range asked {
		first := len(t.Series)
		for _, id := range q.Bodies {
			t.Series = append(t.Series, read.series(m, bodies[id], q))
		}
		t.Breaks = append(t.Breaks, a.breaks(m, t.Series[first:], q)...)
		for _, c := range changes {
			c.Indicator = m.code
			t.Breaks = append(t.Breaks, c)
		}
		for i := range t.Series[first:] {
			a.show(m, &t.Series[first+i], q, changes)
		}
	}
	sortBreaks(t.Breaks)
	return t, a.populate(ctx, t, q)
}

func (a *Analytics) settleYears(ctx context.Context, q *TrendQuestion) error {
	if q.From == 0 || q.To == 0 {
		from, to, err := a.Years(ctx)
		if err != nil {
			return err
		}
		if q.From == 0 {
			q.From = from
		}
		if q.To == 0 {
			q.To = to
		}
	}
	if q.From > q.To || q.To-q.From >= maxYears {
		return &data.Error{Code: "bad_years", Place: fmt.Sprintf("%d–%d", q.From, q.To),
			Reason: data.Text{ZH: "年度范围不对", EN: "not a range of years"},
			Way:    data.Text{ZH: "起始年度不晚于终止年度，且不超过 200 年", EN: "from must not be after to, 200 years at most"}}
	}
	return nil
}

// series puts the points of a measure and body in line.
func (s *stated) series(m measure, b BodyRef, q TrendQuestion) Series {
	line := Series{Indicator: m.Indicator, Code: m.code, Body: b}
	for year := q.From; year <= q.To; year++ {
		p, found := s.point(m, b.ID, year)
		if !found {
			p = s.gap(b.ID, year)
		} else if source := m.Source(p.Form); source != nil {
			p.Cells = m.cells(source)
		}
		line.Points = append(line.Points, p)
	}
	return line
}
