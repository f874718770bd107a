package analytics

import (
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// measure is what a code asks for: an indicator, one applicant's part of it, or
// a ratio. Of a ratio the indicator is made up: it is fed by the forms for which
// the ratio is valid, as well as the worst of its parts.
type measure struct {
	code      string
	applicant string // column code; "" for the indicator itself
	*form.Indicator
	ratio *ratio // nil for an indicator
}

// ratio is a ratio's definition with the measures it adds up.
type ratio struct {
	*form.Ratio
	over, under []measure
}

func (a *Analytics) measure(code string) (measure, error) {
	if r := a.catalogue.Ratio(code); r != nil {
		return a.ratio(r)
	}
	base, applicant, cut := strings.Cut(code, "@")
	i := a.catalogue.Indicator(base)
	m := measure{code: code, applicant: applicant, Indicator: i}
	if i != nil {
		settled := *i
		settled.Unit = store.Unit(i) // the answer says in which of the units it is
		settled.Sources = a.sources(m)
		m.Indicator = &settled
	}
	if i == nil || cut && !(i.Applicant && applicant != "" && len(m.Sources) > 0) {
		return m, &data.Error{Code: "unknown_indicator", Place: code,
			Reason: data.Text{ZH: "没有这个指标", EN: "no such indicator"},
			Way:    data.Text{ZH: "请从指标目录中选择", EN: "choose from the indicator catalogue"}}
	}
	return m, nil
}

func (a *Analytics) measures(codes []string) (list []measure, err error) {
	for _, code := range codes {
		m, err := a.measure(code)
		if err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, nil
}

// ratio finds the measures of a ratio and what of each form they mean.
func (a *Analytics) ratio(r *form.Ratio) (measure, error) {
	m := measure{code: r.Code, ratio: &ratio{Ratio: r}}
	var err error
	if m.ratio.over, err = a.measures(r.Numerator); err != nil {
		return m, err
	}
	if m.ratio.under, err = a.measures(r.Denominator); err != nil {
		return m, err
	}
	m.Indicator = &form.Indicator{Code: r.Code, NameZH: r.NameZH, NameEN: r.NameEN, Unit: r.Unit, Kind: "ratio", Comparability: r.Note, Explanation: r.Explanation}
	for _, f := range r.ValidFor {
		if s := m.ratio.source(f); s != nil {
			m.Sources = append(m.Sources, *s)
		}
	}
	return m, nil
}

// matches from the best to the worst.
var matches = []string{form.Exact, form.Near, form.Partial, form.Broader}

// source is how a form feeds a ratio; nil where it lacks a part.
func (r *ratio) source(formCode string) *form.Source {
	s := &form.Source{Form: formCode, Match: form.Exact}
	for _, part := range slices.Concat(r.over, r.under) {
		of := part.Source(formCode)
		if of == nil {
			return nil
		}
		s.Terms = append(s.Terms, part.terms(of)...)
		if slices.Index(matches, of.Match) > slices.Index(matches, s.Match) {
			s.Match = of.Match
		}
	}
	return s
}

// terms are a source's terms in the measure's column.
func (m measure) terms(s *form.Source) []form.Term {
	terms := slices.Clone(s.Terms)
	for i := range terms {
		if m.applicant != "" {
			terms[i].Column = m.applicant
		}
	}
	return terms
}

// parts are the measures whose values a measure is computed from: itself, or
// those of a ratio.
func (m measure) parts() []measure {
	if m.ratio == nil {
		return []measure{m}
	}
	return slices.Concat(m.ratio.over, m.ratio.under)
}

// touchedBy reports whether a change of law concerns the measure or a part.
func (m measure) touchedBy(law *form.LegalBreak) bool {
	return law.Touches(m.Indicator.Code) || slices.ContainsFunc(m.parts(), func(p measure) bool { return law.Touches(p.Indicator.Code) })
}

// sources lists the sources of a measure whose forms have its cells: those
// before 2019 do not tell applicants apart.
func (a *Analytics) sources(m measure) []form.Source {
	return slices.DeleteFunc(slices.Clone(m.Sources), func(s form.Source) bool {
		return slices.ContainsFunc(m.cells(&s), func(c data.Cell) bool { return a.catalogue.Cell(c) == nil })
	})
}

// cells lists the cells that a source adds up for a measure, each once.
func (m measure) cells(s *form.Source) []data.Cell {
	var cells []data.Cell
	for _, t := range m.terms(s) {
		if c := data.NewCell(s.Form, t.Table, t.Row, t.Column); !slices.Contains(cells, c) {
			cells = append(cells, c)
		}
	}
	return cells
}
