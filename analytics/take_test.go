package analytics

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/duck"
	"gongkai/analytics/takeaway"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// taking is the questions to made-up reports and one with hostile texts.
func taking(t *testing.T) (*Analytics, *store.Snapshot) {
	t.Helper()
	in := storetest.Input(t)
	var list []*data.Report
	for r := range generated.Reports(generated.Scale{Within: "320300", Bodies: 12, From: 2023, To: 2024}, 1, in.Catalogue, in.Gazetteer) {
		list = append(list, r)
	}
	r := storetest.Report(data.Body{Name: "=1+1", RegionCode: "350128"}, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "-3", "gov2021/t2.art20_8/fee/amount": "12.5"})
	r.Title = "a,\"b\"\n"
	in.Reports = append(list, r)
	states, severities := []data.State{data.OK, data.Failed, data.NotAssessable}, []data.Severity{data.Hard, data.Soft, data.Note}
	for i, r := range in.Reports {
		for k := range i % 9 {
			r.Findings = append(r.Findings, data.Finding{Check: []string{"t3.outcomes", "t4.review"}[i%2], Where: fmt.Sprint(k), State: states[(i+k)%3], Severity: severities[(i+2*k)/3%3]})
		}
	}
	in.Generated = true
	dir := t.TempDir()
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, dir)
	return New(s, c), s
}

// lines are a table's rows as JSON, read so many at once; 0 for as many as Take
// reads.
func lines(t *testing.T, a *Analytics, table Table, rows int) []string {
	t.Helper()
	f, _ := takeaway.Named("jsonl")
	var b bytes.Buffer
	write := func(rows takeaway.Rows) error { return f.Write(&b, rows, takeaway.About{}) }
	err := a.Take(t.Context(), table, write)
	if rows > 0 {
		b.Reset()
		err = a.take(t.Context(), table, rows, write)
	}
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(strings.Lines(b.String()))
}

// What is taken of a table is what stands in it, each row once, however many
// are read at once.
func TestTakeIsTheTable(t *testing.T) {
	a, _ := taking(t)
	tables, err := a.Tables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, table := range tables.Tables {
		whole := lines(t, a, table, 0)
		columns, want := rowsOf(t, a, "SELECT * FROM "+table.Name)
		if got := values(t, whole, columns); !slices.Equal(got, sorted(want)) {
			t.Errorf("%s: %d rows were taken, there are %d, or they differ", table.Name, len(got), len(want))
		}
		if small := lines(t, a, table, 60); !slices.Equal(small, whole) && !table.View {
			t.Errorf("%s comes in another order by sixties", table.Name)
		} else if !slices.Equal(sorted(small), sorted(whole)) {
			t.Errorf("%s is another by sixties", table.Name)
		}
		if !table.View && table.Rows != len(whole) {
			t.Errorf("%s is said to have %d rows and has %d", table.Name, table.Rows, len(whole))
		}
		if table.Comment == "" || table.Key == "" || len(table.Columns) == 0 {
			t.Errorf("%s is not described: %+v", table.Name, table)
		}
		seen[table.Name] = len(whole)
	}
	for _, name := range []string{"body", "report", "figure", "wide_gov2021", "observation", "figures", "observations", "figure_source"} {
		if seen[name] == 0 {
			t.Errorf("%s is empty: %v", name, seen)
		}
	}
	if seen["figures"] != seen["figure"] || seen["observations"] != seen["observation"] {
		t.Errorf("views have other rows than their tables: %v", seen)
	}
	if _, has := seen["meta"]; has {
		t.Error("meta is not for analysts")
	}
}

// rowsOf are all rows of a statement as JSON lists.
func rowsOf(t *testing.T, a *Analytics, statement string) (columns, list []string) {
	t.Helper()
	conn, err := duck.Open(a.File())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	rows, err := conn.Select(statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for _, c := range rows.Columns() {
		columns = append(columns, c.Name)
	}
	for {
		batch, err := rows.Next()
		if err == duck.End {
			return columns, list
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range batch {
			b, err := takeaway.AppendRow(nil, row)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, string(b))
		}
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// values are the values of objects in the order of columns, as sorted lists.
func values(t *testing.T, lines []string, columns []string) (list []string) {
	t.Helper()
	for _, line := range lines {
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatal(err)
		}
		row := make([]json.RawMessage, len(columns))
		for i, c := range columns {
			row[i] = object[c]
		}
		b, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(b))
	}
	return sorted(list)
}

func TestTakeUnknown(t *testing.T) {
	a, _ := taking(t)
	for _, name := range []string{"", "meta", "nothing", "figure; DROP TABLE figure", "figure--", "(SELECT 1)", "FIGURE", "duckdb_settings()"} {
		if _, err := a.Table(t.Context(), name); data.Code(err) != "unknown_table" {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// Who stops writing, or goes away, leaves no connection behind.
func TestTakeStops(t *testing.T) {
	a, s := taking(t)
	table, err := a.Table(t.Context(), "figure")
	if err != nil {
		t.Fatal(err)
	}
	gone := errors.New("gone")
	for _, batches := range []int{0, 1, 2} {
		err := a.take(t.Context(), table, 100, func(rows takeaway.Rows) error {
			for range batches {
				if batch, err := rows.Next(); err != nil || len(batch) == 0 {
					t.Fatal(batch, err)
				}
			}
			return gone
		})
		if !errors.Is(err, gone) {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = a.take(ctx, table, 100, func(rows takeaway.Rows) error {
		for {
			cancel()
			if _, err := rows.Next(); err != nil {
				return err
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a question that was given up ends with %v", err)
	}
	if n := s.DB.Stats().InUse; n != 0 {
		t.Errorf("%d connections are still in use", n)
	}
}
