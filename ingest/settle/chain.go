package settle

import (
	"math/bits"
	"slices"

	"gongkai/data"
)

// chain says how a stock goes on from year to year in a row: what its end
// columns come to in one year is what its start columns come to in the next.
type chain struct {
	form       string
	end, start map[string]int64 // columns with their coefficients
}

// chains are the ones that are known. They are soft: documents expire without
// being repealed, lists are rebuilt, earlier years are revised.
var chains = []chain{
	{"gov2021", map[string]int64{"in_force": 1}, map[string]int64{"in_force": 1, "made": -1, "repealed": 1}},
	{"gov2019", map[string]int64{"items_prev": 1, "items_change": 1}, map[string]int64{"items_prev": 1}},
	{"pre2014.fj", map[string]int64{"cumulative": 1}, map[string]int64{"cumulative": 1, "year": -1}},
}

// link is a chain between a row and the same row of a neighbouring year: the
// columns times their coefficients should come to a number.
type link struct {
	coef [maxColumns]int64
	want int64
}

// links lists the chains of a row that its neighbours give.
func (r *row) links(rep, before, after *data.Report) (out []link) {
	for _, ch := range chains {
		if ch.form != rep.Form {
			continue
		}
		if neighbour(rep, before, rep.Year-1) {
			out = r.link(out, ch.form, ch.start, before, ch.end)
		}
		if neighbour(rep, after, rep.Year+1) {
			out = r.link(out, ch.form, ch.end, after, ch.start)
		}
	}
	return out
}

func (r *row) link(out []link, form string, here map[string]int64, other *data.Report, there map[string]int64) []link {
	l, found := link{}, 0
	for c, column := range r.columns {
		l.coef[c] = here[column.Code]
		if l.coef[c] != 0 && !r.money[c] {
			found++
		}
		if coef := there[column.Code]; coef != 0 {
			v, ok := certain(other.Figure(data.NewCell(form, r.table.ID, r.of.Code, column.Code)))
			if !ok {
				return out
			}
			l.want += coef * v
		}
	}
	if other.Form != form || found < len(here) {
		return out
	}
	return append(out, l)
}

func (l *link) miss(o *reading) int64 {
	sum := -l.want
	for c, coef := range l.coef {
		sum += coef * o.value[c]
	}
	return max(sum, -sum)
}

// settleByYears settles a row that no sum of its own year says anything of.
func (r *row) settleByYears(links []link, work *steps) int {
	if len(links) == 0 || len(r.run.pieces) > 1 || !slices.ContainsFunc(r.figures, func(f *data.Figure) bool { return f.Value == nil }) {
		return 0
	}
	fit, ok := r.onlyFit(links, work)
	if !ok || !r.agrees(fit) {
		return 0
	}
	return r.settle(fit, [maxColumns]bool{}, BySumsAndYear)
}

// agrees reports whether a reading has the numbers that were settled before.
func (r *row) agrees(o *reading) bool {
	for c, fig := range r.figures {
		if fig.Value == nil {
			continue
		}
		v, err := data.ParseNumber(r.run.text[o.from[c]:o.to[c]])
		if err != nil || !v.Equal(fig.Value.Decimal) {
			return false
		}
	}
	return true
}

// clearLeast is how far all readings but the one that fits must be off at
// least.
const clearLeast = 10

// clearance is how far they must be off beside a reading that fits. A chain may be
// broken by a few documents or by many; then a reading that fits by chance has
// the true one beside it, which is off. Two neighbouring years that bear
// witness are hard to satisfy by chance; of one, a single column, which it
// gives as it stands, is harder than a difference of several.
func clearance(links []link, fit *reading) int64 {
	largest, involved := int64(0), 0
	for _, l := range links {
		for c, coef := range l.coef {
			if coef != 0 {
				involved++
				largest = max(largest, fit.value[c], -fit.value[c])
			}
		}
	}
	switch {
	case len(links) > 1:
		return max(clearLeast, largest/20)
	case involved == 1:
		return max(clearLeast, largest/2)
	}
	return max(clearLeast, largest)
}

// onlyFit finds the one reading that fits all links, if every other, with blank
// cells or without, is clearly off.
func (r *row) onlyFit(links []link, work *steps) (*reading, bool) {
	var fit *reading
	nearest := unbounded
	for absent := range columns(1) << len(r.columns) {
		if bits.OnesCount16(uint16(absent)) == len(r.columns) {
			continue
		}
		list, ok := r.splits(nil, absent, maxReadings, nil, work)
		if !ok {
			return nil, false
		}
		for i := range list {
			miss := int64(0)
			for k := range links {
				miss = max(miss, links[k].miss(&list[i]))
			}
			if miss == 0 && absent == 0 && fit == nil {
				fit = &list[i]
				continue
			}
			nearest = min(nearest, miss)
		}
	}
	if fit == nil {
		return nil, false
	}
	return fit, nearest >= clearance(links, fit)
}
