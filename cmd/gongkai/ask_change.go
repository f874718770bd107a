package main

import (
	"context"
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
)

type askChange struct {
	answerFlags
	groupFlags
	Body  string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year  int    `help:"年度，缺省为该机关最近的年度"`
	Limit int    `help:"最多列出几项" default:"10"`
}

// Run prints what changed, the most surprising first, a sentence each.
func (c *askChange) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.WhatChanged, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a, c.Store)
		if err != nil {
			return nil, err
		}
		return a.Changes(ctx, analytics.ChangeQuestion{Body: own.ID, Year: c.Year, Group: g, Limit: c.Limit})
	}, func(w *analytics.WhatChanged) error {
		s.say(data.Text{ZH: fmt.Sprintf("%s %d年的变化，依不寻常的程度：", w.Body.Name, w.Year), EN: fmt.Sprintf("%s, what changed in %d, the most surprising first:", w.Body.Name, w.Year)})
		for i, item := range w.Items {
			t := item.Sentence.Text()
			s.say(data.Text{ZH: fmt.Sprintf("%d. %s", i+1, t.ZH), EN: fmt.Sprintf("%d. %s", i+1, t.EN)})
		}
		if len(w.Items) == 0 {
			s.say(data.Text{ZH: "没有可比的变化：须有此前至少两年的可比数字", EN: "nothing to compare: it takes two earlier years that are comparable"})
		}
		for _, b := range w.Breaks {
			s.say(data.Text{ZH: "注意 " + b.Text.ZH, EN: "mind: " + b.Text.EN})
		}
		s.source(w.Snapshot)
		return nil
	})
}

type askWhy struct {
	answerFlags
	Body  string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Ratio string `short:"i" required:"" help:"分申请人的比率，如 rate.carried_out"`
	From  int    `required:"" help:"前一年度"`
	To    int    `required:"" help:"后一年度"`
}

// Run prints the effects and what each kind of applicants contributes.
func (c *askWhy) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Decomposition, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		return a.Decompose(ctx, analytics.DecomposeQuestion{Body: own.ID, Ratio: c.Ratio, From: c.From, To: c.To})
	}, func(d *analytics.Decomposition) error {
		s.say(data.Text{
			ZH: fmt.Sprintf("%s 分子由 %s 变为 %s（%s）：总量 %s，申请人构成 %s，各类申请人的比率 %s", d.Ratio, d.Before.K, d.Now.K, d.Change, d.Effects.Volume.StringFixed(1), d.Effects.Mix.StringFixed(1), d.Effects.Rate.StringFixed(1)),
			EN: fmt.Sprintf("%s: numerator %s to %s (%s): volume %s, mix of applicants %s, their ratios %s", d.Ratio, d.Before.K, d.Now.K, d.Change, d.Effects.Volume.StringFixed(1), d.Effects.Mix.StringFixed(1), d.Effects.Rate.StringFixed(1))})
		var rows [][]any
		for _, k := range d.Kinds {
			rows = append(rows, []any{k.Applicant, casesOf(&k.Before), casesOf(&k.Now), k.Mix.StringFixed(1), k.Rate.StringFixed(1)})
		}
		if err := s.table(headings(data.Text{ZH: "申请人|前|后|构成|比率", EN: "applicant|before|now|mix|rate"}, s), rows); err != nil {
			return err
		}
		s.source(d.Snapshot)
		return nil
	})
}

type askWho struct{ askTotal }

// Run prints which bodies moved a group's total between two years.
func (c *askWho) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Contributions, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a, c.Store)
		if err != nil {
			return nil, err
		}
		return a.Contribute(ctx, analytics.TotalQuestion{Body: own.ID, Group: g, Indicator: c.Indicator, From: c.From, To: c.To})
	}, func(w *analytics.Contributions) error {
		s.say(data.Text{
			ZH: fmt.Sprintf("%s，%s，%d–%d年：合计变化 %s，其中两年都有的机关 %s，新有 %s，不再有 %s", w.Code, w.Rule.ZH, w.From, w.To, w.Change, w.Both, w.Come, w.Gone),
			EN: fmt.Sprintf("%s, %s, %d to %d: change of the total %s; of bodies with both years %s, come %s, gone %s", w.Code, w.Rule.EN, w.From, w.To, w.Change, w.Both, w.Come, w.Gone)})
		var rows [][]any
		for _, b := range w.Bodies {
			rows = append(rows, []any{b.Body.Name, plainNumber(b.Before), plainNumber(b.Now), plainNumber(b.Diff)})
		}
		if err := s.table(headings(data.Text{ZH: "机关|前|后|变化", EN: "body|before|now|change"}, s), rows); err != nil {
			return err
		}
		s.source(w.Snapshot)
		return nil
	})
}
