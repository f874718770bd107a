package analytics_test

import (
	"encoding/json"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store/storetest"
)

// mustAsk returns the questions to a snapshot of some reports.
func mustAsk(t *testing.T, reports ...*data.Report) *analytics.Analytics {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	return analytics.New(storetest.Snapshot(t, reports...), c)
}

func mustBody(t *testing.T, a *analytics.Analytics, name string) analytics.BodyRef {
	t.Helper()
	bodies, err := a.Bodies(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range bodies {
		if b.Name == name {
			return b
		}
	}
	t.Fatalf("no body %s in %v", name, bodies)
	return analytics.BodyRef{}
}

func mustTrend(t *testing.T, a *analytics.Analytics, q analytics.TrendQuestion) *analytics.Trend {
	t.Helper()
	trend, err := a.Trend(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return trend
}

// line writes a series as one text: value or -, and the status' first letters.
func line(s analytics.Series) string {
	var words []string
	for _, p := range s.Points {
		v := "-"
		if p.Value != nil {
			v = p.Value.String()
		}
		words = append(words, v+" "+string(p.Status))
	}
	return strings.Join(words, ", ")
}

var (
	tan  = data.Body{Name: "平潭综合实验区", RegionCode: "350128"}
	hall = data.Body{Name: "平潭县财政局", RegionCode: "350128", Organ: "财政局"}
	suq  = data.Body{Name: "宿迁市", RegionCode: "321300"}
)

func TestBodies(t *testing.T) {
	received := map[data.Cell]string{"gov2021/t3/received/total": "1"}
	sample := storetest.Report(suq, 2023, "gov2021", received)
	sample.Sample = true
	a := mustAsk(t,
		storetest.Report(hall, 2022, "gov2021", received),
		storetest.Report(tan, 2021, "gov2021", received),
		storetest.Report(tan, 2024, "gov2021", received),
		storetest.Report(data.Body{Name: "泉州开发区"}, 2024, "gov2021", received),
		sample)
	bodies, err := a.Bodies(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []analytics.BodyRef{
		{Name: "宿迁市", RegionCode: "321300", Province: "江苏省", FirstYear: 2023, LastYear: 2023, Reports: 1, Sample: true},
		{Name: "平潭综合实验区", RegionCode: "350128", Province: "福建省", FirstYear: 2021, LastYear: 2024, Reports: 2},
		{Name: "平潭县财政局", RegionCode: "350128", Organ: "财政局", Province: "福建省", FirstYear: 2022, LastYear: 2022, Reports: 1},
		{Name: "泉州开发区", FirstYear: 2024, LastYear: 2024, Reports: 1},
	}
	for i, b := range bodies {
		b.ID = 0
		if i >= len(want) || b != want[i] {
			t.Errorf("body %d is %+v", i, b)
		}
	}
	if len(bodies) != len(want) {
		t.Errorf("%d bodies", len(bodies))
	}
	if from, to, err := a.Years(t.Context()); from != 2021 || to != 2024 || err != nil {
		t.Errorf("years %d to %d, %v", from, to, err)
	}
}

func TestEmptySnapshot(t *testing.T) {
	a := mustAsk(t)
	if from, to, err := a.Years(t.Context()); from != 0 || to != 0 || err != nil {
		t.Errorf("years %d to %d, %v", from, to, err)
	}
	trend := mustTrend(t, a, analytics.TrendQuestion{Indicators: []string{"applications.received"}, From: 2020, To: 2022})
	b, err := json.Marshal(trend)
	if err != nil || !strings.Contains(string(b), `"series":[]`) {
		t.Errorf("%s, %v", b, err)
	}
}

func TestSnapshotRef(t *testing.T) {
	s := storetest.Snapshot(t)
	ref := analytics.New(s, nil).Snapshot()
	if ref.Number != 1 || !strings.Contains(s.Manifest.File, ref.Hash) || len(ref.Hash) != 12 || !strings.HasSuffix(ref.Published, "Z") {
		t.Errorf("%+v", ref)
	}
}
