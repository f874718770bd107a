package archive

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/data"
)

const sha = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae" // of "foo"

func arrival(s string, sample bool) Arrival {
	return Arrival{SHA256: s, File: "目录/" + s[:4] + ".html", At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Sample: sample}
}

func open(t *testing.T, dir string) *Archive {
	t.Helper()
	a, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestArchive(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if a.Length() != 0 {
		t.Fatal("an empty archive has something")
	}
	if err := a.Put(sha, []byte("foo")); err != nil {
		t.Fatal(err)
	}
	if err := a.List(arrival(sha, false)); err != nil {
		t.Fatal(err)
	}
	a = open(t, dir)
	if len(a.Arrivals()) != 1 || a.Arrivals()[0].SHA256 != sha {
		t.Fatal("the arrival is lost")
	}
	name, r, err := a.Source(sha)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, _ := io.ReadAll(r); string(b) != "foo" || name != "2c26.html" {
		t.Errorf("got %q %q", name, b)
	}
	for _, bad := range []string{"", "../../etc/passwd", strings.Repeat("0", 64)} {
		if _, _, err := a.Source(bad); data.Code(err) != "not_found" {
			t.Errorf("Source(%q) = %v", bad, err)
		}
	}
}

// A crash in the middle of a line must neither lose earlier lines nor spoil
// the next one.
func TestListAfterTornLine(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if err := a.List(arrival(sha, false)); err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "archive", "arrivals.jsonl")
	whole, _ := os.ReadFile(list)
	for cut := 1; cut < len(whole); cut += 7 {
		if err := os.WriteFile(list, append(append([]byte{}, whole...), whole[:cut]...), 0o644); err != nil {
			t.Fatal(err)
		}
		a := open(t, dir)
		if a.Length() != 1 {
			t.Fatalf("cut at %d: %d arrivals", cut, a.Length())
		}
		if err := a.List(arrival(strings.Repeat("a", 64), false)); err != nil {
			t.Fatal(err)
		}
		if a = open(t, dir); a.Length() != 2 {
			t.Fatalf("cut at %d: %d arrivals after the next", cut, a.Length())
		}
	}
}

// One flipped bit anywhere in the list is noticed, or changes nothing of it; in
// the last line's end it makes that line a torn one.
func TestFlippedBit(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if err := a.List(arrival(sha, false), arrival(strings.Repeat("a", 64), true)); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint(a.arrivals)
	list := listFile(dir)
	lines, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		for bit := range 8 {
			b := bytes.Clone(lines)
			b[i] ^= 1 << bit
			if err := os.WriteFile(list, b, 0o644); err != nil {
				t.Fatal(err)
			}
			a, err := Open(dir)
			torn, tornErr := Torn(dir)
			switch {
			case err != nil && data.Code(err) == "archive_broken":
			case err == nil && fmt.Sprint(a.arrivals) == want:
			case i == len(lines)-1 && tornErr == nil && len(torn) > 0:
			default:
				t.Fatalf("bit %d of byte %d (%q) flipped: %v %v", bit, i, lines[max(0, i-9):i+1], a, err)
			}
		}
	}
}

// Lines of former programs have no checksum.
func TestOldLines(t *testing.T) {
	dir := t.TempDir()
	a := open(t, dir)
	if err := a.List(arrival(sha, false)); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(listFile(dir))
	before, _, _ := bytes.Cut(b, []byte(checkBegins))
	if err := os.WriteFile(listFile(dir), append(before, "}\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if a := open(t, dir); a.Length() != 1 || a.Arrivals()[0] != arrival(sha, false) {
		t.Errorf("%+v", a.arrivals)
	}
}

func TestDropSamples(t *testing.T) {
	a := open(t, t.TempDir())
	other := strings.Repeat("b", 64)
	if err := a.List(arrival(sha, true), arrival(other, false), Arrival{Decision: DropSamples}); err != nil {
		t.Fatal(err)
	}
	if got := a.Arrivals(); len(got) != 1 || got[0].SHA256 != other {
		t.Errorf("arrivals after dropping the samples: %v", got)
	}
	if err := a.List(arrival(sha, true)); err != nil {
		t.Fatal(err)
	}
	if got := a.Arrivals(); len(got) != 2 || got[1].SHA256 != sha {
		t.Errorf("the sample came again and does not count: %v", got)
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	unlock, err := Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(dir); data.Code(err) != "store_busy" {
		t.Errorf("second lock: %v", err)
	}
	unlock()
	if unlock, err = Lock(dir); err != nil {
		t.Fatal(err)
	}
	unlock()
}

// A list of which only a part could be written is not taken in by a part.
func TestListShortWrite(t *testing.T) {
	const limited = "GONGKAI_TEST_LIMITED"
	if os.Getenv(limited) == "" { // in a process of its own: the limit is on all files of one
		cmd := exec.Command(os.Args[0], "-test.run=^TestListShortWrite$")
		cmd.Env = append(os.Environ(), limited+"=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	dir := t.TempDir()
	a := open(t, dir)
	if err := a.List(arrival(sha, false)); err != nil {
		t.Fatal(err)
	}
	var many []Arrival
	for i := range 10 {
		many = append(many, arrival(strings.Repeat(fmt.Sprint(i), 64), false))
	}
	var former syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &former); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1000, Max: former.Max}); err != nil {
		t.Fatal(err)
	}
	err := a.List(many...)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &former); err != nil {
		t.Fatal(err)
	}
	if err == nil || a.Length() != 1 || open(t, dir).Length() != 1 {
		t.Errorf("%v; the archive has %d arrivals, read again %d", err, a.Length(), open(t, dir).Length())
	}
	if err := a.List(many...); err != nil || open(t, dir).Length() != 11 {
		t.Errorf("%v; %d arrivals after the next", err, open(t, dir).Length())
	}
}
