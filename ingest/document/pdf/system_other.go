//go:build !unix

package pdf

import (
	"context"
	"time"
)

// withOwnMemory leaves PDFium's memory on Go's heap.
func withOwnMemory(ctx context.Context) context.Context { return ctx }

var started = time.Now()

// processorTime stands in for the time that the process has used: the time
// that has gone by.
func processorTime() time.Duration { return time.Since(started) }
