package ingest

import (
	"context"
	"fmt"
	"os"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
)

// differingRows is how many rows of a table that differs are named.
const differingRows = 5

// Verification is what a check of a whole store came to.
type Verification struct {
	Snapshots []store.Entry      // Err says what is wrong with one, after it was read through
	Files     int                // in the archive
	Damaged   []archive.Damage   // of them
	Compared  *store.Manifest    // the snapshot that was built again; nil where that was not possible: see Why
	Why       error              // codes "other_recipe", "archive_broken", "store_broken" ...
	Tables    map[string]string  // of Compared: logical hash by name
	Differing []store.Difference // of them; Here is the snapshot, Else what was built again
}

// Sound reports whether nothing is wrong. A snapshot of another program's format
// or recipe cannot be compared; that is nothing wrong with it.
func (v *Verification) Sound() bool {
	for _, e := range v.Snapshots {
		if e.Err != nil && data.Code(e.Err) != "store_format" {
			return false
		}
	}
	why := data.Code(v.Why)
	return len(v.Damaged) == 0 && len(v.Differing) == 0 && (v.Why == nil || why == "other_recipe" || why == "store_format")
}

// Verify reads every snapshot and every archived file through, builds a snapshot
// again from the archive in a temporary folder below temp ("" for the system's),
// and compares the two, table by table. number is the snapshot's, 0 for the
// current one. With fresh every source file is read again, else kept readings
// are used. The store is not written to.
func (j *Job) Verify(ctx context.Context, number int, fresh bool, temp string) (*Verification, error) {
	v := &Verification{}
	var err error
	if v.Snapshots, err = store.CheckAll(ctx, j.Store); err != nil {
		return nil, err
	}
	arc, err := archive.Open(j.Store)
	if err != nil {
		return nil, err
	}
	if v.Files, v.Damaged, err = arc.Check(ctx, false); err != nil {
		return nil, err
	}
	m, err := j.toCompare(number, arc)
	if err == nil {
		err = j.compare(ctx, v, m, fresh, temp)
	}
	if ctx.Err() != nil || data.Code(err) == "unknown_snapshot" || data.Code(err) == "store_empty" {
		return nil, err
	}
	v.Why = err
	return v, nil
}

// toCompare is the manifest of the snapshot to build again, if that is possible.
func (j *Job) toCompare(number int, arc *archive.Archive) (*store.Manifest, error) {
	m, err := store.Current(j.Store)
	if number != 0 {
		m, err = store.Find(j.Store, number)
	}
	switch {
	case err != nil:
		return nil, err
	case m.Recipe != j.Recipe():
		return nil, &data.Error{Code: "other_recipe", File: m.File,
			Reason: data.Text{ZH: fmt.Sprintf("快照 %d 由另一版程序或参考资料包生成（%s；现为 %s），不能比较", m.Number, m.Recipe, j.Recipe()),
				EN: fmt.Sprintf("snapshot %d was built by another program or reference pack (%s; now %s) and cannot be compared", m.Number, m.Recipe, j.Recipe())},
			Way: data.Text{ZH: "请用 --reference 给出当时的资料包，或先运行 gongkai publish", EN: "give the pack of that time with --reference, or run gongkai publish first"}}
	case m.Arrivals > arc.Length():
		return nil, store.ArrivalsLost(j.Store, m, arc.Length())
	}
	return m, nil
}

func (j *Job) compare(ctx context.Context, v *Verification, m *store.Manifest, fresh bool, temp string) error {
	stored, err := store.OpenNumber(ctx, j.Store, m.Number)
	if err != nil {
		return err
	}
	defer stored.Close()
	into, err := os.MkdirTemp(temp, "gongkai-verify-")
	if err != nil {
		return cannotWrite(temp, err)
	}
	defer os.RemoveAll(into)
	if _, err := j.Rebuild(ctx, into, m.Arrivals, fresh); err != nil {
		return err
	}
	rebuilt, err := store.Open(ctx, into)
	if err != nil {
		return err
	}
	defer rebuilt.Close()
	if v.Tables, err = stored.Hashes(ctx); err != nil {
		return err
	}
	if v.Differing, err = store.Compare(ctx, stored, rebuilt, differingRows); err != nil {
		return err
	}
	v.Compared = m
	return nil
}
