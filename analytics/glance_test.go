package analytics_test

import (
	"reflect"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

// A glance says what trend and peers say.
func TestGlance(t *testing.T) {
	var reports []*data.Report
	for i := range 6 {
		reports = append(reports, outcomes(counties[i], 2023, 10*(i+2), 90*(i+1), data.ScopeOwn), outcomes(counties[i], 2024, 10*(i+1), 100*(i+1), data.ScopeOwn))
	}
	reports = append(reports, outcomes(data.Body{Name: "天涯海角"}, 2024, 1, 5, data.ScopeOwn))
	a := mustAsk(t, reports...)
	own := mustBody(t, a, counties[2].Name).ID
	codes := []string{"applications.concluded", "rate.granted", "decisions.licence"}
	g, err := a.Glance(t.Context(), analytics.GlanceQuestion{Body: own, Indicators: codes})
	if err != nil {
		t.Fatal(err)
	}
	if g.Year != 2024 || g.Body.ID != own || g.Rule == nil || g.Rule.ZH != "福建省的同级政府" {
		t.Errorf("%+v", g)
	}
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: codes, Bodies: []int{own}, From: 2018, To: 2024, View: analytics.Change})
	for i, item := range g.Items {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Year: 2024, Indicator: item.Code})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(item.History, trend.Series[i].Points) || !reflect.DeepEqual(item.Own, p.Own) || item.Of != p.Of {
			t.Errorf("%+v, want %+v and %+v of %d", item, trend.Series[i].Points, p.Own, p.Of)
		}
	}
	if first := g.Items[0]; first.Own.Rank != 4 || first.Of != 6 || first.Now().Shown.String() != "30" {
		t.Errorf("%+v", first)
	}
	// a body without peers has its figures all the same
	alone, err := a.Glance(t.Context(), analytics.GlanceQuestion{Body: mustBody(t, a, "天涯海角").ID, Indicators: codes})
	if err != nil || alone.Rule != nil || alone.Items[0].Own != nil || alone.Items[0].Now().Value.String() != "5" {
		t.Errorf("%+v, %v", alone, err)
	}
	if weak := alone.Items[1].Weak; len(weak) != 1 || weak[0].ZH != "件数少，只列件数" {
		t.Errorf("%+v", weak)
	}
}
