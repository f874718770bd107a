package store

import (
	"context"
)

// Point makes a published snapshot the current one, after its hash was checked
// and it was opened. The archive is not touched: where the snapshot does not
// hold all of it, the next ingest publishes the archive's state again. Codes:
// "unknown_snapshot", "store_broken", "store_format", "store_busy",
// "cannot_write".
func Point(ctx context.Context, dir string, number int) (*Manifest, error) {
	if _, err := Find(dir, number); err != nil { // before anything is written
		return nil, err
	}
	unlock, err := lock(snapshotFolder(dir))
	if err != nil {
		return nil, err
	}
	defer unlock()
	s, err := OpenNumber(ctx, dir, number)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	at("opened")
	if err := point(dir, s.Manifest.Name()); err != nil {
		return nil, cannotWrite(dir, err)
	}
	return s.Manifest, nil
}
