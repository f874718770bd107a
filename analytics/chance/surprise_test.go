package chance

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

func TestSurprise(t *testing.T) {
	for _, tt := range []struct {
		history  []float64
		now      float64
		from, to float64
	}{
		{[]float64{100, 101, 99}, 100, -0.1, 0.1},
		{[]float64{100, 101, 99}, 200, 6, 9},
		{[]float64{100, 101, 99}, 50, -9, -3},
		{[]float64{0, 0, 0}, 0, -0.5, 0.5},
		{[]float64{0, 0, 0}, 1, 0.1, 1.3},
		{[]float64{0, 0, 0}, 40, 5, 9},
		{[]float64{50, 200, 90}, 200, 0.3, 1.5}, // a history that jumps surprises less
		{[]float64{1e7, 1.1e7}, 1.05e7, -0.1, 0.1},
	} {
		got, ok := CountSurprise(tt.history, tt.now)
		if !ok || got < tt.from || got > tt.to || math.IsNaN(got) {
			t.Errorf("%v then %v: %v", tt.history, tt.now, got)
		}
	}
	for _, tt := range []struct {
		history  []Cases
		now      Cases
		from, to float64
	}{
		{[]Cases{{50, 100}, {48, 100}}, Cases{50, 100}, -0.1, 0.3},
		{[]Cases{{50, 100}, {48, 100}}, Cases{90, 100}, 5, 9},
		{[]Cases{{50, 100}, {48, 100}}, Cases{2, 4}, -0.1, 0.1}, // few cases say little
		{[]Cases{{50, 100}, {48, 100}}, Cases{0, 4}, -2, -0.8},
		{[]Cases{{0, 100}, {0, 80}, {0, 0}}, Cases{5, 100}, 2, 9},
		{[]Cases{{90, 100}, {10, 100}}, Cases{90, 100}, 0, 0.6},
	} {
		got, ok := RatioSurprise(tt.history, tt.now)
		if !ok || got < tt.from || got > tt.to {
			t.Errorf("%v then %v: %v", tt.history, tt.now, got)
		}
	}
	if _, ok := CountSurprise([]float64{5}, 1); ok {
		t.Error("one year is no history")
	}
	if _, ok := RatioSurprise([]Cases{{1, 2}, {0, 0}}, Cases{1, 2}); ok {
		t.Error("one year with cases is no history")
	}
	if _, ok := RatioSurprise([]Cases{{1, 2}, {1, 2}}, Cases{0, 0}); ok {
		t.Error("no cases")
	}
}

// Where nothing changes, a score above 2 comes about once in a hundred.
func TestSurpriseRate(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	counts, ratios, of := 0.0, 0.0, 0.0
	for range 20_000 {
		d := distuv.Poisson{Lambda: math.Exp(5 * random.Float64()), Src: random}
		b := distuv.Binomial{N: 20 + float64(random.IntN(200)), P: 0.1 + 0.8*random.Float64(), Src: random}
		var h []float64
		var r []Cases
		for range 4 {
			h, r = append(h, d.Rand()), append(r, Cases{b.Rand(), b.N})
		}
		of++
		if s, _ := CountSurprise(h, d.Rand()); math.Abs(s) > 2 {
			counts++
		}
		if s, _ := RatioSurprise(r, Cases{b.Rand(), b.N}); math.Abs(s) > 2 {
			ratios++
		}
	}
	t.Logf("above 2: counts %.2f %%, ratios %.2f %%", 100*counts/of, 100*ratios/of)
	if counts/of > 0.02 || counts/of < 0.002 || ratios/of > 0.02 || ratios/of < 0.002 {
		t.Error(counts/of, ratios/of)
	}
}
