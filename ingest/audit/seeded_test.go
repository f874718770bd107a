package audit

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
)

// series is a body's made-up reports which hold to every check.
type series map[int]*data.Report

// clean makes up series of bodies, without the reports that the generator
// breaks itself.
func clean(t testing.TB, c *form.Catalogue, bodies int) []series {
	t.Helper()
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]series{}
	var keys []string
	spoiled := map[string]bool{}
	for r := range generated.Reports(generated.Scale{Within: "320300", Bodies: bodies, From: 2019, To: 2025}, 7, c, g) {
		key := r.Body.Key()
		if of[key] == nil {
			of[key] = series{}
			keys = append(keys, key)
		}
		spoiled[key] = spoiled[key] || len(r.Findings) > 0
		own := *r
		own.Figures = slices.Clone(r.Figures)
		of[key][r.Year] = &own
	}
	var out []series
	for _, key := range keys {
		if !spoiled[key] {
			out = append(out, of[key])
		}
	}
	return out
}

// copyOf lets a fault be sown and taken back.
func (s series) copyOf() series {
	out := series{}
	for year, r := range s {
		own := *r
		own.Figures = slices.Clone(r.Figures)
		out[year] = &own
	}
	return out
}

// checked are the findings on a series that name a fault, notes left out, by
// year: the failed ones, and sums that do not hold unless a blank hides
// something, which cannot be assessed for that.
func checked(a *Auditor, s series) map[int][]data.Finding {
	out := a.Years(s, nil)
	for year, r := range s {
		all := append(a.Identities(r.Form, r.Figures), out[year]...)
		out[year] = slices.DeleteFunc(all, func(f data.Finding) bool {
			return f.Severity == data.Note || f.State != data.Failed && !strings.Contains(f.Detail, "不相符")
		})
	}
	return out
}

// number returns a cell's figure if it is a number of at least a size.
func number(r *data.Report, cell string, least int64) *data.Figure {
	f := r.Figure(data.Cell(r.Form + "/" + cell))
	if f == nil || f.Value == nil || f.Value.LessThan(data.NewNumber(least).Decimal) {
		return nil
	}
	return f
}

func set(f *data.Figure, n data.Number) { f.Value, f.Text = &n, n.String() }

func fails(list []data.Finding) (n int) {
	for _, f := range list {
		if f.State == data.Failed {
			n++
		}
	}
	return n
}

// fault sows a kind of fault into a year of a series, and says false where the
// series has nothing that it would change: zeros shifted are zeros.
type fault struct {
	name string
	sow  func(r *rand.Rand, s series, year int) bool
}

var faults = []fault{
	{"拆错一位数字 digit lost", func(r *rand.Rand, s series, year int) bool {
		rows := []string{"t3/received/total", "t3/concluded/total", "t3/received/natural", "t4/cases/review.total"}
		f := number(s[year], rows[r.IntN(len(rows))], 10)
		if f == nil {
			return false
		}
		n, err := data.ParseNumber(f.Text[1:])
		if err != nil || n.Equal(f.Value.Decimal) {
			return false
		}
		set(f, n)
		return true
	}},
	{"整行错一列 row shifted", func(r *rand.Rand, s series, year int) bool {
		columns := []string{"natural", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total"}
		row := []string{"received", "granted", "concluded"}[r.IntN(3)]
		if number(s[year], "t3/"+row+"/natural", 1) == nil {
			return false
		}
		for i := len(columns) - 1; i >= 0; i-- {
			f := s[year].Figure(data.NewCell(s[year].Form, "t3", row, columns[i]))
			if f == nil {
				return false
			}
			if i == 0 {
				set(f, data.NewNumber(0))
			} else if before := s[year].Figure(data.NewCell(s[year].Form, "t3", row, columns[i-1])); before.Value != nil {
				set(f, *before.Value)
			}
		}
		return true
	}},
	{"结转接不上 carry broken", func(r *rand.Rand, s series, year int) bool { // every sum of the report still holds
		if s[year-1] == nil {
			return false
		}
		for _, cell := range []string{"carried_in/natural", "carried_in/total", "granted/natural", "granted/total", "concluded/natural", "concluded/total"} {
			f := number(s[year], "t3/"+cell, 0)
			if f == nil {
				return false
			}
			set(f, f.Value.Plus(data.NewNumber(2)))
		}
		carried := s[year-1].Figure(data.Cell(s[year-1].Form + "/t3/carried_out/total"))
		return carried != nil && carried.Value != nil
	}},
	{"两年互换 years swapped", func(r *rand.Rand, s series, year int) bool {
		if s[year-1] == nil || s[year-1].Form != s[year].Form {
			return false
		}
		in, out := number(s[year], "t3/carried_in/total", 0), number(s[year], "t3/carried_out/total", 0)
		before := number(s[year-1], "t3/carried_in/total", 0)
		if in == nil || out == nil || before == nil || out.Value.Equal(before.Value.Decimal) {
			return false // nothing was carried over: the years do not tell their order
		}
		s[year].Figures, s[year-1].Figures = s[year-1].Figures, s[year].Figures
		return true
	}},
	{"误用上年旧表 former table used", func(r *rand.Rand, s series, year int) bool {
		if s[year-1] == nil || s[year-1].Form != s[year].Form {
			return false
		}
		different := map[string]bool{}
		for _, f := range s[year-1].Figures {
			if strings.Contains(string(f.Cell), "/t3/") && f.Value != nil && f.Value.GreaterThan(data.NewNumber(9).Decimal) {
				different[f.Text] = true
			}
		}
		if len(different) < leastTelling {
			return false // few applications: any two years may be alike
		}
		s[year].Figures = slices.Clone(s[year-1].Figures)
		return true
	}},
	{"元当万元 yuan for wan", func(r *rand.Rand, s series, year int) bool {
		f := number(s[year], "t2.art20_8/fee/amount", 1)
		if f == nil {
			return false
		}
		for _, y := range []int{year - 1, year + 1} { // the years beside must tell the level
			if s[y] == nil || s[y].Form != s[year].Form || number(s[y], "t2.art20_8/fee/amount", 1) == nil {
				return false
			}
			level := number(s[y], "t2.art20_8/fee/amount", 1).Value.InexactFloat64() / f.Value.InexactFloat64()
			if level > 1.13 || level < 0.88 {
				return false
			}
		}
		set(f, data.Number{Decimal: f.Value.Shift(4)})
		return true
	}},
	{"多一个零 zero added", func(r *rand.Rand, s series, year int) bool {
		f := number(s[year], "t2.art20_6/penalty/decisions", 25)
		if f == nil {
			return false
		}
		for _, y := range []int{year - 1, year + 1} {
			if s[y] == nil || s[y].Form != s[year].Form || number(s[y], "t2.art20_6/penalty/decisions", 25) == nil {
				return false
			}
			level := number(s[y], "t2.art20_6/penalty/decisions", 1).Value.InexactFloat64() / f.Value.InexactFloat64()
			if level > 1.13 || level < 0.88 {
				return false
			}
		}
		set(f, data.Number{Decimal: f.Value.Shift(1)})
		return true
	}},
}

// Faults sown into clean series are found, and clean series give hardly any
// alarm. GONGKAI_SEEDED asks for more bodies than 300.
func TestSeededFaults(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := New(c)
	bodies := 300
	if n, err := strconv.Atoi(os.Getenv("GONGKAI_SEEDED")); err == nil {
		bodies = n
	}
	all := clean(t, c, bodies)
	r := rand.New(rand.NewPCG(1, 2))
	reports, alarms := 0, 0
	sown, found, open := map[string]int{}, map[string]int{}, map[string]int{}
	for _, s := range all {
		before := checked(a, s)
		for year := range s {
			reports++
			if fails(before[year]) > 0 {
				alarms++
				t.Logf("alarm: %d %s", year, before[year][0].Detail)
			}
		}
		for _, f := range faults {
			for year := 2019; year <= 2025; year++ {
				own := s.copyOf()
				if own[year] == nil || !f.sow(r, own, year) {
					continue
				}
				sown[f.name]++
				after := checked(a, own)
				failed, named := 0, 0
				for y := year - 1; y <= year+1; y++ { // a broken carry shows in either of its years
					named += len(after[y]) - len(before[y])
					failed += fails(after[y]) - fails(before[y])
				}
				switch {
				case failed > 0:
					found[f.name]++
				case named > 0:
					open[f.name]++
				}
			}
		}
	}
	table := fmt.Sprintf("\n%-34s %7s %7s %7s %8s\n", "fault", "sown", "failed", "open", "named")
	for _, f := range faults {
		recall := float64(found[f.name]+open[f.name]) / float64(max(1, sown[f.name]))
		table += fmt.Sprintf("%-34s %7d %7d %7d %7.2f%%\n", f.name, sown[f.name], found[f.name], open[f.name], 100*recall)
		if recall < 0.99 || sown[f.name] < 15 {
			t.Errorf("%s: %d of %d named", f.name, found[f.name]+open[f.name], sown[f.name])
		}
	}
	share := 100 * float64(alarms) / float64(reports)
	t.Logf("%s\nalarms on %d clean reports: %d, %.2f in 100", table, reports, alarms, share)
	if share > 1 {
		t.Errorf("%.2f false alarms in 100 reports", share)
	}
}

// BenchmarkYears tries all checks of one report and of years on made-up series.
func BenchmarkYears(b *testing.B) {
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	a, all, reports := New(c), clean(b, c, 300), 0
	for b.Loop() {
		for _, s := range all {
			for _, r := range s {
				a.Identities(r.Form, r.Figures)
			}
			a.Years(s, nil)
			reports += len(s)
		}
	}
	b.ReportMetric(float64(reports)/b.Elapsed().Seconds(), "reports/s")
}
