package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/data/store/doctor"
)

// clearLine is an error for people: one line that ends with its code.
var clearLine = regexp.MustCompile(`^gongkai: .*\S \[(cannot_write|cannot_publish|disk_low)\]\n$`)

// fault is a store on a disk that fails. Each page states a number of its own.
type fault struct {
	*testing.T
	dir, folder, backup string
	n                   int // the number that is shown
}

func newFault(t *testing.T, dir string) *fault {
	f := &fault{t, dir, t.TempDir(), filepath.Join(filepath.Dir(dir), "b.tar.zst"), 100}
	must(t, gongkai("ingest", "--store", dir, page(t, f.folder, 2024, f.n)))
	must(t, gongkai("backup", f.backup, "--store", dir))
	return f
}

// mustStand finds the store as it was after a command that failed: no damage,
// the same number, and one clear line that was said.
func (f *fault) mustStand(o outcome, ignore ...string) {
	f.Helper()
	if o.status != 1 || !clearLine.MatchString(o.errors) {
		f.Errorf("%+v", o)
	}
	mustAnswer(f, f.dir, "SELECT max(value) FROM figures", fmt.Sprint(f.n))
	_, list := examined(f.T, f.dir)
	for _, x := range list {
		if x.Kind == doctor.Damage && !slices.Contains(ignore, x.Code) {
			f.Errorf("found %s: %s %s", x.Code, x.What.EN, x.File)
		}
	}
}

// mustGoOn loads the next page and finds the store whole.
func (f *fault) mustGoOn() {
	f.Helper()
	f.n++
	must(f, gongkai("ingest", "--store", f.dir, page(f, f.folder, 2024, f.n)))
	mustAnswer(f, f.dir, "SELECT max(value) FROM figures", fmt.Sprint(f.n))
	must(f, gongkai("doctor", "--mend", "--store", f.dir))
	if _, list := examined(f.T, f.dir); slices.ContainsFunc(list, func(x doctor.Finding) bool { return x.Kind != doctor.Note }) {
		f.Errorf("after mending: %v", codes(list))
	}
}

// A write that ends short, wherever it falls, leaves the store as it was.
func TestShortWrite(t *testing.T) {
	f := newFault(t, newStore(t))
	failed := map[string]int{}
	for _, largest := range []int{0, 700, 300_000, 2_000_000, 7_000_000} {
		for _, args := range [][]string{
			{"ingest", "--store", f.dir, page(t, f.folder, 2024, 1_000+largest%999)},
			{"publish", "--again", "--store", f.dir},
			{"backup", f.backup, "--store", f.dir},
			{"restore", "--replace", f.backup, "--store", f.dir},
			{"rollback", "--store", f.dir},
		} {
			cmd := program(t, args...)
			cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d", largestFile, largest))
			var out, errs strings.Builder
			cmd.Stdout, cmd.Stderr = &out, &errs
			if err := cmd.Run(); err == nil {
				continue // its files were smaller
			}
			failed[args[0]]++
			t.Logf("%s up to %d bytes: %s", args[0], largest, &errs)
			f.mustStand(outcome{cmd.ProcessState.ExitCode(), out.String(), errs.String()})
		}
	}
	f.mustGoOn()
	if failed["ingest"] < 5 || failed["publish"] < 5 || failed["backup"] < 3 || failed["restore"] < 5 {
		t.Errorf("failed %v", failed)
	}
}
