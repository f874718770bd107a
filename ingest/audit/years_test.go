package audit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

func years(t *testing.T) *Auditor {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(c)
}

// report is one of some cells, given as "table/row/column=value" in words.
func report(year int, formID, cells string) *data.Report {
	r := &data.Report{Year: year, Form: formID, Body: data.Body{Name: "甲", RegionCode: "350128"}}
	for _, word := range strings.Fields(cells) {
		cell, text, _ := strings.Cut(word, "=")
		f := data.Figure{Cell: data.Cell(formID + "/" + cell), Text: text, Status: data.Blank}
		if n, err := data.ParseNumber(text); err == nil {
			f.Value, f.Status = &n, data.Reported
		}
		r.Figures = append(r.Figures, f)
	}
	return r
}

func try(a *Auditor, changed Changed, reports ...*data.Report) map[int][]data.Finding {
	of := map[int]*data.Report{}
	for _, r := range reports {
		of[r.Year] = r
	}
	return a.Years(of, changed)
}

// said lists findings in short.
func said(found []data.Finding, states ...data.State) string {
	var out []string
	for _, f := range found {
		if slices.Contains(states, f.State) {
			out = append(out, strings.Join(strings.Fields(f.Check+" "+f.Where+" "+string(f.State)), " "))
		}
	}
	return strings.Join(out, "|")
}

// What was carried out of a year is carried into the next, by kind of
// applicant, whether the form changed in between or not.
func TestCarry(t *testing.T) {
	a := years(t)
	former := report(2020, "gov2019", "t3/carried_out/natural=3 t3/carried_out/total=5 t3/carried_out/org.other=")
	for cells, want := range map[string]string{
		"t3/carried_in/natural=3 t3/carried_in/total=5": "",
		"t3/carried_in/natural=3 t3/carried_in/total=6": "x.carry total failed",
		"t3/carried_in/natural= t3/carried_in/total=5":  "",
		"t3/carried_in/org.other=4":                     "", // a blank of the year before says nothing
	} {
		found := try(a, nil, former, report(2021, "gov2021", cells))[2021]
		if got := said(found, data.Failed); got != want {
			t.Errorf("%s: %q, want %q", cells, got, want)
		}
		for _, f := range found {
			if f.State == data.Failed && (f.Detail != "“二、上年结转政府信息公开申请数量 · 总计”6，2020 年度报告的“四、结转下年度继续办理 · 总计”5，两者应相等" || f.Severity != data.Hard ||
				!slices.Equal(f.Cells, []data.Cell{"gov2021/t3/carried_in/total"})) {
				t.Errorf("%+v", f)
			}
			if f.Check == "x.carry" && f.Where == "natural" && strings.Contains(cells, "natural= ") && f.State != data.NotAssessable {
				t.Errorf("%+v", f)
			}
		}
	}
	moved := func(code string, year int) bool { return code == "350128" && year == 2021 }
	if got := said(try(a, moved, former, report(2021, "gov2021", "t3/carried_in/total=6"))[2021], data.Failed); got != "" {
		t.Errorf("after a merger: %q", got)
	}
	if got := try(a, nil, report(2018, "stat2014", "s/3.1/value=3"), report(2019, "gov2019", "t3/carried_in/total=6"))[2019]; len(got) != 0 {
		t.Errorf("from the statistics of 2018: %+v", got)
	}
}

func TestOtherYears(t *testing.T) {
	a := years(t)
	for _, tt := range []struct {
		form, former, cells, want string
	}{
		{"gov2021", "t2.art20_1/normative/in_force=20", "t2.art20_1/normative/in_force=22 t2.art20_1/normative/made=5 t2.art20_1/normative/repealed=3", ""},
		{"gov2021", "t2.art20_1/normative/in_force=20", "t2.art20_1/normative/in_force=25 t2.art20_1/normative/made=5 t2.art20_1/normative/repealed=3", "x.in_force normative failed"},
		{"gov2019", "t2.art20_6/penalty/items_prev=100 t2.art20_6/penalty/items_change=-20", "t2.art20_6/penalty/items_prev=80", ""},
		{"gov2019", "t2.art20_6/penalty/items_prev=100 t2.art20_6/penalty/items_change=-20", "t2.art20_6/penalty/items_prev=100", "x.items t2.art20_6/penalty failed"},
		{"gov2019", "t2.art20_1/rules/public_total=10", "t2.art20_1/rules/public_total=9 t2.art20_1/rules/published=0", ""},
		{"gov2019", "t2.art20_1/rules/public_total=10", "t2.art20_1/rules/public_total=12 t2.art20_1/rules/published=1", "x.public_total rules failed"},
		{"gov2021", "t4/cases/review.pending=2", "t4/cases/review.total=2", ""},
		{"gov2021", "t4/cases/review.pending=2", "t4/cases/review.total=1", "x.pending review failed"},
		{"pre2014.fj", "p/1/cumulative=100", "p/1/cumulative=130 p/1/year=30", ""},
		{"pre2014.fj", "p/1/cumulative=100", "p/1/cumulative=130 p/1/year=31", "x.cumulative 1 failed"},
	} {
		if got := said(try(a, nil, report(2019, tt.form, tt.former), report(2020, tt.form, tt.cells))[2020], data.Failed); got != tt.want {
			t.Errorf("%s after %s: %q, want %q", tt.cells, tt.former, got, tt.want)
		}
	}
}

// A power of ten is a jump where the years beside it agree; growth is none.
func TestJump(t *testing.T) {
	a := years(t)
	series := func(values ...string) (out []*data.Report) {
		for i, v := range values {
			out = append(out, report(2021+i, "gov2021", "t2.art20_6/penalty/decisions="+v))
		}
		return out
	}
	for values, want := range map[string]string{
		"110 1150 120": "2022", "1000 105 1100": "2022", "110 11500 120": "2022", "110 600 120": "", "110 1150 1300": "", "3 31 3": "",
		"100 120 1180": "2023", "110 120 130": "", "20 2 21": "", "0 10 0": "",
	} {
		var got []string
		for year, found := range try(a, nil, series(strings.Fields(values)...)...) {
			if s := said(found, data.Failed); s != "" {
				got = append(got, fmt.Sprint(year))
				if s != "x.jump t2.art20_6/penalty/decisions failed" {
					t.Errorf("%s: %s", values, s)
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %q", values, got, want)
		}
	}
	fee := func(year int, v string) *data.Report { return report(year, "gov2021", "t2.art20_8/fee/amount="+v) }
	if got := said(try(a, nil, fee(2021, "251.5"), fee(2022, "2600000"), fee(2023, "262"))[2022], data.Failed); got != "x.jump t2.art20_8/fee/amount failed" {
		t.Errorf("元 for 万元: %q", got)
	}
}

// A table three of many numbers is not the same twice; one of zeros is.
func TestCopied(t *testing.T) {
	a := years(t)
	many := "t3/received/natural=31 t3/received/total=35 t3/granted/natural=12 t3/partial/natural=7 t3/granted/total=14 t3/carried_out/total=2 t3/concluded/total=33"
	if got := said(try(a, nil, report(2022, "gov2021", many), report(2023, "gov2021", many))[2023], data.Failed); got != "x.copied t3 failed" {
		t.Errorf("%q", got)
	}
	other := strings.Replace(many, "=7 ", "=8 ", 1)
	few := "t3/received/natural=1 t3/received/total=1 t3/granted/natural=1 t3/granted/total=1"
	for _, pair := range [][2]string{{many, other}, {few, few}} {
		if got := said(try(a, nil, report(2022, "gov2021", pair[0]), report(2023, "gov2021", pair[1]))[2023], data.Failed); strings.Contains(got, "copied") {
			t.Errorf("%q", got)
		}
	}
}

func TestMissingAndLate(t *testing.T) {
	a := years(t)
	found := try(a, nil, report(2018, "stat2014", ""), report(2021, "gov2021", ""))
	if got := found[2021]; len(got) != 1 || got[0].Check != "x.missing" || got[0].Detail != "2019 至 2020 年度没有报告，前后年度均有，请补录或核实" || len(found[2018]) != 0 {
		t.Errorf("%+v", got)
	}
	for _, tt := range []struct {
		organ, published string
		year             int
		late             bool
	}{
		{"", "2025-03-31", 2024, false}, {"", "2025-04-01", 2024, true}, {"财政局", "2025-01-31", 2024, false}, {"财政局", "2025-02-01", 2024, true},
		{"财政局", "2018-03-31", 2017, false}, {"财政局", "2018-04-01", 2017, true}, {"财政局", "2031-04-01", 2017, false}, {"财政局", "", 2017, false},
	} {
		r := report(tt.year, "gov2021", "")
		r.Body.Organ, r.Published = tt.organ, tt.published
		if got := said(try(a, nil, r)[tt.year], data.Failed); (got == "x.late failed") != tt.late {
			t.Errorf("%+v: %q", tt, got)
		}
	}
}
