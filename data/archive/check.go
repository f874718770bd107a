package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// Damage is a source file that the list names and the archive does not have, or
// has in another state.
type Damage struct {
	SHA256  string `json:"sha256"`
	File    string `json:"file"`    // name under which it last arrived
	Path    string `json:"path"`    // where it is, or should be
	Missing bool   `json:"missing"` // else its content is not that of its hash
}

// Check reads every source file of the list through and returns how many there
// are and which of them are damaged, in order of arrival. With quick it only
// looks whether they are there.
func (a *Archive) Check(ctx context.Context, quick bool) (files int, bad []Damage, err error) {
	list := a.objects()
	found := make([]*Damage, len(list))
	errs := make([]error, len(list))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				found[i], errs[i] = a.check(list[i], quick)
			}
		})
	}
	workers.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return 0, nil, err
	}
	for _, d := range found {
		if d != nil {
			bad = append(bad, *d)
		}
	}
	return len(list), bad, nil
}

// objects lists the files of the list, each once, with the last name.
func (a *Archive) objects() (list []Arrival) {
	at := map[string]int{}
	for _, x := range a.arrivals {
		if x.Decision != "" {
			continue
		}
		i, known := at[x.SHA256]
		if !known {
			i = len(list)
			at[x.SHA256] = i
			list = append(list, x)
		}
		list[i].File = x.File
	}
	return list
}

func (a *Archive) check(x Arrival, quick bool) (*Damage, error) {
	path, err := a.object(x.SHA256)
	if err != nil {
		return &Damage{SHA256: x.SHA256, File: x.File, Missing: true}, nil
	}
	d := &Damage{SHA256: x.SHA256, File: x.File, Path: path}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		d.Missing = true
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if quick {
		return nil, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return d, nil // the disk cannot read it
	}
	if hex.EncodeToString(h.Sum(nil)) == x.SHA256 {
		return nil, nil
	}
	return d, nil
}

// Has reports whether the archive has a file's content, by its size.
func (a *Archive) Has(sha256 string, size int64) bool {
	path, err := a.object(sha256)
	if err != nil {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Size() == size
}

// Unlisted lists source files that no line of the list names: an ingest was
// interrupted before it listed them.
func (a *Archive) Unlisted() (hashes []string, err error) {
	listed := map[string]bool{}
	for _, x := range a.arrivals {
		listed[x.SHA256] = true
	}
	err = filepath.WalkDir(filepath.Join(a.dir, "objects"), func(_ string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && isHash.MatchString(d.Name()) && !listed[d.Name()] {
			hashes = append(hashes, d.Name())
		}
		return err
	})
	return hashes, err
}

// Object is a source file as it lies in the archive.
type Object struct {
	SHA256 string
	Name   string // under which it last arrived
	Path   string
}

// Objects lists the source files of the list, each once, in order of arrival.
func (a *Archive) Objects() (list []Object, err error) {
	for _, x := range a.objects() {
		path, err := a.object(x.SHA256)
		if err != nil {
			return nil, err
		}
		list = append(list, Object{x.SHA256, x.File, path})
	}
	return list, nil
}
