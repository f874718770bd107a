package dashboard

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"gongkai/dashboard/chart"
	"gongkai/data"
)

// mostPlotted is how many rows a chart of a statement draws.
const mostPlotted = 2_000

// plotted is what the page of SQL sends of its rows to have them drawn: of each
// row the place, the series, the form and the values.
type plotted struct {
	Kind string   `json:"kind"` // line, bar or scatter
	X    string   `json:"x"`    // names of columns
	Y    []string `json:"y"`
	Rows []struct {
		X    any    `json:"x"`
		By   any    `json:"by"`
		Form string `json:"form"`
		Y    []any  `json:"y"` // null where there is no value
	} `json:"rows"`
	Lang data.Lang `json:"lang"`
}

// drawnSQL is a chart of a statement's rows.
type drawnSQL struct {
	Option json.RawMessage `json:"option"`
}

// sqlChart draws rows that the page has got already: they need not be asked for
// again. Code "no_chart".
func (s *Server) sqlChart(c *fiber.Ctx) error {
	var p plotted
	decoder := json.NewDecoder(strings.NewReader(string(c.Body())))
	decoder.UseNumber()
	if err := decoder.Decode(&p); err != nil || len(p.Rows) > mostPlotted || len(p.Y) == 0 || !slices.Contains([]string{"line", "bar", "scatter"}, p.Kind) {
		return badParameter("body", "", data.Text{ZH: "应为页面 SQL 所发的数据", EN: "what the page SQL sends is expected"})
	}
	plot, err := p.plot()
	if err != nil {
		return err
	}
	option, err := chart.Table(plot)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(drawnSQL{option})
}

// plot turns rows into series: one for each value of By, or for each column.
func (p plotted) plot() (chart.Plot, error) {
	out := chart.Plot{Kind: p.Kind, XName: p.X}
	lines, seen := map[string]int{}, map[[2]string]bool{}
	for _, row := range p.Rows {
		x := shownValue(row.X)
		if p.Kind == "scatter" {
			if row.X == nil {
				continue
			}
			n, err := plottable(x)
			if err != nil {
				return out, noChart("散点图的横轴须为数字", "the horizontal axis of a scatter must be numbers")
			}
			x = n.String()
		}
		for i, y := range row.Y {
			if i >= len(p.Y) {
				break
			}
			name := p.Y[i]
			if row.By != nil {
				name = shownValue(row.By)
				if len(p.Y) > 1 {
					name += " " + p.Y[i]
				}
			}
			if p.Kind != "scatter" && seen[[2]string{name, x}] {
				return out, noChart(fmt.Sprintf("%s 在 %s 处有多行：请先汇总（GROUP BY），或选一列作系列", name, x),
					fmt.Sprintf("%s has several rows at %s: sum them first (GROUP BY), or choose a column for the series", name, x))
			}
			seen[[2]string{name, x}] = true
			at, has := lines[name]
			if !has {
				if len(lines) == chart.MostPlotted {
					return out, noChart(fmt.Sprintf("系列超过 %d 个，图上分不清：请筛选", chart.MostPlotted), fmt.Sprintf("more than %d series cannot be told apart: choose some", chart.MostPlotted))
				}
				at = len(out.Lines)
				lines[name] = at
				out.Lines = append(out.Lines, chart.PlotLine{Name: name})
			}
			point := chart.PlotPoint{X: x, Form: row.Form, Label: name + "，" + x + "：" + shownValue(y)}
			if p.Lang == data.English {
				point.Label = name + ", " + x + ": " + shownValue(y)
			}
			if digits, is := y.(json.Number); is {
				n, err := plottable(digits.String())
				if err != nil {
					return out, noChart("纵轴有一个数太大", "a number of the vertical axis is too large")
				}
				point.Y = &n
			}
			out.Lines[at].Points = append(out.Lines[at].Points, point)
		}
	}
	if len(out.Lines) == 0 {
		return out, noChart("没有可画的数字", "there is no number to draw")
	}
	return out, nil
}

// plottable reads a number that an axis can have: one of a thousand million
// digits is short as it is sent.
func plottable(digits string) (data.Number, error) {
	n, err := data.ParseNumber(digits)
	if err == nil && (n.Exponent() > 40 || n.Exponent() < -40 || len(digits) > 60) {
		err = errors.New("too large")
	}
	return n, err
}

func shownValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return v
	}
	return fmt.Sprint(v)
}

func noChart(zh, en string) error {
	return &data.Error{Code: "no_chart", Reason: data.Text{ZH: zh, EN: en}}
}
