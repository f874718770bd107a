package analytics

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
)

// breaks lists what divides the years of an indicator: a change of form unless
// the indicator means exactly the same on both, and changes of law.
func (a *Analytics) breaks(m measure, series []Series, q TrendQuestion) []Break {
	var list []Break
	for _, c := range a.changes(m, series, q.From) {
		if c.before.Match == form.Exact && c.after.Match == form.Exact {
			continue
		}
		if q.From < c.year && c.year <= q.To { // it stands between two years
			list = append(list, a.formBreak(m, c.before, c.after, c.year))
		}
	}
	for i := range a.catalogue.Legal {
		law := &a.catalogue.Legal[i]
		year, err := strconv.Atoi(law.Date[:4])
		if err == nil && m.touchedBy(law) && q.From <= year && year <= q.To {
			list = append(list, lawBreak(m, law, year))
		}
	}
	return list
}

// change is a change from one form to another that both feed an indicator.
type change struct {
	before, after *form.Source
	year          int
}

// changes finds where the bodies asked for changed their form, the first year
// of each pair: bodies do not all change with the year that a form was meant
// for. Where they say nothing, the years of the national forms do.
func (a *Analytics) changes(m measure, series []Series, from int) []change {
	var list []change
	into := map[string]bool{} // forms that a body was seen to change to
	for _, s := range series {
		before := ""
		for _, p := range s.Points {
			if p.Form == "" || p.Form == before {
				continue
			}
			if from, to := m.Source(before), m.Source(p.Form); from != nil && to != nil {
				list = addChange(list, change{from, to, p.Year})
			}
			into[p.Form] = into[p.Form] || before != ""
			before = p.Form
		}
	}
	var before *form.Form
	for _, f := range slices.Backward(a.catalogue.Forms) { // newest first in the catalogue
		if !f.National() || m.Source(f.ID) == nil {
			continue
		}
		if before != nil && from <= before.YearTo && !into[f.ID] && !otherForm(series, before) {
			list = addChange(list, change{m.Source(before.ID), m.Source(f.ID), min(cmp.Or(firstYear(series, f.ID), f.YearFrom), f.YearFrom)})
		}
		before = f
	}
	return list
}

// addChange keeps the first year of each pair of forms.
func addChange(list []change, c change) []change {
	for i := range list {
		if list[i].before == c.before && list[i].after == c.after {
			list[i].year = min(list[i].year, c.year)
			return list
		}
	}
	return append(list, c)
}

// firstYear is the first year for which a body asked for reports on a form, or 0.
func firstYear(series []Series, formCode string) int {
	first := 0
	for _, s := range series {
		for _, p := range s.Points {
			if p.Form == formCode && (first == 0 || p.Year < first) {
				first = p.Year
			}
		}
	}
	return first
}

// otherForm reports whether a body used another form in the years of f.
func otherForm(series []Series, f *form.Form) bool {
	for _, s := range series {
		for _, p := range s.Points {
			if p.Form != "" && p.Form != f.ID && f.YearFrom <= p.Year && p.Year <= f.YearTo {
				return true
			}
		}
	}
	return false
}

func (a *Analytics) formBreak(m measure, before, after *form.Source, year int) Break {
	joinable := before.Joinable() && after.Joinable()
	name := a.catalogue.Form(after.Form).Name()
	text := data.Text{
		ZH: fmt.Sprintf("%d年起改用%s：口径不同，不能衔接比较", year, name.ZH),
		EN: fmt.Sprintf("%s from %d on: another definition, not to be joined", name.EN, year),
	}
	if joinable {
		text = data.Text{
			ZH: fmt.Sprintf("%d年起改用%s：口径相近，可衔接比较", year, name.ZH),
			EN: fmt.Sprintf("%s from %d on: a near definition, may be joined", name.EN, year),
		}
	}
	return Break{Year: year, Indicator: m.code, Kind: "form", Joinable: joinable, Text: text}
}

// lawBreak is a change of law. The figure is counted as before, its world is
// another: a line may pass, with the mark.
func lawBreak(m measure, law *form.LegalBreak, year int) Break {
	text := data.Text{ZH: law.Date + " " + law.WhatZH, EN: law.Date + " " + law.WhatEN}
	if law.EffectZH != "" {
		text.ZH += "；" + law.EffectZH
	}
	if law.EffectEN != "" {
		text.EN += "; " + law.EffectEN
	}
	return Break{Year: year, Indicator: m.code, Kind: "law", Joinable: true, Text: text}
}

// placeBreaks lists the merges and splits of the bodies' divisions within the
// years asked for. A line ends there; one that only lost or gained a part goes
// on, with the mark.
func (a *Analytics) placeBreaks(ctx context.Context, q TrendQuestion) ([]Break, error) {
	if len(q.Bodies) == 0 {
		return nil, nil
	}
	list, err := ask(ctx, a, "body_changes", func(r *sql.Rows) (b Break, err error) {
		var relation string
		err = r.Scan(&b.Body, &b.Year, &relation, &b.Text.ZH, &b.Text.EN)
		b.Kind, b.Joinable = "place", relation == "partial"
		return b, err
	}, query.Of(q.Bodies))
	return slices.DeleteFunc(list, func(b Break) bool { return b.Year <= q.From || b.Year > q.To }), err
}

func sortBreaks(list []Break) {
	slices.SortStableFunc(list, func(x, y Break) int {
		return cmp.Or(x.Year-y.Year, cmp.Compare(x.Kind, y.Kind))
	})
}
