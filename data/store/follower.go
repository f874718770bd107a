package store

import (
	"context"
	"sync"
	"time"

	"gongkai/data"
)

// lookEvery is how often the pointer is looked at under load: it costs some
// 10 microseconds, and a new snapshot is seen by the next request.
const lookEvery = 100 * time.Millisecond

// Follower holds the current snapshot open and moves on to the next one when
// it is published, while requests go on. It is safe for concurrent use.
type Follower struct {
	dir   string
	with  []Option
	every time.Duration

	past past

	looking sync.Mutex // held by who looks at the pointer or opens a snapshot

	mu      sync.Mutex
	held    *held // nil while the store is empty
	looked  time.Time
	lastErr error // of the last look
	closed  bool
}

// held is an open snapshot with its readers; the follower is one of them.
type held struct {
	*Snapshot
	readers int
}

// Follow opens the current snapshot and follows the pointer from there. An
// empty store is no error: Acquire says "store_empty" until the first
// snapshot is published.
func Follow(ctx context.Context, dir string, with ...Option) (*Follower, error) {
	f := &Follower{dir: dir, with: with, every: lookEvery}
	if err := f.Refresh(ctx); err != nil && data.Code(err) != "store_empty" {
		return nil, err
	}
	return f, nil
}

// Acquire returns the current snapshot for one request. The caller calls
// release when it has read its last row, and does not use the snapshot
// afterwards. Codes: "store_empty", and "store_broken" if the file turned out
// to be damaged after it was opened, "store_closed" after Close.
func (f *Follower) Acquire() (s *Snapshot, release func(), err error) {
	if f.due() {
		f.look()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.closed:
		return nil, nil, &data.Error{Code: "store_closed", Reason: data.Text{ZH: "服务正在停止", EN: "the service is stopping"}}
	case f.held == nil:
		return nil, nil, f.lastErr
	}
	if err := f.held.hash.failed(); err != nil {
		return nil, nil, err
	}
	h := f.held
	h.readers++
	return h.Snapshot, sync.OnceFunc(func() { f.leave(h) }), nil
}

// due reports whether the pointer has to be looked at. With nothing to serve,
// every request looks.
func (f *Follower) due() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return !f.closed && (f.held == nil || time.Since(f.looked) >= f.every)
}

// look moves to the snapshot that the pointer names. One request does so while
// the others go on with the present snapshot; a large file is read through in
// the background.
func (f *Follower) look() {
	if f.Manifest() == nil {
		f.looking.Lock() // nothing to go on with
	} else if !f.looking.TryLock() {
		return
	}
	m, err := f.next()
	if m == nil || err != nil {
		f.looking.Unlock()
		return
	}
	move := func() {
		defer f.looking.Unlock()
		f.move(context.Background(), m)
	}
	if m.Size > quickSize && f.Manifest() != nil {
		go move()
	} else {
		move()
	}
}

// Refresh looks at the pointer now and returns when the snapshot it names is
// in service. If that cannot be opened, the former one stays.
func (f *Follower) Refresh(ctx context.Context) error {
	f.looking.Lock()
	defer f.looking.Unlock()
	for {
		m, err := f.next()
		if m == nil || err != nil {
			return err
		}
		if err = f.move(ctx, m); err == nil || !left(f.dir, m.Name()) {
			return err
		}
	}
}

// next returns the manifest of a snapshot to move to, or nil if the one in
// service is the current one.
func (f *Follower) next() (*Manifest, error) {
	name, err := pointedAt(f.dir)
	if m := f.Manifest(); err == nil && m != nil && m.Name() == name {
		return nil, f.note(nil)
	}
	if err != nil {
		return nil, f.note(err)
	}
	m, err := Current(f.dir)
	return m, f.note(err)
}

// move opens a snapshot and puts it into service. A running service waits for
// the whole check of the new file, a starting one does not.
func (f *Follower) move(ctx context.Context, m *Manifest) error {
	s, err := m.open(ctx, f.dir, f.with...)
	if err != nil {
		return f.note(err)
	}
	if f.Manifest() != nil {
		if err := s.Verify(ctx); err != nil {
			s.Close()
			return f.note(err)
		}
	}
	return f.serve(&held{s, 1})
}

// serve replaces the snapshot in service.
func (f *Follower) serve(h *held) error {
	f.mu.Lock()
	former, closed := f.held, f.closed
	if closed {
		former = h
	} else {
		f.held = h
	}
	f.mu.Unlock()
	if former != nil {
		f.leave(former)
	}
	return nil
}

// leave closes a snapshot behind its last reader.
func (f *Follower) leave(h *held) {
	f.mu.Lock()
	h.readers--
	last := h.readers == 0
	f.mu.Unlock()
	if last {
		h.Close() // read-only: there is nothing that could be lost
	}
}

// note remembers the outcome of a look.
func (f *Follower) note(err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked, f.lastErr = time.Now(), err
	return err
}

// Manifest returns the manifest of the snapshot in service, or nil.
func (f *Follower) Manifest() *Manifest {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held == nil {
		return nil
	}
	return f.held.Snapshot.Manifest
}

// Err returns why the last look at the pointer failed, or nil: a published
// snapshot that cannot be opened leaves the former one in service.
func (f *Follower) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lastErr
}

// Close ends the service; the snapshot is closed behind its last reader.
func (f *Follower) Close() error {
	f.mu.Lock()
	h := f.held
	f.held, f.closed = nil, true
	f.mu.Unlock()
	if h != nil {
		f.leave(h)
	}
	f.past.mu.Lock()
	defer f.past.mu.Unlock()
	for _, h := range f.past.held {
		f.leave(h)
	}
	f.past.held = nil
	return nil
}
