package form

import (
	"slices"
	"strings"

	"gongkai/data"
)

// Check is one kind of check that an audit makes, as people are told of it.
type Check struct {
	Code     string        `json:"code"`     // of findings, e.g. t3.balance
	Kind     string        `json:"kind"`     // see below
	Severity data.Severity `json:"severity"` // "" where the forms differ
	NameZH   string        `json:"name_zh"`
	NameEN   string        `json:"name_en"`
	MeansZH  string        `json:"means_zh"` // what must hold, in a sentence
	MeansEN  string        `json:"means_en"`
	Chains   []Chain       `json:"chains"` // of checks of kind YearCheck
}

// Kinds of checks.
const (
	IdentityCheck = "identity" // a sum of the form, within a report
	YearCheck     = "year"     // a figure goes on from the year before
	TextCheck     = "text"     // sentences against tables
	BodyCheck     = "body"     // a government against its bodies
	CopyCheck     = "copy"     // a report against others that should differ
	ValueCheck    = "value"    // a figure that looks misprinted
	DutyCheck     = "duty"     // form, dates, missing years
	ReadingCheck  = "reading"  // noted while reading, of no figure
)

// Name is the check's name in both languages.
func (c *Check) Name() data.Text { return data.Text{ZH: c.NameZH, EN: c.NameEN} }

// Means says what must hold, in both languages.
func (c *Check) Means() data.Text { return data.Text{ZH: c.MeansZH, EN: c.MeansEN} }

// Chain is a rule over two years of one body, on every row or column of the
// tables: the sum of This in a year stands in a relation to the sum of Last in
// the year before. Terms are codes of rows (EachColumn) or columns (EachRow),
// with a minus before those that are subtracted.
type Chain struct {
	Forms    []string `json:"forms"`  // of the later report
	Before   []string `json:"before"` // of the earlier one
	Tables   []string `json:"tables"`
	Axis     string   `json:"axis"`     // EachColumn or EachRow
	Relation string   `json:"relation"` // eq, le or ge: This rel Last
	This     []string `json:"this"`
	Last     []string `json:"last"`
	// Say is the sentence of a failure. {place} is the row or column, {year} and
	// {before} the years, {this0} ... and {last0} ... the terms' figures, {want}
	// what the first term of This should be.
	Say string `json:"say"`
}

// Signed splits a term of a chain into its code and 1 or -1.
func Signed(term string) (code string, coef int64) {
	if code, minus := strings.CutPrefix(term, "-"); minus {
		return code, -1
	}
	return term, 1
}

// Check returns a check by code, or nil.
func (c *Catalogue) Check(code string) *Check { return c.checks[code] }

// Demand says what a check demands: the rule of an identity, or what the list of
// checks says; of an unknown one its code.
func (c *Catalogue) Demand(code string) data.Text {
	if id, words := c.Identity(code); id != nil {
		return words
	}
	if k := c.Check(code); k != nil {
		return k.Means()
	}
	return data.Text{ZH: code, EN: code}
}

func (c *Catalogue) indexChecks() error {
	const file = "checks.json"
	c.checks = map[string]*Check{}
	kinds := []string{IdentityCheck, YearCheck, TextCheck, BodyCheck, CopyCheck, ValueCheck, DutyCheck, ReadingCheck}
	for _, k := range c.Checks {
		switch {
		case k.Code == "" || c.checks[k.Code] != nil:
			return broken(file, k.Code, "核验项代码为空或重复", nil)
		case k.NameZH == "" || k.NameEN == "" || k.MeansZH == "" || k.MeansEN == "":
			return broken(file, k.Code, "缺名称或说明", nil)
		case !slices.Contains(kinds, k.Kind):
			return broken(file, k.Code, "未知的 kind："+k.Kind, nil)
		case !slices.Contains([]data.Severity{"", data.Hard, data.Soft, data.Note}, k.Severity) || k.Severity == "" && k.Kind != IdentityCheck:
			return broken(file, k.Code, "未知的 severity："+string(k.Severity), nil)
		case (k.Kind == YearCheck) != (len(k.Chains) > 0):
			return broken(file, k.Code, "跨年核验须有且仅有它有 chains", nil)
		}
		for i := range k.Chains {
			if err := c.checkChain(k.Code, &k.Chains[i]); err != nil {
				return err
			}
		}
		c.checks[k.Code] = k
	}
	for _, f := range c.Forms {
		for _, id := range f.Identities {
			if k := c.checks[id.ID]; k == nil || k.Kind != IdentityCheck || k.Severity != "" && string(k.Severity) != id.Strength {
				return broken(file, id.ID, "缺少勾稽关系的说明，或性质与表式 "+f.ID+" 不符", nil)
			}
		}
	}
	return nil
}

// checkChain wants the terms of a chain to be in all its forms.
func (c *Catalogue) checkChain(code string, ch *Chain) error {
	const file = "checks.json"
	if !slices.Contains([]string{"eq", "le", "ge"}, ch.Relation) || len(ch.This) == 0 || len(ch.Last) == 0 || ch.Say == "" {
		return broken(file, code, "chains 缺 relation、this、last 或 say", nil)
	}
	for _, side := range []struct{ forms, terms []string }{{ch.Forms, ch.This}, {ch.Before, ch.Last}} {
		for _, id := range side.forms {
			f := c.forms[id]
			if f == nil {
				return broken(file, code, "所指表式不存在："+id, nil)
			}
			for _, table := range ch.Tables {
				rule := Identity{ID: code, Table: table, Axis: ch.Axis, Relation: "eq", Strength: "soft"}
				for _, term := range side.terms {
					plain, _ := Signed(term)
					rule.LHS = append(rule.LHS, plain)
				}
				if err := checkIdentity(f, rule); err != nil {
					return broken(file, code, "chains 所指的表、行或列在 "+id+" 中不存在："+table+" "+strings.Join(side.terms, " "), err)
				}
			}
		}
	}
	return nil
}
