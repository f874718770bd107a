package store

import (
	"context"
	"path/filepath"

	"gongkai/data/disk"
)

// Lock keeps publishers out of a store folder. Codes: "store_busy",
// "cannot_write".
func Lock(dir string) (unlock func(), err error) { return lock(snapshotFolder(dir)) }

// Pointed is the name of the snapshot that the pointer names, whether it stands
// or not. Codes: "store_empty", "store_broken".
func Pointed(dir string) (name string, err error) { return pointedAt(dir) }

// Repoint moves the pointer to a snapshot that is known to be whole. The caller
// holds Lock.
func Repoint(dir, name string) error { return point(dir, name) }

// Leftovers lists what interrupted publishers left; Sweep, like the next
// publisher, removes it. The caller of Sweep holds Lock.
func Leftovers(dir string) ([]string, error) { return leftovers(dir) }

// Sweep removes the leftovers.
func Sweep(dir string) error {
	_, err := sweep(dir)
	return err
}

// ManifestFile is the file of a snapshot's manifest.
func ManifestFile(dir, name string) string { return manifestFile(dir, name) }

// Logs lists the logs of changes that lie beside snapshots.
func Logs(dir string) ([]string, error) {
	return filepath.Glob(filepath.Join(snapshotFolder(dir), "snapshot-*.duckdb.wal"))
}

// Fits reports whether a snapshot's file is the one that its name speaks of: a
// name holds the first twelve digits of the SHA-256.
func Fits(dir, name string) bool {
	_, sum, err := hashFile(SnapshotFile(dir, name))
	return err == nil && name[len(name)-12:] == sum[:12]
}

// Remake writes a lost manifest anew from the file, as far as the file says.
// What it does not say is from what it was built: the next ingest publishes
// anew. The caller holds Lock. Code "store_broken" for a file that is damaged
// or of another format.
func Remake(ctx context.Context, dir, name string) error {
	file := SnapshotFile(dir, name)
	m := &Manifest{File: name + ".duckdb"}
	var err error
	if m.Size, m.SHA256, err = hashFile(file); err != nil {
		return broken(file, "读不到快照文件", "cannot read the snapshot's file", err)
	}
	if err := m.recall(ctx, file); err != nil {
		return err
	}
	if !m.fits(name) || m.Format != Format {
		return broken(file, "快照与其名称不符", "the snapshot is not what its name says", nil)
	}
	b, err := m.encode()
	if err != nil {
		return err
	}
	if err := disk.Replace(manifestFile(dir, name), b); err != nil {
		return cannotWrite(dir, err)
	}
	return nil
}

// recall reads from the snapshot what it says of itself.
func (m *Manifest) recall(ctx context.Context, file string) error {
	if err := checkHeader(file); err != nil {
		return err
	}
	db, err := openReadOnly(ctx, file, nil)
	if err != nil {
		return cannotOpen(file, err)
	}
	defer db.Close()
	err = db.QueryRowContext(ctx, `SELECT number, published, format, generated, (SELECT count(*) FROM body), (SELECT count(*) FROM figure),
		(SELECT count(*) FROM report WHERE superseded_by IS NULL) FROM meta`).
		Scan(&m.Number, &m.Published, &m.Format, &m.Generated, &m.Bodies, &m.Figures, &m.Reports)
	if err != nil {
		return cannotOpen(file, err)
	}
	return nil
}
