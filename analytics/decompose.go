package analytics

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"gongkai/data"
	"gongkai/data/form"
)

// DecomposeQuestion asks why the cases of a ratio's numerator changed between
// two years: more cases in all, other applicants, or another treatment of them.
type DecomposeQuestion struct {
	Body     int
	Ratio    string // one that exists by applicant
	From, To int    // the two years
}

// Effects add up to the change of the numerator: K of To minus K of From =
// Volume + Mix + Rate, exactly but for the rounding of each to six digits. With
// weights w of the kinds of applicants in N and their ratios r, means over both
// years: volume = change of N × mean ratio; mix = mean N × sum of (change of w ×
// mean r); rate = mean N × sum of (mean w × change of r). The symmetric form of
// Kitagawa (1955), so that it does not matter which year comes first.
type Effects struct {
	Volume data.Number `json:"volume"`
	Mix    data.Number `json:"mix"`
	Rate   data.Number `json:"rate"`
}

// KindEffect is what a kind of applicants contributes.
type KindEffect struct {
	Applicant string      `json:"applicant"`
	Before    Rate        `json:"before"`
	Now       Rate        `json:"now"`
	Mix       data.Number `json:"mix"`
	Rate      data.Number `json:"rate"`
}

// Decomposition answers a DecomposeQuestion.
type Decomposition struct {
	Snapshot SnapshotRef  `json:"snapshot"`
	Body     BodyRef      `json:"body"`
	Ratio    string       `json:"ratio"`
	From     int          `json:"from"`
	To       int          `json:"to"`
	Before   Rate         `json:"before"`
	Now      Rate         `json:"now"`
	Change   data.Number  `json:"change"` // of the numerator, in cases
	Effects  Effects      `json:"effects"`
	Kinds    []KindEffect `json:"kinds"` // by the size of what they contribute
}

// Decompose splits the change of a ratio's numerator. Codes: those of Trend,
// "not_by_applicant", "no_value" where a number of the two years is missing,
// "not_joinable" where their forms define it otherwise, "bad_sum" where the
// kinds of applicants do not add up to the whole.
func (a *Analytics) Decompose(ctx context.Context, q DecomposeQuestion) (*Decomposition, error) {
	m, err := a.measure(q.Ratio)
	if err != nil {
		return nil, err
	}
	columns := a.applicants(m)
	if columns == nil {
		return nil, cannotSplit("not_by_applicant", q.Ratio, "这个比率不分申请人", "this ratio is not known by applicant")
	}
	kinds := make([]measure, len(columns))
	for i, col := range columns {
		if kinds[i], err = a.byApplicant(m.ratio.Ratio, col); err != nil {
			return nil, err
		}
	}
	bodies, err := a.bodiesOf(ctx, []int{q.Body})
	if err != nil {
		return nil, err
	}
	read, err := a.read(ctx, append(slices.Clone(kinds), m), these(q.Body), min(q.From, q.To), max(q.From, q.To))
	if err != nil {
		return nil, err
	}
	before, _ := read.point(m, q.Body, q.From)
	now, _ := read.point(m, q.Body, q.To)
	switch {
	case before.Rate == nil || now.Rate == nil || !before.Rate.N.IsPositive() || !now.Rate.N.IsPositive():
		return nil, cannotSplit("no_value", q.Ratio, "两个年度中有一年没有这个数", "one of the two years lacks the number")
	case !m.joinable(before, now):
		return nil, cannotSplit("not_joinable", q.Ratio, "两个年度的表式口径不同", "the forms of the two years define it otherwise")
	}
	d := &Decomposition{Snapshot: a.Snapshot(), Body: bodies[q.Body], Ratio: q.Ratio, From: q.From, To: q.To, Before: *before.Rate, Now: *now.Rate,
		Change: data.Number{Decimal: now.Rate.K.Sub(before.Rate.K.Decimal)}}
	for i, kind := range kinds {
		x, _ := read.point(kind, q.Body, q.From)
		y, _ := read.point(kind, q.Body, q.To)
		if x.Rate == nil || y.Rate == nil {
			return nil, cannotSplit("no_value", kind.code, "两个年度中有一年没有这个数", "one of the two years lacks the number")
		}
		d.Kinds = append(d.Kinds, KindEffect{Applicant: columns[i], Before: *x.Rate, Now: *y.Rate})
	}
	return d, d.split()
}

func cannotSplit(code, place, zh, en string) error {
	return &data.Error{Code: code, Place: place, Reason: data.Text{ZH: zh, EN: en},
		Way: data.Text{ZH: "请换一个比率或年度", EN: "choose another ratio or other years"}}
}

// applicants are the columns of applicants that make up a total; nil where a
// part of the ratio is not known by applicant.
func (a *Analytics) applicants(m measure) (columns []string) {
	if m.ratio == nil || slices.ContainsFunc(m.parts(), func(p measure) bool { return !p.Applicant || p.applicant != "" }) {
		return nil
	}
	for _, f := range a.catalogue.Forms {
		if t := f.Table("t3"); t != nil {
			for _, c := range t.Columns {
				if c.Code != "total" {
					columns = append(columns, c.Code)
				}
			}
			return columns
		}
	}
	return nil
}

// byApplicant is a ratio of one kind of applicants.
func (a *Analytics) byApplicant(r *form.Ratio, column string) (measure, error) {
	of := *r
	of.Code += "@" + column
	of.Numerator, of.Denominator = nil, nil
	for _, code := range r.Numerator {
		of.Numerator = append(of.Numerator, code+"@"+column)
	}
	for _, code := range r.Denominator {
		of.Denominator = append(of.Denominator, code+"@"+column)
	}
	return a.ratio(&of)
}

var half = decimal.New(5, -1)

// splitDigits is to how many digits quotients on the way are held; effects are
// rounded to ratioDigits.
const splitDigits = 30

// split computes the effects.
func (d *Decomposition) split() error {
	k1, n1, k2, n2 := d.Before.K.Decimal, d.Before.N.Decimal, d.Now.K.Decimal, d.Now.N.Decimal
	sums := [4]decimal.Decimal{}
	for _, kind := range d.Kinds {
		for i, v := range []data.Number{kind.Before.K, kind.Before.N, kind.Now.K, kind.Now.N} {
			sums[i] = sums[i].Add(v.Decimal)
		}
	}
	for i, whole := range []decimal.Decimal{k1, n1, k2, n2} {
		if !sums[i].Equal(whole) {
			return cannotSplit("bad_sum", d.Ratio, "各类申请人之和不等于总计", "the kinds of applicants do not add up to the total")
		}
	}
	div := func(x, y decimal.Decimal) decimal.Decimal { return x.DivRound(y, splitDigits) }
	middle := n1.Add(n2).Mul(half)
	volume := n2.Sub(n1).Mul(div(k1, n1).Add(div(k2, n2))).Mul(half)
	mix, rate := decimal.Zero, decimal.Zero
	for i := range d.Kinds {
		kind := &d.Kinds[i]
		w1, w2 := div(kind.Before.N.Decimal, n1), div(kind.Now.N.Decimal, n2)
		r1, r2 := ratioOr(kind.Before, kind.Now, div), ratioOr(kind.Now, kind.Before, div)
		m := middle.Mul(w2.Sub(w1)).Mul(r1.Add(r2)).Mul(half)
		r := middle.Mul(r2.Sub(r1)).Mul(w1.Add(w2)).Mul(half)
		kind.Mix, kind.Rate = data.Number{Decimal: m.Round(ratioDigits)}, data.Number{Decimal: r.Round(ratioDigits)}
		mix, rate = mix.Add(m), rate.Add(r)
	}
	d.Effects = Effects{data.Number{Decimal: volume.Round(ratioDigits)}, data.Number{Decimal: mix.Round(ratioDigits)}, data.Number{Decimal: rate.Round(ratioDigits)}}
	slices.SortStableFunc(d.Kinds, func(x, y KindEffect) int {
		return cmp.Or(y.Mix.Add(y.Rate.Decimal).Abs().Cmp(x.Mix.Add(x.Rate.Decimal).Abs()), cmp.Compare(x.Applicant, y.Applicant))
	})
	return nil
}

// ratioOr is a kind's ratio; of a year without such applicants that of the other
// year, so that their coming and going counts as mix alone.
func ratioOr(of, other Rate, div func(x, y decimal.Decimal) decimal.Decimal) decimal.Decimal {
	switch {
	case of.N.IsPositive():
		return div(of.K.Decimal, of.N.Decimal)
	case other.N.IsPositive():
		return div(other.K.Decimal, other.N.Decimal)
	}
	return decimal.Zero
}

// Contribution is what a body adds to the change of its group's total.
type Contribution struct {
	Body   BodyRef      `json:"body"`
	Before *data.Number `json:"before"`
	Now    *data.Number `json:"now"`
	Diff   *data.Number `json:"diff"` // nil for a body with one of the two years only
}

// Contributions split the change of a group's total between two years into its
// bodies: Change = Both + Come - Gone.
type Contributions struct {
	Snapshot SnapshotRef    `json:"snapshot"`
	Code     string         `json:"indicator"`
	Rule     data.Text      `json:"rule"`
	From     int            `json:"from"`
	To       int            `json:"to"`
	Change   data.Number    `json:"change"`
	Both     data.Number    `json:"both"` // of the bodies that gave both years
	Come     data.Number    `json:"come"` // total of those that gave the later year only
	Gone     data.Number    `json:"gone"` // total of those that gave the earlier year only
	Bodies   []Contribution `json:"bodies"`
}

// Contribute answers which bodies moved a group's total. Codes: those of Peers,
// "not_a_count" for a ratio.
func (a *Analytics) Contribute(ctx context.Context, q TotalQuestion) (*Contributions, error) {
	m, err := a.measure(q.Indicator)
	if err != nil {
		return nil, err
	}
	if m.ratio != nil {
		return nil, cannotSplit("not_a_count", q.Indicator, "比率不能由各机关相加", "ratios of bodies do not add up")
	}
	group, err := a.crowd(ctx, &q.Group, q.Body, q.To)
	if err != nil {
		return nil, err
	}
	var names map[int]BodyRef
	var read *stated
	if err := together(
		func() (err error) { names, err = a.names(ctx, group.who); return err },
		func() (err error) {
			read, err = a.read(ctx, []measure{m}, group.who, min(q.From, q.To), max(q.From, q.To))
			return err
		}); err != nil {
		return nil, err
	}
	c := &Contributions{Snapshot: a.Snapshot(), Code: m.code, Rule: q.Group.text(group.own), From: q.From, To: q.To, Bodies: []Contribution{},
		Both: data.NewNumber(0), Come: data.NewNumber(0), Gone: data.NewNumber(0)}
	for _, id := range slices.Sorted(maps.Keys(names)) {
		b := names[id]
		x, _ := read.point(m, b.ID, q.From)
		y, _ := read.point(m, b.ID, q.To)
		e := Contribution{Body: b, Before: x.Value, Now: y.Value}
		switch {
		case x.Value == nil && y.Value == nil:
			continue
		case x.Value == nil:
			c.Come = c.Come.Plus(*y.Value)
		case y.Value == nil:
			c.Gone = c.Gone.Plus(*x.Value)
		default:
			e.Diff = &data.Number{Decimal: y.Value.Sub(x.Value.Decimal)}
			c.Both = c.Both.Plus(*e.Diff)
		}
		c.Bodies = append(c.Bodies, e)
	}
	c.Change = data.Number{Decimal: c.Both.Add(c.Come.Decimal).Sub(c.Gone.Decimal)}
	slices.SortStableFunc(c.Bodies, func(x, y Contribution) int {
		if x.Diff == nil || y.Diff == nil {
			return btoi(x.Diff == nil) - btoi(y.Diff == nil)
		}
		return y.Diff.Abs().Cmp(x.Diff.Abs())
	})
	return c, nil
}
