package place

import (
	"path/filepath"
	"runtime"
	"testing"
)

// BenchmarkLoadReference reads the full pack, and says what it keeps in memory.
func BenchmarkLoadReference(b *testing.B) {
	withPack(b)
	g := mustLoad(b)
	for b.Loop() {
		ref, err := LoadReference(filepath.Join(shared, "reference"))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := g.With(ref); err != nil {
			b.Fatal(err)
		}
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	with, _ := withPack(b)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB-kept")
	runtime.KeepAlive(with)
}
