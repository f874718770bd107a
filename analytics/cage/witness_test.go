package cage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/form"
	places "gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// samples is the snapshot of the bundled reports, published once beside the
// small one, whose folder goes with the tests.
func samples(tb testing.TB) string {
	tb.Helper()
	file, err := publishSamples()
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

var publishSamples = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(filepath.Dir(filepath.Dir(snapshot)), "samples")
	catalogue, err := form.Load()
	if err != nil {
		return "", err
	}
	gazetteer, err := places.Load()
	if err != nil {
		return "", err
	}
	files, err := source.Folder(sample.FS(), true)
	if err != nil {
		return "", err
	}
	job := &ingest.Job{Store: dir, Catalogue: catalogue, Places: gazetteer}
	if _, err := job.Run(context.Background(), files); err != nil {
		return "", err
	}
	m, err := store.Current(dir)
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "snapshots", m.File), nil
})

// trial asks statements of one cage, one after the other, and sees what becomes
// of them.
type trial struct {
	cage   *Cage
	file   string
	answer *Answer // of the last statement, nil where no process had it
}

func newTrial(tb testing.TB, l Limits) *trial {
	tb.Helper()
	l.Running = 1
	t := &trial{cage: newCage(tb, l), file: samples(tb)}
	t.cage.closing = func(a *Answer) { t.answer = a }
	return t
}

// outcome is what became of a statement.
type outcome struct {
	code   string // "" for an answer
	said   string // what its author reads, up to a bound
	rows   int
	late   time.Duration // that its process worked beyond the limit of time
	took   time.Duration
	peak   int64          // bytes of its process
	signal syscall.Signal // that ended its process, unless it was we
}

// mostSaid bounds how much of an answer is looked at.
const mostSaid = 1 << 20

func (t *trial) ask(q Question) outcome {
	t.answer = nil
	begun := time.Now()
	var o outcome
	q.Snapshot = t.file
	a, err := t.cage.Ask(context.Background(), q)
	if err == nil {
		o.rows, o.said, err = told(a)
		a.Close()
	}
	o.took = time.Since(begun)
	if !errors.Is(err, io.EOF) {
		o.code = data.Code(err)
		o.said += said(err)
	}
	t.cage.starts.Wait() // the process ends behind the answer
	if t.answer != nil {
		o.peak, o.late = t.answer.Peak(), max(0, t.answer.worked-t.cage.limits.Time)
		if s := signalOf(t.answer.process.state); s != syscall.SIGKILL {
			o.signal = s
		}
	}
	return o
}

// told reads an answer to its end.
func told(a *Answer) (rows int, text string, err error) {
	var b strings.Builder
	for _, c := range a.Columns() {
		b.WriteString(c.Name + "\t" + c.Type + "\n")
	}
	for {
		batch, err := a.Next()
		if err != nil {
			return rows, b.String(), err
		}
		rows += len(batch)
		for _, row := range batch {
			for _, v := range row {
				if b.Len() < mostSaid {
					if raw, is := v.(interface{ MarshalJSON() ([]byte, error) }); is {
						v, _ = raw.MarshalJSON()
					}
					fmt.Fprintf(&b, "%s\t", v)
				}
			}
		}
	}
}

// said is all that an error tells its reader.
func said(err error) string {
	var e *data.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	return strings.Join([]string{e.Code, e.Place, e.File, e.Reason.ZH, e.Reason.EN, e.Way.ZH, e.Way.EN}, "\n")
}

// telling is what nobody may learn of the machine, whatever its paths are:
// folders of a system, addresses, settings, where code went wrong.
var telling = regexp.MustCompile(`/(?:proc|usr|root|home|etc|var|tmp)/[\w.-]*|0x[0-9a-f]{8,}|goroutine \d+|runtime error|Stack Trace|\.(?:go|cpp|hpp):\d+` +
	`|\d MiB|SET \w+ ?(?:=|TO)|INTERNAL Error|assertion`)

// secret finds what a text tells of the machine that its statement did not say
// itself; "" for nothing.
func (t *trial) secret(text, statement string) string {
	for _, path := range []func() (string, error){
		func() (string, error) { return t.file, nil },
		func() (string, error) { return filepath.Dir(t.file), nil },
		func() (string, error) { return strings.TrimSuffix(filepath.Base(t.file), ".duckdb"), nil },
		os.Getwd, os.Executable, os.UserHomeDir, os.Hostname,
	} {
		if p, err := path(); err == nil && len(p) > 4 && strings.Contains(text, p) && !strings.Contains(statement, p) {
			return p
		}
	}
	for _, found := range telling.FindAllString(text, -1) {
		if !strings.Contains(statement, found) {
			return found
		}
	}
	return ""
}

// traces lists the files that a statement could have made or changed: beside
// the snapshot, in the folders of the process and of its child, in DuckDB's own
// and among the temporary ones.
func traces(tb testing.TB) map[string]string {
	tb.Helper()
	found := map[string]string{}
	home, _ := os.UserHomeDir()
	for _, dir := range []string{filepath.Dir(filepath.Dir(samples(tb))), ".", filepath.Join(home, ".duckdb")} {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				if i, err := d.Info(); err == nil {
					found[path] = fmt.Sprint(i.Size(), i.ModTime())
				}
			}
			return nil // ~/.duckdb is not there at all
		})
	}
	for _, pattern := range []string{"/*", filepath.Join(os.TempDir(), "*hostile*"), filepath.Join(os.TempDir(), "*duckdb*")} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			found[name] = "there"
		}
	}
	return found
}

// untouched compares with what was there before.
func untouched(tb testing.TB, before map[string]string) {
	tb.Helper()
	after := traces(tb)
	for path, state := range after {
		if before[path] != state {
			tb.Errorf("%s appeared or changed", path)
		}
	}
	for path := range before {
		if after[path] == "" {
			tb.Errorf("%s is gone", path)
		}
	}
}

// children lists the processes that this one started and that are left.
func children(tb testing.TB) []string {
	tb.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		tb.Fatal(err)
	}
	var left []string
	for _, stat := range stats {
		b, err := os.ReadFile(stat)
		if err != nil {
			continue // ended meanwhile
		}
		fields := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(os.Getpid()) {
			left = append(left, string(b))
		}
	}
	return left
}

// ended closes the cages of trials and sees that nothing of them remains, and
// that each had still answered.
func ended(tb testing.TB, before map[string]string, trials ...*trial) {
	tb.Helper()
	for _, t := range trials {
		if o := t.ask(Question{Text: "SELECT 1"}); o.code != "" || o.rows != 1 {
			tb.Errorf("the cage answers no longer: %s %s", o.code, o.said)
		}
		t.cage.Close()
	}
	for _, left := range children(tb) {
		tb.Errorf("a process is left: %s", left)
	}
	untouched(tb, before)
}
