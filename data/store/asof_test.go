package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// moved gives the moves of a store's pointer other times.
func moved(t *testing.T, dir string, times ...string) {
	t.Helper()
	var lines []string
	for i, m := range store.History(dir) {
		lines = append(lines, times[i]+" "+m.Name+"\n")
	}
	if err := os.WriteFile(filepath.Join(dir, "current.log"), []byte(strings.Join(lines, "")), 0o600); err != nil || len(lines) != len(times) {
		t.Fatal(err, lines)
	}
}

func day(t *testing.T, text string) time.Time {
	t.Helper()
	d, err := data.Day(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every day shows what stood published at its end in Beijing, whoever asks.
func TestAsOf(t *testing.T) {
	dir := t.TempDir()
	if _, err := store.At(dir, data.Moment{Day: day(t, "2026-01-01")}); data.Code(err) != "not_yet" {
		t.Error(err)
	}
	var manifests []*store.Manifest
	for _, value := range []string{"1", "2", "3"} {
		manifests = append(manifests, storetest.Publish(t, dir, version(value)))
	}
	if _, err := store.Point(t.Context(), dir, 1); err != nil { // taken back to the first
		t.Fatal(err)
	}
	moved(t, dir, "2026-01-10T02:00:00Z", "2026-03-01T15:59:59Z", "2026-03-01T16:00:00Z", "2026-03-05T00:00:00Z")
	f := mustFollow(t, dir)
	for on, want := range map[string]string{"2026-01-09": "not_yet", "2026-01-10": "1", "2026-02-28": "1", "2026-03-01": "2", "2026-03-02": "3", "2026-03-06": "1", "2099-01-01": "1"} {
		s, release, err := f.AcquireAt(t.Context(), data.Moment{Day: day(t, on)})
		if err != nil {
			if data.Code(err) != want {
				t.Errorf("%s: %v", on, err)
			}
			continue
		}
		mustEqual(t, ask(t, s, "SELECT value FROM figures"), want)
		release()
		alone, err := store.OpenAt(t.Context(), dir, data.Moment{Day: day(t, on)})
		if err != nil {
			t.Fatal(err)
		}
		mustEqual(t, ask(t, alone, "SELECT value FROM figures"), want)
		alone.Close()
	}
	if _, err := store.Prune(dir, 1, false); err != nil { // takes the second
		t.Fatal(err)
	}
	if _, err := store.OpenAt(t.Context(), dir, data.Moment{Day: day(t, "2026-03-01")}); data.Code(err) != "snapshot_pruned" {
		t.Error(err)
	}
	if err := os.Remove(filepath.Join(dir, "snapshots", manifests[2].File)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenAt(t.Context(), dir, data.Moment{Day: day(t, "2026-03-02")}); data.Code(err) != "snapshot_pruned" {
		t.Error(err)
	}
}

// Many may ask for many days at once; only a few snapshots stay open, and each
// answers as long as somebody reads.
func TestAsOfUnderReaders(t *testing.T) {
	dir := t.TempDir()
	var times []string
	for i := range 6 {
		storetest.Publish(t, dir, version(fmt.Sprint(i)))
		times = append(times, fmt.Sprintf("2026-01-%02dT00:00:00Z", i+1))
	}
	moved(t, dir, times...)
	f := mustFollow(t, dir)
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			n := (i*7 + 3) % 6
			s, release, err := f.AcquireAt(context.Background(), data.Moment{Day: day(t, fmt.Sprintf("2026-01-%02d", n+1))})
			if err != nil {
				t.Error(err)
				return
			}
			defer release()
			var value int
			if err := s.DB.QueryRow("SELECT value FROM figures").Scan(&value); err != nil || value != n {
				t.Errorf("%d: %d, %v", n, value, err)
			}
		})
	}
	all.Wait()
}

// A citation opens the snapshot that it names, whatever was published or rolled
// back to since, and no other.
func TestCited(t *testing.T) {
	dir := t.TempDir()
	for n := range 3 {
		storetest.Publish(t, dir, storetest.Report(data.Body{Name: "甲"}, 2020+n, "gov2021", nil))
	}
	list, err := store.Snapshots(dir)
	if err != nil {
		t.Fatal(err)
	}
	first := list[0].Manifest
	f, err := store.Follow(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for text, want := range map[string]string{
		"1": "1", "2": "2", "3": "3", "": "3", "1-" + first.SHA256[:12]: "1", "1-" + first.SHA256: "1",
		"1-000000000000": "other_snapshot", "4": "unknown_snapshot",
	} {
		at, err := data.ParseMoment(text)
		if err != nil {
			t.Fatal(err)
		}
		s, release, err := f.AcquireAt(t.Context(), at)
		got := data.Code(err)
		if err == nil {
			got = fmt.Sprint(s.Manifest.Number)
			release()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if _, err := store.Prune(dir, 1, false); err != nil {
		t.Fatal(err)
	}
	if _, err := store.OpenAt(t.Context(), dir, data.Moment{Number: 1}); data.Code(err) != "snapshot_pruned" {
		t.Error(err)
	}
}
