package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data/store/doctor"
)

// examined runs the doctor and returns its findings.
func examined(t *testing.T, dir string, args ...string) (o outcome, list []doctor.Finding) {
	t.Helper()
	o = gongkai(append([]string{"doctor", "--json", "--store", dir}, args...)...)
	d := json.NewDecoder(strings.NewReader(o.out))
	for d.More() {
		var f doctor.Finding
		if err := d.Decode(&f); err != nil {
			t.Fatalf("%v %+v", err, o)
		}
		list = append(list, f)
	}
	return o, list
}

func codes(list []doctor.Finding) (codes []string) {
	for _, f := range list {
		codes = append(codes, f.Code)
	}
	return codes
}

// snapshotFile is a file of the snapshot with a number.
func snapshotFile(t *testing.T, dir string, number int, ext string) string {
	t.Helper()
	return only(t, dir, fmt.Sprintf("snapshots/snapshot-%06d-*%s", number, ext))
}

func unlink(t *testing.T, files ...string) {
	t.Helper()
	for _, f := range files {
		if err := os.Remove(f); err != nil {
			t.Fatal(err)
		}
	}
}

// Each damage is named; after mending the store opens, with the last published
// state or a rebuild of the same arrivals; nothing but unfinished files is
// deleted, and the next ingest works.
func TestDoctor(t *testing.T) {
	whole, folder := threeStates(t)
	if o, list := examined(t, whole); o.status != 0 || len(list) != 0 {
		t.Fatalf("%+v", o)
	}
	pointer := func(dir string) string { return filepath.Join(dir, "current") }
	cut := func(b []byte) []byte { return b[:len(b)/3] }
	for _, tt := range []struct {
		name    string
		spoil   func(t *testing.T, dir string)
		codes   string
		status  int
		number  int    // of the current snapshot after mending
		holds   string // its years
		remains string // codes that mending leaves
	}{
		{"PointerMissing", func(t *testing.T, dir string) { unlink(t, pointer(dir)) }, "pointer_missing", 1, 3, "2023 2024 2025", ""},
		{"PointerTorn", func(t *testing.T, dir string) { spoil(t, pointer(dir), cut) }, "pointer_damaged", 1, 3, "2023 2024 2025", ""},
		{"PointerFlipped", func(t *testing.T, dir string) { spoil(t, pointer(dir), flip) }, "pointer_damaged", 1, 3, "2023 2024 2025", ""},
		{"PointerAfterRollback", func(t *testing.T, dir string) {
			must(t, gongkai("rollback", "--store", dir))
			unlink(t, pointer(dir))
		}, "pointer_missing", 1, 2, "2023 2024", "behind"},
		{"ManifestMissing", func(t *testing.T, dir string) { unlink(t, snapshotFile(t, dir, 3, ".json")) }, "manifest_missing", 1, 3, "2023 2024 2025", "origin_unknown"},
		{"ManifestDamaged", func(t *testing.T, dir string) { spoil(t, snapshotFile(t, dir, 3, ".json"), flip) }, "manifest_damaged", 1, 3, "2023 2024 2025", "origin_unknown"},
		{"FormerManifest", func(t *testing.T, dir string) { unlink(t, snapshotFile(t, dir, 1, ".json")) }, "manifest_missing", 1, 3, "2023 2024 2025", ""},
		{"SnapshotTruncated", func(t *testing.T, dir string) { spoil(t, snapshotFile(t, dir, 3, ".duckdb"), cut) }, "snapshot_truncated pointer_dangling", 1, 4, "2023 2024 2025", ""},
		{"SnapshotFlipped", func(t *testing.T, dir string) { spoil(t, snapshotFile(t, dir, 3, ".duckdb"), flip) }, "snapshot_damaged pointer_dangling", 1, 4, "2023 2024 2025", ""},
		{"SnapshotGone", func(t *testing.T, dir string) { unlink(t, snapshotFile(t, dir, 3, ".duckdb")) }, "snapshot_missing pointer_dangling", 1, 4, "2023 2024 2025", ""},
		{"SnapshotAfterRollback", func(t *testing.T, dir string) {
			must(t, gongkai("rollback", "2", "--store", dir))
			spoil(t, snapshotFile(t, dir, 2, ".duckdb"), flip)
		}, "snapshot_damaged pointer_dangling", 1, 4, "2023 2024", "behind"},
		{"FormerSnapshot", func(t *testing.T, dir string) { spoil(t, snapshotFile(t, dir, 1, ".duckdb"), flip) }, "snapshot_damaged", 1, 3, "2023 2024 2025", ""},
		{"SnapshotWithoutManifest", func(t *testing.T, dir string) {
			spoil(t, snapshotFile(t, dir, 3, ".duckdb"), flip)
			unlink(t, snapshotFile(t, dir, 3, ".json"))
		}, "snapshot_damaged pointer_dangling", 1, 4, "2023 2024 2025", ""},
		{"AllSnapshots", func(t *testing.T, dir string) {
			for n := range 3 {
				spoil(t, snapshotFile(t, dir, n+1, ".duckdb"), cut)
			}
			unlink(t, pointer(dir))
		}, "snapshot_truncated snapshot_truncated snapshot_truncated pointer_missing", 1, 4, "2023 2024 2025", ""},
		{"SnapshotsFolder", func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, "snapshots")); err != nil {
				t.Fatal(err)
			}
		}, "pointer_dangling", 1, 1, "2023 2024 2025", ""},
		{"OtherFormat", func(t *testing.T, dir string) {
			spoil(t, snapshotFile(t, dir, 3, ".json"), func(b []byte) []byte {
				unsealed, _, _ := strings.Cut(string(b), ",\n  \"seal\"")
				return []byte(strings.Replace(unsealed, `"format": 7`, `"format": 4`, 1) + "}")
			})
		}, "snapshot_format", 1, 4, "2023 2024 2025", ""},
		{"Log", func(t *testing.T, dir string) { write(t, snapshotFile(t, dir, 3, ".duckdb")+".wal", "?") }, "log_left", 1, 3, "2023 2024 2025", ""},
		{"TornLine", func(t *testing.T, dir string) {
			spoil(t, filepath.Join(dir, "archive", "arrivals.jsonl"), func(b []byte) []byte { return append(b, b[:40]...) })
		}, "arrivals_torn", 0, 3, "2023 2024 2025", ""},
		{"LostLines", func(t *testing.T, dir string) {
			list := filepath.Join(dir, "archive", "arrivals.jsonl")
			write(t, list, strings.SplitAfter(string(mustRead(t, list)), "\n")[0])
			if o := gongkai("ingest", "--store", dir, filepath.Join(folder, suqian2024)); o.status != 1 || !strings.HasSuffix(o.errors, "[arrivals_lost]\n") {
				t.Errorf("%+v", o)
			}
		}, "arrivals_lost object_unlisted", 1, 3, "2023 2024 2025", ""},
		{"Groups", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "groups.json"), "{") }, "kept_damaged", 1, 3, "2023 2024 2025", ""},
		{"Pins", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "pins.json"), "[]") }, "kept_damaged", 1, 3, "2023 2024 2025", ""},
		{"Annotations", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "annotations.json"), "{}") }, "kept_damaged", 1, 3, "2023 2024 2025", ""},
		{"Leftovers", func(t *testing.T, dir string) {
			for _, name := range []string{"snapshots/building-000004.duckdb", "snapshots/snapshot-000004-0123456789ab.duckdb", "snapshots/snapshot-000004-0123456789ab.json.new", "current.new", "archive/objects/00/0.new"} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
					t.Fatal(err)
				}
				write(t, filepath.Join(dir, name), "?")
			}
		}, "leftover leftover leftover leftover leftover", 0, 3, "2023 2024 2025", ""},
		{"OldReadings", func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "archive", "read", "3-0a1b", "00"), 0o755); err != nil {
				t.Fatal(err)
			}
		}, "readings_old", 0, 3, "2023 2024 2025", ""},
		{"Object", func(t *testing.T, dir string) { spoil(t, archived(t, dir, suqian2024), flip) }, "object_damaged", 1, 3, "2023 2024 2025", "object_missing"},
		{"ObjectGone", func(t *testing.T, dir string) { unlink(t, archived(t, dir, suqian2024)) }, "object_missing", 1, 3, "2023 2024 2025", "object_missing"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := copied(t, whole)
			tt.spoil(t, dir)
			o, list := examined(t, dir)
			if got := strings.Join(codes(list), " "); strings.TrimSuffix(got, " behind") != tt.codes || o.status != tt.status {
				t.Errorf("status %d, found %s", o.status, got)
			}
			began := time.Now()
			o, list = examined(t, dir, "--mend")
			t.Logf("mended in %d ms: %s", time.Since(began).Milliseconds(), strings.Join(codes(list), " "))
			if o.errors != "" {
				t.Error(o.errors)
			}
			_, list = examined(t, dir)
			left := slices.DeleteFunc(codes(list), func(c string) bool { return c == "quarantine" })
			if got := strings.Join(left, " "); got != tt.remains {
				t.Errorf("after mending: %q", got)
			}
			if m := current(t, dir); m.Number != tt.number {
				t.Errorf("current is %d", m.Number)
			}
			mustAnswer(t, dir, years, tt.holds)
			must(t, gongkai("ingest", "--store", dir, filepath.Join(folder, suqian2024)))
			if tt.name == "LostLines" {
				must(t, gongkai("verify", "--store", dir))
			}
			mustAnswer(t, dir, years, "2023 2024 2025")
			if o, list := examined(t, dir); o.status != 0 {
				t.Errorf("after the next ingest: %s", codes(list))
			}
		})
	}
}

// What the doctor says is for people, in both languages.
func TestDoctorSays(t *testing.T) {
	dir := loaded(t)
	if out := must(t, gongkai("doctor", "--store", dir)); out != "没有发现问题\n" {
		t.Error(out)
	}
	write(t, filepath.Join(dir, "current"), "")
	for _, tt := range []struct {
		args []string
		says []string
	}{
		{nil, []string{"当前快照的指针损坏  [pointer_damaged]\n    " + filepath.Join(dir, "current"), "对数字的影响：看板重启后打不开", "办法：运行 gongkai doctor --mend\n"}},
		{[]string{"--lang", "en"}, []string{"the pointer to the current snapshot is damaged  [pointer_damaged]\n", "for the numbers: ", "way out: run gongkai doctor --mend\n"}},
	} {
		o := gongkai(append(tt.args, "doctor", "--store", dir)...)
		for _, words := range tt.says {
			if o.status != 1 || !strings.Contains(o.out, words) {
				t.Errorf("no %q in %+v", words, o)
			}
		}
	}
	if out := must(t, gongkai("doctor", "--mend", "--store", dir)); !strings.Contains(out, "已处理：指针已指向 snapshot-000001-") || strings.Contains(out, "办法") {
		t.Error(out)
	}
	if o := gongkai("doctor", "--store", newStore(t)); !strings.HasSuffix(o.errors, "[no_store]\n") {
		t.Errorf("%+v", o)
	}
}
