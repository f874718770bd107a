package pgcatalog

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/analytics"
	"gongkai/analytics/duck"
)

// firstTable is the number of the first table, above all that are PostgreSQL's.
const firstTable = 16384

// facts are the rows about tables and columns, those of the snapshot and those
// of the catalogue.
func facts(tables []analytics.Table, settings [][2]string) []string {
	var rows, columns, values []string
	for i, t := range tables {
		oid, kind := strconv.Itoa(firstTable+i), "r"
		if t.View {
			kind = "v"
		}
		rows = append(rows, tuple(oid, duck.Quote("main"), duck.Quote(t.Name), duck.Quote(kind), duck.Quote(t.Comment), strconv.Itoa(t.Rows), strconv.Itoa(len(t.Columns))))
		for n, c := range t.Columns {
			number, modifier := typeOf(c.Type)
			columns = append(columns, tuple(oid, strconv.Itoa(n+1), duck.Quote(c.Name), strconv.Itoa(number), strconv.Itoa(modifier), duck.Quote(c.Comment)))
		}
	}
	for _, r := range relations {
		kind := "r"
		if r.schema == "information_schema" {
			kind = "v"
		}
		rows = append(rows, tuple(r.oid, duck.Quote(r.schema), duck.Quote(r.name), duck.Quote(kind), "''", "0", strconv.Itoa(len(r.columns))))
		for n, c := range r.columns {
			columns = append(columns, tuple(r.oid, strconv.Itoa(n+1), duck.Quote(c[0]), strconv.Itoa(int(sqlTypes[c[1]].oid)), "-1", "''"))
		}
	}
	for _, s := range settings {
		values = append(values, tuple(duck.Quote(s[0]), duck.Quote(s[1])))
	}
	var list []string
	for _, of := range []struct {
		table string
		rows  []string
	}{{"our_table", rows}, {"our_column", columns}, {"our_setting", values}} {
		if len(of.rows) > 0 {
			list = append(list, "INSERT INTO "+of.table+" VALUES "+strings.Join(of.rows, ", "))
		}
	}
	return list
}

func tuple(values ...string) string { return "(" + strings.Join(values, ", ") + ")" }

// numbers of types, as dashboard/pgwire sends them.
var numbers = map[string]int{"BOOLEAN": 16, "TINYINT": 21, "SMALLINT": 21, "INTEGER": 23, "BIGINT": 20, "UTINYINT": 21, "USMALLINT": 23, "UINTEGER": 26,
	"UBIGINT": 1700, "HUGEINT": 1700, "UHUGEINT": 1700, "FLOAT": 700, "DOUBLE": 701, "DATE": 1082, "TIME": 1083, "TIMESTAMP": 1114, "TIMESTAMP WITH TIME ZONE": 1184, "UUID": 2950}

// typeOf is the number of a column's type, with its modifier.
func typeOf(sqlType string) (number, modifier int) {
	if n, is := numbers[sqlType]; is {
		return n, -1
	}
	var precision, scale int
	if n, _ := fmt.Sscanf(sqlType, "DECIMAL(%d,%d)", &precision, &scale); n == 2 && strings.HasSuffix(sqlType, ")") {
		return 1700, precision<<16 | scale + 4
	}
	if strings.HasSuffix(sqlType, "]") || strings.HasPrefix(sqlType, "STRUCT") || strings.HasPrefix(sqlType, "MAP") {
		return 114, -1
	}
	return 25, -1
}
