package store

import (
	"cmp"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"strings"
	"sync"

	"github.com/duckdb/duckdb-go/v2"

	"gongkai/data"
)

// flushAfter is how many rows an appender holds back: enough to write whole
// blocks, and for a wide table some 50 MB.
const flushAfter = 32_768

// writer turns reports into rows of the staging tables. Several work side by
// side, each with a connection of its own. A row names its report by order of
// arrival: ids are given when all have come in.
type writer struct {
	*statements
	conn       driver.Conn
	layouts    *layouts
	appenders  map[string]*appender
	wide       map[string][]driver.Value // by form
	indicators []driver.Value
	marks      []byte
	tallies    []tally
}

// tally is how many rows a report has.
type tally struct{ arrival, findings, figures, observations int32 }

type appender struct {
	*duckdb.Appender
	rows int
}

// row adds a row to a staging table.
func (w *writer) row(table string, values ...driver.Value) error {
	a := w.appenders[table]
	if a == nil {
		to, err := duckdb.NewAppender(w.conn, staging, "main", table)
		if err != nil {
			return err
		}
		a = &appender{Appender: to}
		w.appenders[table] = a
	}
	a.rows++
	if a.rows%flushAfter == 0 {
		if err := a.Flush(); err != nil {
			return err
		}
	}
	return a.AppendRow(values...)
}

// close writes what the appenders hold back.
func (w *writer) close() error {
	var errs []error
	for _, a := range w.appenders {
		errs = append(errs, a.Close())
	}
	return errors.Join(errs...)
}

// write gives the rows of a report.
func (w *writer) write(arrival int, r *data.Report) error {
	figures := w.read(r)
	numbers, failed := 0, 0
	for i := range figures {
		if figures[i].Number != nil {
			numbers++
		}
	}
	for i, f := range r.Findings {
		if f.State == data.Failed && f.Severity == data.Hard {
			failed++
		}
		if err := w.row("finding", arrival, i+1, f.Check, f.Where, string(f.State), string(f.Severity), clean(f.Detail), list(f.Cells), clean(elsewhere(f.Others)), nullable(f.Verdict)); err != nil {
			return err
		}
	}
	if err := w.row("report", arrival, r.Form, string(cmp.Or(r.Scope, data.ScopeUnknown)), clean(r.Title), day(r.Published),
		clean(r.Contact.Address), clean(list(r.Contact.Telephone)), r.Body.CodeThen,
		clean(r.Source.File), r.Source.SHA256, r.Source.Format, moment(r.Arrived), r.Sample, r.Print, numbers, failed); err != nil {
		return err
	}
	t := tally{arrival: int32(arrival), findings: int32(len(r.Findings)), figures: int32(len(figures))}
	if err := errors.Join(w.writeLocal(arrival, r), w.writePrinted(arrival, figures), w.writeFigures(arrival, r.Form, figures)); err != nil {
		return err
	}
	n, err := w.writeObservations(arrival, r)
	t.observations = int32(n)
	w.tallies = append(w.tallies, t)
	return err
}

// elsewhere writes cells of other reports as words.
func elsewhere(cells []data.OtherCell) string {
	words := make([]string, len(cells))
	for i, c := range cells {
		words[i] = c.String()
	}
	return list(words)
}

// writeLocal gives the rows that no form knows. A place is taken once.
func (w *writer) writeLocal(arrival int, r *data.Report) error {
	taken := map[data.Position]bool{}
	for _, row := range r.Local {
		for _, c := range row.Cells {
			at := data.Position{Table: row.At.Table, Row: row.At.Row, Column: c.Column}
			if taken[at] {
				continue
			}
			taken[at] = true
			var value driver.Value
			if c.Value != nil && fitsMoney(*c.Value) {
				value = c.Value.Shift(moneyScale).BigInt()
			}
			if err := w.row("local_row", arrival, clean(row.Label), clean(c.Heading), clean(cmp.Or(c.Unit, row.Unit)),
				clean(c.Text), value, at.Table, at.Row, at.Column); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeFigures gives the row of a report in the wide table of its form, and
// rows of their own for cells of no or of another form.
func (w *writer) writeFigures(arrival int, formID string, figures []stated) error {
	row, first := w.wide[formID], w.first[formID]
	w.blank(row, len(row)-2)
	if row != nil {
		row[0] = arrival
	}
	for i := range figures {
		f := &figures[i]
		if row != nil && f.info != nil && f.info.Form.ID == formID {
			at := f.item - first
			value, amount := f.columns(f.info.Money())
			row[1+at] = cmp.Or(value, amount)
			w.marks[at] = f.Status.Letter()[0]
			continue
		}
		value, amount := f.columns(f.info != nil && f.info.Money())
		if err := w.row("other_figure", arrival, f.item, value, amount, f.Status.Letter()); err != nil {
			return err
		}
	}
	if row == nil {
		return nil
	}
	row[len(row)-1] = string(w.marks)
	return w.row(WideName(formID), row...)
}

// writeObservations gives the indicators of a report, and says how many its form
// feeds.
func (w *writer) writeObservations(arrival int, r *data.Report) (n int, err error) {
	const keys = 3
	w.blank(w.indicators, len(w.indicators)-keys-1)
	w.indicators[0], w.indicators[1], w.indicators[2] = arrival, r.Form, string(cmp.Or(r.Scope, data.ScopeUnknown))
	for i := range w.observed[r.Form] {
		o := &w.observed[r.Form][i]
		s, complete := o.observe(w.statements)
		if !complete {
			continue
		}
		value, amount := s.columns(o.indicator.Money())
		w.indicators[keys+o.id] = cmp.Or(value, amount)
		w.marks[o.id] = s.Status.Letter()[0]
		n++
	}
	w.indicators[len(w.indicators)-1] = string(w.marks)
	return n, w.row("wide_observation", w.indicators...)
}

// blank clears a wide row, and the marks of its n cells.
func (w *writer) blank(row []driver.Value, n int) {
	clear(row)
	w.marks = w.marks[:0]
	for range n {
		w.marks = append(w.marks, ' ')
	}
}

// columns puts the number into the column for counts or that for money.
func (s Statement) columns(money bool) (value, amount driver.Value) {
	switch {
	case s.Number == nil:
		return nil, nil
	case money:
		return nil, s.Number.Shift(moneyScale).BigInt()
	}
	return s.Number.IntPart(), nil
}

// unitSeparator stands between the cells' texts of a report.
const unitSeparator = "\x1f"

// writePrinted gives what a report prints, and where.
func (w *writer) writePrinted(arrival int, figures []stated) error {
	layout, isNew := w.layouts.of(figures)
	var texts, notes strings.Builder
	noted := false
	for i := range figures {
		f := figures[i].figure
		if i > 0 {
			texts.WriteString(unitSeparator)
			notes.WriteString(unitSeparator)
		}
		texts.WriteString(cellText(f.Text))
		notes.WriteString(cellText(f.Note))
		noted = noted || f.Note != ""
		if isNew {
			if err := w.row("layout", layout, i+1, figures[i].item, clean(f.Unit), f.At.Table, f.At.Row, f.At.Column, nullable(f.At.Page)); err != nil {
				return err
			}
		}
	}
	var note driver.Value
	if noted {
		note = notes.String()
	}
	return w.row("printed", arrival, layout, texts.String(), note)
}

// cellText makes a cell's text fit to stand among others.
func cellText(s string) string { return strings.ReplaceAll(clean(s), unitSeparator, " ") }

// layouts numbers the ways in which reports lay out their cells, as they come.
type layouts struct {
	mu    sync.Mutex
	known map[[sha256.Size]byte]int
}

// of is the number of a report's layout, and whether it is a new one.
func (l *layouts) of(figures []stated) (n int, isNew bool) {
	b := make([]byte, 0, 8*len(figures))
	for i := range figures {
		f := figures[i].figure
		for _, v := range []int{figures[i].item, f.At.Table, f.At.Row, f.At.Column, f.At.Page, len(f.Unit)} {
			b = binary.AppendVarint(b, int64(v))
		}
		b = append(b, f.Unit...)
	}
	sum := sha256.Sum256(b)
	l.mu.Lock()
	defer l.mu.Unlock()
	n, ok := l.known[sum]
	if !ok {
		n = len(l.known) + 1
		l.known[sum] = n
	}
	return n, !ok
}
