package chance

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// Newcombe, "Two-sided confidence intervals for the single proportion",
// Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score).
func TestWilson(t *testing.T) {
	for c, want := range map[Cases]string{{81, 263}: "0.2553 0.3662", {15, 148}: "0.0624 0.1605", {0, 20}: "0.0000 0.1611", {1, 29}: "0.0061 0.1718", {20, 20}: "0.8389 1.0000"} {
		i := Wilson(c.K, c.N)
		if got := fmt.Sprintf("%.4f %.4f", i.Low, i.High); got != want {
			t.Errorf("%v: %s, want %s", c, got, want)
		}
	}
}

// Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936)
// 437-442, as tabulated to three digits in texts on vital statistics.
func TestPoisson(t *testing.T) {
	for k, want := range map[float64]string{0: "0.000 3.689", 1: "0.025 5.572", 2: "0.242 7.225", 5: "1.623 11.668", 10: "4.795 18.390", 100: "81.364 121.627"} {
		i := Poisson(k)
		if got := fmt.Sprintf("%.3f %.3f", i.Low, i.High); got != want {
			t.Errorf("%v: %s, want %s", k, got, want)
		}
	}
}

func TestFunnel(t *testing.T) {
	if _, ok := NewFunnel([]Cases{{1, 2}}); ok {
		t.Error("one body is no group")
	}
	if _, ok := NewFunnel([]Cases{{0, 20}, {0, 30}, {0, 0}}); ok {
		t.Error("nothing to compare")
	}
	// a group that chance alone explains, and one that differs
	even := []Cases{{10, 20}, {24, 50}, {52, 100}, {5, 10}, {26, 50}, {49, 100}}
	f, ok := NewFunnel(even)
	if !ok || f.Tau != 0 || f.Phi > 0.5 || math.Abs(f.Target-166.0/330) > 1e-12 {
		t.Errorf("%+v", f)
	}
	apart, ok := NewFunnel([]Cases{{10, 100}, {90, 100}, {20, 100}, {80, 100}, {50, 100}, {55, 100}})
	if !ok || apart.Phi < 10 || apart.Tau < 0.2 || apart.Outside(Cases{90, 100}) != 0 {
		t.Errorf("%+v", apart)
	}
	// at p = 1/2 and n = 10 the mid-distribution is 6/1024 at 1 and 33.5/1024 at
	// 2, so that it reaches 0.025 at 1 + (25.6-6)/27.5
	if got := f10().Limits(10, 0.05).Low * 10; math.Abs(got-(1+(25.6-6)/27.5)) > 1e-9 {
		t.Error(got)
	}
	for k, want := range map[float64]int{5: 0, 1: -1, 0: -2, 9: 1, 10: 2} {
		if got := f10().Outside(Cases{k, 10}); got != want {
			t.Errorf("%v of 10: %d, want %d", k, got, want)
		}
	}
	before := math.Inf(1)
	for n := 1.0; n <= 3000; n = n*1.2 + 1 {
		n = math.Floor(n)
		in, wide := f.Limits(n, Tails[0]), f.Limits(n, Tails[1])
		if in.Low < wide.Low || in.High > wide.High || in.Low > f.Target || in.High < f.Target || wide.High-wide.Low > before+0.02 {
			t.Errorf("n=%v: %v in %v", n, in, wide)
		}
		before = wide.High - wide.Low
	}
}

func f10() Funnel { return Funnel{Target: 0.5, Phi: 1} }

// group draws a group of realistic sizes: 5 to 60 bodies, log-normal numbers of
// cases from 1 to some thousands, true ratios from a beta distribution.
func group(random *rand.Rand) (cases []Cases, truth []float64) {
	size := 5 + random.IntN(56)
	middle, weight := 0.05+0.9*random.Float64(), math.Exp(1+3.5*random.Float64())
	prior := distuv.Beta{Alpha: middle * weight, Beta: (1 - middle) * weight, Src: random}
	for range size {
		p := prior.Rand()
		n := math.Floor(min(5000, math.Exp(3.5+1.3*random.NormFloat64()))) + 1
		cases = append(cases, Cases{distuv.Binomial{N: n, P: p, Src: random}.Rand(), n})
		truth = append(truth, p)
	}
	return cases, truth
}

func trueRank(truth []float64, i int) int {
	rank := 1
	for _, v := range truth {
		if v > truth[i] {
			rank++
		}
	}
	return rank
}

// held counts how often intervals held the truth, of all bodies and of those
// that are truly first or last.
type held struct{ in, of, inEnds, ofEnds, width float64 }

func (h *held) add(ranks []Ranks, truth []float64) {
	for i, r := range ranks {
		rank := trueRank(truth, i)
		in := 0.0
		if r.Low <= rank && rank <= r.High {
			in = 1
		}
		h.in, h.of, h.width = h.in+in, h.of+1, h.width+float64(r.High-r.Low+1)/float64(len(ranks))
		if rank == 1 || rank == len(ranks) {
			h.inEnds, h.ofEnds = h.inEnds+in, h.ofEnds+1
		}
	}
}

func (h *held) check(t *testing.T, what string) {
	t.Helper()
	share := h.in / h.of
	t.Logf("%s: the true rank lies in %.2f %% of intervals (%.2f %% of the truly first and last), which span %.0f %% of the ranks", what, 100*share, 100*h.inEnds/h.ofEnds, 100*h.width/h.of)
	if share < 0.94 || share > 0.98 {
		t.Errorf("%s: %.4f", what, share)
	}
}

func groups(t *testing.T) int {
	if testing.Short() {
		return 1000
	}
	return 10_000
}

func TestRankCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var ratios, counts held
	for range groups(t) {
		cases, truth := group(random)
		ratios.add(ratioRanks(cases, 400), truth)
		// counts: gamma rates with heavy tails
		shape := 0.3 + 2*random.Float64()
		prior := distuv.Gamma{Alpha: shape, Beta: shape / math.Exp(1+4*random.Float64()), Src: random}
		var k, rates []float64
		for range cases {
			rate := prior.Rand()
			rates = append(rates, rate)
			k = append(k, distuv.Poisson{Lambda: max(rate, 1e-9), Src: random}.Rand())
		}
		counts.add(countRanks(k, 400), rates)
	}
	ratios.check(t, "ratios")
	counts.check(t, "counts")
}

func TestIntervalCoverage(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	in, of := 0.0, 0.0
	for range groups(t) {
		cases, truth := group(random)
		for i, c := range cases {
			w := Wilson(c.K, c.N)
			if of++; w.Low <= truth[i] && truth[i] <= w.High {
				in++
			}
		}
	}
	t.Logf("Wilson: %.2f %% of %.0f", 100*in/of, of)
	if share := in / of; share < 0.94 || share > 0.98 {
		t.Error(share)
	}
}

// Where only chance is at work the limits give alarm at the rates they state.
func TestFalseAlarms(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	alarms, of := [2]float64{}, 0.0
	for range groups(t) / 4 {
		cases, _ := group(random)
		p := 0.1 + 0.8*random.Float64()
		for i := range cases {
			cases[i].K = distuv.Binomial{N: cases[i].N, P: p, Src: random}.Rand()
		}
		f := Funnel{Target: p, Phi: 1}
		for _, c := range cases {
			of++
			switch f.Outside(c) {
			case 1, -1:
				alarms[0]++
			case 2, -2:
				alarms[0]++
				alarms[1]++
			}
		}
	}
	t.Logf("alarms: %.2f %% at 95 %%, %.3f %% at 99.8 %%", 100*alarms[0]/of, 100*alarms[1]/of)
	if a := alarms[0] / of; a < 0.04 || a > 0.06 {
		t.Errorf("95 %%: %.4f", a)
	}
	if a := alarms[1] / of; a < 0.001 || a > 0.003 {
		t.Errorf("99.8 %%: %.5f", a)
	}
}

func TestRanksAreStable(t *testing.T) {
	cases := []Cases{{90, 100}, {50, 100}, {10, 100}, {1, 2}}
	a, b := RatioRanks(cases), RatioRanks(cases)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error(a, b)
	}
	if a[0].High > 2 || a[2].Low < 3 || a[3].Low != 1 || a[3].High != 4 {
		t.Error(a)
	}
	if c := CountRanks([]float64{1000, 100, 0, 0}); c[0] != (Ranks{1, 1}) || c[1] != (Ranks{2, 2}) || c[2].Low != 3 || c[3].High != 4 {
		t.Error(c)
	}
	if RatioRanks(nil) == nil || len(CountRanks(nil)) != 0 {
		t.Error("an empty group")
	}
}
