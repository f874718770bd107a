package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"math/big"
	"slices"

	"github.com/duckdb/duckdb-go/v2"
	"github.com/shopspring/decimal"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// stated is what the current reports of some bodies and years state for the
// measures that were read.
type stated struct {
	*Analytics
	index   map[string]int // by code of what is no ratio: position in record.values
	records map[bodyYear]*record
}

type bodyYear struct{ body, year int }

// record is a report.
type record struct {
	body, year, report int
	form               string
	scope              data.Scope
	values             []store.Statement // without a status where the report prints not all cells
}

// scopeOf is a report's scope; unknown without a report.
func (r *record) scopeOf() data.Scope {
	if r == nil {
		return data.ScopeUnknown
	}
	return r.scope
}

// read looks up what reports state for the measures asked, ratios by their
// parts. What the snapshot holds for each indicator is read from there; one
// applicant's part, and indicators that it was built without, are summed up
// from cells.
func (a *Analytics) read(ctx context.Context, asked []measure, who query.Bodies, from, to int) (*stated, error) {
	s := &stated{Analytics: a, index: map[string]int{}, records: map[bodyYear]*record{}}
	var held, summed []measure
	columns, marks := query.Columns{}, []int{}
	for _, m := range asked {
		for _, p := range m.parts() {
			if _, seen := s.index[p.code]; seen {
				continue
			}
			s.index[p.code] = 0 // below
			if mark, is := a.snapshot.Indicator(p.code); is {
				held, columns, marks = append(held, p), append(columns, store.IndicatorColumn(p.code)), append(marks, mark)
			} else {
				summed = append(summed, p)
			}
		}
	}
	for i, p := range slices.Concat(held, summed) {
		s.index[p.code] = i
	}
	args := []any{columns, who, from, to}
	_, err := ask(ctx, a, "stated", func(rows *sql.Rows) (none struct{}, err error) {
		r := &record{values: make([]store.Statement, len(held), len(held)+len(summed))}
		err = scanWide(rows, r.values, marks, &r.body, &r.year, &r.report, &r.form, &r.scope)
		r.values = r.values[:cap(r.values)]
		s.records[bodyYear{r.body, r.year}] = r
		return none, err
	}, args...)
	if err != nil || len(summed) == 0 {
		return s, err
	}
	return s, a.sumCells(ctx, s, summed, who, from, to)
}

// sumCells computes measures from the cells of each form, by the store's own
// rule of sums.
func (a *Analytics) sumCells(ctx context.Context, s *stated, summed []measure, who query.Bodies, from, to int) error {
	used := map[string]bool{} // forms
	for _, r := range s.records {
		used[r.form] = true
	}
	asks := []func() error{func() error { return nil }}
	for _, f := range a.catalogue.Forms {
		if used[f.ID] { // no two forms share a record
			asks = append(asks, func() error { return a.sumForm(ctx, s, f, summed, who, from, to) })
		}
	}
	return together(asks...)
}

func (a *Analytics) sumForm(ctx context.Context, s *stated, f *form.Form, summed []measure, who query.Bodies, from, to int) error {
	var cells []data.Cell
	at := map[data.Cell]int{}
	for _, m := range summed {
		source := m.Source(f.ID)
		if source == nil {
			continue
		}
		for _, c := range m.cells(source) {
			if _, seen := at[c]; !seen {
				at[c] = len(cells)
				cells = append(cells, c)
			}
		}
	}
	return a.readCells(ctx, s, f, cells, who, from, to, func(r *record, values []store.Statement) {
		for _, m := range summed {
			if source := m.Source(f.ID); source != nil {
				r.values[s.index[m.code]] = m.sum(source, func(c data.Cell) store.Statement { return values[at[c]] })
			}
		}
	})
}

// readCells gives the cells of a form, report by report.
func (a *Analytics) readCells(ctx context.Context, s *stated, f *form.Form, cells []data.Cell, who query.Bodies, from, to int, give func(*record, []store.Statement)) error {
	if len(cells) == 0 {
		return nil
	}
	columns, marks := make(query.Columns, len(cells)), make([]int, len(cells))
	all := f.Cells()
	for i, c := range cells {
		columns[i] = store.CellColumn(c)
		marks[i] = slices.IndexFunc(all, func(info *form.CellInfo) bool { return info.Cell == c })
	}
	args := []any{columns, query.Table(store.WideName(f.ID)), who, from, to}
	values := make([]store.Statement, len(cells))
	_, err := ask(ctx, a, "stated_cells", func(rows *sql.Rows) (none struct{}, err error) {
		var at bodyYear
		if err := scanWide(rows, values, marks, &at.body, &at.year); err != nil {
			return none, err
		}
		if r := s.records[at]; r != nil {
			give(r, values)
		}
		return none, nil
	}, args...)
	return err
}

// sum adds up a report's cells. It has no status where some are not printed.
func (m measure) sum(source *form.Source, printed func(data.Cell) store.Statement) store.Statement {
	terms := make([]store.Term, len(source.Terms))
	for i, t := range m.terms(source) {
		of := printed(data.NewCell(source.Form, t.Table, t.Row, t.Column))
		if of.Status == "" {
			return store.Statement{}
		}
		terms[i] = store.Term{Statement: of, Coef: t.Coef}
	}
	return store.Sum(terms)
}

// scanWide reads a row of a wide table: some columns, the marks, and then the
// values, whose statuses stand at places of the marks.
func scanWide(rows *sql.Rows, values []store.Statement, places []int, first ...any) error {
	var marks string
	raw := make([]any, len(values))
	into := append(first, &marks)
	for i := range raw {
		into = append(into, &raw[i])
	}
	if err := rows.Scan(into...); err != nil {
		return err
	}
	for i, v := range raw {
		if places[i] < 0 || places[i] >= len(marks) {
			return fmt.Errorf("no mark at %d of %d", places[i], len(marks))
		}
		var err error
		values[i] = store.Statement{Status: data.StatusOf(marks[places[i]])}
		if values[i].Number, err = exactly(v); err != nil {
			return err
		}
	}
	return nil
}

// small are the numbers that most cells hold. Numbers never change.
var small = func() (list [256]data.Number) {
	for i := range list {
		list[i] = data.NewNumber(int64(i))
	}
	return list
}()

// exactly is a whole number or a decimal of the driver as a number.
func exactly(v any) (*data.Number, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case int64:
		if 0 <= v && v < int64(len(small)) {
			return &small[v], nil
		}
		n := data.NewNumber(v)
		return &n, nil
	case duckdb.Decimal:
		return &data.Number{Decimal: trimmed(v.Value, int(v.Scale))}, nil
	}
	return nil, fmt.Errorf("%T is no number", v)
}

// trimmed is value / 10^scale with no more digits than it needs.
func trimmed(value *big.Int, scale int) decimal.Decimal {
	d := decimal.NewFromBigInt(value, -int32(scale))
	for ; scale > 0 && d.Truncate(int32(scale-1)).Equal(d); scale-- {
		d = d.Truncate(int32(scale - 1))
	}
	return d
}

// point is a measure of a body and year; false where there is no report, or
// its form has no such number.
func (s *stated) point(m measure, body, year int) (p Point, found bool) {
	r := s.records[bodyYear{body, year}]
	if r == nil {
		return p, false
	}
	p.Year, p.Form, p.ReportID = year, r.form, r.report
	if m.ratio != nil {
		return s.quotient(m, r, p)
	}
	of := r.values[s.index[m.code]]
	if of.Status == "" {
		return p, false
	}
	p.Value, p.Status, p.Match = of.Number, of.Status, m.Source(r.form).Match
	return p, true
}

// gap is the point of a year without the number: of its report, if there is one.
func (s *stated) gap(body, year int) Point {
	p := Point{Year: year, Status: data.Missing}
	if r := s.records[bodyYear{body, year}]; r != nil {
		p.Form, p.ReportID = r.form, r.report
	}
	return p
}
