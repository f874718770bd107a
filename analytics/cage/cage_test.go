package cage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// snapshot is a small one, published once for all tests.
var snapshot string

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == Word {
		os.Exit(Child())
	}
	if len(os.Args) > 1 && os.Args[1] == probeWord {
		os.Exit(probe())
	}
	if len(os.Args) > 1 && os.Args[1] == unguardedWord {
		os.Exit(unguarded())
	}
	dir, err := os.MkdirTemp("", "gongkai-cage-")
	if err == nil {
		err = publish(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "cage tests:", err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func publish(dir string) error {
	c, err := form.Load()
	if err != nil {
		return err
	}
	var reports []*data.Report
	for i, name := range []string{"双鸭山市尖山区", "平潭综合实验区", "=HYPERLINK(1)"} {
		for year := 2021; year <= 2024; year++ {
			r := storetest.Report(data.Body{Name: name, RegionCode: []string{"230502", "350128", ""}[i]}, year, "gov2021",
				map[data.Cell]string{"gov2021/t2.art20_6/penalty/decisions": fmt.Sprint(year*10 + i), "gov2021/t2.art20_5/licence/decisions": "/"})
			r.Source.SHA256 = fmt.Sprintf("%064x", i*10_000+year)
			reports = append(reports, r)
		}
	}
	if _, err = store.Publish(context.Background(), dir, store.Input{Catalogue: c, Reports: reports}); err != nil {
		return err
	}
	m, err := store.Current(dir)
	if err != nil {
		return err
	}
	snapshot = filepath.Join(dir, "snapshots", m.File)
	_, err = os.Stat(snapshot)
	return err
}

// newCage returns a cage that is closed with the test.
func newCage(t testing.TB, l Limits) *Cage {
	t.Helper()
	c, err := New(l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// ask returns all rows as lines of values.
func ask(c *Cage, q Question) (lines []string, a *Answer, err error) {
	q.Snapshot = snapshot
	a, err = c.Ask(context.Background(), q)
	if err != nil {
		return nil, nil, err
	}
	defer a.Close()
	for {
		batch, err := a.Next()
		if errors.Is(err, io.EOF) {
			return lines, a, nil
		}
		if err != nil {
			return lines, a, err
		}
		for _, row := range batch {
			cells := make([]string, len(row))
			for i, v := range row {
				cells[i] = fmt.Sprint(v)
				if raw, is := v.(interface{ MarshalJSON() ([]byte, error) }); is {
					b, _ := raw.MarshalJSON()
					cells[i] = string(b)
				}
			}
			lines = append(lines, strings.Join(cells, "|"))
		}
	}
}

func TestAsk(t *testing.T) {
	c := newCage(t, Limits{})
	for _, test := range []struct {
		text   string
		values map[string]any
		want   string
	}{
		{"SELECT 1 AS a, 'x' AS b, NULL", nil, "1|x|<nil>"},
		{"SELECT year, value FROM figures WHERE cell LIKE '%penalty%' AND region_code = :code ORDER BY year DESC LIMIT 1;", map[string]any{"code": "230502"}, "2024|20240"},
		{"SELECT count(*) FROM figures WHERE year = :year -- a remark; and more", map[string]any{"year": "2024"}, "6"},
		{"SELECT 7/2, ':year', $$:year$$, 1::INT /* :x */", nil, "3|:year|:year|1"},
		{"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3), s AS (SELECT * FROM r) SELECT sum(n) FROM s", nil, "6"},
		{"WITH a AS MATERIALIZED (SELECT 1 AS x) SELECT * FROM a, range(2) AS t(i) ORDER BY i", nil, "1|0\n1|1"},
		{"SELECT DISTINCT status FROM figure ORDER BY ALL", nil, "reported\nnot_applicable"},
		{"SELECT name, row_number() OVER (ORDER BY name) FROM body ORDER BY 2 LIMIT 1", nil, "=HYPERLINK(1)|1"},
		{"SELECT list_transform([1, 2], lambda x: x + 1), {'a': 1.5, 'b': 'ü'}, MAP {'k': 1}", nil, `[2,3]|{"a":1.5,"b":"ü"}|{"k":1}`},
		{"SELECT 1.10::DECIMAL(5,2), 123456789012345678901234567890::HUGEINT, DATE '2024-02-29', TIMESTAMP '2024-01-01 10:00:00.5', 1.1::FLOAT, true", nil,
			"1.1|123456789012345678901234567890|2024-02-29|2024-01-01 10:00:00.5|1.1|true"},
		{"FROM (VALUES (1, 'a'), (2, 'b')) AS v(n, t) WHERE n IN (SELECT 2)", nil, "2|b"},
		{"SELECT $1 || 'a$1', $2, $1, $3, $4[2], $$ $1 $$", map[string]any{"1": "it's", "2": Typed{"DOUBLE", int64(1)}, "3": Typed{"DATE", nil}, "4": []any{int64(5), "6"}}, "it'sa$1|1|it's|<nil>|6| $1 "},
		{"SELECT * FROM (SELECT year, cell FROM figures) PIVOT (count(*) FOR year IN (2023, 2024)) ORDER BY cell LIMIT 1", nil, ""},
	} {
		lines, a, err := ask(c, Question{Text: test.text, Values: test.values})
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got := strings.Join(lines, "\n"); test.want != "" && got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
		if a.Peak() == 0 {
			t.Errorf("%s: no peak of memory", test.text)
		}
	}
}

func TestRefused(t *testing.T) {
	c := newCage(t, Limits{Text: 2_000})
	for _, test := range []struct{ text, code, place string }{
		{"SELECT * FROM read_text('/etc/passwd')", "sql_function", "1:15"},
		{"SELECT 1,\n current_setting('temp_directory')", "sql_function", "2:2"},
		{"SELECT * FROM '/etc/passwd'", "sql_table", "1:15"},
		{"SELECT * FROM duckdb_settings", "sql_table", "1:15"},
		{"SELECT (WITH duckdb_settings AS (SELECT 1) SELECT 1) FROM duckdb_settings", "sql_table", "1:59"},
		{"WITH duckdb_settings AS (SELECT * FROM duckdb_settings) SELECT 1 FROM duckdb_settings", "sql_table", "1:40"},
		{"SELECT current_database", "sql_function", "1:8"},
		{"SELECT 1; SELECT 2", "sql_several", ""},
		{"SET threads = 4", "sql_not_select", ""},
		{"SELECT :年 + 1", "sql_parameter", "1:8"},
		{"SELECT $1", "sql_parameter", "1:8"},
		{"SELEC 1", "sql_syntax", "1:1"},
		{"SELECT nothing FROM body", "sql_failed", "1:8"},
		{"SELECT 1" + strings.Repeat(" ", 2_000), "sql_long", ""},
		{"DESCRIBE duckdb_settings", "sql_table", "1:10"},
		{"SELECT * FROM query('SELECT 1')", "sql_function", "1:15"},
		{"SELECT list_transform(['/etc/passwd'], lambda x: read_text(x))", "sql_function", "1:50"},
		{"SELECT repeat('a', 1000000000)", "sql_function", "1:8"},
	} {
		_, _, err := ask(c, Question{Text: test.text})
		var e *data.Error
		if !errors.As(err, &e) || e.Code != test.code || e.Place != test.place {
			t.Errorf("%s: got %v at %q, want %s at %q", test.text, err, at(e), test.code, test.place)
		}
		if err != nil && strings.Contains(err.Error(), filepath.Dir(snapshot)) {
			t.Errorf("%s: names the folder: %v", test.text, err)
		}
	}
}

func at(e *data.Error) string {
	if e == nil {
		return ""
	}
	return e.Place
}

func TestPlaceOfParameter(t *testing.T) {
	c := newCage(t, Limits{})
	_, _, err := ask(c, Question{Text: "SELECT :a,\n :b || x, :c", Values: map[string]any{"a": "long enough to shift", "b": "many characters of it", "c": int64(1)}})
	if e := new(data.Error); !errors.As(err, &e) || e.Place != "2:8" {
		t.Errorf("got %v", err)
	}
}

func TestLimits(t *testing.T) {
	for _, test := range []struct {
		text, code string
	}{
		{"SELECT count(*) FROM range(1000000000000)", "sql_time"},
		{"SELECT count(*) FROM range(100000) AS a, range(100000) AS b, range(1000) AS c WHERE a.range + b.range > c.range", "sql_time"},
		{"WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r", "sql_time"},
		{"SELECT len(list(x)) FROM range(1000000000) AS t(x)", "sql_memory"},
		{"SELECT length(string_agg(x::VARCHAR, 'some more text')) FROM range(100000000) AS t(x)", "sql_memory"},
	} {
		l := Limits{Time: time.Second, Memory: 200 << 20}
		if test.code == "sql_memory" {
			l.Time = time.Minute // a busy machine may need more than a second to fill it
		}
		c := newCage(t, l)
		ended := make(chan *Answer, 1)
		c.closing = func(a *Answer) { ended <- a }
		_, _, err := ask(c, Question{Text: test.text})
		closed := <-ended
		if code := data.Code(err); code != test.code {
			t.Errorf("%s: got %v", test.text, err)
		}
		t.Logf("%s: %v, %d MB at most", test.text, closed.Elapsed(), closed.Peak()>>20)
		if closed.Peak() == 0 || closed.Peak() > c.limits.Memory*11/10 {
			t.Errorf("%s: %d bytes of memory", test.text, closed.Peak())
		}
		c.closing = nil
		if lines, _, err := ask(c, Question{Text: "SELECT 1"}); err != nil || len(lines) != 1 {
			t.Errorf("afterwards: %v", err)
		}
	}
}

func TestTruncated(t *testing.T) {
	c := newCage(t, Limits{})
	for _, test := range []struct {
		rows, limit, want int
		truncated         bool
	}{{10, 9, 9, true}, {10, 10, 10, false}, {10, 0, 10, false}, {300_000, 0, 300_000, false}, {300_000, 250_000, 250_000, true}} {
		lines, a, err := ask(c, Question{Text: fmt.Sprintf("SELECT * FROM range(%d)", test.rows), Limit: test.limit})
		if err != nil || len(lines) != test.want || a.Truncated() != test.truncated {
			t.Errorf("%+v: %d rows, %v, %v", test, len(lines), a.Truncated(), err)
		}
	}
}

func TestDescribe(t *testing.T) {
	c := newCage(t, Limits{})
	_, a, err := ask(c, Question{Text: "SELECT $2", Describe: true})
	if got := a.Parameters(); err != nil || got["2"] != "" || len(got) != 1 {
		t.Errorf("got %v %v", got, err)
	}
	_, a, err = ask(c, Question{Text: "SELECT value + $3::BIGINT AS n, amount, $4 FROM figures WHERE year = $1 LIMIT $7", Values: map[string]any{"4": Typed{"DATE", nil}}, Describe: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(a.Columns()); !strings.Contains(got, "{n BIGINT} {amount DECIMAL(28,10)}") || !strings.Contains(got, " DATE}]") {
		t.Errorf("got %s", got)
	}
	if got := a.Parameters(); got["1"] != "SMALLINT" || got["3"] != "BIGINT" || got["7"] != "BIGINT" || len(got) != 3 {
		t.Errorf("got %v", got)
	}
	for _, text := range []string{"SELECT * FROM read_text($1)", "SELECT * FROM duckdb_settings", "SELECT $1; SELECT 2"} {
		if _, _, err := ask(c, Question{Text: text, Describe: true}); !strings.HasPrefix(data.Code(err), "sql_") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestExplain(t *testing.T) {
	c := newCage(t, Limits{})
	lines, _, err := ask(c, Question{Text: "SELECT count(*) FROM figures WHERE year = 2024", Explain: true})
	if err != nil || !strings.Contains(strings.Join(lines, ""), "SEQ_SCAN") || strings.Contains(strings.Join(lines, ""), filepath.Dir(snapshot)) {
		t.Errorf("%v %v", lines, err)
	}
}

// A child that has opened its snapshot can do nothing else, even where a
// statement gets past the check.
func TestConfined(t *testing.T) {
	c := newCage(t, Limits{Time: 3 * time.Second})
	c.unsafe = true
	folder := t.TempDir()
	for _, text := range []string{
		"SELECT * FROM read_text('/etc/passwd')", "SELECT * FROM glob('/*')", "SELECT * FROM '/etc/hosts'",
		"SELECT * FROM read_csv('/proc/self/environ')", "SELECT * FROM read_blob('" + snapshot + "')",
		"SELECT * FROM read_csv('http://127.0.0.1:1/x')",
	} {
		if lines, _, err := ask(c, Question{Text: text}); err == nil && len(lines) > 0 {
			t.Errorf("%s: %v", text, lines)
		}
	}
	if entries, _ := os.ReadDir(folder); len(entries) > 0 {
		t.Errorf("files: %v", entries)
	}
}

func TestCancel(t *testing.T) {
	c := newCage(t, Limits{})
	begun := make(chan struct{})
	go func() {
		<-begun
		for !c.Cancel("somebody", "7") {
		}
	}()
	close(begun)
	_, _, err := ask(c, Question{Who: "somebody", ID: "7", Text: "SELECT count(*) FROM range(1000000000000)"})
	if data.Code(err) != "sql_cancelled" {
		t.Errorf("got %v", err)
	}
	if c.Cancel("somebody", "7") || c.Cancel("other", "7") {
		t.Error("it still runs")
	}
}
