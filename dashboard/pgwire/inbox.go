package pgwire

import (
	"io"
	"sync"
)

// inbox reads a connection ahead, so that its end is seen while a statement
// runs and nobody reads.
type inbox struct {
	mu    sync.Mutex
	moved sync.Cond
	bytes []byte
	err   error
	full  int
}

// newInbox reads from r until it ends, and calls ended then; r must be closed
// for it to stop.
func newInbox(r io.Reader, full int, ended func()) *inbox {
	in := &inbox{full: full}
	in.moved.L = &in.mu
	go func() {
		defer ended()
		in.pump(r)
	}()
	return in
}

func (in *inbox) pump(r io.Reader) {
	chunk := make([]byte, 8<<10)
	for {
		n, err := r.Read(chunk)
		in.mu.Lock()
		in.bytes = append(in.bytes, chunk[:n]...)
		in.err = err
		in.moved.Broadcast()
		for err == nil && len(in.bytes) >= in.full && in.err == nil {
			in.moved.Wait()
		}
		stopped := in.err != nil
		in.mu.Unlock()
		if stopped {
			return
		}
	}
}

// Read takes what has come.
func (in *inbox) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for len(in.bytes) == 0 && in.err == nil {
		in.moved.Wait()
	}
	n := copy(p, in.bytes)
	in.bytes = in.bytes[n:]
	if len(in.bytes) == 0 {
		in.bytes = nil
	}
	in.moved.Broadcast()
	if n == 0 {
		return 0, in.err
	}
	return n, nil
}

// stop lets go of a reader that waits for room.
func (in *inbox) stop() {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.err == nil {
		in.err = io.ErrClosedPipe
	}
	in.moved.Broadcast()
}
