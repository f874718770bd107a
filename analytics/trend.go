package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// maxYears bounds the years of a question; the reports began in 2008.
const maxYears = 200

// Trend returns a series for each indicator and body, in the order asked, with
// every year of the question: a year without an observation is Missing. An
// indicator with applicants may be asked for one of them as code@column, for
// example applications.received@natural. A year of 0 stands for the first or
// last year of the snapshot. Codes: "unknown_indicator", "unknown_body",
// "bad_years".
func (a *Analytics) Trend(ctx context.Context, q TrendQuestion) (*Trend, error) {
	if err := a.settleYears(ctx, &q); err != nil {
		return nil, err
	}
	bodies, err := a.bodiesOf(ctx, q.Bodies)
	if err != nil {
		return nil, err
	}
	asked := make([]measure, len(q.Indicators))
	for i, code := range q.Indicators {
		if asked[i], err = a.measure(code); err != nil {
			return nil, err
		}
	}
	points, err := a.points(ctx, q, asked)
	if err != nil {
		return nil, err
	}
	reported, err := a.reported(ctx, q)
	if err != nil {
		return nil, err
	}
	changes, err := a.placeBreaks(ctx, q)
	if err != nil {
		return nil, err
	}
	t := &Trend{Snapshot: a.Snapshot(), From: q.From, To: q.To, Series: []Series{}, Breaks: []Break{}}
	for _, m := range asked {
		first := len(t.Series)
		for _, id := range q.Bodies {
			t.Series = append(t.Series, m.series(bodies[id], q, points, reported))
		}
		t.Breaks = append(t.Breaks, a.breaks(m, t.Series[first:], q)...)
		for _, c := range changes {
			c.Indicator = m.code
			t.Breaks = append(t.Breaks, c)
		}
	}
	sortBreaks(t.Breaks)
	return t, nil
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

// measure is what a code asks for: an indicator, or one applicant's part of it.
type measure struct {
	code      string
	applicant string // column code; "" for the indicator itself
	*form.Indicator
}

func (a *Analytics) measure(code string) (measure, error) {
	base, applicant, cut := strings.Cut(code, "@")
	i := a.catalogue.Indicator(base)
	m := measure{code, applicant, i}
	if i != nil {
		settled := *i
		settled.Unit = store.Unit(i) // the answer says in which of the units it is
		settled.Sources = a.sources(m)
		m.Indicator = &settled
	}
	if i == nil || cut && !(i.Applicant && applicant != "" && len(m.Sources) > 0) {
		return m, &data.Error{Code: "unknown_indicator", Place: code,
			Reason: data.Text{ZH: "没有这个指标", EN: "no such indicator"},
			Way:    data.Text{ZH: "请从指标目录中选择", EN: "choose from the indicator catalogue"}}
	}
	return m, nil
}

// sources lists the sources of a measure whose forms have its cells: those
// before 2019 do not tell applicants apart.
func (a *Analytics) sources(m measure) []form.Source {
	return slices.DeleteFunc(slices.Clone(m.Sources), func(s form.Source) bool {
		return slices.ContainsFunc(m.cells(&s), func(c data.Cell) bool { return a.catalogue.Cell(c) == nil })
	})
}

// cells lists the cells that a source adds up for a measure.
func (m measure) cells(s *form.Source) []data.Cell {
	cells := s.Cells()
	for i, c := range cells {
		if m.applicant != "" {
			cells[i] = data.NewCell(c.Form(), c.Table(), c.Row(), m.applicant)
		}
	}
	return cells
}

// place is where a point stands.
type place struct {
	code string
	body int
	year int
}

// points looks up what the snapshot holds for the measures.
func (a *Analytics) points(ctx context.Context, q TrendQuestion, asked []measure) (map[place]Point, error) {
	points := map[place]Point{}
	var stored []string
	for _, m := range asked {
		if m.applicant == "" {
			stored = append(stored, m.code)
		} else if err := a.sumCells(ctx, q, m, points); err != nil {
			return nil, err
		}
	}
	if len(stored) == 0 || len(q.Bodies) == 0 {
		return points, nil
	}
	_, err := ask(ctx, a, "trend", func(r *sql.Rows) (p Point, err error) {
		var at place
		var n sql.NullString
		if err = r.Scan(&at.code, &at.body, &p.Year, &n, &p.Status, &p.Form, &p.Match, &p.ReportID); err != nil {
			return p, err
		}
		at.year = p.Year
		p.Value, err = number(n)
		points[at] = p
		return p, err
	}, query.Of(stored), query.Of(q.Bodies), q.From, q.To)
	return points, err
}

// reported finds the current reports of the bodies: a year whose report has no
// such cell is another thing than a year without a report.
func (a *Analytics) reported(ctx context.Context, q TrendQuestion) (map[place]Point, error) {
	points := map[place]Point{}
	if len(q.Bodies) == 0 {
		return points, nil
	}
	_, err := ask(ctx, a, "trend_reports", func(r *sql.Rows) (p Point, err error) {
		var at place
		p.Status = data.Missing
		err = r.Scan(&at.body, &p.Year, &p.ReportID, &p.Form)
		at.year = p.Year
		points[at] = p
		return p, err
	}, query.Of(q.Bodies), q.From, q.To)
	return points, err
}

// series puts the points of a measure and body in line.
func (m measure) series(b BodyRef, q TrendQuestion, points, reported map[place]Point) Series {
	s := Series{Indicator: m.Indicator, Code: m.code, Body: b}
	for year := q.From; year <= q.To; year++ {
		p, found := points[place{m.code, b.ID, year}]
		if !found {
			if p, found = reported[place{"", b.ID, year}]; !found {
				p = Point{Year: year, Status: data.Missing}
			}
		} else if source := m.Source(p.Form); source != nil {
			p.Cells = m.cells(source)
		}
		s.Points = append(s.Points, p)
	}
	return s
}
