package chance

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Cases are k of n.
type Cases struct{ K, N float64 }

// Tails are the two-sided levels of a funnel's limits: 95 % and 99.8 %.
var Tails = [2]float64{0.05, 0.002}

// Funnel is a control chart of proportions against their number of cases, as of
// Spiegelhalter, "Funnel plots for comparing institutional performance",
// Statistics in Medicine 24 (2005) 1185-1202.
type Funnel struct {
	Target float64 // the pooled proportion
	// Phi is the overdispersion: the mean square of the standardised Pearson
	// residuals, winsorised at a tenth on either side (equation 8). 1 is what
	// chance alone would give.
	Phi float64
	// Tau is the standard deviation between bodies, beyond chance, that the
	// limits allow for (the additive model, by the moments of DerSimonian and
	// Laird as in the paper's section 3.2); 0 where Phi is not clearly above 1.
	Tau float64
}

// winsorised is the share of residuals that are drawn in on either side.
const winsorised = 0.1

// NewFunnel finds the target and the overdispersion of a group; ok is false
// where there are fewer than two bodies with cases, or all or none succeed.
func NewFunnel(group []Cases) (f Funnel, ok bool) {
	group = slices.DeleteFunc(slices.Clone(group), func(c Cases) bool { return c.N <= 0 })
	var k, n float64
	for _, c := range group {
		k, n = k+c.K, n+c.N
	}
	if len(group) < 2 || k <= 0 || k >= n {
		return f, false
	}
	f.Target = k / n
	bodies := float64(len(group))
	var z, weights []float64
	for _, c := range group {
		s := f.Target * (1 - f.Target) / c.N
		z = append(z, (c.K/c.N-f.Target)/math.Sqrt(s))
		weights = append(weights, 1/s)
	}
	slices.Sort(z)
	cut := int(winsorised * bodies)
	for i := range z {
		v := min(max(z[i], z[cut]), z[len(z)-1-cut])
		f.Phi += v * v / bodies
	}
	if f.Phi > 1+2*math.Sqrt(2/bodies) { // clearly above 1 (section 3.1)
		var sum, squares float64
		for _, w := range weights {
			sum, squares = sum+w, squares+w*w
		}
		f.Tau = math.Sqrt(max(0, (bodies*f.Phi-(bodies-1))/(sum-squares/sum)))
	}
	return f, true
}

// Limits are the bounds of a proportion of n cases within which chance keeps it
// but for a share of tail: of the binomial distribution, interpolated between
// counts so that they do not jump from one n to the next (as in appendix A.1.1,
// but between mid-probabilities: bounds of whole probabilities give alarm twice
// too seldom or too often where n is small); or normal with the variation
// between bodies where there is some.
func (f Funnel) Limits(n, tail float64) Interval {
	if f.Tau > 0 {
		z := distuv.UnitNormal.Quantile(1 - tail/2)
		half := z * math.Sqrt(f.Target*(1-f.Target)/n+f.Tau*f.Tau)
		return Interval{max(0, f.Target-half), min(1, f.Target+half)}
	}
	b := distuv.Binomial{N: n, P: f.Target}
	return Interval{max(0, quantile(b, tail/2)/n), min(1, quantile(b, 1-tail/2)/n)}
}

// quantile is the count at which the mid-distribution of a binomial, the
// probability of fewer and half that of as many, reaches p.
func quantile(b distuv.Binomial, p float64) float64 {
	mid := func(r float64) float64 { return (b.CDF(r) + b.CDF(r-1)) / 2 }
	mean, sd := b.N*b.P, math.Sqrt(b.N*b.P*(1-b.P))
	r := math.Floor(min(b.N, max(0, mean+distuv.UnitNormal.Quantile(p)*sd)))
	for r >= 0 && mid(r) > p {
		r--
	}
	for r < b.N && mid(r+1) <= p {
		r++
	}
	if r < 0 || r >= b.N { // p lies beyond what any count can reach
		return r
	}
	return r + (p-mid(r))/(mid(r+1)-mid(r))
}

// Outside says how far a proportion lies beyond the limits: 0 within both, 1
// beyond those of 95 %, 2 beyond those of 99.8 %; negative below them.
func (f Funnel) Outside(c Cases) int {
	out := 0
	for i, tail := range Tails {
		switch limits := f.Limits(c.N, tail); {
		case c.K/c.N > limits.High:
			out = i + 1
		case c.K/c.N < limits.Low:
			out = -(i + 1)
		}
	}
	return out
}
