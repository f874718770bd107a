package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

func pointerFile(dir string) string { return filepath.Join(dir, "current") }

// historyFile lists what the pointer was moved to, a line each: the day and
// time, and the snapshot. A lost pointer is mended by it.
func historyFile(dir string) string { return filepath.Join(dir, "current.log") }

// snapshotName is what snapshots are called; the number is the first group.
var snapshotName = regexp.MustCompile(`^snapshot-(\d{6,})-[0-9a-f]{12}$`)

// pointedAt reads the pointer.
func pointedAt(dir string) (string, error) {
	b, err := os.ReadFile(pointerFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return "", missingPointer(dir, err)
	}
	name := strings.TrimSpace(string(b))
	if err != nil || !snapshotName.MatchString(name) {
		return "", broken(pointerFile(dir), "当前快照的指针有误", "the pointer to the current snapshot is damaged", err)
	}
	return name, nil
}

// missingPointer tells a store in which nothing was published from one that
// lost its pointer.
func missingPointer(dir string, err error) error {
	if len(History(dir)) > 0 {
		return broken(pointerFile(dir), "当前快照的指针丢失", "the pointer to the current snapshot is lost", err)
	}
	return &data.Error{Code: "store_empty", File: dir, Err: err,
		Reason: data.Text{ZH: "数据目录中还没有数据", EN: "nothing has been published in this store folder"},
		Way:    data.Text{ZH: "请先载入报告", EN: "load reports first"}}
}

// left reports whether the pointer has moved away from a snapshot, which may
// then be gone: who failed to open it looks again.
func left(dir, name string) bool {
	now, err := pointedAt(dir)
	return err == nil && now != name
}

// point moves the pointer to a snapshot that stands, and notes it. What an
// interrupted publisher had no time to note is noted before.
func point(dir, name string) error {
	if former, err := pointedAt(dir); err == nil {
		if err := note(dir, former); err != nil {
			return err
		}
	}
	at("noted")
	if err := disk.Replace(pointerFile(dir), []byte(name+"\n")); err != nil {
		return err
	}
	at("pointed")
	_ = note(dir, name) // the next publisher makes up for it
	return nil
}

// note adds a move to the history, unless it is the last one there.
func note(dir, name string) error {
	moves := History(dir)
	if len(moves) > 0 && moves[len(moves)-1].Name == name {
		return nil
	}
	return disk.Append(historyFile(dir), time.Now().UTC().Format(time.RFC3339)+" "+name)
}

// Move is a line of the history: from then on the snapshot was the current one.
type Move struct {
	At   time.Time
	Name string
}

// History lists the moves of the pointer, the first first. Lines that cannot
// be read are left out.
func History(dir string) []Move {
	b, err := os.ReadFile(historyFile(dir))
	if err != nil {
		return nil
	}
	var moves []Move
	for line := range bytes.Lines(b) {
		day, name, _ := strings.Cut(string(bytes.TrimSuffix(line, []byte("\n"))), " ")
		if t, err := time.Parse(time.RFC3339, day); err == nil && snapshotName.MatchString(name) {
			moves = append(moves, Move{t, name})
		}
	}
	return moves
}
