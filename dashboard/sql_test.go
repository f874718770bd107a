package dashboard

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"gongkai/analytics/cage"
)

// startSQL serves the samples with SQL.
func startSQL(t testing.TB, l cage.Limits, change ...func(*Config)) string {
	t.Helper()
	c, err := cage.New(l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return startWith(t, samples.dir, func(config *Config) {
		config.SQL = c
		for _, do := range change {
			do(config)
		}
	})
}

func sqlOf(text string, more ...string) string {
	v := url.Values{"q": {text}}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return apiRoot + "/sql?" + v.Encode()
}

func post(t testing.TB, address, kind, body string) reply {
	t.Helper()
	resp, err := http.Post(address, kind, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{resp.StatusCode, string(b), resp.Header}
}

func TestSQLAnswers(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	type answer struct {
		Snapshot  struct{ Number int }
		Cite      string
		Columns   []struct{ Name, Type string }
		Rows      [][]any
		Count     int
		Truncated bool
	}
	read := func(r reply) (a answer) {
		t.Helper()
		if r.status != 200 {
			t.Fatalf("%d %s", r.status, r.body)
		}
		if err := json.Unmarshal([]byte(r.body), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	statement := "SELECT year, value FROM observations WHERE indicator = :i AND body = :body AND year = :year"
	want := read(get(t, root+sqlOf(statement, "p.i", "applications.received", "p.body", "平潭综合实验区", "p.year", "2024")))
	if len(want.Rows) != 1 || want.Columns[1].Name != "value" || want.Columns[1].Type != "BIGINT" || want.Snapshot.Number == 0 || !strings.Contains(want.Cite, "快照") {
		t.Errorf("%+v", want)
	}
	if shown := get(t, root+"/api/v1/series?i=applications.received&from=2024&to=2024&body="+pingtan); !strings.Contains(shown.body, `"value":`+itoa(int(want.Rows[0][1].(float64)))) {
		t.Errorf("the series has another number than %v: %s", want.Rows, shown.body)
	}
	b, _ := json.Marshal(map[string]any{"q": statement, "values": map[string]any{"i": "applications.received", "body": "平潭综合实验区", "year": 2024}})
	if got := read(post(t, root+apiRoot+"/sql", "application/json", string(b))); got.Rows[0][1] != want.Rows[0][1] {
		t.Errorf("by JSON: %+v", got)
	}
	form := url.Values{"q": {statement}, "p.i": {"applications.received"}, "p.body": {"平潭综合实验区"}, "p.year": {"2024"}}.Encode()
	if got := read(post(t, root+apiRoot+"/sql", "application/x-www-form-urlencoded", form)); got.Rows[0][1] != want.Rows[0][1] {
		t.Errorf("by form: %+v", got)
	}
	if got := read(get(t, root+sqlOf("SELECT * FROM range(20) AS t(n)", "rows", "5"))); !got.Truncated || got.Count != 5 {
		t.Errorf("%+v", got)
	}
	if got := read(get(t, root+sqlOf("SELECT * FROM range(20000) AS t(n)"))); !got.Truncated || got.Count != shownRows {
		t.Errorf("%d rows, %v", got.Count, got.Truncated)
	}
	if got := read(get(t, root+sqlOf("SELECT count(*) FROM figures", "explain", "yes"))); len(got.Rows) == 0 || got.Columns[0].Name != "explain_key" {
		t.Errorf("%+v", got)
	}
	if got := read(get(t, root+sqlOf("SELECT NULL, -1, '=1+1', 1.50::DECIMAL(5,2), [1, 2], 'a\"b'"))); !strings.Contains(toJSON(got.Rows), `[null,-1,"=1+1",1.5,[1,2],"a\"b"]`) {
		t.Errorf("%+v", got.Rows)
	}
}

func toJSON(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestSQLErrors(t *testing.T) {
	root := startSQL(t, cage.Limits{Time: time.Second})
	for _, tt := range []struct {
		address, code string
		status        int
	}{
		{sqlOf("SELEC"), "sql_syntax", 400},
		{sqlOf("SELECT * FROM read_text('/etc/passwd')"), "sql_function", 400},
		{sqlOf("SELECT * FROM nothing"), "sql_table", 400},
		{sqlOf("SELECT 1; SELECT 2"), "sql_several", 400},
		{sqlOf("DELETE FROM figure"), "sql_not_select", 400},
		{sqlOf("SELECT :a"), "sql_parameter", 400},
		{sqlOf("SELECT count(*) FROM range(1000000000000)"), "sql_time", 422},
		{sqlOf("SELECT count(*) FROM range(1000000000000)", "format", "csv"), "sql_time", 422},
		{sqlOf("SELECT 1", "colour", "red"), "bad_parameter", 400},
		{sqlOf("SELECT 1", "rows", "0"), "bad_parameter", 400},
		{sqlOf("SELECT '" + strings.Repeat("x", 70_000) + "'")[:4000], "sql_syntax", 400},
		{sqlOf("SELECT 1", "asof", "1999-01-01"), "not_yet", 404},
		{apiRoot + "/sql", "bad_parameter", 400},
	} {
		got := get(t, root+tt.address)
		if got.status != tt.status || !strings.Contains(got.body, `"code":"`+tt.code+`"`) {
			t.Errorf("%.200s: %d %s", tt.address, got.status, got.body)
		}
		if strings.Contains(got.body, samples.dir) {
			t.Errorf("%.200s: names the folder", tt.address)
		}
	}
	if got := post(t, root+apiRoot+"/sql", "text/plain", "SELECT 1"); got.status != 400 {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := post(t, root+apiRoot+"/sql", "application/json", `{"q": "SELECT '`+strings.Repeat("x", 70_000)+`'"}`); got.status != 413 || !strings.Contains(got.body, "sql_long") {
		t.Errorf("%d %.200s", got.status, got.body)
	}
	off := start(t, samples.dir)
	if got := get(t, off+sqlOf("SELECT 1")); got.status != 404 || !strings.Contains(got.body, "sql_off") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// A file has all rows, whatever their number.
func TestSQLFiles(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	const rows = 150_000
	statement := "SELECT n, '=' || n AS formula, -n AS minus, CASE WHEN n % 2 = 0 THEN n / 2.0 END AS half FROM range(150000) AS t(n) ORDER BY n"
	got := get(t, root+sqlOf(statement, "format", "csv", "bom", "yes"))
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\uFEFF"))).ReadAll()
	if err != nil || len(lines) != rows+1 || strings.Join(lines[3], "|") != "2|'=2|-2|1" || strings.Join(lines[2], "|") != "1|'=1|-1|" || !strings.HasPrefix(got.body, "\uFEFF") {
		t.Errorf("CSV: %d lines, %v, %v", len(lines), lines[2:4], err)
	}
	if name := got.header.Get("Content-Disposition"); !strings.Contains(name, "gongkai-sql-1-") {
		t.Errorf("name: %s", name)
	}
	got = get(t, root+sqlOf(statement, "format", "parquet"))
	file, err := parquet.OpenFile(strings.NewReader(got.body), int64(len(got.body)))
	if err != nil || file.NumRows() != rows {
		t.Errorf("Parquet: %v", err)
	}
	got = get(t, root+sqlOf("SELECT n, '=1' AS f FROM range(10) AS t(n) ORDER BY n", "format", "xlsx"))
	book, err := excelize.OpenReader(strings.NewReader(got.body))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := book.GetRows(book.GetSheetName(0))
	if err != nil || len(sheet) != 11 || sheet[10][0] != "9" {
		t.Errorf("XLSX: %v, %v", sheet, err)
	}
	if got = get(t, root+sqlOf(statement, "format", "jsonl")); strings.Count(got.body, "\n") != rows {
		t.Errorf("JSONL: %d lines", strings.Count(got.body, "\n"))
	}
}

// A file that breaks on its way does not look whole, and nobody's place is
// lost: neither then, nor when a reader goes away.
func TestSQLBreaks(t *testing.T) {
	root := startSQL(t, cage.Limits{Running: 1})
	resp, err := http.Get(root + sqlOf("SELECT n, CASE WHEN n < 1000000 THEN 1 ELSE error('boom') END FROM range(2000000) AS t(n)", "format", "csv"))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, resp.Body); err == nil {
		t.Errorf("%d bytes look whole", n)
	}
	resp.Body.Close()
	for range 3 {
		resp, err := http.Get(root + sqlOf("SELECT n, repeat_ FROM (SELECT n, md5(n::VARCHAR) AS repeat_ FROM range(20000000) AS t(n))", "format", "csv"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(resp.Body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	if got := get(t, root+sqlOf("SELECT 1")); got.status != 200 {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestSQLCancel(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	done := make(chan reply, 1)
	go func() { done <- get(t, root+sqlOf("SELECT count(*) FROM range(1000000000000)", "id", "abc")) }()
	for {
		if got := post(t, root+apiRoot+"/sql/cancel", "application/x-www-form-urlencoded", "id=abc"); strings.Contains(got.body, "true") {
			break
		}
	}
	if got := <-done; got.status != 409 || !strings.Contains(got.body, "sql_cancelled") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// Two run and three wait; the sixth of one person is told to come again.
func TestSQLBusy(t *testing.T) {
	root := startSQL(t, cage.Limits{Time: 2 * time.Second})
	done := make(chan reply)
	for range 8 {
		go func() { done <- get(t, root+sqlOf("SELECT count(*) FROM range(1000000000000)")) }()
	}
	busy := 0
	for range 8 {
		got := <-done
		switch {
		case got.status == 429 && got.header.Get("Retry-After") != "" && strings.Contains(got.body, "sql_busy"):
			busy++
		case got.status != 422:
			t.Errorf("%d %s", got.status, got.body)
		}
	}
	if busy != 3 {
		t.Errorf("%d were told to come again", busy)
	}
}

func TestTables(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	var list struct {
		Tables []struct {
			Name, Comment string
			View          bool
			Rows          int
			Columns       []struct{ Name, Type, Comment string }
		}
	}
	got := get(t, root+apiRoot+"/tables")
	if err := json.Unmarshal([]byte(got.body), &list); err != nil || len(list.Tables) < 20 || !list.Tables[0].View {
		t.Fatalf("%v %s", err, got.body)
	}
	for _, table := range list.Tables {
		if table.Comment == "" || len(table.Columns) == 0 {
			t.Errorf("%s: no comment or no columns", table.Name)
		}
		for _, c := range table.Columns {
			if c.Comment == "" || c.Type == "" {
				t.Errorf("%s.%s: no comment or no type", table.Name, c.Name)
			}
		}
		if got := get(t, root+sqlOf("SELECT count(*) FROM "+table.Name)); got.status != 200 {
			t.Errorf("%s: %s", table.Name, got.body)
		}
	}
	if strings.Contains(got.body, filepath.Base(samples.dir)) {
		t.Error("names the folder")
	}
}

// A server that is to stop does not wait for the end of a long statement.
func TestSQLShutdown(t *testing.T) {
	ended := make(chan error, 1)
	t.Run("serving", func(t *testing.T) { // its cleanup stops the server, within 5 s
		root := startSQL(t, cage.Limits{Time: time.Hour, Hold: time.Hour})
		resp, err := http.Get(root + sqlOf("SELECT n, md5(n::VARCHAR) FROM range(1000000000000) AS t(n)", "format", "csv"))
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			defer resp.Body.Close()
			_, err := io.Copy(io.Discard, resp.Body)
			ended <- err
		}()
	})
	if err := <-ended; err == nil {
		t.Error("a file that was cut off looks whole")
	}
}
