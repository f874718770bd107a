package analytics

import (
	"fmt"
	"math"

	"gongkai/analytics/chance"
	"gongkai/data"
	"gongkai/data/form"
)

// Funnel says between which limits chance alone keeps a proportion of so many
// cases around the group's pooled one (Spiegelhalter 2005; see chance.Funnel).
type Funnel struct {
	Target float64 `json:"target"` // the pooled proportion, in the ratio's unit
	// Phi is the overdispersion, 1 where only chance is at work; Tau, in the
	// ratio's unit, is the variation between bodies that the limits allow for.
	Phi   float64       `json:"phi"`
	Tau   float64       `json:"tau"`
	Text  data.Text     `json:"text"`
	Curve []FunnelPoint `json:"curve"` // by n, ascending
}

// FunnelPoint holds the limits of a number of cases, in the ratio's unit.
type FunnelPoint struct {
	N      int64   `json:"n"`
	Low95  float64 `json:"low95"`
	High95 float64 `json:"high95"`
	Low99  float64 `json:"low998"` // of 99.8 %
	High99 float64 `json:"high998"`
}

// curvePoints is about how many points draw a funnel.
const curvePoints = 60

// doubt adds to the ranks how far chance may have moved them.
func (p *Peers) doubt(m measure) {
	var ranked []int // indices
	var group []chance.Cases
	var counts []float64
	for i, e := range p.Members {
		if e.Rank == 0 {
			continue
		}
		switch {
		case m.ratio != nil:
			c, ok := cases(m.ratio.Ratio, e.Rate.K, e.Rate.N)
			if !ok || m.ratio.Kind != form.Proportion {
				continue
			}
			group = append(group, c)
		case !e.Value.IsCount() || e.Value.IsNegative() || m.Money():
			continue
		default:
			counts = append(counts, float64(e.Value.IntPart()))
		}
		ranked = append(ranked, i)
	}
	ranks := chance.CountRanks(counts)
	if m.ratio != nil {
		ranks = chance.RatioRanks(group)
	}
	for k, i := range ranked {
		e := &p.Members[i]
		e.RankLow, e.RankHigh = ranks[k].Low, ranks[k].High
		if p.Better == "lower" {
			e.RankLow, e.RankHigh = len(ranks)+1-ranks[k].High, len(ranks)+1-ranks[k].Low
		}
		e.RankLow, e.RankHigh = min(e.RankLow, e.Rank), max(e.RankHigh, e.Rank)
	}
}

// funnel adds the limits of chance to a proportion's answer.
func (p *Peers) funnel(m measure) {
	if m.ratio == nil || m.ratio.Kind != form.Proportion {
		return
	}
	var group []chance.Cases
	most := 0.0
	for _, e := range p.Members {
		if c, ok := cases(m.ratio.Ratio, e.Rate.K, e.Rate.N); ok {
			group, most = append(group, c), max(most, c.N)
		}
	}
	f, ok := chance.NewFunnel(group)
	if !ok {
		return
	}
	scale := float64(m.ratio.Scale)
	for i := range p.Members {
		if c, ok := cases(m.ratio.Ratio, p.Members[i].Rate.K, p.Members[i].Rate.N); ok {
			p.Members[i].Outside = f.Outside(c)
		}
	}
	out := &Funnel{Target: f.Target * scale, Phi: f.Phi, Tau: f.Tau * scale}
	out.Text = data.Text{ZH: fmt.Sprintf("合并比率 %.1f%s，离散度 φ=%.2f，差异未超出偶然", out.Target, m.Unit, f.Phi),
		EN: fmt.Sprintf("pooled %.1f%s, dispersion φ=%.2f: no more than chance", out.Target, m.Unit, f.Phi)}
	if f.Tau > 0 {
		out.Text = data.Text{ZH: fmt.Sprintf("合并比率 %.1f%s，离散度 φ=%.2f，机关之间本有差异（标准差 %.1f），界限已相应放宽", out.Target, m.Unit, f.Phi, out.Tau),
			EN: fmt.Sprintf("pooled %.1f%s, dispersion φ=%.2f: bodies differ by more than chance (standard deviation %.1f); the limits allow for it", out.Target, m.Unit, f.Phi, out.Tau)}
	}
	step := math.Pow(max(2, most*1.1), 1.0/curvePoints)
	last := int64(0)
	for x := 1.0; last < int64(most*1.1); x *= step {
		n := max(last+1, int64(math.Round(x)))
		in, wide := f.Limits(float64(n), chance.Tails[0]), f.Limits(float64(n), chance.Tails[1])
		out.Curve = append(out.Curve, FunnelPoint{n, in.Low * scale, in.High * scale, wide.Low * scale, wide.High * scale})
		last = n
	}
	p.Funnel = out
}
