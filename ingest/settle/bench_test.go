package settle

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gongkai/data"
)

// BenchmarkReport settles reports whose table three lost all its borders, and
// hostile ones: long runs that no sum fits, many ones that fit in many ways.
// worst_ms is the slowest report.
func BenchmarkReport(b *testing.B) {
	c := catalogue(b)
	f := c.Form("gov2021")
	rnd := rand.New(rand.NewPCG(1, 1))
	kinds := map[string][]*data.Report{}
	for range 200 {
		_, r, _ := three(f, rnd, "t3")
		(&scenario{rows: "all"}).loseBorders(r, f.Table("t3"), rnd)
		kinds["real"] = append(kinds["real"], r)
	}
	for _, run := range hostileRuns {
		kinds["hostile"] = append(kinds["hostile"], allRows(f, run))
	}
	for kind, list := range kinds {
		b.Run(kind, func(b *testing.B) {
			worst := time.Duration(0)
			for b.Loop() {
				for _, r := range list {
					copied := *r
					copied.Figures = append([]data.Figure{}, r.Figures...)
					start := time.Now()
					Report(c, &copied, nil, nil)
					worst = max(worst, time.Since(start))
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(list)), "µs/report")
			b.ReportMetric(float64(worst.Microseconds())/1000, "worst_ms")
		})
	}
}

var hostileRuns = []string{
	strings.Repeat("1", 14), strings.Repeat("1", 30), strings.Repeat("1", maxRun), strings.Repeat("12", 10), strings.Repeat("9", 63),
	strings.Repeat("10", 12), "1 | 1 | 1 | 2", "1 | 1 | 1 | 1 | 1 | 1", strings.Repeat("123456789", 7), "111111116", "1111111111111111127",
}
