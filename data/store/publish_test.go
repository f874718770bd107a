package store_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

var (
	tan  = data.Body{Name: "平潭综合实验区", RegionCode: "350128"}
	hall = data.Body{Name: "平潭县财政局", RegionCode: "350128", Organ: "财政局"}
	suq  = data.Body{Name: "宿迁市", RegionCode: "321300"}
)

// ask returns the rows of a query, a line each, columns separated by a bar.
func ask(t *testing.T, s *store.Snapshot, query string, args ...any) []string {
	t.Helper()
	rows, err := s.DB.QueryContext(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		words := make([]string, len(values))
		for i, v := range values {
			words[i] = strings.TrimSuffix(fmt.Sprint(v), " 00:00:00 +0000 UTC")
		}
		lines = append(lines, strings.Join(words, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

func mustEqual(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSuperseded(t *testing.T) {
	received := func(n string) *data.Report {
		r := storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": n})
		r.Source.File = n + ".html"
		return r
	}
	s := storetest.Snapshot(t, received("1"), storetest.Report(suq, 2023, "gov2021", nil), received("2"),
		storetest.Report(tan, 2022, "gov2021", nil), received("3"))
	mustEqual(t, ask(t, s, `SELECT report_id, body_id, year, source_file, superseded_by FROM report ORDER BY report_id`),
		"1|1|2023|宿迁市2023.html|<nil>", "2|2|2022|平潭综合实验区2022.html|<nil>",
		"3|2|2024|1.html|5", "4|2|2024|2.html|5", "5|2|2024|3.html|<nil>")
	mustEqual(t, ask(t, s, `SELECT value, report_id FROM figures`), "3|5")
	mustEqual(t, ask(t, s, `SELECT value, report_id FROM observations`), "3|5")
	mustEqual(t, ask(t, s, `SELECT key, level, province, prefecture, reports, first_year, last_year FROM body ORDER BY body_id`),
		"321300:宿迁市|prefecture|江苏省|宿迁市|1|2023|2023", "350128:平潭综合实验区|county|福建省|福州市|2|2022|2024")
	if s.Manifest.Reports != 3 || s.Manifest.Bodies != 2 || s.Manifest.Figures != 1 || s.Manifest.Arrivals != 5 {
		t.Errorf("%+v", s.Manifest)
	}
}

func TestReportColumns(t *testing.T) {
	r := storetest.Report(hall, 2024, "gov2021", nil)
	r.Published, r.Arrived, r.Title = "2025-01-20", time.Date(2025, 2, 1, 8, 0, 0, 0, time.FixedZone("", 8*3600)), "坏\xff字"
	undated := storetest.Report(suq, 2024, "other.form", nil)
	undated.Published, undated.Scope = "二〇二五年", ""
	s := storetest.Snapshot(t, r, undated)
	mustEqual(t, ask(t, s, `SELECT year, form, scope, title, published, arrived, sample FROM report ORDER BY report_id`),
		"2024|other.form|unknown|宿迁市2024年政府信息公开工作年度报告|<nil>|<nil>|false",
		"2024|gov2021|unknown|坏\uFFFD字|2025-01-20|2025-02-01|false")
}

func TestSameInputSameTables(t *testing.T) {
	reports := storetest.Shared(t)
	var hashes [2]map[string]string
	for i := range hashes {
		var err error
		if hashes[i], err = storetest.Snapshot(t, reports...).Hashes(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if !maps.Equal(hashes[0], hashes[1]) || len(hashes[0]) != 26 {
		t.Errorf("%v\n%v", hashes[0], hashes[1])
	}
	reports[0].Figures[0] = storetest.Figure(reports[0].Figures[0].Cell, "424242")
	changed, err := storetest.Snapshot(t, reports...).Hashes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for table, h := range hashes[0] {
		touched := slices.Contains([]string{"figure", "printed", "wide_gov2019", "wide_observation", "observation", "distribution"}, table)
		if (changed[table] != h) != touched {
			t.Errorf("one figure changed, the hash of %s went from %s to %s", table, h, changed[table])
		}
	}
}

func TestEverythingIsDescribed(t *testing.T) {
	s := storetest.Snapshot(t)
	mustEqual(t, ask(t, s, `SELECT table_name FROM duckdb_tables() WHERE coalesce(comment, '') = ''
		UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
		UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns() WHERE NOT internal AND coalesce(comment, '') = ''`))
	mustEqual(t, ask(t, s, `SELECT count(*) FROM duckdb_tables()`), "27")
	mustEqual(t, ask(t, s, `SELECT comment FROM duckdb_columns() WHERE table_name = 'wide_gov2021' AND column_name = 't3_received_total'`),
		"一、本年新收政府信息公开申请数量 · 总计")
	mustEqual(t, ask(t, s, `SELECT data_type FROM duckdb_columns() WHERE table_name = 'figure' ORDER BY column_index`),
		"INTEGER", "SMALLINT", "INTEGER", "INTEGER", "BIGINT", "DECIMAL(28,10)",
		"ENUM('reported', 'derived', 'blank', 'not_applicable', 'suspect', 'unreadable', 'provisional', 'revised', 'break')")
}

func TestBadReportsAreRefused(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir)
	for _, r := range []*data.Report{
		storetest.Report(tan, 0, "gov2021", nil), storetest.Report(tan, 70000, "gov2021", nil), storetest.Report(data.Body{RegionCode: "350128"}, 2024, "gov2021", nil),
	} {
		if _, err := store.Publish(t.Context(), dir, storetest.Input(t, r)); data.Code(err) != "bad_report" {
			t.Errorf("%v", err)
		}
	}
	if m, err := store.Current(dir); err != nil || m.Number != 1 {
		t.Errorf("%+v %v", m, err)
	}
}

func TestFolderAfterPublishing(t *testing.T) {
	dir := t.TempDir()
	one := storetest.Publish(t, dir)
	two := storetest.Publish(t, dir)
	var names []string
	files, err := os.ReadDir(filepath.Join(dir, "snapshots"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	base := func(m *store.Manifest) string { return strings.TrimSuffix(m.File, ".duckdb") }
	mustEqual(t, names, "publish.lock", base(one)+".duckdb", base(one)+".json", base(two)+".duckdb", base(two)+".json")
	pointer, err := os.ReadFile(filepath.Join(dir, "current"))
	if err != nil || string(pointer) != base(two)+"\n" || two.Number != 2 {
		t.Errorf("%q %v %+v", pointer, err, two)
	}
}

// A current snapshot that lost its manifest can be restored from a backup of
// the manifest alone: publishing does not clear its file away.
func TestLostManifest(t *testing.T) {
	dir := t.TempDir()
	m := storetest.Publish(t, dir)
	file := filepath.Join(dir, "snapshots", m.File)
	if err := os.Remove(strings.TrimSuffix(file, ".duckdb") + ".json"); err != nil {
		t.Fatal(err)
	}
	if next := storetest.Publish(t, dir); next.Number != 2 {
		t.Errorf("number %d", next.Number)
	}
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

// The same holds for one that is no longer the current one: a file without any
// manifest is not an interrupted publisher's.
func TestLostManifestOfFormer(t *testing.T) {
	dir := t.TempDir()
	m := storetest.Publish(t, dir)
	storetest.Publish(t, dir)
	file := filepath.Join(dir, "snapshots", m.File)
	if err := os.Remove(strings.TrimSuffix(file, ".duckdb") + ".json"); err != nil {
		t.Fatal(err)
	}
	storetest.Publish(t, dir)
	if _, err := os.Stat(file); err != nil {
		t.Error(err)
	}
}

// A store that lost its pointer is not an empty one.
func TestLostPointer(t *testing.T) {
	dir := t.TempDir()
	storetest.Publish(t, dir)
	if err := os.Remove(filepath.Join(dir, "current")); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Current(dir); data.Code(err) != "store_broken" {
		t.Error(err)
	}
}

// The order of the rows in the file decides how fast it answers.
func TestRowsAreSorted(t *testing.T) {
	var reports []*data.Report
	for year := 2024; year >= 2021; year-- {
		for _, b := range []data.Body{suq, hall, tan} {
			reports = append(reports, storetest.Report(b, year, "gov2021", map[data.Cell]string{
				"gov2021/t3/received/total": "1", "gov2021/t3/carried_in/total": "2", "gov2021/t3/concluded/total": "3",
			}))
		}
	}
	s := storetest.Snapshot(t, reports...)
	for table, key := range map[string]string{
		"figure": "item_id, year, body_id", "observation": "indicator_id, year, body_id",
		"printed": "body_id, year", "wide_gov2021": "body_id, year", "wide_observation": "body_id, year",
	} {
		mustEqual(t, ask(t, s, fmt.Sprintf(`SELECT %[2]s FROM %[1]s ORDER BY rowid`, table, key)),
			ask(t, s, fmt.Sprintf(`SELECT %[2]s FROM %[1]s ORDER BY %[2]s`, table, key))...)
	}
}
