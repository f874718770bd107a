package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store/storetest"
)

// shown writes what a view makes of a series: value and per cent, - for none,
// ~ where it compares two forms.
func shown(s analytics.Series) string {
	var words []string
	for _, p := range s.Points {
		w := "-"
		if p.Shown != nil {
			w = p.Shown.String()
		}
		if p.Percent != nil {
			w += " " + p.Percent.String() + "%"
		}
		if p.Across {
			w += "~"
		}
		words = append(words, w)
	}
	return strings.Join(words, ", ")
}

func TestViews(t *testing.T) {
	report := func(year int, formID string, cells ...string) *data.Report {
		of := map[data.Cell]string{}
		for i := 0; i < len(cells); i += 2 {
			of[data.Cell(formID+"/"+cells[i])] = cells[i+1]
		}
		return storetest.Report(tan, year, formID, of)
	}
	a := mustAsk(t,
		report(2018, "stat2014", "s/3.1/value", "8"),
		report(2019, "gov2019", "t3/received/total", "40", "t3/concluded/total", "50", "t3/granted/total", "20", "t2.art20_1/rules/made", "2", "t2.art20_1/normative/made", "5"),
		report(2020, "gov2019", "t3/received/total", "50", "t3/concluded/total", "0", "t3/granted/total", "0"),
		report(2021, "gov2021", "t3/received/total", "", "t3/concluded/total", "", "t3/granted/total", "3"),
		report(2022, "gov2021", "t3/received/total", "75", "t3/received/natural", "70", "t3/concluded/total", "60", "t3/granted/total", "45"),
		report(2023, "gov2021", "t3/received/total", "0", "t3/concluded/total", "9", "t3/granted/total", "3", "t3/received/natural", "0"),
	)
	ask := func(code string, v analytics.View, base, window int) analytics.Series {
		return mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{code}, Bodies: []int{1}, View: v, Base: base, Window: window}).Series[0]
	}
	for _, tt := range []struct {
		code         string
		view         analytics.View
		base, window int
		want         string
	}{
		{"applications.received", analytics.Absolute, 0, 0, "-, -, -, -, -, -"},
		{"applications.received", analytics.Change, 0, 0, "-, 32~, 10 25%, -, -, -75 -100%"}, // 8 is too small for a per cent
		{"applications.received", analytics.Since, 2019, 0, "-32 -80%~, 0 0%, 10 25%, -, 35 87.5%~, -40 -100%~"},
		{"applications.received", analytics.Index, 2019, 0, "20~, 100, 125, -, 187.5~, 0~"},
		{"applications.received", analytics.Index, 0, 0, "-, -~, -~, -, -~, -~"}, // the base is too small
		{"applications.received", analytics.Mean, 0, 2, "-, 24~, 45, -, -, 37.5"},
		{"rate.granted", analytics.Change, 0, 0, "-, -, -, -, -, -"},
	} {
		if got := shown(ask(tt.code, tt.view, tt.base, tt.window)); got != tt.want {
			t.Errorf("%s %s: %s", tt.code, tt.view, got)
		}
	}
	part := ask("outcomes.granted", analytics.Share, 0, 0)
	if got := line(part); got != "- missing, 40 derived, - not_applicable, - blank, 75 derived, - derived" {
		t.Error(got)
	}
	if r := part.Points[5].Rate; r == nil || !r.Few || r.K.String() != "3" || r.N.String() != "9" || part.Points[3].Rate != nil {
		t.Errorf("%+v", r)
	}
	if got := line(ask("applications.received@natural", analytics.Share, 0, 0)); got != "- missing, - missing, - missing, - missing, 93.333333 derived, - not_applicable" {
		t.Error(got)
	}
	if r := part.Points[1].Rate; fmt.Sprintf("%.4f %.4f", *r.Low, *r.High) != "27.6084 53.8186" { // Wilson: 20 of 50
		t.Errorf("%v %v", *r.Low, *r.High)
	}
	for q, code := range map[*analytics.TrendQuestion]string{
		{View: "pie"}: "bad_view", {View: analytics.Since, Base: 1999}: "bad_view", {View: analytics.Mean, Window: 1}: "bad_view",
		{View: analytics.Share, Indicators: []string{"applications.received"}}: "no_whole",
		{View: analytics.Share, Indicators: []string{"rate.granted"}}:          "no_whole",
	} {
		q.Bodies = []int{1}
		if _, err := a.Trend(t.Context(), *q); data.Code(err) != code {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// An indicator of a user's file is computed from the cells.
func TestAddedIndicator(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	c, err = c.Extend("own.json", []byte(`{"indicators":[{"code":"own.both","name_zh":"规章与规范性文件","unit":"件","kind":"flow",
"sources":[{"form":"gov2021","match":"exact","terms":[{"table":"t2.art20_1","row":"rules","column":"made"},{"table":"t2.art20_1","row":"normative","column":"made","coef":-1}]}]}],
"ratios":[{"code":"own.share","name_zh":"占比","numerator":["own.both"],"denominator":["applications.received"],"scale":100,"unit":"%","valid_for":["gov2021"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Snapshot(t, storetest.Report(tan, 2022, "gov2021", map[data.Cell]string{
		"gov2021/t2.art20_1/rules/made": "12", "gov2021/t2.art20_1/normative/made": "5", "gov2021/t3/received/total": "14"}),
		storetest.Report(tan, 2023, "gov2021", map[data.Cell]string{"gov2021/t2.art20_1/rules/made": "12", "gov2021/t2.art20_1/normative/made": ""}))
	trend := mustTrend(t, analytics.New(s, c), analytics.TrendQuestion{Indicators: []string{"own.both", "own.share"}, Bodies: []int{1}})
	if got := line(trend.Series[0]) + "; " + line(trend.Series[1]); got != "7 derived, - blank; 50 derived, - missing" {
		t.Error(got)
	}
}
