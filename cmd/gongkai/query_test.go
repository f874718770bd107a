package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// loaded is a store with one report.
func loaded(t *testing.T) string {
	t.Helper()
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, write(t, filepath.Join(t.TempDir(), "四种.html"), fourKinds)))
	return dir
}

// A former day is answered from what stood published then.
func TestQueryAsOf(t *testing.T) {
	dir := loaded(t)
	const sql = "SELECT count(*) AS n FROM report"
	if got := must(t, gongkai("query", "--store", dir, "--as-of", "1", "-f", "csv", sql)); trimmed(got) != "n\n1\n" {
		t.Errorf("%q", got)
	}
	if got := must(t, gongkai("query", "--store", dir, "--as-of", "2099-01-01", "-f", "csv", sql)); trimmed(got) != "n\n1\n" {
		t.Errorf("%q", got)
	}
	for day, want := range map[string]string{"1999-01-01": "[not_yet]", "x": "[bad_day]"} {
		if got := gongkai("query", "--store", dir, "--as-of", day, sql); got.status != 1 || !strings.Contains(got.errors, want) {
			t.Errorf("%s: %+v", day, got)
		}
		if got := gongkai("ask", "coverage", "--store", dir, "--as-of", day, "-b", "平潭综合实验区"); got.status != 1 || !strings.Contains(got.errors, want) {
			t.Errorf("%s: %+v", day, got)
		}
	}
}

func TestQueryFormats(t *testing.T) {
	dir := loaded(t)
	const (
		figures = "SELECT label, value, status FROM figures WHERE cell LIKE '%/rules/%' ORDER BY cell"
		values  = `SELECT 'a "b", c' AS "x,y", NULL AS n, 1.50::DECIMAL(4,2) AS d, true AS b, DATE '2024-01-31' AS t, chr(10) || 'z' AS l`
	)
	for _, tt := range []struct{ format, sql, want string }{
		{"table", figures, "" +
			"label                value  status\n" +
			"-------------------  -----  --------------\n" +
			"规章 · 现行有效件数         not_applicable\n" +
			"规章 · 本年制发件数  0      reported\n" +
			"规章 · 本年废止件数         blank\n" +
			"（3 行）\n"},
		{"csv", figures, "label,value,status\n规章 · 现行有效件数,,not_applicable\n规章 · 本年制发件数,0,reported\n规章 · 本年废止件数,,blank\n"},
		{"jsonl", figures, `{"label":"规章 · 现行有效件数","value":null,"status":"not_applicable"}` + "\n" +
			`{"label":"规章 · 本年制发件数","value":0,"status":"reported"}` + "\n" +
			`{"label":"规章 · 本年废止件数","value":null,"status":"blank"}` + "\n"},
		{"table", values, "" +
			"x,y       n  d    b     t           l\n" +
			"--------  -  ---  ----  ----------  --\n" +
			"a \"b\", c     1.5  true  2024-01-31   z\n（1 行）\n"},
		{"csv", values, "\"x,y\",n,d,b,t,l\n\"a \"\"b\"\", c\",,1.5,true,2024-01-31,\"\nz\"\n"},
		{"jsonl", values, `{"x,y":"a \"b\", c","n":null,"d":1.5,"b":true,"t":"2024-01-31","l":"\nz"}` + "\n"},
		{"table", "SELECT cell FROM figures WHERE false", "cell\n----\n（0 行）\n"},
		{"csv", "SELECT cell FROM figures WHERE false", "cell\n"},
		{"jsonl", "SELECT cell FROM figures WHERE false", ""},
		{"jsonl", "SELECT 170141183460469231731687303715884105727 AS big, [1, NULL] AS list", `{"big":170141183460469231731687303715884105727,"list":[1,null]}` + "\n"},
	} {
		if got := trimmed(must(t, gongkai("query", "--store", dir, "-f", tt.format, tt.sql))); got != tt.want {
			t.Errorf("%s of %s:\n%q, want\n%q", tt.format, tt.sql, got, tt.want)
		}
	}
	if got, want := trimmed(must(t, gongkai("query", "--store", dir, "SELECT 1 AS n"))), "n\n-\n1\n（1 行）\n"; got != want {
		t.Errorf("without a format %q, want %q", got, want)
	}
}

// trimmed leaves out the spaces at the ends of lines.
func trimmed(s string) string { return regexp.MustCompile(` +\n`).ReplaceAllString(s, "\n") }

func TestQueryLimit(t *testing.T) {
	dir := loaded(t)
	query := func(limit string) outcome {
		return gongkai("query", "--store", dir, "-f", "csv", "--limit", limit, "SELECT range AS n FROM range(3) ORDER BY n")
	}
	if o := query("2"); o.status != 0 || o.out != "n\n0\n1\n" || o.errors != "gongkai: 只输出前 2 行，用 --limit 0 取全部 [truncated]\n" {
		t.Errorf("%+v", o)
	}
	for _, limit := range []string{"3", "0", "4"} {
		if got, want := must(t, query(limit)), "n\n0\n1\n2\n"; got != want {
			t.Errorf("limit %s: %q", limit, got)
		}
	}
}

// Whatever is not one SELECT over the snapshot fails, says why, and leaves
// neither a trace in the store nor a file.
func TestQueryRefused(t *testing.T) {
	dir := loaded(t)
	outside := write(t, filepath.Join(t.TempDir(), "a.csv"), "a\n1\n")
	before := contents(t, dir)
	for _, tt := range []struct{ sql, code string }{
		{"INSERT INTO report SELECT * FROM report", "sql_not_select"},
		{"DELETE FROM figure", "sql_not_select"},
		{"SELECT 1; SELECT 2", "sql_several"},
		{"SELECT 1; DROP TABLE figure", "sql_"},
		{"COPY report TO '" + outside + "'", "sql_not_select"},
		{"ATTACH '" + outside + ".db'", "sql_not_select"},
		{"SELECT * FROM read_csv('" + outside + "')", "sql_failed"},
		{"SELECT * FROM '" + outside + "'", "sql_failed"},
		{"SET enable_external_access=true", "sql_not_select"},
		{"SELEC 1", "sql_syntax"},
		{"SELECT nothing FROM report", "sql_failed"},
		{"", "sql_syntax"},
	} {
		o := gongkai("query", "--store", dir, "-f", "csv", tt.sql)
		if o.status != 1 || o.out != "" || !strings.HasPrefix(o.errors, "gongkai: ") || !strings.Contains(o.errors, "["+tt.code) || !strings.HasSuffix(o.errors, "]\n") {
			t.Errorf("%q: %+v", tt.sql, o)
		}
	}
	if after := contents(t, dir); after["report"] != before["report"] || after["figure"] != before["figure"] || after["count"] != "1" {
		t.Errorf("the store has %v, had %v", after, before)
	}
	if b, err := os.ReadFile(outside); err != nil || string(b) != "a\n1\n" {
		t.Errorf("%q %v", b, err)
	}
	if exist(1, filepath.Base(outside)+".db")(filepath.Dir(outside)) {
		t.Error("ATTACH made a file")
	}
}

func TestQueryEmptyStore(t *testing.T) {
	dir := newStore(t)
	if o := gongkai("query", "--store", dir, "SELECT 1"); o.status != 1 || o.out != "" || o.errors != "gongkai: "+dir+": 数据目录中还没有数据；请先载入报告 [store_empty]\n" {
		t.Errorf("%+v", o)
	}
	if o := gongkai("--lang=en", "query", "--store", dir, "SELECT 1"); o.status != 1 || !strings.Contains(o.errors, "; load reports first [store_empty]\n") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("a question made the folder: %v", err)
	}
}
