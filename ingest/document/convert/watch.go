package convert

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"gongkai/ingest/document"
)

// maxFolder bounds what a conversion may write to disk, its profile and
// temporary files included.
const maxFolder = 4 * document.MaxBytes

var errTooLarge = errors.New("too large")

// watch cancels its context with errTooLarge when the files of a folder outgrow
// maxFolder. stop ends the watch.
func watch(ctx context.Context, dir string) (watched context.Context, stop func()) {
	watched, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-watched.Done():
				return
			case <-tick.C:
				if size(dir) > maxFolder {
					cancel(errTooLarge)
					return
				}
			}
		}
	}()
	return watched, func() {
		cancel(nil)
		<-ended
	}
}

// size sums up the files below a folder; what vanishes meanwhile counts nothing.
func size(dir string) (sum int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			sum += info.Size()
		}
		return nil
	})
	return sum
}
