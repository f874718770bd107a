package export_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/data/export"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// BenchmarkExport exports a made-up district, or the store that
// GONGKAI_BENCH_STORE names, and has DuckDB copy the same tables as they lie,
// on all cores, a file each, in the same run: ratio is how much longer the
// export takes, with its sorting, its compression, its hashes and fsync.
func BenchmarkExport(b *testing.B) {
	dir := os.Getenv("GONGKAI_BENCH_STORE")
	if dir == "" {
		dir = b.TempDir()
		in := storetest.Input(b)
		in.Generated, in.Stream = true, store.Sequence(generated.Reports(generated.District, 1, in.Catalogue, in.Gazetteer))
		if _, err := store.Publish(b.Context(), dir, in); err != nil {
			b.Fatal(err)
		}
	}
	c := storetest.Input(b).Catalogue
	into := filepath.Join(b.TempDir(), "out")
	var m *export.Manifest
	var exporting, copying, exportingCPU, copyingCPU time.Duration
	var bare int64
	for b.Loop() {
		start, busy := time.Now(), busyTime(b)
		var err error
		if m, err = export.Write(b.Context(), dir, into, c, export.Options{Replace: true}); err != nil {
			b.Fatal(err)
		}
		exporting, exportingCPU = exporting+time.Since(start), exportingCPU+busyTime(b)-busy
		start, busy = time.Now(), busyTime(b)
		bare = copyBare(b, dir, m)
		copying, copyingCPU = copying+time.Since(start), copyingCPU+busyTime(b)-busy
	}
	size := int64(0)
	for _, f := range m.Files {
		size += f.Bytes
	}
	b.ReportMetric(exporting.Seconds()/float64(b.N), "s-export")
	b.ReportMetric(copying.Seconds()/float64(b.N), "s-bare")
	b.ReportMetric(exporting.Seconds()/copying.Seconds(), "ratio")
	b.ReportMetric(exportingCPU.Seconds()/copyingCPU.Seconds(), "ratio-cpu")
	b.ReportMetric(float64(size)/1e6, "MB")
	b.ReportMetric(float64(bare)/1e6, "MB-bare")
	b.ReportMetric(peakMemory(b), "peak-MB")
}

// copyBare copies the tables by DuckDB alone and returns the bytes written.
func copyBare(b *testing.B, dir string, m *export.Manifest) (size int64) {
	b.Helper()
	into := b.TempDir()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	at, err := store.Current(dir)
	if err != nil {
		b.Fatal(err)
	}
	statements := []string{fmt.Sprintf("ATTACH '%s' AS s (READ_ONLY)", filepath.Join(dir, "snapshots", at.File))}
	for _, t := range m.Tables {
		statements = append(statements, fmt.Sprintf("COPY s.%s TO '%s/%[1]s.parquet' (FORMAT parquet, COMPRESSION zstd)", t.Name, into))
	}
	for _, s := range statements {
		if _, err := db.ExecContext(b.Context(), s); err != nil {
			b.Fatal(err)
		}
	}
	for _, t := range m.Tables {
		info, err := os.Stat(filepath.Join(into, t.Name+".parquet"))
		if err != nil {
			b.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

// busyTime is how long the process has kept cores busy.
func busyTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMemory is the largest resident size of the process so far, in MB; 0
// where the system does not tell.
func peakMemory(b *testing.B) (mb float64) {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			if _, err := fmt.Sscan(rest, &mb); err != nil {
				b.Fatal(err)
			}
		}
	}
	return mb / 1024
}
