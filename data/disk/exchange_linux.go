package disk

import (
	"errors"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Exchange swaps the names of two files or folders on one disk, atomically
// where the file system can; elsewhere a crash between may leave b under
// another name beside it.
func Exchange(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return exchangeByTurns(a, b)
	}
	if err != nil {
		return err
	}
	return errors.Join(Sync(filepath.Dir(a)), Sync(filepath.Dir(b)))
}
