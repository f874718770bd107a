package ingest

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/duckdb/duckdb-go/v2"

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
	each := b.Elapsed() / time.Duration(n)
	b.ReportMetric(each.Seconds()/bareAppend(b, j.Store).Seconds(), "x-bare-append")
}

// bareAppend copies the current snapshot's file and appends to its longest
// table.
func bareAppend(b *testing.B, dir string) time.Duration {
	b.Helper()
	m, err := store.Current(dir)
	if err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "copy.duckdb")
	start := time.Now()
	from, err := os.Open(filepath.Join(dir, "snapshots", m.File))
	if err != nil {
		b.Fatal(err)
	}
	defer from.Close()
	to, err := os.Create(file)
	if err == nil {
		_, err = io.Copy(to, from)
	}
	if err == nil {
		err = errors.Join(to.Sync(), to.Close())
	}
	if err != nil {
		b.Fatal(err)
	}
	connector, err := duckdb.NewConnector(file, nil)
	if err != nil {
		b.Fatal(err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	conn, err := connector.Connect(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	rows, err := duckdb.NewAppenderFromConn(conn, "", "figure")
	if err != nil {
		b.Fatal(err)
	}
	for i := range 200 {
		if err := rows.AppendRow(int32(i), int16(2030), int32(1), int32(1), int64(i), nil, "reported"); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(rows.Close(), conn.Close()); err != nil {
		b.Fatal(err)
	}
	if _, err := db.ExecContext(b.Context(), "CHECKPOINT"); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
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
