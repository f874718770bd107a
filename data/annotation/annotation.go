// Package annotation keeps what an office says about its own numbers: why an
// indicator jumped, what changed in the district. Annotations are people's
// words, with author and date; they lie beside the snapshots and outlive them,
// and one that is taken back stays in the file with the reason.
package annotation

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/data/kept"
)

// File is the file's name within the store folder.
const File = "annotations.json"

// Bounds of an annotation, in characters, and of their number.
const (
	maxText   = 500
	maxAuthor = 60
	maxNotes  = 100_000
)

// Note is an annotation of a body's year.
type Note struct {
	ID        int       `json:"id"`
	Body      string    `json:"body"` // key: region code and name
	Year      int       `json:"year"`
	Indicator string    `json:"indicator,omitempty"` // "" for all of the year
	Text      string    `json:"text"`
	Author    string    `json:"author"`
	At        time.Time `json:"at"`
	// Removed tells who took it back, why and when; nil while it stands.
	Removed *Removal `json:"removed,omitempty"`
}

// Removal takes an annotation back.
type Removal struct {
	Reason string    `json:"reason"`
	Author string    `json:"author"`
	At     time.Time `json:"at"`
}

// List reads the annotations that stand, by body, year and number. Code
// "kept_broken".
func List(dir string) ([]Note, error) {
	var all []Note
	err := kept.Read(dir, File, &all)
	all = slices.DeleteFunc(all, func(n Note) bool { return n.Removed != nil })
	slices.SortStableFunc(all, func(x, y Note) int {
		if x.Body != y.Body {
			return strings.Compare(x.Body, y.Body)
		}
		return (x.Year-y.Year)*maxNotes + x.ID - y.ID
	})
	return all, err
}

// Add keeps an annotation and gives it its number and time. Codes:
// "bad_annotation", those of kept.Change.
func Add(dir string, n Note, now time.Time) (Note, error) {
	if err := check(n.Text, maxText, "内容"); err != nil {
		return n, err
	}
	if err := check(n.Author, maxAuthor, "署名"); err != nil {
		return n, err
	}
	if n.Body == "" || n.Year < 2008 || n.Year > 2100 {
		return n, bad("机关或年度", "请指定机关和 2008 至 2100 的年度", "give a body and a year from 2008 to 2100")
	}
	var all []Note
	err := kept.Change(dir, File, &all, func() error {
		if len(all) >= maxNotes {
			return bad("", "注记过多", "too many annotations")
		}
		n.ID, n.At, n.Removed = len(all)+1, now.UTC().Truncate(time.Second), nil
		all = append(all, n)
		return nil
	})
	return n, err
}

// Remove takes an annotation back; it stays in the file. Codes:
// "unknown_annotation", "bad_annotation", those of kept.Change.
func Remove(dir string, id int, reason, author string, now time.Time) error {
	if err := check(reason, maxText, "理由"); err != nil {
		return err
	}
	if err := check(author, maxAuthor, "署名"); err != nil {
		return err
	}
	var all []Note
	return kept.Change(dir, File, &all, func() error {
		i := slices.IndexFunc(all, func(n Note) bool { return n.ID == id && n.Removed == nil })
		if i < 0 {
			return &data.Error{Code: "unknown_annotation", Reason: data.Text{ZH: "没有这条注记", EN: "no such annotation"},
				Way: data.Text{ZH: "用 gongkai annotate list 查看", EN: "see gongkai annotate list"}}
		}
		all[i].Removed = &Removal{Reason: reason, Author: author, At: now.UTC().Truncate(time.Second)}
		return nil
	})
}

func check(text string, most int, what string) error {
	if strings.TrimSpace(text) != text || text == "" || utf8.RuneCountInString(text) > most || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return bad(what, "应为 1 至规定长度的文字，不含换行和控制字符", "must be text of bounded length, without line breaks and control characters")
	}
	return nil
}

func bad(place, zh, en string) error {
	return &data.Error{Code: "bad_annotation", Place: place, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: "请改正", EN: "correct it"}}
}
