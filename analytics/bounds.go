package analytics

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"gongkai/data"
	"gongkai/data/form"
)

const level = 0.95

// bounds bounds a ratio k/n, in its unit; false without cases, or where k is no
// number of cases or, of a proportion, no part of n.
func bounds(r *form.Ratio, k, n data.Number) (low, high float64, ok bool) {
	if !n.IsPositive() || !n.IsCount() || !k.IsCount() || k.IsNegative() || r.Kind == form.Proportion && k.GreaterThan(n.Decimal) {
		return 0, 0, false
	}
	cases, of, scale := float64(k.IntPart()), float64(n.IntPart()), float64(r.Scale)
	if r.Kind == form.Rate {
		low, high = poisson(cases)
		return low / of * scale, high / of * scale, true
	}
	low, high = wilson(cases, of)
	return low * scale, high * scale, true
}

// wilson is the score interval of a proportion (Wilson 1927), without
// correction for continuity.
func wilson(k, n float64) (low, high float64) {
	z := distuv.UnitNormal.Quantile(1 - (1-level)/2)
	p := k / n
	middle := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (middle-half)/(1+z*z/n)), min(1, (middle+half)/(1+z*z/n))
}

// poisson is the exact interval of a count (Garwood 1936).
func poisson(k float64) (low, high float64) {
	if k > 0 {
		low = distuv.ChiSquared{K: 2 * k}.Quantile((1-level)/2) / 2
	}
	return low, distuv.ChiSquared{K: 2*k + 2}.Quantile(1-(1-level)/2) / 2
}
