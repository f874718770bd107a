// Package chance says how far chance alone may have moved a number: intervals
// of ratios and counts, limits of a funnel, intervals of ranks, and how
// surprising a new number is. Numbers are those of cases, 0 and up.
package chance

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Level is the coverage of intervals.
const Level = 0.95

// Interval is a range of values, both ends included.
type Interval struct{ Low, High float64 }

// Wilson is the score interval of a proportion of k in n (Wilson 1927), without
// correction for continuity. n must be above 0 and k within it.
func Wilson(k, n float64) Interval {
	z := distuv.UnitNormal.Quantile(1 - (1-Level)/2)
	p := k / n
	middle := p + z*z/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	i := Interval{(middle - half) / (1 + z*z/n), (middle + half) / (1 + z*z/n)}
	if k == 0 { // exactly so, whatever the rounding
		i.Low = 0
	}
	if k == n {
		i.High = 1
	}
	return i
}

// Poisson is the exact interval of a count's expectation (Garwood 1936).
func Poisson(k float64) Interval {
	i := Interval{High: distuv.ChiSquared{K: 2*k + 2}.Quantile(1-(1-Level)/2) / 2}
	if k > 0 {
		i.Low = distuv.ChiSquared{K: 2 * k}.Quantile((1-Level)/2) / 2
	}
	return i
}
