package main

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// groupFlags choose peers.
type groupFlags struct {
	Rule    string   `help:"同类机关的范围：prefecture 同地级、province 同省、region 同地区、level 全国同级、nearest 规模最近、list 自选" default:"province"`
	Nearest int      `help:"规模最近的机关数" placeholder:"K"`
	By      string   `help:"比较规模的指标，或 residents" placeholder:"INDICATOR"`
	With    []string `help:"自选的机关" placeholder:"BODY"`
}

func (f groupFlags) group(ctx context.Context, a *analytics.Analytics) (analytics.Group, error) {
	ids, err := bodies(ctx, a, f.With)
	return analytics.Group{Rule: analytics.Rule(f.Rule), K: f.Nearest, By: f.By, Bodies: ids}, err
}

type askPeers struct {
	answerFlags
	groupFlags
	Indicator string `short:"i" required:"" help:"指标或比率的代码"`
	Body      string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year      int    `help:"年度，缺省为该机关最近的年度"`
}

// Run prints the members by rank, the spread, and who is left out.
func (c *askPeers) Run(s *surroundings) error {
	return answer(c.answerFlags, s, func(ctx context.Context, a *analytics.Analytics) (*analytics.Peers, error) {
		own, err := a.FindBody(ctx, c.Body)
		if err != nil {
			return nil, err
		}
		g, err := c.group(ctx, a)
		if err != nil {
			return nil, err
		}
		return a.Peers(ctx, analytics.PeersQuestion{Body: own.ID, Year: c.Year, Indicator: c.Indicator, Group: g})
	}, func(p *analytics.Peers) error { return s.peers(p) })
}

func (s *surroundings) peers(p *analytics.Peers) error {
	s.say(data.Text{
		ZH: fmt.Sprintf("%s %d年 %s（%s），范围：%s", p.Body.Name, p.Year, p.Indicator.NameZH, p.Unit, p.Rule.ZH),
		EN: fmt.Sprintf("%s %d %s (%s), group: %s", p.Body.Name, p.Year, p.Indicator.NameEN, p.Unit, p.Rule.EN)})
	var rows [][]any
	for _, m := range p.Members {
		rank, own := any(m.Rank), ""
		if m.Rank == 0 {
			rank = nil
		}
		if m.Own {
			own = "←"
		}
		rows = append(rows, []any{rank, m.Body.Name, plainNumber(m.Value), casesOf(m.Rate), m.Status.Name().In(s.lang), own})
	}
	if err := s.table(headings(data.Text{ZH: "名次|机关|数值|件数与区间|状态|", EN: "rank|body|value|k/n and interval|status|"}, s), rows); err != nil {
		return err
	}
	if d := p.Spread; d.N > 0 {
		s.say(data.Text{ZH: fmt.Sprintf("%d 个机关：最小 %v，下四分位 %v，中位数 %v，上四分位 %v，最大 %v", d.N, d.Min, d.Q1, d.Median, d.Q3, d.Max),
			EN: fmt.Sprintf("%d bodies: minimum %v, first quartile %v, median %v, third quartile %v, maximum %v", d.N, d.Min, d.Q1, d.Median, d.Q3, d.Max)})
	}
	for _, n := range p.Notes {
		s.say(n)
	}
	for _, e := range p.Out {
		s.say(data.Text{ZH: "未比较 " + e.Body.Name + "：" + e.Why.ZH, EN: "not compared: " + e.Body.Name + ": " + e.Why.EN})
	}
	s.source(p.Snapshot)
	return nil
}

func headings(t data.Text, s *surroundings) []string { return strings.Split(t.In(s.lang), "|") }
