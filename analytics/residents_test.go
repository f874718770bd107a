package analytics_test

import (
	"fmt"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/place"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// Per 100,000 residents: of the division that a government governs, with the
// year and source of the number; organs have none.
func TestPerResidents(t *testing.T) {
	pack, err := place.LoadReference("../data/place/testdata/pack")
	if err != nil {
		t.Fatal(err)
	}
	gulou, province := data.Body{Name: "南京市鼓楼区", RegionCode: "320106"}, data.Body{Name: "江苏省", RegionCode: "320000"}
	organ := data.Body{Name: "南京市鼓楼区教育局", RegionCode: "320106", Organ: "教育局"}
	xuzhou := data.Body{Name: "徐州市鼓楼区", RegionCode: "320302"}
	in := storetest.Input(t, outcomes(gulou, 2021, 1, 94, data.ScopeOwn), outcomes(gulou, 2022, 1, 5, data.ScopeOwn), outcomes(province, 2019, 1, 8477, data.ScopeOwn),
		outcomes(province, 2021, 1, 8505, data.ScopeOwn), outcomes(organ, 2021, 1, 50, data.ScopeOwn), outcomes(xuzhou, 2021, 1, 50, data.ScopeOwn))
	if in.Gazetteer, err = in.Gazetteer.With(pack); err != nil {
		t.Fatal(err)
	}
	in.Reference = in.Gazetteer.Reference()
	dir := t.TempDir()
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	a := analytics.New(storetest.Open(t, dir), in.Catalogue)
	ids := []int{}
	for _, b := range []data.Body{gulou, province, organ} {
		ids = append(ids, mustBody(t, a, b.Name).ID)
	}
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{"applications.received"}, Bodies: ids, View: analytics.Residents})
	got := ""
	for _, s := range trend.Series {
		for _, p := range s.Points {
			if p.Residents != nil {
				got += fmt.Sprintf("%s %d: %v of %v in %d (%.2f-%.2f); ", s.Body.Name, p.Year, p.Shown, p.Residents.Count, p.Residents.Year, *p.Per.Low, *p.Per.High)
				if p.Residents.Source == "" {
					t.Error("no source")
				}
			}
		}
	}
	if want := "南京市鼓楼区 2021: 9.995885 of 940387 in 2020 (8.08-12.23); 南京市鼓楼区 2022: 0.531696 of 940387 in 2020 (0.17-1.24); " +
		"江苏省 2019: 10 of 84770000 in 2020 (9.79-10.22); 江苏省 2021: 10 of 85050000 in 2021 (9.79-10.21); "; got != want {
		t.Error(got)
	}
	p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: ids[0], Year: 2021, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.Nearest, By: "residents", K: 3}})
	if err != nil || ranking(p) != "1 320106 94, 2 320302 50" {
		t.Errorf("%+v, %v", p, err)
	}
}
