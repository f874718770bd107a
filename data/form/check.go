package form

import (
	"errors"
	"fmt"
	"strings"

	"gongkai/data"
)

// index builds the look-ups and checks every reference on the way.
func (c *Catalogue) index() error {
	c.forms = map[string]*Form{}
	c.cells = map[data.Cell]*CellInfo{}
	c.indicators = map[string]*Indicator{}
	c.ratios = map[string]*Ratio{}
	for _, f := range c.Forms {
		if err := c.indexForm(f); err != nil {
			return err
		}
	}
	for _, i := range c.Indicators {
		if err := c.indexIndicator(i); err != nil {
			return err
		}
	}
	for _, i := range c.Indicators {
		if err := c.checkWhole(i); err != nil {
			return err
		}
	}
	for _, r := range c.Ratios {
		if err := c.indexRatio(r); err != nil {
			return err
		}
	}
	for _, b := range c.Legal {
		if len(b.Date) != 10 || b.WhatZH == "" {
			return broken("legal.json", b.Date, "缺日期或说明", nil)
		}
	}
	for _, p := range c.Prose {
		if err := p.compile(); err != nil {
			return err
		}
	}
	if err := errors.Join(c.indexStatements(), c.indexChecks()); err != nil {
		return err
	}
	if len(c.Values.NotApplicable) == 0 || len(c.Values.Units) == 0 {
		return broken("values.json", "", "缺 not_applicable 或 units", nil)
	}
	return nil
}

func (c *Catalogue) indexForm(f *Form) error {
	file := f.ID + ".json"
	if f.ID == "" || c.forms[f.ID] != nil {
		return broken(file, f.ID, "表式代码为空或重复", nil)
	}
	if err := checkDetect(f); err != nil {
		return err
	}
	c.forms[f.ID] = f
	f.byCell = map[data.Cell]*CellInfo{}
	for _, t := range f.Tables {
		switch t.Layout {
		case Matrix, SingleRow, List, Prose:
		default:
			return broken(file, t.ID, "未知版式 "+t.Layout, nil)
		}
		for _, r := range t.Rows {
			if r.Code == "" || r.Label == "" && t.Layout != SingleRow {
				return broken(file, t.ID+"/"+r.Code, "行缺代码或名称", nil)
			}
			for _, col := range t.Columns {
				if col.Code == "" || col.Label == "" {
					return broken(file, t.ID+"//"+col.Code, "列缺代码或名称", nil)
				}
				if r.Group {
					continue
				}
				cell := data.NewCell(f.ID, t.ID, r.Code, col.Code)
				if c.cells[cell] != nil {
					return broken(file, string(cell), "单元格代码重复", nil)
				}
				info := &CellInfo{Cell: cell, Order: len(c.cells), Form: f, Table: t, Row: r, Column: col}
				c.cells[cell], f.byCell[cell] = info, info
				f.cells = append(f.cells, info)
			}
		}
	}
	for _, id := range f.Identities {
		if err := checkIdentity(f, id); err != nil {
			return err
		}
	}
	for _, code := range f.Prose {
		if len(f.Tables) != 1 || f.Tables[0].Row(code) == nil {
			return broken(file, "prose", "所指的行不存在："+code, nil)
		}
	}
	return nil
}

// checkDetect: a form with tables must be told by its labels.
func checkDetect(f *Form) error {
	prose := len(f.Tables) == 1 && f.Tables[0].Layout == Prose
	if f.Detect.MinHits < 1 && !prose || len(f.Detect.Any) < f.Detect.MinHits && !f.Detect.Rows {
		return broken(f.ID+".json", "detect", "识别标签不足", nil)
	}
	return nil
}

func checkIdentity(f *Form, id Identity) error {
	file := f.ID + ".json"
	t := f.Table(id.Table)
	if t == nil {
		return broken(file, id.ID, "勾稽关系所指的表不存在："+id.Table, nil)
	}
	if id.Relation != "eq" && id.Relation != "ge" || id.Strength != "hard" && id.Strength != "soft" {
		return broken(file, id.ID, "未知的 relation 或 strength", nil)
	}
	for _, code := range append(append([]string{}, id.LHS...), id.RHS...) {
		known := false
		switch id.Axis {
		case EachColumn:
			r := t.Row(code)
			known = r != nil && !r.Group
		case EachRow:
			known = t.Column(code) != nil
		}
		if !known {
			return broken(file, id.ID, "勾稽关系所指的行或列不存在："+code, nil)
		}
	}
	return nil
}

func (c *Catalogue) indexIndicator(i *Indicator) error {
	const file = "indicators.json"
	if i.Code == "" || c.indicators[i.Code] != nil {
		return broken(file, i.Code, "指标代码为空或重复", nil)
	}
	if i.NameZH == "" || i.NameEN == "" || i.Unit == "" || len(i.Sources) == 0 {
		return broken(file, i.Code, "缺名称、单位或来源", nil)
	}
	for k := range i.Sources {
		s := &i.Sources[k]
		switch s.Match {
		case Exact, Near, Partial, Broader:
		default:
			return broken(file, i.Code, "未知的 match："+s.Match, nil)
		}
		if len(s.Terms) == 0 {
			return broken(file, i.Code, "来源没有单元格："+s.Form, nil)
		}
		for n := range s.Terms {
			if s.Terms[n].Coef == 0 {
				s.Terms[n].Coef = 1
			}
		}
		for _, cell := range s.Cells() {
			if c.cells[cell] == nil {
				return broken(file, i.Code, fmt.Sprintf("所指单元格不存在：%s", cell), nil)
			}
		}
	}
	c.indicators[i.Code] = i
	return nil
}

func (c *Catalogue) checkWhole(i *Indicator) error {
	if i.Whole != "" && (c.indicators[i.Whole] == nil || i.Whole == i.Code) {
		return broken("indicators.json", i.Code, "所属的合计指标不存在："+i.Whole, nil)
	}
	return nil
}

func (c *Catalogue) indexRatio(r *Ratio) error {
	const file = "ratios.json"
	if r.Code == "" || c.ratios[r.Code] != nil {
		return broken(file, r.Code, "比率代码为空或重复", nil)
	}
	if len(r.Numerator) == 0 || len(r.Denominator) == 0 || r.Scale <= 0 {
		return broken(file, r.Code, "缺分子、分母或倍数", nil)
	}
	switch r.Kind {
	case "":
		r.Kind = Proportion
	case Proportion, Rate:
	default:
		return broken(file, r.Code, "未知的 kind："+r.Kind, nil)
	}
	if r.Better != "" && r.Better != "higher" && r.Better != "lower" {
		return broken(file, r.Code, "未知的 better："+r.Better, nil)
	}
	for _, code := range append(append([]string{}, r.Numerator...), r.Denominator...) {
		base, applicant, cut := strings.Cut(code, "@")
		i := c.indicators[base]
		if i == nil || cut && (!i.Applicant || applicant == "") {
			return broken(file, r.Code, "所指指标不存在："+code, nil)
		}
	}
	for _, f := range r.ValidFor {
		if c.forms[f] == nil {
			return broken(file, r.Code, "所指表式不存在："+f, nil)
		}
	}
	c.ratios[r.Code] = r
	return nil
}
