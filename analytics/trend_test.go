package analytics_test

import (
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

// The figures as printed in the public reports.
func TestTrendOfSharedReports(t *testing.T) {
	a := mustAsk(t, storetest.Shared(t)...)
	zone := mustBody(t, a, "平潭综合实验区")
	trend := mustTrend(t, a, analytics.TrendQuestion{
		Indicators: []string{"decisions.licence", "decisions.penalty", "fees.amount", "procurement.amount", "refused.total"},
		Bodies:     []int{zone.ID}, From: 2018, To: 2025,
	})
	for i, want := range []string{
		"- missing, 181 reported, 278 reported, 2293 reported, 10690 reported, 2629 reported, 4529 reported, 2418 reported",
		"- missing, 430 reported, 538 reported, 1282 reported, 2113 reported, 1330 reported, 1100 reported, 644 reported",
		"- missing, - missing, - missing, 24252.311082 reported, 9116.36 reported, 5949.088667 reported, 18651.06 reported, 4166.241619 reported",
		"- missing, 75394432.52 reported, 73802895.9 reported, - missing, - missing, - missing, - missing, - missing",
	} {
		if got := line(trend.Series[i]); got != want {
			t.Errorf("%s: %s", trend.Series[i].Code, got)
		}
	}
	if unit := trend.Series[3].Indicator.Unit; unit != "元" {
		t.Errorf("procurement.amount is in %s", unit)
	}
	p := trend.Series[4].Points[6]
	if p.Status != data.Derived || len(p.Cells) != 8 || p.Form != "gov2021" || p.Match != "exact" {
		t.Errorf("refused.total 2024: %+v", p)
	}
	page, err := a.Report(t.Context(), p.ReportID)
	if err != nil {
		t.Fatal(err)
	}
	sum := data.NewNumber(0)
	for _, c := range p.Cells { // every number answers where from
		for _, f := range page.Figures {
			if f.Cell == c {
				sum = sum.Plus(*f.Value)
			}
		}
	}
	if !sum.Equal(p.Value.Decimal) {
		t.Errorf("refused.total 2024 is %s, its cells sum up to %s", p.Value, sum)
	}
}

func TestTrendKeepsHolesApart(t *testing.T) {
	licence := func(year int, printed string) *data.Report {
		return storetest.Report(tan, year, "gov2021", map[data.Cell]string{"gov2021/t2.art20_5/licence/decisions": printed})
	}
	a := mustAsk(t, licence(2021, "0"), licence(2022, ""), licence(2023, "/"), licence(2024, "若干"),
		storetest.Report(tan, 2025, "gov2021", nil))
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{"decisions.licence"}, Bodies: []int{1}, From: 2020, To: 2026})
	want := "- missing, 0 reported, - blank, - not_applicable, - unreadable, - missing, - missing"
	if got := line(trend.Series[0]); got != want {
		t.Error(got)
	}
	for i, p := range trend.Series[0].Points {
		if p.Year != 2020+i || (p.Status == data.Missing) != (p.Cells == nil) {
			t.Errorf("%+v", p)
		}
		// 2025 has a report without that cell, 2020 and 2026 have none
		if none := p.Year == 2020 || p.Year == 2026; none != (p.ReportID == 0) || none != (p.Form == "") {
			t.Errorf("%+v", p)
		}
	}
}

func TestTrendByApplicant(t *testing.T) {
	a := mustAsk(t, storetest.Report(tan, 2021, "gov2021", map[data.Cell]string{
		"gov2021/t3/received/natural": "31", "gov2021/t3/received/total": "40",
		"gov2021/t3/unavailable.not_held/natural": "2", "gov2021/t3/unavailable.needs_creation/natural": "", "gov2021/t3/unavailable.unclear/natural": "1",
		"gov2021/t3/not_processed.petition/natural": "2",
	}), storetest.Report(tan, 2020, "gov2019", map[data.Cell]string{"gov2019/t3/received/natural": "7"}))
	trend := mustTrend(t, a, analytics.TrendQuestion{
		Indicators: []string{"applications.received@natural", "unavailable.total@natural", "not_processed.total@natural", "applications.received@org.research"},
		Bodies:     []int{1}, From: 2020, To: 2021,
	})
	for i, want := range []string{"7 reported, 31 reported", "- missing, - blank", "- missing, - missing", "- missing, - missing"} {
		if got := line(trend.Series[i]); got != want {
			t.Errorf("%s: %s", trend.Series[i].Code, got)
		}
	}
	if p := trend.Series[0].Points[0]; p.Form != "gov2019" || len(p.Cells) != 1 || p.Cells[0] != "gov2019/t3/received/natural" || p.ReportID == 0 {
		t.Errorf("%+v", p)
	}
}

func TestTrendErrors(t *testing.T) {
	a := mustAsk(t, storetest.Report(tan, 2021, "gov2021", nil))
	for _, tt := range []struct {
		code string
		q    analytics.TrendQuestion
	}{
		{"unknown_indicator", analytics.TrendQuestion{Indicators: []string{"applications"}, Bodies: []int{1}}},
		{"unknown_indicator", analytics.TrendQuestion{Indicators: []string{"fees.amount@natural"}, Bodies: []int{1}}},
		{"unknown_indicator", analytics.TrendQuestion{Indicators: []string{"applications.received@nobody"}, Bodies: []int{1}}},
		{"unknown_indicator", analytics.TrendQuestion{Indicators: []string{"applications.received@"}, Bodies: []int{1}}},
		{"unknown_body", analytics.TrendQuestion{Bodies: []int{1, 2}}},
		{"bad_years", analytics.TrendQuestion{Bodies: []int{1}, From: 2022, To: 2021}},
		{"bad_years", analytics.TrendQuestion{Bodies: []int{1}, From: 1, To: 9999}},
	} {
		if _, err := a.Trend(t.Context(), tt.q); data.Code(err) != tt.code {
			t.Errorf("%+v: %v", tt.q, err)
		}
	}
}

func TestTrendOfManyBodies(t *testing.T) {
	var reports []*data.Report
	for _, b := range []data.Body{tan, hall, suq} {
		for year := 2021; year <= 2023; year++ {
			reports = append(reports, storetest.Report(b, year, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "5"}))
		}
	}
	a := mustAsk(t, reports...)
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{"applications.received", "applications.carried_in"}, Bodies: []int{3, 1}})
	if trend.From != 2021 || trend.To != 2023 || len(trend.Series) != 4 {
		t.Fatalf("%+v", trend)
	}
	for i, want := range []string{"applications.received 3", "applications.received 1", "applications.carried_in 3", "applications.carried_in 1"} {
		s := trend.Series[i]
		code, id, _ := strings.Cut(want, " ")
		if s.Code != code || s.Body.ID != int(id[0]-'0') || s.Indicator == nil || len(s.Points) != 3 {
			t.Errorf("series %d is %s of %d", i, s.Code, s.Body.ID)
		}
	}
}
