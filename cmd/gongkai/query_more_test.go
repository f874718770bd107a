package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
)

// A statement with parameters goes into a file of each format, which is there
// whole or not at all.
func TestQueryFiles(t *testing.T) {
	dir, out := loaded(t), t.TempDir()
	const sql = "SELECT n, '=' || n AS f, :word AS word FROM range(3000) AS t(n) WHERE n >= :from ORDER BY n"
	file := func(name string) string { return filepath.Join(out, name) }
	for _, name := range []string{"a.csv", "a.xlsx", "a.json", "a.jsonl", "a.parquet"} {
		must(t, gongkai("query", "--store", dir, "-o", file(name), "-p", "from=1000", "-p", "word=it's", sql))
	}
	f, err := os.Open(file("a.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := csv.NewReader(f).ReadAll(); err != nil || len(rows) != 2001 || strings.Join(rows[1], "|") != "1000|'=1000|it's" {
		t.Errorf("CSV: %d rows %v, %v", len(rows), rows[1], err)
	}
	if book, err := excelize.OpenFile(file("a.xlsx")); err != nil {
		t.Error(err)
	} else if rows, err := book.GetRows(book.GetSheetName(0)); err != nil || len(rows) != 2001 {
		t.Errorf("XLSX: %d rows, %v", len(rows), err)
	}
	b, err := os.ReadFile(file("a.parquet"))
	if err != nil {
		t.Fatal(err)
	}
	if p, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b))); err != nil || p.NumRows() != 2000 {
		t.Errorf("Parquet: %v", err)
	}
	if b, err := os.ReadFile(file("a.jsonl")); err != nil || bytes.Count(b, []byte("\n")) != 2000 {
		t.Errorf("JSONL: %v", err)
	}
	o := gongkai("query", "--store", dir, "-o", file("b.csv"), "SELECT CASE WHEN n < 2500 THEN 1 ELSE error('boom') END FROM range(3000) AS t(n)")
	if o.status != 1 || !strings.Contains(o.errors, "boom") {
		t.Errorf("%+v", o)
	}
	entries, err := os.ReadDir(out)
	if err != nil || len(entries) != 5 {
		t.Errorf("%v %v", entries, err)
	}
	if o := gongkai("query", "--store", dir, sql); o.status != 1 || !strings.Contains(o.errors, "[sql_parameter]") {
		t.Errorf("%+v", o)
	}
	if o := gongkai("query", "--store", dir, "-o", filepath.Join(out, "nowhere", "a.csv"), "SELECT 1"); o.status != 1 || !strings.Contains(o.errors, "[cannot_write]") {
		t.Errorf("%+v", o)
	}
	if got := must(t, gongkai("query", "--store", dir, "--explain", "SELECT count(*) FROM figures")); !strings.Contains(got, "SEQ_SCAN") {
		t.Error(got)
	}
	if o := gongkai("query", "--store", dir, "SELECT * FROM range(1500)"); o.status != 0 || !strings.Contains(o.out, "（1000 行）") || !strings.Contains(o.errors, "[truncated]") {
		t.Errorf("%.100s %s", o.out, o.errors)
	}
}

// A saved query is asked by its name.
func TestQueries(t *testing.T) {
	dir := loaded(t)
	must(t, gongkai("queries", "set", "--store", dir, "现状", "-d", "各机关的报告", "SELECT year, count(*) AS n\nFROM report WHERE year = :year GROUP BY year"))
	if got := must(t, gongkai("queries", "list", "--store", dir)); got != "现状\t各机关的报告\tSELECT year, count(*) AS n FROM report WHERE year = :year GROUP BY year\n" {
		t.Errorf("%q", got)
	}
	year := trimmed(must(t, gongkai("query", "--store", dir, "-f", "csv", "SELECT max(year) AS y FROM report")))[2:6]
	if got := must(t, gongkai("query", "--store", dir, "--saved", "-f", "csv", "-p", "year="+year, "现状")); got != "year,n\n"+year+",1\n" {
		t.Errorf("%q", got)
	}
	if o := gongkai("query", "--store", dir, "--saved", "别的"); o.status != 1 || !strings.Contains(o.errors, "[unknown_query]") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("queries", "unset", "--store", dir, "现状"))
	if o := gongkai("queries", "unset", "--store", dir, "现状"); o.status != 1 || !strings.Contains(o.errors, "[unknown_query]") {
		t.Errorf("%+v", o)
	}
	if o := gongkai("queries", "set", "--store", dir, "", "SELECT 1"); o.status != 1 || !strings.Contains(o.errors, "[bad_query]") {
		t.Errorf("%+v", o)
	}
}
