package chart

import (
	"cmp"
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/analytics"
)

// Flow draws the streams of a year from what came in to outcomes and reasons.
// Name gives a place its name, colour its colour, "" for the common one. A width
// is drawn with the precision of the screen; the numbers stand in the table.
func Flow(links []analytics.Link, name, color func(code string) string) (json.RawMessage, error) {
	var nodes []opts.SankeyNode
	seen := map[string]bool{}
	add := func(code string) {
		if seen[code] {
			return
		}
		seen[code] = true
		n := opts.SankeyNode{Name: name(code)}
		n.ItemStyle = &opts.ItemStyle{Color: cmp.Or(color(code), otherColor)}
		nodes = append(nodes, n)
	}
	streams := make([]opts.SankeyLink, len(links))
	for i, l := range links {
		add(l.From)
		add(l.To)
		streams[i] = opts.SankeyLink{Source: name(l.From), Target: name(l.To), Value: float32(l.Value.InexactFloat64())}
	}
	c := charts.NewSankey()
	c.SetGlobalOptions(charts.WithAnimation(false), tip(), charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}))
	c.AddSeries("", nodes, streams,
		charts.WithLabelOpts(opts.Label{Show: opts.Bool(true), Position: "right"}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: "source", Curveness: 0.5, Opacity: opts.Float(0.35)}))
	c.Validate()
	return marshal(c.JSON())
}
