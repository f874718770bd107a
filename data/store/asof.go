package store

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"gongkai/data"
)

// AsOf returns the manifest of what stood published at the end of a day, by the
// time of Beijing: what the pointer named then, by its history or, before that
// was kept, the last that had been published. Codes: "not_yet" where nothing
// had, "snapshot_pruned" where it was cleared away since.
func AsOf(dir string, day time.Time) (*Manifest, error) {
	y, mo, d := day.Date()
	end := time.Date(y, mo, d+1, 0, 0, 0, 0, data.Beijing)
	if end.After(time.Now()) {
		return Current(dir)
	}
	moves := History(dir)
	for _, m := range slices.Backward(moves) {
		if m.At.Before(end) {
			return stood(dir, m.Name)
		}
	}
	list, err := Snapshots(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range slices.Backward(list) {
		noted := slices.ContainsFunc(moves, func(m Move) bool { return m.Name == e.Name }) // so it was pointed at later
		if e.Manifest != nil && !noted && e.Manifest.Published.Before(end) {
			return e.Manifest, nil
		}
	}
	e := &data.Error{Code: "not_yet", File: dir, Place: day.Format(time.DateOnly),
		Reason: data.Text{ZH: "这一天还没有发布过数据", EN: "nothing had been published by that day"},
		Way:    data.Text{ZH: "请选择以后的日期", EN: "choose a later day"}}
	if len(moves) > 0 {
		first := moves[0].At.In(data.Beijing).Format(time.DateOnly)
		e.Way = data.Text{ZH: "数据最早发布于 " + first, EN: "the first data are of " + first}
	}
	return nil, e
}

// stood returns the manifest of a snapshot that was current once.
func stood(dir, name string) (*Manifest, error) {
	if !exists(manifestFile(dir, name)) {
		return nil, pruned(name)
	}
	return readManifest(dir, name)
}

func pruned(name string) error {
	return &data.Error{Code: "snapshot_pruned", File: name,
		Reason: data.Text{ZH: "这一天的快照已清理", EN: "the snapshot of that day was cleared away"},
		Way:    data.Text{ZH: "请从备份恢复，或选择其他日期；要引用的快照可用 gongkai snapshots pin 固定", EN: "restore it from a backup, or choose another day; gongkai snapshots pin keeps what is cited"}}
}

// OpenAsOf opens what stood published at the end of a day. Codes: those of AsOf
// and Open.
func OpenAsOf(ctx context.Context, dir string, day time.Time, with ...Option) (*Snapshot, error) {
	m, err := AsOf(dir, day)
	if err != nil {
		return nil, err
	}
	return m.reopen(ctx, dir, with...)
}

// reopen opens a snapshot that may no longer be there.
func (m *Manifest) reopen(ctx context.Context, dir string, with ...Option) (*Snapshot, error) {
	if !exists(filepath.Join(snapshotFolder(dir), m.File)) {
		return nil, pruned(m.Name())
	}
	return m.open(ctx, dir, with...)
}

// mostPast is how many former snapshots are held open.
const mostPast = 3

// past holds former snapshots open for those who ask for a day gone by.
type past struct {
	mu   sync.Mutex
	held []*held // the last used first
}

// AcquireAsOf returns what stood published at the end of a day, as Acquire does
// for the present.
func (f *Follower) AcquireAsOf(ctx context.Context, day time.Time) (s *Snapshot, release func(), err error) {
	m, err := AsOf(f.dir, day)
	if err != nil {
		return nil, nil, err
	}
	if now := f.Manifest(); now != nil && now.Name() == m.Name() {
		return f.Acquire()
	}
	f.past.mu.Lock()
	defer f.past.mu.Unlock()
	at := slices.IndexFunc(f.past.held, func(h *held) bool { return h.Manifest.Name() == m.Name() })
	var h *held
	if at >= 0 {
		h = f.past.held[at]
		f.past.held = slices.Delete(f.past.held, at, at+1)
	} else {
		s, err := m.reopen(ctx, f.dir, f.with...)
		if err != nil {
			return nil, nil, err
		}
		h = &held{s, 1} // the list is a reader
	}
	f.past.held = slices.Insert(f.past.held, 0, h)
	for len(f.past.held) > mostPast {
		last := len(f.past.held) - 1
		f.leave(f.past.held[last])
		f.past.held = f.past.held[:last]
	}
	if err := h.hash.failed(); err != nil {
		return nil, nil, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	h.readers++
	return h.Snapshot, sync.OnceFunc(func() { f.leave(h) }), nil
}
