package store_test

import (
	"fmt"
	"strconv"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// BenchmarkPublish builds a snapshot of 3,000 complete reports: 600 bodies and
// five years, some 600,000 cells.
func BenchmarkPublish(b *testing.B) {
	c, err := form.Load()
	if err != nil {
		b.Fatal(err)
	}
	var reports []*data.Report
	for body := range 600 {
		for year := 2021; year <= 2025; year++ {
			cells := map[data.Cell]string{}
			for i, info := range c.Form("gov2021").Cells() {
				cells[info.Cell] = strconv.Itoa((body*7 + year*3 + i) % 13 * (i % 3))
			}
			reports = append(reports, storetest.Report(data.Body{Name: fmt.Sprintf("机关%d", body), RegionCode: "350128"}, year, "gov2021", cells))
		}
	}
	in := storetest.Input(b, reports...)
	dir := b.TempDir()
	b.ReportAllocs()
	for b.Loop() {
		m, err := store.Publish(b.Context(), dir, in)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(m.Size)/1e6, "MB")
	}
}

// BenchmarkOpen opens a small snapshot and asks a first question.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	storetest.Publish(b, dir, version("1"))
	for b.Loop() {
		s, err := store.Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		s.Close()
	}
}
