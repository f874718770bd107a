package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/data/form"
)

// TableInfo describes a table of a snapshot in the words of its comments.
type TableInfo struct {
	Name    string       `json:"name"`
	Comment string       `json:"comment"`
	Key     string       `json:"key"` // columns that are unique together, and by which the rows are sorted
	Columns []ColumnInfo `json:"columns"`

	// ByYear says that each row is of a report year: the table is copied year by
	// year.
	ByYear bool `json:"by_year"`
}

// ColumnInfo describes a column. Type is one of standard SQL: INTEGER, VARCHAR,
// DECIMAL(28,10) ...
type ColumnInfo struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Comment string `json:"comment"`
}

// Tables describes the tables of the snapshot but meta, in the order of the
// schema, the wide ones last.
func (s *Snapshot) Tables(ctx context.Context) ([]TableInfo, error) {
	columns, err := s.columns(ctx)
	if err != nil {
		return nil, err
	}
	var list []TableInfo
	known := newSchema(&form.Catalogue{}) // without the forms' wide tables
	order := slices.Concat(known.direct, known.byReport, known.derived, known.currents)
	place := func(name string) int {
		if i := slices.IndexFunc(order, func(t table) bool { return t.Name == name }); i >= 0 {
			return i
		}
		return len(order)
	}
	err = s.each(ctx, `SELECT table_name, comment FROM duckdb_tables() WHERE table_name <> 'meta' ORDER BY table_name`,
		func(scan func(...any) error) error {
			t := TableInfo{Key: wideKey}
			if err := scan(&t.Name, &t.Comment); err != nil {
				return err
			}
			i := place(t.Name)
			if i < len(order) {
				t.Key = order[i].Key
			}
			t.Columns = columns[t.Name]
			t.ByYear = i >= len(known.direct) && slices.ContainsFunc(t.Columns, func(c ColumnInfo) bool { return c.Name == "year" })
			list = append(list, t)
			return nil
		})
	slices.SortStableFunc(list, func(x, y TableInfo) int { return place(x.Name) - place(y.Name) })
	return list, err
}

// Views describes the views of the snapshot, which join names to tables. Their
// rows are unique by Key and have a column body_id; they have no order.
func (s *Snapshot) Views(ctx context.Context) ([]TableInfo, error) {
	columns, err := s.columns(ctx)
	if err != nil {
		return nil, err
	}
	var list []TableInfo
	err = s.each(ctx, `SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_name`, func(scan func(...any) error) error {
		var t TableInfo
		if err := scan(&t.Name, &t.Comment); err != nil {
			return err
		}
		if i := slices.IndexFunc(views, func(v view) bool { return v.Name == t.Name }); i >= 0 {
			t.Key, t.Columns = views[i].Key, columns[t.Name]
			list = append(list, t)
		}
		return nil
	})
	return list, err
}

// columns are those of all tables and views, in their order.
func (s *Snapshot) columns(ctx context.Context) (of map[string][]ColumnInfo, err error) {
	of = map[string][]ColumnInfo{}
	err = s.each(ctx, `SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal ORDER BY table_name, column_index`,
		func(scan func(...any) error) error {
			var name string
			var c ColumnInfo
			err := scan(&name, &c.Name, &c.Type, &c.Comment)
			if strings.HasPrefix(c.Type, "ENUM") {
				c.Type = text
			}
			of[name] = append(of[name], c)
			return err
		})
	return of, err
}

// Years lists the report years that a table by year has rows of, ascending.
func (s *Snapshot) Years(ctx context.Context, t TableInfo) (years []int, err error) {
	err = s.each(ctx, fmt.Sprintf("SELECT DISTINCT year FROM %s ORDER BY year", t.Name), func(scan func(...any) error) error {
		var year int
		err := scan(&year)
		years = append(years, year)
		return err
	})
	return years, err
}

// Program is the version of the program that built the snapshot, "" if unknown.
func (s *Snapshot) Program(ctx context.Context) (version string, err error) {
	err = s.each(ctx, "SELECT program FROM meta", func(scan func(...any) error) error { return scan(&version) })
	return version, err
}

// each goes through the rows of a statement.
func (s *Snapshot) each(ctx context.Context, statement string, row func(scan func(...any) error) error) error {
	rows, err := s.DB.QueryContext(ctx, statement)
	if err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return cannotOpen(s.Manifest.File, err)
		}
	}
	if err := rows.Err(); err != nil {
		return cannotOpen(s.Manifest.File, err)
	}
	return nil
}
