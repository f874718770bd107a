package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"

	"gongkai/data"
	"gongkai/data/disk"
)

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
// when one is at work.
func lock(folder string) (unlock func(), err error) {
	name := filepath.Join(folder, "publish.lock")
	unlock, err = disk.Lock(name)
	switch {
	case errors.Is(err, disk.ErrLocked):
		return nil, &data.Error{Code: "store_busy", File: name, Err: err,
			Reason: data.Text{ZH: "另一个发布正在进行", EN: "another publisher is at work"},
			Way:    data.Text{ZH: "请等它结束后重试", EN: "wait for it to end and try again"}}
	case err != nil:
		return nil, cannotWrite(folder, err)
	}
	return unlock, nil
}
