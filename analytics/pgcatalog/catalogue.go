// Package pgcatalog is the system catalogue of PostgreSQL for clients that look
// around in a snapshot: a small DuckDB file of its own with the tables and
// functions that they ask, and the rewriting of their statements for it. The
// file holds names, types and comments, no figures; what strangers ask of it
// goes through the cage as everything else.
package pgcatalog

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	_ "github.com/duckdb/duckdb-go/v2" // the driver

	"gongkai/analytics"
	"gongkai/analytics/duck"
)

//go:embed relations.txt
var relationsText string

//go:embed types.txt
var typesText string

//go:embed functions.sql
var functionsText string

//go:embed fill.sql
var fillText string

// relation is a table of the catalogue.
type relation struct {
	schema, name, oid string
	columns           [][2]string // name and type, as in sqlTypes
}

// sqlTypes are the types of relations.txt: that of DuckDB, its value in
// pg_catalog where nothing is known, and the number of the type.
var sqlTypes = map[string]struct {
	duck, unknown string
	oid           uint32
}{
	"text": {"VARCHAR", "NULL", 25}, "bool": {"BOOLEAN", "false", 16}, "int2": {"SMALLINT", "0", 21}, "int4": {"INTEGER", "0", 23},
	"int8": {"BIGINT", "0", 20}, "oid": {"UINTEGER", "0", 26}, "real": {"FLOAT", "0", 700}, "double": {"DOUBLE", "0", 701}, "time": {"TIMESTAMP", "NULL", 1184},
	"text[]": {"VARCHAR[]", "NULL", 1009}, "int2[]": {"SMALLINT[]", "NULL", 1005}, "oid[]": {"UINTEGER[]", "NULL", 1028}, "bool[]": {"BOOLEAN[]", "NULL", 1000},
	"real[]": {"FLOAT[]", "NULL", 1021}, "double[]": {"DOUBLE[]", "NULL", 1022},
}

// relations reads relations.txt.
var relations = func() (all []relation) {
	kind := ""
	for _, line := range strings.Split(relationsText, "\n") {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] == "#":
			continue
		case !strings.HasPrefix(line, " "):
			r := relation{"pg_catalog", fields[0], fields[1], nil}
			if name, is := strings.CutPrefix(fields[0], "information_schema."); is {
				r.schema, r.name = "information_schema", name
			}
			all = append(all, r)
			fields = fields[2:]
		}
		for _, f := range fields {
			if name, is := strings.CutPrefix(f, "%"); is {
				kind = name
				continue
			}
			last := &all[len(all)-1]
			last.columns = append(last.columns, [2]string{f, kind})
		}
	}
	return all
}()

// macro finds the functions that functions.sql makes.
var macro = regexp.MustCompile(`(?m)^CREATE MACRO (\w+)`)

// aliases are types of PostgreSQL that are texts here.
var aliases = []string{"regclass", "regproc", "regprocedure", "regoper", "regtype", "regrole", "regnamespace", "regconfig", "name", "int2vector", "oidvector", "pg_node_tree",
	"cstring", "aclitem", "xid", "cid", "tid", "inet", "sql_identifier", "character_data", "cardinal_number", "yes_or_no", "time_stamp"}

// build makes the file for the tables of a snapshot.
func build(ctx context.Context, file string, tables []analytics.Table, settings [][2]string) error {
	db, err := sql.Open("duckdb", file+"?threads=1")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, statement := range statements(tables, settings) {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.80s: %w", statement, err)
		}
	}
	return nil
}

// statements are those that make the file.
func statements(tables []analytics.Table, settings [][2]string) []string {
	list := []string{"BEGIN"}
	for _, name := range aliases {
		list = append(list, `CREATE TYPE "`+name+`" AS VARCHAR`)
	}
	for _, r := range relations {
		var columns []string
		for _, c := range r.columns {
			t := sqlTypes[c[1]]
			if r.schema == "information_schema" {
				t.unknown = "NULL"
			}
			columns = append(columns, `"`+c[0]+`" `+t.duck+" DEFAULT "+t.unknown)
		}
		list = append(list, `CREATE TABLE "`+r.name+`" (`+strings.Join(columns, ", ")+")")
	}
	list = append(list, "CREATE TABLE our_table (oid UINTEGER, schema VARCHAR, name VARCHAR, kind VARCHAR, comment VARCHAR, rows BIGINT, columns INTEGER)",
		"CREATE TABLE our_column (oid UINTEGER, number INTEGER, name VARCHAR, type UINTEGER, modifier INTEGER, comment VARCHAR)",
		"CREATE TABLE our_setting (name VARCHAR, setting VARCHAR)", typeTable())
	list = append(list, facts(tables, settings)...)
	list = append(list, formatType(), currentSetting(settings))
	for _, text := range []string{functionsText, fillText} {
		list = append(list, strings.Split(strings.TrimSuffix(strings.TrimSpace(text), ";"), ";\n")...)
	}
	return append(list, "DROP TABLE our_table", "DROP TABLE our_column", "DROP TABLE our_setting", "DROP TABLE our_type", "COMMIT")
}

// typeColumns are those of types.txt.
const typeColumns = "oid UINTEGER, typname VARCHAR, typlen SMALLINT, typbyval BOOLEAN, typtype VARCHAR, typcategory VARCHAR, typispreferred BOOLEAN, typdelim VARCHAR, typelem UINTEGER, typarray UINTEGER, typinput VARCHAR, typoutput VARCHAR, typreceive VARCHAR, typsend VARCHAR, typalign VARCHAR, typstorage VARCHAR, typcollation UINTEGER, typtypmod INTEGER, typmodin VARCHAR, written VARCHAR"

// typeRows are the lines of types.txt.
func typeRows() (rows [][]string) {
	for _, line := range strings.Split(strings.TrimSpace(typesText), "\n") {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, strings.Split(line, "|"))
		}
	}
	return rows
}

func typeTable() string {
	names := strings.Split(typeColumns, ", ")
	casts := make([]string, len(names))
	for i, n := range names {
		name, kind, _ := strings.Cut(n, " ")
		casts[i] = "CAST(" + name + " AS " + kind + ") AS " + name
		names[i] = name
	}
	var rows []string
	for _, row := range typeRows() {
		for i := range row {
			row[i] = duck.Quote(row[i])
		}
		rows = append(rows, "("+strings.Join(row, ", ")+")")
	}
	return "CREATE TABLE our_type AS SELECT " + strings.Join(casts, ", ") + " FROM (VALUES " + strings.Join(rows, ", ") + ") AS v(" + strings.Join(names, ", ") + ")"
}

// formatType is the function that names a type with its modifier.
func formatType() string {
	var keys, names []string
	for _, row := range typeRows() {
		keys, names = append(keys, row[0]), append(names, duck.Quote(row[len(row)-1]))
	}
	return "CREATE MACRO format_type(t, m) AS CASE WHEN t = 1700 AND m > 4 THEN 'numeric(' || CAST((CAST(m AS INTEGER) - 4) >> 16 AS VARCHAR) || ',' || CAST((CAST(m AS INTEGER) - 4) & 65535 AS VARCHAR) || ')' " +
		"WHEN t IS NULL THEN NULL ELSE coalesce(MAP {" + pairs(keys, names) + "}[CAST(t AS INTEGER)], '???') END"
}

// currentSetting is the function that shows a setting: a list within, as a table
// would not do everywhere.
func currentSetting(settings [][2]string) string {
	keys, values := []string{"''"}, []string{"''"}
	for _, s := range settings {
		keys, values = append(keys, duck.Quote(s[0])), append(values, duck.Quote(s[1]))
	}
	body := "MAP {" + pairs(keys, values) + "}[lower(n)]"
	return "CREATE MACRO current_setting(n) AS " + body + ", (n, missing) AS " + body
}

func pairs(keys, values []string) string {
	list := make([]string, len(keys))
	for i := range keys {
		list[i] = keys[i] + ": " + values[i]
	}
	return strings.Join(list, ", ")
}
