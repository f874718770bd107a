package settle

import (
	"flag"
	"math/rand/v2"
	"testing"

	"gongkai/data"
)

// How many reports each scenario prints: -reports 100000 for the long run.
var reports = flag.Int("reports", 120, "reports of each scenario")

// scenario says what happens to a report on its way to the public.
type scenario struct {
	name  string
	table string
	rows  string // one, few, all of the table's rows lose their borders
	lists bool   // as lists without zeros, rather than as runs of digits
	slip  string // what is wrong in the source
	years string // what neighbouring years are given
	least int    // per cent of the cells that must be settled
}

// Where the source keeps its identities nothing wrong is settled; nor where one
// sum or cell of it is wrong, nor with neighbours that do not belong.
func TestNothingWrong(t *testing.T) {
	for _, s := range []scenario{
		{name: "OneRow", table: "t3", rows: "one", least: 99},
		{name: "SomeRows", table: "t3", rows: "few", least: 98},
		{name: "WholeTable", table: "t3", rows: "all", least: 98},
		{name: "WholeTableFour", table: "t4", rows: "all", least: 50},
		{name: "Years", table: "t3", rows: "all", years: "right", least: 98},
		{name: "YearsOfAnother", table: "t3", rows: "all", years: "other", least: 97},
		{name: "YearsWithSlip", table: "t3", rows: "few", years: "slip", least: 97},
		{name: "ListOfOneRow", table: "t3", rows: "one", lists: true, least: 30},
		{name: "ListsOfSomeRows", table: "t3", rows: "few", lists: true, least: 2},
		{name: "ListsOfWholeTable", table: "t3", rows: "all", lists: true},
		{name: "ListsWithYears", table: "t3", rows: "few", lists: true, years: "right", least: 2},
		{name: "ListOfTableFour", table: "t4", rows: "all", lists: true},
		{name: "OneRowSlip", table: "t3", rows: "one", slip: "sum", least: 40},
		{name: "SomeRowsSlip", table: "t3", rows: "few", slip: "sum", least: 50},
		{name: "WholeTableSlip", table: "t3", rows: "all", slip: "sum", least: 70},
		{name: "TableFourSlip", table: "t4", rows: "all", slip: "sum"},
		{name: "SlipAndYears", table: "t3", rows: "few", slip: "sum", years: "right", least: 50},
		{name: "ListsSlip", table: "t3", rows: "few", lists: true, slip: "sum"},
		{name: "ListSlip", table: "t3", rows: "one", lists: true, slip: "sum"},
		{name: "TwoSlips", table: "t3", rows: "all", slip: "two", least: 50},
		{name: "BlankCell", table: "t3", rows: "all", slip: "blank", least: 50},
		{name: "BlankCellSomeRows", table: "t3", rows: "few", slip: "blank", least: 50},
		{name: "BlankTotals", table: "t3", rows: "all", slip: "totals"},
		{name: "BlankTotalsSomeRows", table: "t3", rows: "few", slip: "totals"},
		{name: "BlankTotalsLists", table: "t3", rows: "few", lists: true, slip: "totals"},
	} {
		t.Run(s.name, func(t *testing.T) {
			sum := s.run(t, *reports)
			share := 100 * sum.right / max(1, sum.right+sum.left+sum.wrong)
			t.Logf("right %d, left unreadable %d, wrong %d: %d %% settled", sum.right, sum.left, sum.wrong, share)
			if share < s.least {
				t.Errorf("%d %% settled, want %d", share, s.least)
			}
		})
	}
}

// run prints reports, loses their borders and settles them.
func (s *scenario) run(t *testing.T, n int) (sum tally) {
	c := catalogue(t)
	rnd := rand.New(rand.NewPCG(1, uint64(len(s.name))))
	for i := range n {
		f := c.Form([]string{"gov2021", "gov2019"}[i%2])
		before, r, after := three(f, rnd, s.table)
		switch s.years {
		case "":
			before, after = nil, nil
		case "slip":
			spoilOne(before, rnd, "sum")
			spoilOne(after, rnd, "sum")
		case "other":
			before, _, after = three(f, rnd, s.table)
		}
		if s.slip != "" {
			spoilOne(r, rnd, s.slip)
		}
		if s.slip == "two" {
			spoilOne(r, rnd, s.slip)
		}
		want := answers(r)
		s.loseBorders(r, f.Table(s.table), rnd)
		runs := map[data.Cell]string{}
		for _, fig := range r.Figures {
			runs[fig.Cell] = fig.Text
		}
		Report(c, r, before, after)
		for _, w := range sum.count(r, want) {
			t.Errorf("report %d: %s is %s, printed is %q, of %s", i, w.Cell, w.Value, want[w.Cell], w.Text)
		}
		for _, fig := range r.Figures {
			if fig.Text != runs[fig.Cell] || (fig.Value != nil) != fig.Status.HasValue() || fig.Status == data.Derived && fig.Note == "" {
				t.Fatalf("%+v, printed %s", fig, runs[fig.Cell])
			}
		}
	}
	return sum
}
