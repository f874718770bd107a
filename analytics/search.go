package analytics

import (
	"context"
	"database/sql"
	"strings"
)

// Found is a body that fits some words, and how closely: 0 exactly, then by
// the beginning of its name, within it, by initials, by its spelling.
type Found struct {
	BodyRef
	Distance int `json:"distance"`
}

// mostFound bounds what a search lists.
const mostFound = 50

// Search finds bodies by words: of their names, their spelling in Latin letters
// (pinyin without tones and gaps), initials or region code. All words must fit,
// the first three count; the bodies most likely meant come first. limit is 1 to
// 50, 0 for 12.
func (a *Analytics) Search(ctx context.Context, words string, limit int) ([]Found, error) {
	all := strings.Fields(strings.ToLower(words))
	if len(all) == 0 {
		return []Found{}, nil
	}
	if limit <= 0 {
		limit = maxFound
	}
	all = append(all, "", "")
	return ask(ctx, a, "search_bodies", func(r *sql.Rows) (f Found, err error) {
		b := &f.BodyRef
		return f, r.Scan(&b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample, &f.Distance)
	}, all[0], all[1], all[2], min(limit, mostFound))
}
