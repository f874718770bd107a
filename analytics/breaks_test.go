package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestBreaks(t *testing.T) {
	licences := func(b data.Body, year int, form string) *data.Report {
		return storetest.Report(b, year, form, map[data.Cell]string{data.NewCell(form, "t2.art20_5", "licence", "decisions"): "1"})
	}
	a := mustAsk(t,
		licences(tan, 2020, "gov2019"), licences(tan, 2021, "gov2021"),
		licences(suq, 2020, "gov2019"), licences(suq, 2021, "gov2019"), licences(suq, 2022, "gov2021"))
	late, usual := mustBody(t, a, suq.Name).ID, mustBody(t, a, tan.Name).ID
	for _, tt := range []struct {
		indicator string
		bodies    []int
		from, to  int
		want      string
	}{
		{"decisions.licence", []int{usual}, 2019, 2024, "2021 form true"},
		{"decisions.licence", []int{late}, 2019, 2024, "2022 form true"},
		{"decisions.licence", []int{late, usual}, 2019, 2024, "2021 form true"},
		{"decisions.licence", []int{usual}, 2022, 2024, ""}, // nothing changes within
		{"decisions.licence", []int{usual}, 2021, 2024, ""}, // nothing stands before the first year
		{"decisions.licence", []int{usual}, 2019, 2020, ""},
		{"documents.rules.in_force", []int{usual}, 2019, 2024, "2021 form false"}, // partial
		{"documents.rules.made", []int{usual}, 2019, 2024, "2021 form true"},
		{"applications.received", []int{usual}, 2019, 2025, "2019 law true"}, // exact on both forms
		{"applications.received", []int{usual}, 2020, 2025, ""},
		{"review.upheld", []int{usual}, 2019, 2025, "2024 law true"},
		{"review.upheld", []int{usual}, 2019, 2023, ""},
		{"other.no_payment", []int{usual}, 2019, 2023, "2019 law true, 2021 law true"},
		{"applications.received@natural", []int{usual}, 2019, 2020, "2019 law true"},
	} {
		trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{tt.indicator}, Bodies: tt.bodies, From: tt.from, To: tt.to})
		var words []string
		for _, b := range trend.Breaks {
			words = append(words, fmt.Sprintf("%d %s %v", b.Year, b.Kind, b.Joinable))
			if b.Indicator != tt.indicator || b.Text.ZH == "" || b.Text.EN == "" {
				t.Errorf("%+v", b)
			}
		}
		if got := strings.Join(words, ", "); got != tt.want {
			t.Errorf("%s of %v, %d to %d: %s", tt.indicator, tt.bodies, tt.from, tt.to, got)
		}
	}
}

func TestBreakTexts(t *testing.T) {
	a := mustAsk(t, storetest.Report(tan, 2021, "gov2021", nil))
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{"documents.rules.in_force", "documents.rules.made"}, Bodies: []int{1}, From: 2019, To: 2025})
	for i, want := range []string{
		"2021年起改用2021年格式：口径不同，不能衔接比较",
		"2021年起改用2021年格式：口径相近，可衔接比较",
	} {
		if got := trend.Breaks[i].Text.ZH; got != want {
			t.Error(got)
		}
	}
}
