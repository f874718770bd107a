package dashboard

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"gongkai/analytics/cage"
	"gongkai/data/store"
)

// BenchmarkPagesBesideSQL asks pages that nobody asked before, so that none
// comes from the cache, alone and while heavy statements keep the cage full:
// medians, 99th percentiles, and how many times as long the latter take.
func BenchmarkPagesBesideSQL(b *testing.B) {
	c, err := cage.New(cage.Limits{Time: time.Minute})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	snapshot, err := store.Open(b.Context(), samples.dir)
	if err != nil {
		b.Fatal(err)
	}
	defer snapshot.Close()
	root := startWith(b, samples.dir, func(config *Config) { config.SQL = c })
	for b.Loop() {
		alone := latencies(b, root, 400)
		ctx, cancel := context.WithCancel(b.Context())
		var heavy sync.WaitGroup
		for range c.Limits().Running {
			heavy.Go(func() {
				a, err := c.Ask(ctx, cage.Question{Snapshot: snapshot.File(), Text: "SELECT count(*) FROM range(1000000000000)"})
				if err == nil {
					a.Close()
				}
			})
		}
		latencies(b, root, 100) // they have begun
		beside := latencies(b, root, 400)
		cancel()
		heavy.Wait()
		b.ReportMetric(alone[len(alone)/2], "alone-p50-ms")
		b.ReportMetric(alone[len(alone)*99/100], "alone-p99-ms")
		b.ReportMetric(beside[len(beside)/2], "beside-p50-ms")
		b.ReportMetric(beside[len(beside)*99/100], "beside-p99-ms")
		b.ReportMetric(beside[len(beside)*99/100]/alone[len(alone)*99/100], "p99-ratio")
	}
}

// pagesAsked makes each address a new one.
var pagesAsked int

// latencies are times of pages in milliseconds, in order.
func latencies(b *testing.B, root string, n int) []float64 {
	times := make([]float64, n)
	for i := range times {
		pagesAsked++
		began := time.Now()
		if got := get(b, root+"/trends.json?i=decisions.penalty&i=applications.received&body="+pingtan+"&x="+strconv.Itoa(pagesAsked)); got.status != 200 {
			b.Fatal(got.status, got.body)
		}
		times[i] = float64(time.Since(began)) / float64(time.Millisecond)
	}
	slices.Sort(times)
	return times
}
