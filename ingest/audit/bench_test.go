package audit_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/ingest/audit"
)

// The nation's reports: 150,000 bodies over 17 years, of which some began late.
const nationReports = 2_200_000

// sampled is how many of them a benchmark checks, part by part so that a small
// machine holds them; a part has enough divisions to keep both cores at work to
// its end, as the whole would.
const sampled, together = 24_000, 8_000

// BenchmarkNation makes all checks of a sample of a nation's reports, those by
// themselves and those against each other, and counts the time of the checks
// alone: of the clock, and of the processors, which others on the machine do not
// lengthen. It also sums the same cells of the sample's newest form by a bare
// DuckDB statement.
func BenchmarkNation(b *testing.B) {
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		b.Fatal(err)
	}
	auditor := audit.New(c)
	for b.Loop() {
		var clock, processors time.Duration
		reports, findings := 0, 0
		wide := newWide(b, c.Form("gov2021"))
		check := func(list []*data.Report) {
			runtime.GC() // what the generator left
			start, used := time.Now(), usedTime(b)
			found := auditor.All(list, g)
			clock += time.Since(start)
			processors += usedTime(b) - used
			for i := range list {
				findings += len(found[i])
			}
			reports += len(list)
			wide.add(list)
		}
		var list []*data.Report
		for r := range generated.Reports(generated.Nation, 1, c, g) {
			if len(list) >= together && r.Body.RegionCode != list[len(list)-1].Body.RegionCode {
				check(list)
				list = nil
				if reports >= sampled {
					break
				}
			}
			list = append(list, r)
		}
		each, busy := clock.Seconds()/float64(reports), processors.Seconds()/float64(reports)
		b.ReportMetric(1/each, "reports/s")
		b.ReportMetric(each*nationReports, "s/nation")
		b.ReportMetric(busy*nationReports/2, "cpu-s/nation-on-two")
		b.ReportMetric(float64(findings)/float64(reports), "findings/report")
		b.ReportMetric(busy/wide.sum(), "x-bare-sum")
	}
}

// usedTime is the time of the processors that the program has used.
func usedTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Skip(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// wide is the figures of a form in a table of DuckDB with a column for each
// cell, and nothing else.
type wide struct {
	b    *testing.B
	form *form.Form
	conn *sql.Conn
	rows int
}

func newWide(b *testing.B, f *form.Form) *wide {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	conn, err := db.Conn(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _, _ = conn.Close(), db.Close() })
	columns := make([]string, len(f.Cells()))
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d BIGINT", i)
	}
	w := &wide{b: b, form: f, conn: conn}
	w.exec("CREATE TABLE wide (" + strings.Join(columns, ", ") + ")")
	return w
}

func (w *wide) exec(statement string) {
	if _, err := w.conn.ExecContext(context.Background(), statement); err != nil {
		w.b.Fatal(err)
	}
}

func (w *wide) add(reports []*data.Report) {
	err := w.conn.Raw(func(c any) error {
		a, err := duckdb.NewAppenderFromConn(c.(driver.Conn), "", "wide")
		if err != nil {
			return err
		}
		row := make([]driver.Value, len(w.form.Cells()))
		for _, r := range reports {
			if r.Form != w.form.ID {
				continue
			}
			for i := range r.Figures {
				row[i] = nil
				if v := r.Figures[i].Value; v != nil {
					row[i] = v.IntPart()
				}
			}
			w.rows++
			if err := a.AppendRow(row...); err != nil {
				return err
			}
		}
		return a.Close()
	})
	if err != nil {
		w.b.Fatal(err)
	}
}

// sum is the time of the processors that the statement takes for a report, in
// seconds: the best of five.
func (w *wide) sum() float64 {
	sums := make([]string, len(w.form.Cells()))
	for i := range sums {
		sums[i] = fmt.Sprintf("sum(c%d)", i)
	}
	best := time.Hour
	for range 5 {
		used := usedTime(w.b)
		w.exec("SELECT " + strings.Join(sums, ", ") + " FROM wide")
		best = min(best, usedTime(w.b)-used)
	}
	return best.Seconds() / float64(w.rows)
}
