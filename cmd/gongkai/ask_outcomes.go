package main

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

type askOutcomes struct {
	answerFlags
	Body      string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Subject   string `help:"applications 申请、reviews 复议、lawsuits 诉讼" default:"applications"`
	Applicant string `help:"申请人的列，如 natural 自然人"`
	From      int    `help:"起始年度"`
	To        int    `help:"终止年度"`
}

// Run prints the parts of each year, indented.
func (c *askOutcomes) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Outcomes, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		return a.Outcomes(ctx, analytics.OutcomesQuestion{Body: own.ID, From: c.From, To: c.To, Subject: analytics.Subject(c.Subject), Applicant: c.Applicant})
	}, func(o *analytics.Outcomes) error {
		var rows [][]any
		var add func(year int, p analytics.Part, depth int)
		add = func(year int, p analytics.Part, depth int) {
			rows = append(rows, []any{year, strings.Repeat("  ", depth) + p.Name.In(s.lang), plainNumber(p.Value), plainNumber(p.Shown), p.Status.Name().In(s.lang), plainNumber(p.Unbalanced)})
			for _, inner := range p.Parts {
				add(year, inner, depth+1)
			}
		}
		for _, y := range o.Years {
			for _, p := range y.In {
				add(y.Year, p, 0)
			}
			add(y.Year, y.Whole, 0)
			for _, p := range y.Out {
				add(y.Year, p, 0)
			}
		}
		if err := s.table(headings(data.Text{ZH: "年度|项目|件数|占比 %|状态|与分项之差", EN: "year|part|cases|share %|status|off its parts by"}, s), rows); err != nil {
			return err
		}
		for _, b := range o.Breaks {
			s.say(b.Text)
		}
		s.source(o.Snapshot)
		return nil
	})
}

type askCoverage struct {
	answerFlags
	groupFlags
	Body string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	From int    `help:"起始年度"`
	To   int    `help:"终止年度"`
	rowFlags
}

// Run prints a row a body and a column a year.
func (c *askCoverage) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Coverage, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a, c.Store)
		if err != nil {
			return nil, err
		}
		return a.Coverage(ctx, analytics.CoverageQuestion{Body: own.ID, Group: &g, From: c.From, To: c.To, Rows: c.Rows, Skip: c.Skip})
	}, func(c *analytics.Coverage) error {
		words := map[analytics.State]data.Text{analytics.IsReported: {ZH: "已报告", EN: "reported"}, analytics.IsSuspect: {ZH: "存疑", EN: "suspect"}, analytics.IsRejected: {ZH: "未载入", EN: "rejected"}, analytics.IsMissing: {ZH: "缺", EN: "missing"}}
		heads := []string{data.Text{ZH: "机关", EN: "body"}.In(s.lang)}
		for _, y := range c.Years {
			heads = append(heads, fmt.Sprint(y.Year))
		}
		var rows [][]any
		for _, r := range c.Rows {
			row := []any{r.Body.Name}
			for _, cell := range r.Cells {
				row = append(row, words[cell.State].In(s.lang))
			}
			rows = append(rows, row)
		}
		last := []any{data.Text{ZH: "合计", EN: "together"}.In(s.lang)}
		for _, y := range c.Years {
			last = append(last, fmt.Sprintf("%d/%d", y.K, y.N))
		}
		if err := s.table(heads, append(rows, last)); err != nil {
			return err
		}
		s.more(len(c.Rows), c.Of)
		for _, r := range c.Rows {
			for _, cell := range r.Cells {
				for _, f := range cell.Rejected {
					s.say(data.Text{ZH: fmt.Sprintf("未载入 %s %d年 %s：%s", r.Body.Name, cell.Year, f.File, f.Why.ZH), EN: fmt.Sprintf("rejected: %s %d %s: %s", r.Body.Name, cell.Year, f.File, f.Why.EN)})
				}
			}
		}
		s.source(c.Snapshot)
		return nil
	})
}

type askTotal struct {
	answerFlags
	groupFlags
	Indicator string `short:"i" required:"" help:"指标或比率的代码"`
	Body      string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	From      int    `help:"起始年度"`
	To        int    `help:"终止年度"`
}

// Run prints a row a year, with how many bodies gave the number.
func (c *askTotal) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Total, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a, c.Store)
		if err != nil {
			return nil, err
		}
		return a.Total(ctx, analytics.TotalQuestion{Body: own.ID, Group: g, Indicator: c.Indicator, From: c.From, To: c.To})
	}, func(t *analytics.Total) error {
		s.say(data.Text{ZH: t.Indicator.NameZH + "（" + t.Unit + "），" + t.Rule.ZH + "合计", EN: t.Indicator.NameEN + " (" + t.Unit + "), total of " + t.Rule.EN})
		var rows [][]any
		for _, p := range t.Points {
			rows = append(rows, []any{p.Year, plainNumber(p.Value), casesOf(p.Rate), fmt.Sprintf("%d/%d", p.K, p.N), p.OtherScope})
		}
		if err := s.table(headings(data.Text{ZH: "年度|合计|件数与区间|报告机关|口径不同未计", EN: "year|total|k/n and interval|bodies|left out by scope"}, s), rows); err != nil {
			return err
		}
		s.source(t.Snapshot)
		return nil
	})
}

type askDefine struct {
	answerFlags
	Code string `arg:"" help:"指标或比率的代码"`
}

// Run prints the dictionary's entry of a code.
func (c *askDefine) Run(s *surroundings) error {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	d, err := analytics.New(nil, catalogue).Define(c.Code)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(s.stdout, d)
	}
	s.say(data.Text{ZH: fmt.Sprintf("%s %s（%s）\n%s", d.Code, d.Name.ZH, d.Unit, d.Formula.ZH), EN: fmt.Sprintf("%s %s (%s)\n%s", d.Code, d.Name.EN, d.Unit, d.Formula.EN)})
	for _, f := range d.Forms {
		s.say(data.Text{ZH: f.Name.ZH + "（" + f.Match + "）：" + f.Text.ZH, EN: f.Name.EN + " (" + f.Match + "): " + f.Text.EN})
	}
	for _, l := range d.Laws {
		s.say(l)
	}
	if d.Explanation.In(s.lang) != "" {
		s.say(d.Explanation)
	}
	return nil
}
