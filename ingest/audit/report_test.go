package audit_test

import (
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// checked returns the findings of a check in one report.
func checked(t *testing.T, r *data.Report, check string) (found []data.Finding) {
	t.Helper()
	a, _ := auditor(t)
	for _, f := range a.Report(r) {
		if f.Check == check {
			found = append(found, f)
		}
	}
	return found
}

func TestTextAgainstTables(t *testing.T) {
	state := func(item, value, part string) data.Statement {
		n, _ := data.ParseNumber(value)
		return data.Statement{Item: item, Value: n, Part: part, Text: "本年共收到申请" + value + "件"}
	}
	for name, tt := range map[string]struct {
		figures    []string
		statements []data.Statement
		want       data.State // "" for no finding
	}{
		"Equal":        {[]string{"received/total=3", "carried_in/total=2"}, []data.Statement{state("received", "3", "")}, data.OK},
		"WithCarried":  {[]string{"received/total=3", "carried_in/total=2"}, []data.Statement{state("received", "5", "")}, data.OK},
		"Differs":      {[]string{"received/total=3", "carried_in/total=2"}, []data.Statement{state("received", "4", "")}, data.Failed},
		"OtherScope":   {[]string{"received/total=3", "carried_in/total=2"}, []data.Statement{state("received", "400", "全区")}, data.NotAssessable},
		"ScopeButFits": {[]string{"received/total=3", "carried_in/total=2"}, []data.Statement{state("received", "3", "全区")}, data.OK},
		"SaidTwice":    {[]string{"received/total=3"}, []data.Statement{state("received", "4", ""), state("received", "6", "")}, data.NotAssessable},
		"OneOfTwo":     {[]string{"received/total=3"}, []data.Statement{state("received", "3", ""), state("received", "6", "")}, data.NotAssessable},
		"Blank":        {[]string{"received/total="}, []data.Statement{state("received", "4", "")}, data.NotAssessable},
		"BlankIsNone":  {[]string{"received/total="}, []data.Statement{state("received", "0", "")}, data.OK},
		"Unreadable":   {[]string{"received/total=?"}, []data.Statement{state("received", "4", "")}, data.NotAssessable},
		"NotSaid":      {[]string{"received/total=3"}, []data.Statement{state("coercion", "1", "")}, data.NotAssessable},
		"AllLawsuits":  {[]string{"t4/cases/lit_direct.total=12", "t4/cases/lit_after.total=3"}, []data.Statement{state("litigation", "15", "")}, data.OK},
	} {
		r := of("平潭综合实验区", "", 2024, "gov2021", tt.figures...)
		r.Statements = tt.statements
		found := checked(t, r, "n.text")
		if len(found) != 1 || found[0].State != tt.want || found[0].Where != tt.statements[0].Item {
			t.Errorf("%s: %+v, want %s", name, found, tt.want)
			continue
		}
		f := found[0]
		if f.State == data.Failed {
			for _, word := range []string{"4 件", "为 3", "本年共收到申请4件", "收到申请"} {
				if !strings.Contains(f.Detail, word) {
					t.Errorf("%q does not say %q", f.Detail, word)
				}
			}
		}
		if (f.State == data.OK) != (len(f.Cells) == 0) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestFormAndYear(t *testing.T) {
	for _, tt := range []struct {
		form  string
		year  int
		wrong bool
	}{
		{"gov2021", 2024, false}, {"gov2021", 2021, false}, {"gov2021", 2020, false}, {"gov2021", 2019, true},
		{"gov2019", 2019, false}, {"gov2019", 2020, false}, {"gov2019", 2021, true}, {"gov2019", 2017, true},
		{"stat2014", 2018, false}, {"stat2014", 2019, false}, {"stat2014", 2020, true}, {"stat2014", 2012, true},
		{"pre2014.fj", 2009, false}, {"pre2014.fj", 2016, false}, {"pre2014.fj", 2020, true},
	} {
		if got := checked(t, of("平潭综合实验区", "", tt.year, tt.form), "d.form"); (len(got) > 0) != tt.wrong {
			t.Errorf("%s of %d: %+v", tt.form, tt.year, got)
		}
	}
}

func TestPublishedLate(t *testing.T) {
	for _, tt := range []struct {
		organ, published string
		year             int
		late             bool
	}{
		{"公安局", "2025-01-31", 2024, false}, {"公安局", "2025-02-01", 2024, true}, {"", "2025-03-31", 2024, false}, {"", "2025-04-01", 2024, true},
		{"君山镇人民政府", "2025-02-10", 2024, true}, {"公安局", "2019-03-30", 2018, false}, {"公安局", "2019-04-01", 2018, true},
		{"公安局", "", 2024, false}, {"公安局", "2025-13-40", 2024, false},
		{"公安局", "2029-05-01", 2024, false}, // a new web site's date
	} {
		r := of("平潭综合实验区", tt.organ, tt.year, "gov2021")
		r.Published = tt.published
		got := checked(t, r, "d.late")
		if (len(got) > 0) != tt.late || tt.late && (got[0].Severity != data.Note || !strings.Contains(got[0].Detail, tt.published)) {
			t.Errorf("%+v: %+v", tt, got)
		}
	}
}

// A row that is one column off is named; a figure that is wrong is not taken
// for one.
func TestShiftedRow(t *testing.T) {
	rows := map[string][]string{
		"received":    {"6", "1", "0", "0", "0", "0", "7"},
		"carried_in":  {"1", "0", "0", "0", "0", "0", "1"},
		"granted":     {"5", "1", "0", "0", "0", "0", "6"},
		"concluded":   {"5", "1", "0", "0", "0", "0", "6"},
		"carried_out": {"2", "0", "0", "0", "0", "0", "2"},
	}
	c, _ := form.Load()
	for _, row := range c.Form("gov2021").Table("t3").Rows {
		if rows[row.Code] == nil && !row.Group {
			rows[row.Code] = []string{"0", "0", "0", "0", "0", "0", "0"}
		}
	}
	columns := []string{"natural", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total"}
	print := func(row string, shifted ...string) *data.Report {
		var figures []string
		for code, values := range rows {
			if code == row {
				values = shifted
			}
			for i, v := range values {
				figures = append(figures, code+"/"+columns[i]+"="+v)
			}
		}
		return of("平潭综合实验区", "", 2024, "gov2021", figures...)
	}
	for _, tt := range []struct {
		row     string
		printed []string
		want    string
	}{
		{"received", []string{"0", "6", "1", "0", "0", "0", "0"}, "received"},
		{"received", []string{"1", "0", "0", "0", "0", "7", "0"}, "received"},
		{"granted", []string{"0", "5", "1", "0", "0", "0", "6"}, "granted"},
		{"carried_out", []string{"0", "2", "0", "0", "0", "0", "2"}, "carried_out"},
		{"received", rows["received"], ""},
		{"received", []string{"7", "1", "0", "0", "0", "0", "7"}, ""},
		{"received", []string{"1", "6", "0", "0", "0", "0", "7"}, ""},
	} {
		got := checked(t, print(tt.row, tt.printed...), "v.shift")
		if tt.want == "" != (len(got) == 0) || len(got) > 0 && got[0].Where != tt.want {
			t.Errorf("%s %v: %+v", tt.row, tt.printed, got)
		}
	}
	// as printed in a real report: a sum is wrong, and no row is shifted
	wrong := of("平潭综合实验区", "行政审批局", 2024, "gov2021")
	for _, way := range []string{"review", "lit_direct", "lit_after"} {
		for _, end := range []string{"upheld", "corrected", "other", "pending", "total"} {
			n := "0"
			if way+end == "reviewupheld" {
				n = "1"
			}
			wrong.Figures = append(wrong.Figures, of("", "", 0, "gov2021", "t4/cases/"+way+"."+end+"="+n).Figures...)
		}
	}
	if got := checked(t, wrong, "v.shift"); len(got) > 0 || len(checked(t, wrong, "t4.review")) != 1 {
		t.Errorf("%+v", got)
	}
}
