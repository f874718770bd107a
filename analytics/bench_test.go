package analytics_test

import (
	"context"
	"database/sql"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/generated"
	"gongkai/data/place"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// BenchmarkQuestions asks random questions of a made-up prefecture, province and
// nation, without any cache, and reports the median and the 95th percentile of each kind
// in ms, and how a question compares with its statements, run one after another.
func BenchmarkQuestions(b *testing.B) {
	for name, scale := range map[string]generated.Scale{"district": generated.District, "province": generated.Province, "nation": generated.Nation} {
		b.Run(name, func(b *testing.B) {
			if name == "nation" && os.Getenv("GONGKAI_BENCH_NATION") == "" {
				b.Skip("the nation takes minutes and gigabytes: set GONGKAI_BENCH_NATION=1")
			}
			benchmarkQuestions(b, scale)
		})
	}
}

// benchStore publishes a scale, and says how long it took; 0 where the folder
// GONGKAI_BENCH_STORES already holds it from an earlier run.
func benchStore(b *testing.B, scale generated.Scale, c *form.Catalogue, g *place.Gazetteer) (dir string, took time.Duration) {
	dir = b.TempDir()
	if kept := os.Getenv("GONGKAI_BENCH_STORES"); kept != "" {
		dir = filepath.Join(kept, filepath.Base(b.Name()))
		if m, err := store.Current(dir); err == nil && m.Format == store.Format {
			return dir, 0
		}
	}
	in := storetest.Input(b)
	in.Generated = true
	in.Stream = func(yield func(*data.Report, error) bool) {
		for r := range generated.Reports(scale, 1, c, g) {
			if !yield(r, nil) {
				return
			}
		}
	}
	start := time.Now()
	if _, err := store.Publish(b.Context(), dir, in); err != nil {
		b.Fatal(err)
	}
	return dir, time.Since(start)
}

// statement is one that a question asked.
type statement struct {
	text string
	args []any
}

// run asks it alone, and reads the rows without looking at them.
func (s statement) run(b *testing.B, db *sql.DB) {
	rows, err := db.QueryContext(b.Context(), s.text, s.args...)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

func benchmarkQuestions(b *testing.B, scale generated.Scale) {
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		b.Fatal(err)
	}
	dir, built := benchStore(b, scale, c, g)
	start := time.Now()
	open := storetest.Open(b, dir)
	opened := time.Since(start)
	var seen []statement
	var mu sync.Mutex
	a := analytics.New(open, c).Watched(func(text string, args []any) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, statement{text, args})
	})
	bodies, err := a.Bodies(b.Context(), 0)
	if err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	body := func() int { return bodies[random.IntN(len(bodies))].ID }
	year := func() int { return scale.From + 3 + random.IntN(scale.To-scale.From-2) }
	codes := []string{"applications.received", "rate.disclosure", "decisions.penalty", "decisions.licence", "rate.review_corrected", "outcomes.granted"}
	code := func() string { return codes[random.IntN(len(codes))] }
	province := analytics.Group{Rule: analytics.SameProvince}
	asked := map[string]func(context.Context) error{
		"trend": func(ctx context.Context) error {
			_, err := a.Trend(ctx, analytics.TrendQuestion{Indicators: codes, Bodies: []int{body(), body(), body()}})
			return err
		},
		"peers": func(ctx context.Context) error {
			_, err := a.Peers(ctx, analytics.PeersQuestion{Body: body(), Year: year(), Indicator: code(), Group: province})
			return err
		},
		"change": func(ctx context.Context) error {
			_, err := a.Changes(ctx, analytics.ChangeQuestion{Body: body(), Year: year()})
			return err
		},
		"change-province": func(ctx context.Context) error {
			_, err := a.Changes(ctx, analytics.ChangeQuestion{Body: body(), Year: year(), Group: province})
			return err
		},
		"outcomes": func(ctx context.Context) error {
			_, err := a.Outcomes(ctx, analytics.OutcomesQuestion{Body: body(), Subject: analytics.Applications})
			return err
		},
		"total": func(ctx context.Context) error {
			_, err := a.Total(ctx, analytics.TotalQuestion{Body: body(), Group: province, Indicator: code()})
			return err
		},
		"who": func(ctx context.Context) error {
			y := year()
			_, err := a.Contribute(ctx, analytics.TotalQuestion{Body: body(), Group: province, Indicator: "applications.received", From: y - 1, To: y})
			return err
		},
		"scatter": func(ctx context.Context) error {
			_, err := a.Scatter(ctx, analytics.ScatterQuestion{Body: body(), Year: year(), X: "applications.received", Y: "decisions.penalty", Group: province})
			return err
		},
		"chain": func(ctx context.Context) error {
			_, err := a.Chain(ctx, analytics.ChainQuestion{Body: body()})
			return err
		},
		"coverage": func(ctx context.Context) error {
			_, err := a.Coverage(ctx, analytics.CoverageQuestion{Body: body(), Group: &province})
			return err
		},
	}
	if only := os.Getenv("GONGKAI_BENCH_QUESTION"); only != "" {
		maps.DeleteFunc(asked, func(name string, _ func(context.Context) error) bool { return name != only })
	}
	took, bare := map[string][]time.Duration{}, map[string][]time.Duration{}
	for b.Loop() {
		for name, ask := range asked {
			seen = seen[:0]
			start := time.Now()
			if err := ask(b.Context()); err != nil {
				b.Fatalf("%s: %v", name, err)
			}
			took[name] = append(took[name], time.Since(start))
			start = time.Now()
			for _, s := range seen {
				s.run(b, open.DB)
			}
			bare[name] = append(bare[name], time.Since(start))
		}
	}
	if built > 0 {
		b.ReportMetric(built.Seconds(), "build-s")
	}
	b.ReportMetric(float64(opened.Microseconds())/1000, "open-ms")
	b.ReportMetric(float64(open.Manifest.Size)/1e6, "MB")
	b.ReportMetric(float64(open.Manifest.Reports), "reports")
	for name, list := range took {
		slices.Sort(list)
		slices.Sort(bare[name])
		b.ReportMetric(float64(list[len(list)/2])/float64(bare[name][len(list)/2]), name+"/bare")
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(list[len(list)*95/100].Microseconds())/1000, name+"-p95-ms")
	}
}
