package chart

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"gongkai/data"
)

// Plot is a drawing of the rows of any statement.
type Plot struct {
	Kind  string // line, bar or scatter
	XName string
	Lines []PlotLine
}

// PlotLine is a series; a bar and a line have one point for each place.
type PlotLine struct {
	Name   string
	Points []PlotPoint
}

// PlotPoint is a row's value. Form is the form that it was reported on, "" where
// the rows do not say: a line must not cross a change.
type PlotPoint struct {
	X     string
	Y     *data.Number // nil where there is none
	Form  string
	Label string
}

// MostPlotted is how many series a plot tells apart.
const MostPlotted = 6

// Table draws the rows of a statement. The places of lines and bars are in the
// order of the rows; numbers, such as years, in their own.
func Table(in Plot) (json.RawMessage, error) {
	if in.Kind == "scatter" {
		return in.scatter()
	}
	places := in.places()
	if in.Kind == "bar" {
		c := charts.NewBar()
		in.frame(&c.RectChart, places)
		for i, line := range in.Lines {
			points := make([]opts.BarData, len(places))
			for k, v := range line.at(places) {
				points[k] = opts.BarData{Value: v}
			}
			c.AddSeries(line.Name, points, charts.WithItemStyleOpts(opts.ItemStyle{Color: palette[i%len(palette)]}),
				charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}), func(s *charts.SingleSeries) { s.BarMaxWidth = "34" })
		}
		c.Validate()
		return marshal(c.JSON())
	}
	c := charts.NewLine()
	in.frame(&c.RectChart, places)
	for i, line := range in.Lines {
		color := palette[i%len(palette)]
		for _, run := range line.runs(places) {
			points := make([]opts.LineData, len(run))
			for k, v := range run {
				points[k] = opts.LineData{Value: v, Symbol: "circle", SymbolSize: 7}
			}
			c.AddSeries(line.Name, points, charts.WithLineChartOpts(opts.LineChart{ConnectNulls: opts.Bool(false), ShowSymbol: opts.Bool(true)}),
				charts.WithItemStyleOpts(opts.ItemStyle{Color: color}), charts.WithLineStyleOpts(opts.LineStyle{Color: color, Width: 2}),
				charts.WithEncodeOpts(opts.Encode{X: 0, Y: 1}))
		}
	}
	c.Validate()
	return marshal(c.JSON())
}

func (in Plot) frame(c *charts.RectChart, places []string) {
	bottom := any(0) // bars and lines stand on zero
	names := make([]string, len(in.Lines))
	for i, line := range in.Lines {
		names[i] = line.Name
		for _, p := range line.Points {
			if p.Y != nil && p.Y.IsNegative() {
				bottom = nil
			}
		}
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Data: places}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: bottom}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(len(names) > 1), Type: "plain", Top: "0", Left: "0", ItemWidth: 14, ItemHeight: 10, Data: names}),
		charts.WithGridOpts(opts.Grid{Top: "14", Bottom: "8", Left: "4", Right: "14", ContainLabel: opts.Bool(true)}),
		tip(), charts.WithAnimation(false))
}

// places are the values of the horizontal axis, each once.
func (in Plot) places() (all []string) {
	seen, numbers := map[string]bool{}, true
	for _, line := range in.Lines {
		for _, p := range line.Points {
			if !seen[p.X] {
				seen[p.X] = true
				all = append(all, p.X)
				_, err := strconv.ParseFloat(p.X, 64)
				numbers = numbers && err == nil
			}
		}
	}
	if numbers {
		slices.SortStableFunc(all, func(a, b string) int {
			x, _ := strconv.ParseFloat(a, 64)
			y, _ := strconv.ParseFloat(b, 64)
			switch {
			case x < y:
				return -1
			case x > y:
				return 1
			}
			return 0
		})
	}
	return all
}

// at are the points of a line, a gap where a place has none.
func (l PlotLine) at(places []string) [][]any {
	byX := map[string]PlotPoint{}
	for _, p := range l.Points {
		byX[p.X] = p
	}
	out := make([][]any, len(places))
	for i, x := range places {
		out[i] = byX[x].value(x)
	}
	return out
}

func (p PlotPoint) value(x any) []any {
	if p.Y == nil {
		return []any{x, gap, "", p.Label}
	}
	return []any{x, json.Number(p.Y.String()), "", p.Label}
}

// runs cuts a line where the form changes.
func (l PlotLine) runs(places []string) [][][]any {
	forms := map[string]string{}
	for _, p := range l.Points {
		forms[p.X] = p.Form
	}
	all, former, start := l.at(places), "", 0
	var out [][][]any
	for i, x := range places {
		form := forms[x]
		if form == "" {
			continue
		}
		if former != "" && form != former {
			out = append(out, all[start:i])
			start = i
		}
		former = form
	}
	return append(out, all[start:])
}

func (in Plot) scatter() (json.RawMessage, error) {
	c := charts.NewScatter()
	names := make([]string, len(in.Lines))
	for i, line := range in.Lines {
		names[i] = line.Name
	}
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Name: in.XName, NameLocation: "middle", NameGap: 26, Scale: opts.Bool(true)}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Scale: opts.Bool(true)}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(len(names) > 1), Type: "plain", Top: "0", Left: "0", ItemWidth: 14, ItemHeight: 10, Data: names}),
		tip(), charts.WithAnimation(false),
		charts.WithGridOpts(opts.Grid{Top: "34", Bottom: "30", Left: "4", Right: "24", ContainLabel: opts.Bool(true)}))
	for i, line := range in.Lines {
		var points []opts.ScatterData
		for _, p := range line.Points {
			if p.Y != nil {
				points = append(points, opts.ScatterData{Value: p.value(json.Number(p.X)), Symbol: "circle", SymbolSize: otherSize})
			}
		}
		c.AddSeries(line.Name, points, dots(palette[i%len(palette)])...)
	}
	c.Validate()
	return marshal(c.JSON())
}
