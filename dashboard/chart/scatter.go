package chart

import (
	"encoding/json"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/analytics"
	"gongkai/data"
)

// Pairs is what a scatter of two measures shows.
type Pairs struct {
	*analytics.Scatter
	XName       string // with its unit; that of the other axis stands above the chart
	Own, Others string
	Label       func(analytics.Dot) string
	Href        func(analytics.Dot) string
}

// farApart is from which ratio of the largest to the smallest value, all above
// zero, an axis is logarithmic.
const farApart = 200

// Scatter draws a dot a body, the own one as a diamond.
func Scatter(in Pairs) (json.RawMessage, error) {
	c := charts.NewScatter()
	var others, own []opts.ScatterData
	step := 1 + len(in.Dots)/mostDots
	for i, d := range in.Dots {
		at := opts.ScatterData{Value: []any{json.Number(d.X.String()), json.Number(d.Y.String()), in.Href(d), in.Label(d)}, Symbol: "circle", SymbolSize: otherSize}
		switch {
		case d.Own:
			at.Symbol, at.SymbolSize = "diamond", ownSize
			own = append(own, at)
		case i%step == 0:
			others = append(others, at)
		}
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: scale(in.Dots, func(d analytics.Dot) data.Number { return d.X }), Name: in.XName, NameLocation: "middle", NameGap: 26}),
		charts.WithYAxisOpts(opts.YAxis{Type: scale(in.Dots, func(d analytics.Dot) data.Number { return d.Y })}),
		frameOf(in.Others, in.Own), tip(), charts.WithAnimation(false),
		charts.WithGridOpts(opts.Grid{Top: "34", Bottom: "30", Left: "4", Right: "24", ContainLabel: opts.Bool(true)}))
	c.AddSeries(in.Others, others, dots(otherColor)...)
	c.AddSeries(in.Own, own, dots(ownColor)...)
	c.Validate()
	return marshal(c.JSON())
}

// scale is the type of an axis over values.
func scale(dots []analytics.Dot, of func(analytics.Dot) data.Number) string {
	low, high := 0.0, 0.0
	for i, d := range dots {
		v := of(d).InexactFloat64()
		if i == 0 {
			low, high = v, v
		}
		low, high = min(low, v), max(high, v)
	}
	if low > 0 && high/low > farApart {
		return "log"
	}
	return "value"
}
