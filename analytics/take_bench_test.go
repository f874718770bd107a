package analytics_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/takeaway"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// BenchmarkTake writes the table of figures, a million rows or more, as CSV and
// as Parquet, and has DuckDB copy the same rows in the same run, on one core and
// on all: ratio is how much longer we take. MB-heap is what the Go heap grew by.
// GONGKAI_BENCH_STORE names another store than the made-up one.
func BenchmarkTake(b *testing.B) {
	dir := os.Getenv("GONGKAI_BENCH_STORE")
	if dir == "" {
		dir = b.TempDir()
		in := storetest.Input(b)
		in.Generated, in.Stream = true, store.Sequence(generated.Reports(generated.Scale{Within: "320000", Bodies: 900, From: 2019, To: 2024}, 1, in.Catalogue, in.Gazetteer))
		if _, err := store.Publish(b.Context(), dir, in); err != nil {
			b.Fatal(err)
		}
	}
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	a := analytics.New(storetest.Open(b, dir), c)
	for _, name := range []string{"figure", "figures", "wide_gov2021"} {
		table, err := a.Table(b.Context(), name)
		if err != nil {
			b.Fatal(err)
		}
		for _, format := range []string{"csv", "parquet", "jsonl"} {
			f, _ := takeaway.Named(format)
			b.Run(name+"-"+format, func(b *testing.B) {
				var ours, theirs time.Duration
				for b.Loop() {
					runtime.GC()
					var before runtime.MemStats
					runtime.ReadMemStats(&before)
					most := &watched{}
					start := time.Now()
					if err := a.Take(b.Context(), table, func(rows takeaway.Rows) error { return f.Write(most, rows, takeaway.About{}) }); err != nil {
						b.Fatal(err)
					}
					ours += time.Since(start)
					start = time.Now()
					rows := copied(b, dir, name, format)
					theirs += time.Since(start)
					b.ReportMetric(float64(most.heap-min(most.heap, before.HeapAlloc))/(1<<20), "MB-heap")
					b.ReportMetric(float64(most.bytes)/1e6, "MB")
					b.ReportMetric(float64(rows), "rows")
				}
				b.ReportMetric(ours.Seconds()/float64(b.N), "s-ours")
				b.ReportMetric(theirs.Seconds()/float64(b.N), "s-duckdb")
				b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ratio")
			})
		}
	}
}

// copied has DuckDB write a table by itself and says how many rows it has.
func copied(b *testing.B, dir, name, format string) (rows int) {
	b.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	at, err := store.Current(dir)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), fmt.Sprintf("ATTACH '%s' AS s (READ_ONLY)", filepath.Join(dir, "snapshots", at.File))); err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), "USE s"); err != nil {
		b.Fatal(err)
	}
	options := map[string]string{"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet, COMPRESSION zstd", "jsonl": "FORMAT json"}[format]
	if err := db.QueryRowContext(b.Context(), fmt.Sprintf("COPY s.%s TO '%s' (%s)", name, filepath.Join(b.TempDir(), "x"), options)).Scan(&rows); err != nil {
		b.Fatal(err)
	}
	return rows
}

// watched watches the heap while bytes go by.
type watched struct {
	bytes, seen int
	heap        uint64
}

func (w *watched) Write(b []byte) (int, error) {
	if w.bytes += len(b); w.bytes-w.seen > 1<<20 {
		w.seen = w.bytes
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		w.heap = max(w.heap, m.HeapAlloc)
	}
	return len(b), nil
}
