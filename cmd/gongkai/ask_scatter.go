package main

import (
	"context"
	"fmt"

	"gongkai/analytics"
	"gongkai/data"
)

type askScatter struct {
	answerFlags
	groupFlags
	X    string `short:"x" required:"" help:"横轴的指标或比率"`
	Y    string `short:"y" required:"" help:"纵轴的指标或比率"`
	Body string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year int    `help:"年度，缺省为该机关最近的年度"`
}

// Run prints a row a body, and the correlation of ranks.
func (c *askScatter) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Scatter, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a, c.Store)
		if err != nil {
			return nil, err
		}
		return a.Scatter(ctx, analytics.ScatterQuestion{Body: own.ID, Year: c.Year, X: c.X, Y: c.Y, Group: g})
	}, func(p *analytics.Scatter) error {
		s.say(data.Text{ZH: fmt.Sprintf("%d年，%s", p.Year, p.Rule.ZH), EN: fmt.Sprintf("%d, %s", p.Year, p.Rule.EN)})
		var rows [][]any
		for _, d := range p.Dots {
			own := ""
			if d.Own {
				own = "←"
			}
			rows = append(rows, []any{d.Body.Name, d.X.String(), d.Y.String(), own})
		}
		h := []string{data.Text{ZH: "机关", EN: "body"}.In(s.lang), p.X.Name.In(s.lang) + " " + p.X.Unit, p.Y.Name.In(s.lang) + " " + p.Y.Unit, ""}
		if err := s.table(h, rows); err != nil {
			return err
		}
		s.say(p.Text)
		s.source(p.Snapshot)
		return nil
	})
}

type askChain struct {
	answerFlags
	Body string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Kind string `help:"normative 行政规范性文件、rules 规章" default:"normative"`
	From int    `help:"起始年度"`
	To   int    `help:"终止年度"`
}

// Run prints made, repealed and in force, and where they do not follow.
func (c *askChain) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Chain, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		return a.Chain(ctx, analytics.ChainQuestion{Body: own.ID, Kind: c.Kind, From: c.From, To: c.To})
	}, func(chain *analytics.Chain) error {
		var rows [][]any
		for _, y := range chain.Years {
			rows = append(rows, []any{y.Year, plainNumber(y.Made.Value), plainNumber(y.Repealed.Value), plainNumber(y.InForce.Value), plainNumber(y.Expected), plainNumber(y.Gap)})
		}
		if err := s.table(headings(data.Text{ZH: "年度|制发|废止|现行有效|按上年推算|相差", EN: "year|made|repealed|in force|expected|gap"}, s), rows); err != nil {
			return err
		}
		s.source(chain.Snapshot)
		return nil
	})
}
