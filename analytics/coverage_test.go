package analytics_test

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

func TestCoverage(t *testing.T) {
	broken := outcomes(counties[1], 2023, 1, 9, data.ScopeOwn)
	broken.Findings = []data.Finding{{Check: "t3.balance", State: data.Failed, Severity: data.Hard}}
	a := mustAsk(t,
		outcomes(counties[0], 2022, 5, 10, data.ScopeOwn), outcomes(counties[0], 2023, 5, 20, data.ScopeOwn), outcomes(counties[0], 2023, 6, 20, data.ScopeOwn),
		broken, outcomes(counties[2], 2023, 40, 100, data.ScopeConsolidated), outcomes(counties[5], 2023, 1, 2, data.ScopeOwn), outcomes(counties[3], 2022, -1, -1, data.ScopeUnknown),
		outcomes(data.Body{Name: "福州市", RegionCode: "350100"}, 2023, 500, 1000, data.ScopeOwn))
	own := mustBody(t, a, "福州市鼓楼区").ID
	group := analytics.Group{Rule: analytics.SamePrefecture}
	c, err := a.Coverage(t.Context(), analytics.CoverageQuestion{Body: own, Group: &group})
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, r := range c.Rows {
		w := r.Body.RegionCode
		for _, cell := range r.Cells {
			w += fmt.Sprintf(" %s/%d/%d", cell.State, cell.Failed, cell.Replaced)
		}
		words = append(words, w)
	}
	if got := strings.Join(words, ", "); got != "350102 reported/0/0 reported/0/1, 350103 missing/0/0 suspect/1/0, 350104 missing/0/0 reported/0/0, 350105 reported/0/0 missing/0/0" {
		t.Error(got)
	}
	if got := fmt.Sprint(c.Years, c.Rule.ZH); got != "[{{2022 2 4} 0 0} {{2023 3 4} 1 0}]福州市的同级政府" {
		t.Error(got)
	}
	if c, err = a.Coverage(t.Context(), analytics.CoverageQuestion{}); err != nil || len(c.Rows) != 6 || c.Years[1].K != 5 || c.Rule != nil {
		t.Error(c, err)
	}
	for indicator, want := range map[string]string{"applications.received": "2022 1/4 10 0, 2023 2/4 29 1", "rate.granted": "2022 1/4 50 0, 2023 2/4 24.137931 1", "decisions.licence": "2022 0/4 <nil> 0, 2023 0/4 <nil> 0"} {
		total, err := a.Total(t.Context(), analytics.TotalQuestion{Body: own, Group: group, Indicator: indicator})
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, p := range total.Points {
			words = append(words, fmt.Sprintf("%d %d/%d %v %d", p.Year, p.K, p.N, p.Value, p.OtherScope))
		}
		if got := strings.Join(words, ", "); got != want {
			t.Errorf("%s: %s", indicator, got)
		}
	}
}

// A year of which only a rejected file came is not the same as one of which
// nothing came, and a report that came after all counts.
func TestCoverageRejected(t *testing.T) {
	in := storetest.Input(t, outcomes(counties[0], 2022, 5, 10, data.ScopeOwn), outcomes(counties[0], 2024, 5, 10, data.ScopeOwn), outcomes(counties[1], 2023, 1, 9, data.ScopeOwn))
	why := data.Text{ZH: "表格中没有数字", EN: "no figures"}
	for _, r := range []store.Rejected{
		{File: "a.pdf", Code: "no_figures", Body: counties[0], Year: 2023}, {File: "b.pdf", Code: "damaged_file", Body: counties[0], Year: 2023},
		{File: "c.pdf", Code: "no_figures", Body: counties[0], Year: 2024}, {File: "d.pdf", Code: "no_figures", Body: counties[2], Year: 2023}, {File: "e.pdf", Code: "no_year", Body: counties[0]},
	} {
		r.Reason = why
		in.Rejected = append(in.Rejected, r)
	}
	dir := t.TempDir()
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	a := analytics.New(storetest.Open(t, dir), in.Catalogue)
	own := mustBody(t, a, "福州市鼓楼区").ID
	q := analytics.CoverageQuestion{Body: own, Group: &analytics.Group{Rule: analytics.SamePrefecture}}
	c, err := a.Coverage(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(c.Of, c.Years); got != "2 [{{2022 1 2} 0 0} {{2023 1 2} 0 1} {{2024 1 2} 0 0}]" {
		t.Error(got)
	}
	cells := c.Rows[0].Cells
	if cells[0].State != analytics.IsReported || cells[1].State != analytics.IsRejected || cells[2].State != analytics.IsReported || len(cells[0].Rejected) != 0 || len(cells[2].Rejected) != 1 {
		t.Errorf("%+v", cells)
	}
	if files := cells[1].Rejected; len(files) != 2 || files[0] != (analytics.RejectedFile{File: "b.pdf", Code: "damaged_file", Why: why}) {
		t.Errorf("%+v", files)
	}
	if state := c.Rows[1].Cells[0].State; state != analytics.IsMissing {
		t.Error(state)
	}
	// a page of the rows has the counts of all
	q.Rows, q.Skip = 1, 1
	if c, err = a.Coverage(t.Context(), q); err != nil || len(c.Rows) != 1 || c.Rows[0].Body.RegionCode != "350103" || c.Of != 2 || c.Years[1].K != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	q.Skip = 9
	if c, err = a.Coverage(t.Context(), q); err != nil || len(c.Rows) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	q.Skip = -1
	if _, err = a.Coverage(t.Context(), q); data.Code(err) != "bad_page" {
		t.Error(err)
	}
}
