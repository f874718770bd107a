// Package settle tells the cells of a row apart where its print lost their
// borders. The recogniser never guesses: such a row is unreadable as a whole,
// each figure of it carrying the same run, either glued digits (规范性文件6233440)
// or a list of cells from which the empty ones were dropped ("3 | 3"). A reading
// is taken only where the sums of the form (勾稽关系) and the neighbouring years
// leave exactly one; else the figures stay unreadable. Wrong is far worse than
// missed.
//
// # What a run may be
//
// Glued digits are split into a number for every column, none of which begins
// with a 0 before another digit; white space in them stands at random and says
// nothing. The cells of a list stand in the order printed, any of the others
// being blank; as long as it has digits enough it may be glued text cut at
// random too. All unreadable rows of a table are searched together.
//
// # When there is exactly one reading
//
// A cell's number is taken if it is the same in every solution of all of the
// following systems, of which the first must have one.
//
//  1. Every hard sum that can be assessed holds: all its cells are printed
//     numbers or stand in a row that is being settled. A cell that is blank, not
//     printed, under suspicion or in a row without any reading leaves the sum
//     out; so does a blank that a reading of a list leaves. With neighbouring
//     years, what was carried over is such a sum.
//  2. For each cell: the source has a slip there. The cell's number is wrong, or
//     in a run it is blank; no sum that touches it says anything, and its row may
//     be read in any way that all the other sums allow. Blank cells of lists count
//     as 0 here.
//
// Sums are wrong in the source now and then, and a wrong sum may let a wrong
// split pass that happens to fit. By the second condition a number needs two
// witnesses that do not rest on one cell, such as the sum of the row and those
// of its columns: if the source has one slip, the true reading is among the
// solutions of one of these systems, and what all of them agree on is true. So
// the rule is sound for a source without or with one slip, whatever the slip is;
// for more it is a matter of chance, which the tests measure. Two kinds of runs
// need less.
//
//   - Zeros with one number behind them (00251) have no other reading, not even
//     with blank cells, as no number begins with 0. They are taken without any
//     sum, unless a sum of the row itself fails.
//   - A digit for each column (2000002 of seven) has one reading with a number in
//     every cell, whatever the sums are: a wrong sum cannot make it wrong, only a
//     blank cell can. It is taken if the sums within the row confirm all of it,
//     unless the report is seen to leave cells blank: then it is treated like the
//     others. This reads most of table four, which has no columns to ask.
//
// What a list leaves blank is not told from what is unreadable: a blank 总计 is
// possible, so the sum of a row with a blank says nothing, and only columns can
// place the cells of a list. The cells without a number stay unreadable.
//
// # Soft chains
//
// Documents in force, items and cumulative figures go on from year to year, but
// such chains are soft: of the thirteen of real reports that do not stand still,
// four are broken. They are asked only where no sum of the year says anything of
// the row. Exactly one split must fit all chains given, and every other, with
// blank cells or without, must be clearly off: see clearance.
//
// # Work
//
// Sums bound the parts and the parts bound each other, so that few readings are
// ever listed; the search for solutions is cut where the rest of the rows cannot
// make up a sum. All of it counts steps: a table that needs too many stays
// unreadable. The outcome depends on the reports alone.
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

// Report settles the rows of r that are unreadable as a whole, in place, and
// returns how many figures got a number: status Derived, a note that says how,
// and the whole run still as text. before and after are the reports of the same
// body for the neighbouring years, or nil; they are not changed, and only what
// they print counts. Reports of other years or bodies are not asked. Calling it
// again, perhaps with neighbours known by then, settles what is left. Checks of
// the report must be tried anew afterwards.
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
