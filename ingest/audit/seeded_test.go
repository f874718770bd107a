package audit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/ingest/audit"
)

// seeds is how many faults of each kind are tried.
const seeds = 1000

// Targets: of every kind that leaves a trace nearly all faults are found, and
// clean reports are left in peace.
const (
	wantRecall = 0.99
	mostAlarms = 1.0 // per 100 clean reports
)

// bench is clean reports of all bodies of a prefecture over all forms, with
// whom faults are seeded into one at a time.
type bench struct {
	*testing.T
	catalogue *form.Catalogue
	places    *place.Gazetteer
	auditor   *audit.Auditor
	bodies    [][]*data.Report // by body, by year
	divisions map[string][]int // bodies by code
}

func newBench(t *testing.T) *bench {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{T: t, catalogue: c, places: g, auditor: audit.New(c), divisions: map[string][]int{}}
	scale := generated.Scale{Within: "320300", Bodies: 330, From: 2009, To: 2025, Faultless: true}
	key := ""
	for r := range generated.Reports(scale, 1, c, g) {
		if r.Body.Key() != key {
			key = r.Body.Key()
			b.divisions[r.Body.RegionCode] = append(b.divisions[r.Body.RegionCode], len(b.bodies))
			b.bodies = append(b.bodies, nil)
		}
		r.Statements = b.states(r)
		r.Findings = b.auditor.Report(r)
		last := len(b.bodies) - 1
		b.bodies[last] = append(b.bodies[last], r)
	}
	return b
}

// states are sentences that agree with a report's tables.
func (b *bench) states(r *data.Report) (list []data.Statement) {
	for _, rule := range b.catalogue.Statements.Items {
		sum := data.NewNumber(0)
		for _, a := range rule.Sums[0] {
			f := r.Figure(data.Cell(r.Form + "/" + a.Path))
			if f == nil {
				return nil
			}
			if f.Value != nil {
				sum = sum.Plus(data.Number{Decimal: f.Value.Mul(data.NewNumber(a.Coef).Decimal)})
			}
		}
		if rule.Item != "repealed" && rule.Item != "in_force" { // not of 2019
			list = append(list, data.Statement{Item: rule.Item, Value: sum, Text: rule.NameZH + sum.String() + "件"})
		}
	}
	return list
}

// trial is the reports that a fault is seeded into: copies, of one body or of a
// division.
type trial struct {
	*bench
	r        *rand.Rand
	reports  []*data.Report // of the body, by year
	others   []*data.Report // of the division's other bodies, if asked for
	i        int            // the report of the fault
	row      []data.Cell    // what a finding must name: any cell of the row
	anywhere bool           // any failed finding on or about the report will do
	also     int            // another report that a finding may be about, by position; -1 for none
}

func (b *bench) trial(r *rand.Rand, body int, division bool) *trial {
	t := &trial{bench: b, r: r, also: -1}
	t.reports = slices.Clone(b.bodies[body])
	t.i = r.IntN(len(t.reports))
	t.reports[t.i] = own(t.reports[t.i])
	if division {
		for _, o := range b.divisions[t.reports[0].Body.RegionCode] {
			if o != body {
				t.others = append(t.others, b.bodies[o]...)
			}
		}
	}
	return t
}

// own copies a report, so that a fault may be seeded into it.
func own(r *data.Report) *data.Report {
	c := *r
	c.Figures, c.Statements = slices.Clone(r.Figures), slices.Clone(r.Statements)
	return &c
}

func (t *trial) report() *data.Report { return t.reports[t.i] }

// figure is the printed figure of a cell by table/row/column.
func (t *trial) figure(path string) *data.Figure {
	return t.report().Figure(data.Cell(t.report().Form + "/" + path))
}

// value is the number of a cell; -1 where none is printed.
func (t *trial) value(path string) int64 {
	if f := t.figure(path); f != nil && f.Value != nil {
		return f.Value.IntPart()
	}
	return -1
}

// set prints a number.
func set(f *data.Figure, n data.Number) {
	f.Value, f.Text, f.Status = &n, n.String(), data.Reported
}

// names makes the row of a cell what a finding must name.
func (t *trial) names(path string) {
	prefix := t.report().Form + "/" + path[:strings.LastIndex(path, "/")+1]
	for _, f := range t.report().Figures {
		if strings.HasPrefix(string(f.Cell), prefix) {
			t.row = append(t.row, f.Cell)
		}
	}
}

// printsZeros reports whether the body prints its zeros: where it leaves them
// blank, a sum that does not add up may hide cases in the blanks, and is not
// assessable by the rules of the audit.
func (t *trial) printsZeros() bool {
	return !slices.ContainsFunc(t.report().Figures, func(f data.Figure) bool { return f.Value == nil })
}

// outcome is what the audit says of a trial: caught, or said to be not
// assessable.
func (t *trial) outcome() (caught, said bool) {
	all := append(slices.Clone(t.reports), t.others...)
	for _, i := range []int{t.i, t.also} {
		if i >= 0 {
			t.reports[i].Findings = t.auditor.Report(t.reports[i])
		}
	}
	across := t.auditor.Across(all, t.places)
	for k, r := range all {
		for _, f := range append(slices.Clone(r.Findings), across[k]...) {
			if f.State != data.Failed && f.State != data.NotAssessable || !t.about(k, f) {
				continue
			}
			caught = caught || f.State == data.Failed
			said = true
		}
	}
	return caught, said
}

// about reports whether a finding on the report at k is about the fault.
func (t *trial) about(k int, f data.Finding) bool {
	mine := func(c data.Cell) bool { return t.anywhere || slices.Contains(t.row, c) }
	if k == t.i || k == t.also {
		if t.anywhere || slices.ContainsFunc(f.Cells, mine) {
			return f.State == data.Failed || len(f.Cells) > 0
		}
	}
	for _, at := range []int{t.i, t.also} {
		if at < 0 || at >= len(t.reports) {
			continue
		}
		own := t.reports[at]
		if slices.ContainsFunc(f.Others, func(o data.OtherCell) bool { return o.Body == own.Body.Key() && o.Year == own.Year && mine(o.Cell) }) {
			return true
		}
	}
	return false
}

// tally counts what became of the faults of a kind.
type tally struct{ seeded, traced, caught, untraced, luck, blank, blankSaid int }

func TestSeededFaults(t *testing.T) {
	b, seeds := newBench(t), seeds
	if testing.Short() {
		seeds = 100
	}
	lines := []string{fmt.Sprintf("%-34s %7s %7s %7s %8s   %s", "fault", "seeded", "trace", "caught", "recall", "without a trace")}
	for n, k := range kinds {
		var got tally
		r := rand.New(rand.NewPCG(7, uint64(n)))
		for try := 0; got.seeded < seeds/max(1, k.dear) && try < 200*seeds; try++ {
			x := b.trial(r, r.IntN(len(b.bodies)), k.dear > 0)
			trace, done := k.seed(x)
			if !done {
				continue
			}
			got.seeded++
			caught, said := x.outcome()
			switch {
			case !x.printsZeros() && !caught:
				got.blank++
				if said {
					got.blankSaid++
				}
			case trace:
				got.traced++
				if caught {
					got.caught++
				}
			default:
				got.untraced++
				if caught {
					got.luck++
				}
			}
		}
		recall := float64(got.caught) / float64(max(1, got.traced))
		why := ""
		if got.untraced > 0 {
			why = fmt.Sprintf("%d (%d caught): %s", got.untraced, got.luck, k.why)
		}
		if got.blank > 0 {
			why = strings.TrimPrefix(fmt.Sprintf("%s; %d beside blank zeros, %d of them said to be not assessable", why, got.blank, got.blankSaid), "; ")
		}
		lines = append(lines, fmt.Sprintf("%-34s %7d %7d %7d %7.1f%%   %s", k.name, got.seeded, got.traced, got.caught, 100*recall, why))
		if got.traced == 0 && !k.traceless || recall < wantRecall && !k.traceless {
			t.Errorf("%s: %d of %d caught", k.name, got.caught, got.traced)
		}
	}
	t.Log("\n" + strings.Join(lines, "\n"))
}

// Clean reports are left in peace: nothing of them breaks a rule.
func TestFalseAlarms(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	a := audit.New(c)
	reports, alarmed := 0, 0
	byCheck := map[string]int{}
	for seed := range uint64(3) {
		scale := generated.Scale{Within: []string{"320300", "510100", "230000"}[seed], Bodies: 600, From: 2009, To: 2025, Faultless: true}
		list := slices.Collect(generated.Reports(scale, 10+seed, c, g))
		for i, across := range a.Across(list, g) {
			reports++
			alarm := false
			for _, f := range append(a.Report(list[i]), across...) {
				if f.State == data.Failed {
					alarm = true
					byCheck[f.Check]++
				}
			}
			if alarm {
				alarmed++
			}
		}
	}
	t.Logf("%d of %d clean reports raise an alarm: %.3f in 100; by check: %v", alarmed, reports, 100*float64(alarmed)/float64(reports), byCheck)
	if float64(alarmed)*100 > mostAlarms*float64(reports) {
		t.Errorf("%d false alarms in %d reports", alarmed, reports)
	}
}
