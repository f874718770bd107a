// Package group keeps peer groups that people put together and named. They lie
// in one file of the store folder, beside the snapshots, and outlive them: a
// group lists bodies by their key.
package group

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/kept"
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
// any has none. Code "kept_broken".
func List(dir string) (map[string][]string, error) {
	groups := map[string][]string{}
	return groups, kept.Read(dir, File, &groups)
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

func change(dir string, edit func(map[string][]string) error) error {
	groups := map[string][]string{}
	return kept.Change(dir, File, &groups, func() error { return edit(groups) })
}

func unknown(name string) error {
	return &data.Error{Code: "unknown_group", Place: name, Reason: data.Text{ZH: "没有这个分组", EN: "no such group"},
		Way: data.Text{ZH: "用 gongkai groups list 查看", EN: "see gongkai groups list"}}
}

func bad(name, zh, en string) error {
	return &data.Error{Code: "bad_group", Place: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: "请改正", EN: "correct it"}}
}
