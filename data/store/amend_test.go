package store_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/place"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// changing is a store's archive as far as a snapshot knows it: reports in order
// of arrival, and rejected files.
type changing struct {
	r        *rand.Rand
	arrived  int
	reports  []*data.Report
	rejected []store.Rejected
}

var amendable = []data.Body{tan, hall, suq,
	{Name: "徐州市鼓楼区", RegionCode: "320302"}, {Name: "福州市鼓楼区", RegionCode: "350102"}, {Name: "福州市台江区", RegionCode: "350103"},
	{Name: "成都市教育局", RegionCode: "510100", Organ: "教育局"}, {Name: "宿迁市教育局", RegionCode: "321300", Organ: "教育局"}}

// report is one of random figures, some of them blank, doubtful, unreadable, or
// in cells that no form knows.
func (c *changing) report(b data.Body, year int) *data.Report {
	form := []string{"gov2021", "gov2019", "stat2014"}[c.r.IntN(3)]
	number := func() string { return []string{"", "/", "x", "0", fmt.Sprint(c.r.IntN(500))}[min(c.r.IntN(9), 4)] }
	cells := map[data.Cell]string{}
	switch form {
	case "stat2014":
		cells["stat2014/s/3.1/value"] = number()
	default:
		for _, row := range []string{"received", "carried_in", "granted", "partial", "concluded"} {
			for _, column := range []string{"natural", "total"} {
				cells[data.NewCell(form, "t3", row, column)] = number()
			}
		}
		cells[data.NewCell(form, "t2.art20_8", "fee", "amount")] = "1.25"
	}
	if c.r.IntN(3) == 0 {
		cells[data.Cell(fmt.Sprintf("%s/t3/own_%d/total", form, c.r.IntN(4)))] = "7"
	}
	out := storetest.Report(b, year, form, cells)
	slices.SortFunc(out.Figures, func(x, y data.Figure) int { return strings.Compare(string(x.Cell), string(y.Cell)) })
	for i := range out.Figures {
		out.Figures[i].At = data.Position{Table: 1 + c.r.IntN(2), Row: i, Column: c.r.IntN(3)}
	}
	c.arrived++
	out.Source.SHA256 = fmt.Sprintf("%064x", c.arrived)
	out.Arrived = time.Date(2025, 1, 1, 0, 0, c.arrived, 0, time.UTC)
	if c.r.IntN(2) == 0 {
		out.Findings = []data.Finding{{Check: "t3.balance", Where: "total", State: data.Failed, Severity: data.Hard, Detail: "不符", Cells: []data.Cell{data.NewCell(form, "t3", "received", "total")}},
			{Check: "t3.outcomes", Where: "total", State: data.OK, Severity: data.Soft}}
	}
	if c.r.IntN(4) == 0 {
		out.Local = []data.LocalRow{{Label: "其他", Cells: []data.LocalCell{{Text: "3", Column: 2}}, At: data.Position{Table: 1, Row: 3}}}
	}
	return out
}

// change adds, corrects or takes away some reports, and names their bodies.
func (c *changing) change() (bodies []string) {
	for range 1 + c.r.IntN(3) {
		b := amendable[c.r.IntN(len(amendable))]
		bodies = append(bodies, b.Key())
		switch c.r.IntN(6) {
		case 0: // a decision gives all its reports to nobody
			c.reports = slices.DeleteFunc(c.reports, func(r *data.Report) bool { return r.Body.Key() == b.Key() })
		case 1:
			c.rejected = append(c.rejected, store.Rejected{File: "坏.pdf", SHA256: "ff", At: time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC), Code: "no_tables", Body: b, Year: 2020})
		default:
			c.reports = append(c.reports, c.report(b, 2016+c.r.IntN(9)))
		}
	}
	return bodies
}

func (c *changing) input(t *testing.T, of func(*data.Report) bool) store.Input {
	in := storetest.Input(t)
	for _, r := range c.reports {
		if of(r) {
			in.Reports = append(in.Reports, r)
		}
	}
	in.Rejected, in.Arrivals, in.Recipe = c.rejected, c.arrived, "test"
	return in
}

// seeds is how many histories are tried; GONGKAI_HISTORIES asks for more.
var seeds = cmp.Or(atoi(os.Getenv("GONGKAI_HISTORIES")), 2)

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // 0 where it is none
	return n
}

// However a store came to its reports, by amendments or as a whole, it says the
// same.
func TestAmendIsPublish(t *testing.T) {
	for seed := range uint64(seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			c := &changing{r: rand.New(rand.NewPCG(seed, 1))}
			for range 12 {
				c.change()
			}
			all := func(*data.Report) bool { return true }
			dir := t.TempDir()
			if _, err := store.Publish(t.Context(), dir, c.input(t, all)); err != nil {
				t.Fatal(err)
			}
			for step := range 3 {
				bodies := c.change()
				m, err := store.Amend(t.Context(), dir, c.input(t, func(r *data.Report) bool { return slices.Contains(bodies, r.Body.Key()) }), bodies)
				if err != nil {
					t.Fatal(err)
				}
				whole := t.TempDir()
				want, err := store.Publish(t.Context(), whole, c.input(t, all))
				if err != nil {
					t.Fatal(err)
				}
				if m.Reports != want.Reports || m.Figures != want.Figures || m.Bodies != want.Bodies || m.Arrivals != want.Arrivals || m.Amended != step+1 {
					t.Errorf("%+v, want %+v", m, want)
				}
				mustSaySame(t, storetest.Open(t, dir), storetest.Open(t, whole))
				mustBeTidy(t, dir)
				if t.Failed() {
					t.Fatalf("step %d: %v", step, bodies)
				}
			}
		})
	}
}

// mustSaySame compares the contents of two snapshots, table by table.
func mustSaySame(t *testing.T, got, want *store.Snapshot) {
	t.Helper()
	differences, err := store.Compare(t.Context(), got, want, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences {
		t.Errorf("%+v", d)
	}
}

// Where numbers of all bodies would change, or after many amendments, the whole
// is built.
func TestMayNotAmend(t *testing.T) {
	dir := t.TempDir()
	in := storetest.Input(t, version("1"))
	in.Recipe = "test"
	if _, err := store.Amend(t.Context(), dir, in, nil); data.Code(err) != "store_empty" {
		t.Error(err)
	}
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	other := in
	other.Recipe = "another"
	if _, err := store.Amend(t.Context(), dir, other, nil); data.Code(err) != "cannot_amend" {
		t.Error(err)
	}
	in.Reference = &place.Reference{}
	in.Reports = []*data.Report{storetest.Report(tan, 2031, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "1"})}
	if _, err := store.Amend(t.Context(), dir, in, []string{tan.Key()}); data.Code(err) != "cannot_amend" {
		t.Error(err)
	}
	mustBeTidy(t, dir)
	mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), "1")
}
