// Package chart turns answers into ECharts options through go-echarts. Its
// own page renderer is never used: it runs text as code and loads from another
// host. An option is marshalled here, sent as JSON and drawn by a static
// script.
//
// A point is an array: [year, value, href, label]. A value that was not
// reported is "-", which ECharts draws as a gap; nil would become {} in
// go-echarts. The script reads href (the report and its cell) on a click and
// label (value, status, form in words) in the tooltip.
package chart

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/analytics"
	"gongkai/data"
)

// gap is what ECharts takes for "no value here".
const gap = "-"

// palette is told apart by lightness as well as by hue: any two differ by 28
// (CIEDE2000) or more under a simulated red-green deficiency, 22 under a
// blue-yellow one. The script has its counterpart for dark pages.
var palette = []string{"#08448f", "#b15617", "#04ac78", "#714860", "#3a3b15", "#6a89b5"}

// Input is what a chart shows: series over the years From to To.
type Input struct {
	Series   []analytics.Series
	Names    []string // of the series, for the legend
	From, To int
	Marks    []Mark
	Notices  []Notice
	Color    int      // of the first series in the palette
	Parts    []string // colours of a stack's series
	Label    func(analytics.Series, analytics.Point) string
	Href     func(analytics.Series, analytics.Point) string // "" where a point has no source
}

// Line draws a line a series. A line has a gap where nothing was reported, and
// ends before a mark that it must not cross.
func Line(in Input) (json.RawMessage, error) {
	c := charts.NewLine()
	frame(&c.RectChart, in)
	for i, s := range in.Series {
		color := palette[(in.Color+i)%len(palette)]
		for _, run := range runs(s.Points, in.Marks) {
			points := make([]opts.LineData, len(run))
			for k, p := range run {
				points[k] = opts.LineData{Value: in.value(s, p), Symbol: "circle", SymbolSize: 7}
				if p.Status == data.Suspect {
					points[k].Symbol, points[k].SymbolSize = "emptyDiamond", 12
				}
			}
			c.AddSeries(in.Names[i], points,
				charts.WithLineChartOpts(opts.LineChart{ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(true)}),
				charts.WithItemStyleOpts(opts.ItemStyle{Color: color}),
				charts.WithLineStyleOpts(opts.LineStyle{Color: color, Width: 2}),
				charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}))
		}
	}
	c.AddSeries("", nil, append(marking(in.Marks), noticing(in.Notices)...)...)
	c.Validate()
	return marshal(c.JSON())
}

// runs cuts the points before each mark that a line must not cross. The cuts
// are series of one name and colour.
func runs(points []analytics.Point, marks []Mark) [][]analytics.Point {
	var out [][]analytics.Point
	start := 0
	for i, p := range points {
		for _, m := range marks {
			if m.Year == p.Year && !m.Joinable && i > start {
				out = append(out, points[start:i])
				start = i
			}
		}
	}
	return append(out, points[start:])
}

// Stack draws a bar a year, stacked from the series of one body: the parts of
// a whole.
func Stack(in Input) (json.RawMessage, error) {
	c := charts.NewBar()
	frame(&c.RectChart, in)
	for i, s := range in.Series {
		color := in.Parts[i%len(in.Parts)]
		points := make([]opts.BarData, len(s.Points))
		for k, p := range s.Points {
			points[k] = opts.BarData{Value: in.value(s, p)}
			if p.Status == data.Suspect { // pale behind a dashed border
				points[k].ItemStyle = &opts.ItemStyle{Color: color, BorderColor: color, BorderWidth: 1.5, Opacity: opts.Float(0.45)}
			}
		}
		c.AddSeries(in.Names[i], points,
			charts.WithBarChartOpts(opts.BarChart{Stack: "whole"}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: color}),
			charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}),
			func(s *charts.SingleSeries) { s.BarMaxWidth = "34" })
	}
	lines := charts.NewLine()
	lines.AddSeries("", nil, append(marking(in.Marks), noticing(in.Notices)...)...)
	c.Overlap(lines)
	c.Validate()
	return marshal(c.JSON())
}

func (in Input) value(s analytics.Series, p analytics.Point) []any {
	var v any = gap
	if p.Value != nil {
		v = json.Number(p.Value.String())
	}
	return []any{strconv.Itoa(p.Year), v, in.Href(s, p), in.Label(s, p)}
}

// frame sets what all charts over the years share. The second axis has the
// years as numbers, so that a mark can stand between two of them. Colours of
// text and lines follow the page's theme and are set by the script.
func frame(c *charts.RectChart, in Input) {
	var years []string
	for y := in.From; y <= in.To; y++ {
		years = append(years, strconv.Itoa(y))
	}
	bottom := any(0) // bars and lines stand on zero
	for _, s := range in.Series {
		for _, p := range s.Points {
			if p.Value != nil && p.Value.IsNegative() {
				bottom = nil
			}
		}
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Data: years}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: bottom}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(len(in.Names) > 1), Type: "plain", Top: "0", Left: "0", ItemWidth: 14, ItemHeight: 10, Data: in.Names}),
		charts.WithGridOpts(opts.Grid{Top: "14", Bottom: "8", Left: "4", Right: "14", ContainLabel: opts.Bool(true)}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithAnimation(false),
	)
	c.ExtendXAxis(opts.XAxis{Type: "value", Show: opts.Bool(false), Min: float64(in.From) - 0.5, Max: float64(in.To) + 0.5})
}

// marking is the invisible series that carries the marks.
func marking(marks []Mark) []charts.SeriesOpts {
	out := []charts.SeriesOpts{charts.WithLineChartOpts(opts.LineChart{XAxisIndex: 1})}
	for i, m := range marks {
		out = append(out, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{
			Name: Letter(i) + " " + m.Text, XAxis: float64(m.Year) - 0.5}))
	}
	return out
}

func marshal(option map[string]any) (json.RawMessage, error) {
	b, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return b, nil
}
