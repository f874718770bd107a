package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

// Findings are of current reports, those of the latest year first and failed
// ones before the others; the counts do not follow the filters.
func TestFindings(t *testing.T) {
	var reports []*data.Report
	add := func(county, year int, findings ...data.Finding) {
		r := outcomes(counties[county], year, 1, 9, data.ScopeOwn)
		r.Findings = findings
		reports = append(reports, r)
	}
	finding := func(check string, state data.State) data.Finding {
		return data.Finding{Check: check, Where: "total", State: state, Severity: data.Hard, Detail: check + " " + string(state), Cells: []data.Cell{"gov2021/t3/granted/total", "gov2021/t3/concluded/total"}}
	}
	add(0, 2022, finding("t3.balance", data.Failed))
	add(0, 2023, finding("t3.balance", data.Failed)) // replaced by the next
	add(0, 2023, finding("t3.balance", data.OK), finding("t3.outcomes", data.NotAssessable), finding("t4.review", data.Failed))
	add(1, 2023, finding("t3.balance", data.Failed))
	add(5, 2023, finding("t3.balance", data.Failed))
	a := mustAsk(t, reports...)
	own := mustBody(t, a, counties[0].Name).ID
	for _, tt := range []struct {
		name string
		q    analytics.FindingsQuestion
		want string
		of   int
	}{
		{"All", analytics.FindingsQuestion{}, "350102 2023 t4.review failed, 350103 2023 t3.balance failed, 350203 2023 t3.balance failed, 350102 2023 t3.outcomes not_assessable, 350102 2023 t3.balance ok, 350102 2022 t3.balance failed", 6},
		{"State", analytics.FindingsQuestion{State: data.Failed, Check: "t3.balance"}, "350103 2023 t3.balance failed, 350203 2023 t3.balance failed, 350102 2022 t3.balance failed", 3},
		{"Page", analytics.FindingsQuestion{State: data.Failed, Rows: 1, Skip: 1}, "350103 2023 t3.balance failed", 4},
		{"Years", analytics.FindingsQuestion{From: 2022, To: 2022}, "350102 2022 t3.balance failed", 1},
		{"Peers", analytics.FindingsQuestion{Body: own, Group: &analytics.Group{Rule: analytics.SamePrefecture}, State: data.Failed}, "350102 2023 t4.review failed, 350103 2023 t3.balance failed, 350102 2022 t3.balance failed", 3},
		{"One", analytics.FindingsQuestion{Bodies: []int{own}, State: data.Failed}, "350102 2023 t4.review failed, 350102 2022 t3.balance failed", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, err := a.Findings(t.Context(), tt.q)
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, x := range f.Findings {
				words = append(words, fmt.Sprint(x.Body.RegionCode, " ", x.Year, " ", x.Check, " ", x.State))
				if len(x.Cells) != 2 || x.Detail != x.Check+" "+string(x.State) || x.Severity != data.Hard {
					t.Errorf("%+v", x)
				}
			}
			if got := strings.Join(words, ", "); got != tt.want || f.Of != tt.of {
				t.Errorf("%s of %d", got, f.Of)
			}
		})
	}
	f, err := a.Findings(t.Context(), analytics.FindingsQuestion{State: data.OK})
	if got := fmt.Sprint(f.Counts); err != nil || got != "[{t3.balance failed hard 3 3} {t3.balance ok hard 1 1} {t3.outcomes not_assessable hard 1 1} {t4.review failed hard 1 1}]" {
		t.Error(got, err)
	}
	if _, err := a.Findings(t.Context(), analytics.FindingsQuestion{State: "wrong"}); data.Code(err) != "bad_state" {
		t.Error(err)
	}
	if _, err := a.Findings(t.Context(), analytics.FindingsQuestion{Bodies: []int{99}}); data.Code(err) != "unknown_body" {
		t.Error(err)
	}
	if _, err := a.Findings(t.Context(), analytics.FindingsQuestion{Rows: -1}); data.Code(err) != "bad_page" {
		t.Error(err)
	}
}
