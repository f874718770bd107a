package store

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// Term is a statement with its coefficient in a sum.
type Term struct {
	Statement
	Coef int
}

// Sum adds the terms of an indicator's source, none of which is missing. If one
// has no number the sum has none, and says why in the word of the worst: a part
// of a sum never stands for the whole, and a blank is never taken for zero. A
// sum of several cells is derived; one over a suspect cell is suspect.
func Sum(terms []Term) Statement {
	if len(terms) == 1 && terms[0].Coef == 1 {
		return terms[0].Statement
	}
	has := func(s data.Status) bool {
		return slices.ContainsFunc(terms, func(t Term) bool { return t.Status == s })
	}
	total := data.NewNumber(0)
	for _, t := range terms {
		if t.Number == nil {
			for _, worst := range []data.Status{data.Unreadable, data.Blank, data.NotApplicable} {
				if has(worst) {
					return Statement{Status: worst}
				}
			}
			return Statement{Status: data.Unreadable}
		}
		total = data.Number{Decimal: total.Add(t.Number.Mul(data.NewNumber(int64(t.Coef)).Decimal))}
	}
	for _, doubt := range []data.Status{data.Suspect, data.Provisional} {
		if has(doubt) {
			return Statement{&total, doubt}
		}
	}
	return Statement{&total, data.Derived}
}

// observed is an indicator with the source that a form feeds it from.
type observed struct {
	id        int // position in the catalogue
	indicator *form.Indicator
	source    *form.Source
	items     []int // of the terms
	plain     bool  // it is a count in one cell
}

// observedBy lists the indicators that a form feeds.
func (a *arrangement) observedBy(formCode string) []observed {
	var list []observed
	for id, i := range a.Catalogue.Indicators {
		s := i.Source(formCode)
		if s == nil {
			continue
		}
		o := observed{id: id, indicator: i, source: s}
		for _, c := range s.Cells() {
			o.items = append(o.items, a.itemOf[c])
		}
		o.plain = len(o.items) == 1 && s.Terms[0].Coef == 1 && !i.Money() && !a.cells[o.items[0]].info.Money()
		list = append(list, o)
	}
	return list
}

// observe computes the indicator from what a report states. It says false
// where the report prints not all of the cells.
func (o *observed) observe(from *statements) (Statement, bool) {
	if o.plain {
		f := from.of(o.items[0])
		if f == nil {
			return Statement{}, false
		}
		return f.Statement, true
	}
	terms := make([]Term, len(o.items))
	for k, item := range o.items {
		f := from.of(item)
		if f == nil {
			return Statement{}, false
		}
		terms[k] = Term{f.Statement, o.source.Terms[k].Coef}
		if o.indicator.Money() && f.Number != nil {
			terms[k].Statement = f.inUnit(Unit(o.indicator))
		}
	}
	s := Sum(terms)
	if s.Number != nil && (o.indicator.Money() && !fitsMoney(*s.Number) || !o.indicator.Money() && !s.Number.IsCount()) {
		return Statement{Status: data.Unreadable}, true
	}
	return s, true
}

// Unit is the unit in which observations of an indicator are stored. Where the
// catalogue leaves 元 and 万元 open, it is 元.
func Unit(i *form.Indicator) string {
	if power, _ := data.MoneyPower(i.Unit); i.Money() && power == 0 {
		return "元"
	}
	return i.Unit
}

// inUnit restates an amount in a unit. Where neither form nor cell says in
// which unit it is printed, nobody can.
func (f *stated) inUnit(unit string) Statement {
	printed := f.info.Unit()
	if printed == "" {
		printed = f.figure.Unit
	}
	n, ok := Convert(*f.Number, printed, unit)
	if !ok || !fitsMoney(n) {
		return Statement{Status: data.Unreadable}
	}
	return Statement{&n, f.Status}
}
