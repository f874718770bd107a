// Package group keeps peer groups that people put together and named. They lie
// in one file of the store folder, beside the snapshots, and outlive them: a
// group lists bodies by their key.
package group

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/disk"
)

// File is the file's name within the store folder.
const File = "groups.json"

// Bounds of names and groups.
const (
	maxName   = 60 // characters
	maxBodies = 500
	maxGroups = 1000
)

// List reads the names of the groups with their bodies' keys. A folder without
// any has none. Code "groups_broken".
func List(dir string) (map[string][]string, error) {
	groups := map[string][]string{}
	b, err := os.ReadFile(filepath.Join(dir, File))
	if errors.Is(err, fs.ErrNotExist) {
		return groups, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &groups)
	}
	if err != nil {
		return nil, &data.Error{Code: "groups_broken", File: filepath.Join(dir, File), Err: err,
			Reason: data.Text{ZH: "分组文件读不出", EN: "the file of groups cannot be read"},
			Way:    data.Text{ZH: "请改正或删除该文件", EN: "mend or delete it"}}
	}
	return groups, nil
}

// Names lists the names in order.
func Names(groups map[string][]string) []string { return slices.Sorted(maps.Keys(groups)) }

// Get returns the bodies of a group. Code "unknown_group".
func Get(dir, name string) ([]string, error) {
	groups, err := List(dir)
	if err != nil {
		return nil, err
	}
	keys, found := groups[name]
	if !found {
		return nil, unknown(name)
	}
	return keys, nil
}

// Set saves a group, in the place of one of the same name. Code "bad_group".
func Set(dir, name string, keys []string) error {
	switch {
	case strings.TrimSpace(name) != name || name == "" || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' }):
		return bad(name, "组名应为 1 至 60 个字", "a name has 1 to 60 characters")
	case len(keys) == 0 || len(keys) > maxBodies:
		return bad(name, "一组应有 1 至 500 个机关", "a group has 1 to 500 bodies")
	}
	return change(dir, func(groups map[string][]string) error {
		if groups[name] == nil && len(groups) >= maxGroups {
			return bad(name, "分组过多", "too many groups")
		}
		keys = slices.Clone(keys)
		slices.Sort(keys)
		groups[name] = slices.Compact(keys)
		return nil
	})
}

// Unset forgets a group. Code "unknown_group".
func Unset(dir, name string) error {
	return change(dir, func(groups map[string][]string) error {
		if groups[name] == nil {
			return unknown(name)
		}
		delete(groups, name)
		return nil
	})
}

// change rewrites the file whole, one writer at a time. Codes: "store_busy",
// "cannot_write".
func change(dir string, edit func(map[string][]string) error) error {
	cannot := func(err error) error {
		return &data.Error{Code: "cannot_write", File: dir, Err: err,
			Reason: data.Text{ZH: "写不进数据目录：" + err.Error(), EN: "cannot write to the store folder: " + err.Error()},
			Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cannot(err)
	}
	unlock, err := disk.Lock(filepath.Join(dir, ".groups.lock"))
	if errors.Is(err, disk.ErrLocked) {
		return &data.Error{Code: "store_busy", File: dir, Reason: data.Text{ZH: "另一个程序正在修改分组", EN: "another program is changing the groups"},
			Way: data.Text{ZH: "请稍后再试", EN: "try again"}}
	}
	if err != nil {
		return cannot(err)
	}
	defer unlock()
	groups, err := List(dir)
	if err != nil {
		return err
	}
	if err := edit(groups); err != nil {
		return err
	}
	b, err := json.MarshalIndent(groups, "", "\t")
	if err != nil {
		return err
	}
	if err := disk.Replace(filepath.Join(dir, File), append(b, '\n')); err != nil {
		return cannot(err)
	}
	return nil
}

func unknown(name string) error {
	return &data.Error{Code: "unknown_group", Place: name, Reason: data.Text{ZH: "没有这个分组", EN: "no such group"},
		Way: data.Text{ZH: "用 gongkai groups list 查看", EN: "see gongkai groups list"}}
}

func bad(name, zh, en string) error {
	return &data.Error{Code: "bad_group", Place: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: "请改正", EN: "correct it"}}
}
