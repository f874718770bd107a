package analytics

import (
	"context"

	"gongkai/data"
	"gongkai/data/form"
)

// GlanceQuestion asks for some measures of a body and year with their history,
// change and place, as a first page shows them.
type GlanceQuestion struct {
	Body       int
	Year       int // 0: the last in which it reported
	Indicators []string
	Group      Group
}

// Glimpse is a measure at a glance.
type Glimpse struct {
	Code      string          `json:"indicator"`
	Indicator *form.Indicator `json:"-"`
	Name      data.Text       `json:"name"`
	Unit      string          `json:"unit"`
	Better    string          `json:"better"` // higher, lower or ""
	// History ends with the year asked for; Shown and Percent of its points are
	// the change on the former year.
	History []Point `json:"history"`
	// Own is the place among Of peers, Median theirs; nil without a value or peers.
	Own    *Standing    `json:"own"`
	Of     int          `json:"of"`
	Median *data.Number `json:"median"`
	Weak   []data.Text  `json:"weak"` // why the number is to be taken with care
}

// Now is the point of the year asked for.
func (g *Glimpse) Now() *Point { return &g.History[len(g.History)-1] }

// Glance answers a GlanceQuestion.
type Glance struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Body     BodyRef     `json:"body"`
	Year     int         `json:"year"`
	Rule     *data.Text  `json:"rule"` // nil where the body has no peers
	Items    []Glimpse   `json:"items"`
}

// Glance looks at a year. Codes: those of Trend and Peers.
func (a *Analytics) Glance(ctx context.Context, q GlanceQuestion) (*Glance, error) {
	asked, err := a.measures(q.Indicators)
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
	var trend *Trend
	var peers map[string]*Peers
	if err := together(
		func() (err error) {
			trend, err = a.Trend(ctx, TrendQuestion{Indicators: q.Indicators, Bodies: []int{q.Body}, From: q.Year - historyYears, To: q.Year, View: Change})
			return err
		},
		func() (err error) { peers, err = a.places(ctx, &q, asked); return err }); err != nil {
		return nil, err
	}
	g := &Glance{Snapshot: a.Snapshot(), Year: q.Year, Items: []Glimpse{}}
	for i, m := range asked {
		s := &trend.Series[i]
		item := Glimpse{Code: m.code, Indicator: m.Indicator, Name: m.Name(), Unit: m.Unit, History: s.Points, Weak: []data.Text{}}
		g.Body = s.Body
		if m.ratio != nil {
			item.Better = m.ratio.Better
		}
		if p := peers[m.code]; p != nil {
			g.Rule = &p.Rule
			item.Own, item.Of, item.Median = p.Own, p.Of, p.Spread.Median
		}
		item.doubt(a.limits)
		g.Items = append(g.Items, item)
	}
	return g, nil
}

// places finds where the body stands with each measure; nothing for a body
// without peers.
func (a *Analytics) places(ctx context.Context, q *GlanceQuestion, asked []measure) (map[string]*Peers, error) {
	of, _, err := a.compared(ctx, asked, &q.Group, q.Body, q.Year)
	if data.Code(err) == "no_group" {
		return nil, nil
	}
	return of, err
}

// doubt says why the number is weak.
func (g *Glimpse) doubt(l Limits) {
	p := g.Now()
	say := func(zh, en string) { g.Weak = append(g.Weak, data.Text{ZH: zh, EN: en}) }
	switch {
	case p.Status == data.Suspect:
		say("勾稽不符，存疑", "a check failed: under suspicion")
	case p.Rate != nil && p.Rate.Few:
		say("件数少，只列件数", "few cases: counts only")
	case p.Rate != nil && p.Rate.N.LessThan(data.NewNumber(l.Rank).Decimal):
		say("件数较少，不排名", "not many cases: not ranked")
	}
	if p.Across && p.Shown != nil {
		say("与上年表式不同，口径相近", "another form than the year before, of near definition")
	}
}
