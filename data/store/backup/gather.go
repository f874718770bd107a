package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"gongkai/data/annotation"
	"gongkai/data/archive"
	"gongkai/data/group"
	"gongkai/data/store"
	"gongkai/data/store/pin"
)

// source is where an entry's content comes from.
type source struct {
	open func() (io.ReadCloser, error)
	held *os.File // opened beforehand, so that it cannot be pruned away
}

type sources []source

func (s sources) close() {
	for _, x := range s {
		if x.held != nil {
			x.held.Close()
		}
	}
}

// gathering collects the entries of a backup.
type gathering struct {
	dir string
	Contents
	sources
}

// gather lists what to back up. The order makes it consistent beside an ingest:
// the snapshot first, then the list of arrivals, which only grows and is written
// before the snapshot that rests on it, then the files that it names.
func gather(dir string) (*Contents, sources, error) {
	g := &gathering{dir: dir, Contents: Contents{Format: format}}
	for _, collect := range []func() error{g.current, g.pinned, g.kept, g.archive} {
		if err := collect(); err != nil {
			g.close()
			return nil, nil, err
		}
	}
	return &g.Contents, g.sources, nil
}

// current adds the current snapshot and a pointer to it.
func (g *gathering) current() error {
	for {
		m, err := store.Current(g.dir)
		if err != nil {
			return err
		}
		err = g.snapshot(m)
		if now, errNow := store.Pointed(g.dir); err != nil && errNow == nil && now != m.Name() {
			continue // it was pruned meanwhile
		}
		if err != nil {
			return err
		}
		g.Snapshot, g.Number = m.Name(), m.Number
		g.bytes("current", []byte(m.Name()+"\n"))
		return g.file("current.log", true)
	}
}

// pinned adds the snapshots that somebody wants kept.
func (g *gathering) pinned() error {
	list, err := store.Snapshots(g.dir)
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Pin == nil || e.Name == g.Snapshot {
			continue
		}
		if e.Manifest == nil {
			return e.Err
		}
		if err := g.snapshot(e.Manifest); err != nil {
			return err
		}
	}
	return nil
}

// snapshot adds a snapshot and its manifest.
func (g *gathering) snapshot(m *store.Manifest) error {
	f, err := os.Open(store.SnapshotFile(g.dir, m.Name()))
	if err != nil {
		return damaged(path.Join("snapshots", m.File), err)
	}
	if err := g.file(path.Join("snapshots", m.Name()+".json"), false); err != nil {
		f.Close()
		return err
	}
	held := func() (io.ReadCloser, error) { return io.NopCloser(f), nil }
	g.add(File{path.Join("snapshots", m.File), m.Size, m.SHA256}, source{held, f})
	return nil
}

// kept adds what people wrote.
func (g *gathering) kept() error {
	_, groups := group.List(g.dir)
	_, notes := annotation.List(g.dir)
	if err := errors.Join(groups, notes); err != nil { // pins were read before
		return err
	}
	for _, name := range []string{group.File, annotation.File, pin.File} {
		if err := g.file(name, true); err != nil {
			return err
		}
	}
	return nil
}

// archive adds the list of arrivals and the source files.
func (g *gathering) archive() error {
	arc, err := archive.Open(g.dir)
	if err != nil {
		return err
	}
	if err := store.RestsOn(g.dir, arc.Length()); err != nil {
		return err
	}
	list, size := arc.File()
	if size > 0 {
		sum, err := hashPart(list, size)
		if err != nil {
			return damaged("archive/arrivals.jsonl", err)
		}
		g.add(File{"archive/arrivals.jsonl", size, sum}, onDisk(list))
	}
	objects, err := arc.Objects()
	if err != nil {
		return err
	}
	for _, o := range objects {
		info, err := os.Stat(o.Path)
		if errors.Is(err, fs.ErrNotExist) {
			g.Missing = append(g.Missing, o.Name)
			continue
		}
		if err != nil {
			return damaged(o.Path, err)
		}
		g.add(File{path.Join("archive/objects", o.SHA256[:2], o.SHA256), info.Size(), o.SHA256}, onDisk(o.Path))
		g.Sources++
	}
	return nil
}

func (g *gathering) add(f File, s source) {
	g.Files, g.sources = append(g.Files, f), append(g.sources, s)
}

// file adds a small file as it is now.
func (g *gathering) file(name string, mayLack bool) error {
	b, err := os.ReadFile(filepath.Join(g.dir, filepath.FromSlash(name)))
	if mayLack && errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return damaged(name, err)
	}
	g.bytes(name, b)
	return nil
}

func (g *gathering) bytes(name string, b []byte) {
	sum := sha256.Sum256(b)
	g.add(File{name, int64(len(b)), hex.EncodeToString(sum[:])},
		source{open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }})
}

func onDisk(file string) source {
	return source{open: func() (io.ReadCloser, error) { return os.Open(file) }}
}

// hashPart is the SHA-256 of a file's first bytes.
func hashPart(file string, size int64) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if n, err := io.Copy(h, io.LimitReader(f, size)); err != nil || n != size {
		return "", errors.Join(err, io.ErrUnexpectedEOF)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
