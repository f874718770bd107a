package settle

import "slices"

// system is the open rows of a table and the sums that they must satisfy
// together.
type system struct {
	rows []*row
	sums []sum
	work *steps
}

// bounds of the values of a row by column.
type bounds struct{ lo, hi [maxColumns]int64 }

// trial searches a system for its solutions, with some sums left out and other
// readings of one row.
type trial struct {
	*system
	off   []bool       // sums left out
	zero  bool         // a blank cell counts as 0; else it makes its sums say nothing
	alive [][]*reading // by row of the system; narrowing changes it in place

	order   []int        // rows with more than one reading, fewest first
	choice  []*reading   // by row
	partial []int64      // of each sum, constant and chosen terms
	rest    [][][2]int64 // of each sum by depth, least and most that the rows not chosen yet may add
	loose   []bool       // of each sum: a blank may make it say nothing
	ofRow   [][]rowTerm  // by row, the terms of the sums
	found   int
	visit   func([]*reading) bool
}

type rowTerm struct {
	sum, column int
	coef        int64
}

func (s *system) trial(zero bool) *trial {
	t := &trial{system: s, off: make([]bool, len(s.sums)), zero: zero, alive: make([][]*reading, len(s.rows))}
	for i, r := range s.rows {
		r.at = i
		if r.refs == nil {
			for k := range r.base {
				r.refs = append(r.refs, &r.base[k])
			}
		}
		t.alive[i] = slices.Clone(r.refs)
		t.work.spend(len(r.refs) / 4)
	}
	return t
}

// reach is the least and the most that a term may come to; loose where a
// blank may make the sum say nothing.
func (t *trial) reach(m term) (least, most int64, loose bool) {
	alive := t.alive[m.row.at]
	for i, o := range alive {
		v := m.coef * o.value[m.column]
		if i == 0 {
			least, most = v, v
		}
		least, most = min(least, v), max(most, v)
		loose = loose || !t.zero && o.blank(m.column)
	}
	return least, most, loose
}

// narrow drops readings that no reading of the other rows can satisfy, until
// none is left to drop. It reports false where a row has none left.
func (t *trial) narrow() bool {
	for changed := true; changed; {
		changed = false
		for k := range t.sums {
			if t.off[k] {
				continue
			}
			dropped, ok := t.narrowBy(&t.sums[k])
			if !ok {
				return false
			}
			changed = changed || dropped
		}
	}
	return true
}

func (t *trial) narrowBy(s *sum) (dropped, ok bool) {
	low, high := s.constant, s.constant
	for _, m := range s.terms {
		l, h, loose := t.reach(m)
		if loose {
			return false, t.work.spend(1)
		}
		low, high = low+l, high+h
		if !t.work.spend(len(t.alive[m.row.at])) {
			return false, false
		}
	}
	if high < 0 || low > 0 && !s.ge {
		return false, false
	}
	for _, m := range s.terms {
		i := m.row.at
		if len(t.alive[i]) == 1 {
			continue
		}
		l, h, _ := t.reach(m)
		kept := slices.DeleteFunc(t.alive[i], func(o *reading) bool {
			v := m.coef * o.value[m.column]
			return high-h+v < 0 || !s.ge && low-l+v > 0
		})
		if dropped = dropped || len(kept) < len(t.alive[i]); len(kept) == 0 {
			return dropped, false
		}
		t.alive[i] = kept
		l2, h2, _ := t.reach(m)
		low, high = low-l+l2, high-h+h2
	}
	return dropped, true
}

// allowed bounds the values of a row by the sums and the other rows.
func (t *trial) allowed(of *row) *bounds {
	b := &bounds{}
	for c := range of.columns {
		b.lo[c], b.hi[c] = -unbounded, unbounded
	}
	for k := range t.sums {
		s := &t.sums[k]
		if t.off[k] || s.ge {
			continue
		}
		low, high, mine := s.constant, s.constant, term{}
		for _, m := range s.terms {
			if m.row == of {
				mine = m
				continue
			}
			l, h, loose := t.reach(m)
			if loose {
				mine.row = nil
				break
			}
			low, high = low+l, high+h
		}
		if mine.row == nil {
			continue
		}
		lo, hi := -high, -low // of the term
		if mine.coef < 0 {
			lo, hi = low, high
		}
		b.lo[mine.column] = max(b.lo[mine.column], lo)
		b.hi[mine.column] = min(b.hi[mine.column], hi)
	}
	return b
}

// maxSolutions ends the search of a system that leaves nearly everything open.
const maxSolutions = 500

// solve calls visit with the choice of readings of every solution. It reports
// false where the search was given up.
func (t *trial) solve(visit func([]*reading) bool) bool {
	if !t.narrow() {
		return t.work.left >= 0
	}
	t.visit = visit
	t.prepare()
	return t.choose(0)
}

func (t *trial) prepare() {
	n := len(t.rows)
	t.choice, t.partial = make([]*reading, n), make([]int64, len(t.sums))
	t.loose, t.ofRow = make([]bool, len(t.sums)), make([][]rowTerm, n)
	for i := range t.rows {
		if t.choice[i] = t.alive[i][0]; len(t.alive[i]) > 1 {
			t.choice[i] = nil
			t.order = append(t.order, i)
		}
	}
	slices.SortStableFunc(t.order, func(a, b int) int { return len(t.alive[a]) - len(t.alive[b]) })
	t.rest = make([][][2]int64, len(t.sums))
	for k := range t.sums {
		s := &t.sums[k]
		t.partial[k] = s.constant
		t.rest[k] = make([][2]int64, len(t.order)+1)
		for _, m := range s.terms {
			i := m.row.at
			l, h, loose := t.reach(m)
			t.loose[k] = t.loose[k] || loose
			t.ofRow[i] = append(t.ofRow[i], rowTerm{k, m.column, m.coef})
			if t.choice[i] != nil {
				t.partial[k] += l
				continue
			}
			for d := range slices.Index(t.order, i) + 1 {
				t.rest[k][d][0] += l
				t.rest[k][d][1] += h
			}
		}
	}
}

// choose tries the readings of the row at a depth.
func (t *trial) choose(depth int) bool {
	if depth == len(t.order) {
		if !t.looseHold() {
			return true
		}
		if t.found++; t.found > maxSolutions {
			return false
		}
		return t.visit(t.choice)
	}
	i := t.order[depth]
	for _, o := range t.alive[i] {
		if !t.work.spend(1 + len(t.ofRow[i])) {
			return false
		}
		t.choice[i] = o
		fits := true
		for _, m := range t.ofRow[i] {
			t.partial[m.sum] += m.coef * o.value[m.column]
			if t.off[m.sum] || t.loose[m.sum] {
				continue
			}
			p, rest := t.partial[m.sum], t.rest[m.sum][depth+1]
			fits = fits && p+rest[1] >= 0 && (t.sums[m.sum].ge || p+rest[0] <= 0)
		}
		more := !fits || t.choose(depth+1)
		for _, m := range t.ofRow[i] {
			t.partial[m.sum] -= m.coef * o.value[m.column]
		}
		if !more {
			return false
		}
	}
	t.choice[i] = nil
	return true
}

// looseHold tries the sums that a blank might have put out of use.
func (t *trial) looseHold() bool {
	for k := range t.sums {
		if !t.loose[k] || t.off[k] {
			continue
		}
		says := true
		for _, m := range t.sums[k].terms {
			says = says && !t.choice[m.row.at].blank(m.column)
		}
		if p := t.partial[k]; says && (p < 0 || p > 0 && !t.sums[k].ge) {
			return false
		}
	}
	return true
}
