package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"gongkai/data"
)

// staging is the database in memory that rows are gathered in: it spills to
// disk beside the file under construction, and goes with the build.
const staging = "staging"

// stagingTables lists the tables of staging that are not those of the snapshot
// less what is known in the end only.
var stagingTables = []table{
	{Name: "edition", Columns: []column{{"arrival", integer, ""}, {"report_id", integer, ""}, {"body_id", integer, ""}, {"year", year, ""},
		{"superseded_by", integer, ""}, {"findings_before", integer, ""}}},
	{Name: "other_figure", Columns: []column{{"arrival", integer, ""}, {"item", integer, ""}, {"value", count, ""}, {"amount", money, ""}, {"mark", text, ""}}},
	{Name: "other_item", Columns: []column{{"item", integer, ""}, {"item_id", integer, ""}}},
	{Name: "layout", Columns: []column{{"layout", integer, ""}, {"place", integer, ""}, {"item", integer, ""}, {"unit", text, ""},
		{"table_no", integer, ""}, {"row_no", integer, ""}, {"column_no", integer, ""}, {"page_no", integer, ""}}},
	{Name: "printed", Columns: []column{{"arrival", integer, ""}, {"layout", integer, ""}, {"texts", text, ""}, {"notes", text, ""}}},
}

// ofEdition lists the columns that a report's row has from its edition.
var ofEdition = map[string]string{"report_id": "e.report_id", "body_id": "e.body_id", "year": "e.year", "superseded_by": "e.superseded_by",
	"finding_id": "CAST(e.findings_before + s.n AS INTEGER)"}

// staged is a table of the snapshot as its rows are gathered.
func (t table) staged() table {
	columns := []column{{"arrival", integer, ""}}
	if t.Name == "finding" {
		columns = append(columns, column{"n", integer, ""})
	}
	for _, c := range t.Columns {
		if ofEdition[c.Name] != "" {
			continue
		}
		if c.Type == formType {
			c.Type = text // the types of the snapshot are not those of staging
		}
		columns = append(columns, c)
	}
	t.Columns = columns
	return t
}

func createTable(name string, columns []column) string {
	words := make([]string, len(columns))
	for i, c := range columns {
		words[i] = c.Name + " " + c.Type
	}
	return fmt.Sprintf("CREATE TABLE %s (%s)", name, strings.Join(words, ", "))
}

// batch is a few reports, so that a small input keeps one writer busy and does
// not start a second one.
type batch struct {
	first   int // order of arrival
	reports []*data.Report
}

const batchSize = 64

// stage goes through the reports once: notes what arrangement wants to know of
// them, one after the other, and has all cores write their rows.
func (l *loading) stage(ctx context.Context, db *sql.DB, a *arrangement) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan batch)
	shared := &layouts{known: map[[32]byte]int{}}
	var writers sync.WaitGroup
	var mu sync.Mutex // of tallies
	for range runtime.GOMAXPROCS(0) {
		writers.Go(func() {
			tallies, err := writeAll(ctx, db, a, shared, work)
			if err != nil {
				cancel(err)
			}
			mu.Lock()
			defer mu.Unlock()
			l.tallies = append(l.tallies, tallies)
		})
	}
	err := a.receiveAll(ctx, work)
	close(work)
	writers.Wait()
	if err != nil {
		return err
	}
	return context.Cause(ctx)
}

// receiveAll hands the reports on in batches.
func (a *arrangement) receiveAll(ctx context.Context, work chan<- batch) error {
	var b batch
	send := func() {
		select {
		case work <- b:
		case <-ctx.Done(): // the cause is told by who waits for the writers
		}
		b = batch{first: len(a.arrivals)}
	}
	for r, err := range a.all() {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		if err := a.receive(r); err != nil {
			return err
		}
		if b.reports = append(b.reports, r); len(b.reports) == batchSize {
			send()
		}
	}
	if len(b.reports) > 0 {
		send()
	}
	return nil
}

// writeAll is one writer at work. It connects when it gets its first batch.
func writeAll(ctx context.Context, db *sql.DB, a *arrangement, shared *layouts, work <-chan batch) (tallies []tally, err error) {
	b, more := nextBatch(ctx, work)
	if !more {
		return nil, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	err = conn.Raw(func(c any) (err error) {
		w := newWriter(c.(driver.Conn), a, shared)
		for ; more && err == nil; b, more = nextBatch(ctx, work) {
			err = w.writeBatch(b)
		}
		tallies = w.tallies
		return errors.Join(err, w.close())
	})
	return tallies, err
}

func nextBatch(ctx context.Context, work <-chan batch) (b batch, more bool) {
	select {
	case b, more = <-work:
		return b, more
	case <-ctx.Done():
		return batch{}, false
	}
}

func newWriter(c driver.Conn, a *arrangement, shared *layouts) *writer {
	w := &writer{statements: newStatements(a), conn: c, layouts: shared, appenders: map[string]*appender{}, wide: map[string][]driver.Value{}}
	for _, f := range a.Catalogue.Forms {
		w.wide[f.ID] = make([]driver.Value, 2+len(f.Cells()))
	}
	w.indicators = make([]driver.Value, 4+len(a.Catalogue.Indicators))
	return w
}

func (w *writer) writeBatch(b batch) error {
	for i, r := range b.reports {
		if err := w.write(b.first+i, r); err != nil {
			return fmt.Errorf("report %s of %d: %w", r.Body.Key(), r.Year, err)
		}
	}
	return nil
}
