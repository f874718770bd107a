package analytics_test

import (
	"fmt"
	"math"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestScatter(t *testing.T) {
	var reports []*data.Report
	codes := []string{"350102", "350103", "350104", "350105", "350111", "350112", "350121", "350122", "350123", "350124", "350125"}
	for i, code := range codes {
		n := 20 + i*i
		reports = append(reports, outcomes(data.Body{Name: "县" + code, RegionCode: code}, 2024, n-i, n, data.ScopeOwn))
	}
	reports = append(reports, outcomes(data.Body{Name: "县350181", RegionCode: "350181"}, 2024, 0, 0, data.ScopeOwn))
	a := mustAsk(t, reports...)
	q := analytics.ScatterQuestion{Body: 1, X: "applications.received", Y: "outcomes.granted", Group: analytics.Group{Rule: analytics.SamePrefecture}}
	s, err := a.Scatter(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	// received rises without end, granted falls once: 20, 20, 22 ...
	if len(s.Dots) != 12 || s.Rank == nil || math.Abs(*s.Rank-1) > 0.01 || s.Dots[0].Body.RegionCode != "350102" || !s.Dots[0].Own || s.Text.ZH == "" {
		t.Errorf("%+v %v", s, s.Rank)
	}
	q.Y = "rate.granted"
	if s, err = a.Scatter(t.Context(), q); err != nil || len(s.Dots) != 11 || len(s.Out) != 1 || s.Out[0].Code != "no_cases" {
		t.Errorf("%+v, %v", s, err)
	}
	q.Group = analytics.Group{Rule: analytics.Own, Bodies: []int{2, 3}}
	if s, err = a.Scatter(t.Context(), q); err != nil || s.Rank != nil || len(s.Dots) != 3 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestChain(t *testing.T) {
	report := func(year int, form string, made, repealed, inForce string) *data.Report {
		cells := map[data.Cell]string{data.NewCell(form, "t2.art20_1", "normative", "made"): made}
		if repealed != "-" {
			cells[data.NewCell(form, "t2.art20_1", "normative", "repealed")] = repealed
			cells[data.NewCell(form, "t2.art20_1", "normative", "in_force")] = inForce
		}
		return storetest.Report(tan, year, form, cells)
	}
	a := mustAsk(t, report(2021, "gov2021", "3", "0", "20"), report(2022, "gov2021", "5", "2", "23"), report(2023, "gov2021", "1", "4", "19"), report(2024, "gov2021", "1", "", "19"))
	c, err := a.Chain(t.Context(), analytics.ChainQuestion{Body: 1})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, y := range c.Years {
		got += fmt.Sprint(y.Year, " ", y.Expected, " ", y.Gap, ", ")
	}
	if got != "2021 <nil> <nil>, 2022 23 0, 2023 20 -1, 2024 <nil> <nil>, " {
		t.Error(got)
	}
	if _, err := a.Chain(t.Context(), analytics.ChainQuestion{Body: 1, Kind: "laws"}); data.Code(err) != "bad_subject" {
		t.Error(err)
	}
}
