package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/generated"
	"gongkai/data/store"
)

// BenchmarkAddOne adds one report to a store that has an archive of many, until
// its figure is answered: those of a district, or of a province with
// GONGKAI_SCALE=province, which takes some minutes to make. whole-s is how long
// the first publication took.
func BenchmarkAddOne(b *testing.B) {
	scale := generated.District
	if os.Getenv("GONGKAI_SCALE") == "province" {
		scale = generated.Province
	}
	j := testJob(b)
	fillArchive(b, j, scale)
	start := time.Now()
	mustRun(b, j, nil)
	whole := time.Since(start).Seconds()
	n := 0
	for b.Loop() {
		n++
		sum := mustRun(b, j, inMemory(b, map[string]string{"a.html": small(strings.Replace(jianshan, "双鸭山市尖山区", "福州市台江区", 1), n)}))
		if sum.Published == nil || sum.Published.Amended != n {
			b.Fatalf("%+v", sum.Published)
		}
		s, err := store.Open(b.Context(), j.Store)
		if err != nil {
			b.Fatal(err)
		}
		var value int
		if err := s.DB.QueryRowContext(b.Context(), `SELECT value FROM figures WHERE body = '福州市台江区' AND cell = 'gov2021/t2.art20_1/rules/made'`).Scan(&value); err != nil || value != n {
			b.Fatal(value, err)
		}
		s.Close()
	}
	b.ReportMetric(whole, "whole-s")
}

// fillArchive gives a job an archive of made-up reports as they were read.
func fillArchive(b *testing.B, j *Job, scale generated.Scale) {
	b.Helper()
	arc, err := archive.Open(j.Store)
	if err != nil {
		b.Fatal(err)
	}
	var arrivals []archive.Arrival
	i := 0
	for r := range generated.Reports(scale, 1, j.Catalogue, j.Places) {
		i++
		sum := sha256.Sum256(fmt.Append(nil, i))
		own := *r
		own.Source.SHA256 = hex.EncodeToString(sum[:])
		if err := arc.KeepReading(j.version(), own.Source.SHA256, reading{[]*data.Report{&own}}); err != nil {
			b.Fatal(err)
		}
		arrivals = append(arrivals, archive.Arrival{SHA256: own.Source.SHA256, File: own.Source.File, At: j.now()})
	}
	if err := arc.List(arrivals...); err != nil {
		b.Fatal(err)
	}
}
