package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/data/form"
)

// named are the numbers that a snapshot gives, by what they stand for: a key,
// a file, a cell. "" leaves a column out.
var named = map[string]struct{ column, join string }{
	"body_id":       {"b.key", "LEFT JOIN body AS b ON b.body_id = s.body_id"},
	"report_id":     {"r.source_sha256", "LEFT JOIN report AS r ON r.report_id = s.report_id"},
	"superseded_by": {"n.source_sha256", "LEFT JOIN report AS n ON n.report_id = s.superseded_by"},
	"item_id":       {"i.cell", "LEFT JOIN item AS i ON i.item_id = s.item_id"},
	"finding_id":    {},
	"layout_id":     {},
}

// contents selects the rows of a table or view by what they say: no number in
// it depends on how and in which order the snapshot was built.
func contents(name string, columns []column) string {
	var words, joins []string
	for _, c := range columns {
		by, is := named[c.Name]
		if is && by.column == "" {
			continue
		}
		if !is {
			words = append(words, "s."+c.Name)
			continue
		}
		words = append(words, by.column+" AS "+c.Name)
		joins = append(joins, by.join)
	}
	return fmt.Sprintf("SELECT %s FROM %s AS s %s", strings.Join(words, ", "), name, strings.Join(joins, " "))
}

// Contents returns, by table, what selects its rows by what they say. Two
// snapshots of the same archive have the same rows, whether built as a whole or
// amended: see Amend. meta is left out; layout and printed stand in
// figure_source.
func Contents(c *form.Catalogue) map[string]string {
	out := map[string]string{}
	s := newSchema(c)
	for _, t := range slices.Concat(s.direct, s.byReport, s.currents, s.derived) {
		if t.Name != "meta" && t.Name != "layout" && t.Name != "printed" {
			out[t.Name] = contents(t.Name, t.Columns)
		}
	}
	for _, v := range views {
		if v.Name == "figure_source" {
			out[v.Name] = contents(v.Name, v.Columns)
		}
	}
	return out
}

// ContentHashes returns a hash of the Contents of each table.
func (s *Snapshot) ContentHashes(ctx context.Context, c *form.Catalogue) (map[string]string, error) {
	hashes := map[string]string{}
	for name, query := range Contents(c) {
		var h string
		err := s.DB.QueryRowContext(ctx, fmt.Sprintf(
			`SELECT format('{}-{}', count(*), coalesce(sum(CAST(md5_number_lower(CAST(each_row AS VARCHAR)) AS HUGEINT)), 0)) FROM (%s) AS each_row`, query)).Scan(&h)
		if err != nil {
			return nil, broken(s.Manifest.File, "读不出表 "+name, "cannot read table "+name, err)
		}
		hashes[name] = h
	}
	return hashes, nil
}
