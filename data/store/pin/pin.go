// Package pin keeps which snapshots are to be kept for ever, because somebody
// cites them. Pins lie in one file of the store folder.
package pin

import (
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/kept"
)

// File is the file's name within the store folder.
const File = "pins.json"

// Pin says who wants a snapshot kept, and why.
type Pin struct {
	Reason string    `json:"reason"`
	Author string    `json:"author"`
	At     time.Time `json:"at"` // UTC, whole seconds
}

// List reads the pins by the name of their snapshot, as in
// snapshot-000002-0f3a5c7e9b1d: numbers of another store may be the same. Code
// "kept_broken".
func List(dir string) (map[string]Pin, error) {
	pins := map[string]Pin{}
	return pins, kept.Read(dir, File, &pins)
}

// Set pins a snapshot; one that is pinned gets the new reason. Code "bad_pin"
// for a pin without reason or author.
func Set(dir, name, reason, author string, now time.Time) error {
	if strings.TrimSpace(reason) == "" || strings.TrimSpace(author) == "" {
		return &data.Error{Code: "bad_pin", Reason: data.Text{ZH: "缺理由或署名", EN: "no reason or no author"},
			Way: data.Text{ZH: "请用 --reason 和 --author 写明", EN: "give --reason and --author"}}
	}
	return change(dir, func(pins map[string]Pin) error {
		pins[name] = Pin{Reason: reason, Author: author, At: now.UTC().Truncate(time.Second)}
		return nil
	})
}

// Unset forgets a pin. Code "not_pinned".
func Unset(dir, name string) error {
	return change(dir, func(pins map[string]Pin) error {
		if _, is := pins[name]; !is {
			return &data.Error{Code: "not_pinned", Place: name, Reason: data.Text{ZH: "该快照没有固定", EN: "the snapshot is not pinned"},
				Way: data.Text{ZH: "用 gongkai snapshots 查看", EN: "see gongkai snapshots"}}
		}
		delete(pins, name)
		return nil
	})
}

func change(dir string, edit func(map[string]Pin) error) error {
	pins := map[string]Pin{}
	return kept.Change(dir, File, &pins, func() error { return edit(pins) })
}
