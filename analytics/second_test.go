package analytics_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"gongkai/analytics"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// The answers agree with the second calculation, to the last digit, on random
// questions to the reports whose figures are known.
func TestSecondCalculation(t *testing.T) {
	questions(t, storetest.Snapshot(t, storetest.Shared(t)...), 1500)
}

func questions(t *testing.T, s *store.Snapshot, n int) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, r := analytics.New(s, c), newRecount(t, s, c)
	var codes []string
	for _, i := range c.Indicators {
		codes = append(codes, i.Code)
		if i.Applicant {
			codes = append(codes, i.Code+"@natural")
		}
	}
	for _, of := range c.Ratios {
		codes = append(codes, of.Code, of.Code, of.Code)
	}
	var ids []int
	for id := range r.bodies {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	random := rand.New(rand.NewPCG(2026, 4))
	any := func(list []string) string { return list[random.IntN(len(list))] }
	first, last := r.years[0], r.years[len(r.years)-1]
	for range n {
		code, body := any(codes), ids[random.IntN(len(ids))]
		from := first + random.IntN(last-first+1)
		to := from + random.IntN(last-from+1)
		base := from + random.IntN(to-from+1)
		rule := analytics.Rule(any([]string{"prefecture", "province", "level"}))
		switch random.IntN(3) {
		case 0:
			view := analytics.View(any([]string{"absolute", "change", "since", "index"}))
			r.trend(t, a, code, body, from, to, view, base)
		case 1:
			r.peers(t, a, code, body, from, rule)
		default:
			r.total(t, a, code, body, from, to, rule)
		}
	}
	t.Logf("%d questions, %d bodies, %d reports", n, len(r.bodies), len(r.reports))
}

// The same over a made-up prefecture of 600 bodies and eight years, with its
// heavy tails, holes and broken sums. GONGKAI_QUESTIONS sets how many, and
// GONGKAI_SCALE=province takes a province of 12,000 bodies and ten years: that is
// some minutes and gigabytes.
func TestSecondCalculationAtScale(t *testing.T) {
	if testing.Short() {
		t.Skip("a made-up prefecture takes half a minute to build")
	}
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	n := 500
	if v := os.Getenv("GONGKAI_QUESTIONS"); v != "" {
		if n, err = strconv.Atoi(v); err != nil {
			t.Fatal(err)
		}
	}
	scale := generated.District
	if os.Getenv("GONGKAI_SCALE") == "province" {
		scale = generated.Province
	}
	in := storetest.Input(t)
	in.Generated, in.Stream = true, store.Sequence(generated.Reports(scale, 1, c, g))
	dir := t.TempDir()
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	questions(t, storetest.Open(t, dir), n)
}
