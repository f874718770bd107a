package analytics

import (
	"gongkai/analytics/chance"
	"gongkai/data"
	"gongkai/data/form"
)

// bounds bounds a ratio k/n, in its unit; false without cases, or where k is no
// number of cases or, of a proportion, no part of n.
func bounds(r *form.Ratio, k, n data.Number) (low, high float64, ok bool) {
	c, ok := cases(r, k, n)
	if !ok {
		return 0, 0, false
	}
	scale := float64(r.Scale)
	if r.Kind == form.Rate {
		i := chance.Poisson(c.K)
		return i.Low / c.N * scale, i.High / c.N * scale, true
	}
	i := chance.Wilson(c.K, c.N)
	return i.Low * scale, i.High * scale, true
}

// cases are k and n as chance takes them.
func cases(r *form.Ratio, k, n data.Number) (c chance.Cases, ok bool) {
	if !n.IsPositive() || !n.IsCount() || !k.IsCount() || k.IsNegative() || r.Kind == form.Proportion && k.GreaterThan(n.Decimal) {
		return c, false
	}
	return chance.Cases{K: float64(k.IntPart()), N: float64(n.IntPart())}, true
}
