package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gongkai/data"
	"gongkai/data/store/pin"
)

// Entry is what stands in the snapshots folder under one snapshot's name.
type Entry struct {
	Name     string
	Number   int
	Manifest *Manifest // nil where it cannot be read
	Current  bool
	Pin      *pin.Pin // nil where nobody pinned it
	Size     int64    // bytes of the file; 0 where it is missing
	Err      error    // why this program cannot open it, as far as can be seen without reading it through
}

// Snapshots lists the snapshots of a store folder by number. A damaged pointer
// leaves none current. Codes: "cannot_open" and "kept_broken".
func Snapshots(dir string) ([]Entry, error) {
	pins, err := pin.List(dir)
	if err != nil {
		return nil, err
	}
	list, err := Entries(dir)
	for i, e := range list {
		if p, pinned := pins[e.Name]; pinned {
			list[i].Pin = &p
		}
	}
	return list, err
}

// Entries lists the snapshots without their pins. Code "cannot_open".
func Entries(dir string) ([]Entry, error) {
	names, err := names(dir)
	if err != nil {
		return nil, err
	}
	current, _ := pointedAt(dir)
	var list []Entry
	for _, name := range names {
		e := Entry{Name: name, Number: numberOf(name), Current: name == current}
		file := SnapshotFile(dir, name)
		if info, err := os.Stat(file); err == nil {
			e.Size = info.Size()
		}
		if e.Manifest, e.Err = readManifest(dir, name); e.Err == nil {
			e.Err = e.Manifest.look(file)
		}
		list = append(list, e)
	}
	return list, nil
}

// names lists the names of which there is a manifest or a file, by number.
// What interrupted publishers left is not among them.
func names(dir string) (names []string, err error) {
	entries, err := os.ReadDir(snapshotFolder(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &data.Error{Code: "cannot_open", File: snapshotFolder(dir), Err: err,
			Reason: data.Text{ZH: "读不了文件夹：" + err.Error(), EN: "cannot read the folder: " + err.Error()},
			Way:    data.Text{ZH: "请检查权限", EN: "check its permissions"}}
	}
	left, _ := leftovers(dir)
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".json"), ".duckdb")
		if snapshotName.MatchString(name) && !slices.Contains(left, filepath.Join(snapshotFolder(dir), e.Name())) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(x, y string) int {
		if d := numberOf(x) - numberOf(y); d != 0 {
			return d
		}
		return strings.Compare(x, y)
	})
	return slices.Compact(names), nil
}

// numberOf is the number in a snapshot's name.
func numberOf(name string) int {
	n, _ := strconv.Atoi(snapshotName.FindStringSubmatch(name)[1])
	return n
}

// SnapshotFile is the file of a snapshot.
func SnapshotFile(dir, name string) string { return filepath.Join(snapshotFolder(dir), name+".duckdb") }

// Find returns the manifest of the snapshot with a number. Codes:
// "unknown_snapshot", "store_broken".
func Find(dir string, number int) (*Manifest, error) {
	names, err := names(dir)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if numberOf(name) == number {
			return readManifest(dir, name)
		}
	}
	return nil, &data.Error{Code: "unknown_snapshot", File: dir, Place: strconv.Itoa(number),
		Reason: data.Text{ZH: "没有这个快照", EN: "there is no such snapshot"},
		Way:    data.Text{ZH: "用 gongkai snapshots 查看", EN: "see gongkai snapshots"}}
}

// Before returns the manifest of the snapshot published before the current
// one. Codes: "unknown_snapshot", and those of Current.
func Before(dir string) (*Manifest, error) {
	m, err := Current(dir)
	if err != nil {
		return nil, err
	}
	names, err := names(dir)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Backward(names) {
		if numberOf(name) < m.Number {
			return readManifest(dir, name)
		}
	}
	return nil, &data.Error{Code: "unknown_snapshot", File: dir,
		Reason: data.Text{ZH: fmt.Sprintf("当前快照 %d 之前没有快照", m.Number), EN: fmt.Sprintf("there is no snapshot before %d, the current one", m.Number)},
		Way:    data.Text{ZH: "用 gongkai snapshots 查看", EN: "see gongkai snapshots"}}
}

// OpenNumber opens the snapshot with a number, whether current or not, and
// waits until its SHA-256 has been checked. Codes: those of Find and Open.
func OpenNumber(ctx context.Context, dir string, number int, with ...Option) (*Snapshot, error) {
	m, err := Find(dir, number)
	if err != nil {
		return nil, err
	}
	return m.openWhole(ctx, dir, with...)
}

// openWhole opens a snapshot that is whole for certain.
func (m *Manifest) openWhole(ctx context.Context, dir string, with ...Option) (*Snapshot, error) {
	s, err := m.open(ctx, dir, with...)
	if err != nil {
		return nil, err
	}
	if err := s.Verify(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Check reads a snapshot's file through and compares its hash, also of one of
// another format: the outcome is Err. The error is that of ctx.
func (e *Entry) Check(ctx context.Context, dir string) error {
	if e.Manifest == nil || e.Err != nil && data.Code(e.Err) != "store_format" {
		return nil
	}
	hash, err := e.Manifest.startHash(SnapshotFile(dir, e.Name))
	if err == nil {
		err = hash.wait(ctx)
	}
	if err != nil {
		e.Err = err
	}
	return ctx.Err()
}

// CheckAll lists the snapshots like Snapshots, each after its Check.
func CheckAll(ctx context.Context, dir string) ([]Entry, error) {
	list, err := Snapshots(dir)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if err := list[i].Check(ctx, dir); err != nil {
			return nil, err
		}
	}
	return list, nil
}
