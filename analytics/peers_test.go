package analytics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

var counties = []data.Body{
	{Name: "福州市鼓楼区", RegionCode: "350102"}, {Name: "福州市台江区", RegionCode: "350103"}, {Name: "福州市仓山区", RegionCode: "350104"},
	{Name: "福州市马尾区", RegionCode: "350105"}, {Name: "福州市晋安区", RegionCode: "350111"}, {Name: "厦门市思明区", RegionCode: "350203"},
	{Name: "徐州市鼓楼区", RegionCode: "320302"},
}

// outcomes is a report with n replies, k of them granted; n < 0 prints no table.
func outcomes(b data.Body, year, k, n int, scope data.Scope) *data.Report {
	cells := map[data.Cell]string{}
	if n >= 0 {
		for _, row := range []string{"partial", "unavailable.total", "not_processed.total", "other.total"} {
			cells[data.NewCell("gov2021", "t3", row, "total")] = "0"
		}
		cells["gov2021/t3/granted/total"] = fmt.Sprint(k)
		cells["gov2021/t3/carried_in/total"] = "0"
		cells["gov2021/t3/carried_out/total"] = fmt.Sprint(n - k)
		cells["gov2021/t3/concluded/total"] = fmt.Sprint(n)
		cells["gov2021/t3/received/total"] = fmt.Sprint(n)
	}
	r := storetest.Report(b, year, "gov2021", cells)
	r.Scope = scope
	return r
}

// ranking writes the members of an answer as rank, name and value or k/n.
func ranking(p *analytics.Peers) string {
	var words []string
	for _, m := range p.Members {
		v := "-"
		if m.Value != nil {
			v = m.Value.String()
		} else if m.Rate != nil {
			v = m.Rate.K.String() + "/" + m.Rate.N.String()
		}
		words = append(words, fmt.Sprintf("%d %s %s", m.Rank, m.Body.RegionCode, v))
	}
	for _, e := range p.Out {
		words = append(words, e.Code+" "+e.Body.RegionCode)
	}
	return strings.Join(words, ", ")
}

func TestPeers(t *testing.T) {
	own, whole := data.ScopeOwn, data.ScopeConsolidated
	a := mustAsk(t,
		outcomes(counties[0], 2024, 50, 100, own), outcomes(counties[1], 2024, 20, 40, data.ScopeUnknown), outcomes(counties[2], 2024, 5, 12, own),
		outcomes(counties[3], 2024, 1, 4, own), outcomes(counties[4], 2024, 90, 100, whole), outcomes(counties[5], 2024, 80, 100, own),
		outcomes(counties[6], 2024, 70, 100, own), outcomes(tan, 2024, 0, 0, own), outcomes(data.Body{Name: "福州市", RegionCode: "350100"}, 2024, 700, 1000, own),
		outcomes(data.Body{Name: "福州市鼓楼区教育局", RegionCode: "350102", Organ: "教育局"}, 2024, 7, 10, own), outcomes(counties[4], 2023, 1, 1, own))
	body := func(name string) int { return mustBody(t, a, name).ID }
	for _, tt := range []struct {
		name, indicator string
		group           analytics.Group
		want            string
	}{
		{"Prefecture", "applications.received", analytics.Group{Rule: analytics.SamePrefecture},
			"1 350102 100, 2 350103 40, 3 350104 12, 4 350105 4, 5 350128 0, other_scope 350111"},
		{"Ratio", "rate.granted", analytics.Group{Rule: analytics.SamePrefecture},
			"1 350102 50, 1 350103 50, 0 350104 41.666667, 0 350105 1/4, other_scope 350111, no_cases 350128"},
		{"Lower", "rate.carried_out", analytics.Group{Rule: analytics.SameProvince},
			"1 350203 20, 2 350102 50, 2 350103 50, 0 350104 58.333333, 0 350105 3/4, other_scope 350111, no_cases 350128"},
		{"Level", "applications.received", analytics.Group{Rule: analytics.SameLevel},
			"1 320302 100, 1 350102 100, 1 350203 100, 4 350103 40, 5 350104 12, 6 350105 4, 7 350128 0, other_scope 350111"},
		{"Region", "applications.received", analytics.Group{Rule: analytics.SameRegion},
			"1 320302 100, 1 350102 100, 1 350203 100, 4 350103 40, 5 350104 12, 6 350105 4, 7 350128 0, other_scope 350111"},
		{"Nearest", "rate.granted", analytics.Group{Rule: analytics.Nearest, K: 2},
			"1 350203 80, 2 320302 70, 3 350102 50, other_scope 350111"},
		{"List", "applications.received", analytics.Group{Rule: analytics.Own, Bodies: []int{body("福州市台江区"), body("福州市"), body("福州市鼓楼区教育局")}},
			"1 350102 100, 2 350103 40, other_level 350100, other_level 350102"},
	} {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: body("福州市鼓楼区"), Year: 2024, Indicator: tt.indicator, Group: tt.group})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := ranking(p); got != tt.want {
			t.Errorf("%s: %s", tt.name, got)
		}
		if p.Rule.ZH == "" || p.Rule.EN == "" {
			t.Errorf("%s: no rule", tt.name)
		}
	}
}

func TestStanding(t *testing.T) {
	var reports []*data.Report
	for i, n := range []int{100, 40, 12, 4, 100} {
		reports = append(reports, outcomes(counties[i], 2024, n/4, n, data.ScopeOwn))
	}
	a := mustAsk(t, reports...)
	p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: mustBody(t, a, "福州市台江区").ID, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.SamePrefecture}})
	if err != nil {
		t.Fatal(err)
	}
	s := p.Spread
	if got := fmt.Sprint(s.N, s.Min, s.Q1, s.Median, s.Q3, s.Max); got != "5 4 12 40 100 100" {
		t.Error(got)
	}
	if got := fmt.Sprint(p.Own.Rank, p.Own.Of, p.Own.Percentile, p.Own.Quartile, p.Own.ToBest, p.Year); got != "3 5 50 2 60 2024" {
		t.Error(got)
	}
	p, err = a.Peers(t.Context(), analytics.PeersQuestion{Body: mustBody(t, a, "福州市台江区").ID, Indicator: "rate.granted", Group: analytics.Group{Rule: analytics.SamePrefecture}})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(p.Pooled.K, p.Pooled.N, p.PooledBy); got != "64 256 25" || len(p.Notes) == 0 {
		t.Error(got, p.Notes)
	}
}

func TestPeersRefused(t *testing.T) {
	a := mustAsk(t, outcomes(data.Body{Name: "某开发区"}, 2024, 1, 2, data.ScopeOwn))
	for _, tt := range []struct {
		q    analytics.PeersQuestion
		code string
	}{
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.SamePrefecture}}, "no_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.SameProvince}}, "no_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.SameRegion}}, "no_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: "friends"}}, "bad_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.Nearest, K: 9999}}, "bad_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.Nearest, By: "decisions.licence"}}, "no_group"},
		{analytics.PeersQuestion{Body: 1, Indicator: "nothing", Group: analytics.Group{Rule: analytics.SameLevel}}, "unknown_indicator"},
		{analytics.PeersQuestion{Body: 7, Indicator: "applications.received", Group: analytics.Group{Rule: analytics.SameLevel}}, "unknown_body"},
	} {
		if _, err := a.Peers(t.Context(), tt.q); data.Code(err) != tt.code {
			t.Errorf("%+v: %v", tt.q, err)
		}
	}
}

// A page of the members lists the body itself too, and everything else is of all.
func TestPeersPage(t *testing.T) {
	var reports []*data.Report
	for i := range 6 {
		reports = append(reports, outcomes(counties[i], 2024, 10*(i+1), 100*(i+1), data.ScopeOwn))
	}
	a := mustAsk(t, reports...)
	for _, tt := range []struct {
		own, rows, skip int
		want            string // ranks
	}{
		{0, 2, 0, "1 2 6"}, {0, 2, 4, "5 6"}, {5, 2, 2, "1 3 4"}, {3, 0, 0, "1 2 3 4 5 6"}, {3, 1, 99, "3"},
	} {
		own := mustBody(t, a, counties[tt.own].Name).ID
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Indicator: "applications.concluded", Group: analytics.Group{Rule: analytics.SameProvince}, Rows: tt.rows, Skip: tt.skip})
		if err != nil {
			t.Fatal(err)
		}
		var ranks []string
		for _, m := range p.Members {
			ranks = append(ranks, fmt.Sprint(m.Rank))
			if m.Body.Name == "" {
				t.Errorf("%+v: %+v has no name", tt, m)
			}
		}
		if got := strings.Join(ranks, " "); got != tt.want || p.Of != 6 || p.Spread.N != 6 || p.Own == nil {
			t.Errorf("%+v: %s of %d", tt, got, p.Of)
		}
	}
}

// The members can be listed in other orders; ranks and own place stay.
func TestPeersOrder(t *testing.T) {
	var reports []*data.Report
	for i, n := range []int{300, 100, 200, 5} { // rates of 10, 40, 30 %, and one that is too small
		reports = append(reports, outcomes(counties[3-i], 2024, []int{30, 40, 60, 1}[i], n, data.ScopeOwn))
	}
	a := mustAsk(t, reports...)
	own := mustBody(t, a, counties[0].Name).ID // the one that is too small
	for order, want := range map[analytics.Order]string{"": "2 1 3 0", "last": "3 1 2 0", "n": "3 1 2 0", "body": "0 1 2 3"} {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Indicator: "rate.granted", Group: analytics.Group{Rule: analytics.SameProvince}, Order: order})
		if err != nil {
			t.Fatal(err)
		}
		var places []string
		for _, m := range p.Members {
			places = append(places, fmt.Sprint(slices.IndexFunc(counties, func(b data.Body) bool { return b.Name == m.Body.Name })))
		}
		if got := strings.Join(places, " "); got != want {
			t.Errorf("%q: %s, want %s", order, got, want)
		}
	}
	if _, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Indicator: "rate.granted", Order: "x"}); data.Code(err) != "bad_parameter" {
		t.Error(err)
	}
}

// Usual peers are those of the prefecture where they are many, else of the
// province where they are some, else all.
func TestUsualPeers(t *testing.T) {
	var reports []*data.Report
	for i := range 31 {
		reports = append(reports, outcomes(data.Body{Name: fmt.Sprintf("福州市鼓楼区第%d街道办事处", i), RegionCode: "350102", Organ: fmt.Sprintf("第%d街道办事处", i)}, 2024, 1, 2, data.ScopeOwn))
	}
	for _, b := range counties[:5] {
		reports = append(reports, outcomes(b, 2024, 1, 2, data.ScopeOwn))
	}
	reports = append(reports, outcomes(data.Body{Name: "徐州市鼓楼区", RegionCode: "320302"}, 2024, 1, 2, data.ScopeOwn))
	a := mustAsk(t, reports...)
	for name, want := range map[string]string{"福州市鼓楼区第3街道办事处": "福州市的同级乡镇街道", "福州市鼓楼区": "福建省的同级政府", "徐州市鼓楼区": "全国同级政府"} {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: mustBody(t, a, name).ID, Indicator: "applications.concluded"})
		if err != nil || p.Rule.ZH != want {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}
