// Package savedquery keeps SQL that an office uses again and again, under a
// name with a description, in one file of the store folder.
package savedquery

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/kept"
)

// File is the file's name within the store folder.
const File = "queries.json"

// Bounds of a query, in characters, and of their number.
const (
	maxName        = 60
	maxDescription = 300
	maxText        = 20_000
	maxQueries     = 1000
)

// Query is a saved statement.
type Query struct {
	Name        string `json:"name"`
	Description string `json:"description"`
	Text        string `json:"text"`
}

// List reads the queries in the order of their names. Code "kept_broken".
func List(dir string) ([]Query, error) {
	var all []Query
	err := kept.Read(dir, File, &all)
	slices.SortFunc(all, func(a, b Query) int { return strings.Compare(a.Name, b.Name) })
	return all, err
}

// Set saves a query, in the place of one of the same name. Codes "bad_query",
// those of kept.Change.
func Set(dir string, q Query) error {
	switch {
	case strings.TrimSpace(q.Name) != q.Name || q.Name == "" || utf8.RuneCountInString(q.Name) > maxName || control(q.Name):
		return bad(q.Name, "名称应为 1 至 60 个字", "a name has 1 to 60 characters")
	case utf8.RuneCountInString(q.Description) > maxDescription || control(q.Description):
		return bad(q.Name, "说明至多 300 个字，不换行", "a description has at most 300 characters, on one line")
	case strings.TrimSpace(q.Text) == "" || utf8.RuneCountInString(q.Text) > maxText || !utf8.ValidString(q.Text):
		return bad(q.Name, "语句应为 1 至 20000 个字", "a statement has 1 to 20,000 characters")
	}
	return change(dir, func(all []Query) ([]Query, error) {
		if i := named(all, q.Name); i >= 0 {
			all[i] = q
			return all, nil
		}
		if len(all) >= maxQueries {
			return nil, bad(q.Name, "保存的查询过多", "too many saved queries")
		}
		return append(all, q), nil
	})
}

// Unset forgets a query. Code "unknown_query".
func Unset(dir, name string) error {
	return change(dir, func(all []Query) ([]Query, error) {
		i := named(all, name)
		if i < 0 {
			return nil, &data.Error{Code: "unknown_query", Place: name, Reason: data.Text{ZH: "没有这个查询", EN: "no such query"},
				Way: data.Text{ZH: "用 gongkai queries list 查看", EN: "see gongkai queries list"}}
		}
		return slices.Delete(all, i, i+1), nil
	})
}

func named(all []Query, name string) int {
	return slices.IndexFunc(all, func(q Query) bool { return q.Name == name })
}

func change(dir string, edit func([]Query) ([]Query, error)) error {
	var all []Query
	return kept.Change(dir, File, &all, func() (err error) {
		all, err = edit(all)
		return err
	})
}

func control(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' }) || !utf8.ValidString(s)
}

func bad(name, zh, en string) error {
	return &data.Error{Code: "bad_query", Place: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: "请改正", EN: "correct it"}}
}
