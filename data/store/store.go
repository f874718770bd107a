// Package store keeps what was read as immutable DuckDB snapshots: one file
// per published state, built under a temporary name, checked, and renamed to a
// name that is used once. A small pointer file names the current one.
//
// Layout below the store folder:
//
//	snapshots/snapshot-000001-<hash12>.duckdb  the figures, read-only for ever
//	snapshots/snapshot-000001-<hash12>.json    its Manifest
//	current                                    one line: snapshot-000001-<hash12>
//	current.log                                what the line was before, with day and time
//	quarantine/                                what was found damaged and put aside
//
// This package and analytics/query are the only places that speak SQL.
package store

import (
	"iter"
	"path/filepath"
	"time"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
)

// Format is the version of the tables. A program opens snapshots of its own
// format only; a snapshot is rebuilt from the archive, never migrated.
const Format = 7

// Input is all that a snapshot is built from. The same input gives the same
// tables, row for row.
type Input struct {
	Catalogue *form.Catalogue
	Gazetteer *place.Gazetteer // nil leaves province, prefecture and level empty
	Reference *place.Reference // nil leaves the residents empty
	Reports   []*data.Report   // in order of arrival: the last of a body and year is current

	// Stream gives more reports, behind Reports, one at a time: a nation need
	// not be in memory. It is gone through once. A report must not change
	// after it was given. An error ends the publication.
	Stream iter.Seq2[*data.Report, error]

	// Generated says that the reports are made up. The snapshot carries it, and
	// made-up reports are never published into a store of real ones.
	Generated bool

	Rejected []Rejected // files that were not taken in, in order
	Verdicts []Verdict  // of people, in order
	Beside   []Beside   // what an amendment changes in the findings of reports that stay

	Arrivals int    // length of the archive's list, kept in the manifest
	Recipe   string // versions of readers, catalogue and tables, kept in the manifest
}

// Rejected is a file, or a report in it, that was not taken in.
type Rejected struct {
	File, SHA256 string
	At           time.Time
	Code         string    // of the error
	Reason       data.Text // with the way out
	Body         data.Body // whose report it would be; no name where that is not known
	Year         int       // 0 where it is not known
}

// Sequence makes a Stream of reports that come without errors.
func Sequence(reports iter.Seq[*data.Report]) iter.Seq2[*data.Report, error] {
	return func(yield func(*data.Report, error) bool) {
		for r := range reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// all gives the reports in order of arrival.
func (in *Input) all() iter.Seq2[*data.Report, error] {
	return func(yield func(*data.Report, error) bool) {
		for _, r := range in.Reports {
			if !yield(r, nil) {
				return
			}
		}
		if in.Stream != nil {
			in.Stream(yield)
		}
	}
}

func snapshotFolder(dir string) string { return filepath.Join(dir, "snapshots") }
