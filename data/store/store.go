// Package store keeps what was read as immutable DuckDB snapshots: one file
// per published state, built under a temporary name, checked, and renamed to a
// name that is used once. A small pointer file names the current one.
//
// Layout below the store folder:
//
//	snapshots/snapshot-000001-<hash12>.duckdb  the figures, read-only for ever
//	snapshots/snapshot-000001-<hash12>.json    its Manifest
//	current                                    one line: snapshot-000001-<hash12>
//
// This package and analytics/query are the only places that speak SQL.
package store

import (
	"path/filepath"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
)

// Format is the version of the tables. A program opens snapshots of its own
// format only; a snapshot is rebuilt from the archive, never migrated.
const Format = 2

// Input is all that a snapshot is built from. The same input gives the same
// tables, row for row.
type Input struct {
	Catalogue *form.Catalogue
	Gazetteer *place.Gazetteer // nil leaves province, prefecture and level empty
	Reports   []*data.Report   // in order of arrival: the last of a body and year is current
	Arrivals  int              // length of the archive's list, kept in the manifest
	Recipe    string           // versions of readers, catalogue and tables, kept in the manifest
}

func snapshotFolder(dir string) string { return filepath.Join(dir, "snapshots") }

func pointerFile(dir string) string { return filepath.Join(dir, "current") }
