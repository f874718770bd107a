package dashboard

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2" // in place of its command line

	"gongkai/analytics/cage"
)

// Each recipe prints the same sums as the API: year, sum, how many have a
// number, how many there are.
func TestRecipes(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	var answer struct{ Rows [][]int }
	got := get(t, root+sqlOf("SELECT year, sum(value)::BIGINT, count(value), count(*) FROM observations SEMI JOIN (SELECT * FROM body WHERE kind = '政府' AND level = 'county') USING (body_id) WHERE indicator = 'applications.received' GROUP BY year ORDER BY year"))
	if err := json.Unmarshal([]byte(got.body), &answer); err != nil || len(answer.Rows) < 5 {
		t.Fatalf("%v %s", err, got.body)
	}
	var want []string
	for _, row := range answer.Rows {
		want = append(want, strings.Trim(fmt.Sprint(row), "[]"))
	}
	for _, r := range []struct {
		file string
		with []string // programs to try, in order
		has  []string // arguments that a program fails without
	}{
		{"series.sh", []string{"sh"}, []string{"-c", "command -v curl"}},
		{"pandas_csv.py", []string{"python3", "/usr/bin/python3"}, []string{"-c", "import pandas"}},
		{"polars_parquet.py", []string{"python3", "/usr/bin/python3"}, []string{"-c", "import polars"}},
		{"series.R", []string{"Rscript"}, []string{"--version"}},
	} {
		t.Run(r.file, func(t *testing.T) {
			program := ""
			for _, p := range r.with {
				if program == "" && exec.Command(p, r.has...).Run() == nil {
					program = p
				}
			}
			if program == "" {
				t.Skipf("not run: %s %s fails here", strings.Join(r.with, " or "), strings.Join(r.has, " "))
			}
			cmd := exec.Command(program, filepath.Join("recipes", r.file))
			cmd.Env = append(os.Environ(), "GONGKAI="+root)
			out, err := cmd.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			same(t, string(out), want)
		})
	}
	t.Run("duckdb.sql", func(t *testing.T) {
		text, err := os.ReadFile("recipes/duckdb.sql")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "observations.parquet")
		if err := os.WriteFile(file, []byte(get(t, root+apiRoot+"/sql?"+url.Values{"format": {"parquet"}, "q": {"SELECT o.*, b.organ, b.level FROM observations AS o JOIN body AS b ON b.body_id = o.body_id"}}.Encode()).body), 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("duckdb", "")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		rows, err := db.QueryContext(t.Context(), strings.Replace(string(text), "'observations.parquet'", "'"+file+"'", 1))
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var out []string
		for rows.Next() {
			var year, with, all int
			var sum any // a HUGEINT
			if err := rows.Scan(&year, &sum, &with, &all); err != nil {
				t.Fatal(err)
			}
			out = append(out, fmt.Sprint(year, " ", sum, " ", with, " ", all))
		}
		same(t, strings.Join(out, "\n"), want)
	})
}

// same compares lines whose words may stand apart by any space.
func same(t *testing.T, out string, want []string) {
	t.Helper()
	var got []string
	for line := range strings.Lines(out) {
		if words := strings.Fields(line); len(words) > 0 {
			got = append(got, strings.Join(words, " "))
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
