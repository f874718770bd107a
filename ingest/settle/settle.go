package settle

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// maxWork bounds the work on a report, rowWork that on finding the readings of
// one row, in steps of some twenty nanoseconds: together some twenty
// milliseconds. Real reports take a tenth of it.
const (
	maxWork = 600_000
	rowWork = 15_000
)

// Report settles what it can.
func Report(c *form.Catalogue, r, before, after *data.Report) (settled int) {
	f := c.Form(r.Form)
	if f == nil {
		return 0
	}
	figures := make(map[data.Cell]*data.Figure, len(r.Figures))
	for i := range r.Figures {
		figures[r.Figures[i].Cell] = &r.Figures[i]
	}
	rows := findRows(f, figures)
	if len(rows) == 0 {
		return 0
	}
	work := &steps{maxWork}
	for _, row := range rows {
		row.addOwn(f)
		row.read(&steps{rowWork})
	}
	if hasBlanks(r, rows) {
		doubt(rows)
	}
	for _, t := range f.Tables {
		mine := slices.DeleteFunc(slices.Clone(rows), func(row *row) bool { return row.table != t })
		if len(mine) == 0 {
			continue
		}
		sums := sumsOf(f, t, mine, figures)
		settled += settle(mine, sums, BySums, work)
		if years := carried(r, before, after, mine); len(years) > 0 {
			settled += settle(mine, append(sums, years...), BySumsAndYear, work)
		}
		for _, row := range mine {
			if !slices.ContainsFunc(sums, row.in) {
				settled += row.settleByYears(row.links(r, before, after), work)
			}
		}
	}
	return settled
}

// hasBlanks reports whether the report leaves cells blank: it prints blanks
// where they can be seen, or a run that is too short for its columns.
func hasBlanks(r *data.Report, rows []*row) bool {
	return slices.ContainsFunc(r.Figures, func(f data.Figure) bool { return f.Status == data.Blank }) ||
		slices.ContainsFunc(rows, func(row *row) bool { return len(row.run.text) < len(row.columns) })
}

// doubt takes back that a run of as many digits as columns has a cell for each
// digit: with blank cells about, 33 may be one number.
func doubt(rows []*row) {
	for _, r := range rows {
		if r.proof == single {
			r.proof = open
		}
	}
}

// settle takes the cells that all solutions of the rows and sums agree on.
func settle(rows []*row, sums []sum, note string, work *steps) (n int) {
	s := &system{sums: sums, work: work}
	for _, r := range rows {
		if r.proof == open {
			s.rows = append(s.rows, r)
		}
	}
	v := judge(s)
	for _, r := range rows {
		switch {
		case r.proof == forced:
			n += r.settle(&r.base[0], [maxColumns]bool{}, ByDigits)
		case v == nil:
		case r.proof == single:
			n += r.settle(&r.base[0], [maxColumns]bool{}, note)
		case r.proof == open:
			n += r.settle(v.readings[r.at], v.differ[r.at], note)
		}
	}
	return n
}

// settle gives the row's figures the numbers of a reading, but for the cells
// that other readings see otherwise.
func (r *row) settle(o *reading, differ [maxColumns]bool, note string) (n int) {
	for c, fig := range r.figures {
		if fig.Value != nil || differ[c] || o.blank(c) {
			continue
		}
		v, err := data.ParseNumber(r.run.text[o.from[c]:o.to[c]])
		if err != nil {
			continue
		}
		fig.Value, fig.Status, fig.Note = &v, data.Derived, note
		n++
	}
	return n
}
