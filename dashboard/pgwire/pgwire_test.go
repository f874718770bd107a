package pgwire

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/analytics/cage"
	"gongkai/data"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"SELECT 1", []string{"SELECT 1"}}, {" ; ;; -- no\n", nil}, {"SELECT ';' ; SELECT $$;$$", []string{"SELECT ';' ", " SELECT $$;$$"}},
		{"SELECT \";\" /* ; */ -- ;\n; BEGIN", []string{"SELECT \";\" /* ; */ -- ;\n", " BEGIN"}}, {"SELECT 'open ; x", []string{"SELECT 'open ; x"}}, {"SELECT E'\\';';x", []string{"SELECT E'\\';'", "x"}},
	} {
		if got := split(test.text); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestOwn(t *testing.T) {
	for text, tag := range map[string]string{
		"BEGIN": "BEGIN", "start transaction isolation level repeatable read": "BEGIN", "COMMIT": "COMMIT", "/* x */ rollback": "ROLLBACK", "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE": "SET",
		"SET a.b TO 'x'": "SET", "set search_path = main, public": "SET", "SET NAMES 'utf8'": "SET", "SHOW server_version": "SHOW", "SHOW ALL": "SHOW", "DISCARD ALL": "DISCARD ALL", "DEALLOCATE \"x\"": "DEALLOCATE",
		"SHOW TABLES": "", "SELECT 1": "", "": "", "SHOWING": "", "WITH a AS (SELECT 1) SELECT * FROM a": "", "SHOW nothing": "", "EXPLAIN SELECT 1": "",
	} {
		o, err := ownOf(text)
		if err != nil || (o == nil) != (tag == "") || o != nil && o.tag != tag {
			t.Errorf("%q: got %+v %v", text, o, err)
		}
	}
	for _, text := range []string{"SET", "SET x", "SET x =", "COPY x FROM STDIN", "SET LOCAL"} {
		if o, err := ownOf(text); err == nil {
			t.Errorf("%q: got %+v", text, o)
		}
	}
}

func TestSettings(t *testing.T) {
	s := settings{user: "甲"}
	for _, test := range []struct{ name, value, code string }{
		{"application_name", "psql", ""}, {"client_encoding", "UTF8", ""}, {"client_encoding", "GBK", "pg_fixed"}, {"standard_conforming_strings", "off", "pg_fixed"}, {"standard_conforming_strings", "on", ""},
		{"DateStyle", "ISO, MDY", ""}, {"DateStyle", "German", "pg_fixed"}, {"default_transaction_read_only", "off", "pg_fixed"}, {"nothing", "1", "pg_setting"}, {"application_name", strings.Repeat("x", 501), "pg_fixed"},
	} {
		if code := data.Code(s.change(test.name, test.value)); test.code != "" && code != test.code || test.code == "" && s.change(test.name, test.value) != nil {
			t.Errorf("%s = %s: got %s", test.name, test.value, code)
		}
	}
	if v, _ := s.get("APPLICATION_NAME"); v != "psql" {
		t.Errorf("got %s", v)
	}
	if err := s.start("options", "-c lc_messages=en_US -csearch_path=main --work-mem=8MB -c unknown=1"); err != nil || !s.english() {
		t.Errorf("got %v %v", s, err)
	}
}

func TestPosition(t *testing.T) {
	for _, test := range []struct {
		text, place string
		want        int32
	}{{"SELECT x", "1:8", 8}, {"SELECT '公开',\n x", "2:2", 15}, {"a", "", 0}, {"a", "9:1", 0}, {"a\r\nb", "2:1", 4}} {
		if got := position(test.text, test.place); got != test.want {
			t.Errorf("%q %s: got %d, want %d", test.text, test.place, got, test.want)
		}
	}
}

func TestDecode(t *testing.T) {
	types := pgtype.NewMap()
	for _, test := range []struct {
		oid    uint32
		format int16
		bytes  string
		want   any // nil for an error
	}{
		{0, 0, "x", "x"}, {0, 1, "x", "x"}, {25, 0, "公开", "公开"}, {25, 0, "\xff", nil}, {25, 0, "a\x00", nil}, {23, 0, "41", cage.Typed{Type: "INTEGER", Value: int64(41)}}, {23, 1, "\x00\x00\x00\x29", cage.Typed{Type: "INTEGER", Value: int64(41)}},
		{23, 1, "\x00", nil}, {23, 0, "1; DROP", nil}, {16, 0, "t", cage.Typed{Type: "BOOLEAN", Value: true}}, {701, 0, "NaN", cage.Typed{Type: "DOUBLE", Value: "NaN"}}, {1082, 1, "\x00\x00\x22\x79", cage.Typed{Type: "DATE", Value: "2024-02-29"}},
		{1082, 0, "2024-02-29 +00", cage.Typed{Type: "DATE", Value: "2024-02-29 +00"}}, {1082, 1, "\x7f\xff\xff\xff", cage.Typed{Type: "DATE", Value: "infinity"}}, {1082, 1, "\x7f\xff\xff\xfe", nil},
		{1700, 0, "1e999999999", nil}, {1700, 0, "NaN", nil}, {1007, 0, "{1,NULL}", cage.Typed{Type: "INTEGER[]", Value: []any{int64(1), nil}}}, {1007, 0, "{1", nil}, {1009, 0, `{a,"b'"}`, cage.Typed{Type: "VARCHAR[]", Value: []any{"a", "b'"}}},
		{3802, 1, "\x01{}", "{}"}, {3802, 1, "", ""}, {600, 1, "x", nil},
	} {
		got, err := decode(types, test.oid, test.format, []byte(test.bytes))
		if (err != nil) != (test.want == nil) || err == nil && !reflect.DeepEqual(got, test.want) {
			t.Errorf("%d %d %q: got %#v %v, want %#v", test.oid, test.format, test.bytes, got, err, test.want)
		}
	}
	if v, err := decode(types, 1700, 0, []byte("-1.50")); err != nil || fmt.Sprint(v) != "-1.5" {
		t.Errorf("got %v %v", v, err)
	}
	if v, err := decode(types, 20, 1, nil); err != nil || v != (cage.Typed{Type: "BIGINT"}) {
		t.Errorf("got %v %v", v, err)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]string{"count_star()": "count", "sum(\"value\")": "sum", "main.len(x)": "len", "\"version\"()": "version", "amount": "amount", "(a + b)": "(a + b)", "CAST(x AS DATE)": "CAST(x AS DATE)"} {
		if got := nameOf(name); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	for sqlType, want := range map[string]kind{"DECIMAL(28,10)": {1700, -1, 28<<16 | 14}, "DECIMAL(28,10)[]": {114, -1, -1}, "STRUCT(a INTEGER)": {114, -1, -1}, "ENUM": {25, -1, -1}, "INTERVAL": {25, -1, -1}, "UINTEGER": {26, 4, -1}} {
		if got := kindOf(sqlType); got != want {
			t.Errorf("%s: got %v, want %v", sqlType, got, want)
		}
	}
}

// Each code that people can see has a SQLSTATE.
func TestStates(t *testing.T) {
	for _, err := range []error{badValue(), incomplete(), closing(), protocol("", "")} {
		var e *data.Error
		if !errors.As(err, &e) || stateOf(e) == "XX000" {
			t.Errorf("%v", err)
		}
	}
	m := message(errors.New("secret /path"), "SELECT", false, true)
	if m.Code != "XX000" || m.Severity != "FATAL" || strings.Contains(m.Message+m.Detail, "secret") {
		t.Errorf("got %+v", m)
	}
}
