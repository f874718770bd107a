package audit_test

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// kind is a kind of fault. seed plants one into a trial; done is false where the
// report offers no place for it, trace where nothing that is printed
// contradicts the fault.
type kind struct {
	name      string
	seed      func(t *trial) (trace, done bool)
	why       string // why faults leave no trace
	dear      int    // so many times fewer are tried, with the whole division
	traceless bool   // none leaves a trace
}

const (
	atEnds   = "no neighbouring year, or nothing carried over"
	unsteady = "the level is not steady, too low or known from too few years"
	little   = "too few figures to tell from chance"
)

var kinds = []kind{
	{name: "a figure of a sum changed", seed: inSums(func(t *trial, n int64) (int64, bool) { return n + 1 + t.r.Int64N(9), true })},
	{name: "a digit lost in a sum", seed: inSums(func(t *trial, n int64) (int64, bool) { return dropDigit(t, n), n >= 10 })},
	{name: "a digit doubled in a sum", seed: inSums(func(t *trial, n int64) (int64, bool) { return doubleDigit(t, n), n > 0 })},
	{name: "a number split over two cells", seed: splitCell},
	{name: "a row of table three shifted", seed: shiftRow("t3", 7)},
	{name: "the row of table four shifted", seed: shiftRow("t4", 15)},
	{name: "documents shifted by a column", seed: shiftDocuments, why: "no year beside, or all three alike"},
	{name: "carry-over broken, sums kept", seed: breakCarry, why: atEnds},
	{name: "documents: a figure changed", seed: changeDocuments, why: "no year beside"},
	{name: "items of 2020 changed", seed: changeItems},
	{name: "pending cases not taken up", seed: dropPending},
	{name: "a digit too many, no sum", seed: inSeries(func(t *trial, n int64) int64 {
		if t.r.IntN(2) == 0 {
			return 10*n + t.r.Int64N(10)
		}
		return doubleDigit(t, n)
	}), why: unsteady},
	{name: "a digit too few, no sum", seed: inSeries(dropDigit), why: unsteady},
	{name: "yuan for 10,000 yuan", seed: money(4), why: unsteady},
	{name: "10,000 yuan taken twice", seed: money(-4), why: unsteady},
	{name: "text against table", seed: changeText},
	{name: "text against table, two meanings", seed: changeTextBy, why: "the number is right in another meaning of the words"},
	{name: "reports of two years swapped", seed: swapYears, why: "nothing carried over, no documents: the years differ in nothing that goes on"},
	{name: "report copied from another year", seed: copyYear, why: little},
	{name: "report copied from another body", seed: copyBody, why: little, dear: 10},
	{name: "government's decisions changed", seed: changeWhole, dear: 10},
	{name: "body's figure above the whole", seed: exceedWhole, dear: 10},
	{name: "a year left out", seed: leaveOut},
	{name: "published late", seed: publishLate},
	{name: "form of another year", seed: wrongForm},
	{name: "two refusal rows swapped", seed: swapRows, why: "every sum holds: labels alone place the rows", traceless: true},
	{name: "licences changed by a few per cent", seed: inSeries(func(t *trial, n int64) int64 { return n + 1 + n/20 }), why: "no sum, no chain, and within what a year may bring", traceless: true},
}

func dropDigit(t *trial, n int64) int64 {
	s := strconv.FormatInt(n, 10)
	if len(s) < 2 {
		return n
	}
	i := t.r.IntN(len(s))
	w, _ := strconv.ParseInt(s[:i]+s[i+1:], 10, 64)
	return w
}

func doubleDigit(t *trial, n int64) int64 {
	s := strconv.FormatInt(n, 10)
	i := t.r.IntN(len(s))
	w, _ := strconv.ParseInt(s[:i+1]+s[i:], 10, 64)
	return w
}

// inSums changes a figure that a hard sum holds.
func inSums(change func(t *trial, n int64) (int64, bool)) func(*trial) (bool, bool) {
	return func(t *trial) (bool, bool) {
		t.report().Statements = nil
		f := &t.report().Figures[t.r.IntN(len(t.report().Figures))]
		if f.Value == nil || !t.summed(f.Cell) {
			return false, false
		}
		n := f.Value.IntPart()
		w, ok := change(t, n)
		if !ok || w == n {
			return false, false
		}
		set(f, data.NewNumber(w))
		t.row = []data.Cell{f.Cell}
		return true, true
	}
}

// summed reports whether a hard identity of equality is over a cell.
func (t *trial) summed(c data.Cell) bool {
	return slices.ContainsFunc(t.catalogue.Form(c.Form()).Identities, func(id form.Identity) bool {
		code := c.Row()
		if id.Axis == form.EachRow {
			code = c.Column()
		}
		return id.Strength == "hard" && id.Relation == "eq" && id.Table == c.Table() && (slices.Contains(id.LHS, code) || slices.Contains(id.RHS, code))
	})
}

// splitCell breaks a number in table three in two and pushes the rest of the
// row on by a cell: 16 0 0 is read as 1 6 0.
func splitCell(t *trial) (bool, bool) {
	row := t.row3()
	if row == nil {
		return false, false
	}
	i := slices.IndexFunc(row[:6], func(f *data.Figure) bool { return f.Value != nil && f.Value.IntPart() >= 10 })
	if i < 0 {
		return false, false
	}
	n := row[i].Value
	s := n.String()
	for k := 6; k > i+1; k-- {
		if row[k-1].Value == nil {
			return false, false
		}
		set(row[k], *row[k-1].Value)
	}
	a, _ := data.ParseNumber(s[:1])
	b, _ := data.ParseNumber(s[1:])
	set(row[i], a)
	set(row[i+1], b)
	return true, true
}

// row3 is a random row of table three that is not all zero.
func (t *trial) row3() []*data.Figure { return t.rowOf("t3", 7) }

func (t *trial) rowOf(table string, width int) (row []*data.Figure) {
	t.report().Statements = nil
	f := t.report().Form
	if t.catalogue.Form(f).Table(table) == nil {
		return nil
	}
	at := t.r.IntN(len(t.report().Figures))
	path := t.report().Figures[at].Cell
	if path.Table() != table {
		return nil
	}
	any := false
	for i := range t.report().Figures {
		g := &t.report().Figures[i]
		if g.Cell.Table() == table && g.Cell.Row() == path.Row() {
			row, t.row = append(row, g), append(t.row, g.Cell)
			any = any || g.Value != nil && !g.Value.IsZero()
		}
	}
	if !any || len(row) != width {
		return nil
	}
	return row
}

// shiftRow moves the figures of a row by one cell; what is pushed out is lost.
func shiftRow(table string, width int) func(t *trial) (bool, bool) {
	return func(t *trial) (bool, bool) {
		row := t.rowOf(table, width)
		if row == nil {
			return false, false
		}
		values := make([]data.Number, len(row))
		for i, f := range row {
			if f.Value == nil {
				return false, false
			}
			values[i] = *f.Value
		}
		zero := data.NewNumber(0)
		shifted := append(slices.Clone(values[1:]), zero)
		if t.r.IntN(2) == 0 {
			shifted = append([]data.Number{zero}, values[:len(values)-1]...)
		}
		for i, f := range row {
			set(f, shifted[i])
		}
		return true, true
	}
}

// shiftDocuments moves made, repealed and in force by one cell.
func shiftDocuments(t *trial) (bool, bool) {
	if t.report().Form != "gov2021" {
		return false, false
	}
	t.report().Statements = nil
	var v [3]int64
	var f [3]*data.Figure
	for i, c := range []string{"made", "repealed", "in_force"} {
		v[i], f[i] = t.value("t2.art20_1/normative/"+c), t.figure("t2.art20_1/normative/"+c)
		if v[i] < 0 {
			return false, false
		}
	}
	shifted := [3]int64{0, v[0], v[1]}
	if t.r.IntN(2) == 0 {
		shifted = [3]int64{v[1], v[2], 0}
	}
	if shifted == v {
		return false, false
	}
	for i := range f {
		set(f[i], data.NewNumber(shifted[i]))
	}
	t.names("t2.art20_1/normative/made")
	this := shifted[2] - shifted[0] + shifted[1] // equal to what was in force before
	return t.documentsBroken(this, v[2]-v[0]+v[1], shifted[2], v[2]) || shifted[2]+shifted[1] < shifted[0], true
}

// documentsBroken reports whether the chain of documents to the year before or
// after breaks.
func (t *trial) documentsBroken(before, wasBefore, inForce, wasInForce int64) bool {
	return before != wasBefore && t.has(-1, "gov2021") || inForce != wasInForce && t.has(1, "gov2021")
}

// has reports whether the year so far away has a report on one of the forms.
func (t *trial) has(away int, forms ...string) bool {
	i := t.i + away
	return i >= 0 && i < len(t.reports) && t.reports[i].Year == t.report().Year+away && slices.Contains(forms, t.reports[i].Form)
}

func changeDocuments(t *trial) (bool, bool) {
	if t.report().Form != "gov2021" {
		return false, false
	}
	t.report().Statements = nil
	columns := []string{"made", "repealed", "in_force"}
	c := t.r.IntN(3)
	path := "t2.art20_1/normative/" + columns[c]
	n := t.value(path)
	for _, k := range columns {
		if t.value("t2.art20_1/normative/"+k) < 0 {
			return false, false
		}
	}
	if t.i > 0 && t.has(-1, "gov2021") {
		was := t.reports[t.i-1].Figure(data.Cell("gov2021/t2.art20_1/normative/in_force"))
		if was.Value == nil {
			return false, false
		}
	}
	set(t.figure(path), data.NewNumber(n+1+t.r.Int64N(5)))
	t.names(path)
	return t.has(-1, "gov2021") || c == 2 && t.has(1, "gov2021"), true
}

// breakCarry moves applications from received to carried in: all sums hold.
func breakCarry(t *trial) (bool, bool) {
	if t.value("t3/received/natural") < 1 || t.value("t3/carried_in/natural") < 0 {
		return false, false
	}
	t.report().Statements = nil
	k := 1 + t.r.Int64N(t.value("t3/received/natural"))
	for _, c := range []string{"natural", "total"} {
		set(t.figure("t3/received/"+c), data.NewNumber(t.value("t3/received/"+c)-k))
		set(t.figure("t3/carried_in/"+c), data.NewNumber(t.value("t3/carried_in/"+c)+k))
	}
	t.names("t3/carried_in/natural")
	return t.has(-1, "gov2019", "gov2021"), true
}

func changeItems(t *trial) (bool, bool) {
	if t.report().Year != 2020 || t.value("t2.art20_5/licence/items_prev") < 0 || !t.has(-1, "gov2019") {
		return false, false
	}
	path := "t2.art20_5/licence/items_prev"
	set(t.figure(path), data.NewNumber(t.value(path)+1+t.r.Int64N(5)))
	t.names(path)
	return true, true
}

// dropPending leaves the cases out that were pending the year before.
func dropPending(t *trial) (bool, bool) {
	if !t.has(-1, "gov2019", "gov2021") {
		return false, false
	}
	before := t.reports[t.i-1].Figure(data.Cell(t.reports[t.i-1].Form + "/t4/cases/review.pending"))
	if before == nil || before.Value == nil || before.Value.IsZero() {
		return false, false
	}
	t.report().Statements = nil
	for _, c := range []string{"upheld", "corrected", "other", "pending", "total"} {
		f := t.figure("t4/cases/review." + c)
		if f == nil || f.Value == nil {
			return false, false
		}
		set(f, data.NewNumber(0))
	}
	t.names("t4/cases/review.total")
	return true, true
}

// inSeries changes a figure of table two that no sum and no chain holds.
func inSeries(change func(t *trial, n int64) int64) func(*trial) (bool, bool) {
	return func(t *trial) (bool, bool) {
		t.report().Statements = nil
		path := []string{"t2.art20_5/licence/decisions", "t2.art20_6/penalty/decisions", "t2.art20_6/coercion/decisions"}[t.r.IntN(3)]
		n := t.value(path)
		if n < 2 {
			return false, false
		}
		w := change(t, n)
		if w == n || w <= 0 {
			return false, false
		}
		set(t.figure(path), data.NewNumber(w))
		t.names(path)
		low, high, years := t.level(path)
		far, least := 5.0, 30.0
		if first, last := t.ends(path); first || last {
			far, least = 7, 50
		}
		up := float64(w) >= far*high && low >= 10
		down := float64(w)*far <= low && low >= least
		// the true figure is at the level too
		return years >= 3 && high <= 2.5*low && (up || down) && float64(n) >= low/1.5 && float64(n) <= high*1.5, true
	}
}

// level is the range of a cell in the years around, and how many there are.
func (t *trial) level(path string) (low, high float64, years int) {
	low = math.Inf(1)
	for i, r := range t.reports {
		f := r.Figure(data.Cell(r.Form + "/" + path))
		if away := r.Year - t.report().Year; i == t.i || f == nil || f.Value == nil || away > 4 || away < -4 {
			continue
		}
		v, _ := f.Value.Float64()
		low, high = min(low, v), max(high, v)
		years++
	}
	return low, high, years
}

// ends reports whether the report is the first or last with the cell.
func (t *trial) ends(path string) (first, last bool) {
	first, last = true, true
	for i, r := range t.reports {
		if f := r.Figure(data.Cell(r.Form + "/" + path)); f != nil && f.Value != nil {
			first, last = first && i >= t.i, last && i <= t.i
		}
	}
	return first, last
}

// money moves the decimal point of the fees.
func money(by int32) func(*trial) (bool, bool) {
	return func(t *trial) (bool, bool) {
		const path = "t2.art20_8/fee/amount"
		f := t.figure(path)
		if f == nil || f.Value == nil || f.Value.IsZero() {
			return false, false
		}
		n := data.Number{Decimal: f.Value.Shift(by)}
		set(f, n)
		t.names(path)
		low, high, years := t.level(path)
		v, _ := n.Float64()
		back := v * math.Pow(10, float64(-by))
		return years >= 2 && low > 0 && high <= 30*low && back >= low/3 && back <= high*3, true
	}
}

// changeText changes what a sentence states to what no meaning of it fits.
func changeText(t *trial) (bool, bool) {
	return seedText(t, func(n int64) int64 { return 10*n + 100003 })
}

// changeTextBy changes it by little, so that another meaning may fit.
func changeTextBy(t *trial) (bool, bool) {
	return seedText(t, func(n int64) int64 { return n + 1 + t.r.Int64N(5) })
}

func seedText(t *trial, change func(int64) int64) (bool, bool) {
	if len(t.report().Statements) == 0 {
		return false, false
	}
	s := &t.report().Statements[t.r.IntN(len(t.report().Statements))]
	rule := t.catalogue.Statement(s.Item)
	s.Value = data.NewNumber(change(s.Value.IntPart()))
	trace, filled := true, false
	for _, sum := range rule.Sums {
		total, all := int64(0), true
		for _, a := range sum {
			f := t.figure(a.Path)
			all = all && f != nil
			if f != nil {
				t.row = append(t.row, f.Cell)
				if f.Value != nil {
					filled = true
					total += a.Coef * f.Value.IntPart()
				}
			}
		}
		trace = trace && !(all && total == s.Value.IntPart())
	}
	return trace, filled
}

// swapYears swaps the figures of two years of one form.
func swapYears(t *trial) (bool, bool) {
	if !t.has(1, t.report().Form) {
		return false, false
	}
	t.reports[t.i+1] = own(t.reports[t.i+1])
	a, b := t.report(), t.reports[t.i+1]
	broken := func() (n int) {
		for i := 1; i < len(t.reports); i++ {
			now, before := t.reports[i], t.reports[i-1]
			for _, c := range []string{"natural", "org.business", "total"} {
				in, out := now.Figure(data.Cell(now.Form+"/t3/carried_in/"+c)), before.Figure(data.Cell(before.Form+"/t3/carried_out/"+c))
				if in != nil && out != nil && in.Text != out.Text {
					n++
				}
			}
			if now.Form == "gov2021" && before.Form == "gov2021" {
				sum := int64(0)
				for c, coef := range map[string]int64{"made": 1, "repealed": -1, "in_force": -1} {
					if f := now.Figure(data.Cell("gov2021/t2.art20_1/normative/" + c)); f.Value != nil {
						sum += coef * f.Value.IntPart()
					}
				}
				if f := before.Figure("gov2021/t2.art20_1/normative/in_force"); f.Value != nil {
					sum += f.Value.IntPart()
				}
				if sum != 0 {
					n++
				}
			}
		}
		return n
	}
	a.Figures, b.Figures = b.Figures, a.Figures
	a.Statements, b.Statements = nil, nil
	t.anywhere, t.also = true, t.i+1
	return broken() > 0, true
}

// says reports whether the figures of a report that follow from no other say
// enough to rule out chance: two counts of mean v agree with one of 1/sqrt(4πv).
func says(r *data.Report) bool {
	sum := 0.0
	for _, f := range r.Figures {
		switch c := f.Cell; {
		case f.Value == nil || f.Value.IsZero():
		case strings.HasSuffix(c.Column(), "total") || c.Row() == "concluded" || c.Row() == "received":
		case c.Column() == "in_force" || c.Column() == "items_prev":
		default:
			v, _ := f.Value.Abs().Float64()
			sum += 0.5 * math.Log2(4*math.Pi*max(1, math.Floor(v)))
		}
	}
	return sum >= 30
}

// copyYear prints the figures of the year before again.
func copyYear(t *trial) (bool, bool) {
	if !t.has(-1, t.report().Form) || t.report().Year < 2019 {
		return false, false
	}
	t.report().Figures = slices.Clone(t.reports[t.i-1].Figures)
	t.report().Statements = nil
	t.anywhere = true
	return says(t.report()), true
}

// copyBody prints the figures of another body of the division.
func copyBody(t *trial) (bool, bool) {
	if t.report().Year < 2019 || t.report().Body.Organ == "" {
		return false, false
	}
	from := t.others[t.r.IntN(len(t.others))]
	if from.Year != t.report().Year || from.Body.Organ == "" {
		return false, false
	}
	t.report().Figures = slices.Clone(from.Figures)
	t.report().Statements = nil
	t.anywhere = true
	return says(from), true
}

// changeWhole changes decisions in a government's report.
func changeWhole(t *trial) (bool, bool) {
	if t.report().Body.Organ != "" || t.report().Year < 2019 || !t.complete() {
		return false, false
	}
	t.report().Statements = nil
	path := []string{"t2.art20_5/licence/decisions", "t2.art20_6/penalty/decisions"}[t.r.IntN(2)]
	n := t.value(path)
	if n < 0 {
		return false, false
	}
	set(t.figure(path), data.NewNumber(n+1+t.r.Int64N(300)))
	t.names(path)
	return true, true
}

// complete reports whether all bodies of the division reported the year.
func (t *trial) complete() bool {
	known, now := map[string]bool{}, map[string]bool{}
	for _, o := range t.others {
		known[o.Body.Key()] = true
		if o.Year == t.report().Year {
			now[o.Body.Key()] = true
		}
	}
	return len(known) == len(now)
}

// exceedWhole makes a body's penalties more than those of its government.
func exceedWhole(t *trial) (bool, bool) {
	if t.report().Body.Organ == "" || t.report().Year < 2019 || strings.Contains(t.report().Body.Organ, "税务") ||
		strings.Contains(t.report().Body.Organ, "气象") || strings.Contains(t.report().Body.Organ, "消防") {
		return false, false
	}
	t.report().Statements = nil
	for _, o := range t.others {
		const path = "t2.art20_6/penalty/decisions"
		if o.Year != t.report().Year || o.Body.Organ != "" {
			continue
		}
		whole := o.Figure(data.Cell(o.Form + "/" + path))
		if whole == nil || whole.Value == nil || t.figure(path) == nil {
			return false, false
		}
		set(t.figure(path), whole.Value.Plus(data.NewNumber(1+t.r.Int64N(100))))
		t.names(path)
		return true, true
	}
	return false, false
}

func leaveOut(t *trial) (bool, bool) {
	if t.i == 0 || t.i == len(t.reports)-1 {
		return false, false
	}
	t.reports = slices.Delete(t.reports, t.i, t.i+1)
	t.reports[t.i] = own(t.reports[t.i])
	t.anywhere = true // the report that now stands at i is the later one
	return true, true
}

func publishLate(t *trial) (bool, bool) {
	day := "-02-0" + strconv.Itoa(1+t.r.IntN(9))
	if t.report().Body.Organ == "" || t.report().Year <= 2018 {
		day = "-04-0" + strconv.Itoa(1+t.r.IntN(9))
	}
	t.report().Published = strconv.Itoa(t.report().Year+1) + day
	t.anywhere = true
	return true, true
}

// wrongForm gives a report of 2021 or later the year 2018, or one of 2014 to
// 2018 a year on the form of which it is not.
func wrongForm(t *trial) (bool, bool) {
	r := t.report()
	switch r.Form {
	case "gov2021":
		r.Year = 2018
	case "stat2014":
		r.Year = 2022
	default:
		return false, false
	}
	t.reports = []*data.Report{r}
	t.i, t.anywhere = 0, true
	return true, true
}

// swapRows swaps two reasons of refusal.
func swapRows(t *trial) (bool, bool) {
	a, b := "t3/refused.process_info/", "t3/refused.enforcement_file/"
	if t.figure(a+"total") == nil {
		return false, false
	}
	t.report().Statements = nil
	differ := false
	for _, c := range []string{"natural", "org.business", "org.research", "org.nonprofit", "org.legal_service", "org.other", "total"} {
		x, y := t.figure(a+c), t.figure(b+c)
		if x.Value == nil || y.Value == nil {
			return false, false
		}
		differ = differ || !x.Value.Equal(y.Value.Decimal)
		v, w := *x.Value, *y.Value
		set(x, w)
		set(y, v)
	}
	t.names(a + "total")
	t.names(b + "total")
	return false, differ
}
