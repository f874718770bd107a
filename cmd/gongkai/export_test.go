package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"gongkai/data/export"
)

// texts runs a statement and returns its rows, cells joined by a bar.
func texts(t *testing.T, db *sql.DB, statement string) (list []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), statement)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		list = append(list, strings.Trim(fmt.Sprint(values), "[]"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// Every row of every table of the bundled samples comes back from the files,
// in types that any reader of Parquet has.
func TestExportSamples(t *testing.T) {
	dir, into := newStore(t), filepath.Join(t.TempDir(), "out")
	must(t, gongkai("ingest", "--store", dir, "--samples"))
	out := must(t, gongkai("export", "--store", dir, "--into", into))
	if !strings.HasPrefix(out, "已导出：") || !strings.Contains(out, "；快照 1（"+current(t, dir).SHA256[:12]+"）") {
		t.Error(out)
	}
	m, err := export.Read(into)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	texts(t, db, fmt.Sprintf("ATTACH '%s' AS s (READ_ONLY)", filepath.Join(dir, "snapshots", current(t, dir).File)))
	for _, table := range m.Tables {
		kept := "s." + table.Name
		n := texts(t, db, "SELECT count(*) FROM "+kept)[0]
		if n != fmt.Sprint(table.Rows) {
			t.Errorf("%s has %s rows, the manifest says %d", table.Name, n, table.Rows)
		}
		files := filepath.Join(into, table.Name+".parquet")
		if table.ByYear {
			files = filepath.Join(into, table.Name, "*", "*.parquet")
		}
		if table.Rows == 0 && table.ByYear {
			continue // there is no year, and no file
		}
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, c.Name)
		}
		names := strings.Join(columns, ", ")
		files = fmt.Sprintf("read_parquet('%s', hive_partitioning = %v)", files, table.ByYear)
		for _, pair := range [][2]string{{kept, files}, {files, kept}} {
			if differ := texts(t, db, fmt.Sprintf("SELECT %[1]s FROM %[2]s EXCEPT ALL SELECT %[1]s FROM %[3]s LIMIT 3", names, pair[0], pair[1])); len(differ) > 0 {
				t.Errorf("%s: only in %s: %q", table.Name, pair[0], differ)
			}
		}
	}
	plain := []string{"INT32 INT_16 <nil>", "INT32 INT_32 <nil>", "INT64 INT_64 <nil>", "BYTE_ARRAY UTF8 <nil>", "BOOLEAN <nil> <nil>", "INT32 DATE <nil>", "INT64 TIMESTAMP_MICROS <nil>",
		"FIXED_LEN_BYTE_ARRAY DECIMAL 28", "FIXED_LEN_BYTE_ARRAY DECIMAL 29", "FIXED_LEN_BYTE_ARRAY DECIMAL 31", "FIXED_LEN_BYTE_ARRAY DECIMAL 38"}
	for _, got := range texts(t, db, fmt.Sprintf("SELECT DISTINCT type, converted_type, precision FROM parquet_schema('%s/**/*.parquet') WHERE type IS NOT NULL AND name <> 'duckdb_schema'", into)) {
		if !slices.Contains(plain, got) {
			t.Errorf("a column of type %s", got)
		}
	}
}

func TestExportCommand(t *testing.T) {
	dir, into := loaded(t), filepath.Join(t.TempDir(), "out")
	must(t, gongkai("export", "--store", dir, "--into", into, "--format", "csv"))
	if o := gongkai("export", "--store", dir, "--into", into); o.status != 1 || !strings.Contains(o.errors, "加 --replace 替换从前的导出 [export_exists]") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("export", "--store", dir, "--into", into, "--replace"))
	if out := must(t, gongkai("--lang", "en", "export", "--verify", into)); !strings.HasPrefix(out, "intact: 26 tables, ") {
		t.Error(out)
	}
	file := filepath.Join(into, "figure", "year=2024", "part-0.parquet")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	write(t, file, string(b))
	if o := gongkai("export", "--verify", into); o.status != 1 || !strings.Contains(o.errors, "figure/year=2024/part-0.parquet：内容已改变（SHA-256 不符）；请重新导出 [export_damaged]\n") || o.out != "" {
		t.Errorf("%+v", o)
	}
	for _, wrong := range [][]string{{"export"}, {"export", "--into", into, "--verify", into}, {"export", "--into", into, "--format", "xml"}} {
		if o := gongkai(wrong...); o.status != 2 {
			t.Errorf("%q: %+v", wrong, o)
		}
	}
	if o := gongkai("export", "--store", newStore(t), "--into", into); o.status != 1 || !strings.HasSuffix(o.errors, "[store_empty]\n") {
		t.Errorf("%+v", o)
	}
	if o := gongkai("export", "--verify", t.TempDir()); o.status != 1 || !strings.HasSuffix(o.errors, "[not_an_export]\n") {
		t.Errorf("%+v", o)
	}
}
