package analytics

import (
	"context"
	"database/sql"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/store"
)

// sumCells computes from the cells a measure that the snapshot does not store:
// one of an applicant's column, or one that a user added. The rule of the sum is
// the store's own.
func (a *Analytics) sumCells(ctx context.Context, m measure, bodies []int, from, to int, points map[place]Point) error {
	var cells []data.Cell
	for i := range m.Sources {
		cells = append(cells, m.cells(&m.Sources[i])...)
	}
	found := map[place]map[data.Cell]Point{}
	_, err := ask(ctx, a, "trend_cells", func(r *sql.Rows) (p Point, err error) {
		var cell data.Cell
		var n sql.NullString
		at := place{code: m.code}
		if err = r.Scan(&cell, &at.body, &at.year, &n, &p.Status, &p.ReportID); err != nil {
			return p, err
		}
		if found[at] == nil {
			found[at] = map[data.Cell]Point{}
		}
		p.Value, err = number(n)
		found[at][cell] = p
		return p, err
	}, query.Of(cells), query.Of(bodies), from, to)
	if err != nil {
		return err
	}
	for at, printed := range found {
		if p, complete := m.sum(printed); complete {
			p.Year = at.year
			points[at] = p
		}
	}
	return nil
}

// sum adds up one report's cells. It says false where some are not printed.
func (m measure) sum(printed map[data.Cell]Point) (p Point, complete bool) {
sources:
	for i := range m.Sources {
		s := &m.Sources[i]
		terms := make([]store.Term, len(s.Terms))
		for k, t := range m.terms(s) {
			f, there := printed[data.NewCell(s.Form, t.Table, t.Row, t.Column)]
			if !there {
				continue sources
			}
			terms[k] = store.Term{Statement: store.Statement{Number: f.Value, Status: f.Status}, Coef: t.Coef}
			p.ReportID = f.ReportID
		}
		total := store.Sum(terms)
		p.Value, p.Status, p.Form, p.Match = total.Number, total.Status, s.Form, s.Match
		return p, true
	}
	return Point{}, false
}
