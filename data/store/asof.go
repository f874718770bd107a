package store

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/data"
)

// Manifests lists the snapshots of a store folder in order of publication, with
// those whose file is no longer there. A manifest that cannot be read is left
// out: its snapshot cannot be used.
func Manifests(dir string) ([]*Manifest, error) {
	entries, err := os.ReadDir(snapshotFolder(dir))
	if err != nil && !os.IsNotExist(err) {
		return nil, broken(snapshotFolder(dir), "读不出快照文件夹", "cannot read the snapshots folder", err)
	}
	var list []*Manifest
	for _, e := range entries {
		name, is := strings.CutSuffix(e.Name(), ".json")
		if !is || !snapshotName.MatchString(name) {
			continue
		}
		b, err := os.ReadFile(filepath.Join(snapshotFolder(dir), e.Name()))
		m := &Manifest{}
		if err == nil && json.Unmarshal(b, m) == nil && m.name() == name {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(x, y *Manifest) int { return x.Number - y.Number })
	return list, nil
}

// AsOf returns the manifest of what stood published at the end of a day, by the
// time of Beijing. Code "not_yet" where nothing did.
func AsOf(dir string, day time.Time) (*Manifest, error) {
	y, mo, d := day.Date()
	end := time.Date(y, mo, d+1, 0, 0, 0, 0, data.Beijing)
	if end.After(time.Now()) {
		return Current(dir) // which a roll-back may have made another than the last
	}
	list, err := Manifests(dir)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Backward(list) {
		if m.Published.Before(end) {
			return m, nil
		}
	}
	e := &data.Error{Code: "not_yet", File: dir, Place: day.Format(time.DateOnly),
		Reason: data.Text{ZH: "这一天还没有发布过数据", EN: "nothing had been published by that day"},
		Way:    data.Text{ZH: "请选择以后的日期", EN: "choose a later day"}}
	if len(list) > 0 {
		first := list[0].Published.In(data.Beijing).Format(time.DateOnly)
		e.Way = data.Text{ZH: "最早的快照发布于 " + first, EN: "the first snapshot is of " + first}
	}
	return nil, e
}

// OpenAsOf opens what stood published at the end of a day. Codes: those of AsOf
// and Open, and "snapshot_pruned" where its file was cleared away.
func OpenAsOf(ctx context.Context, dir string, day time.Time, with ...Option) (*Snapshot, error) {
	m, err := AsOf(dir, day)
	if err != nil {
		return nil, err
	}
	return m.reopen(ctx, dir, with...)
}

// reopen opens a snapshot that may no longer be there.
func (m *Manifest) reopen(ctx context.Context, dir string, with ...Option) (*Snapshot, error) {
	if _, err := os.Stat(filepath.Join(snapshotFolder(dir), m.File)); os.IsNotExist(err) {
		return nil, &data.Error{Code: "snapshot_pruned", File: m.File, Err: err,
			Reason: data.Text{ZH: "这一快照的文件已清理", EN: "the file of this snapshot was cleared away"},
			Way:    data.Text{ZH: "请从备份恢复该文件，或选择其他日期", EN: "restore the file from a backup, or choose another day"}}
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
	if now := f.Manifest(); now != nil && now.name() == m.name() {
		return f.Acquire()
	}
	f.past.mu.Lock()
	defer f.past.mu.Unlock()
	at := slices.IndexFunc(f.past.held, func(h *held) bool { return h.Manifest.name() == m.name() })
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
