package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

// sixteen are counties whose granted shares fall from 80 per cent, of 100
// cases each but the last, which has three.
func sixteen(t *testing.T) (a *analytics.Analytics, own int) {
	t.Helper()
	var reports []*data.Report
	for i := range 16 {
		n := 100
		if i == 15 {
			n = 3
		}
		of := counties[i%6] // of one province
		b := data.Body{Name: of.Name + fmt.Sprintf("%02d教育局", i), RegionCode: of.RegionCode, Organ: "教育局"}
		reports = append(reports, outcomes(b, 2024, (80-4*i)*n/100, n, data.ScopeOwn))
	}
	a = mustAsk(t, reports...)
	return a, mustBody(t, a, reports[3].Body.Name).ID
}

// A heat map says of each body what Peers says, and sorts by a column with
// what has no value last.
func TestHeat(t *testing.T) {
	a, own := sixteen(t)
	codes := []string{"rate.granted", "applications.concluded"}
	group := analytics.Group{Rule: analytics.SameProvince}
	h, err := a.Heat(t.Context(), analytics.HeatQuestion{Body: own, Indicators: codes, Group: group, Sort: "rate.granted"})
	if err != nil {
		t.Fatal(err)
	}
	if h.Of != 15 || len(h.Rows) != 16 || !h.Rows[0].Own || h.Rows[0].Body.ID != own || h.Year != 2024 {
		t.Fatalf("%+v", h)
	}
	for column, code := range codes {
		p, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: own, Indicator: code, Group: group})
		if err != nil {
			t.Fatal(err)
		}
		of := map[int]analytics.Member{}
		for _, m := range p.Members {
			of[m.Body.ID] = m
		}
		if fmt.Sprint(h.Columns[column].Spread.Median, h.Columns[column].Spread.Q1) != fmt.Sprint(p.Spread.Median, p.Spread.Q1) {
			t.Errorf("%s: %+v, %+v", code, h.Columns[column].Spread, p.Spread)
		}
		for _, row := range h.Rows {
			if want := of[row.Body.ID]; fmt.Sprint(row.Cells[column].Value) != fmt.Sprint(want.Value) || row.Cells[column].Status != want.Status {
				t.Errorf("%s of %s: %+v, want %+v", code, row.Body.Name, row.Cells[column], want)
			}
		}
	}
	var values []string
	for _, row := range h.Rows[1:] {
		values = append(values, fmt.Sprint(row.Cells[0].Value, "/", row.Cells[0].Quarter))
	}
	if got := strings.Join(values, " "); got != "80/4 76/4 72/4 64/3 60/3 56/3 52/3 48/2 44/2 40/2 36/1 32/1 28/1 24/1 <nil>/0" {
		t.Error(got)
	}
	up, err := a.Heat(t.Context(), analytics.HeatQuestion{Body: own, Indicators: codes, Group: group, Sort: "rate.granted", Ascending: true, Rows: 2, Skip: 1})
	if err != nil || len(up.Rows) != 3 || up.Rows[1].Cells[0].Value.String() != "28" {
		t.Errorf("%+v, %v", up, err)
	}
	last, err := a.Heat(t.Context(), analytics.HeatQuestion{Body: own, Indicators: codes, Group: group, Sort: "rate.granted", Ascending: true, Skip: 14})
	if err != nil || len(last.Rows) != 2 || last.Rows[1].Cells[0].Value != nil {
		t.Errorf("%+v, %v", last, err)
	}
	if _, err := a.Heat(t.Context(), analytics.HeatQuestion{Body: own, Indicators: []string{"nothing"}}); data.Code(err) != "unknown_indicator" {
		t.Error(err)
	}
}

// The best quarter is told apart from the rest by what is not the indicator's
// own part, and only where there are enough bodies.
func TestBest(t *testing.T) {
	a, own := sixteen(t)
	group := analytics.Group{Rule: analytics.SameProvince}
	b, err := a.Best(t.Context(), analytics.BestQuestion{Body: own, Indicator: "rate.granted", Group: group})
	if err != nil {
		t.Fatal(err)
	}
	if b.Of != 15 || len(b.Best) != 3 || b.Best[0].Rank != 1 || b.Best[0].Value.String() != "80" || b.Better != "higher" {
		t.Errorf("%+v", b)
	}
	for _, code := range b.Compared {
		if code == "rate.granted" || code == "rate.disclosure" || code == "rate.disclosure_substantive" {
			t.Errorf("%s is a part of the indicator", code)
		}
	}
	found := false
	for _, d := range b.Differ {
		if d.Code != "rate.carried_out" {
			continue
		}
		found = true // carried out are those not granted: 20, 24, 28 against 32 to 76
		if d.Best.String() != "24" || d.BestN != 3 || d.RestN != 12 || d.Size >= 0 {
			t.Errorf("%+v", d)
		}
	}
	if !found {
		t.Errorf("%+v", b.Differ)
	}
	for i := 1; i < len(b.Differ); i++ {
		if abs(b.Differ[i-1].Size) < abs(b.Differ[i].Size) {
			t.Error("not in order")
		}
	}
	if _, err := a.Best(t.Context(), analytics.BestQuestion{Body: own, Indicator: "applications.received", Group: group}); data.Code(err) != "no_direction" {
		t.Error(err)
	}
	few := mustAsk(t, outcomes(counties[0], 2024, 50, 100, data.ScopeOwn), outcomes(counties[1], 2024, 60, 100, data.ScopeOwn))
	if _, err := few.Best(t.Context(), analytics.BestQuestion{Body: mustBody(t, few, counties[0].Name).ID, Indicator: "rate.granted", Group: group}); data.Code(err) != "too_few" {
		t.Error(err)
	}
}

func abs(x float64) float64 { return max(x, -x) }
