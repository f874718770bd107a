// Package audit checks what a report prints: it reports, it never repairs.
package audit

import (
	"fmt"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Auditor checks reports against the identities (勾稽关系) of their forms. It
// is safe for concurrent use.
type Auditor struct {
	catalogue *form.Catalogue
	rules     map[string][]rule // by form
}

// rule is an identity on one row or column.
type rule struct {
	identity form.Identity
	where    string // code of the row or column
	place    string // the same in the form's words
	sides    [2]string
	lhs, rhs []data.Cell
}

// New returns an Auditor for the catalogue's forms.
func New(c *form.Catalogue) *Auditor {
	a := &Auditor{catalogue: c, rules: map[string][]rule{}}
	for _, f := range c.Forms {
		for _, id := range f.Identities {
			t := f.Table(id.Table)
			if id.Axis == form.EachColumn {
				for _, column := range t.Columns {
					a.rules[f.ID] = append(a.rules[f.ID], newRule(f, t, id, column, nil))
				}
				continue
			}
			for _, row := range t.Rows {
				if !row.Group {
					a.rules[f.ID] = append(a.rules[f.ID], newRule(f, t, id, nil, row))
				}
			}
		}
	}
	return a
}

// newRule applies an identity to a column or, if that is nil, to a row.
func newRule(f *form.Form, t *form.Table, id form.Identity, column *form.Column, row *form.Row) rule {
	r := rule{identity: id}
	cells := func(codes []string) (out []data.Cell) {
		for _, code := range codes {
			if column != nil {
				out = append(out, data.NewCell(f.ID, t.ID, code, column.Code))
			} else {
				out = append(out, data.NewCell(f.ID, t.ID, row.Code, code))
			}
		}
		return out
	}
	r.lhs, r.rhs = cells(id.LHS), cells(id.RHS)
	l, h := t.Sides(&id)
	r.sides = [2]string{l.ZH, h.ZH}
	switch {
	case column != nil:
		r.where = column.Code
		r.place = "“" + strings.Join(append(append([]string{}, column.Group...), column.Label), " ") + "”列"
	case row.Label != "":
		r.where, r.place = row.Code, "“"+row.No+row.Label+"”行"
	default:
		r.where, r.place = row.Code, t.Title
	}
	if of := t.Of(&id); of != "" {
		r.place += "，" + of
	}
	return r
}

// Identities tries every identity of the report's form on every row or column
// that it applies to. An identity fails only on printed numbers: with blanks
// that count as 0 it may be ok, but if it does not hold so, or a figure is
// unreadable, it cannot be assessed.
func (a *Auditor) Identities(formID string, figures []data.Figure) []data.Finding {
	at := make(map[data.Cell]*data.Figure, len(figures))
	for i := range figures {
		at[figures[i].Cell] = &figures[i]
	}
	rules := a.rules[formID]
	out := make([]data.Finding, len(rules))
	for i := range rules {
		out[i] = rules[i].try(at)
	}
	return out
}

// side is one side of an identity: the sum of its figures.
type side struct {
	sum     data.Number
	numbers int
	blanks  int
	unknown int // unreadable figures
}

func add(cells []data.Cell, at map[data.Cell]*data.Figure) (s side) {
	var whole int64 // counts are summed as integers, which is most of them
	for _, cell := range cells {
		f := at[cell]
		switch {
		case f == nil, f.Status == data.Blank, f.Status == data.NotApplicable:
			s.blanks++
		case f.Value == nil:
			s.unknown++
		default:
			s.numbers++
			if n, small := f.Value.Small(); small {
				whole += n
			} else {
				s.sum = s.sum.Plus(*f.Value)
			}
		}
	}
	s.sum = s.sum.Plus(data.NewNumber(whole))
	return s
}

func (r *rule) try(at map[data.Cell]*data.Figure) data.Finding {
	l, h := add(r.lhs, at), add(r.rhs, at)
	out := data.Finding{Check: r.identity.ID, Where: r.where, Severity: data.Severity(r.identity.Strength)}
	holds := l.sum.Equal(h.sum.Decimal)
	if r.identity.Relation == "ge" {
		holds = l.sum.GreaterThanOrEqual(h.sum.Decimal)
	}
	blanks := l.blanks + h.blanks
	switch {
	case l.unknown+h.unknown > 0:
		out.State, out.Detail = data.NotAssessable, r.place+"：有无法识读的数字"
	case h.numbers == 0 || l.numbers == 0:
		out.State, out.Detail = data.NotAssessable, r.place+"：未填写"
	case holds:
		out.State = data.OK
		if blanks > 0 {
			out.Detail = r.place + "：空白按 0 计，关系成立"
		}
	case blanks > 0:
		out.State, out.Detail = data.NotAssessable, r.place+"：空白按 0 计时不相符（"+r.sums(l, h)+"）"
	default:
		out.State, out.Detail = data.Failed, r.place+"："+r.sums(l, h)+"，"+r.duty()
	}
	if out.State != data.OK {
		out.Cells = append(append(make([]data.Cell, 0, len(r.lhs)+len(r.rhs)), r.lhs...), r.rhs...)
	}
	return out
}

func (r *rule) sums(l, h side) string {
	return fmt.Sprintf("%s = %s，%s = %s", r.sides[0], l.sum, r.sides[1], h.sum)
}

func (r *rule) duty() string {
	if r.identity.Relation == "ge" {
		return "前者应不小于后者"
	}
	return "两者应相等"
}
