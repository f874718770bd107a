package store_test

import (
	"os"
	"os/exec"
	"path/filepath"
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
		publishVersion(dir, os.Getenv("VALUE"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func publishVersion(dir, value string) {
	// a testing.TB without a test: its methods are not reached unless it fails
	storetest.Publish(&testing.T{}, dir, version(value))
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
	for _, tt := range []struct {
		moment string
		after  string // what the store says afterwards
	}{
		{"arranged", "1"}, {"appended", "1"}, {"loaded", "1"}, {"built", "1"}, {"hashed", "1"}, {"renamed", "1"}, {"manifest", "1"}, {"published", "2"},
	} {
		t.Run(tt.moment, func(t *testing.T) {
			dir := t.TempDir()
			storetest.Publish(t, dir, version("1"))
			child := exec.Command(self)
			child.Env = append(os.Environ(), "PUBLISH_INTO="+dir, "KILLED_AT="+tt.moment, "VALUE=2")
			out, err := child.CombinedOutput()
			if child.ProcessState == nil || child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("not killed: %v %s", err, out)
			}
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), tt.after)
			m := storetest.Publish(t, dir, version("3"))
			mustEqual(t, ask(t, storetest.Open(t, dir), "SELECT value FROM figures"), "3")
			files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				name := filepath.Base(f)
				whole := strings.HasPrefix(name, "snapshot-") && (strings.HasSuffix(name, ".duckdb") || strings.HasSuffix(name, ".json"))
				if !whole && name != "publish.lock" {
					t.Errorf("%s is left", name)
				}
				if json := strings.TrimSuffix(f, ".duckdb") + ".json"; strings.HasSuffix(f, ".duckdb") && !exists(json) {
					t.Errorf("%s is left without a manifest", name)
				}
			}
			if m.Number < 2 {
				t.Errorf("number %d", m.Number)
			}
		})
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
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
