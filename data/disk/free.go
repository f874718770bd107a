package disk

import (
	"errors"
	"syscall"
)

// Free is how much an ordinary user may still write to the disk of a folder, in
// bytes.
func Free(folder string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}

const forWriting = 2 // W_OK of access(2)

// Writable reports whether this user may write to a folder or file: not on a
// disk that is mounted read-only, for anybody.
func Writable(path string) bool { return syscall.Access(path, forWriting) == nil }

// IsFull reports whether a write failed for want of space.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
