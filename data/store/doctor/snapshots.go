package doctor

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/data/store"
	"gongkai/data/store/backup"
)

// leftovers finds what interrupted programs left, in the store folder and
// beside it.
func (v *visit) leftovers() error {
	if v.busy {
		v.find("busy", v.dir, nil)
		return nil
	}
	left, err := store.Leftovers(v.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, file := range left {
		v.find("leftover", file, func() (data.Text, error) { return removed, store.Sweep(v.dir) })
	}
	for _, pattern := range []string{"*", "archive/*", "archive/objects/*/*", "archive/read/*/*/*"} {
		files, err := filepath.Glob(filepath.Join(v.dir, filepath.FromSlash(pattern)+disk.Unfinished))
		if err != nil {
			return err
		}
		for _, file := range files {
			v.find("leftover", file, remove(file))
		}
	}
	if mark := filepath.Join(v.dir, backup.Unfinished); exists(mark) {
		v.find("leftover", mark, remove(mark))
	}
	return v.beside()
}

// beside finds folders that restores left beside the store.
func (v *visit) beside() error {
	dir, err := filepath.Abs(v.dir)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return nil // not ours to read
	}
	for _, e := range entries {
		path := filepath.Join(filepath.Dir(dir), e.Name())
		filling := strings.HasPrefix(path, dir+backup.Filling)
		switch {
		case filling && backup.Deletable(path):
			v.find("leftover_restore", path, func() (data.Text, error) { return removed, backup.Delete(path) })
		case filling, strings.HasPrefix(path, dir+backup.Replaced):
			v.find("former_store", path, nil)
		}
	}
	return nil
}

var removed = data.Text{ZH: "已清除", EN: "removed"}

// remove removes what can be made anew.
func remove(path string) func() (data.Text, error) {
	return func() (data.Text, error) { return removed, os.RemoveAll(path) }
}

// logs finds logs of changes beside snapshots.
func (v *visit) logs() error {
	logs, err := store.Logs(v.dir)
	if err != nil {
		return err
	}
	for _, file := range logs {
		v.find("log_left", file, func() (data.Text, error) { return v.quarantine(file) })
	}
	return nil
}

// manifests finds snapshots whose manifest is lost or damaged. Where the file
// is what its name says, the manifest is made anew from it.
func (v *visit) manifests() error {
	list, err := store.Entries(v.dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Manifest != nil {
			continue
		}
		file, manifest := store.SnapshotFile(v.dir, e.Name), store.ManifestFile(v.dir, e.Name)
		code := "manifest_damaged"
		if _, err := os.Stat(manifest); errors.Is(err, fs.ErrNotExist) {
			code = "manifest_missing"
		}
		if !store.Fits(v.dir, e.Name) {
			if code == "manifest_missing" || e.Size > 0 {
				code = "snapshot_damaged"
			}
			v.lost[e.Name] = nil
			v.find(code, file, func() (data.Text, error) { return v.quarantine(file, manifest) }, e.Number)
			continue
		}
		v.find(code, manifest, func() (data.Text, error) {
			if _, err := v.quarantine(manifest); err != nil {
				return data.Text{}, err
			}
			return data.Text{ZH: "已由快照重写清单", EN: "written anew from the snapshot"}, store.Remake(v.ctx, v.dir, e.Name)
		}, e.Number)
		v.whole[e.Name] = &store.Manifest{Number: e.Number}
	}
	return nil
}

// snapshots reads the snapshots through.
func (v *visit) snapshots() error {
	list, err := store.Entries(v.dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Manifest == nil { // said before
			continue
		}
		if !v.Quick || e.Current {
			if err := e.Check(v.ctx, v.dir); err != nil {
				return err
			}
		}
		v.snapshot(e)
	}
	return nil
}

func (v *visit) snapshot(e store.Entry) {
	file, manifest := store.SnapshotFile(v.dir, e.Name), store.ManifestFile(v.dir, e.Name)
	aside := func() (data.Text, error) { return v.quarantine(file, manifest) }
	_, err := os.Stat(file)
	_, errLog := os.Stat(file + ".wal")
	switch {
	case e.Err == nil, errLog == nil && e.Size == e.Manifest.Size: // of a log was said before
		v.whole[e.Name] = e.Manifest
		return
	case data.Code(e.Err) == "store_format":
		if e.Current {
			v.find("snapshot_format", file, nil, e.Number)
			v.Rebuild = &e.Manifest.Arrivals
		}
		return
	case errors.Is(err, fs.ErrNotExist):
		v.find("snapshot_missing", file, aside, e.Number)
	case e.Size != e.Manifest.Size:
		v.find("snapshot_truncated", file, aside, e.Number, e.Size, e.Manifest.Size)
	default:
		v.find("snapshot_damaged", file, aside, e.Number)
	}
	v.lost[e.Name] = e.Manifest
}

// pointer finds a pointer that is lost, damaged, or names what is. It is moved
// to where it last pointed, or else to the newest snapshot that is whole.
func (v *visit) pointer() error {
	file := filepath.Join(v.dir, "current")
	moves := store.History(v.dir)
	wanted, err := store.Pointed(v.dir)
	code := ""
	switch data.Code(err) {
	case "store_empty":
		if len(v.whole) == 0 && len(v.lost) == 0 {
			return nil
		}
		if code = "pointer_missing"; len(v.whole) == 1 && len(v.lost) == 0 && v.newest().Number == 1 {
			code = "never_published"
		}
	case "store_broken":
		if code = "pointer_damaged"; !exists(file) {
			code = "pointer_missing"
		}
	default:
		_, lost := v.lost[wanted]
		noted := slices.ContainsFunc(moves, func(m store.Move) bool { return m.Name == wanted })
		switch {
		case v.whole[wanted] != nil, v.Rebuild != nil: // of another format was said before
			return nil
		case lost, noted:
			code = "pointer_dangling"
		default: // there never was such a snapshot
			code, wanted = "pointer_damaged", ""
		}
	}
	if wanted == "" && len(moves) > 0 {
		wanted = moves[len(moves)-1].Name
	}
	if v.whole[wanted] == nil && wanted != "" || len(v.whole) == 0 {
		v.Rebuild = new(int)
		if m := v.lost[wanted]; m != nil {
			v.Rebuild = &m.Arrivals
		}
	}
	var args []any
	if code == "pointer_dangling" {
		args = []any{wanted}
	}
	v.find(code, file, func() (data.Text, error) { return v.repoint(wanted, moves) }, args...)
	return nil
}

// repoint moves the pointer to a snapshot, or to the last one before it that is
// whole. Where none is, it stays: the next publication moves it.
func (v *visit) repoint(wanted string, moves []store.Move) (data.Text, error) {
	to := v.whole[wanted]
	for _, m := range slices.Backward(moves) {
		if to == nil {
			to = v.whole[m.Name]
		}
	}
	if to == nil {
		to = v.newest()
	}
	if to == nil {
		return data.Text{}, &data.Error{Code: "store_broken", Reason: data.Text{ZH: "没有完好的快照，须从归档重建", EN: "no snapshot is whole; it has to be built again from the archive"}}
	}
	for name, m := range v.whole {
		if m == to {
			wanted = name
		}
	}
	return data.Text{ZH: "指针已指向 " + wanted, EN: "the pointer names " + wanted}, store.Repoint(v.dir, wanted)
}

// newest is the manifest of the whole snapshot with the highest number, or nil.
func (v *visit) newest() (m *store.Manifest) {
	for _, w := range v.whole {
		if m == nil || w.Number > m.Number {
			m = w
		}
	}
	return m
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}
