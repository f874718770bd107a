package store

import (
	"cmp"
	"context"
	"database/sql/driver"
	"fmt"

	"gongkai/data"
	"gongkai/data/place"
)

// fill gives all rows of an arrangement to a loading.
func (a *arrangement) fill(ctx context.Context, l *loading) error {
	if err := a.fillCatalogue(l); err != nil {
		return err
	}
	for _, b := range a.bodies {
		level, province, prefecture := location(a.Gazetteer, b.RegionCode)
		if err := l.row("body", b.id, b.Key(), clean(b.Name), b.RegionCode, clean(b.Organ),
			level, province, prefecture, b.reports, b.firstYear, b.lastYear, b.sample); err != nil {
			return err
		}
	}
	if err := a.fillChanges(l); err != nil {
		return err
	}
	observed := map[string][]observed{}
	for _, f := range a.Catalogue.Forms {
		observed[f.ID] = a.observedBy(f.ID)
	}
	for _, e := range a.editions {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := a.fillEdition(l, e, observed[e.Form]); err != nil {
			return fmt.Errorf("report %s of %d: %w", e.Body.Key(), e.Year, err)
		}
	}
	return nil
}

// fillChanges gives the merges and splits that touch the bodies.
func (a *arrangement) fillChanges(l *loading) error {
	if a.Gazetteer == nil {
		return nil
	}
	changes := a.Gazetteer.Changes()
	for _, b := range a.bodies {
		said := map[string]bool{}
		for _, c := range changes[b.RegionCode] {
			if said[c.Text.ZH] {
				continue
			}
			said[c.Text.ZH] = true
			if err := l.row("body_change", b.id, c.Year, string(c.Relation), c.Text.ZH, c.Text.EN); err != nil {
				return err
			}
		}
	}
	return nil
}

// location names the division of a code, for queries by place.
func location(g *place.Gazetteer, code string) (level, province, prefecture string) {
	if g == nil {
		return "", "", ""
	}
	if p := g.Province(code); p != nil {
		province = p.FullName
	}
	d := g.Division(code)
	if d == nil {
		return "", province, ""
	}
	level = string(d.Level)
	for ; d != nil; d = g.Division(d.Parent) {
		if d.Level == place.PrefectureLevel {
			prefecture = d.Name
		}
	}
	return level, province, prefecture
}

// fillEdition gives the rows of a report: its figures only if it is current.
func (a *arrangement) fillEdition(l *loading, e *edition, indicators []observed) error {
	figures := a.states(e.Report)
	numbers, failed := 0, 0
	for _, f := range figures {
		if f.Number != nil {
			numbers++
		}
	}
	for _, f := range e.Findings {
		if f.State == data.Failed && f.Severity != data.Note {
			failed++
		}
		if err := l.row("finding", l.rows["finding"]+1, e.id, e.body.id, e.Year, f.Check, f.Where,
			string(f.State), string(f.Severity), clean(f.Detail), list(f.Cells)); err != nil {
			return err
		}
	}
	if err := l.row("report", e.id, e.body.id, e.Year, e.Form, string(cmp.Or(e.Scope, data.ScopeUnknown)), clean(e.Title), day(e.Published),
		clean(e.Contact.Address), clean(list(e.Contact.Telephone)), e.Body.CodeThen,
		clean(e.Source.File), e.Source.SHA256, e.Source.Format, moment(e.Arrived), e.Sample,
		nullable(e.supersededBy), numbers, failed); err != nil {
		return err
	}
	if !e.current() {
		return nil
	}
	if err := fillLocal(l, e); err != nil {
		return err
	}
	return a.fillFigures(l, e, figures, indicators)
}

// fillLocal gives the rows that no form knows. A place is taken once.
func fillLocal(l *loading, e *edition) error {
	taken := map[data.Position]bool{}
	for _, r := range e.Local {
		for _, c := range r.Cells {
			at := data.Position{Table: r.At.Table, Row: r.At.Row, Column: c.Column}
			if taken[at] {
				continue
			}
			taken[at] = true
			var value driver.Value
			if c.Value != nil && fitsMoney(*c.Value) {
				value = c.Value.Shift(moneyScale).BigInt()
			}
			if err := l.row("local_row", e.body.id, e.Year, e.id, clean(r.Label), clean(c.Heading), clean(cmp.Or(c.Unit, r.Unit)),
				clean(c.Text), value, at.Table, at.Row, at.Column); err != nil {
				return err
			}
		}
	}
	return nil
}

const wideKeys = 3 // columns of a wide table before its cells

// wideRow begins the row of a report in the wide table of its form; nil for a
// form that the catalogue does not have.
func (a *arrangement) wideRow(e *edition) []driver.Value {
	f := a.Catalogue.Form(e.Form)
	if f == nil {
		return nil
	}
	row := make([]driver.Value, wideKeys+len(f.Cells()))
	copy(row, []driver.Value{e.body.id, e.Year, e.id})
	return row
}

func (a *arrangement) fillFigures(l *loading, e *edition, figures []stated, indicators []observed) error {
	wide := a.wideRow(e)
	byItem := make(map[int]stated, len(figures))
	for _, f := range figures {
		byItem[f.item] = f
		value, amount := f.columns(f.info != nil && f.info.Money())
		if f.info != nil && f.info.Form.ID == e.Form {
			wide[wideKeys+f.item-a.first[e.Form]] = cmp.Or(value, amount)
		}
		if err := l.row("figure", f.item, e.Year, e.body.id, e.id, value, amount, string(f.Status)); err != nil {
			return err
		}
		at := f.figure.At
		if err := l.row("figure_source", e.body.id, e.Year, f.item, e.id,
			clean(f.figure.Text), clean(f.figure.Unit), clean(f.figure.Note), at.Table, at.Row, at.Column, nullable(at.Page)); err != nil {
			return err
		}
	}
	if wide != nil {
		if err := l.row(wideName(e.Form), wide...); err != nil {
			return err
		}
	}
	for _, o := range indicators {
		s, complete := o.observe(byItem)
		if !complete {
			continue
		}
		value, amount := s.columns(o.indicator.Money())
		if err := l.row("observation", o.id, e.Year, e.body.id, e.id, e.Form, o.source.Match, value, amount, string(s.Status)); err != nil {
			return err
		}
	}
	return nil
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
