package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/generated"
	"gongkai/data/store"
)

// BenchmarkAddOne adds one report to a store that has an archive of many, until
// its figure is answered: those of a district, or of a province with
// GONGKAI_SCALE=province, which takes some minutes to make. Kept in the folder
// GONGKAI_ARCHIVE it is made once, and the next run measures a process that has
// done nothing before, as the command is one.
func BenchmarkAddOne(b *testing.B) {
	scale := generated.District
	if os.Getenv("GONGKAI_SCALE") == "province" {
		scale = generated.Province
	}
	j := testJob(b)
	if dir := os.Getenv("GONGKAI_ARCHIVE"); dir != "" {
		j.Store = dir
	}
	before, err := store.Current(j.Store)
	if data.Code(err) == "store_empty" {
		fillArchive(b, j, scale)
		before = mustRun(b, j, nil).Published
	} else if err != nil {
		b.Fatal(err)
	}
	syscall.Sync()                            // what was written to get here is not a part of it
	n, first := 0, int(time.Now().Unix()%1e6) // another figure than that of a run before
	for b.Loop() {
		n++
		sum := mustRun(b, j, inMemory(b, map[string]string{"a.html": small(strings.Replace(jianshan, "双鸭山市尖山区", "福州市台江区", 1), first+n)}))
		if sum.Published == nil || sum.Published.Amended != before.Amended+n {
			b.Fatalf("%+v", sum.Published)
		}
		s, err := store.Open(b.Context(), j.Store)
		if err != nil {
			b.Fatal(err)
		}
		var value int
		if err := s.DB.QueryRowContext(b.Context(), `SELECT w.t2_art20_1_rules_made FROM wide_gov2021 AS w JOIN body AS b ON b.body_id = w.body_id WHERE b.name = '福州市台江区'`).Scan(&value); err != nil || value != first+n {
			b.Fatal(value, err)
		}
		s.Close()
	}
}

// fillArchive gives a job an archive of made-up reports as they were read.
func fillArchive(b testing.TB, j *Job, scale generated.Scale) {
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
