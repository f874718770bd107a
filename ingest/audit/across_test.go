package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/ingest/audit"
)

func auditor(t *testing.T) (*audit.Auditor, *place.Gazetteer) {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return audit.New(c), g
}

// of makes a report of a body; figures are "row/column=number", "" a blank and
// "?" unreadable, in table three but where a table is named.
func of(name, organ string, year int, formID string, figures ...string) *data.Report {
	r := &data.Report{Body: data.Body{Name: name + organ, RegionCode: "350128", Organ: organ}, Year: year, Form: formID, Source: data.Source{File: name}}
	for _, word := range figures {
		path, value, _ := strings.Cut(word, "=")
		if strings.Count(path, "/") == 1 {
			path = "t3/" + path
		}
		f := data.Figure{Cell: data.Cell(formID + "/" + path), Status: data.Reported, Text: value}
		switch value {
		case "":
			f.Status = data.Blank
		case "?":
			f.Status = data.Unreadable
		default:
			n, err := data.ParseNumber(value)
			if err != nil {
				panic(err)
			}
			f.Value = &n
		}
		r.Figures = append(r.Figures, f)
	}
	return r
}

// said writes the findings of a check: "2024 natural failed".
func said(a *audit.Auditor, g *place.Gazetteer, check string, reports ...*data.Report) string {
	var words []string
	for i, found := range a.Across(reports, g) {
		for _, f := range found {
			if f.Check == check {
				words = append(words, fmt.Sprintf("%d %s %s", reports[i].Year, f.Where, f.State))
			}
		}
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}

func TestCarry(t *testing.T) {
	a, g := auditor(t)
	body := func(year int, formID string, figures ...string) *data.Report {
		return of("平潭综合实验区", "", year, formID, figures...)
	}
	failed := body(2022, "gov2021", "received/natural=1", "received/total=2", "carried_out/natural=3")
	failed.Findings = []data.Finding{{Check: "t3.balance", State: data.Failed, Severity: data.Hard, Cells: []data.Cell{"gov2021/t3/carried_out/natural"}}}
	for name, tt := range map[string]struct {
		reports []*data.Report
		want    string
	}{
		"Holds": {[]*data.Report{body(2022, "gov2021", "carried_out/natural=3"), body(2023, "gov2021", "carried_in/natural=3")},
			"2022  not_assessable, 2023 natural ok"},
		"AcrossForms": {[]*data.Report{body(2020, "gov2019", "carried_out/natural=3"), body(2021, "gov2021", "carried_in/natural=4")},
			"2020  not_assessable, 2021 natural failed"},
		"NotBefore2019": {[]*data.Report{body(2018, "stat2014", "s/3.1/value=3"), body(2019, "gov2019", "carried_in/natural=4")}, ""},
		"BlankMayHideCases": {[]*data.Report{body(2022, "gov2021", "carried_out/natural="), body(2023, "gov2021", "carried_in/natural=3")},
			"2022  not_assessable, 2023 natural not_assessable"},
		"BlankIsZero": {[]*data.Report{body(2022, "gov2021", "carried_out/natural="), body(2023, "gov2021", "carried_in/natural=0")},
			"2022  not_assessable"},
		"OnlyTotal": {[]*data.Report{body(2022, "gov2021", "carried_out/total=3"), body(2023, "gov2021", "carried_in/natural=2", "carried_in/total=3")},
			"2022  not_assessable, 2023 total ok"},
		"Unreadable": {[]*data.Report{body(2022, "gov2021", "carried_out/natural=?"), body(2023, "gov2021", "carried_in/natural=3")},
			"2022  not_assessable, 2023 natural not_assessable"},
		"SuspectBefore": {[]*data.Report{failed, body(2023, "gov2021", "carried_in/natural=4")},
			"2022  not_assessable, 2023 natural not_assessable"},
		"YearMissing": {[]*data.Report{body(2022, "gov2021", "carried_out/natural=3"), body(2024, "gov2021", "carried_in/natural=4")},
			"2022  not_assessable, 2024  not_assessable"},
		"LastArrivalCounts": {[]*data.Report{body(2022, "gov2021", "carried_out/natural=9"), body(2023, "gov2021", "carried_in/natural=3"), body(2022, "gov2021", "carried_out/natural=3")},
			"2022  not_assessable, 2023 natural ok"},
	} {
		if got := said(a, g, "x.carry", tt.reports...); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// What fails names both reports and both cells; only the report's own cell is
// among Cells, which come under suspicion.
func TestCarryNamesBothReports(t *testing.T) {
	a, g := auditor(t)
	before := of("平潭综合实验区", "公安局", 2022, "gov2021", "carried_out/natural=2")
	now := of("平潭综合实验区", "公安局", 2023, "gov2021", "carried_in/natural=6")
	for _, f := range a.Across([]*data.Report{before, now}, g)[1] {
		if f.State != data.Failed {
			continue
		}
		want := data.OtherCell{Body: now.Body.Key(), Year: 2022, Cell: "gov2021/t3/carried_out/natural"}
		if f.Severity != data.Hard || !slices.Equal(f.Cells, []data.Cell{"gov2021/t3/carried_in/natural"}) || !slices.Equal(f.Others, []data.OtherCell{want}) {
			t.Errorf("%+v", f)
		}
		for _, word := range []string{"2023年报告", "2022年报告", "6 件", "2 件", "自然人"} {
			if !strings.Contains(f.Detail, word) {
				t.Errorf("%q does not say %s", f.Detail, word)
			}
		}
	}
}

func TestOtherChains(t *testing.T) {
	a, g := auditor(t)
	body := func(year int, formID string, figures ...string) *data.Report {
		return of("平潭综合实验区", "", year, formID, figures...)
	}
	docs := func(year int, made, repealed, force string) *data.Report {
		const row = "t2.art20_1/normative/"
		return body(year, "gov2021", row+"made="+made, row+"repealed="+repealed, row+"in_force="+force)
	}
	for _, tt := range []struct {
		check   string
		reports []*data.Report
		want    string
	}{
		{"x.in_force", []*data.Report{docs(2023, "0", "0", "597"), docs(2024, "50", "227", "420")}, "2024 normative ok"},
		{"x.in_force", []*data.Report{docs(2023, "0", "0", "597"), docs(2024, "50", "227", "425")}, "2024 normative failed"},
		{"x.in_force", []*data.Report{docs(2023, "0", "0", ""), docs(2024, "1", "0", "9")}, "2024 normative not_assessable"},
		{"x.items", []*data.Report{body(2019, "gov2019", "t2.art20_5/licence/items_prev=40", "t2.art20_5/licence/items_change=-8"),
			body(2020, "gov2019", "t2.art20_5/licence/items_prev=40")}, "2020 licence failed"},
		{"x.public_total", []*data.Report{body(2019, "gov2019", "t2.art20_1/rules/public_total=5"),
			body(2020, "gov2019", "t2.art20_1/rules/public_total=8", "t2.art20_1/rules/published=2")}, "2020 rules failed"},
		{"x.public_total", []*data.Report{body(2019, "gov2019", "t2.art20_1/rules/public_total=5"),
			body(2020, "gov2019", "t2.art20_1/rules/public_total=6", "t2.art20_1/rules/published=2")}, "2020 rules ok"},
		{"x.pending", []*data.Report{body(2020, "gov2019", "t4/cases/review.pending=3"), body(2021, "gov2021", "t4/cases/review.total=2")}, "2021 review.total failed"},
		{"x.pending", []*data.Report{body(2020, "gov2019", "t4/cases/review.pending=3"), body(2021, "gov2021", "t4/cases/review.total=3")}, "2021 review.total ok"},
		{"x.cumulative", []*data.Report{body(2012, "pre2014.fj", "p/1/cumulative=85376"), body(2013, "pre2014.fj", "p/1/year=3460", "p/1/cumulative=10037")}, "2013 1 failed"},
		{"x.cumulative", []*data.Report{body(2012, "pre2014.fj", "p/1/cumulative=100"), body(2013, "pre2014.fj", "p/1/year=20", "p/1/cumulative=120")}, "2013 1 ok"},
	} {
		if got := said(a, g, tt.check, tt.reports...); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.check, got, tt.want)
		}
	}
}

func TestJumps(t *testing.T) {
	a, g := auditor(t)
	for _, tt := range []struct {
		path   string
		values []string // from 2019
		want   string
	}{
		{"t2.art20_6/penalty/decisions", []string{"120", "135", "1281", "131", "140"}, "2021 penalty/decisions failed"},
		{"t2.art20_6/penalty/decisions", []string{"120", "135", "12", "131", "140"}, "2021 penalty/decisions failed"},
		{"t2.art20_6/penalty/decisions", []string{"120", "135", "13500", "131", "140"}, "2021 penalty/decisions failed"},
		// no digit explains it, the level rises, or is low, or has changed for good
		{"t2.art20_6/penalty/decisions", []string{"120", "135", "700", "131", "140"}, ""},
		{"t2.art20_6/penalty/decisions", []string{"181", "278", "2293", "10690", "2629", "4529", "2418"}, ""},
		{"t2.art20_6/penalty/decisions", []string{"5", "6", "61", "5", "7"}, ""},
		{"t2.art20_6/penalty/decisions", []string{"120", "135", "131", "1290", "1350", "1310"}, ""},
		{"t2.art20_6/penalty/decisions", []string{"25", "29", "42", "0", "54", "65"}, ""},
		{"t2.art20_8/fee/amount", []string{"", "", "24252.311082", "9116.36", "5949.088667", "186510600", "4166.241619"}, "2024 fee/amount failed"},
		{"t2.art20_8/fee/amount", []string{"", "", "24252.311082", "9116.36", "5949.088667", "18651.06", "0.4166"}, "2025 fee/amount failed"},
		{"t2.art20_8/fee/amount", []string{"", "", "24252.311082", "9116.36", "5949.088667", "18651.06", "4166.241619"}, ""},
	} {
		var reports []*data.Report
		for i, v := range tt.values {
			formID := "gov2021"
			if i < 2 {
				formID = "gov2019"
			}
			if v != "" {
				reports = append(reports, of("平潭综合实验区", "", 2019+i, formID, tt.path+"="+v))
			}
		}
		if got := said(a, g, "v.jump", reports...); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.values, got, tt.want)
		}
	}
}

// rolled is a government's report and those of three bodies that it adds up.
func rolled(change func(gov *data.Report, bodies []*data.Report)) []*data.Report {
	outcomes := []string{"granted", "partial", "refused.third_party", "unavailable.not_held", "other.other", "carried_out", "carried_in", "not_processed.petition"}
	gov := of("平潭综合实验区", "", 2024, "gov2021")
	gov.Scope = data.ScopeConsolidated
	var bodies []*data.Report
	sums := map[string]int{}
	for i, organ := range []string{"公安局", "行政审批局", "君山镇人民政府"} {
		var figures []string
		put := func(path string, n int) {
			figures = append(figures, fmt.Sprintf("%s=%d", path, n))
			sums[path] += n
		}
		for k, row := range outcomes {
			put(row+"/natural", (i+1)*(k+2))
		}
		put("t2.art20_6/penalty/decisions", 100*(i+1))
		bodies = append(bodies, of("平潭综合实验区", organ, 2024, "gov2021", figures...))
	}
	for path, n := range sums {
		gov.Figures = append(gov.Figures, of("", "", 0, "gov2021", fmt.Sprintf("%s=%d", path, n)).Figures...)
	}
	change(gov, bodies)
	return append(bodies, gov)
}

func change(r *data.Report, path, value string) {
	f := r.Figure(data.Cell("gov2021/" + path))
	n, err := data.ParseNumber(value)
	if err != nil || f == nil {
		panic(path)
	}
	f.Value = &n
}

func TestRollUp(t *testing.T) {
	a, g := auditor(t)
	for name, tt := range map[string]struct {
		change func(gov *data.Report, bodies []*data.Report)
		more   []*data.Report
		want   string
	}{
		"Holds":       {func(*data.Report, []*data.Report) {}, nil, "2024  ok"},
		"WithoutTown": {func(gov *data.Report, bodies []*data.Report) { change(gov, "t2.art20_6/penalty/decisions", "1100") }, nil, "2024 t2.art20_6/penalty failed"},
		"BelowSum":    {func(gov *data.Report, bodies []*data.Report) { change(gov, "t3/granted/natural", "11") }, nil, "2024 t3/granted failed"},
		// a body that is not here may have had the case
		"AboveSum": {func(gov *data.Report, bodies []*data.Report) { change(gov, "t3/granted/natural", "13") }, nil, "2024 t3/granted not_assessable"},
		"Missing":  {func(*data.Report, []*data.Report) {}, []*data.Report{of("平潭综合实验区", "财政局", 2023, "gov2021", "received/total=1")}, "2024  not_assessable"},
		"OwnScope": {func(gov *data.Report, _ []*data.Report) { gov.Scope = data.ScopeOwn }, nil, ""},
		// the sums speak for themselves
		"UnknownScope":   {func(gov *data.Report, _ []*data.Report) { gov.Scope = data.ScopeUnknown }, nil, "2024  ok"},
		"OtherFigures":   {func(_ *data.Report, bodies []*data.Report) { bodies[0].Figures = bodies[1].Figures }, nil, "2024  not_assessable"},
		"OtherTwin":      {func(*data.Report, []*data.Report) {}, []*data.Report{of("平潭县", "", 2024, "gov2021", "received/total=1")}, "2024  ok"},
		"OwnGovernments": {func(gov *data.Report, _ []*data.Report) { gov.Figures = gov.Figures[:1] }, nil, "2024  not_assessable"},
	} {
		if got := said(a, g, "b.rollup", append(rolled(tt.change), tt.more...)...); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	above := rolled(func(gov *data.Report, bodies []*data.Report) {
		change(bodies[0], "t2.art20_6/penalty/decisions", "9999")
	})
	if got := said(a, g, "b.part", above...); got != "2024 t2.art20_6/penalty failed" {
		t.Error(got)
	}
	for _, f := range a.Across(append(rolled(func(*data.Report, []*data.Report) {}), of("平潭综合实验区", "财政局", 2023, "gov2021", "received/total=1")), g)[3] {
		if f.Check == "b.rollup" && !strings.Contains(f.Detail, "平潭综合实验区财政局") {
			t.Errorf("%q does not name who is missing", f.Detail)
		}
	}
}

func TestCopies(t *testing.T) {
	a, g := auditor(t)
	rich := func(organ string, year, add int) *data.Report {
		var figures []string
		for i, row := range []string{"granted", "partial", "refused.third_party", "unavailable.not_held", "other.other", "carried_out", "not_processed.petition", "refused.process_info", "unavailable.unclear"} {
			figures = append(figures, fmt.Sprintf("%s/natural=%d", row, 7+3*i+add), fmt.Sprintf("%s/org.business=%d", row, 2+i))
		}
		return of("平潭综合实验区", organ, year, "gov2021", figures...)
	}
	if got := said(a, g, "c.year", rich("公安局", 2022, 0), rich("公安局", 2023, 1), rich("公安局", 2024, 0)); got != "2023  ok, 2024  failed" {
		t.Error(got)
	}
	if got := said(a, g, "c.body", rich("公安局", 2024, 0), rich("财政局", 2024, 0), rich("民政局", 2024, 1)); got != "2024  failed, 2024  failed" {
		t.Error(got)
	}
	// one case of one person is like another, and a government may have only its office's
	poor := func(organ string, year int) *data.Report {
		return of("平潭综合实验区", organ, year, "gov2021", "received/natural=1", "received/total=1", "granted/natural=1", "granted/total=1", "concluded/natural=1", "concluded/total=1")
	}
	if got := said(a, g, "c.year", poor("公安局", 2022), poor("公安局", 2023)) + said(a, g, "c.body", poor("公安局", 2024), poor("财政局", 2024), rich("", 2024, 0), rich("管委会办公室", 2024, 0)); got != "" {
		t.Error(got)
	}
}

// Checking all at once says what checking one after the other does.
func TestAllIsReportAndAcross(t *testing.T) {
	a, g := auditor(t)
	c, _ := form.Load()
	list := slices.Collect(generated.Reports(generated.Scale{Within: "320300", Bodies: 120, From: 2012, To: 2025}, 3, c, g))
	all := a.All(list, g)
	for _, r := range list {
		r.Findings = a.Report(r)
	}
	for i, across := range a.Across(list, g) {
		if want := append(slices.Clone(list[i].Findings), across...); fmt.Sprint(all[i]) != fmt.Sprint(want) {
			t.Fatalf("%s %d:\n%v\n%v", list[i].Body.Name, list[i].Year, all[i], want)
		}
	}
}
