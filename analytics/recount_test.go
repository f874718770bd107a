package analytics_test

import (
	"database/sql"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// recount is a second calculation of the answers: plain Go over the stored
// figures, read row by row, with fractions of big numbers. It shares with the
// first the catalogue and nothing else.
type recount struct {
	catalogue *form.Catalogue
	bodies    map[int]recountBody
	reports   map[[2]int]recountReport // by body and year
	years     []int                    // first and last
}

type recountBody struct {
	id                                           int
	key, code, kind, level, province, prefecture string
}

type recountReport struct {
	form, scope string
	cells       map[data.Cell]recountCell
}

type recountCell struct {
	value *big.Rat // nil for what is no number
	unit  string
}

func newRecount(t testing.TB, s *store.Snapshot, c *form.Catalogue) *recount {
	t.Helper()
	r := &recount{catalogue: c, bodies: map[int]recountBody{}, reports: map[[2]int]recountReport{}}
	each := func(text string, read func(scan func(...any) error) error) {
		rows, err := s.DB.QueryContext(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			if err := read(rows.Scan); err != nil {
				t.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	each("SELECT body_id, key, region_code, organ, level, province, prefecture FROM body", func(scan func(...any) error) error {
		var b recountBody
		var organ string
		err := scan(&b.id, &b.key, &b.code, &organ, &b.level, &b.province, &b.prefecture)
		switch b.kind = organ; {
		case organ == "":
			b.kind = "政府"
		case strings.HasSuffix(strings.TrimSuffix(strings.TrimSuffix(organ, "人民政府"), "办事处"), "镇"), strings.HasSuffix(strings.TrimSuffix(organ, "办事处"), "街道"), strings.HasSuffix(strings.TrimSuffix(organ, "人民政府"), "乡"):
			b.kind = "乡镇街道"
		}
		r.bodies[b.id] = b
		return err
	})
	each("SELECT body_id, year, form, scope FROM report WHERE superseded_by IS NULL", func(scan func(...any) error) error {
		var at [2]int
		of := recountReport{cells: map[data.Cell]recountCell{}}
		err := scan(&at[0], &at[1], &of.form, &of.scope)
		r.reports[at] = of
		r.years = append(r.years, at[1])
		return err
	})
	slices.Sort(r.years)
	each(`SELECT f.body_id, f.year, i.cell, CAST(f.value AS varchar), CAST(f.amount AS varchar), CASE WHEN i.unit = '' THEN s.unit ELSE i.unit END
FROM figure AS f, item AS i, figure_source AS s WHERE i.item_id = f.item_id AND s.body_id = f.body_id AND s.year = f.year AND s.item_id = f.item_id`, func(scan func(...any) error) error {
		var at [2]int
		var cell data.Cell
		var value, amount sql.NullString
		var of recountCell
		if err := scan(&at[0], &at[1], &cell, &value, &amount, &of.unit); err != nil {
			return err
		}
		for _, s := range []sql.NullString{value, amount} {
			if s.Valid {
				of.value, _ = new(big.Rat).SetString(s.String)
			}
		}
		r.reports[at].cells[cell] = of
		return nil
	})
	return r
}

// indicator is the value of an indicator, nil for none; printed says whether
// the report has all its cells.
func (r *recount) indicator(code string, body, year int) (v *big.Rat, printed bool) {
	base, column, _ := strings.Cut(code, "@")
	report, there := r.reports[[2]int{body, year}]
	i := r.catalogue.Indicator(base)
	if !there || i == nil {
		return nil, false
	}
	for _, s := range i.Sources {
		if s.Form != report.form {
			continue
		}
		sum := new(big.Rat)
		for _, term := range s.Terms {
			if column != "" {
				term.Column = column
			}
			cell, there := report.cells[data.NewCell(s.Form, term.Table, term.Row, term.Column)]
			if !there {
				return nil, false
			}
			if sum == nil || cell.value == nil {
				sum = nil
				continue
			}
			x := new(big.Rat).Mul(cell.value, big.NewRat(int64(term.Coef), 1))
			switch yuan := map[string]int64{"元": 1, "万元": 10000}; {
			case !strings.Contains(i.Unit, "元"):
			case yuan[cell.unit] == 0:
				sum = nil
				continue
			case i.Unit == "万元":
				x.Mul(x, big.NewRat(yuan[cell.unit], 10000))
			default:
				x.Mul(x, big.NewRat(yuan[cell.unit], 1))
			}
			sum.Add(sum, x)
		}
		return sum, true
	}
	return nil, false
}

// kn is numerator and denominator of a ratio.
func (r *recount) kn(ratio *form.Ratio, body, year int) (k, n *big.Rat, printed bool) {
	if !slices.Contains(ratio.ValidFor, r.reports[[2]int{body, year}].form) {
		return nil, nil, false
	}
	sum := func(codes []string) (*big.Rat, bool) {
		total := new(big.Rat)
		for _, c := range codes {
			v, printed := r.indicator(c, body, year)
			if !printed {
				return nil, false
			}
			if total == nil || v == nil {
				total = nil
				continue
			}
			total.Add(total, v)
		}
		return total, true
	}
	k, one := sum(ratio.Numerator)
	n, two := sum(ratio.Denominator)
	return k, n, one && two
}

// value is an indicator's or ratio's value, and whether a body has one at all.
func (r *recount) value(code string, body, year int) (v, k, n *big.Rat, printed bool) {
	ratio := r.catalogue.Ratio(code)
	if ratio == nil {
		v, printed = r.indicator(code, body, year)
		return v, nil, nil, printed
	}
	k, n, printed = r.kn(ratio, body, year)
	if !printed || k == nil || n == nil {
		return nil, nil, nil, printed
	}
	return over(k, n, int64(ratio.Scale)), k, n, true
}

// over is a ratio as it is shown: none of fewer than ten cases.
func over(k, n *big.Rat, scale int64) *big.Rat {
	if n.Cmp(big.NewRat(10, 1)) < 0 {
		return nil
	}
	return rounded(new(big.Rat).Quo(new(big.Rat).Mul(k, big.NewRat(scale, 1)), n))
}

// rounded is a fraction with six digits behind the point, half away from zero.
func rounded(x *big.Rat) *big.Rat {
	v, _ := new(big.Rat).SetString(x.FloatString(6))
	return v
}

func (r *recount) joinable(code, from, to string) bool {
	if from == to {
		return true
	}
	codes := []string{code}
	if ratio := r.catalogue.Ratio(code); ratio != nil {
		codes = slices.Concat(ratio.Numerator, ratio.Denominator)
	}
	for _, c := range codes {
		base, _, _ := strings.Cut(c, "@")
		for _, f := range []string{from, to} {
			s := r.catalogue.Indicator(base).Source(f)
			if s == nil || s.Match != form.Exact && s.Match != form.Near {
				return false
			}
		}
	}
	return true
}

// equal compares a number of an answer with a fraction, exactly.
func equal(got *data.Number, want *big.Rat) bool {
	if got == nil || want == nil {
		return got == nil && want == nil
	}
	return got.Rat().Cmp(want) == 0
}

func show(x *big.Rat) string {
	if x == nil {
		return "none"
	}
	return x.RatString()
}

// trend compares a trend's values and what its view makes of them.
func (r *recount) trend(t *testing.T, a *analytics.Analytics, code string, body, from, to int, view analytics.View, base int) {
	t.Helper()
	question := fmt.Sprint("trend ", code, " ", body, " ", from, "-", to, " ", view, " ", base)
	answer, err := a.Trend(t.Context(), analytics.TrendQuestion{Indicators: []string{code}, Bodies: []int{body}, From: from, To: to, View: view, Base: base})
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	at := func(year int) (*big.Rat, string) {
		v, _, _, _ := r.value(code, body, year)
		if year < from || year > to {
			v = nil
		}
		return v, r.reports[[2]int{body, year}].form
	}
	for i, p := range answer.Series[0].Points {
		year := from + i
		v, k, n, _ := r.value(code, body, year)
		if !equal(p.Value, v) || p.Year != year || (p.Rate != nil) != (k != nil) || k != nil && (p.Rate.K.Rat().Cmp(k) != 0 || p.Rate.N.Rat().Cmp(n) != 0) {
			t.Fatalf("%s: %d: %+v, want %s = %s/%s", question, year, p, show(v), show(k), show(n))
		}
		reference := year - 1
		if view == analytics.Since || view == analytics.Index {
			reference = base
		}
		before, formBefore := at(reference)
		_, formNow := at(year)
		var want *big.Rat
		if v != nil && before != nil && r.joinable(code, formBefore, formNow) {
			switch {
			case view == analytics.Change || view == analytics.Since:
				want = new(big.Rat).Sub(v, before)
			case view == analytics.Index && before.Sign() > 0 && (k != nil || before.Cmp(big.NewRat(10, 1)) >= 0):
				want = rounded(new(big.Rat).Quo(new(big.Rat).Mul(v, big.NewRat(100, 1)), before))
			}
		}
		if !equal(p.Shown, want) {
			t.Fatalf("%s: %d shows %v, want %s", question, year, p.Shown, show(want))
		}
	}
}

// peers compares members, values, ranks and quartiles of a group.
func (r *recount) peers(t *testing.T, a *analytics.Analytics, code string, body, year int, rule analytics.Rule) {
	t.Helper()
	question := fmt.Sprint("peers ", code, " ", body, " ", year, " ", rule)
	answer, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: body, Year: year, Indicator: code, Group: analytics.Group{Rule: rule}})
	if data.Code(err) == "no_group" && (r.bodies[body].province == "" || rule == analytics.SamePrefecture && r.bodies[body].prefecture == "") {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	own, mine := r.bodies[body], r.reports[[2]int{body, year}]
	_, _, _, ownPrinted := r.value(code, body, year)
	want := map[int]*big.Rat{}
	cases := map[int]*big.Rat{}
	var values []*big.Rat
	for id, b := range r.bodies {
		if b.level != own.level || b.kind != own.kind || rule != analytics.SameLevel && b.province != own.province ||
			rule == analytics.SamePrefecture && b.prefecture != own.prefecture {
			continue
		}
		report, there := r.reports[[2]int{id, year}]
		v, _, n, _ := r.value(code, id, year)
		other := mine.scope != report.scope && mine.scope != "unknown" && report.scope != "unknown" && mine.scope != ""
		if !there || other || v == nil && (n == nil || n.Sign() <= 0) || n != nil && n.Sign() <= 0 || id != body && ownPrinted && !r.joinable(code, mine.form, report.form) {
			continue
		}
		want[id], cases[id] = v, n
		if v != nil {
			values = append(values, v)
		}
	}
	if len(answer.Members) != len(want) {
		t.Fatalf("%s: %d members, want %d", question, len(answer.Members), len(want))
	}
	ranked := func(id int) bool {
		return want[id] != nil && (cases[id] == nil || cases[id].Cmp(big.NewRat(30, 1)) >= 0)
	}
	lower := r.catalogue.Ratio(code) != nil && r.catalogue.Ratio(code).Better == "lower"
	for _, m := range answer.Members {
		v, there := want[m.Body.ID]
		rank := 0
		if there && ranked(m.Body.ID) {
			rank = 1
			for id, w := range want {
				if ranked(id) && (w.Cmp(v) > 0) != lower && w.Cmp(v) != 0 {
					rank++
				}
			}
		}
		if !there || !equal(m.Value, v) || m.Rank != rank {
			t.Fatalf("%s: %+v, want %s, rank %d", question, m, show(v), rank)
		}
	}
	slices.SortFunc(values, (*big.Rat).Cmp)
	for i, got := range []*data.Number{answer.Spread.Min, answer.Spread.Q1, answer.Spread.Median, answer.Spread.Q3, answer.Spread.Max} {
		if q := quartile(values, int64(i)); !equal(got, q) {
			t.Fatalf("%s: quartile %d is %v, want %s", question, i, got, show(q))
		}
	}
}

func quartile(sorted []*big.Rat, quarters int64) *big.Rat {
	if len(sorted) == 0 {
		return nil
	}
	at := big.NewRat(int64(len(sorted)-1)*quarters, 4)
	low := new(big.Int).Quo(at.Num(), at.Denom()).Int64()
	if low == int64(len(sorted)-1) {
		return sorted[low]
	}
	part := new(big.Rat).Sub(at, big.NewRat(low, 1))
	step := new(big.Rat).Sub(sorted[low+1], sorted[low])
	return new(big.Rat).Add(sorted[low], step.Mul(step, part))
}
