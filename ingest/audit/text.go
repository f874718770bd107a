package audit

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Text against tables: what 一、总体情况 states agrees with the tables. A word may
// mean several things (收到 may include what was carried in); a number that fits
// one of them is right. A number of another scope (全区, 其中) that fits none says
// nothing.

const textCheck = "n.text"

// waysOf are the sums of a form's cells that a kind of statement may mean.
type waysOf struct {
	rule  *form.StatementRule
	ways  []way
	cells []int32 // of all ways
}

type way struct {
	cells []int32
	coefs []int64
}

// addWays keeps the ways that the form has all cells of.
func (l *layout) addWays(rules []*form.StatementRule) {
	for _, r := range rules {
		w := waysOf{rule: r}
		for _, sum := range r.Sums {
			var x way
			for _, a := range sum {
				if c, ok := l.of[data.Cell(l.form.ID+"/"+a.Path)]; ok {
					x.cells, x.coefs = append(x.cells, c), append(x.coefs, a.Coef)
				}
			}
			if len(x.cells) < len(sum) {
				continue
			}
			w.ways = append(w.ways, x)
			for _, c := range x.cells {
				if !slices.Contains(w.cells, c) {
					w.cells = append(w.cells, c)
				}
			}
		}
		if len(w.ways) > 0 {
			l.ways = append(l.ways, w)
		}
	}
}

// text compares a report's statements with its tables: one finding for each
// thing that they speak of.
func (s *sheet) text(statements []data.Statement) (out []data.Finding) {
	for i := range s.ways {
		w := &s.ways[i]
		var plain, scoped []data.Statement
		for _, st := range statements {
			switch {
			case st.Item != w.rule.Item:
			case st.Part == "":
				plain = append(plain, st)
			default:
				scoped = append(scoped, st)
			}
		}
		if len(plain)+len(scoped) > 0 {
			out = append(out, s.compare(w, plain, scoped))
		}
	}
	return out
}

// compare says what becomes of the statements of one thing.
func (s *sheet) compare(w *waysOf, plain, scoped []data.Statement) data.Finding {
	f := data.Finding{Check: textCheck, Where: w.rule.Item, Severity: data.Soft, State: data.NotAssessable}
	fits := func(st data.Statement) bool { return s.means(w, st.Value) }
	first, known := w.ways[0], s.add(w.cells)
	name := w.rule.NameZH
	switch {
	case slices.ContainsFunc(append(plain, scoped...), fits):
		f.State = data.OK
		if len(plain) > 0 && slices.ContainsFunc(plain, func(st data.Statement) bool { return !fits(st) }) {
			f.State = data.NotAssessable
			f.Detail = name + "：正文前后所述件数不一，其中一处与表格一致，请核对其余各处所指的范围"
		}
	case len(plain) == 0:
		f.Detail = fmt.Sprintf("%s：正文所述件数带有“%s”，与表格的范围可能不同，未作比较", name, scoped[0].Part)
	case known.unread > 0 || s.add(first.cells).numbers == 0:
		f.Detail = name + "：表格中相应的数字没有填写或无法识读，不能与正文比较"
	case slices.ContainsFunc(plain, func(st data.Statement) bool { return !st.Value.Equal(plain[0].Value.Decimal) }):
		f.Detail = name + "：正文几处所述件数不一，不能与表格比较"
	default:
		f.State = data.Failed
		f.Detail = fmt.Sprintf("%s：“一、总体情况”写“%s”，即 %s 件，而%s。请核对两处，更正其中有误的一处；如所指范围不同，请在文中写明",
			name, quoted(plain[0].Text), plain[0].Value, s.stands(first))
	}
	if f.State != data.OK {
		f.Cells = s.names(w.cells)
	}
	return f
}

// means reports whether a number is one of those that the statement may mean.
// A blank counts as 0.
func (s *sheet) means(w *waysOf, n data.Number) bool {
	for _, x := range w.ways {
		var sum data.Number
		known := true
		for i, c := range x.cells {
			known = known && s.mark[c] != unread
			sum = sum.Plus(data.Number{Decimal: s.number(c).Mul(data.NewNumber(x.coefs[i]).Decimal)})
		}
		if known && sum.Equal(n.Decimal) {
			return true
		}
	}
	return false
}

// stands says what the table holds: 表格“一、本年新收…”总计为 3.
func (s *sheet) stands(w way) string {
	parts := make([]string, len(w.cells))
	for i, c := range w.cells {
		parts[i] = fmt.Sprintf("“%s”为 %s", s.infos[c].Label().ZH, s.number(c))
	}
	return "表格中" + strings.Join(parts, "、")
}

// quoted bounds a sentence for a quotation.
func quoted(sentence string) string {
	const most = 60
	if r := []rune(sentence); len(r) > most {
		return string(r[:most]) + "…"
	}
	return sentence
}
