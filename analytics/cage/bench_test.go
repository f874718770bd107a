package cage

import (
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"gongkai/analytics/duck"
)

// statements from small to large, as a dashboard's analyst writes them.
var statements = []struct{ name, text string }{
	{"one row", "SELECT 1"},
	{"a body's years", "SELECT year, value, status FROM observations WHERE indicator = 'decisions.penalty' AND region_code = '230502' ORDER BY year"},
	{"sums by year", "SELECT year, status, count(*), sum(value) FROM figures GROUP BY year, status ORDER BY year, status"},
	{"100,000 rows", "SELECT n, md5(n::VARCHAR) AS word FROM range(100000) AS t(n)"},
}

// BenchmarkCaged compares a statement in the cage, its process started
// beforehand, with the same in this process: medians, and what the cage adds.
func BenchmarkCaged(b *testing.B) {
	c := newCage(b, Limits{Running: 4})
	conn, err := duck.Open(snapshot, [2]string{"threads", "1"})
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	for _, s := range statements {
		b.Run(s.name, func(b *testing.B) {
			var caged, bare []time.Duration
			for b.Loop() {
				c.wait(snapshot)
				began := time.Now()
				if _, _, err := ask(c, Question{Text: s.text}); err != nil {
					b.Fatal(err)
				}
				caged = append(caged, time.Since(began))
				began = time.Now()
				if err := inProcess(conn, s.text); err != nil {
					b.Fatal(err)
				}
				bare = append(bare, time.Since(began))
			}
			b.ReportMetric(median(caged), "caged-ms")
			b.ReportMetric(median(bare), "bare-ms")
			b.ReportMetric(median(caged)-median(bare), "added-ms")
		})
	}
}

func inProcess(conn *duck.Conn, text string) error {
	tree, err := conn.Parse(text)
	if err != nil {
		return err
	}
	rows, err := conn.Ask(tree, 0)
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		if _, err := rows.Next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2]) / float64(time.Millisecond)
}

// wait lets the next process be started, as it is between two statements of a
// person.
func (c *Cage) wait(snapshot string) {
	c.Ready(snapshot)
	for {
		c.mu.Lock()
		ready := c.waiting(snapshot) >= 0
		c.mu.Unlock()
		if ready {
			return
		}
		time.Sleep(time.Millisecond)
	}
}
