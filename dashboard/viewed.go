package dashboard

import (
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
)

// views are the ways to look at a trend, in the order of the list.
var views = []struct {
	View analytics.View
	Name data.Text
}{
	{analytics.Absolute, data.Text{ZH: "绝对数", EN: "absolute"}},
	{analytics.Residents, data.Text{ZH: "每十万人", EN: "per 100,000 residents"}},
	{analytics.Share, data.Text{ZH: "占合计的比例", EN: "share of the total"}},
	{analytics.Change, data.Text{ZH: "较上年增减", EN: "change on the year before"}},
	{analytics.Since, data.Text{ZH: "较起始年增减", EN: "change since the first year"}},
	{analytics.Index, data.Text{ZH: "指数（起始年=100）", EN: "index, first year = 100"}},
	{analytics.Mean, data.Text{ZH: "三年移动平均", EN: "mean of three years"}},
}

func knownView(v analytics.View) bool {
	for _, known := range views {
		if known.View == v {
			return true
		}
	}
	return v == ""
}

// trendOf asks for an indicator in the view of the choice. What is no part of
// a total has no share: it stays absolute.
func (r *request) trendOf(ch *choice, code string) (*analytics.Trend, error) {
	q := analytics.TrendQuestion{Indicators: []string{code}, Bodies: ch.ids(), From: ch.From, To: ch.To, View: ch.View}
	t, err := r.answers.Trend(r.ctx, q)
	if codeOf(err) == "no_whole" {
		q.View = analytics.Absolute
		t, err = r.answers.Trend(r.ctx, q)
	}
	return t, err
}

// asViewed are series with what the view makes of their values. A year whose
// number the view cannot use has none.
func asViewed(t *analytics.Trend) []analytics.Series {
	if t.View == analytics.Absolute || t.View == analytics.Share {
		return t.Series
	}
	out := make([]analytics.Series, len(t.Series))
	for i, s := range t.Series {
		out[i] = s
		out[i].Points = make([]analytics.Point, len(s.Points))
		for k, p := range s.Points {
			p.Value, p.Rate = nil, nil
			if p.Shown != nil {
				p.Value = &data.Number{Decimal: p.Shown.Round(1)}
			}
			out[i].Points[k] = p
		}
	}
	return out
}

// viewedUnit is the unit of what a view shows, and its name behind the title.
func viewedUnit(t *analytics.Trend, i *form.Indicator, l data.Lang) (of, title string) {
	of = unit(i, l)
	switch t.View {
	case analytics.Residents:
		of = data.Text{ZH: "每十万人", EN: "per 100,000 residents"}.In(l)
	case analytics.Index:
		of = fmt.Sprintf(data.Text{ZH: "%d年=100", EN: "%d = 100"}.In(l), t.Base)
	case analytics.Since:
		title = fmt.Sprintf(data.Text{ZH: "较%d年增减", EN: "change since %d"}.In(l), t.Base)
		return of, title
	}
	for _, v := range views[1:] {
		if v.View == t.View && t.View != analytics.Share {
			title = v.Name.In(l)
		}
	}
	return of, title
}
