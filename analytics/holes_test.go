package analytics_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store/storetest"
)

// Reports with random holes: blank, slashed, unreadable and missing cells. No
// answer has a number where one of the cells behind it has none, and a zero only
// where zeros are printed.
func TestHolesNeverTurnToZero(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(9, 9))
	var reports []*data.Report
	for year, id := range map[int]string{2016: "stat2014", 2017: "stat2014", 2019: "gov2019", 2020: "gov2019", 2021: "gov2021", 2022: "gov2021", 2023: "gov2021", 2024: "gov2021"} {
		for _, b := range counties {
			cells := map[data.Cell]string{}
			holes := 0.02 + 0.2*random.Float64()
			for _, info := range c.Form(id).Cells() {
				switch at := random.Float64(); {
				case at < holes*0.4:
					cells[info.Cell] = ""
				case at < holes*0.6:
					cells[info.Cell] = "/"
				case at < holes*0.8:
					cells[info.Cell] = "见附件"
				case at < holes: // not printed at all
				default:
					cells[info.Cell] = strconv.Itoa(1 + random.IntN(30))
				}
			}
			reports = append(reports, storetest.Report(b, year, id, cells))
		}
	}
	s := storetest.Snapshot(t, reports...)
	a, r := analytics.New(s, c), newRecount(t, s, c)
	var codes []string
	for _, i := range c.Indicators {
		codes = append(codes, i.Code)
		if i.Applicant {
			codes = append(codes, i.Code+"@natural")
		}
	}
	for _, of := range c.Ratios {
		codes = append(codes, of.Code)
	}
	var bodies []int
	for id := range r.bodies {
		bodies = append(bodies, id)
	}
	numbers, holes := 0, 0
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: codes, Bodies: bodies})
	for _, series := range trend.Series {
		for _, p := range series.Points {
			want, _, n, _ := r.value(series.Code, series.Body.ID, p.Year)
			switch {
			case !equal(p.Value, want):
				t.Fatalf("%s %s %d: %+v, want %s", series.Code, series.Body.Name, p.Year, p, show(want))
			case p.Value == nil && n == nil:
				holes++
				if p.Status.HasValue() {
					t.Fatalf("%s %s %d: a hole called %s", series.Code, series.Body.Name, p.Year, p.Status)
				}
			case p.Value != nil:
				numbers++
				if !p.Status.HasValue() {
					t.Fatalf("%s %s %d: a number called %s", series.Code, series.Body.Name, p.Year, p.Status)
				}
			}
			// the cells print 1 and more: a zero could only be a hole, but for a
			// difference of cells
			if p.Value != nil && p.Value.IsZero() && len(p.Cells) == 1 {
				t.Fatalf("%s %s %d is zero", series.Code, series.Body.Name, p.Year)
			}
		}
	}
	t.Logf("%d numbers, %d holes", numbers, holes)
	if numbers < 3000 || holes < 3000 {
		t.Errorf("%d numbers, %d holes", numbers, holes)
	}
}
