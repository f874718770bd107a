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
	items := map[int]recountItem{}
	each("SELECT item_id, cell, unit FROM item", func(scan func(...any) error) error {
		var id int
		var of recountItem
		err := scan(&id, &of.cell, &of.unit)
		items[id] = of
		return err
	})
	numbers := map[string]*big.Rat{} // most cells hold the same few
	each("SELECT body_id, year, item_id, CAST(coalesce(value, amount) AS varchar) FROM figure", func(scan func(...any) error) error {
		var at [2]int
		var item int
		var value sql.NullString
		if err := scan(&at[0], &at[1], &item, &value); err != nil {
			return err
		}
		of := recountCell{unit: items[item].unit}
		if value.Valid {
			if numbers[value.String] == nil {
				numbers[value.String], _ = new(big.Rat).SetString(value.String)
			}
			of.value = numbers[value.String]
		}
		r.reports[at].cells[items[item].cell] = of
		return nil
	})
	each("SELECT s.body_id, s.year, s.item_id, s.unit FROM figure_source AS s, item AS i WHERE i.item_id = s.item_id AND i.unit = '' AND i.money", func(scan func(...any) error) error {
		var at [2]int
		var item int
		var unit string
		if err := scan(&at[0], &at[1], &item, &unit); err != nil {
			return err
		}
		of := r.reports[at].cells[items[item].cell]
		of.unit = unit
		r.reports[at].cells[items[item].cell] = of
		return nil
	})
	return r
}

type recountItem struct {
	cell data.Cell
	unit string
}

// group lists the bodies that a rule finds.
func (r *recount) group(body int, rule analytics.Rule) (ids []int) {
	own := r.bodies[body]
	for id, b := range r.bodies {
		if b.level == own.level && b.kind == own.kind && (rule == analytics.SameLevel || b.province == own.province) &&
			(rule != analytics.SamePrefecture || b.prefecture == own.prefecture) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// noGroup reports whether a rule cannot be applied to a body.
func (r *recount) noGroup(body int, rule analytics.Rule) bool {
	return rule != analytics.SameLevel && r.bodies[body].province == "" || rule == analytics.SamePrefecture && r.bodies[body].prefecture == ""
}

// countsOtherwise reports whether two reports are of another scope.
func countsOtherwise(x, y recountReport) bool {
	return x.scope != y.scope && x.scope != "unknown" && y.scope != "unknown" && x.scope != "" && y.scope != ""
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
	answer, err := a.Peers(t.Context(), analytics.PeersQuestion{Body: body, Year: year, Indicator: code, Group: analytics.Group{Rule: rule}, Rows: 1 << 20})
	if data.Code(err) == "no_group" && r.noGroup(body, rule) {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	mine := r.reports[[2]int{body, year}]
	_, _, _, ownPrinted := r.value(code, body, year)
	want := map[int]*big.Rat{}
	cases := map[int]*big.Rat{}
	var values []*big.Rat
	for _, id := range r.group(body, rule) {
		report, there := r.reports[[2]int{id, year}]
		v, _, n, _ := r.value(code, id, year)
		if !there || countsOtherwise(mine, report) || v == nil && (n == nil || n.Sign() <= 0) || n != nil && n.Sign() <= 0 || id != body && ownPrinted && !r.joinable(code, mine.form, report.form) {
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
	var places []*big.Rat // the best first
	for id, v := range want {
		if ranked(id) {
			places = append(places, v)
		}
	}
	better := func(x, y *big.Rat) int {
		if lower {
			x, y = y, x
		}
		return y.Cmp(x)
	}
	slices.SortFunc(places, better)
	for _, m := range answer.Members {
		v, there := want[m.Body.ID]
		rank := 0
		if there && ranked(m.Body.ID) {
			before, _ := slices.BinarySearchFunc(places, v, better)
			rank = 1 + before
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

// total compares a group's sums, and how many bodies they are of, with those of
// coverage.
func (r *recount) total(t *testing.T, a *analytics.Analytics, code string, body, from, to int, rule analytics.Rule) {
	t.Helper()
	question := fmt.Sprint("total ", code, " ", body, " ", from, "-", to, " ", rule)
	group := analytics.Group{Rule: rule}
	answer, err := a.Total(t.Context(), analytics.TotalQuestion{Body: body, Group: group, Indicator: code, From: from, To: to})
	if data.Code(err) == "no_group" && r.noGroup(body, rule) {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	coverage, err := a.Coverage(t.Context(), analytics.CoverageQuestion{Body: body, Group: &group, From: from, To: to})
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	ids := r.group(body, rule)
	for i, p := range answer.Points {
		year, reported, given, left := from+i, 0, 0, 0
		mine := r.reports[[2]int{body, year}]
		sum, under := new(big.Rat), new(big.Rat)
		ratio := r.catalogue.Ratio(code)
		for _, id := range ids {
			report, there := r.reports[[2]int{id, year}]
			v, k, n, _ := r.value(code, id, year)
			if ratio != nil {
				v = k
			}
			if there {
				reported++
			}
			switch {
			case v == nil || ratio != nil && n == nil:
			case countsOtherwise(mine, report):
				left++
			default:
				given++
				sum.Add(sum, v)
				if n != nil {
					under.Add(under, n)
				}
			}
		}
		want := sum
		switch {
		case given == 0:
			want = nil
		case ratio != nil:
			if p.Rate == nil || p.Rate.K.Rat().Cmp(sum) != 0 || p.Rate.N.Rat().Cmp(under) != 0 {
				t.Fatalf("%s: %d: %+v, want %s/%s", question, year, p, show(sum), show(under))
			}
			want = over(sum, under, int64(ratio.Scale))
		}
		if p.Year != year || p.K != given || p.N != len(ids) || p.OtherScope != left || !equal(p.Value, want) {
			t.Fatalf("%s: %d: %+v, want %s of %d of %d, %d left out", question, year, p, show(want), given, len(ids), left)
		}
		if c := coverage.Years[i]; c.Year != year || c.K != reported || c.N != len(ids) {
			t.Fatalf("%s: coverage %+v, want %d of %d", question, c, reported, len(ids))
		}
	}
}
