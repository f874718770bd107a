package audit

import (
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// rule is an identity (勾稽关系) on one row or column.
type rule struct {
	identity *form.Identity
	where    string // code of the row or column
	place    string // the same in the form's words
	sides    [2]string
	lhs, rhs []int32
	cells    []data.Cell // of both sides; findings share it
	blank    string      // what is said most often
	empty    string
	unread   string
}

// identify lays out the form's identities on the rows and columns that they
// are for.
func (l *layout) identify() {
	for i := range l.form.Identities {
		id := &l.form.Identities[i]
		t := l.form.Table(id.Table)
		if id.Axis == form.EachColumn {
			for _, column := range t.Columns {
				l.add(l.rule(t, id, column, nil))
			}
			continue
		}
		for _, row := range t.Rows {
			if !row.Group {
				l.add(l.rule(t, id, nil, row))
			}
		}
	}
}

func (l *layout) add(r rule) {
	for i := range l.tables {
		if l.tables[i].ID == r.identity.Table {
			l.tables[i].identities = append(l.tables[i].identities, len(l.identities))
		}
	}
	l.identities = append(l.identities, r)
	l.holding = append(l.holding, data.Finding{Check: r.identity.ID, Where: r.where, State: data.OK, Severity: data.Severity(r.identity.Strength)})
	if r.identity.Strength == string(data.Hard) {
		for _, c := range append(r.lhs[:len(r.lhs):len(r.lhs)], r.rhs...) {
			l.summed[c] = true
		}
	}
}

// rule applies an identity to a column or, if that is nil, to a row.
func (l *layout) rule(t *form.Table, id *form.Identity, column *form.Column, row *form.Row) rule {
	r := rule{identity: id}
	cells := func(codes []string) (out []int32) {
		for _, code := range codes {
			var c int32
			if column != nil {
				c, _ = l.cell(t.ID, code, column.Code)
			} else {
				c, _ = l.cell(t.ID, row.Code, code)
			}
			out = append(out, c)
		}
		return out
	}
	r.lhs, r.rhs = cells(id.LHS), cells(id.RHS)
	left, right := t.Sides(id)
	r.sides = [2]string{left.ZH, right.ZH}
	r.where, r.place = placed(t, column, row)
	if of := t.Of(id); of != "" {
		r.place += "，" + of
	}
	r.cells = slices.Clip(l.names(append(r.lhs[:len(r.lhs):len(r.lhs)], r.rhs...)))
	r.blank, r.empty, r.unread = r.place+"：空白按 0 计，关系成立", r.place+"：未填写", r.place+"：有无法识读的数字"
	return r
}

// placed gives the code of a column or row, and its name in the form's words.
func placed(t *form.Table, column *form.Column, row *form.Row) (where, place string) {
	switch {
	case column != nil:
		return column.Code, "“" + strings.Join(append(append([]string{}, column.Group...), column.Label), " ") + "”列"
	case row.Label != "":
		return row.Code, "“" + row.No + row.Label + "”行"
	}
	return row.Code, t.Title
}

// side is one side of an identity: the sum of its figures.
type side struct {
	sum     int64
	exact   data.Number // the sum, if not all of it fits
	numbers int
	blanks  int
	unread  int
	large   bool
}

func (s *sheet) add(cells []int32) (x side) {
	for _, c := range cells {
		switch s.mark[c] {
		case number:
			x.sum += s.value[c]
			x.numbers++
		case none:
			x.blanks++
		case unread:
			x.unread++
		case large:
			x.large = true
			x.numbers++
		}
	}
	return x
}

// total is the exact sum of cells, in the form's units.
func (s *sheet) total(cells []int32) (sum data.Number) {
	for _, c := range cells {
		if s.mark[c] == number || s.mark[c] == large {
			sum = sum.Plus(s.number(c))
		}
	}
	return sum
}

// try tries an identity. It fails only on printed numbers: with blanks that
// count as 0 it may be ok, but if it does not hold so, or a figure is
// unreadable, it cannot be assessed. The sides are for say.
func (r *rule) try(s *sheet) (state data.State, l, h side) {
	l, h = s.add(r.lhs), s.add(r.rhs)
	switch {
	case l.unread+h.unread > 0, l.numbers == 0, h.numbers == 0:
		return data.NotAssessable, l, h
	case r.holds(s, &l, &h):
		return data.OK, l, h
	case l.blanks+h.blanks > 0:
		return data.NotAssessable, l, h
	}
	return data.Failed, l, h
}

func (r *rule) holds(s *sheet, l, h *side) bool {
	order := 0
	if l.large || h.large {
		order = s.total(r.lhs).Cmp(s.total(r.rhs).Decimal)
	} else {
		order = compare(l.sum, h.sum)
	}
	return order == 0 || order > 0 && r.identity.Relation == "ge"
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// tryAll adds what becomes of all identities of the form.
func (s *sheet) tryAll(to []data.Finding) []data.Finding {
	n := len(to)
	to = append(to, s.holding...)
	out := to[n:]
	for i := range s.identities {
		r := &s.identities[i]
		state, l, h := r.try(s)
		if state == data.OK && l.blanks+h.blanks == 0 {
			continue
		}
		out[i].State, out[i].Detail = state, r.say(s, state, l, h)
		if state != data.OK {
			out[i].Cells = r.cells
		}
	}
	return to
}

func (r *rule) say(s *sheet, state data.State, l, h side) string {
	switch {
	case state == data.OK:
		return r.blank
	case l.unread+h.unread > 0:
		return r.unread
	case l.numbers == 0 || h.numbers == 0:
		return r.empty
	}
	sums := r.sides[0] + " = " + s.total(r.lhs).String() + "，" + r.sides[1] + " = " + s.total(r.rhs).String()
	if state == data.NotAssessable {
		return r.place + "：空白按 0 计时不相符（" + sums + "）"
	}
	if r.identity.Relation == "ge" {
		return r.place + "：" + sums + "，前者应不小于后者"
	}
	return r.place + "：" + sums + "，两者应相等"
}
