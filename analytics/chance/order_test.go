package chance

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is drawn comes out in order, also where all is equal, or far apart.
func TestOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 70 {
		o := newOrder(n)
		for _, draw := range []func() float64{random.NormFloat64, func() float64 { return 3 }, func() float64 { return math.Exp(30 * random.NormFloat64()) }, func() float64 { return float64(random.IntN(3)) }} {
			for i := range o.drawn {
				o.drawn[i] = drawn{draw(), int32(i)}
			}
			want := slices.SortedStableFunc(slices.Values(o.drawn), func(x, y drawn) int { return cmp.Compare(x.value, y.value) })
			if got := o.sort(); !slices.Equal(got, want) {
				t.Fatalf("%d: %v, want %v", n, got, want)
			}
		}
	}
}

func TestKeep(t *testing.T) {
	least := []int32{9, 9, 9}
	for _, x := range []int32{5, 7, 8, 1, 6, 5, 9} {
		keep(least, x)
	}
	if !slices.Equal(least, []int32{1, 5, 5}) {
		t.Error(least)
	}
}

func BenchmarkCountRanks(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{20, 100, 500, 3000} {
		counts := make([]float64, n)
		for i := range counts {
			counts[i] = math.Floor(math.Exp(2 * random.NormFloat64()))
		}
		b.Run(map[int]string{20: "county", 100: "province", 500: "nearest", 3000: "townships"}[n], func(b *testing.B) {
			for b.Loop() {
				CountRanks(counts)
			}
		})
	}
}
