package takeaway

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"
	"github.com/xuri/excelize/v2"

	"gongkai/data"
)

// given are rows of a test.
type given struct {
	columns []Column
	rows    [][]any
	batch   int
	at      int
}

func (g *given) Columns() []Column { return g.columns }

func (g *given) Next() ([][]any, error) {
	if g.at == len(g.rows) {
		return nil, io.EOF
	}
	to := min(g.at+max(1, g.batch), len(g.rows))
	defer func() { g.at = to }()
	return g.rows[g.at:to], nil
}

func number(s string) data.Number {
	n, err := data.ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return n
}

// everyKind has a column of each type, and names that programs stumble over.
func everyKind() *given {
	return &given{
		columns: []Column{{"机关", "VARCHAR"}, {"=n", "BIGINT"}, {"u", "UBIGINT"}, {"f", "DOUBLE"}, {"元", "DECIMAL(28,10)"}, {"d", "DECIMAL(9,2)"}, {"b", "BOOLEAN"}, {"day", "DATE"}, {"at", "TIMESTAMP"}, {"list", "INTEGER[]"}, {"n", "HUGEINT"}, {"n", "VARCHAR"}},
		rows: [][]any{
			{"平潭综合实验区", int64(-18), uint64(1 << 63), 0.1, number("-24252.3100000001"), number("12.50"), true, "2024-01-31", "2024-01-31 08:00:00.5", []any{int64(1), nil}, number("170141183460469231731687303715884105727"), "=1+1"},
			{nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil},
			{"a,\"b\"\r\nc", int64(1) << 60, uint64(7), math.Inf(1), number("0"), number("-0.01"), false, "1969-12-31", "0001-01-01 00:00:00", []any{}, number("-1"), "-5"},
		},
	}
}

func written(t *testing.T, format string, rows Rows, about About) []byte {
	t.Helper()
	f, ok := Named(format)
	if !ok {
		t.Fatal(format)
	}
	var b bytes.Buffer
	if err := f.Write(&b, rows, about); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCSV(t *testing.T) {
	b := written(t, "csv", everyKind(), About{ByteOrderMark: true})
	if !bytes.HasPrefix(b, []byte("\uFEFF机关,'=n,u,")) {
		t.Errorf("%q", b)
	}
	rows, err := csv.NewReader(bytes.NewReader(b[3:])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[1], "|"); got != "平潭综合实验区|-18|9223372036854775808|0.1|-24252.3100000001|12.5|true|2024-01-31|2024-01-31 08:00:00.5|[1,null]|170141183460469231731687303715884105727|'=1+1" {
		t.Error(got)
	}
	if got := strings.Join(rows[2], ""); got != "" {
		t.Error(got)
	}
	if got := strings.Join(rows[3], "|"); got != "a,\"b\"\nc|1152921504606846976|7|Infinity|0|-0.01|false|1969-12-31|0001-01-01 00:00:00|[]|-1|-5" {
		t.Errorf("%q", got)
	}
}

func TestJSON(t *testing.T) {
	b := written(t, "json", everyKind(), About{Source: [][2]string{{"快照", "7"}}})
	var got struct {
		Source  map[string]string
		Columns []Column
		Rows    [][]any
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err := d.Decode(&got); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	if text := fmt.Sprint(got.Rows[0]); got.Source["快照"] != "7" || len(got.Columns) != 12 || text != "[平潭综合实验区 -18 9223372036854775808 0.1 -24252.3100000001 12.5 true 2024-01-31 2024-01-31 08:00:00.5 [1 <nil>] 170141183460469231731687303715884105727 =1+1]" {
		t.Errorf("%s", b)
	}
	if got.Rows[1][3] != nil || got.Rows[2][3] != "Infinity" {
		t.Errorf("%v", got.Rows[1:])
	}
	lines := bytes.Split(bytes.TrimSpace(written(t, "jsonl", everyKind(), About{})), []byte("\n"))
	var one map[string]any
	if err := json.Unmarshal(lines[2], &one); err != nil || len(lines) != 3 || one["=n"] != float64(1<<60) {
		t.Errorf("%v %s", err, lines[2])
	}
	if empty := written(t, "json", &given{columns: []Column{{"a", "BIGINT"}}}, About{}); json.Unmarshal(empty, &got) != nil || len(got.Rows) != 0 {
		t.Errorf("%s", empty)
	}
}

func TestXLSX(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", everyKind(), About{Source: [][2]string{{"快照", "7"}}})))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), "|"); got != "数据|来源" {
		t.Error(got)
	}
	for cell, want := range map[string]string{"A1": "机关", "B1": "=n", "B2": "-18", "C2": "9223372036854775808", "E2": "-24252.3100000001", "G2": "TRUE", "K2": "170141183460469231731687303715884105727", "L2": "=1+1", "A3": "", "F4": "-0.01", "D4": "Infinity", "B4": "1152921504606846976"} {
		if got, err := f.GetCellValue("数据", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q: %v", cell, got, want, err)
		}
	}
	for cell, want := range map[string]excelize.CellType{"B2": excelize.CellTypeUnset, "C2": excelize.CellTypeInlineString, "E2": excelize.CellTypeUnset, "L2": excelize.CellTypeInlineString, "K2": excelize.CellTypeInlineString} {
		if got, err := f.GetCellType("数据", cell); err != nil || got != want {
			t.Errorf("%s has type %v: %v", cell, got, err)
		}
	}
	if got, err := f.GetCellValue("来源", "B1"); err != nil || got != "7" {
		t.Error(got, err)
	}
	if formula, err := f.GetCellFormula("数据", "L2"); err != nil || formula != "" {
		t.Error(formula, err)
	}
}

// Another program, DuckDB, reads the types and values that went in.
func TestParquet(t *testing.T) {
	file := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(file, written(t, "parquet", everyKind(), About{Source: [][2]string{{"快照", "7"}}}), 0o644); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ask := func(statement string) (got []string) {
		t.Helper()
		rows, err := db.QueryContext(t.Context(), strings.ReplaceAll(statement, "FILE", "'"+file+"'"))
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var s sql.NullString
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			got = append(got, s.String)
		}
		return got
	}
	if got := strings.Join(ask("SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM FILE)"), "|"); got != "机关 VARCHAR|=n BIGINT|u UBIGINT|f DOUBLE|元 DECIMAL(28,10)|d DECIMAL(9,2)|b BOOLEAN|day DATE|at TIMESTAMP|list VARCHAR|n VARCHAR|n_1 VARCHAR" {
		t.Error(got)
	}
	got := ask(`SELECT concat_ws('|', "机关", "=n", u, f, "元", d, b, day, "at", list, n, n_1) FROM FILE`)
	want := []string{
		"平潭综合实验区|-18|9223372036854775808|0.1|-24252.3100000001|12.50|true|2024-01-31|2024-01-31 08:00:00.5|[1,null]|170141183460469231731687303715884105727|=1+1", "",
		"a,\"b\"\r\nc|1152921504606846976|7|inf|0.0000000000|-0.01|false|1969-12-31|0001-01-01 00:00:00|[]|-1|-5",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := ask("SELECT decode(value) FROM parquet_kv_metadata(FILE) WHERE decode(key) = '快照'"); !slices.Equal(got, []string{"7"}) {
		t.Error(got)
	}
}

// An error on the way ends the file with it, in each format.
func TestBrokenOff(t *testing.T) {
	for _, f := range Formats {
		err := f.Write(io.Discard, brokenOff{everyKind()}, About{})
		if data.Code(err) != "sql_time" {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

type brokenOff struct{ *given }

func (b brokenOff) Next() ([][]any, error) {
	rows, err := b.given.Next()
	if err == io.EOF {
		err = &data.Error{Code: "sql_time"}
	}
	return rows, err
}

// many are rows like those of observations, made as they are read.
type many struct{ n, at int }

func (m *many) Columns() []Column {
	return []Column{{"region_code", "VARCHAR"}, {"body", "VARCHAR"}, {"year", "SMALLINT"}, {"indicator", "VARCHAR"}, {"value", "DECIMAL(28,10)"}, {"status", "VARCHAR"}}
}

func (m *many) Next() ([][]any, error) {
	if m.at >= m.n {
		return nil, io.EOF
	}
	const batch = 2048
	rows := make([][]any, 0, batch)
	for range min(batch, m.n-m.at) {
		m.at++
		rows = append(rows, []any{"350128", "平潭综合实验区", int64(2010 + m.at%16), "applications.received", data.NewNumber(int64(m.at)), "reported"})
	}
	return rows, nil
}

// BenchmarkFormats writes 1,000,000 rows of six columns, 100,000 as XLSX, and
// prints how much memory that took beyond what was taken before.
func BenchmarkFormats(b *testing.B) {
	for _, f := range Formats {
		n := 1_000_000
		if f.Name == "xlsx" {
			n = 100_000
		}
		b.Run(fmt.Sprintf("%s-%d", f.Name, n), func(b *testing.B) {
			for b.Loop() {
				runtime.GC()
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				most := &peak{}
				if err := f.Write(most, &many{n: n}, About{}); err != nil {
					b.Fatal(err)
				}
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(most.heap-min(most.heap, before.HeapAlloc))/(1<<20), "MB-heap")
				b.ReportMetric(float64(most.bytes)/(1<<20), "MB")
			}
		})
	}
}

// peak watches the heap while bytes go by.
type peak struct {
	bytes, seen int
	heap        uint64
}

func (p *peak) Write(b []byte) (int, error) {
	if p.bytes += len(b); p.bytes-p.seen > 1<<20 {
		p.seen = p.bytes
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		p.heap = max(p.heap, m.HeapAlloc)
	}
	return len(b), nil
}
