package main

import (
	"context"

	"gongkai/analytics"
	"gongkai/data"
)

type askTrend struct {
	answerFlags
	Indicator []string `short:"i" required:"" help:"指标或比率的代码，可多个"`
	Body      []string `short:"b" required:"" help:"机关的名称、区划代码或标识，可多个"`
	From      int      `help:"起始年度"`
	To        int      `help:"终止年度"`
	View      string   `help:"absolute 绝对数、per_100k 每十万人、share 占比、change 比上年、since 比基期、index 指数、mean 移动平均" default:"absolute"`
	Base      int      `help:"基期年度"`
	Window    int      `help:"移动平均的年数"`
}

// Run prints a row for each year of each series, and the breaks.
func (c *askTrend) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Trend, error) {
		ids, err := bodies(ctx, a, c.Body)
		if err != nil {
			return nil, err
		}
		return a.Trend(ctx, analytics.TrendQuestion{Indicators: c.Indicator, Bodies: ids, From: c.From, To: c.To,
			View: analytics.View(c.View), Base: c.Base, Window: c.Window})
	}, func(t *analytics.Trend) error {
		h := data.Text{ZH: "指标|机关|年度|数值|单位|件数与区间|" + c.View + "|%|状态|报告", EN: "indicator|body|year|value|unit|k/n and interval|" + c.View + "|%|status|report"}
		var rows [][]any
		for _, series := range t.Series {
			for _, p := range series.Points {
				report := any(p.ReportID)
				if p.ReportID == 0 {
					report = nil
				}
				rate := p.Rate
				if p.Per != nil { // of residents
					rate = p.Per
				}
				rows = append(rows, []any{series.Code, series.Body.Name, p.Year, plainNumber(p.Value), series.Indicator.Unit, casesOf(rate),
					plainNumber(p.Shown), plainNumber(p.Percent), p.Status.Name().In(s.lang), report})
			}
		}
		if err := s.table(headings(h, s), rows); err != nil {
			return err
		}
		for _, b := range t.Breaks {
			s.say(data.Text{ZH: b.Indicator + "：" + b.Text.ZH, EN: b.Indicator + ": " + b.Text.EN})
		}
		s.source(t.Snapshot)
		return nil
	})
}
