package store_test

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// BenchmarkScale builds snapshots of generated reports and asks them what
// pages ask: a district of 600 bodies and 8 years, a province of 12,000 and 10,
// and, with GONGKAI_BENCH_NATION=1, the nation of 150,000 and 17, which takes
// minutes, some 8 GB of memory and 10 GB of disk.
func BenchmarkScale(b *testing.B) {
	scales := []struct {
		name string
		generated.Scale
	}{{"district", generated.District}, {"province", generated.Province}, {"nation", generated.Nation}}
	if os.Getenv("GONGKAI_BENCH_NATION") != "1" {
		scales = scales[:2]
	}
	for _, s := range scales {
		b.Run(s.name, func(b *testing.B) { benchScale(b, s.Scale) })
	}
}

func benchScale(b *testing.B, scale generated.Scale) {
	dir := b.TempDir()
	b.Run("build", func(b *testing.B) {
		in := storetest.Input(b)
		in.Generated = true
		for b.Loop() {
			in.Stream = store.Sequence(generated.Reports(scale, 1, in.Catalogue, in.Gazetteer))
			m, err := store.Publish(b.Context(), dir, in)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(m.Size)/1e6, "MB")
			b.ReportMetric(float64(m.Figures)/1e6, "Mcells")
			b.ReportMetric(peakMemory(b), "peak-MB")
		}
	})
	b.Run("amend", func(b *testing.B) { benchAmend(b, dir) })
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			s, err := store.Open(b.Context(), dir)
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
	s, err := store.Open(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) { q.bench(b, s, scale) })
	}
}

// benchAmend publishes one more report of a body, and does what no way could
// avoid: copy the file, sync it, and hash it.
func benchAmend(b *testing.B, dir string) {
	in := storetest.Input(b)
	in.Generated = true
	var bare time.Duration
	for b.Loop() {
		in.Reports = []*data.Report{storetest.Report(data.Body{Name: "成都市", RegionCode: "510100"}, 2025, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "7"})}
		m, err := store.Amend(b.Context(), dir, in, []string{in.Reports[0].Body.Key()})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		start := time.Now()
		content, err := os.ReadFile(filepath.Join(dir, "snapshots", m.File))
		if err != nil {
			b.Fatal(err)
		}
		copied := filepath.Join(b.TempDir(), "copy")
		if err := os.WriteFile(copied, content, 0o600); err != nil {
			b.Fatal(err)
		}
		if err := disk.Sync(copied); err != nil {
			b.Fatal(err)
		}
		sha256.Sum256(content)
		bare += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed())/float64(bare), "to-copy-sync-hash")
}

// peakMemory is the largest resident size of the process so far, in MB; 0
// where the system does not tell.
func peakMemory(b *testing.B) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	var kb float64
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			if _, err := fmt.Sscan(rest, &kb); err != nil {
				b.Fatal(err)
			}
		}
	}
	return kb / 1024
}

// question is a statement as pages ask it, with what changes from one time to
// the next: %b bodies, %p a province, %y a year, %i an indicator.
type question struct{ name, sql string }

const sixIndicators = `'applications.received', 'applications.carried_in', 'applications.concluded', 'outcomes.granted', 'review.total', 'decisions.penalty'`

var questions = []question{
	{"a-trend", `SELECT i.code, o.body_id, o.year, CAST(o.value AS varchar), o.status, o.form, o.match, o.report_id
		FROM observation AS o JOIN indicator AS i ON i.indicator_id = o.indicator_id
		WHERE i.code IN (` + sixIndicators + `) AND o.body_id IN (%b, %b, %b) ORDER BY i.code, o.body_id, o.year`},
	{"a-trend-wide", `SELECT body_id, year, report_id, form, applications_received, applications_carried_in, applications_concluded, outcomes_granted,
		review_total, decisions_penalty, marks FROM wide_observation WHERE body_id IN (%b, %b, %b) ORDER BY body_id, year`},
	{"b-peers-counties", `SELECT b.body_id, b.name, b.level, o.value, o.status FROM body AS b JOIN observation AS o ON o.body_id = b.body_id
		WHERE b.province = '%p' AND b.level = 'county' AND b.kind = '政府' AND o.year = %y AND o.indicator_id = %i ORDER BY o.value DESC NULLS LAST, b.key`},
	{"b-peers-education", `SELECT b.body_id, b.name, b.level, o.value, o.status FROM body AS b JOIN observation AS o ON o.body_id = b.body_id
		WHERE b.kind = '教育局' AND o.year = %y AND o.indicator_id = %i ORDER BY o.value DESC NULLS LAST, b.key`},
	{"c-ratio", `SELECT b.body_id, b.name, n.value, d.value FROM body AS b
		JOIN observation AS n ON n.body_id = b.body_id JOIN observation AS d ON d.body_id = b.body_id AND d.year = n.year
		WHERE b.level = 'county' AND b.kind = '政府' AND n.year = %y AND n.indicator_id = %i AND d.indicator_id = %i ORDER BY b.key`},
	{"d-sums-province", `SELECT b.province, o.year, CAST(sum(o.value) AS bigint), count(o.value) FROM observation AS o JOIN body AS b ON b.body_id = o.body_id
		WHERE o.indicator_id = %i GROUP BY b.province, o.year ORDER BY b.province, o.year`},
	{"d-sums-group", `SELECT o.year, CAST(sum(o.value) AS bigint), count(o.value) FROM observation AS o JOIN body AS b ON b.body_id = o.body_id
		WHERE o.indicator_id = %i AND b.province = '%p' AND b.kind = '公安局' GROUP BY o.year ORDER BY o.year`},
	{"e-overview", `SELECT o.indicator_id, o.year, o.value, o.amount, o.status FROM observation AS o WHERE o.body_id = %b AND o.year IN (%y, %y - 1) ORDER BY 1, 2`},
	{"e-overview-wide", `SELECT * FROM wide_observation WHERE body_id = %b AND year IN (%y, %y - 1) ORDER BY year`},
	{"f-coverage", `SELECT r.body_id, r.year, r.report_id, r.form, r.scope, r.failed FROM report AS r JOIN body AS b ON b.body_id = r.body_id
		WHERE r.superseded_by IS NULL AND b.province = '%p' AND b.level = 'county' AND b.kind = '政府' ORDER BY r.body_id, r.year`},
	{"g-quartiles", `SELECT indicator_id, form, scope, n, lower_quartile, median, upper_quartile FROM distribution
		WHERE province = '%p' AND level = 'county' AND kind = '教育局' AND year = %y ORDER BY indicator_id, form, scope`},
	{"report-figures", `SELECT i.cell, f.value, f.amount, f.status, s.text, s.row_no FROM figure AS f JOIN item AS i ON i.item_id = f.item_id
		JOIN figure_source AS s ON s.body_id = f.body_id AND s.year = f.year AND s.item_id = f.item_id
		WHERE f.body_id = %b AND f.year = %y AND s.body_id = %b AND s.year = %y ORDER BY f.item_id`},
	{"report-source", `SELECT item_id, text, table_no, row_no, column_no FROM figure_source WHERE body_id = %b AND year = %y ORDER BY item_id`},
}

// bench asks a question again and again, of other bodies and years each time,
// and reports the median and the 95th percentile of the waiting time.
func (q question) bench(b *testing.B, s *store.Snapshot, scale generated.Scale) {
	const warmUp = 5
	r := rand.New(rand.NewPCG(1, 2))
	var times []time.Duration
	for rows := 0; b.Loop(); {
		start := time.Now()
		rows += q.ask(b, s, q.about(r, s, scale))
		if times = append(times, time.Since(start)); len(times) == warmUp && rows == 0 {
			b.Fatal("no rows")
		}
	}
	if len(times) > 2*warmUp {
		times = times[warmUp:]
	}
	slices.SortFunc(times, func(x, y time.Duration) int { return cmp.Compare(x, y) })
	b.ReportMetric(times[len(times)/2].Seconds()*1e3, "p50-ms")
	b.ReportMetric(times[len(times)*95/100].Seconds()*1e3, "p95-ms")
}

// provinces are asked for where the scale holds more than one.
var provinces = []string{"江苏省", "四川省", "河南省", "广东省", "山东省"}

func (q question) about(r *rand.Rand, s *store.Snapshot, scale generated.Scale) string {
	sql := q.sql
	body := 1 + r.IntN(s.Manifest.Bodies)
	at := fmt.Sprint(scale.To - r.IntN(4))
	for strings.Contains(sql, "IN (%b, %b, %b)") {
		sql = strings.Replace(sql, "%b, %b, %b", fmt.Sprintf("%d, %d, %d", body, 1+r.IntN(s.Manifest.Bodies), 1+r.IntN(s.Manifest.Bodies)), 1)
	}
	province := provinces[r.IntN(len(provinces))]
	switch scale.Within {
	case generated.District.Within:
		province = "江苏省"
	case generated.Province.Within:
		province = "四川省"
	}
	for strings.Contains(sql, "%i") {
		sql = strings.Replace(sql, "%i", fmt.Sprint(indicatorsAsked[r.IntN(len(indicatorsAsked))]), 1)
	}
	return strings.NewReplacer("%b", fmt.Sprint(body), "%y", at, "%p", province).Replace(sql)
}

// indicatorsAsked are the ids of indicators that all forms of 2019 and later feed.
var indicatorsAsked = []int{0, 1, 2, 3}

func (q question) ask(b *testing.B, s *store.Snapshot, sql string) (n int) {
	rows, err := s.DB.QueryContext(b.Context(), sql)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(any)
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			b.Fatal(err)
		}
		n++
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return n
}
