package generated_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/ingest/audit"
)

func catalogues(tb testing.TB) (*form.Catalogue, *place.Gazetteer) {
	tb.Helper()
	c, err := form.Load()
	if err != nil {
		tb.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return c, g
}

// small is a part of a prefecture over all forms.
var small = generated.Scale{Within: "320300", Bodies: 330, From: 2012, To: 2022}

func TestSameSeedSameReports(t *testing.T) {
	c, g := catalogues(t)
	scale := small
	scale.Bodies = 40
	first := slices.Collect(generated.Reports(scale, 7, c, g))
	if again := slices.Collect(generated.Reports(scale, 7, c, g)); !reflect.DeepEqual(first, again) {
		t.Error("the same seed gave other reports")
	}
	if other := slices.Collect(generated.Reports(scale, 8, c, g)); reflect.DeepEqual(first, other) {
		t.Error("another seed gave the same reports")
	}
}

// What the generator says of the identities is what the audit says.
func TestIdentitiesHoldUnlessSaid(t *testing.T) {
	c, g := catalogues(t)
	auditor := audit.New(c)
	reports, broken := 0, 0
	for r := range generated.Reports(small, 1, c, g) {
		reports++
		said, found := map[string]bool{}, map[string]bool{}
		for _, f := range r.Findings {
			said[f.Check+" "+f.Where] = true
		}
		for _, f := range auditor.Identities(r.Form, r.Figures) {
			if f.State == data.Failed && f.Severity == data.Hard {
				found[f.Check+" "+f.Where] = true
			}
		}
		if !reflect.DeepEqual(said, found) {
			t.Fatalf("%s: the report says %v, the audit %v", r.Source.File, said, found)
		}
		if len(said) > 0 {
			broken++
		}
	}
	if broken*100 < reports || broken*20 > reports {
		t.Errorf("%d of %d reports break an identity", broken, reports)
	}
}

// Carried out of one year is carried into the next.
func TestApplicationsAreCarriedOn(t *testing.T) {
	c, g := catalogues(t)
	var last *data.Report
	compared := 0
	for r := range generated.Reports(small, 1, c, g) {
		const total = "t3/%/total"
		cell := func(r *data.Report, row string) *data.Figure {
			return r.Figure(data.Cell(r.Form + "/" + strings.Replace(total, "%", row, 1)))
		}
		if last != nil && last.Body.Key() == r.Body.Key() && last.Year == r.Year-1 && last.Year >= 2019 && len(last.Findings)+len(r.Findings) == 0 {
			out, in := cell(last, "carried_out"), cell(r, "carried_in")
			if out.Text != in.Text {
				t.Fatalf("%s: %q carried in, %q carried out before", r.Source.File, in.Text, out.Text)
			}
			compared++
		}
		last = r
	}
	if compared < 500 {
		t.Errorf("only %d pairs of years", compared)
	}
}

func TestReportsAreMarkedAndPlaced(t *testing.T) {
	c, g := catalogues(t)
	keys, years, statuses, forms := map[string]bool{}, map[int]int{}, map[data.Status]int{}, map[string]bool{}
	zero, cells := 0, 0
	for r := range generated.Reports(small, 1, c, g) {
		if !strings.HasPrefix(r.Title, generated.Mark) || !strings.HasPrefix(r.Source.File, generated.Folder) {
			t.Fatalf("not marked: %s, %s", r.Title, r.Source.File)
		}
		if g.Division(r.Body.RegionCode) == nil || !strings.HasPrefix(r.Body.RegionCode, "3203") {
			t.Fatalf("%+v lies elsewhere", r.Body)
		}
		keys[r.Body.Key()] = true
		years[r.Year]++
		forms[r.Form] = true
		for _, f := range r.Figures {
			statuses[f.Status]++
			if f.Status.HasValue() != (f.Value != nil) {
				t.Fatalf("%+v", f)
			}
			cells++
			if f.Value != nil && f.Value.IsZero() {
				zero++
			}
		}
	}
	if len(keys) != small.Bodies {
		t.Errorf("%d bodies, want %d", len(keys), small.Bodies)
	}
	if len(years) != 11 || len(forms) != 4 || years[2022] < 310 || years[2022] == small.Bodies {
		t.Errorf("years %v, forms %v", years, forms)
	}
	if statuses[data.Blank] == 0 || statuses[data.NotApplicable] == 0 || zero*2 < cells {
		t.Errorf("%v, %d of %d cells are 0", statuses, zero, cells)
	}
}

// The scales hold as many bodies as they say, each under a key of its own.
func TestScales(t *testing.T) {
	c, g := catalogues(t)
	for name, s := range map[string]generated.Scale{"district": generated.District, "province": generated.Province, "nation": generated.Nation} {
		s.From = s.To
		keys := map[string]bool{}
		missing := 0
		last := ""
		for r := range generated.Reports(s, 1, c, g) {
			if keys[r.Body.Key()] {
				t.Fatalf("%s: %s twice", name, r.Body.Key())
			}
			keys[r.Body.Key()] = true
			last = r.Body.Key()
		}
		missing = s.Bodies - len(keys)
		if missing <= 0 || missing*100 > 4*s.Bodies {
			t.Errorf("%s: %d of %d bodies have no report, last %s", name, missing, s.Bodies, last)
		}
		if testing.Short() {
			break
		}
	}
}

func BenchmarkReports(b *testing.B) {
	c, g := catalogues(b)
	b.ReportAllocs()
	n, cells := 0, 0
	for b.Loop() {
		for r := range generated.Reports(generated.District, 1, c, g) {
			n++
			cells += len(r.Figures)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(float64(cells)/b.Elapsed().Seconds(), "cells/s")
}
