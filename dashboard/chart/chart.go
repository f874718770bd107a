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

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/analytics"
	"gongkai/data"
)

// gap is what ECharts takes for "no value here".
const gap = "-"

// Palette is told apart by hue and by lightness, also by the colour-blind
// (after Okabe and Ito 2008, darkened for thin lines on white).
var Palette = []string{"#0b6bb5", "#d55e00", "#00876c", "#b8397f", "#8a6d00", "#4b4fb0"}

// outcomes is for stacked parts: neighbours differ in lightness.
var outcomes = []string{"#12824c", "#7cc49a", "#c0392b", "#e8a13a", "#7b6fb0", "#b9c0c9"}

// Mark is a vertical line before a year where a series changes its meaning.
type Mark struct {
	Year     int    `json:"year"`
	Text     string `json:"text"`
	Joinable bool   `json:"joinable"`
}

// Marks reduces breaks to one mark a year, in one language.
func Marks(breaks []analytics.Break, indicators []string, l data.Lang) []Mark {
	asked := map[string]bool{}
	for _, code := range indicators {
		asked[code] = true
	}
	var out []Mark
	for _, b := range breaks {
		if !asked[b.Indicator] {
			continue
		}
		text := b.Text.In(l)
		found := false
		for i := range out {
			if out[i].Year == b.Year {
				found = true
				out[i].Joinable = out[i].Joinable && b.Joinable
			}
		}
		if !found {
			out = append(out, Mark{Year: b.Year, Text: text, Joinable: b.Joinable})
		}
	}
	return out
}

// Line is a line a series over the years. A line has a gap where nothing was
// reported, and breaks before a year whose mark is not joinable.
func Line(series []analytics.Series, names []string, from, to int, marks []Mark, label Label, href Href) (json.RawMessage, error) {
	c := charts.NewLine()
	frame(&c.RectChart, from, to)
	for i, s := range series {
		color := Palette[i%len(Palette)]
		var points []opts.LineData
		for _, p := range s.Points {
			for _, m := range marks {
				if m.Year == p.Year && !m.Joinable && p.Year > from {
					points = append(points, opts.LineData{Value: []any{float64(p.Year) - 0.5, gap}})
				}
			}
			d := opts.LineData{Value: value(p, s, label, href), Symbol: "circle", SymbolSize: 7}
			if p.Status == data.Suspect {
				d.Symbol, d.SymbolSize = "emptyDiamond", 11
			}
			points = append(points, d)
		}
		with := []charts.SeriesOpts{
			charts.WithLineChartOpts(opts.LineChart{ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(true)}),
			charts.WithItemStyleOpts(opts.ItemStyle{Color: color}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: color, Width: 2}),
			charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}),
		}
		if i == 0 {
			with = append(with, markLines(marks)...)
		}
		c.AddSeries(names[i], points, with...)
	}
	c.Validate()
	return marshal(c.JSON())
}

// Stack is a bar a year, stacked from the series of one body: parts of a whole.
func Stack(series []analytics.Series, names []string, from, to int, marks []Mark, label Label, href Href) (json.RawMessage, error) {
	c := charts.NewBar()
	frame(&c.RectChart, from, to)
	for i, s := range series {
		points := make([]opts.BarData, 0, len(s.Points))
		for _, p := range s.Points {
			points = append(points, opts.BarData{Value: value(p, s, label, href)})
		}
		color := outcomes[i%len(outcomes)]
		if len(series) == 1 {
			color = Palette[0]
		}
		with := []charts.SeriesOpts{
			charts.WithBarChartOpts(opts.BarChart{Stack: "whole"}),
			func(s *charts.SingleSeries) { s.BarMaxWidth = "34" },
			charts.WithItemStyleOpts(opts.ItemStyle{Color: color}),
			charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}),
		}
		if i == 0 {
			with = append(with, markLines(marks)...)
		}
		c.AddSeries(names[i], points, with...)
	}
	c.Validate()
	return marshal(c.JSON())
}

// Label says a point in words; Href leads to its source, "" where it has none.
type (
	Label func(analytics.Series, analytics.Point) string
	Href  func(analytics.Series, analytics.Point) string
)

func value(p analytics.Point, s analytics.Series, label Label, href Href) []any {
	var v any = gap
	if p.Value != nil {
		v = json.Number(p.Value.String())
	}
	return []any{p.Year, v, href(s, p), label(s, p)}
}

// frame sets what all charts over the years share. Colours of text and lines
// follow the page's theme and are set by the script.
func frame(c *charts.RectChart, from, to int) {
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: float64(from) - 0.6, Max: float64(to) + 0.6, MinInterval: 1, MaxInterval: 1,
			SplitLine: &opts.SplitLine{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(true), Type: "scroll", Top: "0", Left: "0", ItemWidth: 14, ItemHeight: 10}),
		charts.WithGridOpts(opts.Grid{Top: "56", Bottom: "28", Left: "8", Right: "12", ContainLabel: opts.Bool(true)}),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithAnimation(false),
	)
}

// markLines draws a mark half a year before the first year that it concerns.
func markLines(marks []Mark) []charts.SeriesOpts {
	var out []charts.SeriesOpts
	for i, m := range marks {
		out = append(out, charts.WithMarkLineNameXAxisItemOpts(opts.MarkLineNameXAxisItem{
			Name: fmt.Sprintf("%s %s", letter(i), m.Text), XAxis: float64(m.Year) - 0.5}))
	}
	if len(out) > 0 {
		out = append(out, charts.WithMarkLineStyleOpts(opts.MarkLineStyle{Symbol: []string{"none", "none"}, SymbolSize: 1,
			Label: &opts.Label{Show: opts.Bool(true), Position: "end"}, LineStyle: &opts.LineStyle{Type: "dashed", Width: 1}}))
	}
	return out
}

// letter names the marks below the chart: ①, ② ...
func letter(i int) string { return string(rune('①' + min(i, 19))) }

// Letter is the sign of the i-th mark, as the chart and its note print it.
func Letter(i int) string { return letter(i) }

func marshal(option map[string]any) (json.RawMessage, error) {
	b, err := json.Marshal(option)
	if err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return b, nil
}
