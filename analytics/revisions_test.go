package analytics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store/storetest"
)

// version is a report that came on a day of January 2025.
func version(day, year int, form string, cells map[data.Cell]string) *data.Report {
	r := storetest.Report(tan, year, form, cells)
	r.Arrived = time.Date(2025, 1, day, 0, 0, 0, 0, time.UTC)
	r.Source = data.Source{File: fmt.Sprint(day, ".html"), SHA256: strings.Repeat(fmt.Sprint(day), 64), Format: "html"}
	return r
}

func failed(r *data.Report, checks int, cells ...data.Cell) *data.Report {
	for i := range checks {
		r.Findings = append(r.Findings, data.Finding{Check: fmt.Sprint("c", i), State: data.Failed, Severity: data.Hard, Cells: cells})
	}
	return r
}

const (
	received  = "gov2021/t3/received/total"
	carried   = "gov2021/t3/carried_in/total"
	concluded = "gov2021/t3/concluded/total"
	fee       = "gov2021/t2.art20_8/fee/amount"
)

// told lists revisions, a line each.
func told(list []analytics.Revision) (lines []string) {
	number := func(e analytics.Edition) string {
		if e.Value == nil {
			return string(e.Status)
		}
		return e.Value.String() + e.Unit
	}
	for _, r := range list {
		lines = append(lines, fmt.Sprintf("%d %d>%d %s %s: %s -> %s", r.Year, r.FormerID, r.ReportID, r.Kind, r.Cell, number(r.Before), number(r.After)))
	}
	return lines
}

func mustTell(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRevisions(t *testing.T) {
	inYuan := version(3, 2024, "gov2021", map[data.Cell]string{received: "10", carried: "2"})
	amount := storetest.Figure(fee, "20000")
	amount.Unit = "元"
	inYuan.Figures = append(inYuan.Figures, amount)
	a := mustAsk(t,
		failed(version(1, 2024, "gov2021", map[data.Cell]string{received: "9", carried: "2", concluded: "3", fee: "2"}), 2, received, carried),
		version(2, 2023, "gov2019", map[data.Cell]string{"gov2019/t3/received/total": "5"}),
		inYuan,
		version(4, 2024, "gov2021", map[data.Cell]string{received: "9", carried: "2", fee: "2"}),
		version(5, 2023, "gov2019", map[data.Cell]string{"gov2019/t3/received/total": "5"}),
		version(6, 2023, "gov2021", map[data.Cell]string{received: "5"}),
		version(7, 2022, "gov2021", map[data.Cell]string{received: "5"}))
	r, err := a.Revisions(t.Context(), analytics.RevisionsQuestion{Body: 1})
	if err != nil {
		t.Fatal(err)
	}
	var versions []string
	for _, v := range r.Versions {
		before := "-"
		if v.FailedBefore != nil {
			before = fmt.Sprint(*v.FailedBefore)
		}
		versions = append(versions, fmt.Sprintf("%d %d<%d %s %s %s current %v: %d changed, %d judged, failed %s then %d", v.Year, v.FormerID, v.ReportID, v.Form, v.Source.File, v.Learnt, v.Current, v.Changed, v.Judged, before, v.Failed))
	}
	mustTell(t, versions,
		"2024 0<5 gov2021 1.html 2025-01-01T00:00:00Z current false: 0 changed, 0 judged, failed - then 2",
		"2024 5<6 gov2021 3.html 2025-01-03T00:00:00Z current false: 3 changed, 1 judged, failed 2 then 0",
		"2024 6<7 gov2021 4.html 2025-01-04T00:00:00Z current true: 2 changed, 0 judged, failed 0 then 0",
		"2023 0<2 gov2019 2.html 2025-01-02T00:00:00Z current false: 0 changed, 0 judged, failed - then 0",
		"2023 2<3 gov2019 5.html 2025-01-05T00:00:00Z current false: 0 changed, 0 judged, failed 0 then 0",
		"2023 3<4 gov2021 6.html 2025-01-06T00:00:00Z current true: 2 changed, 0 judged, failed 0 then 0")
	all := []string{
		"2024 5>6 changed " + fee + ": 2 -> 20000元",
		"2024 5>6 changed " + received + ": 9 -> 10",
		"2024 5>6 judged " + carried + ": 2 -> 2",
		"2024 5>6 removed " + concluded + ": 3 -> missing",
		"2024 6>7 changed " + fee + ": 20000元 -> 2",
		"2024 6>7 changed " + received + ": 10 -> 9",
		"2023 3>4 added " + received + ": missing -> 5",
		"2023 3>4 removed gov2019/t3/received/total: 5 -> missing",
	}
	mustTell(t, told(r.Cells), all...)
	if r.Of != len(all) || r.Body.Name != tan.Name || r.Cells[1].Label.ZH != "一、本年新收政府信息公开申请数量 · 总计" || r.Cells[0].Before.Text != "2" || r.Cells[0].After.Text != "20000" {
		t.Errorf("%+v", r)
	}

	page, err := a.Revisions(t.Context(), analytics.RevisionsQuestion{Body: 1, Year: 2024, Rows: 2, Skip: 1})
	if err != nil || page.Of != 6 || len(page.Versions) != 3 {
		t.Fatal(page, err)
	}
	mustTell(t, told(page.Cells), all[1:3]...)

	// over two steps only what differs in the end counts
	since, err := a.RevisedSince(t.Context(), 1, 2024, 5)
	if err != nil {
		t.Fatal(err)
	}
	mustTell(t, told(since), "2024 5>7 judged "+received+": 9 -> 9", "2024 5>6 judged "+carried+": 2 -> 2", "2024 5>6 removed "+concluded+": 3 -> missing")

	alone, err := a.Revisions(t.Context(), analytics.RevisionsQuestion{Body: 1, Year: 2022})
	if err != nil || len(alone.Versions) != 1 || len(alone.Cells) != 0 || alone.Of != 0 {
		t.Error(alone, err)
	}
	for q, want := range map[analytics.RevisionsQuestion]string{
		{Body: 1, Year: 2021}: "unknown_report", {Body: 9}: "unknown_body", {Body: 1, Skip: -1}: "bad_page",
	} {
		if _, err := a.Revisions(t.Context(), q); data.Code(err) != want {
			t.Errorf("%+v: %v", q, err)
		}
	}
}
