package settle

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// sum is a sum over cells of several rows: terms and constant add up to 0 or,
// of ge, to no less.
type sum struct {
	terms    []term
	constant int64
	ge       bool
	touched  []data.Cell // all cells of the report that it is about, known ones too
	settles  bool        // some of them stand in a row to be settled
}

// term is a cell of an open row in a sum.
type term struct {
	row    *row
	column int
	coef   int64
}

// certain gives the whole number of a figure that may be relied on: printed,
// and not under suspicion.
func certain(f *data.Figure) (int64, bool) {
	if f == nil || f.Value == nil {
		return 0, false
	}
	switch f.Status {
	case data.Reported, data.Provisional, data.Revised, data.Break:
		return f.Value.Small()
	}
	return 0, false
}

// sumsOf builds the sums over columns of a table that can be assessed: every
// cell is certain or in a row with readings. A blank, a slash, a cell that is
// not printed or one that cannot be read leaves the sum out.
func sumsOf(f *form.Form, t *form.Table, rows []*row, figures map[data.Cell]*data.Figure) (out []sum) {
	for _, id := range f.Identities {
		if id.Table != t.ID || id.Axis != form.EachColumn || id.Strength != string(data.Hard) {
			continue
		}
		for column, c := range t.Columns {
			s := sum{ge: id.Relation == "ge"}
			usable := true
			for side, codes := range [][]string{id.LHS, id.RHS} {
				for _, code := range codes {
					usable = usable && s.add(data.NewCell(f.ID, t.ID, code, c.Code), column, int64(1-2*side), rows, figures)
				}
			}
			if usable && s.settles {
				out = append(out, s)
			}
		}
	}
	return out
}

// add takes in one cell; it reports false where the cell's number is not known
// and no reading of its row may give it.
func (s *sum) add(cell data.Cell, column int, coef int64, rows []*row, figures map[data.Cell]*data.Figure) bool {
	s.touched = append(s.touched, cell)
	i := slices.IndexFunc(rows, func(r *row) bool { return r.cells[column] == cell })
	if i < 0 || rows[i].proof == none {
		v, ok := certain(figures[cell])
		s.constant += coef * v
		return ok
	}
	r := rows[i]
	s.settles = true
	if r.proof == open {
		s.terms = append(s.terms, term{r, column, coef})
	} else {
		s.constant += coef * r.base[0].value[column]
	}
	return !r.money[column]
}

// in reports whether a sum is about a cell of the row.
func (r *row) in(s sum) bool {
	return slices.ContainsFunc(s.touched, func(c data.Cell) bool { return slices.Contains(r.cells, c) })
}
