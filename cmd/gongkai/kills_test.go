package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/data/store"
	"gongkai/data/store/doctor"
)

// killsWanted is how often the program is killed: GONGKAI_KILLS, or a few.
func killsWanted() int {
	n, err := strconv.Atoi(os.Getenv("GONGKAI_KILLS"))
	if err != nil || n < 1 {
		return 12
	}
	return n
}

// deck is the works that are killed in turn, shuffled anew each time it is
// through.
var deck = []string{"ingest", "ingest", "ingest", "publish", "publish", "rollback", "rollback", "restore", "restore", "prune", "backup", "doctor"}

// soak is a store that is worked on, and what is known of it. Each page that is
// loaded states a number of its own, of one body and year: the number that a
// snapshot shows tells which pages it was built from.
type soak struct {
	*testing.T
	dir, folder, backup string
	n                   int            // the last number that was written to a page
	newest              []int          // the last number in the archive is one of these
	saved               []int          // newest in the archive of the backup
	savedShows          int            // by the backup's snapshot
	shown               map[string]int // by snapshot: the number that it shows
	deck                []string
	took                map[string]time.Duration // by kind of work: how long it takes undisturbed
	killed              map[string]int           // by kind of work
	aside               int                      // how many stores restores are known to have moved aside
	answered            []time.Duration          // from the start of a program after a kill to its answer
	busy                time.Duration            // processor time of the program that took most of it for that
}

// work is something to be killed in.
type work struct {
	kind   string
	args   []string
	brings []int // numbers one of which is shown when it is done; nil if what is shown stays
}

// TestKills kills the program at random moments of its work on one store, again
// and again. After each kill a new program opens the store and shows what was
// shown before or what the work was to bring; what the program had said to be
// done is shown; nothing but leftovers is found; and work goes on. With
// GONGKAI_KILLS=2000 it takes half an hour.
func TestKills(t *testing.T) {
	s := newSoak(t)
	began, kills := time.Now(), 0
	for wanted := killsWanted(); kills < wanted; {
		w := s.draw()
		if s.took[w.kind] == 0 || rand.IntN(5) == 0 {
			s.do(w)
			continue
		}
		if !s.disturb(w) {
			continue
		}
		if kills++; kills%50 == 0 || kills == wanted {
			s.mustBeWhole()
			slices.Sort(s.answered)
			n := len(s.answered)
			t.Logf("%d kills in %s %v; from the start of a program after a kill to its answer: median %d ms, 99 %% within %d ms, all within %d ms (%d ms of processor time)", kills, time.Since(began).Round(time.Second), s.killed,
				s.answered[n/2].Milliseconds(), s.answered[n*99/100].Milliseconds(), s.answered[n-1].Milliseconds(), s.busy.Milliseconds())
		}
		if t.Failed() {
			t.Fatalf("after %d kills", kills)
		}
	}
}

func newSoak(t *testing.T) *soak {
	s := &soak{T: t, dir: newStore(t), folder: t.TempDir(), n: 100, shown: map[string]int{}, took: map[string]time.Duration{}, killed: map[string]int{}}
	s.backup = filepath.Join(s.folder, "b.tar.zst")
	s.n++
	must(t, gongkai("ingest", "--store", s.dir, page(t, s.folder, 2024, s.n)))
	s.newest = []int{s.n}
	s.save()
	return s
}

// save makes the backup that is restored from then on.
func (s *soak) save() {
	must(s, gongkai("backup", s.backup, "--store", s.dir))
	s.saved, s.savedShows = slices.Clone(s.newest), s.mustShow()
}

// draw takes the next work from the deck.
func (s *soak) draw() work {
	if len(s.deck) == 0 {
		s.deck = slices.Clone(deck)
		rand.Shuffle(len(s.deck), func(i, j int) { s.deck[i], s.deck[j] = s.deck[j], s.deck[i] })
	}
	kind := s.deck[0]
	s.deck = s.deck[1:]
	switch kind {
	case "publish":
		return work{kind, []string{"publish", "--again", "--store", s.dir}, s.newest}
	case "rollback":
		if m, err := store.Before(s.dir); err == nil {
			return work{kind, []string{"rollback", "--store", s.dir}, []int{s.shows(m.Number)}}
		}
	case "restore":
		return work{kind, []string{"restore", "--replace", s.backup, "--store", s.dir}, []int{s.savedShows}}
	case "prune":
		return work{kind, []string{"prune", "--keep", "3", "--store", s.dir}, nil}
	case "backup":
		return work{kind, []string{"backup", filepath.Join(s.folder, "other.tar.zst"), "--store", s.dir}, nil}
	case "doctor":
		return work{kind, []string{"doctor", "--mend", "--store", s.dir}, nil}
	}
	s.n++
	return work{"ingest", []string{"ingest", "--store", s.dir, page(s, s.folder, 2024, s.n)}, []int{s.n}}
}

// do does some work undisturbed.
func (s *soak) do(w work) {
	s.Helper()
	began, was := time.Now(), s.mustShow()
	if out, err := program(s, w.args...).CombinedOutput(); err != nil {
		s.Fatalf("%s: %v\n%s", w.kind, err, out)
	}
	s.took[w.kind] = time.Since(began)
	if w.brings == nil {
		w.brings = []int{was}
	}
	now := s.mustShow()
	if !slices.Contains(w.brings, now) {
		s.Errorf("%s was done, and %d is shown, not one of %v", w.kind, now, w.brings)
	}
	s.learn(w, now, true)
}

var doneLine = regexp.MustCompile(`(?m)^(已发布快照 [0-9]+：|当前快照：|已恢复 )`)

// disturb starts some work and kills it at a random moment. It reports whether
// that came in time, and checks what is there afterwards.
func (s *soak) disturb(w work) (killed bool) {
	s.Helper()
	was := s.mustShow()
	cmd := program(s, w.args...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		s.Fatal(err)
	}
	timer := time.AfterFunc(time.Duration(rand.Int64N(int64(s.took[w.kind])*11/10)), func() { _ = cmd.Process.Kill() })
	err := cmd.Wait()
	timer.Stop()
	var exit *exec.ExitError
	if killed = errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL; killed {
		s.killed[w.kind]++
	}
	now := s.mustAnswer()
	said := !killed && err == nil || doneLine.MatchString(out.String())
	switch brought := slices.Contains(w.brings, now); {
	case !killed && err != nil:
		s.Errorf("%s: %v\n%s%s", w.kind, err, &out, &errs)
	case !brought && now != was:
		s.Errorf("%s killed=%v: %d is shown, neither %d as before nor one of %v\n%s%s", w.kind, killed, now, was, w.brings, &out, &errs)
	case !brought && w.brings != nil && said:
		s.Errorf("%s said that it was done, and %d is shown, not one of %v\n%s", w.kind, now, w.brings, &out)
	}
	s.learn(w, now, said || now != was)
	s.mustHaveNoDamage()
	return killed
}

// learn notes what the archive may hold after some work that showed a number,
// and may have been killed before that was done.
func (s *soak) learn(w work, now int, done bool) {
	brings := []int{now}
	switch w.kind {
	case "ingest", "publish":
	case "restore":
		brings = s.saved
		if done {
			s.aside++
		}
	default:
		return
	}
	if done {
		s.newest = slices.Clone(brings)
		return
	}
	if w.kind == "ingest" {
		brings = w.brings
	}
	if w.kind != "publish" {
		s.newest = append(slices.Clone(s.newest), brings...)
	}
}

// mustAnswer has a new program open the store and answer, and returns the
// number that is shown.
func (s *soak) mustAnswer() int {
	s.Helper()
	began := time.Now()
	cmd := program(s, "query", "--format", "csv", "--store", s.dir, "SELECT max(value) AS v FROM figures")
	out, err := cmd.CombinedOutput()
	s.answered = append(s.answered, time.Since(began))
	s.busy = max(s.busy, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	now := s.mustShow()
	if want := fmt.Sprintf("v\n%d\n", now); err != nil || strings.ReplaceAll(string(out), "\r", "") != want {
		s.Errorf("the next program: %v, %q, want %q", err, out, want)
	}
	return now
}

// mustShow opens the store and returns the number that it shows.
func (s *soak) mustShow() int {
	s.Helper()
	m, err := store.Current(s.dir)
	if err != nil {
		s.Fatalf("no current snapshot: %v", err)
	}
	return s.shows(m.Number)
}

// shows returns the number that a snapshot shows, the same each time.
func (s *soak) shows(number int) (v int) {
	s.Helper()
	sn, err := store.OpenNumber(s.Context(), s.dir, number)
	if err != nil {
		s.Fatalf("snapshot %d does not open: %v", number, err)
	}
	defer sn.Close()
	if err := sn.DB.QueryRowContext(s.Context(), "SELECT max(value) FROM figures").Scan(&v); err != nil {
		s.Fatal(err)
	}
	name := sn.Manifest.Name()
	if before, known := s.shown[name]; known && before != v {
		s.Errorf("%s showed %d and shows %d", name, before, v)
	}
	s.shown[name] = v
	return v
}

// mustHaveNoDamage has the doctor find nothing that anything is lost by.
func (s *soak) mustHaveNoDamage() {
	s.Helper()
	o, list := examined(s.T, s.dir)
	for _, f := range list {
		if f.Kind == doctor.Damage {
			s.Errorf("found %s: %s %s", f.Code, f.What.EN, f.File)
		}
	}
	if o.status != 0 {
		s.Errorf("%+v", o)
	}
}

// mustBeWhole has the doctor clear up, compares the store with a rebuild of it,
// and backs it up for later.
func (s *soak) mustBeWhole() {
	s.Helper()
	must(s, gongkai("doctor", "--mend", "--store", s.dir))
	_, list := examined(s.T, s.dir)
	if slices.ContainsFunc(list, func(f doctor.Finding) bool { return f.Kind != doctor.Note }) {
		s.Errorf("after mending: %v", codes(list))
	}
	s.mustHaveFormer(list)
	must(s, gongkai("verify", "--store", s.dir))
	s.save()
}

// mustHaveFormer finds every store that a restore moved aside, whole, and then
// removes it, as an operator would, so that the disk does not fill.
func (s *soak) mustHaveFormer(list []doctor.Finding) {
	s.Helper()
	found := 0
	for _, f := range list {
		if f.Code != "former_store" {
			continue
		}
		found++
		if sn, err := store.Open(s.Context(), f.File); err != nil {
			s.Errorf("the former store: %v", err)
		} else {
			sn.Close()
		}
		if err := os.RemoveAll(f.File); err != nil {
			s.Fatal(err)
		}
	}
	if found < s.aside {
		s.Errorf("%d former stores, of %d that were moved aside", found, s.aside)
	}
	s.aside = 0
}
