package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"gongkai/data"
)

// Snapshot is a published snapshot, opened read-only.
type Snapshot struct {
	Manifest *Manifest
	DB       *sql.DB // integer_division=true, default_null_order=postgres

	file       string
	hash       *verification
	indicators map[string]int
}

// Indicator returns the number that the snapshot gave an indicator: its place
// in the marks of wide_observation, from 0. It says false for one that the
// snapshot was built without.
func (s *Snapshot) Indicator(code string) (number int, held bool) {
	number, held = s.indicators[code]
	return number, held
}

// File is the path of the snapshot's file.
func (s *Snapshot) File() string { return s.file }

// Option changes how a snapshot is opened.
type Option func(*options)

type options struct{ threads int }

// Threads sets how many cores the statements of a snapshot use together; the
// default is all. Within one process a snapshot that is open can only be opened
// again with the same number.
func Threads(n int) Option { return func(o *options) { o.threads = n } }

// Open opens the current snapshot of a store folder after a check of its size
// and SHA-256 against its manifest, and a first query. Files above quickSize
// are hashed in the background, so that a start does not wait for gigabytes:
// see Verify. Codes: "store_empty", "store_broken", "store_format" for a
// snapshot of another format.
func Open(ctx context.Context, dir string, with ...Option) (*Snapshot, error) {
	for {
		m, err := Current(dir)
		if err != nil {
			return nil, err
		}
		at("looked")
		s, err := m.open(ctx, dir, with...)
		if err == nil || !left(dir, m.Name()) {
			return s, err
		}
	}
}

func (m *Manifest) open(ctx context.Context, dir string, with ...Option) (*Snapshot, error) {
	file := filepath.Join(snapshotFolder(dir), m.File)
	hash, err := m.verify(file)
	if err != nil {
		return nil, err
	}
	if m.Size <= quickSize {
		if err := hash.wait(ctx); err != nil {
			return nil, err
		}
	}
	db, err := openReadOnly(ctx, file, with)
	if err != nil {
		return nil, cannotOpen(file, err)
	}
	s := &Snapshot{Manifest: m, DB: db, file: file, hash: hash}
	if err := s.try(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return s, nil
}

// try asks a first question: a damaged block shows only when it is read.
func (s *Snapshot) try(ctx context.Context) error {
	var number, format, reports int
	err := s.DB.QueryRowContext(ctx, `SELECT number, format, (SELECT count(*) FROM report WHERE superseded_by IS NULL) FROM meta`).
		Scan(&number, &format, &reports)
	if err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	if number != s.Manifest.Number || format != s.Manifest.Format || reports != s.Manifest.Reports {
		return broken(s.Manifest.File, "快照与其清单不符", "the snapshot does not match its manifest", nil)
	}
	return s.number(ctx)
}

// Smoke reads through the columns that every answer rests on and compares what
// it finds with the manifest: the last look before a snapshot takes the place of
// another. Code "store_broken".
func (s *Snapshot) Smoke(ctx context.Context) error {
	var bodies, figures, numbers int
	err := s.DB.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM body), count(*), count(value) + count(amount) FROM figure`).Scan(&bodies, &figures, &numbers)
	if err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	if m := s.Manifest; bodies != m.Bodies || figures != m.Figures || numbers > figures {
		return broken(m.File, "快照与其清单不符", "the snapshot does not match its manifest", nil)
	}
	return nil
}

// number notes the numbers of the indicators.
func (s *Snapshot) number(ctx context.Context) error {
	rows, err := s.DB.QueryContext(ctx, "SELECT code, indicator_id FROM indicator")
	if err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	s.indicators = map[string]int{}
	for rows.Next() {
		var code string
		var id int
		if err := rows.Scan(&code, &id); err != nil {
			return cannotOpen(s.Manifest.File, err)
		}
		s.indicators[code] = id
	}
	if err := rows.Err(); err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	return nil
}

// Verify waits until the file's SHA-256 has been checked and returns the
// outcome: nil or code "store_broken".
func (s *Snapshot) Verify(ctx context.Context) error { return s.hash.wait(ctx) }

// Close closes the snapshot after the statements that are running.
func (s *Snapshot) Close() error { return s.DB.Close() }

func cannotOpen(file string, err error) error {
	if data.Code(err) != "internal" || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return broken(file, "快照打不开", "cannot open the snapshot", err)
}

// opening lets one goroutine at a time open and lock an instance.
var opening sync.Mutex

// openReadOnly opens a file so that nothing can be written, read from outside
// or changed in the settings.
func openReadOnly(ctx context.Context, file string, with []Option) (*sql.DB, error) {
	var o options
	for _, set := range with {
		set(&o)
	}
	settings := []string{
		"access_mode=read_only", "integer_division=true", "default_null_order=postgres",
		"autoinstall_known_extensions=false", "autoload_known_extensions=false",
		"allow_community_extensions=false", "allow_unsigned_extensions=false", "allow_persistent_secrets=false",
	}
	if o.threads > 0 {
		settings = append(settings, fmt.Sprintf("threads=%d", o.threads))
	}
	db, err := openDB(file, settings...)
	if err != nil {
		return nil, err
	}
	// As many idle connections as open ones: connecting costs as much as a
	// small query. Fewer than 16 make waiting unfair, more gain nothing.
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(16)
	opening.Lock()
	defer opening.Unlock()
	if err := lockSettings(ctx, db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// lockSettings makes the settings that a DSN does not take, and locks all of
// them. They belong to the instance that a process has of a file, not to the
// handle: a second handle finds them locked already.
func lockSettings(ctx context.Context, db *sql.DB) error {
	var locked bool
	if err := db.QueryRowContext(ctx, `SELECT current_setting('lock_configuration')`).Scan(&locked); err != nil || locked {
		return err
	}
	// No spilling: it would go beside the snapshots and fill their disk.
	for _, set := range []string{"SET temp_directory=''", "SET enable_external_access=false", "SET lock_configuration=true"} {
		if _, err := db.ExecContext(ctx, set); err != nil {
			return err
		}
	}
	return nil
}
