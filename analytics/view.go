package analytics

import (
	"context"
	"database/sql"
	"fmt"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
)

// View is how a trend shows its values. The value itself always stays beside
// what a view makes of it.
type View string

// The views. A comparison of two years is made only where the definitions of
// both may be joined and no merge or split of the division lies between.
const (
	Absolute  View = "absolute"
	Residents View = "per_100k" // per 100,000 residents
	Share     View = "share"    // of the whole that the indicator is a part of, per cent
	Change    View = "change"   // on the former year
	Since     View = "since"    // on the base year
	Index     View = "index"    // base year = 100
	Mean      View = "mean"     // of the years up to this one; of a ratio from the sums
)

// indexBase is what the base year of an index stands for.
const indexBase = 100

var percent = data.NewNumber(100)

// settleView checks view, base year and window, and fills in what was left out.
func settleView(q *TrendQuestion) error {
	switch q.View {
	case "":
		q.View = Absolute
	case Absolute, Residents, Share, Change:
	case Since, Index:
		if q.Base == 0 {
			q.Base = q.From
		}
		if q.Base < q.From || q.Base > q.To {
			return badView(fmt.Sprint(q.Base), "基期不在年度范围内", "the base year is not within the years")
		}
	case Mean:
		if q.Window == 0 {
			q.Window = 3
		}
		if q.Window < 2 || q.Window > maxYears {
			return badView(fmt.Sprint(q.Window), "移动平均的年数应在 2 以上", "a moving mean needs two years or more")
		}
	default:
		return badView(string(q.View), "没有这种视图", "no such view")
	}
	return nil
}

func badView(place, zh, en string) error {
	return &data.Error{Code: "bad_view", Place: place, Reason: data.Text{ZH: zh, EN: en},
		Way: data.Text{ZH: "可用视图：absolute、per_100k、share、change、since、index、mean", EN: "views: absolute, per_100k, share, change, since, index, mean"}}
}

// viewed replaces a measure by what a view divides it by. Code "no_whole" for a
// share of what is no part of anything.
func (a *Analytics) viewed(ctx context.Context, m measure, v View) (measure, error) {
	switch v {
	case Share:
		whole := m.Whole
		if m.applicant != "" {
			whole = m.Indicator.Code
		}
		if m.ratio != nil || whole == "" {
			return m, &data.Error{Code: "no_whole", Place: m.code,
				Reason: data.Text{ZH: "这个指标不是某个合计的一部分，没有占比", EN: "this indicator is no part of a total"},
				Way:    data.Text{ZH: "请选用绝对数，或选各项办理结果等分项指标", EN: "use absolute values, or choose an indicator that is a part"}}
		}
		return a.part(m, whole)
	}
	return m, nil
}

// part is the ratio of a measure to its whole, under the code measure/whole.
func (a *Analytics) part(m measure, whole string) (measure, error) {
	under, err := a.measure(whole)
	if err != nil {
		return m, err
	}
	r := &form.Ratio{Code: m.code + "/" + whole, NameZH: m.NameZH + "占比", NameEN: "share of " + m.NameEN, Scale: 100, Unit: "%", Kind: form.Proportion,
		Numerator: []string{m.code}, Denominator: []string{whole}}
	for i := range m.Sources {
		if under.Source(m.Sources[i].Form) != nil {
			r.ValidFor = append(r.ValidFor, m.Sources[i].Form)
		}
	}
	return a.ratio(r)
}

// populate gives the series of a view per residents their residents: of each
// year those of the latest year known until then, or else of the first.
func (a *Analytics) populate(ctx context.Context, t *Trend, q TrendQuestion) error {
	if q.View != Residents || len(q.Bodies) == 0 {
		return nil
	}
	known, err := a.residents(ctx, these(q.Bodies...))
	if err != nil {
		return err
	}
	for i := range t.Series {
		s := &t.Series[i]
		for k := range s.Points {
			p := &s.Points[k]
			of := residentsIn(known[s.Body.ID], p.Year)
			if of == nil || p.Value == nil || p.Rate != nil || s.Indicator.Money() {
				continue
			}
			p.Residents = of
			rate := a.rate(perResidents, *p.Value, of.Count)
			p.Per, p.Shown = rate, a.value(perResidents, rate)
		}
	}
	return nil
}

// perResidents is a rate per 100,000 residents.
var perResidents = &form.Ratio{Scale: 100_000, Unit: "每十万人", Kind: form.Rate}

// Population is how many people live where a body governs.
type Population struct {
	Year   int         `json:"year"` // that the number is of
	Count  data.Number `json:"count"`
	Source string      `json:"source"`
}

// residents looks up the years known of bodies, ascending.
func (a *Analytics) residents(ctx context.Context, who query.Bodies) (map[int][]Population, error) {
	known := map[int][]Population{}
	_, err := ask(ctx, a, "residents", func(r *sql.Rows) (p Population, err error) {
		var body int
		var count int64
		err = r.Scan(&body, &p.Year, &count, &p.Source)
		p.Count = data.NewNumber(count)
		known[body] = append(known[body], p)
		return p, err
	}, who)
	return known, err
}

func residentsIn(known []Population, year int) *Population {
	var found *Population
	for i := range known {
		if p := &known[i]; found == nil || p.Year <= year {
			found = p
		}
	}
	if found == nil || !found.Count.IsPositive() {
		return nil
	}
	return found
}

// show adds to a series' points what the view makes of them.
func (a *Analytics) show(m measure, s *Series, q TrendQuestion, breaks []Break) {
	at := func(year int) *Point {
		if i := year - q.From; i >= 0 && i < len(s.Points) && s.Points[i].Value != nil {
			return &s.Points[i]
		}
		return nil
	}
	for i := range s.Points {
		p := &s.Points[i]
		switch {
		case p.Value == nil:
		case q.View == Change:
			a.compare(m, s, at(p.Year-1), p, breaks)
		case q.View == Since:
			a.compare(m, s, at(q.Base), p, breaks)
		case q.View == Index:
			if base := at(q.Base); base != nil && a.comparable(m, s, base, p, breaks) && a.enough(base) {
				p.Shown = divided(p.Value.Mul(data.NewNumber(indexBase).Decimal), base.Value)
			}
		case q.View == Mean:
			var window []*Point
			for y := p.Year - q.Window + 1; y <= p.Year; y++ {
				if w := at(y); w != nil && a.comparable(m, s, w, p, breaks) {
					window = append(window, w)
				}
			}
			if len(window) == q.Window {
				p.Shown = a.mean(m, window)
			}
		}
	}
}

// compare notes the difference of a point to a former one, and its size in per
// cent where the former is large enough.
func (a *Analytics) compare(m measure, s *Series, before, p *Point, breaks []Break) {
	if before == nil || !a.comparable(m, s, before, p, breaks) {
		return
	}
	p.Shown = &data.Number{Decimal: p.Value.Sub(before.Value.Decimal)}
	if m.ratio == nil && a.enough(before) {
		p.Percent = divided(p.Shown.Mul(percent.Decimal), before.Value)
	}
}

// enough reports whether a point is large enough to be the base of per cents:
// those of a count under Limits.Percent would mislead.
func (a *Analytics) enough(p *Point) bool {
	if p.Rate != nil {
		return p.Value.IsPositive()
	}
	return p.Value.GreaterThanOrEqual(data.NewNumber(a.limits.Percent).Decimal) && p.Value.IsPositive()
}

// mean is that of some years: of a ratio the sum of its cases by the sum of
// their wholes, as ratios are never averaged.
func (a *Analytics) mean(m measure, window []*Point) *data.Number {
	sum, over, under := data.NewNumber(0), data.NewNumber(0), data.NewNumber(0)
	for _, p := range window {
		sum = sum.Plus(*p.Value)
		if p.Rate != nil {
			over, under = over.Plus(p.Rate.K), under.Plus(p.Rate.N)
		}
	}
	if m.ratio != nil {
		return a.value(m.ratio.Ratio, a.rate(m.ratio.Ratio, over, under))
	}
	n := data.NewNumber(int64(len(window)))
	return divided(sum.Decimal, &n)
}

// comparable reports whether two points of a series may be compared, and notes
// on the later one that they stand on different forms.
func (a *Analytics) comparable(m measure, s *Series, x, y *Point, breaks []Break) bool {
	if !m.joinable(*x, *y) {
		return false
	}
	from, to := min(x.Year, y.Year), max(x.Year, y.Year)
	for _, b := range breaks {
		if b.Kind == "place" && b.Body == s.Body.ID && !b.Joinable && from < b.Year && b.Year <= to {
			return false
		}
	}
	y.Across = y.Across || x.Form != y.Form
	return true
}
