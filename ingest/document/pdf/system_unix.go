//go:build unix

package pdf

import (
	"context"
	"math"
	"syscall"
	"time"

	"github.com/tetratelabs/wazero/experimental"
)

// withOwnMemory has PDFium's memory mapped outside Go's heap: it never moves
// while it grows, takes no more than is touched, and goes back to the system as
// soon as a worker is thrown away.
func withOwnMemory(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(allocate))
}

type mapped struct {
	all []byte
}

func allocate(_, most uint64) experimental.LinearMemory {
	most = min(most, memoryPages<<16)
	b, err := syscall.Mmap(-1, 0, int(most), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON)
	if err != nil {
		return &mapped{}
	}
	return &mapped{all: b}
}

// Reallocate returns nil beyond the bound: PDFium's malloc fails then.
func (m *mapped) Reallocate(size uint64) []byte {
	if size > uint64(len(m.all)) {
		return nil
	}
	return m.all[:size]
}

func (m *mapped) Free() {
	if m.all != nil {
		syscall.Munmap(m.all)
		m.all = nil
	}
}

// processorTime is what the process has used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return math.MaxInt64
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
