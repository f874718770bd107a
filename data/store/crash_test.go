package store_test

import (
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
		// a testing.TB without a test: it is not reached unless publishing fails
		storetest.Publish(&testing.T{}, dir, version(os.Getenv("VALUE")))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func version(value string) *data.Report {
	return storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": value})
}

// Killed at any moment, a publisher leaves the last published snapshot in
// service, whole; the next one clears up and publishes.
func TestKilledPublisher(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	storetest.Publish(t, dir, version("0"))
	for i, moment := range []string{"arranged", "appended", "loaded", "built", "hashed", "announced", "renamed", "manifest", "noted", "pointed", "published"} {
		t.Run(moment, func(t *testing.T) {
			before, killed, after := strconv.Itoa(10*i), strconv.Itoa(10*i+1), strconv.Itoa(10*i+10)
			child := exec.Command(self)
			child.Env = append(os.Environ(), "PUBLISH_INTO="+dir, "KILLED_AT="+moment, "VALUE="+killed)
			out, err := child.CombinedOutput()
			if child.ProcessState == nil || child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("not killed: %v %s", err, out)
			}
			if moment == "pointed" || moment == "published" {
				before = killed
			}
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), before)
			storetest.Publish(t, dir, version(after))
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), after)
			mustBeTidy(t, dir)
		})
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
