package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/ingest/audit"
)

// What a report changes in the findings of other bodies' reports is changed in
// an amended store too: of the government above it, of the one above that, and
// of those whose figures it repeats.
func TestAmendmentTellsOthers(t *testing.T) {
	defer func(former int) { leastToAmend = former }(leastToAmend)
	leastToAmend = 1
	j := testJob(t)
	few := generated.Scale{Within: "320300", Bodies: 60, From: 2022, To: 2024}
	fillArchive(t, j, few)
	mustRun(t, j, nil)
	var county, office, other *data.Report
	for r := range generated.Reports(few, 1, j.Catalogue, j.Places) {
		switch own := *r; {
		case r.Year != 2023:
		case r.Body.Organ == "" && county == nil && r.Body.RegionCode[4:] != "00":
			county = &own
		case r.Body.Organ != "" && county != nil && r.Body.RegionCode == county.Body.RegionCode && office == nil:
			office = &own
		case r.Body.Organ != "" && office != nil && r.Body.RegionCode == office.Body.RegionCode && other == nil:
			other = &own
		}
	}
	if county == nil || office == nil || other == nil {
		t.Fatal("the generator has no county with two offices")
	}
	stranger := *office
	stranger.Body.Organ, stranger.Body.Name = "大数据局", office.Body.Name[:len(office.Body.Name)-len(office.Body.Organ)]+"大数据局"
	repeated := *other
	repeated.Figures = richer(office.Figures)
	twin := *office
	twin.Figures = repeated.Figures
	for i, step := range []struct {
		what string
		r    *data.Report
	}{
		{"a figure of an office", with(office, "gov2021/t3/received/total", 123456)},
		{"one of the county", with(county, "gov2021/t3/received/total", 654321)},
		{"an office that nobody knew", &stranger},
		{"many figures", &repeated},
		{"the same in another office", &twin},
		{"and no longer there", office},
	} {
		arrive(t, j, step.r, fmt.Sprint("step ", i))
		m := mustRun(t, j, nil).Published
		if m == nil || m.Amended != i+1 {
			t.Fatalf("%s: %+v", step.what, m)
		}
		whole := *j
		whole.Store = filepath.Join(t.TempDir(), fmt.Sprint(i))
		if err := os.CopyFS(filepath.Join(whole.Store, "archive"), os.DirFS(filepath.Join(j.Store, "archive"))); err != nil {
			t.Fatal(err)
		}
		mustRun(t, &whole, nil)
		if got, want := contentsOf(t, j), contentsOf(t, &whole); !maps.Equal(got, want) {
			t.Errorf("%s: finding is %s, want %s", step.what, got["finding"], want["finding"])
		}
		if i == 4 && !tells(t, j, "c.body", other.Body.Key()) {
			t.Errorf("%s: no word of the copy", step.what)
		}
	}
}

func tells(t *testing.T, j *Job, check, body string) bool {
	t.Helper()
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var n int
	if err := s.DB.QueryRowContext(t.Context(), "SELECT count(*) FROM finding AS f JOIN body AS b ON b.body_id = f.body_id WHERE f.check_id = ? AND b.key = ?", check, body).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n > 0
}

// with is a report that prints another number.
func with(r *data.Report, cell data.Cell, n int64) *data.Report {
	own := *r
	own.Figures = nil
	for _, f := range r.Figures {
		if f.Cell == cell {
			v := data.NewNumber(n)
			f.Value, f.Text = &v, fmt.Sprint(n)
		}
		own.Figures = append(own.Figures, f)
	}
	return &own
}

// richer are figures that say so much that nobody has the same by chance.
func richer(figures []data.Figure) (out []data.Figure) {
	for i, f := range figures {
		if f.Value != nil {
			v := data.NewNumber(int64(100 + 7*i))
			f.Value, f.Text = &v, v.String()
		}
		out = append(out, f)
	}
	return out
}

// arrive lists a report as read.
func arrive(t *testing.T, j *Job, r *data.Report, name string) {
	t.Helper()
	arc, err := archive.Open(j.Store)
	if err != nil {
		t.Fatal(err)
	}
	own := *r
	own.Findings = audit.New(j.Catalogue).Report(&own)
	sum := sha256.Sum256([]byte(name))
	own.Source.SHA256 = hex.EncodeToString(sum[:])
	if err := arc.KeepReading(j.version(), own.Source.SHA256, reading{[]*data.Report{&own}}); err != nil {
		t.Fatal(err)
	}
	if err := arc.List(archive.Arrival{SHA256: own.Source.SHA256, File: own.Source.File, At: j.now()}); err != nil {
		t.Fatal(err)
	}
}
