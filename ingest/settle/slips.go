package settle

import "slices"

// verdict is what the solutions of a table's system leave of its open rows:
// the reading of the first one, and the cells in which others differ.
type verdict struct {
	open     []*row
	readings []*reading
	differ   [][maxColumns]bool
	left     int // cells that no solution differs in
}

// judge solves the system as it stands and with every single slip of the
// source. It returns nil if there is no solution, or the work is too much.
func judge(s *system) *verdict {
	v := &verdict{open: s.rows}
	all := s.trial(false).solve(v.see)
	if v.readings == nil {
		return nil
	}
	if !all || !v.slips(s) {
		for _, r := range s.rows {
			v.blur(r)
		}
	}
	return v
}

// see takes in a solution. It reports false when there is nothing left to see.
func (v *verdict) see(choice []*reading) bool {
	if v.readings == nil {
		v.readings = append([]*reading{}, choice...)
		v.differ = make([][maxColumns]bool, len(choice))
		for _, r := range v.open {
			v.left += len(r.columns)
		}
		return true
	}
	for i, o := range choice {
		if o == v.readings[i] {
			continue
		}
		for c := range v.open[i].columns {
			if !v.differ[i][c] && !o.same(v.readings[i], c) {
				v.differ[i][c] = true
				v.left--
			}
		}
	}
	return v.left > 0 || len(v.open) == 0
}

// slips tries the slips in the cells of the open rows: a number that is wrong
// in the source, or a cell that it leaves blank. The sums that touch the cell say
// nothing then, those within the row neither.
//
// A slip in another row needs no trial of its own. It puts out of use sums over
// its column, and each of them that can tell readings apart has an open row,
// whose slip in that column puts it out of use too. Where the other row is in
// two sums (（七）总计: of the outcomes, and what was received), the open rows of one
// sum are not in the other, so that those of one may be read as the source has
// them and those of the other as in the first solution, in one trial.
func (v *verdict) slips(s *system) bool {
	for _, r := range s.rows {
		for c := range r.columns {
			if !v.slip(s, r, c) {
				return v.left == 0
			}
		}
	}
	return true
}

func (v *verdict) slip(s *system, r *row, column int) bool {
	t := s.trial(true)
	about := make([]bool, len(s.sums)) // sums over a cell of the row
	bound := false                     // by a sum that is left
	for k := range s.sums {
		t.off[k] = slices.Contains(s.sums[k].touched, r.cells[column])
		for _, m := range s.sums[k].terms {
			about[k] = about[k] || m.row == r
		}
		bound = bound || about[k] && !t.off[k]
	}
	off := slices.Clone(t.off)
	for k := range about {
		t.off[k] = t.off[k] || about[k]
	}
	if !t.narrow() {
		return t.work.left >= 0
	}
	t.off = off
	var sums []own
	for _, o := range r.own {
		if o.coef[column] == 0 {
			sums = append(sums, o)
		}
	}
	list, ok := r.slipped(sums, column, t.allowed(r), s.work)
	switch {
	case ok:
		t.alive[r.at] = list
	case bound:
		return false
	default: // the other rows do not depend on this one
		v.blur(r)
	}
	return len(t.alive[r.at]) == 0 || t.solve(v.see)
}

// blur takes all cells of a row for different.
func (v *verdict) blur(r *row) {
	for c := range r.columns {
		if !v.differ[r.at][c] {
			v.differ[r.at][c] = true
			v.left--
		}
	}
}

// slipped lists the readings of a row with a slip in a column.
func (r *row) slipped(sums []own, column int, b *bounds, work *steps) (list []*reading, ok bool) {
	var all []reading
	if r.glued() && len(r.run.text) >= len(r.columns)-1 {
		for _, absent := range []columns{0, 1 << column} {
			some, ok := r.splits(sums, absent, maxReadings, b, work)
			if !ok {
				return nil, false
			}
			all = append(all, some...)
		}
	}
	if r.listed() {
		placed, ok := r.places(sums, maxReadings, work)
		if !ok {
			return nil, false
		}
		all = append(all, placed...)
	}
	for i := range all {
		list = append(list, &all[i])
	}
	return list, true
}
