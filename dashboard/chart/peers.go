package chart

import (
	"encoding/json"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/analytics"
	"gongkai/data"
)

// Peers is what the charts of a comparison show.
type Peers struct {
	*analytics.Peers
	Words Words
	Label func(analytics.Member) string
	Href  func(analytics.Member) string
}

// Words are what the charts print, in the page's language.
type Words struct {
	Own, Others, Rank, Cases, Median, Pooled, Limit95, Limit998 string
}

// mostDots is how many dots a chart draws; of more members every so many-th.
const mostDots = 600

// own and others stand apart by colour, size and shape.
const (
	ownColor, otherColor = "#b15617", "#6a89b5"
	ownSize, otherSize   = 16, 7
)

// Ranked draws the members by rank, their values upwards, with median and
// quartiles as lines and the own body as a diamond.
func Ranked(in Peers) (json.RawMessage, error) {
	c := charts.NewScatter()
	var others, own []opts.ScatterData
	place := 0
	step := 1 + len(in.Members)/mostDots
	low, high := 0.0, 0.0
	for i, m := range in.Members {
		if m.Value == nil || m.Rank == 0 {
			continue
		}
		place++
		v := m.Value.InexactFloat64()
		low, high = v, max(high, v)
		at := opts.ScatterData{Value: []any{place, json.Number(m.Value.String()), in.Href(m), in.Label(m)}, Symbol: "circle", SymbolSize: otherSize}
		switch {
		case m.Own:
			at.Symbol, at.SymbolSize = "diamond", ownSize
			own = append(own, at)
		case i%step == 0 || i == len(in.Members)-1:
			others = append(others, at)
		}
	}
	if in.Better == "lower" {
		low, high = 1, 1 // the worst are the largest: shares, on an even axis
	}
	axis := opts.YAxis{Type: "value"}
	if low > 0 && high/low > 200 { // all above zero and far apart
		axis.Type = "log"
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Name: in.Words.Rank, NameLocation: "middle", NameGap: 26, Min: 0, Max: place + 1, MinInterval: 1}),
		charts.WithYAxisOpts(axis), frameOf(in.Words.Others, in.Words.Own), tip(), charts.WithAnimation(false),
		charts.WithGridOpts(opts.Grid{Top: "34", Bottom: "30", Left: "4", Right: "70", ContainLabel: opts.Bool(true)}))
	c.AddSeries(in.Words.Others, others, dots(otherColor)...)
	c.AddSeries(in.Words.Own, own, dots(ownColor)...)
	lines := charts.NewLine()
	lines.AddSeries("", nil, levels(in)...)
	c.Overlap(lines)
	c.Validate()
	return marshal(c.JSON())
}

// levels are lines at the quartiles.
func levels(in Peers) (out []charts.SeriesOpts) {
	for _, l := range []struct {
		name string // printed where it has room
		at   *data.Number
	}{{"", in.Spread.Q1}, {in.Words.Median, in.Spread.Median}, {"", in.Spread.Q3}} {
		if l.at != nil {
			out = append(out, charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{Name: l.name, YAxis: json.Number(l.at.String())}))
		}
	}
	return out
}

// Funnel draws a proportion against its number of cases, with the limits that
// chance alone keeps.
func Funnel(in Peers, unit string) (json.RawMessage, error) {
	if in.Funnel == nil {
		return nil, fmt.Errorf("chart: no funnel")
	}
	c := charts.NewScatter()
	var others, own []opts.ScatterData
	step := 1 + len(in.Members)/mostDots
	for i, m := range in.Members {
		if m.Rate == nil || !m.Rate.N.IsPositive() {
			continue
		}
		share := 100 * m.Rate.K.InexactFloat64() / m.Rate.N.InexactFloat64()
		at := opts.ScatterData{Value: []any{json.Number(m.Rate.N.String()), share, in.Href(m), in.Label(m)}, Symbol: "circle", SymbolSize: otherSize}
		switch {
		case m.Own:
			at.Symbol, at.SymbolSize = "diamond", ownSize
			own = append(own, at)
		case i%step == 0 || m.Outside != 0:
			others = append(others, at)
		}
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "log", Name: in.Words.Cases, NameLocation: "middle", NameGap: 26}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, Max: 100}),
		frameOf(in.Words.Others, in.Words.Own, in.Words.Limit95, in.Words.Limit998), tip(), charts.WithAnimation(false),
		charts.WithGridOpts(opts.Grid{Top: "54", Bottom: "30", Left: "4", Right: "70", ContainLabel: opts.Bool(true)}))
	c.AddSeries(in.Words.Others, others, dots(otherColor)...)
	c.AddSeries(in.Words.Own, own, dots(ownColor)...)
	lines := charts.NewLine()
	for _, l := range []struct {
		name, dash string
		of         func(analytics.FunnelPoint) float64
	}{
		{in.Words.Limit95, "dashed", func(p analytics.FunnelPoint) float64 { return p.Low95 }}, {in.Words.Limit95, "dashed", func(p analytics.FunnelPoint) float64 { return p.High95 }},
		{in.Words.Limit998, "solid", func(p analytics.FunnelPoint) float64 { return p.Low99 }}, {in.Words.Limit998, "solid", func(p analytics.FunnelPoint) float64 { return p.High99 }},
	} {
		points := make([]opts.LineData, len(in.Funnel.Curve))
		for i, p := range in.Funnel.Curve {
			points[i] = opts.LineData{Value: []any{p.N, l.of(p), "", l.name}, Symbol: "none"}
		}
		lines.AddSeries(l.name, points, charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(false), Smooth: opts.Bool(false)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: palette[3]}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: palette[3], Width: 1.2, Type: l.dash}))
	}
	lines.AddSeries("", nil, charts.WithMarkLineNameYAxisItemOpts(opts.MarkLineNameYAxisItem{Name: in.Words.Pooled, YAxis: in.Funnel.Target}))
	c.Overlap(lines)
	c.Validate()
	return marshal(c.JSON())
}

func dots(color string) []charts.SeriesOpts {
	return []charts.SeriesOpts{charts.WithItemStyleOpts(opts.ItemStyle{Color: color, Opacity: opts.Float(0.85)})}
}

func frameOf(names ...string) charts.GlobalOpts {
	return charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Type: "plain", Top: "0", Left: "0", ItemWidth: 14, ItemHeight: 10, Data: names})
}

func tip() charts.GlobalOpts {
	return charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"})
}
