package store

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// Statement is what a report states in a cell or, summed up, for an indicator.
// Number is nil unless Status.HasValue.
type Statement struct {
	Number *data.Number
	Status data.Status
}

// stated is a figure as it is stored.
type stated struct {
	Statement
	figure *data.Figure
	item   int
	info   *form.CellInfo // nil for a cell that no form has
}

// states returns the figures of a report as they are stored, by item. A cell
// that a failed hard check involves is suspect: every consumer sees it then,
// whether it asks for findings or not.
func (a *arrangement) states(r *data.Report) []stated {
	suspect := map[data.Cell]bool{}
	for _, f := range r.Findings {
		if f.State == data.Failed && f.Severity == data.Hard {
			for _, c := range f.Cells {
				suspect[c] = true
			}
		}
	}
	out := make([]stated, 0, len(r.Figures))
	for i := range r.Figures {
		f := &r.Figures[i]
		if f.Status == data.Missing {
			continue // a hole is the absence of a row
		}
		item := a.itemOf[f.Cell]
		s := stated{figure: f, item: item, info: a.cells[item].info}
		s.Statement = state(f, s.info)
		if suspect[f.Cell] && s.Number != nil {
			s.Status = data.Suspect
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(x, y stated) int { return x.item - y.item })
	return merge(out)
}

// merge leaves one statement a cell. A report that gives two different ones
// contradicts itself, and neither counts.
func merge(sorted []stated) []stated {
	out := sorted[:0]
	for _, s := range sorted {
		n := len(out)
		switch {
		case n == 0 || out[n-1].item != s.item:
			out = append(out, s)
		case !out[n-1].agrees(s.Statement):
			out[n-1].Statement = Statement{Status: data.Unreadable}
		}
	}
	return out
}

// agrees reports whether two statements say the same.
func (s Statement) agrees(t Statement) bool {
	if s.Number == nil || t.Number == nil {
		return s.Number == t.Number && s.Status == t.Status
	}
	return s.Number.Equal(t.Number.Decimal) && s.Status == t.Status
}

// state reads a figure for the store. What does not fit its column exactly is
// unreadable there, never rounded or cut; the printed text stays beside it.
func state(f *data.Figure, info *form.CellInfo) Statement {
	unreadable := Statement{Status: data.Unreadable}
	switch {
	case f.Status == data.Blank, f.Status == data.NotApplicable:
		return Statement{Status: f.Status}
	case !f.Status.HasValue() || f.Value == nil:
		return unreadable
	case info == nil || !info.Money():
		if !f.Value.IsCount() {
			return unreadable
		}
		return Statement{f.Value, f.Status}
	}
	n, ok := *f.Value, true
	if unit := info.Unit(); unit != "" && f.Unit != "" {
		n, ok = Convert(n, f.Unit, unit)
	}
	if !ok || !fitsMoney(n) {
		return unreadable
	}
	return Statement{&n, f.Status}
}

// yuan gives the power of ten of each unit of money.
var yuan = map[string]int32{"元": 0, "千元": 3, "万元": 4, "亿元": 8}

// Convert changes the unit of an amount of money, exactly: 元, 千元, 万元 or 亿元.
// It says false for any other unit: amounts of unknown units never mix.
func Convert(n data.Number, from, to string) (data.Number, bool) {
	a, known := yuan[from]
	b, wanted := yuan[to]
	return data.Number{Decimal: n.Shift(a - b)}, known && wanted
}

// fitsMoney reports whether an amount is exact in the money type.
func fitsMoney(n data.Number) bool {
	return n.Equal(n.Truncate(moneyScale)) && n.Abs().Truncate(0).NumDigits() <= 18
}
