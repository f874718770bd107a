package query

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	sql, flat, err := Text("trend", Of([]string{"a", "b"}), Of([]int{7}), 2019, 2025)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(sql, "WHERE i.code IN ($1, $2) AND o.body_id IN (7) AND o.year BETWEEN $3 AND $4") {
		t.Error(sql)
	}
	if !slices.Equal(flat, []any{"a", "b", 2019, 2025}) {
		t.Error(flat)
	}
	if _, _, err := Text("trend", 1); err == nil {
		t.Error("three arguments are missing")
	}
	if _, _, err := Text("nothing"); err == nil {
		t.Error("there is no such file")
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
		if !strings.Contains(sql, "ORDER BY") && e.Name() != "years.sql" { // one row
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
