package analytics

import (
	"context"
	"database/sql"
	"strings"

	"gongkai/data"
)

// maxFound bounds the candidates that an error names; leastTyped is how many
// letters it takes to mean one body by its spelling.
const (
	maxFound   = 12
	leastTyped = 3
)

// Saved is the group of the bodies with some keys, as people saved them. Bodies
// that the snapshot does not have are left out.
func (a *Analytics) Saved(ctx context.Context, keys []string) (Group, error) {
	g := Group{Rule: Own}
	for _, key := range keys {
		b, err := a.FindBody(ctx, key)
		if data.Code(err) == "unknown_body" {
			continue
		}
		if err != nil {
			return g, err
		}
		g.Bodies = append(g.Bodies, b.ID)
	}
	return g, nil
}

// FindBody returns the body that a person means: by key, full name, region code
// of a government, part of a name that only one body has, or what Search takes
// where one body fits best. Codes:
// "unknown_body", "ambiguous_body" with the candidates.
func (a *Analytics) FindBody(ctx context.Context, words string) (BodyRef, error) {
	distances := []int{}
	found, err := ask(ctx, a, "find_bodies", func(r *sql.Rows) (b BodyRef, err error) {
		distance := 0
		err = r.Scan(&b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample, &distance)
		distances = append(distances, distance)
		return b, err
	}, words, maxFound)
	if err == nil && len(found) == 0 && len(words) >= leastTyped { // perhaps as it is typed: by pinyin, initials, several words
		var spelt []Found
		spelt, err = a.Search(ctx, words, maxFound)
		for _, f := range spelt {
			found, distances = append(found, f.BodyRef), append(distances, f.Distance)
		}
	}
	switch {
	case err != nil:
		return BodyRef{}, err
	case len(found) == 0 || words == "":
		return BodyRef{}, &data.Error{Code: "unknown_body", Place: words,
			Reason: data.Text{ZH: "没有这个机关", EN: "no such body"},
			Way:    data.Text{ZH: "请写全称、区划代码或名称的一部分", EN: "give the full name, the region code or a part of the name"}}
	case len(found) == 1 || distances[1] > distances[0]:
		return found[0], nil
	}
	var names []string
	for _, b := range found {
		names = append(names, b.RegionCode+":"+b.Name)
	}
	list := strings.Join(names, "、")
	return BodyRef{}, &data.Error{Code: "ambiguous_body", Place: words,
		Reason: data.Text{ZH: "有几个机关都符合：" + list, EN: "several bodies match: " + list},
		Way:    data.Text{ZH: "请写其中一个", EN: "give one of these"}}
}
