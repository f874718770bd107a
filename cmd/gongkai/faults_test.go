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

// fault is a store on a disk that fails.
type fault struct {
	*testing.T
	dir, folder, backup string
	n                   int // the number that is shown
}

// another is the number that the pages state which commands that may fail load.
const another = 900

func newFault(t *testing.T, dir string) *fault {
	f := &fault{t, dir, t.TempDir(), filepath.Join(filepath.Dir(dir), "b.tar.zst"), 0}
	for f.n = 100; ; f.n++ {
		must(t, gongkai("ingest", "--store", dir, page(t, f.folder, 2024, f.n)))
		if f.n == 101 {
			must(t, gongkai("backup", f.backup, "--store", dir))
			return f
		}
	}
}

// rollback, then those that write files of megabytes.
func (f *fault) rollback() []string { return []string{"rollback", "--store", f.dir} }
func (f *fault) ingest() []string {
	return []string{"ingest", "--store", f.dir, page(f, f.folder, 2024, another)}
}
func (f *fault) publish() []string { return []string{"publish", "--again", "--store", f.dir} }
func (f *fault) save() []string    { return []string{"backup", f.backup, "--store", f.dir} }
func (f *fault) restore() []string {
	return []string{"restore", "--replace", f.backup, "--store", f.dir}
}

// try runs a command as another program. If it fails, it says so in one clear
// line, and the store is as it was, without damage but what is expected.
func (f *fault) try(args []string, expected string, env ...string) (ok bool) {
	f.Helper()
	cmd := program(f, args...)
	cmd.Env = append(cmd.Env, env...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err == nil {
		return true
	}
	f.Logf("%s: %s", args[0], &errs)
	if status := cmd.ProcessState.ExitCode(); status != 1 || !clearLine.MatchString(errs.String()) {
		f.Errorf("%s: status %d\n%s%s", args[0], status, &out, &errs)
	}
	mustAnswer(f, f.dir, "SELECT max(value) FROM figures", fmt.Sprint(f.n))
	_, list := examined(f.T, f.dir)
	for _, x := range list {
		if x.Kind == doctor.Damage && x.Code != expected {
			f.Errorf("found %s: %s %s", x.Code, x.What.EN, x.File)
		}
	}
	return false
}

// mustGoOn loads the next page and finds the store whole.
func (f *fault) mustGoOn() {
	f.Helper()
	f.n = 102
	must(f, gongkai("ingest", "--store", f.dir, page(f, f.folder, 2024, f.n)))
	mustAnswer(f, f.dir, "SELECT max(value) FROM figures", fmt.Sprint(f.n))
	must(f, gongkai("doctor", "--mend", "--store", f.dir))
	if _, list := examined(f.T, f.dir); slices.ContainsFunc(list, func(x doctor.Finding) bool { return x.Kind != doctor.Note }) {
		f.Errorf("after mending: %v", codes(list))
	}
	must(f, gongkai("verify", "--fast", "--store", f.dir))
}

// A write that ends short, wherever it falls, leaves the store as it was.
func TestShortWrite(t *testing.T) {
	f := newFault(t, newStore(t))
	for largest, commands := range map[int][][]string{
		0:         {f.rollback(), f.ingest(), f.save(), f.restore()},
		700:       {f.ingest(), f.publish(), f.save(), f.restore()},
		300_000:   {f.ingest(), f.restore()},
		2_000_000: {f.publish()},
		7_000_000: {f.ingest(), f.restore()},
	} {
		for _, args := range commands {
			if f.try(args, "", fmt.Sprintf("%s=%d", largestFile, largest)) {
				t.Errorf("%s did not fail with files up to %d bytes", args[0], largest)
			}
		}
	}
	f.mustGoOn()
}
