package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"gongkai/data/form"
)

// fillCatalogue gives the rows that do not depend on any report.
func (a *arrangement) fillCatalogue(l *loading) error {
	for id, c := range a.cells {
		label := c.info.Label()
		if err := l.row("item", id, string(c.Cell), c.Form(), c.Table(), c.Row(), c.Column(), label.ZH, label.EN, c.info.Unit(), c.info.Money()); err != nil {
			return err
		}
	}
	for n, c := range a.others.items() {
		id, name := len(a.cells)+n, clean(string(c))
		if err := l.row("item", id, name, clean(c.Form()), clean(c.Table()), clean(c.Row()), clean(c.Column()), name, name, "", false); err != nil {
			return err
		}
		if err := l.row("other_item", a.others.number(c), id); err != nil {
			return err
		}
	}
	for id, i := range a.Catalogue.Indicators {
		if err := l.row("indicator", id, i.Code, i.NameZH, i.NameEN, Unit(i), i.Kind, i.Comparability, i.Explanation); err != nil {
			return err
		}
		for k := range i.Sources {
			s := &i.Sources[k]
			if err := l.row("indicator_source", id, s.Form, s.Match, terms(s), s.Note); err != nil {
				return err
			}
		}
	}
	for id, r := range a.Catalogue.Ratios {
		if err := l.row("ratio", id, r.Code, r.NameZH, r.NameEN, list(r.Numerator), list(r.Denominator),
			r.Scale, r.Unit, list(r.ValidFor), r.Note, r.Explanation); err != nil {
			return err
		}
	}
	return nil
}

// terms lists the cells that a source adds up.
func terms(s *form.Source) string {
	words := make([]string, len(s.Terms))
	for i, c := range s.Cells() {
		words[i] = string(c)
		if k := s.Terms[i].Coef; k != 1 {
			words[i] = fmt.Sprintf("%d*%s", k, c)
		}
	}
	return list(words)
}

func list[S ~string](words []S) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(string(w))
	}
	return b.String()
}

// clean makes a text from a document fit for the store, which takes UTF-8 only.
func clean(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// day is an ISO date, or NULL for what is none.
func day(s string) driver.Value {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t
	}
	return nil
}

func moment(t time.Time) driver.Value {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

// nullable is NULL for 0, which is no number of a report.
func nullable(id int) driver.Value {
	if id == 0 {
		return nil
	}
	return id
}
