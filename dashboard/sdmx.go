package dashboard

import (
	"bytes"
	"iter"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// asSDMX writes the series of trends as SDMX-CSV, an observation a point: what
// has no value is there too, with its status.
func (r *request) asSDMX(trends ...*analytics.Trend) (*answered, error) {
	var b bytes.Buffer
	if err := takeaway.WriteSDMX(&b, r.Mark(), observations(trends, r.Lang)); err != nil {
		return nil, err
	}
	return &answered{kind: takeaway.SDMXType, disposition: attachment(r.named("gongkai-series", "csv")), plain: b.Bytes()}, nil
}

// observations are the points of trends, each series once.
func observations(trends []*analytics.Trend, l data.Lang) iter.Seq2[takeaway.Observation, error] {
	return func(yield func(takeaway.Observation, error) bool) {
		seen := map[string]bool{}
		for _, t := range trends {
			for _, series := range t.Series {
				where := key(series.Body)
				if seen[series.Code+"\x00"+where] {
					continue
				}
				seen[series.Code+"\x00"+where] = true
				of, _ := viewedUnit(t, series.Indicator, data.Chinese)
				o := takeaway.Observation{Area: where, Transformation: transformation(t), Unit: of,
					IndicatorTitle: series.Indicator.Name().In(l), AreaTitle: series.Body.Name}
				o.Indicator, o.Applicant = applicant(series)
				for _, p := range series.Points {
					o.Year, o.Value, o.Status, o.Form, o.Comparability = p.Year, shownIn(t, p), p.Status, p.Form, p.Match
					if !yield(o, nil) {
						return
					}
				}
			}
		}
	}
}

// applicant takes a series' code apart: that of its indicator, and the kind of
// applicant in SDMX's words where it is of all or of none.
func applicant(s analytics.Series) (indicator, kind string) {
	indicator, kind, cut := strings.Cut(s.Code, "@")
	switch {
	case strings.Contains(s.Code, "/"): // a share: both of its parts have a kind
		return s.Code, "_Z"
	case cut:
		return indicator, kind
	case s.Indicator.Applicant:
		return indicator, "_T"
	}
	return indicator, "_Z"
}

// transformation says what a view makes of the values. It tells apart what the
// same indicator, body and year would give twice.
func transformation(t *analytics.Trend) string {
	switch t.View {
	case analytics.Residents, analytics.Change:
		return strings.ToUpper(string(t.View))
	case analytics.Since, analytics.Index:
		return strings.ToUpper(string(t.View)) + "_" + itoa(t.Base)
	case analytics.Mean:
		return "MEAN_" + itoa(t.Window)
	}
	return "N" // a share is an indicator of its own
}

// shownIn is what a view makes of a point, with all its digits.
func shownIn(t *analytics.Trend, p analytics.Point) *data.Number {
	if transformation(t) == "N" {
		return p.Value
	}
	return p.Shown
}
