// Package disk owns durability: whatever it has returned from without an error
// survives a power cut. Archive and store write through it. Unix only, for
// its locks.
package disk

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Unfinished ends the names of files that are not whole yet. A crash may leave
// them behind; the next writer of the same name writes over them.
const Unfinished = ".new"

// Replace gives a file new content atomically: readers see the old or the new
// content, never a part. Two writers of one name must hold a lock.
func Replace(name string, content []byte) error {
	tmp := name + Unfinished
	if err := os.WriteFile(tmp, content, 0o644); err != nil {
		return err
	}
	return Settle(tmp, name)
}

// Settle syncs a finished file and gives it its final name.
func Settle(tmp, name string) error {
	if err := Sync(tmp); err != nil {
		return err
	}
	return Rename(tmp, name)
}

// Rename gives a file or folder that is synced another name in the same folder.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return Sync(filepath.Dir(to)) // the new name is part of the folder
}

// Append adds a line to a file. What a crash tore off before it stays a line of
// its own, which whoever reads the file passes over.
func Append(name, line string) error {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	last := []byte("\n")
	if size > 0 {
		if _, err := f.ReadAt(last, size-1); err != nil {
			return err
		}
	}
	if last[0] != '\n' {
		line = "\n" + line
	}
	if _, err := f.WriteString(line + "\n"); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return Sync(filepath.Dir(name))
}

// Sync syncs a file or a folder.
func Sync(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// ErrLocked says that another process, or another lock of this one, has the file.
var ErrLocked = errors.New("locked")

// Lock takes a lock file. The lock ends with unlock or with the process,
// however it ends. The error is ErrLocked when it is taken.
func Lock(name string) (unlock func(), err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, ErrLocked
		}
		return nil, err
	}
	return func() { f.Close() }, nil
}
