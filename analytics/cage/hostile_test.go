package cage

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// refusals are the codes of a statement that DuckDB never prepares.
var refusals = []string{"sql_syntax", "sql_not_select", "sql_several", "sql_table", "sql_function", "sql_construct", "sql_parameter", "sql_long"}

// wrongs are refusals of what a statement names, not of how deep it is.
var wrongs = []string{"sql_not_select", "sql_several", "sql_table", "sql_function", "sql_parameter", "sql_long"}

// hostileMemory is the limit of the statements of the corpus.
const hostileMemory = 200 << 20

// trialsOf are a cage for each expectation: what is to be cut off gets little
// time, what is to be answered much, as other programs run beside the tests.
func trialsOf(tb testing.TB, limit time.Duration) map[string]*trial {
	patient := newTrial(tb, Limits{Time: 30 * time.Second, Memory: hostileMemory})
	return map[string]*trial{
		refused: patient, harmless: patient,
		limited: newTrial(tb, Limits{Time: limit, Hold: limit + 2*time.Second, Memory: hostileMemory}),
	}
}

// question is a statement of the corpus as somebody asks it; what is about
// output gets all rows.
func (h hostile) question() Question {
	q := Question{Who: h.kind, Text: h.text, Values: h.values, Limit: 10_000}
	if h.kind == "output" {
		q.Limit = 0
	}
	return q
}

// wrong says what of an outcome is not as it must be; "" for nothing.
func (h hostile) wrong(t *trial, o outcome) string {
	given := h.text
	for name, v := range h.values {
		if s, is := v.(string); is {
			given += "\n" + name + s
		}
	}
	limits := t.cage.limits
	switch found := t.secret(o.said, given); {
	case found != "":
		return "it tells " + found
	case o.code != "" && !strings.HasPrefix(o.code, "sql_"):
		return "another error"
	case h.expect == refused && !slices.Contains(refusals, o.code):
		return "it is not refused"
	case h.expect == limited && slices.Contains(wrongs, o.code):
		return "it is refused"
	case h.expect == harmless && o.code != "":
		return "it is not answered"
	case o.late > 5*time.Second || o.took > limits.Hold+10*time.Second:
		return "it ended late"
	case o.peak > limits.Memory*11/10:
		return "it took too much memory"
	}
	return ""
}

// worst are the largest figures of many outcomes.
type worst struct {
	mu    sync.Mutex
	late  time.Duration
	peak  float64 // of the limit
	lates []string
	codes map[string]int
}

func (w *worst) add(name string, t *trial, o outcome) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.codes == nil {
		w.codes = map[string]int{}
	}
	w.codes[cmp.Or(o.code, "answered")]++
	if o.signal != 0 {
		w.codes[o.signal.String()]++
	}
	w.peak = max(w.peak, float64(o.peak)/float64(t.cage.limits.Memory))
	w.late = max(w.late, o.late)
	if o.late > 250*time.Millisecond {
		w.lates = append(w.lates, name)
	}
}

// Each statement of the corpus ends as it must, tells nothing of the machine
// and leaves nothing behind.
func TestHostile(t *testing.T) {
	before := traces(t)
	var (
		w      worst
		work   sync.WaitGroup
		trials []*trial
		all    = make(chan hostile)
	)
	for range 2 {
		of := trialsOf(t, 300*time.Millisecond)
		trials = append(trials, of[refused], of[limited])
		work.Go(func() {
			for h := range all {
				o := of[h.expect].ask(h.question())
				if wrong := h.wrong(of[h.expect], o); wrong != "" {
					t.Errorf("%s: %s, want %s: %s; %d rows in %v, %d MB, %.300q", h, wrong, h.expect, o.code, o.rows, o.took, o.peak>>20, o.said)
				}
				w.add(h.String(), of[h.expect], o)
			}
		})
	}
	for _, h := range corpus(t) {
		all <- h
	}
	close(all)
	work.Wait()
	t.Logf("at most %v late and %.2f of the memory; %v; more than 250ms late: %v", w.late, w.peak, w.codes, w.lates)
	ended(t, before, trials...)
}

// BenchmarkHostile measures, on a quiet machine, how much later than its limit
// a statement ends, and how much of its memory a process takes.
func BenchmarkHostile(b *testing.B) {
	var w worst
	limits := Limits{Time: time.Second, Hold: 4 * time.Second, Memory: 512 << 20}
	t := newTrial(b, limits)
	for b.Loop() {
		for _, h := range corpus(b) {
			if h.expect == limited {
				w.add(h.String(), t, t.ask(h.question()))
			}
		}
	}
	b.ReportMetric(float64(w.late.Milliseconds()), "ms-late")
	b.ReportMetric(w.peak, "peak/cap")
	b.Logf("%v; more than 250ms late: %v", w.codes, w.lates)
}
