package doctor_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/doctor"
	"gongkai/data/store/storetest"
)

// published publishes two snapshots, which show 1 and 2.
func published(t *testing.T) (dir string, m *store.Manifest) {
	t.Helper()
	dir = t.TempDir()
	for _, v := range []string{"1", "2"} {
		m = storetest.Publish(t, dir, storetest.Report(data.Body{Name: "宿迁市", RegionCode: "321300"}, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": v}))
	}
	return dir, m
}

// shown is what the current snapshot shows, or the code of the error.
func shown(t *testing.T, dir string) (v string) {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		return data.Code(err)
	}
	defer s.Close()
	if err := s.DB.QueryRowContext(t.Context(), "SELECT value FROM figures").Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A flipped bit in the pointer, the manifest or the snapshot is never shown: the
// store shows what it did or does not open. What does not open is named, and
// mended: the same snapshot where only words about it were damaged, else the
// one before it.
func TestFlippedBit(t *testing.T) {
	dir, m := published(t)
	snapshot := store.SnapshotFile(dir, m.Name())
	for _, tt := range []struct {
		file   string
		bits   int // every so many
		codes  []string
		mended string
	}{
		{filepath.Join(dir, "current"), 13, []string{"pointer_damaged", "pointer_dangling"}, "2"},
		{store.ManifestFile(dir, m.Name()), 251, []string{"manifest_damaged"}, "2"},
		{snapshot, int(m.Size)*8/7 - 5, []string{"snapshot_damaged"}, "1"},
	} {
		whole, err := os.ReadFile(tt.file)
		if err != nil {
			t.Fatal(err)
		}
		named := 0
		for bit := 0; bit < 8*len(whole); bit += tt.bits {
			flipped := bytes.Clone(whole)
			flipped[bit/8] ^= 1 << (bit % 8)
			here := linked(t, dir)
			rel, err := filepath.Rel(dir, tt.file)
			if err != nil {
				t.Fatal(err)
			}
			replace(t, filepath.Join(here, rel), flipped)
			switch got := shown(t, here); got {
			case "2": // the same, as with another end of the line
				continue
			case "store_broken":
			default:
				t.Errorf("bit %d of %s: %s is shown", bit, rel, got)
			}
			r, err := doctor.Examine(t.Context(), here, doctor.Options{Now: time.Now()})
			if err != nil || r.Sound() || !slices.ContainsFunc(r.Findings, func(f doctor.Finding) bool { return slices.Contains(tt.codes, f.Code) }) {
				t.Errorf("bit %d of %s: %+v %v", bit, rel, r, err)
			}
			named++
			if r, err = doctor.Examine(t.Context(), here, doctor.Options{Mend: true, Now: time.Now()}); err != nil || shown(t, here) != tt.mended {
				t.Errorf("bit %d of %s: after mending %s: %+v %v", bit, rel, shown(t, here), r, err)
			}
		}
		if t.Logf("%s: %d named", filepath.Base(tt.file), named); named < 8 {
			t.Error("too few")
		}
	}
}

// linked is a store of the same files: none is written to, only replaced, but
// for the history of the pointer.
func linked(t *testing.T, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.Mkdir(filepath.Join(to, "snapshots"), 0o755); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "snapshot-*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range append(files, filepath.Join(dir, "current")) {
		rel, err := filepath.Rel(dir, file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Link(file, filepath.Join(to, rel)); err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.ReadFile(filepath.Join(dir, "current.log"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "current.log"), log, 0o644); err != nil {
		t.Fatal(err)
	}
	return to
}

func replace(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
