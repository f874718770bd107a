package store

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"gongkai/data"
)

// At returns the manifest of the state that is asked for. Codes: "not_yet" where
// nothing had been published by a day, "snapshot_pruned" for what was cleared
// away since, "unknown_snapshot" for a number that there never was,
// "other_snapshot" where its hash is another than the one that is named.
func At(dir string, m data.Moment) (*Manifest, error) {
	switch {
	case m.Now():
		return Current(dir)
	case m.Number != 0:
		return byNumber(dir, m)
	}
	return asOf(dir, m.Day)
}

// byNumber returns the manifest of a snapshot that is named by its number.
func byNumber(dir string, m data.Moment) (*Manifest, error) {
	list, err := Snapshots(dir)
	if err != nil {
		return nil, err
	}
	last := 0
	for _, e := range list {
		if e.Manifest == nil {
			continue
		}
		if last = max(last, e.Manifest.Number); e.Manifest.Number != m.Number {
			continue
		}
		if !strings.HasPrefix(e.Manifest.SHA256, m.Hash) {
			return nil, &data.Error{Code: "other_snapshot", Place: m.String(),
				Reason: data.Text{ZH: "这里的第 " + strconv.Itoa(m.Number) + " 号快照与所引用的不是同一个", EN: "snapshot " + strconv.Itoa(m.Number) + " is another one here than the one that is cited"},
				Way:    data.Text{ZH: "请到作出引用的那一台服务器上查看", EN: "ask the server that the citation is of"}}
		}
		return e.Manifest, nil
	}
	if m.Number <= last {
		return nil, pruned(m.String())
	}
	return nil, &data.Error{Code: "unknown_snapshot", Place: m.String(),
		Reason: data.Text{ZH: "没有这一编号的快照", EN: "there is no snapshot of that number"},
		Way:    data.Text{ZH: "最近的编号是 " + strconv.Itoa(last), EN: "the last one is " + strconv.Itoa(last)}}
}

// asOf is what stood published at the end of a day, by the time of Beijing: what
// the pointer named then, by its history or, before that was kept, the last that
// had been published.
func asOf(dir string, day time.Time) (*Manifest, error) {
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
		Reason: data.Text{ZH: "这个快照已清理", EN: "the snapshot was cleared away"},
		Way:    data.Text{ZH: "请从备份恢复，或选择其他日期；要引用的快照可用 gongkai snapshots pin 固定", EN: "restore it from a backup, or choose another day; gongkai snapshots pin keeps what is cited"}}
}

// OpenAt opens the state that is asked for. Codes: those of At and Open.
func OpenAt(ctx context.Context, dir string, at data.Moment, with ...Option) (*Snapshot, error) {
	if at.Now() {
		return Open(ctx, dir, with...)
	}
	m, err := At(dir, at)
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

// AcquireAt returns the state that is asked for, as Acquire does the present
// one.
func (f *Follower) AcquireAt(ctx context.Context, moment data.Moment) (s *Snapshot, release func(), err error) {
	if moment.Now() {
		return f.Acquire()
	}
	m, err := At(f.dir, moment)
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
