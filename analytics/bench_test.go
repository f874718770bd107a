package analytics_test

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
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
// in ms, and of the trend how long its bare statement takes.
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

func benchmarkQuestions(b *testing.B, scale generated.Scale) {
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		b.Fatal(err)
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
	dir := b.TempDir()
	start := time.Now()
	m, err := store.Publish(b.Context(), dir, in)
	if err != nil {
		b.Fatal(err)
	}
	built := time.Since(start)
	s := storetest.Open(b, dir)
	a := analytics.New(s, c)
	bodies, err := a.Bodies(b.Context())
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
		"outcomes": func(ctx context.Context) error {
			_, err := a.Outcomes(ctx, analytics.OutcomesQuestion{Body: body(), Subject: analytics.Applications})
			return err
		},
		"total": func(ctx context.Context) error {
			_, err := a.Total(ctx, analytics.TotalQuestion{Body: body(), Group: province, Indicator: code()})
			return err
		},
		"coverage": func(ctx context.Context) error {
			_, err := a.Coverage(ctx, analytics.CoverageQuestion{Body: body(), Group: &province})
			return err
		},
		"bare-trend": func(ctx context.Context) error {
			rows, err := s.DB.QueryContext(ctx, `SELECT o.indicator_id, o.body_id, o.year, o.value FROM observation AS o JOIN indicator AS i ON i.indicator_id = o.indicator_id
WHERE i.code IN ('applications.received', 'outcomes.granted', 'outcomes.partial', 'applications.replies', 'decisions.penalty', 'decisions.licence', 'review.corrected', 'review.concluded') AND o.body_id IN ($1, $2, $3)`, body(), body(), body())
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
			}
			return rows.Err()
		},
	}
	took := map[string][]time.Duration{}
	for b.Loop() {
		for name, ask := range asked {
			start := time.Now()
			if err := ask(b.Context()); err != nil {
				b.Fatalf("%s: %v", name, err)
			}
			took[name] = append(took[name], time.Since(start))
		}
	}
	b.ReportMetric(built.Seconds(), "build-s")
	b.ReportMetric(float64(m.Size)/1e6, "MB")
	b.ReportMetric(float64(m.Reports), "reports")
	for name, list := range took {
		slices.Sort(list)
		b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(list[len(list)*95/100].Microseconds())/1000, name+"-p95-ms")
	}
}
