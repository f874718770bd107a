package analytics

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"gongkai/data"
	"gongkai/data/form"
)

// breaks lists what divides the years of an indicator: a change of form unless
// the indicator means exactly the same on both, and changes of law.
func (a *Analytics) breaks(m measure, series []Series, q TrendQuestion) []Break {
	var list []Break
	sources := slices.Clone(m.Sources)
	slices.SortStableFunc(sources, func(x, y form.Source) int {
		return a.catalogue.Form(x.Form).YearFrom - a.catalogue.Form(y.Form).YearFrom
	})
	for i := 1; i < len(sources); i++ {
		before, after := &sources[i-1], &sources[i]
		if before.Match == form.Exact && after.Match == form.Exact {
			continue
		}
		year := firstYear(series, after.Form)
		if year == 0 {
			year = a.catalogue.Form(after.Form).YearFrom
		}
		if q.From < year && year <= q.To { // it stands between two years
			list = append(list, a.formBreak(m, before, after, year))
		}
	}
	for i := range a.catalogue.Legal {
		law := &a.catalogue.Legal[i]
		year, err := strconv.Atoi(law.Date[:4])
		if err == nil && law.Touches(m.Indicator.Code) && q.From <= year && year <= q.To {
			list = append(list, lawBreak(m, law, year))
		}
	}
	return list
}

// firstYear is the first year for which a body asked for reports on a form, or
// 0: bodies do not all change with the year that the form was meant for.
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

func sortBreaks(list []Break) {
	slices.SortStableFunc(list, func(x, y Break) int {
		return cmp.Or(x.Year-y.Year, cmp.Compare(x.Kind, y.Kind))
	})
}
