package pgcatalog

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/data/store"
)

// made builds the catalogue of two small tables.
func catalogue(t testing.TB) *sql.DB {
	t.Helper()
	tables := []analytics.Table{
		{View: true, TableInfo: store.TableInfo{Name: "figures", Comment: "全部数值", Columns: []store.ColumnInfo{{Name: "year", Type: "SMALLINT", Comment: "报告年度"}, {Name: "amount", Type: "DECIMAL(28,10)"}}}},
		{Rows: 3, TableInfo: store.TableInfo{Name: "it's", Comment: "a'b", Columns: []store.ColumnInfo{{Name: "x\"", Type: "ENUM"}, {Name: "list", Type: "INTEGER[]"}}}},
	}
	file := filepath.Join(t.TempDir(), "catalogue.duckdb")
	if err := build(context.Background(), file, tables, [][2]string{{"server_version", "15.0"}}); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func TestCatalogue(t *testing.T) {
	db := catalogue(t)
	for statement, want := range map[string]string{
		"SELECT string_agg(relname, ' ' ORDER BY oid) FROM pg_class WHERE relnamespace = 2200":                                 "figures it's",
		"SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attname = 'amount'":                                   "numeric(28,10)",
		"SELECT format_type(23, NULL) || format_type(1007, -1) || format_type(1, -1)":                                          "integerinteger[]???",
		"SELECT col_description(16384, 1) || obj_description(16385, 'pg_class')":                                               "报告年度a'b",
		"SELECT CAST(to_regclass('main.\"figures\"') AS VARCHAR) || regclass_of(16385) || CAST(to_regtype('int4') AS VARCHAR)": "16384it's23",
		"SELECT current_setting('server_version') || coalesce(current_setting('nothing', true), '-') || version()":             "15.0-PostgreSQL 15.0 (gongkai, read-only)",
		"SELECT data_type || numeric_precision || ',' || numeric_scale FROM columns WHERE column_name = 'amount'":              "numeric28,10",
		"SELECT string_agg(table_name, ' ' ORDER BY 1) FROM information_schema.tables WHERE table_name LIKE 'our%'":            "",
		"SELECT count(*)::VARCHAR FROM (SELECT oid FROM pg_class GROUP BY oid HAVING count(*) > 1)":                            "0",
		"SELECT count(*)::VARCHAR FROM pg_attribute WHERE atttypid NOT IN (SELECT oid FROM pg_type)":                           "0",
	} {
		var got sql.NullString
		if err := db.QueryRow(statement).Scan(&got); err != nil || got.String != want {
			t.Errorf("%s: got %q %v, want %q", statement, got.String, err, want)
		}
	}
}

// A function of the catalogue has no name that statements about data may call
// too, as it would lead them astray.
func TestFunctionsApart(t *testing.T) {
	if len(functionNames) < 80 || len(tableNames) < 60 {
		t.Fatal(len(functionNames), len(tableNames))
	}
	for _, name := range cage.Functions() {
		if functionNames[name] {
			t.Errorf("%s is a function of both", name)
		}
	}
}

func TestConcerns(t *testing.T) {
	for statement, want := range map[string]bool{
		"SELECT * FROM pg_class": true, `SELECT * FROM "pg_catalog"."pg_class"`: true, "select version ()": true, "SELECT current_user": true, "SELECT * FROM INFORMATION_SCHEMA.tables": true, "SELECT 'body'::regclass": true,
		"SELECT * FROM figures": false, "SELECT 'pg_class', $$pg_catalog.x$$ -- pg_class": false, "SELECT f.pg_class FROM f": false, "SELECT version FROM x": false, "SELECT name AS current_user FROM body": false, "SELECT current_date": false, "SELECT pg_typeof(1)": false,
	} {
		if got := Concerns(statement); got != want {
			t.Errorf("%s: got %v", statement, got)
		}
	}
}

func TestRewrite(t *testing.T) {
	for statement, want := range map[string]string{
		"SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.~) '^(a)$' COLLATE pg_catalog.default": "SELECT c.oid FROM pg_class c WHERE c.relname ~ '(?s).*(?:^(a)$).*'",
		"SELECT 'x'::pg_catalog.regclass::pg_catalog.oid":                                                                   "SELECT to_regclass('x')::oid",
		"SELECT $1::regclass, c.oid::regclass::text, t.oid::regtype":                                                        "SELECT to_regclass($1), regclass_of(c.oid)::text, format_type(t.oid, NULL)",
		"SELECT c.oid::regclass::oid":                                                                                       "SELECT c.oid::oid",
		"SELECT * FROM information_schema.columns":                                                                          `SELECT * FROM "columns"`,
		"SELECT current_user, pg_catalog.current_user, x.current_user":                                                      `SELECT "current_user"(), "current_user"(), x.current_user`,
		"SELECT a !~* 'b', a ~~ 'c%', a !~~* 'd'":                                                                           "SELECT a !~ '(?si).*(?:b).*', a LIKE 'c%', a NOT ILIKE 'd'",
		`SELECT a LIKE 'pg\_%', b LIKE 'x' ESCAPE '!'`:                                                                      `SELECT a LIKE 'pg\_%' ESCAPE '\', b LIKE 'x' ESCAPE '!'`,
		`SELECT '{a,"b c"}'::text[], '{}'::int[], '{a,{b}}'::text[]`:                                                        `SELECT ['a', 'b c']::text[], []::int[], '{a,{b}}'::text[]`,
		"SELECT c.tableoid AS tableoid FROM generate_series(0, f(1)) s, x":                                                  "SELECT 1259 AS tableoid FROM generate_series(0, f(1)) s(s), x",
		"SELECT * FROM generate_series(1, 2) AS s(r), unnest(a) WHERE true":                                                 "SELECT * FROM generate_series(1, 2) AS s(r), unnest(a) WHERE true",
		"SELECT 'pg_catalog.x' /* pg_catalog.y */, $$pg_catalog.z$$":                                                        "SELECT 'pg_catalog.x', $$pg_catalog.z$$",
		"": "",
	} {
		if got := Rewrite(statement); got != want {
			t.Errorf("%s:\n got %s\nwant %s", statement, got, want)
		}
	}
}

func BenchmarkRewrite(b *testing.B) {
	for name, statement := range map[string]string{
		"casts": "SELECT a" + strings.Repeat("::regclass", 6_000), "operators": strings.Repeat("operator(", 7_000), "names": "SELECT " + strings.Repeat("pg_class.", 7_000),
		"calls": strings.Repeat("from generate_series(", 3_000) + strings.Repeat(") s ", 500), "psql": "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.relname OPERATOR(pg_catalog.~) '^(a)$' COLLATE pg_catalog.default",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Rewrite(statement)
			}
		})
	}
}

// Rewriting ends, loses no text in quotes but those it turns, and what it makes
// has no statement more than before.
func FuzzRewrite(f *testing.F) {
	for _, statement := range []string{"SELECT 'a'::regclass", "x OPERATOR(pg_catalog.~) 'y' COLLATE \"default\"", "'{a,\"b\"}'::text[]", "generate_series(1,2) s", "E'\\'", "$a$;$a$", "/* /* */", "a.tableoid", "pg_catalog.", "::", "LIKE '\\'", "\"a\"\"b\".c::regtype::text"} {
		f.Add(statement)
	}
	f.Fuzz(func(t *testing.T, statement string) {
		Concerns(statement)
		got := Rewrite(statement)
		if len(got) > 20*len(statement)+100 {
			t.Fatalf("%d bytes of %d", len(got), len(statement))
		}
		if semicolons(got) > semicolons(statement) {
			t.Fatalf("%q became %q", statement, got)
		}
	})
}

// semicolons counts those that divide statements.
func semicolons(text string) (n int) {
	for _, token := range lex(text) {
		if token.kind == sign && strings.Contains(token.text, ";") {
			n++
		}
	}
	return n
}
