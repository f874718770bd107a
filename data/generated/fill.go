package generated

import (
	"math"
	"math/rand/v2"

	"gongkai/data/place"
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
	if f.has("t2.art20_6/penalty/items_prev") {
		a.goOn(f, "t2.art20_5/licence", k.licences/40)
		a.goOn(f, "t2.art20_6/penalty", k.penalties/10)
	}
	f.set("t2.art20_9/procurement/projects", a.count(k.documents, year))
	f.set("t2.art20_9/procurement/amount", a.count(k.documents*40_000, year))
	a.applications(f, year)
	a.disputes(f)
}

// goOn fills a row of items, which go on from the year before.
func (a *author) goOn(f *filled, row string, mean float64) {
	if a.items == nil {
		a.items = map[string]int64{}
	}
	n, known := a.items[row]
	if !known {
		n = poisson(a.r, mean*a.size)
	}
	change := max(-n, poisson(a.r, 0.05*float64(n))-poisson(a.r, 0.05*float64(n)))
	f.set(row+"/items_prev", n)
	f.set(row+"/items_change", change)
	a.items[row] = n + change
}

// documents fills the rules and normative documents: those in force are those
// of the year before, with those made and without those repealed. Rules of a
// province are drafted by its 司法厅.
func (a *author) documents(f *filled, year int) {
	if a.level == place.ProvinceLevel && a.organ == "司法厅" {
		a.rules.fill(a.r, f, "t2.art20_1/rules", 90, 3, 1)
	}
	mean := a.kind.documents * a.size
	a.left.documents.fill(a.r, f, "t2.art20_1/normative", mean, mean/6, mean/8)
}

// fill draws what is made and repealed in a year, of so many on average.
func (s *stock) fill(r *rand.Rand, f *filled, row string, stock, makes, repeals float64) {
	if !s.drawn {
		s.n, s.drawn = poisson(r, stock), true
	}
	made, repealed := poisson(r, makes), min(poisson(r, repeals), s.n)
	s.n += made - repealed
	f.set(row+"/made", made)
	f.set(row+"/published", made)
	f.set(row+"/repealed", repealed)
	f.set(row+"/in_force", s.n)
	f.set(row+"/public_total", s.n)
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

// disputes fills table four: few of the applications end in one. Cases that are
// pending come back in the next year.
func (a *author) disputes(f *filled) {
	concluded := float64(f.get("t3/concluded/total"))
	for i, way := range []struct {
		code  string
		share float64
	}{{"review", 0.05}, {"lit_direct", 0.015}, {"lit_after", 0.01}} {
		at := f.of["t4/cases/"+way.code+".upheld"]
		ends := f.values[at : at+5]
		spread(a.r, a.pending[i]+min(poisson(a.r, concluded*way.share), int64(concluded)), []float64{0.6, 0.12, 0.2, 0.08}, ends[:4])
		a.pending[i] = ends[3]
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
