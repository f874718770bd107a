package audit

import (
	"fmt"
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// Shifted rows: where sums fail, and moving the figures of one row by one column
// makes all of the table's sums hold, the row was printed one cell off.

const shiftCheck = "v.shift"

// shifted adds the one shift that mends a table whose sums fail. tried are the
// findings of the identities, in the layout's order.
func (s *sheet) shifted(to, tried []data.Finding) []data.Finding {
	for i := range s.tables {
		t := &s.tables[i]
		failing := 0
		for _, id := range t.identities {
			if tried[id].State == data.Failed && tried[id].Severity == data.Hard {
				failing++
			}
		}
		if failing < 2 { // one sum is mended too easily
			continue
		}
		if f, ok := s.mend(t); ok {
			to = append(to, f)
		}
	}
	return to
}

// mend tries to shift every row of a table, with its last column and without.
func (s *sheet) mend(t *table) (f data.Finding, ok bool) {
	found := 0
	for _, row := range t.rows {
		if len(row) < 3 || !s.mayShift(row) {
			continue
		}
		kept, marks := make([]int64, len(row)), make([]mark, len(row))
		for i, c := range row {
			kept[i], marks[i] = s.value[c], s.mark[c]
			s.mark[c] = number // a figure may move to where none is printed
		}
		for _, width := range []int{len(row), len(row) - 1} {
			side := s.shiftBack(t, row[:width], kept[:width])
			if side == "" {
				continue
			}
			found++
			info := s.infos[row[0]]
			where, place := placed(t.Table, nil, info.Row)
			f = data.Finding{Check: shiftCheck, Where: where, State: data.Failed, Severity: data.Soft, Cells: s.names(row),
				Detail: fmt.Sprintf("%s：数字像是整体错到了%s边一列，移回后表中各项勾稽关系全部成立。请对照原件核对该行", place, side)}
			break
		}
		for i, c := range row {
			s.mark[c] = marks[i]
		}
	}
	return f, found == 1
}

// shiftBack tries to move the figures of cells one to the left and to the right,
// and says to which side they were off if that mends the table. What the shift
// left free must be empty; what it pushed out is what the row's sum asks for.
func (s *sheet) shiftBack(t *table, cells []int32, kept []int64) (side string) {
	n := len(cells)
	for _, try := range []struct {
		side  string
		free  int64
		moved []int64
		lost  int
	}{
		{"右", kept[0], append(slices.Clone(kept[1:]), 0), n - 1},
		{"左", kept[n-1], append([]int64{0}, kept[:n-1]...), 0},
	} {
		if try.free != 0 {
			continue
		}
		s.lay(cells, try.moved)
		s.balance(t, cells, try.lost)
		if !s.same(cells, kept) && s.allHold(t) {
			side = try.side
		}
		s.lay(cells, kept)
		if side != "" {
			return side
		}
	}
	return ""
}

// mayShift reports whether a row says anything, and all of it can be read.
func (s *sheet) mayShift(row []int32) bool {
	any := false
	for _, c := range row {
		if s.mark[c] == unread || s.mark[c] == large {
			return false
		}
		any = any || s.value[c] != 0
	}
	return any
}

func (s *sheet) lay(row []int32, values []int64) {
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
		r := &s.identities[id]
		if len(r.rhs) != 1 || !slices.Contains(r.lhs, lost) && r.rhs[0] != lost || r.identity.Axis != form.EachRow {
			continue
		}
		l, h := s.add(r.lhs), s.add(r.rhs)
		if r.rhs[0] == lost {
			s.value[lost] = l.sum
		} else {
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
		r := &s.identities[id]
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
