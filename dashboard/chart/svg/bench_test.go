package svg

import (
	"context"
	"runtime"
	"testing"
)

// held is the heap that something made leaves in use, in MB.
func held(b *testing.B, make func() any) float64 {
	b.Helper()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	made := make()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(made)
	return (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / 1e6
}

// BenchmarkFirst compiles the script and draws a chart.
func BenchmarkFirst(b *testing.B) {
	option := samples()["line"]
	for b.Loop() {
		if _, err := New(script(), dress()).Render(context.Background(), option, 860, 420, Theme{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkLater draws a chart with an engine at hand.
func BenchmarkLater(b *testing.B) {
	for name, option := range samples() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := renderer().Render(context.Background(), option, 860, 1100, Theme{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMemory tells what the compiled script holds, an engine that has
// drawn, and what fifty charts leave in it.
func BenchmarkMemory(b *testing.B) {
	option := samples()["line"]
	text := script()
	for b.Loop() {
		var p *programs
		b.ReportMetric(held(b, func() any {
			var err error
			if p, err = compile(text, dress()); err != nil {
				b.Fatal(err)
			}
			return p
		}), "MB-script")
		var e *engine
		draw := func(times int) func() any {
			return func() any {
				var err error
				if e == nil {
					if e, err = newEngine(p); err != nil {
						b.Fatal(err)
					}
				}
				for range times {
					if _, err := e.draw(context.Background(), option, 860, 1100, Theme{}); err != nil {
						b.Fatal(err)
					}
				}
				return e
			}
		}
		b.ReportMetric(held(b, draw(1)), "MB-engine")
		b.ReportMetric(held(b, draw(50)), "MB-50-charts")
	}
}
