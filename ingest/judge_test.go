package ingest

import (
	"fmt"
	"testing"

	"gongkai/data"
	"gongkai/data/generated"
	"gongkai/data/store"
)

const receivedTotal = "gov2021/t3/received/total"

// A verdict holds for the figures that its author saw: it survives the same
// figures from another file, lapses with others, and can be taken back. An
// amended snapshot says the same as one that is built as a whole.
func TestVerdicts(t *testing.T) {
	for name, least := range map[string]int{"built": 2000, "amended": 1} {
		t.Run(name, func(t *testing.T) {
			defer func(former int) { leastToAmend = former }(leastToAmend)
			leastToAmend = least
			j := testJob(t)
			few := generated.Scale{Within: "320300", Bodies: 40, From: 2022, To: 2023, Faultless: true}
			fillArchive(t, j, few)
			r := firstOffice(t, j, few)
			load := func(n int64, name string) {
				arrive(t, j, with(r, receivedTotal, n), name)
				mustRun(t, j, nil)
			}
			load(123456, "broken")
			d := Judgement{Body: r.Body.Key(), Year: r.Year, Reason: "含上年补录", Author: "政务公开办"}
			mustSay(t, j, d.Body, "failed 0, Q 123456, 0 revised")
			for code, try := range map[string]func() error{
				"no_finding": func() error { _, _, err := j.Waive(t.Context(), d, "t4.review", ""); return err },
				"no_report": func() error {
					_, _, err := j.Waive(t.Context(), Judgement{d.Body, 1999, "理由", "甲"}, "t3.applicants", "")
					return err
				},
				"verdict_unsigned": func() error {
					_, _, err := j.Waive(t.Context(), Judgement{Body: d.Body, Year: d.Year, Author: "甲"}, "t3.applicants", "")
					return err
				},
				"no_cell":    func() error { _, _, err := j.Correct(t.Context(), d, "gov2021/t9/a/b", data.NewNumber(1)); return err },
				"no_verdict": func() error { _, err := j.Undo(t.Context(), 1, "误判", "甲"); return err },
			} {
				if err := try(); data.Code(err) != code {
					t.Errorf("%s: %v", code, err)
				}
			}
			waived := 0
			for _, check := range []string{"t3.applicants", "t3.balance"} {
				n, _, err := j.Waive(t.Context(), d, check, "")
				if err != nil {
					t.Fatal(err)
				}
				if check == "t3.applicants" {
					waived = n
				}
			}
			mustSay(t, j, d.Body, fmt.Sprintf("waived %d, A 123456, 0 revised", waived))
			load(123456, "the same from another file")
			mustSay(t, j, d.Body, fmt.Sprintf("waived %d, A 123456, 0 revised", waived))
			load(123457, "a corrected report, still wrong")
			mustSay(t, j, d.Body, "failed 0, Q 123457, 0 revised")
			load(123456, "the former one again")
			mustSay(t, j, d.Body, fmt.Sprintf("waived %d, A 123456, 0 revised", waived))
			if _, err := j.Undo(t.Context(), waived, "误判", "甲"); err != nil {
				t.Fatal(err)
			}
			mustSay(t, j, d.Body, "failed 0, Q 123456, 0 revised")
			right := r.Figure(receivedTotal).Value
			n, _, err := j.Correct(t.Context(), d, receivedTotal, *right)
			if err != nil {
				t.Fatal(err)
			}
			mustSay(t, j, d.Body, fmt.Sprintf("ok 0, R %s, 1 revised", right))
			load(123458, "a report that prints another number")
			mustSay(t, j, d.Body, "failed 0, Q 123458, 0 revised")
			load(123456, "and the former number")
			mustSay(t, j, d.Body, fmt.Sprintf("ok 0, R %s, 1 revised", right))
			if _, err := j.Undo(t.Context(), n, "误判", "甲"); err != nil {
				t.Fatal(err)
			}
			mustSay(t, j, d.Body, "failed 0, Q 123456, 0 revised")
			if v, err := j.Verify(t.Context(), 0, false, ""); err != nil || v.Compared == nil || len(v.Differing) > 0 {
				t.Errorf("%v, differing %v", err, v.Differing)
			}
		})
	}
}

// firstOffice is a generated office's report that prints applications.
func firstOffice(t *testing.T, j *Job, scale generated.Scale) *data.Report {
	t.Helper()
	for r := range generated.Reports(scale, 1, j.Catalogue, j.Places) {
		if f := r.Figure(receivedTotal); r.Body.Organ != "" && r.Year == scale.To && f != nil && f.Value != nil {
			own := *r
			return &own
		}
	}
	t.Fatal("the generator has no such office")
	return nil
}

// mustSay checks what the snapshot says of the office's applications: the state
// of their sum, their status and number, and how many figures are revised.
func mustSay(t *testing.T, j *Job, body, want string) {
	t.Helper()
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var got string
	err = s.DB.QueryRowContext(t.Context(), `SELECT concat(f.state, ' ', coalesce(f.verdict_id, 0), ', ', left(CASE g.status WHEN 'suspect' THEN 'Q' WHEN 'revised' THEN 'R' ELSE 'A' END, 1), ' ', g.value, ', ',
			(SELECT count(*) FROM figure WHERE body_id = b.body_id AND status = 'revised'), ' revised')
		FROM finding AS f JOIN report AS r ON r.report_id = f.report_id AND r.superseded_by IS NULL
		JOIN body AS b ON b.body_id = r.body_id
		JOIN figure AS g ON g.body_id = b.body_id AND g.year = r.year
		JOIN item AS i ON i.item_id = g.item_id AND i.cell = ?
		WHERE b.key = ? AND f.check_id = 't3.applicants' AND f.place = 'received' ORDER BY r.year DESC LIMIT 1`, receivedTotal, body).Scan(&got)
	if err != nil || got != want {
		t.Errorf("%q, want %q: %v", got, want, err)
	}
}
