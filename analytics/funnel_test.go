package analytics_test

import (
	"fmt"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

func TestFunnel(t *testing.T) {
	var reports []*data.Report
	for i, kn := range [][2]int{{500, 1000}, {20, 40}, {60, 100}, {1, 4}, {199, 200}} {
		reports = append(reports, outcomes(counties[i], 2024, kn[0], kn[1], data.ScopeOwn))
	}
	a := mustAsk(t, reports...)
	own := mustBody(t, a, "福州市晋安区").ID
	ask := func(indicator string) *analytics.Peers {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Indicator: indicator, Group: analytics.Group{Rule: analytics.SamePrefecture}})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := ask("rate.granted")
	f := p.Funnel
	if f == nil || f.Phi < 5 || f.Tau <= 0 || f.Text.ZH == "" || fmt.Sprintf("%.3f", f.Target) != "58.036" {
		t.Fatalf("%+v", f)
	}
	if first, last := f.Curve[0], f.Curve[len(f.Curve)-1]; first.N != 1 || last.N < 1000 || last.N > 1300 || first.High99-first.Low99 < last.High99-last.Low99 ||
		first.Low99 > first.Low95 || first.High95 > first.High99 {
		t.Errorf("%+v %+v", first, last)
	}
	if m := p.Members[0]; m.Body.ID != own || m.Rank != 1 || m.RankLow != 1 || m.RankHigh != 1 {
		t.Errorf("%+v", m)
	}
	if m := p.Members[len(p.Members)-1]; m.Rank != 0 || m.RankLow != 0 || m.Rate.N.String() != "4" || m.Outside != 0 {
		t.Errorf("%+v", m)
	}
	if second, third := p.Members[1], p.Members[2]; second.RankLow != 2 || second.RankHigh < 3 || third.RankLow > 3 {
		t.Errorf("%+v %+v", second, third)
	}
	// lower is better: the ranks turn round
	if p = ask("rate.carried_out"); p.Members[0].Body.ID != own || p.Members[0].RankHigh != 1 || p.Own.RankHigh != 1 {
		t.Errorf("%+v", p.Members[0])
	}
	if p = ask("applications.received"); p.Funnel != nil || p.Members[0].RankHigh != 1 || p.Own.RankLow != 2 {
		t.Errorf("%+v", p.Members)
	}
}
