package disk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pointer")
	for _, content := range []string{"one", "a longer second one", ""} {
		if err := os.WriteFile(name+Unfinished, []byte("rest of a crash, longer than all of them"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := Replace(name, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(name); err != nil || string(b) != content {
			t.Errorf("got %q, %v", b, err)
		}
		if _, err := os.Stat(name + Unfinished); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("the temporary file is left: %v", err)
		}
	}
	if err := Replace(filepath.Join(name, "below a file"), nil); err == nil {
		t.Error("no error for a name that cannot be")
	}
}

func TestLock(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	unlock, err := Lock(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(name); !errors.Is(err, ErrLocked) {
		t.Errorf("second lock: %v", err)
	}
	unlock()
	if unlock, err = Lock(name); err != nil {
		t.Fatal(err)
	}
	unlock()
}

func TestAppend(t *testing.T) {
	name := filepath.Join(t.TempDir(), "log")
	for _, line := range []string{"one", "two"} {
		if err := Append(name, line); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(name, 6); err != nil { // in the middle of the second
		t.Fatal(err)
	}
	if err := Append(name, "three"); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(name); err != nil || string(b) != "one\ntw\nthree\n" {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestExchange(t *testing.T) {
	for name, exchange := range map[string]func(a, b string) error{"at once": Exchange, "by turns": exchangeByTurns} {
		dir := t.TempDir()
		a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
		for _, d := range []string{a, b} {
			if err := os.Mkdir(d, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(d, "was"), []byte(d), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := exchange(a, b); err != nil {
			t.Fatal(err)
		}
		for at, was := range map[string]string{a: b, b: a} {
			if got, err := os.ReadFile(filepath.Join(at, "was")); err != nil || string(got) != was {
				t.Errorf("%s: %s has %q, %v", name, at, got, err)
			}
		}
		if err := exchange(filepath.Join(dir, "no"), b); err == nil || !errors.Is(Sync(filepath.Join(dir, "no")), os.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := os.ReadFile(filepath.Join(b, "was")); err != nil || string(got) != a {
			t.Errorf("%s: an exchange that failed changed %q, %v", name, got, err)
		}
	}
}
