package store_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// TestMain turns the test binary into a publisher that ends itself by SIGKILL
// at a given moment, when it is called as one.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PUBLISH_INTO"); dir != "" {
		store.CallAt(func(moment string) {
			if moment == os.Getenv("KILLED_AT") {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
		})
		work(dir)
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// work does what the environment asks for, as another process.
func work(dir string) {
	var err error
	switch os.Getenv("WORK") {
	case "point":
		_, err = store.Point(context.Background(), dir, 1)
	case "prune":
		_, err = store.Prune(dir, 1, false)
	case "amend":
		amended(&testing.T{}, dir, version(os.Getenv("VALUE")))
	default: // a testing.TB without a test: it is not reached unless publishing fails
		storetest.Publish(&testing.T{}, dir, version(os.Getenv("VALUE")))
	}
	if err != nil {
		panic(err)
	}
}

// mustBeKilled starts another process that ends itself at a moment of its work.
func mustBeKilled(t *testing.T, dir, moment, work, value string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self)
	child.Env = append(os.Environ(), "PUBLISH_INTO="+dir, "KILLED_AT="+moment, "WORK="+work, "VALUE="+value)
	out, err := child.CombinedOutput()
	if child.ProcessState == nil || child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("not killed at %s: %v %s", moment, err, out)
	}
}

func version(value string) *data.Report {
	return storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": value})
}

// amended publishes reports of one body as an amendment.
func amended(tb testing.TB, dir string, reports ...*data.Report) *store.Manifest {
	tb.Helper()
	m, err := store.Amend(context.Background(), dir, storetest.Input(tb, reports...), []string{tan.Key()})
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Killed at any moment, a publisher leaves the last published snapshot in
// service, whole; the next one clears up and publishes.
func TestKilledPublisher(t *testing.T) {
	killed(t, "publish", storetest.Publish, "arranged", "appended", "loaded", "built", "hashed", "announced", "renamed", "manifest", "noted", "pointed", "published")
}

// So does one that amends.
func TestKilledAmendment(t *testing.T) {
	killed(t, "amend", amended, "copied", "appended", "loaded", "part", "spliced", "built", "hashed", "announced", "renamed", "manifest", "noted", "pointed", "published")
}

func killed(t *testing.T, work string, publish func(testing.TB, string, ...*data.Report) *store.Manifest, moments ...string) {
	t.Helper()
	dir := t.TempDir()
	storetest.Publish(t, dir, version("0"))
	for i, moment := range moments {
		t.Run(moment, func(t *testing.T) {
			before, killed, after := strconv.Itoa(10*i), strconv.Itoa(10*i+1), strconv.Itoa(10*i+10)
			mustBeKilled(t, dir, moment, work, killed)
			if moment == "pointed" || moment == "published" {
				before = killed
			}
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), before)
			publish(t, dir, version(after))
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), after)
			mustBeTidy(t, dir)
		})
	}
}

// Killed while it moves the pointer back, the program leaves one or the other.
func TestKilledPoint(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir, version("1"))
	storetest.Publish(t, dir, version("2"))
	for moment, want := range map[string]string{"opened": "2", "noted": "2", "pointed": "1"} {
		mustBeKilled(t, dir, moment, "point", "")
		mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), want)
		if _, err := store.Point(t.Context(), dir, 2); err != nil {
			t.Fatal(err)
		}
	}
	moves := store.History(dir) // also of those that had no time to note it
	if n := len(moves); n != 4 || !strings.HasPrefix(moves[n-2].Name, "snapshot-000001-") || !strings.HasPrefix(moves[n-1].Name, "snapshot-000002-") {
		t.Errorf("%v", moves)
	}
	storetest.Publish(t, dir, version("3"))
	mustBeTidy(t, dir)
}

// Killed while it removes a snapshot, the program leaves what the next
// publisher clears away, and nothing of it in the list.
func TestKilledPrune(t *testing.T) {
	for _, moment := range []string{"unlisted", "removed"} {
		dir := t.TempDir()
		for _, v := range []string{"1", "2", "3"} {
			storetest.Publish(t, dir, version(v))
		}
		mustBeKilled(t, dir, moment, "prune", "")
		mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), "3")
		list, err := store.Snapshots(dir)
		if err != nil || len(list) != 2 || list[0].Number != 2 || list[0].Err != nil {
			t.Errorf("%s: %+v %v", moment, list, err)
		}
		if m := storetest.Publish(t, dir, version("4")); m.Number != 4 {
			t.Errorf("number %d", m.Number)
		}
		mustBeTidy(t, dir)
	}
}

// mustBeTidy finds what does not belong into a snapshots folder.
func mustBeTidy(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name, ext := filepath.Base(f), filepath.Ext(f)
		switch {
		case name == "publish.lock":
		case !strings.HasPrefix(name, "snapshot-") || ext != ".duckdb" && ext != ".json":
			t.Errorf("%s is left", name)
		case !exists(strings.TrimSuffix(f, ext) + ".json"):
			t.Errorf("%s is left without a manifest", name)
		}
	}
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

func TestTwoPublishers(t *testing.T) {
	dir := t.TempDir()
	var second error
	once := false
	store.CallAt(func(moment string) {
		if moment == "built" && !once {
			once = true
			_, second = store.Publish(t.Context(), dir, storetest.Input(t, version("2")))
		}
	})
	defer store.CallAt(func(string) {})
	storetest.Publish(t, dir, version("1"))
	if data.Code(second) != "store_busy" {
		t.Errorf("the second publisher got %v", second)
	}
	mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), "1")
}
