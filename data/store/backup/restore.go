package backup

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/disk"
	"gongkai/data/store"
)

// Names that a restore gives to folders beside the store: one that is being
// filled, and the store that it replaced.
const (
	Filling  = ".restore-"
	Replaced = ".before-"
)

// Unfinished is a file in a folder that is being filled.
const Unfinished = "restore.unfinished"

// Deletable reports whether a folder, with the name of one that is being
// filled, was left unfinished: it is made from the backup again. Else it is the
// store that was replaced.
func Deletable(filling string) bool {
	entries, err := os.ReadDir(filling)
	return err == nil && (exists(filepath.Join(filling, Unfinished)) ||
		!slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() != Unfinished+disk.Unfinished }))
}

// Delete deletes a folder that is Deletable, and is so at every moment of it.
func Delete(filling string) error {
	entries, err := os.ReadDir(filling)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == Unfinished {
			continue // the last, lest the rest look like a store
		}
		if err := os.RemoveAll(filepath.Join(filling, e.Name())); err != nil {
			return err
		}
		at("deleted")
	}
	return os.RemoveAll(filling)
}

// at is called at the moments that a crash could fall on.
var at = func(moment string) {}

// Restore unpacks a backup into a folder beside dir, checks every hash, opens
// the snapshot, asks it a question, and only then puts the folder into dir's
// place. A store that stands there stays unless replace says otherwise; then it
// is moved aside in the same instant, and aside is its new name. Codes:
// "store_not_empty", "store_busy", "backup_broken", "backup_bomb",
// "backup_format", "disk_low", "cannot_open", "cannot_write", and those of
// store.Open for a snapshot that cannot be used. One of another format is no
// error: the archive makes a new one.
func Restore(ctx context.Context, file, dir string, replace bool, now time.Time) (c *Contents, aside string, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, "", err
	}
	former, err := holds(dir)
	if err != nil {
		return nil, "", err
	}
	if former && !replace {
		return nil, "", &data.Error{Code: "store_not_empty", File: dir,
			Reason: data.Text{ZH: "数据目录不是空的", EN: "the store folder is not empty"},
			Way:    data.Text{ZH: "请恢复到新的目录；或加 --replace，原目录会被移开而不删除", EN: "restore to a new folder, or add --replace: the folder that is there is moved aside, not deleted"}}
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, "", cannotWrite(dir, err)
	}
	filling, err := os.MkdirTemp(filepath.Dir(dir), filepath.Base(dir)+Filling+"*")
	if err != nil {
		return nil, "", cannotWrite(dir, err)
	}
	at("made")
	if c, err = fill(ctx, file, filling); err == nil {
		at("filled")
		aside, err = place(filling, dir, former, now)
	}
	if err != nil && Deletable(filling) {
		err = errors.Join(err, Delete(filling))
	}
	return c, aside, err
}

// holds reports whether a folder has anything in it.
func holds(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, cannotWrite(dir, err)
	}
	return len(entries) > 0, nil
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return err == nil
}

// fill unpacks and checks a backup.
func fill(ctx context.Context, file, into string) (*Contents, error) {
	if err := os.Chmod(into, 0o755); err != nil {
		return nil, cannotWrite(into, err)
	}
	if err := disk.Replace(filepath.Join(into, Unfinished), []byte(file+"\n")); err != nil {
		return nil, cannotWrite(into, err)
	}
	at("begun")
	c, err := unpack(ctx, file, into)
	if err != nil {
		return nil, err
	}
	at("unpacked")
	if err := check(ctx, file, into, c); err != nil {
		return nil, err
	}
	return c, syncFolders(into)
}

// check uses what was unpacked as a store.
func check(ctx context.Context, file, dir string, c *Contents) error {
	arc, err := archive.Open(dir)
	if err != nil {
		return err
	}
	if err := store.RestsOn(dir, arc.Length()); err != nil {
		return err
	}
	if m, err := store.Current(dir); err != nil || m.Name() != c.Snapshot {
		return bad(file, c.Snapshot, err)
	}
	s, err := store.Open(ctx, dir)
	if data.Code(err) == "store_format" {
		return nil
	}
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Verify(ctx); err != nil {
		return err
	}
	return s.Smoke(ctx)
}

func syncFolders(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			err = disk.Sync(path)
		}
		if err != nil {
			return cannotWrite(dir, err)
		}
		return nil
	})
}

// place puts the filled folder into dir's place.
func place(filling, dir string, former bool, now time.Time) (aside string, err error) {
	if former {
		unlock, err := lock(dir)
		if err != nil {
			return "", err
		}
		defer unlock()
	} else if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is empty
		return "", cannotWrite(dir, err)
	}
	if !former {
		if err := disk.Rename(filling, dir); err != nil {
			return "", cannotWrite(dir, err)
		}
		at("renamed")
		return "", finish(dir)
	}
	// the mark of a restore that was killed here before must not go along
	if err := finish(dir); err != nil {
		return "", err
	}
	if err := disk.Exchange(filling, dir); err != nil {
		return "", cannotWrite(dir, err)
	}
	at("exchanged")
	if err := finish(dir); err != nil {
		return filling, err
	}
	at("finished")
	aside = asideName(dir, now)
	if err := disk.Rename(filling, aside); err != nil {
		return filling, nil // restored all the same
	}
	return aside, nil
}

// finish takes the mark away that went along with the folder.
func finish(dir string) error {
	err := os.Remove(filepath.Join(dir, Unfinished))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = disk.Sync(dir)
	}
	if err != nil {
		return cannotWrite(dir, err)
	}
	return nil
}

// asideName is a name beside the store that is not taken.
func asideName(dir string, now time.Time) string {
	name := dir + Replaced + now.Format("20060102T150405")
	for n, base := 2, name; exists(name); n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	return name
}

// lock keeps writers out of the store that is replaced.
func lock(dir string) (unlock func(), err error) {
	ingest, err := archive.Lock(dir)
	if err != nil {
		return nil, err
	}
	if !exists(filepath.Join(dir, "snapshots")) {
		return ingest, nil
	}
	publish, err := store.Lock(dir)
	if err != nil {
		ingest()
		return nil, err
	}
	return func() { publish(); ingest() }, nil
}
