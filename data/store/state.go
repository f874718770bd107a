package store

import (
	"cmp"
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

// statements reads one report after the other; it keeps its memory.
type statements struct {
	*arrangement
	list []stated
	at   []int32 // by item id of the catalogue: position in list, from 1
}

func newStatements(a *arrangement) *statements {
	return &statements{arrangement: a, at: make([]int32, len(a.cells))}
}

// read takes the figures of a report as they are stored, by item; cells that
// no form has come last, by name. A cell that a failed hard check involves is
// suspect: every consumer sees it then, whether it asks for findings or not.
// The list is valid until the next call.
func (s *statements) read(r *data.Report) []stated {
	for i := range s.list {
		if item := s.list[i].item; item < len(s.at) {
			s.at[item] = 0
		}
	}
	suspect := suspects(r)
	out := s.list[:0]
	next := s.first[r.Form] // figures mostly come in the form's order
	for i := range r.Figures {
		f := &r.Figures[i]
		if f.Status == data.Missing {
			continue // a hole is the absence of a row
		}
		item := s.item(f.Cell, next)
		next = item + 1
		st := stated{figure: f, item: item}
		if item < len(s.cells) {
			st.info = s.cells[item].info
		}
		st.Statement = state(f, st.info)
		if st.Number != nil && suspect[f.Cell] {
			st.Status = data.Suspect
		}
		out = append(out, st)
	}
	if !slices.IsSortedFunc(out, s.compare) {
		slices.SortStableFunc(out, s.compare)
	}
	s.list = merge(out)
	for i := range s.list {
		if item := s.list[i].item; item < len(s.at) {
			s.at[item] = int32(i + 1)
		}
	}
	return s.list
}

// of is what the report states in a cell, or nil where it does not print it.
func (s *statements) of(item int) *stated {
	if i := s.at[item]; i > 0 {
		return &s.list[i-1]
	}
	return nil
}

// item numbers a cell, which often is the one expected.
func (s *statements) item(c data.Cell, expected int) int {
	if expected < len(s.cells) && s.cells[expected].Cell == c {
		return expected
	}
	if item, ok := s.itemOf[c]; ok {
		return item
	}
	return s.others.number(c)
}

func (s *statements) compare(x, y stated) int {
	if x.item >= len(s.cells) && y.item >= len(s.cells) {
		return cmp.Compare(x.figure.Cell, y.figure.Cell)
	}
	return cmp.Compare(x.item, y.item)
}

// suspects lists the cells that failed hard checks involve.
func suspects(r *data.Report) map[data.Cell]bool {
	var suspect map[data.Cell]bool
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.State != data.Failed || f.Severity != data.Hard {
			continue
		}
		if suspect == nil {
			suspect = map[data.Cell]bool{}
		}
		for _, c := range f.Cells {
			suspect[c] = true
		}
	}
	return suspect
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
		if _, small := f.Value.Small(); !small && !f.Value.IsCount() {
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

// Convert changes the unit of an amount of money, see data.ConvertMoney.
func Convert(n data.Number, from, to string) (data.Number, bool) {
	return data.ConvertMoney(n, from, to)
}

// fitsMoney reports whether an amount is exact in the money type.
func fitsMoney(n data.Number) bool {
	return n.Equal(n.Truncate(moneyScale)) && n.Abs().Truncate(0).NumDigits() <= 18
}
