package store

import (
	"context"
	"database/sql"
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
