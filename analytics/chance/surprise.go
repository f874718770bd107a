package chance

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// leastHistory is how many earlier years tell what a next one may be.
const leastHistory = 2

// CountSurprise is how surprising a count is after those of earlier years:
// -log10 of the two-sided predictive probability, with the sign of the change.
// 2 means one in a hundred. Years are taken for gamma-Poisson around one
// expectation, so that their number is negative binomial with the variance that
// they show, at least that of chance, and more where few years tell the
// expectation; probabilities are mid-probabilities. ok is false with fewer than
// two earlier years.
func CountSurprise(history []float64, now float64) (score float64, ok bool) {
	if len(history) < leastHistory {
		return 0, false
	}
	mean, variance := moments(history)
	mean = max(mean, 0.5) // a history of zeros does not make a first case impossible
	variance = max(variance, mean) * (1 + 1/float64(len(history)))
	size := mean * mean / (variance - mean)
	cdf := func(k float64) float64 { // of the negative binomial
		if k < 0 {
			return 0
		}
		return mathext.RegIncBeta(size, k+1, size/(size+mean))
	}
	below := (cdf(now-1) + cdf(now)) / 2
	if now > 1e6 { // the beta function loses its digits
		below = distuv.UnitNormal.CDF((now - mean) / math.Sqrt(variance))
	}
	return signed(below), true
}

// RatioSurprise is the same for a ratio, after k of n in earlier years: the
// difference to their pooled ratio, in standard errors widened by how much the
// years differ beyond chance. Years without cases tell nothing.
func RatioSurprise(history []Cases, now Cases) (score float64, ok bool) {
	var k, n float64
	years := 0.0
	for _, c := range history {
		if c.N > 0 {
			k, n, years = k+c.K, n+c.N, years+1
		}
	}
	if years < leastHistory || now.N <= 0 {
		return 0, false
	}
	p := (k + 0.5) / (n + 1) // never quite 0 or 1
	phi := 0.0
	for _, c := range history {
		if c.N > 0 {
			d := c.K/c.N - p
			phi += d * d * c.N / (p * (1 - p)) / (years - 1)
		}
	}
	se := math.Sqrt(max(1, phi) * p * (1 - p) * (1/now.N + 1/n))
	return signed(distuv.UnitNormal.CDF((now.K/now.N - p) / se)), true
}

// mostSurprise bounds a score: beyond it the models mean nothing.
const mostSurprise = 9

// signed turns the probability of less into a score.
func signed(below float64) float64 {
	tail, sign := below, -1.0
	if below > 0.5 {
		tail, sign = 1-below, 1
	}
	score := min(mostSurprise, -math.Log10(max(2*tail, 1e-300)))
	return sign * max(0, score)
}
