package form

import (
	"strings"

	"gongkai/data"
)

// Indicator is a measure harmonised across forms.
type Indicator struct {
	Code          string   `json:"code"` // e.g. applications.received
	NameZH        string   `json:"name_zh"`
	NameEN        string   `json:"name_en"`
	Unit          string   `json:"unit"`      // 件, 项, 个, 万元, 元 or 万元
	Kind          string   `json:"kind"`      // flow (of the year), stock (at its end), mixed
	Applicant     bool     `json:"applicant"` // also exists by applicant column, as code@natural ...
	Whole         string   `json:"whole"`     // the indicator that this one is a part of, "" for none
	Sources       []Source `json:"sources"`
	Comparability string   `json:"comparability"`
	Explanation   string   `json:"explanation_zh"` // what it counts and how far years compare, in Chinese

	Added bool `json:"-"` // by a user's file: no snapshot stores its values
}

// Name is the indicator's name in both languages.
func (i *Indicator) Name() data.Text { return data.Text{ZH: i.NameZH, EN: i.NameEN} }

// Matches of a form's cells with an indicator's concept.
const (
	Exact   = "exact"   // same concept and counting
	Near    = "near"    // joinable with a note
	Partial = "partial" // does not join
	Broader = "broader" // does not join
)

// Source says how a form feeds an indicator: the sum of its terms.
type Source struct {
	Form  string `json:"form"`
	Match string `json:"match"`
	Terms []Term `json:"terms"`
	Note  string `json:"note"`
}

// Term is a cell with its coefficient (1 unless given).
type Term struct {
	Table  string `json:"table"`
	Row    string `json:"row"`
	Column string `json:"column"`
	Coef   int    `json:"coef"`
}

// Joinable reports whether a line may pass through a value of this source.
func (s *Source) Joinable() bool { return s.Match == Exact || s.Match == Near }

// Cells lists the cells of the source's terms.
func (s *Source) Cells() []data.Cell {
	cells := make([]data.Cell, len(s.Terms))
	for i, t := range s.Terms {
		cells[i] = data.NewCell(s.Form, t.Table, t.Row, t.Column)
	}
	return cells
}

// Source returns the source for a form, or nil where the form does not feed it.
func (i *Indicator) Source(form string) *Source {
	for k := range i.Sources {
		if i.Sources[k].Form == form {
			return &i.Sources[k]
		}
	}
	return nil
}

// Money reports whether the indicator is an amount of money.
func (i *Indicator) Money() bool { return strings.Contains(i.Unit, "元") }

// Ratio is a share or rate of sums of indicators. Ratios of groups are
// computed from sums, never averaged.
type Ratio struct {
	Code        string   `json:"code"`
	NameZH      string   `json:"name_zh"`
	NameEN      string   `json:"name_en"`
	Numerator   []string `json:"numerator"`   // indicator codes, @column for an applicant
	Denominator []string `json:"denominator"` //
	Scale       int      `json:"scale"`       // 100 for per cent
	Unit        string   `json:"unit"`
	Kind        string   `json:"kind"`      // Proportion (the default) or Rate
	Better      string   `json:"better"`    // "higher", "lower", or "" where neither is better
	ValidFor    []string `json:"valid_for"` // forms
	Note        string   `json:"note"`
	Explanation string   `json:"explanation_zh"` // as of indicators
}

// Kinds of ratios: in a proportion every case of the numerator is one of the
// denominator, in a rate the numerator counts events beside it.
const (
	Proportion = "proportion"
	Rate       = "rate"
)

// Name is the ratio's name in both languages.
func (r *Ratio) Name() data.Text { return data.Text{ZH: r.NameZH, EN: r.NameEN} }

// LegalBreak is a change of law or form that every chart over it marks.
type LegalBreak struct {
	Date       string   `json:"date"` // ISO
	WhatZH     string   `json:"what_zh"`
	WhatEN     string   `json:"what_en"`
	EffectZH   string   `json:"effect_zh"`
	EffectEN   string   `json:"effect_en"`
	Indicators []string `json:"indicators"` // codes, or prefixes ending in a dot
}

// Touches reports whether the break concerns an indicator.
func (b *LegalBreak) Touches(code string) bool {
	for _, p := range b.Indicators {
		if p == code || strings.HasSuffix(p, ".") && strings.HasPrefix(code, p) {
			return true
		}
	}
	return false
}
