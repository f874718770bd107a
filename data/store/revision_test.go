package store_test

import (
	"fmt"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// arrived is a version of a report that came on a day of January 2025.
func arrived(day int, form string, cells map[data.Cell]string) *data.Report {
	r := storetest.Report(tan, 2024, form, cells)
	r.Arrived = time.Date(2025, 1, day, 8, 0, 0, 0, time.FixedZone("", 8*3600))
	return r
}

// Each version is compared with the one before it, not with the current one.
func TestRevisions(t *testing.T) {
	doubted := arrived(2, "gov2021", map[data.Cell]string{
		"gov2021/t2.art20_8/fee/amount": "2", "gov2021/t3/received/total": "10", "gov2021/t3/carried_in/total": "/", "gov2021/t3/concluded/total": "1,000",
		"gov2021/t4/cases/review.total": "0", "gov2021/t3/mine/total": "4",
	})
	doubted.Findings = []data.Finding{{Check: "t4.sum", State: data.Failed, Severity: data.Hard, Cells: []data.Cell{"gov2021/t4/cases/review.total"}}}
	for i := range doubted.Figures {
		switch f := &doubted.Figures[i]; f.Cell {
		case "gov2021/t2.art20_8/fee/amount":
			f.Unit = "元"
		case "gov2021/t3/concluded/total":
			n := data.NewNumber(1000)
			f.Value, f.Status = &n, data.Reported
		}
	}
	first := arrived(1, "gov2021", map[data.Cell]string{
		"gov2021/t2.art20_8/fee/amount": "2", "gov2021/t3/received/total": "9", "gov2021/t3/carried_in/total": "", "gov2021/t3/concluded/total": "1000",
		"gov2021/t4/cases/review.total": "0", "gov2021/t3/carried_out/total": "3", "gov2021/t3/other/total": "7",
	})
	last := arrived(3, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "9"})
	s := storetest.Snapshot(t, first, storetest.Report(suq, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "1"}), doubted, last)
	const one, two = "|2025-01-02", "|2025-01-03"
	got := ask(t, s, `SELECT former_report_id || '>' || report_id || ' ' || cell, value_before, value_after, amount_before, amount_after, status_before, status_after,
		text_before, text_after, unit_before, unit_after, CAST(learnt AS DATE) FROM revision ORDER BY body_id, year, report_id, item_id`)
	mustEqual(t, got,
		"2>3 gov2021/t2.art20_8/fee/amount|<nil>|<nil>|2|0.0002|reported|reported|2|2||元"+one,
		"2>3 gov2021/t3/received/total|9|10|<nil>|<nil>|reported|reported|9|10||"+one,
		"2>3 gov2021/t3/carried_in/total|<nil>|<nil>|<nil>|<nil>|blank|not_applicable||/||"+one,
		"2>3 gov2021/t3/concluded/total|1000|1000|<nil>|<nil>|reported|reported|1000|1,000||"+one,
		"2>3 gov2021/t3/carried_out/total|3|<nil>|<nil>|<nil>|reported|missing|3|<nil>||<nil>"+one,
		"2>3 gov2021/t4/cases/review.total|0|0|<nil>|<nil>|reported|suspect|0|0||"+one,
		"2>3 gov2021/t3/mine/total|<nil>|4|<nil>|<nil>|missing|reported|<nil>|4|<nil>|"+one,
		"2>3 gov2021/t3/other/total|7|<nil>|<nil>|<nil>|reported|missing|7|<nil>||<nil>"+one,
		"3>4 gov2021/t2.art20_8/fee/amount|<nil>|<nil>|0.0002|<nil>|reported|missing|2|<nil>|元|<nil>"+two,
		"3>4 gov2021/t3/received/total|10|9|<nil>|<nil>|reported|reported|10|9||"+two,
		"3>4 gov2021/t3/carried_in/total|<nil>|<nil>|<nil>|<nil>|not_applicable|missing|/|<nil>||<nil>"+two,
		"3>4 gov2021/t3/concluded/total|1000|<nil>|<nil>|<nil>|reported|missing|1,000|<nil>||<nil>"+two,
		"3>4 gov2021/t4/cases/review.total|0|<nil>|<nil>|<nil>|suspect|missing|0|<nil>||<nil>"+two,
		"3>4 gov2021/t3/mine/total|4|<nil>|<nil>|<nil>|reported|missing|4|<nil>||<nil>"+two)
}

// A version in another form has other cells; one that says the same differs in nothing.
func TestRevisionInAnotherForm(t *testing.T) {
	cells := map[data.Cell]string{"gov2019/t3/received/total": "5"}
	s := storetest.Snapshot(t, arrived(1, "gov2019", cells), arrived(2, "gov2019", cells), arrived(3, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "5"}))
	mustEqual(t, ask(t, s, `SELECT former_report_id, report_id, form, status_before, status_after, value_before, value_after FROM revision ORDER BY report_id, item_id`),
		"2|3|gov2021|missing|reported|<nil>|5", "2|3|gov2019|reported|missing|5|<nil>")
}

// Pairs are compared a few at a time.
func TestManyRevisions(t *testing.T) {
	former := store.SetPairsAtOnce(4)
	defer store.SetPairsAtOnce(former)
	var reports []*data.Report
	for version := range 2 {
		for i := range 10 {
			b := data.Body{Name: fmt.Sprint("机关", i), RegionCode: "350128", Organ: "财政局"}
			reports = append(reports, storetest.Report(b, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": fmt.Sprint(i + version)}))
		}
	}
	s := storetest.Snapshot(t, reports...)
	mustEqual(t, ask(t, s, `SELECT count(*), count(DISTINCT report_id), count(*) FILTER (value_after = value_before + 1), min(report_id - former_report_id) FROM revision`), "10|10|10|1")
}
