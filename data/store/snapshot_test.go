package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// inFigures is an offset in a block that opening a small snapshot does not read:
// DuckDB itself notices damage there only at the query that needs the block.
const inFigures = 540672

func TestOpenNoticesDamage(t *testing.T) {
	whole := t.TempDir()
	m := storetest.Publish(t, whole)
	for name, damage := range map[string]func(t *testing.T, dir, file string){
		"truncated": func(t *testing.T, _, file string) { change(t, file, func(b []byte) []byte { return b[:len(b)/2] }) },
		"one byte":  func(t *testing.T, _, file string) { change(t, file, flip(inFigures)) },
		"header":    func(t *testing.T, _, file string) { change(t, file, flip(9)) },
		"no file": func(t *testing.T, _, file string) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
		},
		"manifest": func(t *testing.T, _, file string) {
			change(t, file[:len(file)-len(".duckdb")]+".json", func(b []byte) []byte { return b[:len(b)/2] })
		},
		"pointer": func(t *testing.T, dir, _ string) {
			change(t, filepath.Join(dir, "current"), func([]byte) []byte { return []byte("../../etc/passwd\n") })
		},
		"empty pointer": func(t *testing.T, dir, _ string) {
			change(t, filepath.Join(dir, "current"), func([]byte) []byte { return nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			damage(t, dir, filepath.Join(dir, "snapshots", m.File))
			s, err := store.Open(t.Context(), dir)
			if data.Code(err) != "store_broken" {
				t.Errorf("opened %v with %v", s, err)
			}
		})
	}
}

// change rewrites a file, with a later time of change as any damage has.
func change(t *testing.T, file string, f func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, f(b), 0o644); err != nil {
		t.Fatal(err)
	}
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(file, later, later); err != nil {
		t.Fatal(err)
	}
}

func flip(offset int) func([]byte) []byte {
	return func(b []byte) []byte {
		b[offset] ^= 1
		return b
	}
}

// A large file is opened before its hash is known, but not before its size is;
// damage shows as soon as it is found.
func TestLargeFiles(t *testing.T) {
	former := store.SetQuickSize(0)
	defer store.SetQuickSize(former)
	dir := t.TempDir()
	m := storetest.Publish(t, dir, version("1"))
	s := storetest.Open(t, dir)
	mustEqual(t, ask(t, s, "SELECT value FROM figures"), "1")
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}

	m = storetest.Publish(t, dir, version("2"))
	file := filepath.Join(dir, "snapshots", m.File)
	change(t, file, flip(inFigures))
	s = storetest.Open(t, dir)
	if err := s.Verify(t.Context()); data.Code(err) != "store_broken" {
		t.Error(err)
	}
	f := mustFollow(t, dir)
	if _, _, err := f.Acquire(); data.Code(err) != "store_broken" {
		t.Error(err)
	}
	change(t, file, func(b []byte) []byte { return b[:len(b)-1] })
	if s, err := store.Open(t.Context(), dir); data.Code(err) != "store_broken" {
		t.Errorf("opened %v with %v", s, err)
	}
}

// A service reads a large new file through before it moves to it.
func TestFollowLargeFiles(t *testing.T) {
	former := store.SetQuickSize(0)
	defer store.SetQuickSize(former)
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	m := storetest.Publish(t, dir, version("2"))
	file := filepath.Join(dir, "snapshots", m.File)
	change(t, file, flip(inFigures))
	if err := f.Refresh(t.Context()); data.Code(err) != "store_broken" {
		t.Error(err)
	}
	if got := served(t, f); got != "1" {
		t.Errorf("%s is served", got)
	}
	change(t, file, flip(inFigures))
	if err := f.Refresh(t.Context()); err != nil {
		t.Error(err)
	}
	if got := served(t, f); got != "2" {
		t.Errorf("%s is served", got)
	}
}

func TestOpenEmpty(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.Current(dir); data.Code(err) != "store_empty" {
		t.Error(err)
	}
	if _, err := store.Open(t.Context(), dir); data.Code(err) != "store_empty" {
		t.Error(err)
	}
}

// One flipped bit anywhere in a manifest is noticed, or changes nothing of it.
func TestManifestIsSealed(t *testing.T) {
	dir := t.TempDir()
	m := storetest.Publish(t, dir)
	file := filepath.Join(dir, "snapshots", strings.TrimSuffix(m.File, ".duckdb")+".json")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		for bit := range 8 {
			b := slices.Clone(whole)
			b[i] ^= 1 << bit
			if err := os.WriteFile(file, b, 0o644); err != nil {
				t.Fatal(err)
			}
			if got, err := store.Current(dir); err == nil && *got != *m {
				t.Fatalf("bit %d of byte %d (%q) flipped: %+v", bit, i, whole[max(i-9, 0):i+1], got)
			} else if err != nil && data.Code(err) != "store_broken" {
				t.Fatal(err)
			}
		}
	}
}

// A log beside a snapshot would be read on top of it.
func TestLogBesideSnapshot(t *testing.T) {
	dir := t.TempDir()
	m := storetest.Publish(t, dir)
	if err := os.WriteFile(filepath.Join(dir, "snapshots", m.File+".wal"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), dir); data.Code(err) != "store_broken" {
		t.Error(err)
	}
}

func TestOpenOtherFormat(t *testing.T) {
	dir := t.TempDir()
	m := storetest.Publish(t, dir)
	change(t, filepath.Join(dir, "snapshots", m.File[:len(m.File)-len(".duckdb")]+".json"), func(b []byte) []byte {
		unsealed, _, _ := strings.Cut(string(b), `,
  "seal"`)
		return []byte(replaceOnce(unsealed, fmt.Sprintf(`"format": %d`, store.Format), `"format": 999`) + "}")
	})
	if _, err := store.Open(t.Context(), dir); data.Code(err) != "store_format" {
		t.Error(err)
	}
}

func TestBadPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "c#")
	if _, err := store.Publish(t.Context(), dir, storetest.Input(t)); data.Code(err) != "bad_path" {
		t.Error(err)
	}
}

func TestSnapshotIsReadOnlyAndLocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "数据 目录")
	storetest.Publish(t, dir, version("1"))
	s := storetest.Open(t, dir)
	again := storetest.Open(t, dir) // the same instance: its settings are locked already
	for _, q := range []string{
		"DELETE FROM figure", "CREATE TABLE x (a INT)", "SET threads=1", "SET integer_division=false", "SELECT * FROM read_text('" + dir + "/current')",
		"ATTACH '" + dir + "/x.duckdb'", "COPY figure TO '" + dir + "/x.csv'", "LOAD httpfs",
	} {
		for _, s := range []*store.Snapshot{s, again} {
			if _, err := s.DB.ExecContext(t.Context(), q); err == nil {
				t.Errorf("%s is possible", q)
			}
		}
	}
	mustEqual(t, ask(t, s, `SELECT 7/2, current_setting('default_null_order'), current_setting('temp_directory')`), "3|NULLS_LAST_ON_ASC_FIRST_ON_DESC|")
	mustEqual(t, ask(t, s, `SELECT number, format, duckdb FROM meta`), fmt.Sprintf("1|%d|%s", store.Format, store.Version()))
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestThreads(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir)
	s, err := store.Open(t.Context(), dir, store.Threads(1))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	mustEqual(t, ask(t, s, `SELECT current_setting('threads')`), "1")
}

func TestVersion(t *testing.T) {
	if v := store.Version(); v != "v1.5.6" {
		t.Errorf("DuckDB is %q; DESIGN, README and go.mod say v1.5.6", v)
	}
}

func replaceOnce(s, old, new string) string {
	before, after, found := strings.Cut(s, old)
	if !found {
		return s
	}
	return before + new + after
}
