package audit

import (
	"fmt"
	"slices"

	"gongkai/data"
)

// Shifted rows: where sums fail, and moving the figures of one row by one column
// makes all of the table's sums hold, the row was printed one cell off.

const shiftCheck = "v.shift"

// shifted looks for the one shift that mends a table whose sums fail. states are
// those of the identities, in the layout's order.
func (s *sheet) shifted(findings []data.Finding) (out []data.Finding) {
	for i := range s.tables {
		t := &s.tables[i]
		failing := 0
		for _, id := range t.identities {
			if findings[id].State == data.Failed && findings[id].Severity == data.Hard {
				failing++
			}
		}
		if failing < 2 && t.Layout != "single_row" || failing == 0 {
			continue // a wrong figure in a row and a column is one
		}
		if f, ok := s.mend(t); ok {
			out = append(out, f)
		}
	}
	return out
}

// mend tries every row of a table one column to the left and to the right, with
// the last column and without.
func (s *sheet) mend(t *table) (f data.Finding, ok bool) {
	found := 0
	for _, row := range t.rows {
		if len(row) < 3 || !s.allNumbers(row) {
			continue
		}
		kept, marks := make([]int64, len(row)), make([]mark, len(row))
		for i, c := range row {
			kept[i], marks[i] = s.value[c], s.mark[c]
			s.mark[c] = number // a figure may move to where none is printed
		}
		for _, try := range []struct {
			side string
			to   func()
		}{
			{"右", func() { s.put(row, append(slices.Clone(kept[1:]), 0)); s.balance(t, row, len(row)-1) }},
			{"左", func() { s.put(row, append([]int64{0}, kept[:len(row)-1]...)); s.balance(t, row, 0) }},
			{"右", func() { n := len(row) - 1; s.put(row[:n], append(slices.Clone(kept[1:n]), kept[0])) }},
			{"左", func() { n := len(row) - 1; s.put(row[:n], append([]int64{kept[n-1]}, kept[:n-1]...)) }},
		} {
			try.to()
			mended := !s.same(row, kept) && s.allHold(t)
			s.put(row, kept)
			if !mended {
				continue
			}
			found++
			info := s.infos[row[0]]
			where, place := placed(t.Table, nil, info.Row)
			f = data.Finding{Check: shiftCheck, Where: where, State: data.Failed, Severity: data.Soft, Cells: s.names(row),
				Detail: fmt.Sprintf("%s：数字像是整体错到了%s边一列，移回后表中各项勾稽关系全部成立。请对照原件核对该行", place, try.side)}
			break
		}
		for i, c := range row {
			s.mark[c] = marks[i]
		}
	}
	return f, found == 1
}

func (s *sheet) allNumbers(row []int32) bool {
	return !slices.ContainsFunc(row, func(c int32) bool { return s.mark[c] == unread || s.mark[c] == large })
}

func (s *sheet) put(row []int32, values []int64) {
	for i, c := range row {
		s.value[c] = values[i]
	}
}

func (s *sheet) same(row []int32, values []int64) bool {
	for i, c := range row {
		if s.value[c] != values[i] {
			return false
		}
	}
	return true
}

// balance gives a cell of a shifted row, whose figure was pushed out, the number
// that the sum of the row asks for.
func (s *sheet) balance(t *table, row []int32, at int) {
	lost := row[at]
	for _, id := range t.identities {
		r := &s.layout.identities[id]
		if len(r.rhs) != 1 || !slices.Contains(row, r.rhs[0]) {
			continue
		}
		l, h := s.add(r.lhs), s.add(r.rhs)
		switch {
		case r.rhs[0] == lost:
			s.value[lost] = l.sum
		case slices.Contains(r.lhs, lost):
			s.value[lost] += h.sum - l.sum
		}
	}
}

// allHold reports whether the table's hard identities hold and no figure is
// below zero; cells without a figure count as 0.
func (s *sheet) allHold(t *table) bool {
	for _, row := range t.rows {
		for _, c := range row {
			if s.value[c] < 0 {
				return false
			}
		}
	}
	for _, id := range t.identities {
		r := &s.layout.identities[id]
		if r.identity.Strength != string(data.Hard) {
			continue
		}
		l, h := s.add(r.lhs), s.add(r.rhs)
		if l.unread+h.unread > 0 || l.large || h.large || l.sum != h.sum {
			return false
		}
	}
	return true
}
