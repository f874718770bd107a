package store

import (
	"os"
	"slices"

	"gongkai/data"
	"gongkai/data/disk"
)

// Prune removes snapshots but for the last keep ones, the current one and
// those that are pinned, and returns what it removed; with dry it only says so.
// Who reads a snapshot that goes reads on: its file is freed when it is closed.
// What is damaged is left to the doctor. Codes: "bad_number" for keep < 1,
// "kept_broken", "store_busy", "cannot_write", and those of Current, so that
// nothing is removed where it is not known which one is current.
func Prune(dir string, keep int, dry bool) ([]Entry, error) {
	if keep < 1 {
		return nil, &data.Error{Code: "bad_number", Reason: data.Text{ZH: "至少保留 1 个快照", EN: "at least one snapshot is kept"},
			Way: data.Text{ZH: "请给出 --keep 1 或更多", EN: "give --keep 1 or more"}}
	}
	if _, err := Current(dir); err != nil {
		return nil, err
	}
	if dry {
		return prunable(dir, keep)
	}
	unlock, err := lock(snapshotFolder(dir))
	if err != nil {
		return nil, err
	}
	defer unlock()
	gone, err := prunable(dir, keep)
	if err != nil {
		return nil, err
	}
	for _, e := range gone {
		if err := remove(dir, e.Name); err != nil {
			return nil, cannotWrite(dir, err)
		}
	}
	return gone, nil
}

func prunable(dir string, keep int) ([]Entry, error) {
	if _, err := Current(dir); err != nil {
		return nil, err
	}
	list, err := Snapshots(dir)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(e Entry) bool { return e.Err != nil && data.Code(e.Err) != "store_format" })
	former := list[:max(0, len(list)-keep)]
	return slices.DeleteFunc(former, func(e Entry) bool { return e.Current || e.Pin != nil }), nil
}

// remove removes a snapshot. Interrupted, it leaves what the next publisher
// clears away.
func remove(dir, name string) error {
	manifest := manifestFile(dir, name)
	if err := os.Rename(manifest, manifest+disk.Unfinished); err != nil {
		return err
	}
	if err := disk.Sync(snapshotFolder(dir)); err != nil {
		return err
	}
	at("unlisted")
	for _, file := range []string{SnapshotFile(dir, name), manifest + disk.Unfinished} {
		if err := os.Remove(file); err != nil {
			return err
		}
		at("removed")
	}
	return disk.Sync(snapshotFolder(dir))
}
