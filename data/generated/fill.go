package generated

import (
	"math"
)

// applicants shares applications out over the columns natural to org.other.
var applicants = []float64{0.87, 0.08, 0.003, 0.007, 0.03, 0.01}

// fill2019 fills the tables of 2019 and later.
func (a *author) fill2019(f *filled, year int) {
	k := a.kind
	a.documents(f, year)
	f.set("t2.art20_5/licence/decisions", a.count(k.licences, year))
	f.set("t2.art20_5/service_other/decisions", a.count(k.licences/20, year))
	f.set("t2.art20_6/penalty/decisions", a.count(k.penalties, year))
	f.set("t2.art20_6/coercion/decisions", a.count(k.coercions, year))
	f.set("t2.art20_8/fee/amount", a.count(k.permits*100, year))
	a.items(f, "t2.art20_5/licence", k.licences/40, year)
	a.items(f, "t2.art20_6/penalty", k.penalties/10, year)
	f.set("t2.art20_9/procurement/projects", a.count(k.documents, year))
	f.set("t2.art20_9/procurement/amount", a.count(k.documents*40_000, year))
	a.applications(f, year)
	a.disputes(f)
}

// items fills the number of items that a body decides about, and its change,
// which makes the next year's number.
func (a *author) items(f *filled, row string, mean float64, year int) {
	before := a.stock(row, func() int64 { return a.count(mean, year) })
	change := max(-before, poisson(a.r, 0.5)-poisson(a.r, 0.5))
	if before == 0 {
		change = 0
	}
	f.set(row+"/items_prev", before)
	f.set(row+"/items_change", change)
	a.stocks[row] = before + change
}

// documents fills the rules and normative documents: what is in force follows
// from the year before, from what was made and what was repealed.
func (a *author) documents(f *filled, year int) {
	if a.level == "province" && a.organ == "" {
		a.document(f, "rules", 90+poisson(a.r, 4), poisson(a.r, 3), poisson(a.r, 3))
	}
	a.document(f, "normative", a.count(a.kind.documents, year), poisson(a.r, a.kind.documents*a.size/6), poisson(a.r, a.kind.documents*a.size/8))
}

func (a *author) document(f *filled, row string, begin, made, repealed int64) {
	start := func() int64 { return begin }
	force, public := a.stock(row, start), a.stock(row+" public", start)
	repealed = min(repealed, force)
	f.set("t2.art20_1/"+row+"/made", made)
	f.set("t2.art20_1/"+row+"/published", made)
	f.set("t2.art20_1/"+row+"/repealed", repealed)
	f.set("t2.art20_1/"+row+"/in_force", force+made-repealed)
	f.set("t2.art20_1/"+row+"/public_total", public+made)
	a.stocks[row], a.stocks[row+" public"] = force+made-repealed, public+made
}

// applications fills table three. What one year carries out the next carries
// in. Columns and rows add up.
func (a *author) applications(f *filled, year int) {
	var received, results [6]int64
	spread(a.r, a.count(a.kind.applications, year), applicants, received[:])
	row := func(code string) []int64 {
		at := f.of["t3/"+code+"/natural"]
		return f.values[at : at+7 : at+7]
	}
	in, concluded, out := row("carried_in"), row("concluded"), row("carried_out")
	copy(row("received"), received[:])
	copy(in, a.carried[:])
	ends := make([]int64, len(f.outcomes))
	for c := range results {
		all := received[c] + a.carried[c]
		a.carried[c] = 0
		for range min(all, 100) {
			if a.r.Float64() < 0.04 {
				a.carried[c] += max(1, all/100)
			}
		}
		out[c], concluded[c] = a.carried[c], all-a.carried[c]
		clear(ends)
		spread(a.r, concluded[c], f.chances, ends)
		for i, o := range f.outcomes {
			f.values[o.row+c] = ends[i]
		}
	}
	total := func(v []int64) { v[6] = v[0] + v[1] + v[2] + v[3] + v[4] + v[5] }
	for _, code := range []string{"received", "carried_in", "concluded", "carried_out"} {
		total(row(code))
	}
	for _, o := range f.outcomes {
		total(f.values[o.row : o.row+7 : o.row+7])
	}
}

// disputes fills table four: few of the applications end in one, and what is
// pending is there again the year after.
func (a *author) disputes(f *filled) {
	concluded := float64(f.get("t3/concluded/total"))
	if a.pending == nil {
		a.pending = map[string]int64{}
	}
	for _, way := range []struct {
		code  string
		share float64
	}{{"review", 0.05}, {"lit_direct", 0.015}, {"lit_after", 0.01}} {
		at := f.of["t4/cases/"+way.code+".upheld"]
		ends := f.values[at : at+5]
		n := max(min(poisson(a.r, concluded*way.share), int64(concluded)), a.pending[way.code]) // those of the year before among them
		spread(a.r, n, []float64{0.6, 0.12, 0.2, 0.08}, ends[:4])
		a.pending[way.code] = ends[3]
		ends[4] = ends[0] + ends[1] + ends[2] + ends[3]
	}
}

// fill2014 fills the table of 2014 to 2018.
func (a *author) fill2014(f *filled, year int) {
	set := func(row string, n int64) { f.set("s/"+row+"/value", n) }
	parts := func(sum string, chances []float64, n int64, rows ...string) {
		ends := make([]int64, len(chances))
		spread(a.r, n, chances, ends)
		set(sum, n)
		for i, row := range rows {
			set(row, ends[i])
		}
	}
	pages := a.count(400+20*a.kind.documents, year)
	set("1.1", pages)
	made := poisson(a.r, a.kind.documents*a.size/3)
	set("1.1.a", made)
	set("1.1.b", made)
	set("1.2.2", pages)
	set("1.2.4", pages/4)
	set("1.2.5", pages/10)
	set("2.1", poisson(a.r, a.size))
	set("2.2.3", poisson(a.r, a.size*2))
	received := a.count(a.kind.applications, year)
	parts("3.1", []float64{0.35, 0.01, 0.5, 0.14}, received, "3.1.1", "3.1.2", "3.1.3", "3.1.4")
	parts("3.2", []float64{0.97, 0.03}, received, "3.2.1", "3.2.2")
	parts("3.3", []float64{0.2, 0.35, 0.04, 0.05, 0.15, 0.14, 0.03, 0.04}, received, "3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.5", "3.3.6", "3.3.7", "3.3.8")
	parts("3.3.4", []float64{0.05, 0.1, 0.25, 0.05, 0.3, 0.25}, f.get("s/3.3.4/value"), "3.3.4.a", "3.3.4.b", "3.3.4.c", "3.3.4.d", "3.3.4.e", "3.3.4.f")
	parts("4", []float64{0.6, 0.15, 0.25}, poisson(a.r, float64(received)*0.04), "4.1", "4.2", "4.3")
	parts("5", []float64{0.7, 0.1, 0.2}, poisson(a.r, float64(received)*0.02), "5.1", "5.2", "5.3")
	set("8.1", 1)
	set("8.2", 1+poisson(a.r, a.size))
	parts("8.3", []float64{0.2, 0.8}, 1+poisson(a.r, 2*a.size), "8.3.1", "8.3.2")
	set("9.1", 1+poisson(a.r, 1))
	set("9.2", poisson(a.r, 1))
	set("9.3", poisson(a.r, 10*a.size))
}

// fillProse fills what reports before 2014 say in sentences.
func (a *author) fillProse(f *filled, year int) {
	set := func(row string, n int64) { f.set("x/"+row+"/value", n) }
	set("proactive", a.count(300, year))
	received := a.count(a.kind.applications/2, year)
	ends := make([]int64, 3)
	spread(a.r, received, []float64{0.85, 0.05, 0.1}, ends)
	set("received", received)
	set("granted", ends[0])
	set("partial", ends[1])
	set("refused", ends[2])
	set("review", poisson(a.r, float64(received)*0.04))
}

// count draws a figure of a year around the mean of the author's kind, its
// size and its growth.
func (a *author) count(mean float64, year int) int64 {
	if mean == 0 {
		return 0
	}
	return poisson(a.r, mean*a.size*math.Exp(a.growth*float64(year-2020)+0.2*a.r.NormFloat64()))
}
