package dashboard

import (
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
)

// tile is a measure on the overview.
type tile struct {
	Code, Name  string
	Value, Unit string
	Exact       string // where Value is rounded
	Href        string // of the source cell
	Change      string
	Direction   string // good, bad or ""
	Place       string
	Weak        []string
	None        string // why there is no value
	Spark       spark
	From, To    int // years of the spark
	Trend       string
	Benchmark   string
}

// newTile puts a glimpse into words.
func (s *Server) newTile(r *request, g *analytics.Glance, item *analytics.Glimpse) tile {
	now := item.Now()
	t := tile{Code: item.Code, Name: item.Name.In(r.Lang), Unit: unit(item.Indicator, r.Lang), Href: pointLink(r.page, g.Body, *now),
		From: item.History[0].Year, To: g.Year,
		Trend:     r.Link("/trends?" + query("body", key(g.Body), "i", item.Code)),
		Benchmark: r.Link("/benchmark?" + query("body", key(g.Body), "year", itoa(g.Year), "i", item.Code))}
	switch {
	case now.Value != nil:
		t.Value = r.short(*now.Value)
		if exact := grouped(*now.Value); exact != t.Value {
			t.Exact = exact
		}
	case now.Rate != nil && now.Rate.N.IsPositive():
		t.Value, t.Unit = now.Rate.K.String()+"/"+now.Rate.N.String(), ""
	default:
		t.Value, t.Unit, t.None = "—", "", whyNone(*now, r.Lang)
	}
	t.Change, t.Direction = r.change(item)
	t.Place = r.place(item)
	for _, w := range item.Weak {
		t.Weak = append(t.Weak, w.In(r.Lang))
	}
	t.Spark = newSpark(item.History, func(x, y analytics.Point) bool {
		from, to := item.Indicator.Source(x.Form), item.Indicator.Source(y.Form)
		return x.Form == y.Form || from != nil && to != nil && from.Joinable() && to.Joinable()
	})
	return t
}

// short prints a number as a headline: whole numbers from a million up in 万 or
// 亿, others with at most one digit behind the point.
func (p page) short(n data.Number) string {
	if p.English() {
		return grouped(data.Number{Decimal: n.Round(1)})
	}
	for _, big := range []struct {
		from   int64
		digits int32
		word   string
	}{{100_000_000, 8, "亿"}, {1_000_000, 4, "万"}} {
		if n.Abs().GreaterThanOrEqual(data.NewNumber(big.from).Decimal) {
			return grouped(data.Number{Decimal: n.Shift(-big.digits).Round(2)}) + " " + big.word
		}
	}
	return grouped(data.Number{Decimal: n.Round(1)})
}

// change says the change on the former year, and whether it is a good one.
func (p page) change(item *analytics.Glimpse) (text, direction string) {
	now := item.Now()
	if now.Shown == nil {
		return "", ""
	}
	if now.Shown.IsZero() {
		return p.T("与上年持平", "as the year before"), ""
	}
	size := signed(data.Number{Decimal: now.Shown.Round(1)})
	if now.Rate != nil {
		text = fmt.Sprintf(p.T("较上年 %s 个百分点", "%s points"), size)
	} else {
		text = fmt.Sprintf(p.T("较上年 %s", "%s"), size)
	}
	if now.Percent != nil {
		text += fmt.Sprintf(p.T("（%s%%）", " (%s %%)"), signed(data.Number{Decimal: now.Percent.Round(1)}))
	}
	if item.Better != "" {
		direction = "bad"
		if (item.Better == "higher") == now.Shown.IsPositive() {
			direction = "good"
		}
	}
	return text, direction
}

func signed(n data.Number) string {
	if n.IsPositive() {
		return "+" + grouped(n)
	}
	if n.IsNegative() {
		return "−" + grouped(data.Number{Decimal: n.Abs()})
	}
	return grouped(n)
}

// place says where the body stands.
func (p page) place(item *analytics.Glimpse) string {
	own := item.Own
	switch {
	case own == nil || own.Rank == 0 || own.Of < leastForPlace:
		return ""
	case own.RankLow > 0 && own.RankLow != own.RankHigh:
		return fmt.Sprintf(p.T("同类第 %d / %d（%d–%d）", "%d of %d peers (%d–%d)"), own.Rank, own.Of, own.RankLow, own.RankHigh)
	}
	return fmt.Sprintf(p.T("同类第 %d / %d", "%d of %d peers"), own.Rank, own.Of)
}
