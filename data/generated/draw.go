package generated

import (
	"math"
	"math/rand/v2"
)

// poisson draws a count with a mean: by multiplying uniform numbers (Knuth,
// The Art of Computer Programming 2, 3.4.1) up to a mean of 30, above it by
// the normal distribution, which is close enough there.
func poisson(r *rand.Rand, mean float64) int64 {
	if mean > 30 {
		return max(0, int64(math.Round(mean+math.Sqrt(mean)*r.NormFloat64())))
	}
	n, limit := int64(0), math.Exp(-mean)
	for p := r.Float64(); p > limit; p *= r.Float64() {
		n++
	}
	return n
}

// spread shares n cases out over classes whose chances add up to 1 and adds
// them to out: case by case where they are few, by the expected shares where
// they are many. The first class takes the rest, so that the parts add up to n.
func spread(r *rand.Rand, n int64, chances []float64, out []int64) {
	if n > 200 {
		whole := n
		for i, c := range chances {
			part := int64(float64(whole) * c * (0.8 + 0.2*r.Float64()))
			out[i] += part
			n -= part
		}
		out[0] += n
		return
	}
	for ; n > 0; n-- {
		x, i := r.Float64(), 0
		for x -= chances[0]; x > 0 && i < len(chances)-1; x -= chances[i] {
			i++
		}
		out[i]++
	}
}
