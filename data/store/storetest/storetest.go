// Package storetest builds reports and snapshots for tests.
package storetest

import (
	"context"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/store"
)

// Report returns a report with the given cells as printed: a number, "" for a
// blank, "/" for not applicable, anything else unreadable.
func Report(body data.Body, year int, form string, cells map[data.Cell]string) *data.Report {
	r := &data.Report{
		Source: data.Source{File: body.Name + strconv.Itoa(year) + ".html", SHA256: "00", Format: "html"},
		Title:  body.Name + strconv.Itoa(year) + "年政府信息公开工作年度报告",
		Body:   body, Year: year, Form: form, Scope: data.ScopeUnknown,
	}
	for c, printed := range cells {
		r.Figures = append(r.Figures, Figure(c, printed))
	}
	return r
}

// Figure reads what a cell prints; see Report.
func Figure(c data.Cell, printed string) data.Figure {
	f := data.Figure{Cell: c, Text: printed, Status: data.Unreadable, At: data.Position{Table: 1, Row: 2, Column: 3}}
	n, err := data.ParseNumber(printed)
	switch {
	case printed == "":
		f.Status = data.Blank
	case printed == "/":
		f.Status = data.NotApplicable
	case err == nil:
		f.Value, f.Status = &n, data.Reported
	}
	return f
}

// Shared returns the reports of the bodies whose figures are known, in order of
// the list. It skips the test where the list is not at hand.
func Shared(tb testing.TB) []*data.Report {
	tb.Helper()
	_, self, _, _ := runtime.Caller(0)
	f, err := os.Open(filepath.Join(filepath.Dir(self), "..", "..", "..", "..", "shared", "reports", "figures.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skip("the list of known figures is absent: ../shared/reports/figures.csv")
	}
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	var reports []*data.Report
	byKey := map[[2]string]*data.Report{}
	for _, r := range rows[1:] {
		body := data.Body{Name: r[0], RegionCode: r[1], Organ: r[2]}
		key := [2]string{body.Key(), r[3]}
		if byKey[key] == nil {
			year, err := strconv.Atoi(r[3])
			if err != nil {
				tb.Fatal(err)
			}
			byKey[key] = Report(body, year, r[4], nil)
			byKey[key].Title = r[7]
			reports = append(reports, byKey[key])
		}
		fig := Figure(data.Cell(r[5]), r[6])
		fig.Unit = r[9]
		if r[8] == "unclear" {
			fig.Status, fig.Value = data.Unreadable, nil
		}
		byKey[key].Figures = append(byKey[key].Figures, fig)
	}
	return reports
}

// Input is the input of a snapshot of some reports.
func Input(tb testing.TB, reports ...*data.Report) store.Input {
	tb.Helper()
	c, err := form.Load()
	if err != nil {
		tb.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		tb.Fatal(err)
	}
	return store.Input{Catalogue: c, Gazetteer: g, Reports: reports, Arrivals: len(reports)}
}

// Publish publishes a snapshot of some reports in a folder.
func Publish(tb testing.TB, dir string, reports ...*data.Report) *store.Manifest {
	tb.Helper()
	m, err := store.Publish(context.Background(), dir, Input(tb, reports...))
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Open opens the current snapshot of a folder for the time of the test.
func Open(tb testing.TB, dir string) *store.Snapshot {
	tb.Helper()
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// Snapshot is a snapshot of some reports in a folder of its own.
func Snapshot(tb testing.TB, reports ...*data.Report) *store.Snapshot {
	tb.Helper()
	dir := tb.TempDir()
	Publish(tb, dir, reports...)
	return Open(tb, dir)
}
