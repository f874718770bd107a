package analytics

import (
	"github.com/shopspring/decimal"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// Limits are the sizes below which numbers are too weak to be shown or ranked.
type Limits struct {
	// Percent is the least n of which a ratio is shown; below it only k and n.
	Percent int64
	// Rank is the least n with which a ratio is ranked.
	Rank int64
}

// DefaultLimits holds unless an Analytics is given others.
var DefaultLimits = Limits{Percent: 10, Rank: 30}

// ratioDigits is to how many digits behind the point a ratio is rounded, half
// away from zero, in its unit.
const ratioDigits = 6

// Rate is what a ratio rests on: k of n cases, and how far chance alone may
// have moved it.
type Rate struct {
	K data.Number `json:"k"`
	N data.Number `json:"n"`
	// Low and High bound the ratio at 95 %, in its unit: for a proportion the
	// interval of Wilson (1927), for a rate the exact one of Garwood (1936) for
	// k events over n. nil without cases, or where k cannot be a part of n.
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
	// Few says that n is below Limits.Percent: the ratio itself is not given.
	Few bool `json:"few,omitempty"`
}

// quotient completes the point of a ratio from its parts: the sums of numerator
// and denominator of one report, never an average. There is a point where the
// report has all parts, on a form for which the ratio is valid.
func (s *stated) quotient(m measure, r *record, p Point) (Point, bool) {
	source := m.Source(r.form)
	if source == nil {
		return p, false
	}
	k, n := s.total(m.ratio.over, r), s.total(m.ratio.under, r)
	if k.Status == "" || n.Status == "" {
		return p, false
	}
	p.Match = source.Match
	p.Status = worse(k.Status, n.Status)
	if k.Number != nil && n.Number != nil {
		p.Rate = s.rate(m.ratio.Ratio, *k.Number, *n.Number)
		p.Value = s.value(m.ratio.Ratio, p.Rate)
		if !n.Number.IsPositive() {
			p.Status = data.NotApplicable // a share of nothing
		}
	}
	return p, true
}

// total adds up measures of a report. It has no status where one is not there.
func (s *stated) total(parts []measure, r *record) store.Statement {
	if len(parts) == 1 {
		return r.values[s.index[parts[0].code]]
	}
	terms := make([]store.Term, len(parts))
	for i, part := range parts {
		of := r.values[s.index[part.code]]
		if of.Status == "" {
			return of
		}
		terms[i] = store.Term{Statement: of, Coef: 1}
	}
	return store.Sum(terms)
}

// worse is the status of what was computed from two statements.
func worse(x, y data.Status) data.Status {
	for _, s := range []data.Status{data.Unreadable, data.Blank, data.NotApplicable, data.Suspect, data.Provisional} {
		if x == s || y == s {
			return s
		}
	}
	return data.Derived
}

// rate bounds k of n.
func (a *Analytics) rate(r *form.Ratio, k, n data.Number) *Rate {
	out := &Rate{K: k, N: n, Few: n.LessThan(data.NewNumber(a.limits.Percent).Decimal)}
	if low, high, ok := bounds(r, k, n); ok {
		out.Low, out.High = &low, &high
	}
	return out
}

// value is the ratio itself, nil where n is too small to tell.
func (a *Analytics) value(r *form.Ratio, of *Rate) *data.Number {
	if of.Few || !of.N.IsPositive() {
		return nil
	}
	return divided(of.K.Mul(data.NewNumber(int64(r.Scale)).Decimal), &of.N)
}

// divided is a quotient, rounded. by must not be zero.
func divided(d decimal.Decimal, by *data.Number) *data.Number {
	return &data.Number{Decimal: d.DivRound(by.Decimal, ratioDigits)}
}

// joinable reports whether two years' points of a measure may be compared: no
// form in between or under them counts otherwise.
func (m measure) joinable(x, y Point) bool {
	if x.Form == y.Form {
		return true
	}
	from, to := m.Source(x.Form), m.Source(y.Form)
	return from != nil && to != nil && from.Joinable() && to.Joinable()
}

// perCent is the ratio of a part to its whole.
var perCent = &form.Ratio{Scale: 100, Unit: "%", Kind: form.Proportion}

// share bounds a part of a whole.
func (a *Analytics) share(k, n data.Number) *Rate { return a.rate(perCent, k, n) }
