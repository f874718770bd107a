// Package audit checks what a report prints: it reports, it never repairs.
package audit

import (
	"fmt"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Identities tries every identity (勾稽关系) of the report's form on every row
// or column that it applies to. An identity fails only on printed numbers: if
// it holds with blanks as 0 it is ok, and if it does not, or a figure is
// unreadable, it cannot be assessed.
func Identities(f *form.Form, figures []data.Figure) []data.Finding {
	at := make(map[data.Cell]*data.Figure, len(figures))
	for i := range figures {
		at[figures[i].Cell] = &figures[i]
	}
	var out []data.Finding
	for _, id := range f.Identities {
		t := f.Table(id.Table)
		if id.Axis == form.EachColumn {
			for _, c := range t.Columns {
				out = append(out, try(f, t, id, c.Code, "", at))
			}
			continue
		}
		for _, r := range t.Rows {
			if !r.Group {
				out = append(out, try(f, t, id, "", r.Code, at))
			}
		}
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

func try(f *form.Form, t *form.Table, id form.Identity, column, row string, at map[data.Cell]*data.Figure) data.Finding {
	out := data.Finding{Check: id.ID, Where: column + row, Severity: data.Severity(id.Strength)}
	add := func(codes []string) (s side) {
		for _, code := range codes {
			r, c := row, code
			if column != "" {
				r, c = code, column
			}
			cell := data.NewCell(f.ID, t.ID, r, c)
			out.Cells = append(out.Cells, cell)
			fig := at[cell]
			switch {
			case fig == nil, fig.Status == data.Blank, fig.Status == data.NotApplicable:
				s.blanks++
			case fig.Value == nil:
				s.unknown++
			default:
				s.sum = s.sum.Plus(*fig.Value)
				s.numbers++
			}
		}
		return s
	}
	l, r := add(id.LHS), add(id.RHS)
	holds := l.sum.Equal(r.sum.Decimal)
	if id.Relation == "ge" {
		holds = l.sum.GreaterThanOrEqual(r.sum.Decimal)
	}
	blanks := l.blanks + r.blanks
	where := place(t, column, row)
	sums := fmt.Sprintf("%s = %s，%s = %s", terms(t, id.LHS, column), l.sum, terms(t, id.RHS, column), r.sum)
	switch {
	case l.unknown+r.unknown > 0:
		out.State, out.Detail = data.NotAssessable, where+"：有无法识读的数字"
	case r.numbers == 0 || l.numbers == 0:
		out.State, out.Detail = data.NotAssessable, where+"：未填写"
	case holds:
		out.State = data.OK
		if blanks > 0 {
			out.Detail = where + "：空白按 0 计，关系成立"
		}
	case blanks > 0:
		out.State, out.Detail = data.NotAssessable, where+"：空白按 0 计时不相符（"+sums+"）"
	default:
		out.State, out.Detail = data.Failed, where+"："+sums+relation(id)
	}
	return out
}

func relation(id form.Identity) string {
	if id.Relation == "ge" {
		return "，前者应不小于后者"
	}
	return "，两者应相等"
}

// place names the row or column in the form's own words.
func place(t *form.Table, column, row string) string {
	if column != "" {
		c := t.Column(column)
		return "“" + strings.Join(append(append([]string{}, c.Group...), c.Label), " ") + "”列"
	}
	if r := t.Row(row); r.Label != "" {
		return "“" + r.No + r.Label + "”行"
	}
	return t.Title
}

// terms names a side of the identity; long sums by first and last.
func terms(t *form.Table, codes []string, column string) string {
	name := func(code string) string {
		if column != "" {
			r := t.Row(code)
			return r.No + short(r.Label)
		}
		return t.Column(code).Label
	}
	if len(codes) > 4 {
		return name(codes[0]) + " 至 " + name(codes[len(codes)-1]) + " 之和"
	}
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = name(c)
	}
	return strings.Join(names, " + ")
}

func short(label string) string {
	if i := strings.IndexAny(label, "（、"); i > 0 {
		return label[:i]
	}
	return label
}
