package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

// building begins the names of files under construction.
const building = "building-"

// at is called at the moments that a crash, or another process, could fall on;
// tests end the process there.
var at = func(moment string) {}

// Publish builds the next snapshot and makes it the current one. Killed at any
// moment, it leaves the former snapshot current and whole; what it left behind
// goes with the next call. Codes: "store_busy" while another publisher is at
// work, "cannot_write", "bad_report" for a report without body or year,
// "snapshot_refused" if the new file fails its own checks, "mixed_generated"
// where real and generated reports would meet.
func Publish(ctx context.Context, dir string, in Input) (*Manifest, error) {
	folder := snapshotFolder(dir)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, cannotWrite(dir, err)
	}
	unlock, err := lock(folder)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := in.mayFollow(dir); err != nil {
		return nil, err
	}
	at("arranged")
	number, err := sweep(dir)
	if err != nil {
		return nil, cannotWrite(dir, err)
	}
	m := &Manifest{
		Number: number, Format: Format, Published: time.Now().UTC().Truncate(time.Second),
		Generated: in.Generated, Arrivals: in.Arrivals, Recipe: in.Recipe,
	}
	tmp := filepath.Join(folder, fmt.Sprintf("%s%06d.duckdb", building, number))
	if err := m.build(ctx, tmp, arrange(in)); err != nil {
		_, left := sweep(dir)
		return nil, refused(dir, errors.Join(err, left))
	}
	if err := m.settle(dir, tmp); err != nil {
		return nil, cannotWrite(dir, err)
	}
	at("published")
	return m, nil
}

// mayFollow refuses to put made-up reports where real ones are, and the other
// way round.
func (in *Input) mayFollow(dir string) error {
	m, err := Current(dir)
	if err != nil || m.Generated == in.Generated {
		return nil // an empty or broken store says nothing of its reports
	}
	held := data.Text{ZH: "真实报告", EN: "real reports"}
	if m.Generated {
		held = data.Text{ZH: "模拟数据", EN: "generated reports"}
	}
	return &data.Error{Code: "mixed_generated", File: dir,
		Reason: data.Text{ZH: "该数据目录存放的是" + held.ZH + "，模拟数据与真实报告不能混放", EN: "the store holds " + held.EN + "; generated and real reports are never mixed"},
		Way:    data.Text{ZH: "请换一个数据目录", EN: "choose another store folder"}}
}

// buildMemory bounds what DuckDB takes for a build; beyond it, it spills to the
// disk. A small machine has less, and DuckDB then keeps to four fifths of that.
const buildMemory = "4GB"

// build writes the snapshot into a new file and closes it.
func (m *Manifest) build(ctx context.Context, file string, a *arrangement) (err error) {
	db, err := openDB(file, "integer_division=true", "default_null_order=postgres", "memory_limit="+buildMemory)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	l := &loading{conn: conn, schema: newSchema(a.Catalogue)}
	if err := l.build(ctx, db, a, m); err != nil {
		return err
	}
	m.Bodies, m.Reports, m.Figures = len(a.bodies), a.currents, l.expect(a)["figure"]
	if err := l.createViews(ctx); err != nil {
		return err
	}
	return l.exec(ctx, "CHECKPOINT")
}

// build fills an empty database with all tables.
func (l *loading) build(ctx context.Context, db *sql.DB, a *arrangement, m *Manifest) error {
	if err := l.prepare(ctx, a); err != nil {
		return err
	}
	if err := l.stage(ctx, db, a); err != nil {
		return err
	}
	a.number()
	if err := l.direct(func() error { return a.fill(l, m) }); err != nil {
		return err
	}
	at("appended")
	if err := l.assemble(ctx, a); err != nil {
		return err
	}
	at("loaded")
	return nil
}

// settle gives the finished file its name for ever and points to it.
func (m *Manifest) settle(dir, tmp string) (err error) {
	at("built")
	if _, err := os.Stat(tmp + ".wal"); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("a log of unwritten changes is left beside %s: %w", tmp, err)
	}
	if m.Size, m.SHA256, err = hashFile(tmp); err != nil {
		return err
	}
	at("hashed")
	m.File = fmt.Sprintf("snapshot-%06d-%s.duckdb", m.Number, m.SHA256[:12])
	if err := m.announce(dir); err != nil {
		return err
	}
	at("announced")
	if err := os.Chmod(tmp, 0o444); err != nil { // nobody opens it for writing by mistake
		return err
	}
	if err := disk.Settle(tmp, filepath.Join(snapshotFolder(dir), m.File)); err != nil {
		return err
	}
	at("renamed")
	manifest := manifestFile(dir, m.Name())
	if err := disk.Settle(manifest+disk.Unfinished, manifest); err != nil {
		return err
	}
	at("manifest")
	return point(dir, m.Name())
}

// announce writes the manifest under the name of an unfinished file: what
// stands beside such a one belongs to an interrupted publisher.
func (m *Manifest) announce(dir string) error {
	b, err := m.encode()
	if err != nil {
		return err
	}
	name := manifestFile(dir, m.Name()) + disk.Unfinished
	if err := os.WriteFile(name, b, 0o644); err != nil {
		return err
	}
	if err := disk.Sync(name); err != nil {
		return err
	}
	return disk.Sync(snapshotFolder(dir))
}

// program is the version of the program, as the Go tool chain recorded it.
func program() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}

// refused keeps an error that is already for people.
func refused(dir string, err error) error {
	var e *data.Error
	if errors.As(err, &e) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &data.Error{Code: "cannot_publish", File: dir, Err: err,
		Reason: data.Text{ZH: "新快照生成失败：" + err.Error(), EN: "building the new snapshot failed: " + err.Error()},
		Way:    data.Text{ZH: "原有数据不受影响；请检查磁盘空间后重试", EN: "the former data stand; check disk space and try again"}}
}
