package settle

import (
	"gongkai/data"
	"gongkai/data/form"
)

// row is a printed row that is unreadable as a whole, with one run.
type row struct {
	table   *form.Table
	of      *form.Row
	columns []*form.Column
	money   [maxColumns]bool
	cells   []data.Cell
	figures []*data.Figure
	run     printed
	own     []own      // sums within the row
	base    []reading  // that satisfy them
	refs    []*reading // to base, for the search
	proof   proof
	at      int // index in the table's system
}

// proof says what a row's run tells of itself.
type proof int

const (
	open   proof = iota // several readings, or one that no sum of the row confirms
	single              // one reading with a number in every column, and the row's sums confirm all of it
	forced              // no other reading, even with blank cells: 00251 is 0, 0, 251
	none                // no reading satisfies the row's own sums, or there are too many
)

// own is a sum within a row: the values times their coefficients add up to 0
// or, of ge, to no less.
type own struct {
	coef [maxColumns]int64
	ge   bool
}

// maxReadings is how many readings of one row are looked at together.
const maxReadings = 1000

// Settled figures carry one of these notes.
const (
	BySums        = "由勾稽关系拆分"
	BySumsAndYear = "由勾稽关系和相邻年度拆分"
	ByDigits      = "只有一种拆分方式"
)

// ours reports whether a figure was settled before, by this package.
func ours(f *data.Figure) bool {
	return f.Status == data.Derived && (f.Note == BySums || f.Note == BySumsAndYear || f.Note == ByDigits)
}

// findRows lists the rows that print one run for all their columns. A note on
// an unreadable figure says that there is more to it, such as columns in an
// unknown order: such a row is left alone.
func findRows(f *form.Form, figures map[data.Cell]*data.Figure) (rows []*row) {
	for _, t := range f.Tables {
		// a list is often printed without some of its columns, so that the
		// number of numbers in a row is not known; with two it is
		if n := len(t.Columns); n < 2 || n > maxColumns || t.Layout == form.List && n > 2 {
			continue
		}
		for _, of := range t.Rows {
			if of.Group {
				continue
			}
			if r := findRow(f, t, of, figures); r != nil {
				rows = append(rows, r)
			}
		}
	}
	return rows
}

func findRow(f *form.Form, t *form.Table, of *form.Row, figures map[data.Cell]*data.Figure) *row {
	r := &row{table: t, of: of, columns: t.Columns}
	for i, c := range t.Columns {
		cell := data.NewCell(f.ID, t.ID, of.Code, c.Code)
		fig := figures[cell]
		if fig == nil || !ours(fig) && (fig.Status != data.Unreadable || fig.Note != "") {
			return nil
		}
		if i > 0 && fig.Text != r.figures[0].Text {
			return nil
		}
		r.money[i] = f.Cell(cell).Money()
		r.cells, r.figures = append(r.cells, cell), append(r.figures, fig)
	}
	run, ok := parse(r.figures[0].Text)
	if r.run = run; !ok {
		return nil
	}
	return r
}

// glued reports whether the run may be digits without borders, for every column.
func (r *row) glued() bool { return len(r.run.pieces) == 1 || r.listed() }

// listed reports whether the run came as a list of fewer cells than columns.
func (r *row) listed() bool {
	k := len(r.run.pieces)
	return k < len(r.columns) && (k > 1 || len(r.run.text) < len(r.columns))
}

// addOwn takes in the sums within the row. One over money or over a column
// with signs is not counted on.
func (r *row) addOwn(f *form.Form) {
	for _, id := range f.Identities {
		if id.Table != r.table.ID || id.Axis != form.EachRow || id.Strength != string(data.Hard) {
			continue
		}
		sum, usable := own{ge: id.Relation == "ge"}, true
		for i, c := range r.columns {
			for _, code := range id.LHS {
				if code == c.Code {
					sum.coef[i]++
				}
			}
			for _, code := range id.RHS {
				if code == c.Code {
					sum.coef[i]--
				}
			}
			usable = usable && (sum.coef[i] == 0 || !r.money[i] && !c.Signed)
		}
		if usable {
			r.own = append(r.own, sum)
		}
	}
}

// hold tries sums of the row on a reading. One with a blank cell in it says
// nothing.
func (r *row) hold(sums []own, o *reading) bool {
	for k := range sums {
		total, known := int64(0), true
		for c := range r.columns {
			if coef := sums[k].coef[c]; coef != 0 {
				known = known && !o.blank(c)
				total += coef * o.value[c]
			}
		}
		if known && (sums[k].ge && total < 0 || !sums[k].ge && total != 0) {
			return false
		}
	}
	return true
}

// confirmed reports whether sums of the row cover all of its columns.
func (r *row) confirmed() bool {
	for c := range r.columns {
		covered := false
		for k := range r.own {
			covered = covered || r.own[k].coef[c] != 0 && !r.own[k].ge
		}
		if !covered {
			return false
		}
	}
	return true
}

// splits lists the readings of the run with a number in every column but
// absent, that satisfy the given sums and bounds.
func (r *row) splits(sums []own, absent columns, limit int, bounds *bounds, work *steps) ([]reading, bool) {
	s := splitter{row: r, own: sums, absent: absent, limit: limit, work: work}
	for c := range r.columns {
		s.lo[c], s.hi[c] = -unbounded, unbounded
	}
	if bounds != nil {
		s.lo, s.hi = bounds.lo, bounds.hi
	}
	return s.split()
}

// places lists the readings of a list of cells that satisfy the given sums.
func (r *row) places(sums []own, limit int, work *steps) ([]reading, bool) {
	p := placer{row: r, own: sums, limit: limit, work: work}
	return p.place()
}

// read lists the readings that satisfy the row's own sums and says what they
// prove.
func (r *row) read(work *steps) {
	r.proof = none
	ok := true
	if r.glued() && len(r.run.text) >= len(r.columns) {
		if r.base, ok = r.splits(r.own, 0, maxReadings, nil, work); !ok {
			r.base = nil
			return
		}
	}
	if r.listed() {
		placed, ok := r.places(r.own, maxReadings, work)
		if !ok {
			r.base = nil
			return
		}
		r.base = append(r.base, placed...)
	}
	switch {
	case len(r.base) == 0:
	case r.listed():
		r.proof = open
	default:
		r.proof = r.prove(work)
	}
}

// prove looks at the readings that the sums are not asked about.
func (r *row) prove(work *steps) proof {
	all, ok := r.splits(nil, 0, 2, nil, work)
	if !ok || len(all) != 1 {
		return open
	}
	if r.leading() {
		return forced
	}
	if r.confirmed() {
		return single
	}
	return open
}

// leading reports whether the run is zeros with one number behind them: as no
// number begins with 0, it cannot be fewer cells.
func (r *row) leading() bool {
	for i := range len(r.columns) - 1 {
		if r.run.text[i] != '0' || i+1 < len(r.run.text) && r.run.text[i+1] == '.' {
			return false
		}
	}
	return true
}
