package audit

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"gongkai/data"
	"gongkai/data/place"
)

// Across checks reports against each other: those of a body over the years, a
// government's against those of its bodies, and all of a year for copies. Of
// several reports of a body and year the last is current, and the only one that
// counts. It returns the findings by index of the report; the reports are not
// changed, and their own findings tell which figures are under suspicion.
// Places tell where divisions were merged or split, and what lies in what; they
// may be nil.
func (a *Auditor) Across(reports []*data.Report, g *place.Gazetteer) [][]data.Finding {
	return a.check(reports, g, false)
}

// All makes the checks of Report and Across at once, which takes less than one
// after the other: it does not look at the findings that reports have.
func (a *Auditor) All(reports []*data.Report, g *place.Gazetteer) [][]data.Finding {
	return a.check(reports, g, true)
}

func (a *Auditor) check(reports []*data.Report, g *place.Gazetteer, alone bool) [][]data.Finding {
	out := make([][]data.Finding, len(reports))
	add := func(at int, f data.Finding) { out[at] = append(out[at], f) }
	divisions := byDivision(reports)
	changes := map[string][]place.Change{}
	if g != nil {
		changes = g.Changes()
	}
	hasLower := map[string]bool{}
	for _, d := range divisions {
		hasLower[parent(g, d[0].code)] = true
	}
	next := make(chan []*body)
	var mu sync.Mutex
	var governments []*government
	var candidates []candidate
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(divisions)) {
		workers.Go(func() {
			w := &worker{Auditor: a, reports: reports, changes: changes, out: out, alone: alone}
			for d := range next {
				w.division(d)
				for _, gov := range w.governments {
					if !hasLower[gov.code] {
						gov.judge(add)
						gov.forget()
					}
				}
				mu.Lock()
				governments = append(governments, w.governments...)
				mu.Unlock()
			}
			mu.Lock()
			candidates = append(candidates, w.candidates...)
			mu.Unlock()
		})
	}
	for _, d := range divisions {
		next <- d
	}
	close(next)
	workers.Wait()
	a.aboveLower(governments, hasLower, g, add)
	a.copiedBodies(reports, candidates, add)
	return out
}

// aboveLower judges the governments of divisions that have others below them.
func (a *Auditor) aboveLower(list []*government, hasLower map[string]bool, g *place.Gazetteer, add func(int, data.Finding)) {
	slices.SortFunc(list, func(x, y *government) int { return strings.Compare(x.key, y.key) })
	for _, upper := range list {
		if !hasLower[upper.code] {
			continue
		}
		for _, o := range list {
			if parent(g, o.code) == upper.code {
				upper.takeLower(o)
			}
		}
		upper.judge(add)
	}
}

// parent is the code of the division that a division lies in, "" for none.
func parent(g *place.Gazetteer, code string) string {
	if g != nil {
		if d := g.Division(code); d != nil {
			return d.Parent
		}
	}
	return ""
}

// body is a body with its current reports, by year.
type body struct {
	key, code string
	at        []int // of the reports
}

// byDivision groups the current reports by body, and these by division, in the
// order of their keys.
func byDivision(reports []*data.Report) (divisions [][]*body) {
	byKey := make(map[string]*body, len(reports)/8)
	var list []*body
	var last *body // reports of a body mostly come together
	var lastBody *data.Body
	for at, r := range reports {
		if lastBody == nil || r.Body.Name != lastBody.Name || r.Body.RegionCode != lastBody.RegionCode || r.Body.NameNow != lastBody.NameNow || r.Body.Organ != lastBody.Organ {
			key := r.Body.Key()
			if last = byKey[key]; last == nil {
				last = &body{key: key, code: r.Body.RegionCode}
				byKey[key] = last
				list = append(list, last)
			}
			lastBody = &r.Body
		}
		last.at = append(last.at, at)
	}
	slices.SortFunc(list, func(x, y *body) int { return strings.Compare(x.key, y.key) })
	for i, b := range list {
		b.sort(reports)
		if i == 0 || b.code != list[i-1].code {
			divisions = append(divisions, nil)
		}
		n := len(divisions) - 1
		divisions[n] = append(divisions[n], b)
	}
	return divisions
}

// sort puts the reports in the order of their years; of each year the last to
// arrive stays.
func (b *body) sort(reports []*data.Report) {
	slices.SortStableFunc(b.at, func(x, y int) int { return reports[x].Year - reports[y].Year })
	kept := b.at[:0]
	for i, at := range b.at {
		if i+1 == len(b.at) || reports[b.at[i+1]].Year != reports[at].Year {
			kept = append(kept, at)
		}
	}
	b.at = kept
}

// worker checks one division after the other; it keeps its memory.
type worker struct {
	*Auditor
	reports []*data.Report
	changes map[string][]place.Change
	out     [][]data.Finding
	alone   bool // also what Report checks

	years  []sheet
	found  [][]data.Finding // by year
	prints [][2]print
	series [][]point

	governments []*government // of the division
	candidates  []candidate   // of all divisions
}

// division checks the bodies of a division, its governments first.
func (w *worker) division(bodies []*body) {
	w.governments = nil
	for _, b := range bodies {
		if w.reports[b.at[0]].Body.Organ == "" {
			w.body(b)
			w.governments = append(w.governments, newGovernment(b, w.years))
		}
	}
	for _, b := range bodies {
		if w.reports[b.at[0]].Body.Organ == "" {
			continue
		}
		w.body(b)
		if g := w.governmentOf(b); g != nil {
			g.take(w.reports[b.at[len(b.at)-1]].Body, w.years)
		}
	}
}

// governmentOf is the government that a body belongs to: one division may have
// two, such as 平潭县 and 平潭综合实验区, and a body bears the name of its own.
func (w *worker) governmentOf(b *body) (g *government) {
	for _, x := range w.governments {
		if strings.HasPrefix(b.key, x.key) && (g == nil || len(x.key) > len(g.key)) {
			g = x
		}
	}
	return g
}

// body lays out the reports of a body and checks them over the years.
func (w *worker) body(b *body) {
	w.lay(b)
	add := func(at int, f data.Finding) { w.found[at] = append(w.found[at], f) }
	for i := range w.years {
		s := &w.years[i]
		now := func(f data.Finding) { add(i, f) }
		if i > 0 && w.years[i-1].report.Year == s.report.Year-1 {
			w.carry(s, &w.years[i-1], w.changed(b.code, s.report.Year), now)
		} else {
			s.unasked(now)
		}
	}
	gaps(w.years, add)
	if len(w.years) > 2 {
		w.jumps(w.years, w.series, add)
	}
	copiedYears(w.years, w.prints, add)
	for i := range w.years {
		s := &w.years[i]
		w.out[b.at[i]] = slices.Clone(w.found[i])
		if p, says := telling(w.prints[i]); says {
			w.candidates = append(w.candidates, candidate{p, b.at[i], s.report.Year, b.code})
		}
	}
}

// lay fills the sheets of a body's reports; those of unknown forms are left out.
func (w *worker) lay(b *body) {
	if w.series == nil {
		w.series = make([][]point, w.Auditor.series)
	}
	w.years, w.prints = w.years[:0], w.prints[:0]
	known := b.at[:0]
	for _, at := range b.at {
		r := w.reports[at]
		l := w.layouts[r.Form]
		if l == nil {
			continue
		}
		known = append(known, at)
		if len(w.years) == cap(w.years) {
			w.years = append(w.years, sheet{})
		} else {
			w.years = w.years[:len(w.years)+1]
		}
		s := &w.years[len(w.years)-1]
		s.report = r
		s.fill(l, r.Figures)
		if len(w.found) < len(w.years) {
			w.found = append(w.found, nil)
		}
		found := &w.found[len(w.years)-1]
		if *found = (*found)[:0]; w.alone {
			*found = s.alone(*found)
			s.suspects(*found)
		} else {
			s.suspects(r.Findings)
		}
		main, whole := s.prints()
		w.prints = append(w.prints, [2]print{main, whole})
	}
	b.at = known
}

// changed reports whether a division was merged or split in a year.
func (w *worker) changed(code string, year int) bool {
	return slices.ContainsFunc(w.changes[code], func(c place.Change) bool { return c.Year == year || c.Year == year-1 })
}
