package analytics_test

import (
	"slices"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

func TestReport(t *testing.T) {
	r := storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{
		"gov2021/t3/received/total": "3", "gov2021/t2.art20_5/licence/decisions": "4529", "gov2021/t4/cases/review.total": "",
	})
	fee := storetest.Figure("gov2021/t2.art20_8/fee/amount", "186510600.55")
	fee.Unit, fee.Note = "元", "其中退费0元"
	r.Figures = append(r.Figures, fee)
	r.Published, r.Scope, r.Sample = "2025-01-20", data.ScopeOwn, true
	r.Arrived = time.Date(2025, 2, 1, 8, 0, 0, 0, time.UTC)
	r.Findings = []data.Finding{
		{Check: "t3.rows", Where: "received", State: data.OK, Severity: data.Hard, Detail: "相符"},
		{Check: "t3.balance", Where: "total", State: data.NotAssessable, Severity: data.Hard},
		{Check: "copy", State: data.Failed, Severity: data.Note},
		{Check: "jump", State: data.Failed, Severity: data.Soft, Others: []data.OtherCell{{Body: "350128:平潭", Year: 2023, Cell: "gov2021/t3/received/total"}, {Body: "350128:平潭", Year: 2022}}},
		{Check: "t4.sum", Where: "review", State: data.Failed, Severity: data.Hard, Detail: "3≠4", Cells: []data.Cell{"gov2021/t3/received/total", "gov2021/t4/cases/review.total"}},
	}
	a := mustAsk(t, r)
	p, err := a.ReportOf(t.Context(), 1, 2024)
	if err != nil {
		t.Fatal(err)
	}
	ref := p.Report
	if ref.Body.Name != tan.Name || ref.Year != 2024 || ref.Form != "gov2021" || ref.Scope != data.ScopeOwn || ref.Title != r.Title ||
		ref.Published != "2025-01-20" || ref.Source != r.Source || !ref.Sample || ref.Figures != 3 || ref.Failed != 1 || ref.SupersededBy != 0 {
		t.Errorf("%+v", ref)
	}
	wants := []struct {
		cell   data.Cell
		value  string
		status data.Status
	}{
		{"gov2021/t2.art20_5/licence/decisions", "4529", data.Reported},
		{"gov2021/t2.art20_8/fee/amount", "186510600.55", data.Reported}, // as printed, not the 万元 of the form
		{"gov2021/t3/received/total", "3", data.Suspect},
		{"gov2021/t4/cases/review.total", "", data.Blank},
	}
	for i, f := range p.Figures {
		value := ""
		if f.Value != nil {
			value = f.Value.String()
		}
		if w := wants[i]; f.Cell != w.cell || value != w.value || f.Status != w.status || f.At != (data.Position{Table: 1, Row: 2, Column: 3}) {
			t.Errorf("figure %d is %+v", i, f)
		}
	}
	if f := p.Figures[1]; f.Unit != "元" || f.Note != "其中退费0元" || f.Text != "186510600.55" {
		t.Errorf("%+v", f)
	}
	var order string
	for _, f := range p.Findings {
		order += f.Check + " "
	}
	if order != "t4.sum jump copy t3.balance t3.rows " || len(p.Findings[0].Cells) != 2 || p.Findings[0].Detail != "3≠4" || !slices.Equal(p.Findings[1].Others, r.Findings[3].Others) {
		t.Errorf("findings %s %+v", order, p.Findings[0])
	}
}

func TestReportsAndSuperseded(t *testing.T) {
	received := func(n string) map[data.Cell]string { return map[data.Cell]string{"gov2021/t3/received/total": n} }
	a := mustAsk(t,
		storetest.Report(tan, 2023, "gov2021", received("1")),
		storetest.Report(tan, 2024, "gov2021", received("2")),
		storetest.Report(suq, 2024, "gov2021", received("3")),
		storetest.Report(tan, 2024, "gov2021", received("20")))
	list, of, err := a.Reports(t.Context(), analytics.ReportsQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 3 || of != 3 || list[0].Body.Name != suq.Name || list[1].Year != 2024 || list[2].Year != 2023 {
		t.Fatalf("%+v", list)
	}
	for _, tt := range []struct {
		q    analytics.ReportsQuestion
		n    int
		of   int
		code string
	}{
		{analytics.ReportsQuestion{Words: "平潭"}, 2, 2, ""}, {analytics.ReportsQuestion{Words: "2024 江苏"}, 1, 1, ""}, {analytics.ReportsQuestion{Words: "2024 平潭 福建"}, 1, 1, ""},
		{analytics.ReportsQuestion{Words: "别处"}, 0, 0, ""}, {analytics.ReportsQuestion{Rows: 2, Skip: 1}, 2, 3, ""}, {analytics.ReportsQuestion{Skip: -1}, 0, 0, "bad_page"},
	} {
		if list, of, err := a.Reports(t.Context(), tt.q); len(list) != tt.n || of != tt.of || err != nil && data.Code(err) != tt.code || err == nil && tt.code != "" {
			t.Errorf("%+v: %d of %d, %v", tt.q, len(list), of, err)
		}
	}
	current, err := a.Report(t.Context(), list[1].ID)
	if err != nil || current.Figures[0].Value.String() != "20" {
		t.Errorf("%+v, %v", current, err)
	}
	former, err := a.Report(t.Context(), list[1].ID-1)
	if err != nil || former.Report.SupersededBy != list[1].ID || len(former.Figures) != 0 {
		t.Errorf("%+v, %v", former, err)
	}
	for _, id := range []int{0, 5, -1} {
		if _, err := a.Report(t.Context(), id); data.Code(err) != "unknown_report" {
			t.Errorf("report %d: %v", id, err)
		}
	}
	if _, err := a.ReportOf(t.Context(), 9, 2024); data.Code(err) != "unknown_body" {
		t.Error(err)
	}
	if _, err := a.ReportOf(t.Context(), 1, 1999); data.Code(err) != "unknown_report" {
		t.Error(err)
	}
}
