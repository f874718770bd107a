package store_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store/storetest"
)

// The figures as printed in the public reports.
func TestPublishSharedReports(t *testing.T) {
	reports := storetest.Shared(t)
	dir := t.TempDir()
	m := storetest.Publish(t, dir, reports...)
	s := storetest.Open(t, dir)
	mustEqual(t, ask(t, s, `SELECT cell, value, amount, status FROM figures WHERE body = '平潭综合实验区' AND year = 2024 AND cell IN
		('gov2021/t2.art20_5/licence/decisions', 'gov2021/t2.art20_6/penalty/decisions', 'gov2021/t2.art20_8/fee/amount') ORDER BY cell`),
		"gov2021/t2.art20_5/licence/decisions|4529|<nil>|reported",
		"gov2021/t2.art20_6/penalty/decisions|1100|<nil>|reported",
		"gov2021/t2.art20_8/fee/amount|<nil>|18651.06|reported")
	mustEqual(t, ask(t, s, `SELECT t2_art20_5_licence_decisions, t2_art20_8_fee_amount FROM wide_gov2021 WHERE year = 2021
		AND body_id = (SELECT body_id FROM body WHERE key = '350128:平潭综合实验区')`), "2293|24252.311082")

	// every cell of the list is there, and nothing else
	stored := map[string]bool{}
	for _, l := range ask(t, s, `SELECT b.key, f.year, i.cell, coalesce(CAST(f.value AS VARCHAR), CAST(f.amount AS VARCHAR), ''), f.status
		FROM figure AS f JOIN body AS b USING (body_id) JOIN item AS i USING (item_id)`) {
		stored[l] = true
	}
	cells := 0
	for _, r := range reports {
		for _, f := range r.Figures {
			cells++
			value := ""
			if f.Value != nil {
				value = f.Value.String()
				if strings.HasSuffix(string(f.Cell), "/amount") && r.Form != "pre2014.fj" {
					value = f.Value.StringFixed(10)
				}
			}
			if l := fmt.Sprintf("%s|%d|%s|%s|%s", r.Body.Key(), r.Year, f.Cell, value, f.Status); !stored[l] {
				t.Fatalf("%s is not stored", l)
			}
		}
	}
	if len(stored) != cells || m.Figures != cells || m.Reports != len(reports) {
		t.Errorf("%d rows, manifest %+v; %d cells in %d reports", len(stored), m, cells, len(reports))
	}
}

func TestFigureStatuses(t *testing.T) {
	s := storetest.Snapshot(t, storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{
		"gov2021/t3/received/natural":     "0",
		"gov2021/t3/received/total":       "",
		"gov2021/t3/carried_in/natural":   "/",
		"gov2021/t3/carried_in/total":     "十二",
		"gov2021/t3/carried_out/natural":  "1.5",
		"gov2021/t3/carried_out/total":    "9223372036854775808",
		"gov2021/t3/concluded/total":      "-9223372036854775808",
		"gov2021/t3/concluded/natural":    "12.0",
		"gov2021/t2.art20_8/fee/amount":   "123456789012345678.0123456789",
		"gov2021/t3/other/total":          "7", // printed by some, in no form
		"gov2021/t4/cases/review.total":   "3",
		"gov2021/t4/cases/review.pending": "1",
	}))
	mustEqual(t, ask(t, s, `SELECT i.cell, f.value, f.amount, f.status, s.text FROM figure AS f JOIN item AS i USING (item_id)
		JOIN figure_source AS s USING (body_id, year, item_id) ORDER BY f.item_id`),
		"gov2021/t2.art20_8/fee/amount|<nil>|123456789012345678.0123456789|reported|123456789012345678.0123456789",
		"gov2021/t3/received/natural|0|<nil>|reported|0",
		"gov2021/t3/received/total|<nil>|<nil>|blank|",
		"gov2021/t3/carried_in/natural|<nil>|<nil>|not_applicable|/",
		"gov2021/t3/carried_in/total|<nil>|<nil>|unreadable|十二",
		"gov2021/t3/concluded/natural|12|<nil>|reported|12.0",
		"gov2021/t3/concluded/total|-9223372036854775808|<nil>|reported|-9223372036854775808",
		"gov2021/t3/carried_out/natural|<nil>|<nil>|unreadable|1.5",
		"gov2021/t3/carried_out/total|<nil>|<nil>|unreadable|9223372036854775808",
		"gov2021/t4/cases/review.pending|1|<nil>|reported|1",
		"gov2021/t4/cases/review.total|3|<nil>|reported|3",
		"gov2021/t3/other/total|7|<nil>|reported|7")
	mustEqual(t, ask(t, s, `SELECT figures, failed FROM report`), "7|0")
	mustEqual(t, ask(t, s, `SELECT t3_received_natural, t3_received_total, t2_art20_8_fee_amount FROM wide_gov2021`),
		"0|<nil>|123456789012345678.0123456789")
}

func TestSuspect(t *testing.T) {
	r := storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{
		"gov2021/t4/cases/review.total": "4", "gov2021/t4/cases/review.upheld": "", "gov2021/t4/cases/review.other": "1",
		"gov2021/t3/received/total": "4", "gov2021/t3/carried_in/total": "4", "gov2021/t3/concluded/total": "9",
	})
	r.Findings = []data.Finding{
		{Check: "t4.sum", State: data.Failed, Severity: data.Hard, Cells: []data.Cell{"gov2021/t4/cases/review.total", "gov2021/t4/cases/review.upheld"}},
		{Check: "soft", State: data.Failed, Severity: data.Soft, Cells: []data.Cell{"gov2021/t3/received/total"}},
		{Check: "open", State: data.NotAssessable, Severity: data.Hard, Cells: []data.Cell{"gov2021/t3/carried_in/total"}},
		{Check: "good", State: data.OK, Severity: data.Hard, Cells: []data.Cell{"gov2021/t3/concluded/total"}},
	}
	s := storetest.Snapshot(t, r)
	mustEqual(t, ask(t, s, `SELECT cell, value, status FROM figures ORDER BY cell`),
		"gov2021/t3/carried_in/total|4|reported", "gov2021/t3/concluded/total|9|reported", "gov2021/t3/received/total|4|reported",
		"gov2021/t4/cases/review.other|1|reported", "gov2021/t4/cases/review.total|4|suspect", "gov2021/t4/cases/review.upheld|<nil>|blank")
	mustEqual(t, ask(t, s, `SELECT indicator, value, status FROM observations WHERE indicator LIKE 'review.%' ORDER BY 1`),
		"review.other|1|reported", "review.total|4|suspect", "review.upheld|<nil>|blank")
	mustEqual(t, ask(t, s, `SELECT check_id, state, severity, cells FROM finding ORDER BY finding_id LIMIT 1`),
		"t4.sum|failed|hard|gov2021/t4/cases/review.total gov2021/t4/cases/review.upheld")
}

func TestContradiction(t *testing.T) {
	r := storetest.Report(tan, 2024, "gov2021", nil)
	for _, printed := range []string{"1", "2"} {
		r.Figures = append(r.Figures, storetest.Figure("gov2021/t3/received/total", printed), storetest.Figure("gov2021/t3/concluded/total", "5"))
	}
	s := storetest.Snapshot(t, r)
	mustEqual(t, ask(t, s, `SELECT cell, value, status FROM figures ORDER BY cell`),
		"gov2021/t3/concluded/total|5|reported", "gov2021/t3/received/total|<nil>|unreadable")
}
