package store

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/duckdb/duckdb-go/v2"

	"gongkai/data"
)

// openDB opens a database file with settings of the form name=value. Code
// "bad_path" for a path that the driver would misread: it takes file and
// settings as one address, in which # would silently drop the settings.
func openDB(file string, settings ...string) (*sql.DB, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	if strings.ContainsAny(file, "?#%") {
		return nil, &data.Error{Code: "bad_path", File: file,
			Reason: data.Text{ZH: "数据目录的路径含有 ?、# 或 %", EN: "the path of the store folder contains ?, # or %"},
			Way:    data.Text{ZH: "请换一个目录", EN: "choose another folder"}}
	}
	c, err := duckdb.NewConnector(file+"?"+strings.Join(settings, "&"), nil)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(c), nil
}

// Version returns the version of the DuckDB library, e.g. "v1.5.6", without
// opening a store; "" if the library does not answer.
func Version() string { return version() }

var version = sync.OnceValue(func() (v string) {
	db, err := sql.Open("duckdb", "?threads=1")
	if err != nil {
		return ""
	}
	defer db.Close()
	if err := db.QueryRowContext(context.Background(), "SELECT version()").Scan(&v); err != nil {
		return ""
	}
	return v
})

// Hashes returns a hash of the rows of each table. meta is left out, which
// differs by nature; the others are equal whenever the input was. The rows are
// unique, so that a hash of each, combined without regard to order, will do,
// and no table has to fit into memory.
func (s *Snapshot) Hashes(ctx context.Context) (map[string]string, error) {
	names, err := s.tables(ctx)
	if err != nil {
		return nil, err
	}
	hashes := map[string]string{}
	for _, name := range names {
		var h string
		err := s.DB.QueryRowContext(ctx, fmt.Sprintf(
			`SELECT format('{}-{}', count(*), coalesce(bit_xor(md5_number(CAST(each_row AS VARCHAR))), 0)) FROM %s AS each_row`, name)).Scan(&h)
		if err != nil {
			return nil, broken(s.Manifest.File, "读不出表 "+name, "cannot read table "+name, err)
		}
		hashes[name] = h
	}
	return hashes, nil
}

func (s *Snapshot) tables(ctx context.Context) ([]string, error) {
	rows, err := s.DB.QueryContext(ctx, `SELECT table_name FROM duckdb_tables() WHERE table_name <> 'meta' ORDER BY table_name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		names = append(names, n)
	}
	return names, rows.Err()
}
