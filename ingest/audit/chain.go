package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Figures that go on from year to year: what one report leaves over the next
// takes up.

// link is a chain on one row or column of a form and of the form before.
type link struct {
	check      *form.Check
	rule       *form.Chain
	where      string
	place      string
	this, last terms
	isTotal    bool // the total column, which some reports fill alone
}

// terms are the cells of one side of a link with their signs.
type terms struct {
	cells []int32
	coefs []int64
	rest  []int32 // of the first term's row: the columns but the total
	total int32   // its total, if there is a rest
}

// addChains lays out the chains of the catalogue for each pair of forms.
func (a *Auditor) addChains() {
	a.links = map[[2]*layout][]link{}
	for _, c := range a.catalogue.Checks {
		for i := range c.Chains {
			rule := &c.Chains[i]
			for _, f := range rule.Forms {
				now := a.layouts[f]
				for _, b := range rule.Before {
					before := a.layouts[b]
					key := [2]*layout{now, before}
					for _, t := range rule.Tables {
						a.links[key] = append(a.links[key], chained(c, rule, now, before, t)...)
					}
				}
				if c.Severity == data.Hard {
					now.asks = append(now.asks, ask{c, a.firstOf(rule.Before) + 1})
				}
			}
		}
	}
}

// ask is a hard check that wants a report of the year before, from a year on.
type ask struct {
	check *form.Check
	since int
}

func (a *Auditor) firstOf(forms []string) int {
	first := a.layouts[forms[0]].form.YearFrom
	for _, f := range forms {
		first = min(first, a.layouts[f].form.YearFrom)
	}
	return first
}

// chained applies a chain to the rows or columns that a table has in both forms.
func chained(c *form.Check, rule *form.Chain, now, before *layout, table string) (out []link) {
	t, u := now.form.Table(table), before.form.Table(table)
	if rule.Axis == form.EachColumn {
		for _, column := range t.Columns {
			if u.Column(column.Code) == nil {
				continue
			}
			x := link{check: c, rule: rule, isTotal: column.Code == total}
			x.where, x.place = placed(t, column, nil)
			x.this = now.terms(table, rule.This, func(code string) (string, string) { return code, column.Code })
			x.last = before.terms(table, rule.Last, func(code string) (string, string) { return code, column.Code })
			now.addRest(&x.this, t, rule.This[0])
			before.addRest(&x.last, u, rule.Last[0])
			out = append(out, x)
		}
		return out
	}
	for _, row := range t.Rows {
		if row.Group || u.Row(row.Code) == nil {
			continue
		}
		x := link{check: c, rule: rule}
		x.where, x.place = placed(t, nil, row)
		x.this = now.terms(table, rule.This, func(code string) (string, string) { return row.Code, code })
		x.last = before.terms(table, rule.Last, func(code string) (string, string) { return row.Code, code })
		if t.Layout == form.SingleRow {
			x.where, _ = form.Signed(rule.This[0])
		}
		out = append(out, x)
	}
	return out
}

// total is the code of the column that adds up the kinds of applicants.
const total = "total"

func (l *layout) terms(table string, codes []string, at func(code string) (row, column string)) (t terms) {
	for _, code := range codes {
		plain, coef := form.Signed(code)
		row, column := at(plain)
		c, _ := l.cell(table, row, column)
		t.cells, t.coefs = append(t.cells, c), append(t.coefs, coef)
	}
	return t
}

// addRest notes the other cells of a term's row, and its total, if it has one.
func (l *layout) addRest(to *terms, t *form.Table, code string) {
	row, _ := form.Signed(code)
	var known bool
	if to.total, known = l.cell(t.ID, row, total); !known {
		return
	}
	for _, column := range t.Columns {
		if c, ok := l.cell(t.ID, row, column.Code); ok && c != to.total {
			to.rest = append(to.rest, c)
		}
	}
}

// evaluate sums one side.
func (s *sheet) evaluate(t *terms) (x side) {
	for i, c := range t.cells {
		switch s.mark[c] {
		case number:
			x.sum += t.coefs[i] * s.value[c]
			x.numbers++
		case none:
			x.blanks++
		default: // a number beyond a million million is no count of cases
			x.unread++
		}
	}
	return x
}

// onlyTotal reports whether a row has nothing but its total.
func (s *sheet) onlyTotal(t *terms) bool {
	return len(t.rest) > 0 && s.mark[t.total] == number && !slices.ContainsFunc(t.rest, func(c int32) bool { return s.mark[c] != none })
}

// carry tries the links between two reports of one body for neighbouring years.
// changed says that the body was merged or split in between.
func (a *Auditor) carry(now, before *sheet, changed bool, add func(data.Finding)) {
	list := a.links[[2]*layout{now.layout, before.layout}]
	for i := range list {
		if f, tried := list[i].try(now, before, changed); tried {
			add(f)
		}
	}
}

// try tries a link. Where neither report has a figure, or one of them fills the
// total only, there is nothing to try.
func (x *link) try(now, before *sheet, changed bool) (f data.Finding, tried bool) {
	this, last := now.evaluate(&x.this), before.evaluate(&x.last)
	blanks := this.blanks + last.blanks
	if this.numbers == 0 && this.unread == 0 && last.sum == 0 || last.numbers == 0 && last.unread == 0 && this.sum == 0 ||
		!x.isTotal && (now.onlyTotal(&x.this) || before.onlyTotal(&x.last)) {
		return f, false
	}
	f = data.Finding{Check: x.check.Code, Where: x.where, State: data.NotAssessable, Severity: x.check.Severity}
	order := compare(this.sum, last.sum)
	holds := order == 0 || order < 0 && x.rule.Relation == "le" || order > 0 && x.rule.Relation == "ge"
	year := before.report.Year
	switch {
	case this.unread+last.unread > 0:
		f.Detail = fmt.Sprintf("%s：本年或%d年报告有无法识读的数字", x.place, year)
	case holds:
		f.State = data.OK
		return f, true
	case blanks > 0:
		f.Detail = fmt.Sprintf("%s：空白按 0 计时与%d年报告不相符", x.place, year)
	case changed:
		f.Detail = fmt.Sprintf("%s：与%d年报告不相符，但该机关当年有合并、拆分，不作核对", x.place, year)
	case slices.ContainsFunc(x.last.cells, before.isSuspect):
		f.Detail = fmt.Sprintf("%s：与%d年报告不相符，但该年报告的数字自身勾稽不符，请先核对该年报告", x.place, year)
	default:
		f.State, f.Detail = data.Failed, x.say(now, before, last.sum-this.sum)
	}
	f.Cells = now.names(x.this.cells)
	for _, c := range x.last.cells {
		f.Others = append(f.Others, before.other(c))
	}
	return f, true
}

// say is the sentence of a failure; off is by how much the first term is off.
func (x *link) say(now, before *sheet, off int64) string {
	words := []string{"{place}", x.place, "{year}", strconv.Itoa(now.report.Year), "{before}", strconv.Itoa(before.report.Year)}
	for i, c := range x.this.cells {
		words = append(words, fmt.Sprintf("{this%d}", i), now.number(c).String())
	}
	for i, c := range x.last.cells {
		words = append(words, fmt.Sprintf("{last%d}", i), before.number(c).String())
	}
	first := x.this.cells[0]
	want := data.NewNumber(now.value[first] + off)
	if now.money[first] {
		want.Decimal = want.Shift(-moneyScale)
	}
	return strings.NewReplacer(append(words, "{want}", want.String())...).Replace(x.rule.Say)
}

// unasked says of the hard checks that there is no report of the year before.
func (s *sheet) unasked(add func(data.Finding)) {
	for _, q := range s.asks {
		if s.report.Year >= q.since {
			add(data.Finding{Check: q.check.Code, State: data.NotAssessable, Severity: q.check.Severity,
				Detail: fmt.Sprintf("没有载入该机关%d年的报告，不能核对", s.report.Year-1)})
		}
	}
}
