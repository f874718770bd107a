package duck

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bind "github.com/duckdb/duckdb-go-bindings"

	"gongkai/data"
)

// opened is a connection to a new file.
func opened(t testing.TB) *Conn {
	t.Helper()
	file := filepath.Join(t.TempDir(), "secret-name.duckdb")
	var db bind.Database
	if bind.Open(file, &db) == bind.StateError {
		t.Fatal("cannot make a database")
	}
	bind.Close(&db)
	c, err := Open(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func line(t *testing.T, c *Conn, text string) (values, types []string) {
	t.Helper()
	tree, err := c.Parse(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	rows, err := c.Ask(tree, 0)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer rows.Close()
	batch, err := rows.Next()
	if err != nil || len(batch) != 1 {
		t.Fatalf("%s: %d rows, %v", text, len(batch), err)
	}
	for i, v := range batch[0] {
		s := fmt.Sprint(v)
		if raw, is := v.(json.RawMessage); is {
			s = string(raw)
		}
		values, types = append(values, s), append(types, rows.Columns()[i].Type)
	}
	if _, err := rows.Next(); err != End {
		t.Fatalf("%s: %v after the last row", text, err)
	}
	return values, types
}

// Each type of DuckDB comes as it is written, and NULL of each as nil.
func TestTypes(t *testing.T) {
	c := opened(t)
	for _, test := range []struct{ sql, value, name string }{
		{"true", "true", "BOOLEAN"}, {"(-128)::TINYINT", "-128", "TINYINT"}, {"(-32768)::SMALLINT", "-32768", "SMALLINT"},
		{"(-2147483648)::INTEGER", "-2147483648", "INTEGER"}, {"9223372036854775807", "9223372036854775807", "BIGINT"},
		{"255::UTINYINT", "255", "UTINYINT"}, {"65535::USMALLINT", "65535", "USMALLINT"}, {"4294967295::UINTEGER", "4294967295", "UINTEGER"},
		{"18446744073709551615::UBIGINT", "18446744073709551615", "UBIGINT"},
		{"(-170141183460469231731687303715884105728)::HUGEINT", "-170141183460469231731687303715884105728", "HUGEINT"},
		{"340282366920938463463374607431768211455::UHUGEINT", "340282366920938463463374607431768211455", "UHUGEINT"},
		{"1.1::FLOAT", "1.1", "FLOAT"}, {"0.1::DOUBLE", "0.1", "DOUBLE"},
		{"(-1.5)::DECIMAL(4,1)", "-1.5", "DECIMAL(4,1)"}, {"12345.678::DECIMAL(9,3)", "12345.678", "DECIMAL(9,3)"},
		{"123456789012.25::DECIMAL(18,2)", "123456789012.25", "DECIMAL(18,2)"}, {"(-123456789012345678.0123456789)::DECIMAL(28,10)", "-123456789012345678.0123456789", "DECIMAL(28,10)"},
		{"'公开'", "公开", "VARCHAR"}, {"'longer than the twelve bytes that are held inline'", "longer than the twelve bytes that are held inline", "VARCHAR"},
		{"'b'::ENUM('a', 'b')", "b", "ENUM"}, {"DATE '2024-02-29'", "2024-02-29", "DATE"}, {"TIME '10:11:12.5'", "10:11:12.5", "TIME"},
		{"TIMESTAMP '2024-02-29 10:11:12'", "2024-02-29 10:11:12", "TIMESTAMP"}, {"TIMESTAMP_NS '2024-02-29 10:11:12.123456789'", "2024-02-29 10:11:12.123456789", "TIMESTAMP_NS"},
		{"INTERVAL '1 month 2 days'", "1 month 2 days", "INTERVAL"}, {"'a\\x00'::BLOB", "a\\x00", "BLOB"},
		{"'01234567-89ab-cdef-0123-456789abcdef'::UUID", "01234567-89ab-cdef-0123-456789abcdef", "UUID"}, {"'0101'::BIT", "0101", "BIT"},
		{"[1, NULL]", "[1,null]", "INTEGER[]"}, {"[[1], []]", "[[1],[]]", "INTEGER[][]"}, {"[1, 2]::INTEGER[2]", "[1,2]", "INTEGER[2]"},
		{"{'a': 1, 'b': ['x']}", `{"a":1,"b":["x"]}`, "STRUCT(a INTEGER, b VARCHAR[])"}, {"MAP {'k': 1.5}", `{"k":1.5}`, "MAP(VARCHAR, DECIMAL(2,1))"},
		{"union_value(n := 1)", `{"n":1}`, "UNION"}, {"'{\"a\": 1}'::JSON", `{"a": 1}`, "VARCHAR"}, {"[123456789012345678.25::DECIMAL(20,2)]", "[123456789012345678.25]", "DECIMAL(20,2)[]"},
	} {
		values, types := line(t, c, "SELECT "+test.sql+", CASE WHEN false THEN "+test.sql+" END")
		if values[0] != test.value || types[0] != test.name || values[1] != "<nil>" {
			t.Errorf("%s: got %s of %s and %s, want %s of %s", test.sql, values[0], types[0], values[1], test.value, test.name)
		}
	}
}

func TestNames(t *testing.T) {
	c := opened(t)
	tree, err := c.Parse(`SELECT 1 AS a, 2 AS a, [3] AS "名 ""x""" -- a remark`)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := c.Ask(tree, 5)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for _, column := range rows.Columns() {
		names = append(names, column.Name)
	}
	if got := strings.Join(names, "|"); got != `a|a_1|名 "x"` {
		t.Errorf("got %s", got)
	}
}

func TestErrors(t *testing.T) {
	c := opened(t)
	for _, test := range []struct{ text, code, place string }{
		{"SELECT 1 +", "sql_syntax", "1:11"},
		{"SELECT '公开',\n  nothing", "sql_failed", "2:3"},
		{"SELECT [1], nothing", "sql_failed", "1:13"},
		{"SELECT * FROM secret-name.x", "sql_syntax", "1:21"},
		{`SELECT * FROM "secret-name".nothing`, "sql_failed", "1:15"},
		{"SELECT error('boom')", "sql_failed", ""},
		{"SELECT CAST(x AS INTEGER) FROM (VALUES ('1'), ('z')) AS t(x)", "sql_failed", "1:8"},
		{"SELECT \x00", "sql_syntax", ""},
	} {
		err := failure(c, test.text)
		var e *data.Error
		if !errors.As(err, &e) || e.Code != test.code || e.Place != test.place {
			t.Errorf("%q: got %v", test.text, err)
		} else if text := e.Error(); strings.Contains(text, "LINE") || strings.Contains(text, os.TempDir()) || strings.Contains(text, "exception_type") || strings.Contains(test.text, "nothing") && strings.Contains(text, "secret") {
			t.Errorf("%q: %s", test.text, text)
		}
	}
}

func failure(c *Conn, text string) error {
	tree, err := c.Parse(text)
	if err != nil {
		return err
	}
	rows, err := c.Ask(tree, 0)
	if err != nil {
		return err
	}
	defer rows.Close()
	for err == nil {
		_, err = rows.Next()
	}
	return err
}
