package chart

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// Notice is a sign at a year: somebody's words about it stand below the chart.
type Notice struct {
	Year int
	Sign string
}

// NoteSign is the sign of the i-th annotation: ❶, ❷ ... Beyond ten it is ❿.
func NoteSign(i int) string { return string(rune('❶' + min(i, 9))) }

// noticing are the signs, one a year, at the top of the chart.
func noticing(notices []Notice) (out []charts.SeriesOpts) {
	at := map[int]int{}
	var merged []Notice
	for _, n := range notices {
		if i, seen := at[n.Year]; seen {
			merged[i].Sign += n.Sign
			continue
		}
		at[n.Year] = len(merged)
		merged = append(merged, n)
	}
	for _, n := range merged {
		out = append(out, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{Name: n.Sign, XAxis: float64(n.Year)}))
	}
	return out
}
