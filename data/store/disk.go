package store

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"gongkai/data"
)

// This file owns durability: whatever it has returned from without an error
// survives a power cut.

// unfinished ends the names of files that are not whole yet.
const unfinished = ".new"

// replaceFile gives a file new content atomically: readers see the old or the
// new content, never a part. The caller holds the lock, so that a left-over
// temporary file of a crash is simply written over.
func replaceFile(name string, content []byte) error {
	tmp := name + unfinished
	if err := os.WriteFile(tmp, content, 0o644); err != nil {
		return err
	}
	return settleFile(tmp, name)
}

// settleFile syncs a finished file and gives it its final name.
func settleFile(tmp, name string) error {
	if err := syncPath(tmp); err != nil {
		return err
	}
	if err := os.Rename(tmp, name); err != nil {
		return err
	}
	return syncPath(filepath.Dir(name)) // the new name is part of the folder
}

func syncPath(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// hashFile returns size and SHA-256 of a file.
func hashFile(name string) (size int64, sum string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}

// lock keeps other publishers out of a snapshots folder. Code "store_busy"
// when one is at work; the lock ends with its process, however it ends.
func lock(folder string) (unlock func(), err error) {
	name := filepath.Join(folder, "publish.lock")
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, cannotWrite(folder, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, &data.Error{Code: "store_busy", File: name, Err: err,
			Reason: data.Text{ZH: "另一个发布正在进行", EN: "another publisher is at work"},
			Way:    data.Text{ZH: "请等它结束后重试", EN: "wait for it to end and try again"}}
	}
	return func() { f.Close() }, nil
}
