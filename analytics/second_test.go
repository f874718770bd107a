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
		if random.IntN(2) == 0 {
			view := analytics.View(any([]string{"absolute", "change", "since", "index"}))
			r.trend(t, a, code, body, from, to, view, base)
		} else {
			r.peers(t, a, code, body, from, analytics.Rule(any([]string{"prefecture", "province", "level"})))
		}
	}
	t.Logf("%d questions, %d bodies, %d reports", n, len(r.bodies), len(r.reports))
}

// The same over a made-up prefecture of 600 bodies and eight years, with its
// heavy tails, holes and broken sums. GONGKAI_QUESTIONS sets how many.
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
	questions(t, storetest.Snapshot(t, slices.Collect(generated.Reports(generated.District, 1, c, g))...), n)
}
