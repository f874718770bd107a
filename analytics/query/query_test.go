package query

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	who := Bodies{Like: &Like{Level: "county", Kind: ""}, Provinces: []string{"a", "b"}, Prefecture: "c", IDs: []int{7, 8}}
	sql, flat, err := Text("stated_cells", Columns{"a", "b_1"}, Table("wide_x"), who, 2019, 2025)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"SELECT w.body_id, w.year, w.marks, w.a, w.b_1\nFROM wide_x AS w", "WHERE b.level = $1 AND b.kind = $2 AND b.prefecture = $3 AND b.province IN ($4, $5) AND b.body_id IN (7, 8) AND w.year BETWEEN 2019 AND 2025"} {
		if !strings.Contains(sql, want) {
			t.Errorf("no %s in %s", want, sql)
		}
	}
	if !slices.Equal(flat, []any{"county", "", "c", "a", "b"}) {
		t.Error(flat)
	}
	if sql, _, err := Text("stated", Columns{}, Bodies{}, 1, 2); err != nil || !strings.Contains(sql, "w.marks\nFROM") || !strings.Contains(sql, "WHERE 1 = 1 AND") {
		t.Error(sql, err)
	}
	if sql, _, err := Text("group_ids", Bodies{Provinces: []string{"a"}, IDs: []int{}}); err != nil || !strings.Contains(sql, "WHERE 1 = 0") {
		t.Error(sql, err)
	}
	if _, _, err := Text("stated", Columns{}); err == nil {
		t.Error("arguments are missing")
	}
	for _, bad := range []any{Columns{"a", "b; DROP"}, Columns{""}, Sum{"a b"}, Table("x y"), Table("X")} {
		if sql, _, err := Text("stated_cells", bad, bad, Bodies{}, 1, 2); err == nil {
			t.Error(sql)
		}
	}
	if _, _, err := Text("nothing"); err == nil {
		t.Error("there is no such file")
	}
}

// A printed statement holds its arguments as literals, and no remark in which
// one of them could begin a line.
func TestPrinted(t *testing.T) {
	sql, err := Printed("observed", List{"a", "b'; DROP TABLE x\n--"}, List{"c"}, 2019, 2025)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"i.code IN ('a', 'b''; DROP TABLE x\n--')", "b.key IN ('c')", "BETWEEN 2019 AND 2025"} {
		if !strings.Contains(sql, want) {
			t.Errorf("no %s in %s", want, sql)
		}
	}
	if !strings.HasPrefix(sql, "SELECT") || strings.Count(sql, "DROP") != 1 {
		t.Error(sql)
	}
	if _, err := Printed("nothing"); err == nil {
		t.Error("there is no such file")
	}
	if _, err := Printed("observed", List{"a"}); err == nil {
		t.Error("arguments are missing")
	}
}

// What one engine only understands, or understands in another way.
var notPortable = map[string]*regexp.Regexp{
	"a cast by colons":             regexp.MustCompile(`::`),
	"a list":                       regexp.MustCompile(`\[|\blist\b|unnest`),
	"DuckDB only":                  regexp.MustCompile(`(?i)\b(qualify|exclude|group by all|order by all|arg_max|arg_min|median|any_value|using sample|if\(|ifnull|epoch|strftime|struct)\b`),
	"a sum that changes its type":  regexp.MustCompile(`(?i)[^(]\bsum\(`), // CAST(sum(...) AS bigint)
	"a division without nullif":    regexp.MustCompile(`/\s*[^n*]`),
	"quoted names, case-sensitive": regexp.MustCompile(`"`),
	"USING, ambiguous when joined": regexp.MustCompile(`(?i)\bjoin\b[^\n]*\busing\b`),
}

var comments = regexp.MustCompile(`--[^\n]*`)

func TestPortable(t *testing.T) {
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		sql := comments.ReplaceAllString(string(b), "")
		for what, is := range notPortable {
			if found := is.FindString(sql); found != "" {
				t.Errorf("%s has %s: %s", e.Name(), what, found)
			}
		}
		if !strings.HasPrefix(string(b), "-- ") {
			t.Errorf("%s does not say what it asks", e.Name())
		}
		if !strings.Contains(sql, "ORDER BY") && e.Name() != "years.sql" && e.Name() != "reports_count.sql" && e.Name() != "bodies_count.sql" { // one row
			t.Errorf("%s leaves the order open", e.Name())
		}
		for _, line := range strings.Split(sql, "\n") {
			if desc := strings.Contains(line, " DESC"); desc && !strings.Contains(line, "NULLS LAST") {
				t.Errorf("%s: DESC without NULLS LAST: %s", e.Name(), line)
			}
		}
	}
	if len(entries) < 9 {
		t.Errorf("%d files", len(entries))
	}
}
