package store_test

import (
	"context"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

func mustFollow(t *testing.T, dir string) *store.Follower {
	t.Helper()
	f, err := store.Follow(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	f.LookAlways()
	t.Cleanup(func() { f.Close() })
	return f
}

// served returns the figure that a follower serves.
func served(t *testing.T, f *store.Follower) string {
	t.Helper()
	s, release, err := f.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	return ask(t, s, "SELECT value FROM figures")[0]
}

func TestFollowEmptyStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	f := mustFollow(t, dir)
	if _, _, err := f.Acquire(); data.Code(err) != "store_empty" {
		t.Fatal(err)
	}
	storetest.Publish(t, dir, version("1"))
	if got := served(t, f); got != "1" {
		t.Error(got)
	}
}

func TestFollowMovesOn(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	former, release, err := f.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	storetest.Publish(t, dir, version("2"))
	if got := served(t, f); got != "2" {
		t.Errorf("after publishing, %s is served", got)
	}
	mustEqual(t, ask(t, former, "SELECT value FROM figures"), "1") // its reader goes on
	release()
	release() // twice does no harm
	if err := former.DB.PingContext(t.Context()); err == nil {
		t.Error("the former snapshot is still open")
	}
	if got := served(t, f); got != "2" {
		t.Error(got)
	}
}

// A damaged snapshot does not come into service.
func TestFollowKeepsTheFormer(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	m := storetest.Publish(t, dir, version("2"))
	change(t, filepath.Join(dir, "snapshots", m.File), flip(inFigures))
	if got := served(t, f); got != "1" || data.Code(f.Err()) != "store_broken" {
		t.Errorf("%s is served, %v", got, f.Err())
	}
	change(t, filepath.Join(dir, "snapshots", m.File), flip(inFigures))
	if got := served(t, f); got != "2" || f.Err() != nil {
		t.Errorf("%s is served, %v", got, f.Err())
	}
}

func TestFollowerClosed(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	s, release, err := f.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, _, err := f.Acquire(); data.Code(err) != "store_closed" {
		t.Error(err)
	}
	mustEqual(t, ask(t, s, "SELECT value FROM figures"), "1")
	release()
	if err := s.DB.PingContext(t.Context()); err == nil {
		t.Error("still open behind the last reader")
	}
}

// Readers that never pause while snapshots change under them: no request
// fails, and none sees an older snapshot than the one before.
func TestFollowUnderReaders(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var readers sync.WaitGroup
	var requests atomic.Int64
	for range 2 {
		readers.Go(func() {
			last := 0
			for ctx.Err() == nil {
				s, release, err := f.Acquire()
				if err != nil {
					t.Error(err)
					return
				}
				var v int
				err = s.DB.QueryRow("SELECT value FROM figures").Scan(&v)
				release()
				if err != nil || v < last {
					t.Errorf("%d after %d, %v", v, last, err)
					return
				}
				last = v
				requests.Add(1)
			}
		})
	}
	for v := 2; v <= 4; v++ {
		before := requests.Load()
		storetest.Publish(t, dir, version(strconv.Itoa(v)))
		if requests.Load() == before {
			t.Error("no request was answered while a snapshot was built")
		}
	}
	stop()
	readers.Wait()
	if got := served(t, f); got != "4" {
		t.Errorf("%s is served in the end", got)
	}
}
