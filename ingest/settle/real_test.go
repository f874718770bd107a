package settle_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/ingest/document/formats"
	"gongkai/ingest/recognise"
	"gongkai/ingest/settle"
)

// samples reads the bundled reports, which print the figures of real ones.
func samples(t testing.TB) (list []*data.Report, c *form.Catalogue) {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := recognise.New(c, g)
	for _, d := range sample.Documents() {
		b, err := fs.ReadFile(sample.FS(), d.Name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := formats.Read(d.Name, b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Reports(doc, data.Source{File: d.Name})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, got...)
	}
	return list, c
}

// withoutBorders is a copy of a report whose rows print their cells without
// anything between them; what was read before stays a blank or a number.
func withoutBorders(r *data.Report, c *form.Catalogue) *data.Report {
	out := *r
	out.Figures = slices.Clone(r.Figures)
	for _, t := range c.Form(r.Form).Tables {
		for _, row := range t.Rows {
			var figs []*data.Figure
			var run strings.Builder
			for _, column := range t.Columns {
				if f := out.Figure(data.NewCell(r.Form, t.ID, row.Code, column.Code)); f != nil {
					figs = append(figs, f)
					run.WriteString(f.Text)
				}
			}
			if len(t.Columns) < 2 || len(figs) < len(t.Columns) || run.Len() == 0 {
				continue
			}
			for _, f := range figs {
				f.Text, f.Value, f.Status, f.Unit, f.Note = run.String(), nil, data.Unreadable, "", ""
			}
		}
	}
	return &out
}

// Real figures without any borders, all rows of all tables at once: most of
// table three and the zeros of the others can be told apart, and nothing is
// settled that is not printed.
func TestRealFigures(t *testing.T) {
	list, c := samples(t)
	for _, years := range []bool{false, true} {
		right, left := map[string]int{}, map[string]int{}
		for _, r := range list {
			bare := withoutBorders(r, c)
			var before, after *data.Report
			for _, o := range list {
				if years && o.Body.Key() == r.Body.Key() && o.Year == r.Year-1 {
					before = o
				}
				if years && o.Body.Key() == r.Body.Key() && o.Year == r.Year+1 {
					after = o
				}
			}
			settle.Report(c, bare, before, after)
			for i, f := range bare.Figures {
				want := r.Figures[i]
				switch {
				case f.Status == data.Unreadable && want.Value != nil:
					left[f.Cell.Table()]++
				case f.Status != data.Derived:
				case want.Value == nil || !want.Value.Equal(f.Value.Decimal):
					t.Errorf("%s: %s is %s, printed %q", r.Source.File, f.Cell, f.Value, want.Text)
				default:
					right[f.Cell.Table()]++
				}
			}
		}
		for table, least := range map[string]int{"t3": 95, "t4": 75, "t2.art20_1": 60} {
			share := 100 * right[table] / (right[table] + left[table])
			t.Logf("years %v, %s: %d right, %d left unreadable", years, table, right[table], left[table])
			if share < least {
				t.Errorf("years %v: %d %% of %s settled, want %d", years, share, table, least)
			}
		}
	}
}
