package main

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/group"
)

// groupFlags choose peers.
type groupFlags struct {
	Rule    string   `help:"同类机关的范围：prefecture 同地级、province 同省、region 同地区、level 全国同级、nearest 规模最近、list 自选；缺省：本市同类满 30 个取本市，本省满 5 个取本省，否则全国"`
	Nearest int      `help:"规模最近的机关数" placeholder:"K"`
	By      string   `help:"比较规模的指标，或 residents" placeholder:"INDICATOR"`
	With    []string `help:"自选的机关" placeholder:"BODY"`
	Group   string   `help:"已保存的分组，见 gongkai groups" placeholder:"NAME"`
}

// group is the group that the flags ask for.
func (f groupFlags) group(ctx context.Context, a *analytics.Analytics, dir string) (analytics.Group, error) {
	g := analytics.Group{Rule: analytics.Rule(f.Rule), K: f.Nearest, By: f.By}
	if f.Nearest > 0 {
		g.Rule = analytics.Nearest
	}
	var err error
	if g.Bodies, err = bodies(ctx, a, f.With); err != nil {
		return g, err
	}
	if len(g.Bodies) > 0 {
		g.Rule = analytics.Own
	}
	if f.Group == "" {
		return g, nil
	}
	keys, err := group.Get(dir, f.Group)
	if err != nil {
		return g, err
	}
	return a.Saved(ctx, keys)
}

type askPeers struct {
	answerFlags
	groupFlags
	Indicator string `short:"i" required:"" help:"指标或比率的代码"`
	Body      string `short:"b" required:"" help:"机关的名称、区划代码或标识"`
	Year      int    `help:"年度，缺省为该机关最近的年度"`
	rowFlags
}

// rowFlags choose the rows of a long answer.
type rowFlags struct {
	Rows int    `help:"最多列出的机关数" default:"200"`
	Skip int    `help:"略过前面的机关数"`
	Sort string `help:"排序：缺省按名次，last 倒序，n 按件数，body 按区划代码"`
}

// more says how many rows an answer does not list.
func (s *surroundings) more(listed, of int) {
	if listed < of {
		s.say(data.Text{ZH: fmt.Sprintf("共 %d 个机关，此处列出 %d 个；其余见 --rows、--skip", of, listed), EN: fmt.Sprintf("%d of %d bodies listed; see --rows and --skip", listed, of)})
	}
}

// Run prints the members by rank, the spread, and who is left out.
func (c *askPeers) Run(s *surroundings) error {
	return answer(c.answerFlags, s, c.ask, s.peers)
}

func (c *askPeers) ask(ctx context.Context, a *analytics.Analytics) (*analytics.Peers, error) {
	own, err := a.FindBody(ctx, c.Body)
	if err != nil {
		return nil, err
	}
	g, err := c.group(ctx, a, c.Store)
	if err != nil {
		return nil, err
	}
	return a.Peers(ctx, analytics.PeersQuestion{Body: own.ID, Year: c.Year, Indicator: c.Indicator, Group: g, Rows: c.Rows, Skip: c.Skip, Order: analytics.Order(c.Sort)})
}

func (s *surroundings) peers(p *analytics.Peers) error {
	s.say(data.Text{
		ZH: fmt.Sprintf("%s %d年 %s（%s），范围：%s", p.Body.Name, p.Year, p.Indicator.NameZH, p.Unit, p.Rule.ZH),
		EN: fmt.Sprintf("%s %d %s (%s), group: %s", p.Body.Name, p.Year, p.Indicator.NameEN, p.Unit, p.Rule.EN)})
	var rows [][]any
	for _, m := range p.Members {
		rank, own := any(nil), ""
		if m.Rank > 0 {
			rank = m.Rank
		}
		if m.RankLow > 0 {
			rank = fmt.Sprintf("%d（%d–%d）", m.Rank, m.RankLow, m.RankHigh)
		}
		if m.Own {
			own = "←"
		}
		rows = append(rows, []any{rank, m.Body.Name, plainNumber(m.Value), casesOf(m.Rate), outside(m.Outside).In(s.lang), m.Status.Name().In(s.lang), own})
	}
	if err := s.table(headings(data.Text{ZH: "名次（区间）|机关|数值|件数与区间|漏斗图|状态|", EN: "rank (interval)|body|value|k/n and interval|funnel|status|"}, s), rows); err != nil {
		return err
	}
	s.more(len(p.Members), p.Of)
	if d := p.Spread; d.N > 0 {
		s.say(data.Text{ZH: fmt.Sprintf("%d 个机关：最小 %v，下四分位 %v，中位数 %v，上四分位 %v，最大 %v", d.N, d.Min, d.Q1, d.Median, d.Q3, d.Max),
			EN: fmt.Sprintf("%d bodies: minimum %v, first quartile %v, median %v, third quartile %v, maximum %v", d.N, d.Min, d.Q1, d.Median, d.Q3, d.Max)})
	}
	if f := p.Funnel; f != nil {
		s.say(f.Text)
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

// outside says where a ratio lies in the funnel.
func outside(o int) data.Text {
	switch o {
	case 1:
		return data.Text{ZH: "高于 95% 界限", EN: "above 95 %"}
	case 2:
		return data.Text{ZH: "高于 99.8% 界限", EN: "above 99.8 %"}
	case -1:
		return data.Text{ZH: "低于 95% 界限", EN: "below 95 %"}
	case -2:
		return data.Text{ZH: "低于 99.8% 界限", EN: "below 99.8 %"}
	}
	return data.Text{}
}

type askFunnel struct{ askPeers }

// Run prints the limits of chance by number of cases, and who lies outside.
func (c *askFunnel) Run(s *surroundings) error {
	return answer(c.answerFlags, s, c.ask, func(p *analytics.Peers) error {
		if p.Funnel == nil {
			return &data.Error{Code: "no_funnel", Place: c.Indicator,
				Reason: data.Text{ZH: "没有漏斗图：须为比例，且至少两个机关有件数", EN: "no funnel: it takes a proportion, and two bodies with cases"},
				Way:    data.Text{ZH: "请选用公开率等比例，或扩大范围", EN: "choose a proportion such as rate.disclosure, or a wider group"}}
		}
		var rows [][]any
		for i, l := range p.Funnel.Curve {
			if i%6 == 0 {
				rows = append(rows, []any{l.N, one(l.Low99), one(l.Low95), one(p.Funnel.Target), one(l.High95), one(l.High99)})
			}
		}
		if err := s.table(headings(data.Text{ZH: "件数|99.8% 下限|95% 下限|合并比率|95% 上限|99.8% 上限", EN: "n|low 99.8 %|low 95 %|pooled|high 95 %|high 99.8 %"}, s), rows); err != nil {
			return err
		}
		return s.peers(p)
	})
}

func headings(t data.Text, s *surroundings) []string { return strings.Split(t.In(s.lang), "|") }
