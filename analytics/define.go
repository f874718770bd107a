package analytics

import (
	"fmt"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Definition says what an indicator or ratio is: the entry of a dictionary.
type Definition struct {
	Code        string      `json:"code"`
	Name        data.Text   `json:"name"`
	Unit        string      `json:"unit"`
	Kind        string      `json:"kind"` // flow, stock, mixed, money; proportion or rate of ratios
	Better      string      `json:"better,omitempty"`
	Whole       string      `json:"whole,omitempty"` // what it is a part of
	Formula     data.Text   `json:"formula"`
	Forms       []FormPart  `json:"forms"`
	Explanation data.Text   `json:"explanation"` // what it counts, and how far years compare
	Laws        []data.Text `json:"laws"`        // changes of law that concern it, with their dates
}

// FormPart is how a form feeds an indicator.
type FormPart struct {
	Form  string      `json:"form"`
	Name  data.Text   `json:"name"`
	Match string      `json:"match"`
	Cells []data.Cell `json:"cells"`
	Text  data.Text   `json:"text"` // the cells by their labels
	Note  string      `json:"note,omitempty"`
}

// Define explains a code. Code "unknown_indicator".
func (a *Analytics) Define(code string) (*Definition, error) {
	m, err := a.measure(code)
	if err != nil {
		return nil, err
	}
	d := &Definition{Code: code, Name: m.Name(), Unit: m.Unit, Kind: m.Kind, Whole: m.Whole, Explanation: data.Text{ZH: m.Explanation, EN: m.Comparability}, Forms: []FormPart{}, Laws: []data.Text{}}
	if m.ratio != nil {
		d.Kind, d.Better = m.ratio.Kind, m.ratio.Better
		d.Formula = m.ratio.formula()
	} else {
		d.Formula = data.Text{ZH: "各表式相应单元格之和，见下", EN: "the sum of each form's cells, as below"}
	}
	for i := range m.Sources {
		d.Forms = append(d.Forms, a.formPart(m, &m.Sources[i]))
	}
	for i := range a.catalogue.Legal {
		if law := &a.catalogue.Legal[i]; m.touchedBy(law) {
			d.Laws = append(d.Laws, lawBreak(m, law, 0).Text)
		}
	}
	return d, nil
}

func (a *Analytics) formPart(m measure, s *form.Source) FormPart {
	p := FormPart{Form: s.Form, Match: s.Match, Cells: m.cells(s), Note: s.Note}
	if f := a.catalogue.Form(s.Form); f != nil {
		p.Name = f.Name()
	}
	if m.ratio == nil {
		p.Text = a.labels(p.Cells)
		return p
	}
	over, under := a.labels(cellsOf(m.ratio.over, s.Form)), a.labels(cellsOf(m.ratio.under, s.Form))
	p.Text = data.Text{ZH: "(" + over.ZH + ") ÷ (" + under.ZH + ")", EN: "(" + over.EN + ") / (" + under.EN + ")"}
	return p
}

func cellsOf(parts []measure, formCode string) (cells []data.Cell) {
	for _, part := range parts {
		cells = append(cells, part.cells(part.Source(formCode))...)
	}
	return cells
}

// labels adds up cells in words.
func (a *Analytics) labels(cells []data.Cell) data.Text {
	var zh, en []string
	for _, c := range cells {
		if info := a.catalogue.Cell(c); info != nil {
			zh, en = append(zh, info.Label().ZH), append(en, info.Label().EN)
		}
	}
	return data.Text{ZH: strings.Join(zh, " + "), EN: strings.Join(en, " + ")}
}

// formula writes a ratio in words.
func (r *ratio) formula() data.Text {
	names := func(parts []measure, zh bool) string {
		var list []string
		for _, p := range parts {
			name := p.NameEN
			if zh {
				name = p.NameZH
			}
			if p.applicant != "" {
				name += "（" + p.applicant + "）"
			}
			list = append(list, name)
		}
		if s := strings.Join(list, " + "); len(list) < 2 {
			return s
		} else {
			return "(" + s + ")"
		}
	}
	return data.Text{ZH: fmt.Sprintf("%s ÷ %s × %d", names(r.over, true), names(r.under, true), r.Scale),
		EN: fmt.Sprintf("%s / %s × %d", names(r.over, false), names(r.under, false), r.Scale)}
}

// Definitions lists all indicators and ratios, in the catalogue's order.
func (a *Analytics) Definitions() ([]*Definition, error) {
	var codes []string
	for _, i := range a.catalogue.Indicators {
		codes = append(codes, i.Code)
	}
	for _, r := range a.catalogue.Ratios {
		codes = append(codes, r.Code)
	}
	list := make([]*Definition, 0, len(codes))
	for _, code := range codes {
		d, err := a.Define(code)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}
