package pgcatalog

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"gongkai/analytics"
	"gongkai/data"
)

// mostKept is how many catalogues are kept: that of the current snapshot and of
// the one before, which statements may still be asking.
const mostKept = 2

// Keeper makes the catalogue of a snapshot once, in a folder of its own that
// ends with it.
type Keeper struct {
	Settings [][2]string // that pg_settings shows

	mu    sync.Mutex
	dir   string
	made  int
	kept  []made
	ended bool
}

type made struct{ snapshot, file string }

// File is the path of a snapshot's catalogue. Code "pg_catalogue".
func (k *Keeper) File(ctx context.Context, a *analytics.Analytics) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if at := slices.IndexFunc(k.kept, func(m made) bool { return m.snapshot == a.File() }); at >= 0 {
		return k.kept[at].file, nil
	}
	file, err := k.make(ctx, a)
	if err != nil {
		return "", &data.Error{Code: "pg_catalogue", Err: err, Reason: data.Text{ZH: "系统目录未能生成", EN: "the system catalogue could not be made"}}
	}
	k.kept = append(k.kept, made{a.File(), file})
	if len(k.kept) > mostKept {
		os.Remove(k.kept[0].file)
		k.kept = k.kept[1:]
	}
	return file, nil
}

func (k *Keeper) make(ctx context.Context, a *analytics.Analytics) (string, error) {
	if k.ended {
		return "", os.ErrClosed
	}
	tables, err := a.Tables(ctx)
	if err != nil {
		return "", err
	}
	if k.dir == "" {
		if k.dir, err = os.MkdirTemp("", "gongkai-catalogue-"); err != nil {
			return "", err
		}
	}
	k.made++
	file := filepath.Join(k.dir, "catalogue"+strconv.Itoa(k.made)+".duckdb")
	if err := build(ctx, file, tables.Tables, k.Settings); err != nil {
		os.Remove(file)
		return "", err
	}
	return file, nil
}

// Close removes the files.
func (k *Keeper) Close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.ended, k.kept = true, nil
	if k.dir != "" {
		os.RemoveAll(k.dir)
	}
}
