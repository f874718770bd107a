package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// named are the numbers that a snapshot gives, by what they stand for: a key,
// a file, a cell. "" leaves a column out.
var named = map[string]struct{ column, join string }{
	"body_id":          {"b.key", "LEFT JOIN body AS b ON b.body_id = s.body_id"},
	"report_id":        {"r.source_sha256", "LEFT JOIN report AS r ON r.report_id = s.report_id"},
	"former_report_id": {"f.source_sha256", "LEFT JOIN report AS f ON f.report_id = s.former_report_id"},
	"superseded_by":    {"n.source_sha256", "LEFT JOIN report AS n ON n.report_id = s.superseded_by"},
	"item_id":          {"i.cell", "LEFT JOIN item AS i ON i.item_id = s.item_id"},
	"finding_id":       {},
	"layout_id":        {},
}

// contents describes the tables by what they say: no number in their rows
// depends on how and in which order the snapshot was built. Two snapshots of
// the same archive have the same contents, whether built as a whole or amended:
// see Amend. layout and printed stand in figure_source.
func (s *Snapshot) contents(ctx context.Context) (map[string]*logical, error) {
	tables, err := s.described(ctx, "table_name NOT IN ('meta', 'layout', 'printed') AND (table_name = 'figure_source' OR table_name IN (SELECT table_name FROM duckdb_tables()))")
	for _, t := range tables {
		t.byName()
	}
	return tables, err
}

// byName replaces the numbers in a table.
func (t *logical) byName() {
	var words, joins []string
	for i, c := range t.columns {
		by, is := named[c.name]
		switch {
		case !is:
			words = append(words, "s."+c.name)
		case by.column != "":
			words = append(words, by.column+" AS "+c.name)
			joins = append(joins, by.join)
			t.columns[i].kind = text
		}
	}
	t.columns = slices.DeleteFunc(t.columns, func(c sqlColumn) bool { by, is := named[c.name]; return is && by.column == "" })
	t.from = fmt.Sprintf("(SELECT %s FROM %s AS s %s)", strings.Join(words, ", "), t.Name, strings.Join(joins, " "))
	t.key, t.all = t.positions(keyOf(t.Name)), true
}

// ContentHashes returns a hash of the contents of each table.
func (s *Snapshot) ContentHashes(ctx context.Context) (map[string]string, error) {
	tables, err := s.contents(ctx)
	if err != nil {
		return nil, err
	}
	return s.hashes(ctx, tables)
}
