package store_test

import (
	"testing"

	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// Who reads a snapshot that is pruned reads on, and who was about to open it
// opens the one after.
func TestPruneUnderReaders(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	f := mustFollow(t, dir)
	former, release, err := f.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	once := false
	store.CallAt(func(moment string) {
		if moment != "looked" || once {
			return
		}
		once = true
		storetest.Publish(t, dir, version("2"))
		if gone, err := store.Prune(dir, 1, false); err != nil || len(gone) != 1 || gone[0].Number != 1 {
			t.Errorf("%+v %v", gone, err)
		}
	})
	defer store.CallAt(func(string) {})
	mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), "2")
	mustEqual(t, ask(t, former, "SELECT value, (SELECT count(*) FROM item) > 100 FROM figures"), "1|true")
	if got := served(t, f); got != "2" {
		t.Error(got)
	}
}
