package settle

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

// allRows prints the same run in every row of every table.
func allRows(f *form.Form, run string) *data.Report {
	r := &data.Report{Form: f.ID, Year: 2022}
	for _, info := range f.Cells() {
		r.Figures = append(r.Figures, data.Figure{Cell: info.Cell, Text: run, Status: data.Unreadable})
	}
	return r
}

// Whatever the runs are, the work is bounded, settling twice is settling once,
// a settled number is printed in the run, and settled rows keep their own sums.
func FuzzReport(f *testing.F) {
	c := catalogue(f)
	rnd := rand.New(rand.NewPCG(3, 3))
	for range 4 {
		_, r, _ := three(c.Form("gov2021"), rnd, "t3")
		var lines []string
		for _, row := range c.Form("gov2021").Table("t3").Rows {
			var figs []*data.Figure
			for _, col := range c.Form("gov2021").Table("t3").Columns {
				if fig := r.Figure(data.NewCell(r.Form, "t3", row.Code, col.Code)); fig != nil {
					figs = append(figs, fig)
				}
			}
			if len(figs) > 0 {
				glueRow(figs)
				lines = append(lines, figs[0].Text)
			}
		}
		f.Add(strings.Join(lines, "\n"), uint8(0), uint32(0))
		f.Add(strings.Join(lines, "\n"), uint8(1), uint32(0xf0f0f0f0))
	}
	for _, run := range append(hostileRuns, "0.512.5", "12-330", "3 |  | 3", "10 0 0 0 01", "１２０0003", "/0/", "11 | 4 | 251") {
		f.Add(run, uint8(2), uint32(0))
	}
	f.Fuzz(func(t *testing.T, text string, which uint8, kept uint32) {
		of := c.Forms[int(which)%len(c.Forms)]
		runs := strings.Split(text, "\n")
		r := &data.Report{Form: of.ID, Year: 2020}
		for i, info := range of.Cells() {
			row := i / len(info.Table.Columns)
			fig := data.Figure{Cell: info.Cell, Text: runs[row%len(runs)], Status: data.Unreadable}
			if kept>>(row%32)&1 == 1 { // a row that was read
				fig = figure(info.Cell, int64(i%7))
			}
			r.Figures = append(r.Figures, fig)
		}
		before, after := *r, *r
		before.Year, after.Year = 2019, 2021
		a := *r
		a.Figures = append([]data.Figure{}, r.Figures...)
		n := Report(c, &a, &before, &after)
		checkSettled(t, c, r, &a, n)
		once, _ := json.Marshal(a)
		if Report(c, &a, &before, &after) != 0 {
			t.Fatal("settled more the second time")
		}
		if twice, _ := json.Marshal(a); string(once) != string(twice) {
			t.Fatal("changed the second time")
		}
		b := *r
		Report(c, &b, &before, &after)
		if again, _ := json.Marshal(b); string(once) != string(again) {
			t.Fatal("two runs differ")
		}
	})
}

func checkSettled(t *testing.T, c *form.Catalogue, r, a *data.Report, n int) {
	t.Helper()
	for i, f := range a.Figures {
		old := r.Figures[i]
		if f.Status != data.Derived {
			if f.Status != old.Status || f.Text != old.Text || f.Note != old.Note {
				t.Fatalf("%+v became %+v", old, f)
			}
			continue
		}
		if n--; old.Status != data.Unreadable || f.Value == nil || f.Text != old.Text || f.Note == "" {
			t.Fatalf("%+v became %+v", old, f)
		}
		if p, ok := parse(f.Text); !ok || !strings.Contains(p.text, strings.TrimPrefix(f.Value.String(), "-")) && !strings.Contains(p.text, ".") {
			t.Fatalf("%s is not printed in %q", f.Value, f.Text)
		}
	}
	if n != 0 {
		t.Fatalf("%d settled too few", n)
	}
	of := c.Form(a.Form)
	for _, id := range of.Identities {
		if id.Axis != form.EachRow || id.Strength != "hard" || id.Relation != "eq" {
			continue
		}
		for _, row := range of.Table(id.Table).Rows {
			left, ok := total(a, of, id.Table, row.Code, id.LHS)
			right, ok2 := total(a, of, id.Table, row.Code, id.RHS)
			if ok && ok2 && left != right {
				t.Fatalf("%s of row %s: %d and %d", id.ID, row.Code, left, right)
			}
		}
	}
}

// total adds up settled figures; ok is false where one is not settled.
func total(a *data.Report, f *form.Form, table, row string, columns []string) (sum int64, ok bool) {
	for _, col := range columns {
		fig := a.Figure(data.NewCell(f.ID, table, row, col))
		if fig == nil || fig.Status != data.Derived {
			return 0, false
		}
		v, _ := fig.Value.Small()
		sum += v
	}
	return sum, true
}
