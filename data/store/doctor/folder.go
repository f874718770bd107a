package doctor

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/data"
	"gongkai/data/annotation"
	"gongkai/data/disk"
	"gongkai/data/group"
	"gongkai/data/store"
	"gongkai/data/store/pin"
)

// folder finds folders that cannot be written to, and what lies in quarantine.
func (v *visit) folder() error {
	for _, name := range []string{"", "snapshots", "archive", "archive/objects"} {
		path := filepath.Join(v.dir, name)
		if exists(path) && !disk.Writable(path) {
			v.find("folder_unwritable", path, nil)
		}
	}
	aside := filepath.Join(v.dir, store.Quarantine)
	if files, err := os.ReadDir(aside); err == nil && len(files) > 0 {
		v.find("quarantine", aside, nil, len(files))
	}
	return nil
}

// space finds a disk that is nearly full. A publication needs room for the
// snapshot and what it is sorted in.
func (v *visit) space() error {
	need := int64(64 << 20)
	if m, err := store.Current(v.dir); err == nil {
		need = max(need, 3*m.Size)
	}
	if free, err := disk.Free(v.dir); err == nil && free < need {
		v.find("disk_low", v.dir, nil, megabytes(free), megabytes(need))
	}
	return nil
}

func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }

// kept finds files of people's words that cannot be read, and pins of what is gone.
func (v *visit) kept() error {
	_, groups := group.List(v.dir)
	_, notes := annotation.List(v.dir)
	pins, pinned := pin.List(v.dir)
	for name, err := range map[string]error{group.File: groups, annotation.File: notes, pin.File: pinned} {
		if err != nil {
			file := filepath.Join(v.dir, name)
			v.find("kept_damaged", file, func() (data.Text, error) { return v.quarantine(file) }, cause(err))
		}
	}
	if pinned != nil {
		return nil
	}
	for name, p := range pins {
		if !exists(store.SnapshotFile(v.dir, name)) {
			v.find("pin_dangling", store.SnapshotFile(v.dir, name), nil, name, p.Reason)
		}
	}
	return nil
}

// cause is what an error rests on.
func cause(err error) string {
	if inner := errors.Unwrap(err); inner != nil {
		return inner.Error()
	}
	return err.Error()
}

// readings finds readings that no run uses again. A version of the readers has
// one for each reference pack: 4, 4-0a1b2c3d4e5f.
func (v *visit) readings() error {
	entries, err := os.ReadDir(filepath.Join(v.dir, "archive", "read"))
	if err != nil {
		return nil // there are none
	}
	for _, e := range entries {
		if version, _, _ := strings.Cut(e.Name(), "-"); v.Readers != "" && version != v.Readers {
			path := filepath.Join(v.dir, "archive", "read", e.Name())
			v.find("readings_old", path, remove(path), e.Name(), megabytes(sizeOf(path)))
		}
	}
	return nil
}

func sizeOf(path string) (size int64) {
	_ = filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				size += info.Size()
			}
		}
		return nil
	})
	return size
}
