package form

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/data"
)

// Check is a rule that looks beyond one table: over two years of a body, or at
// a report as a whole. Those with a Relation are sums as their terms say; what
// the others do is code of package ingest/audit.
//
// Sources: the instructions of the forms (国办公开办函〔2021〕30号, 〔2019〕60号)
// for carrying over; 条例 (2007) article 31 and (2019) article 49 for the
// deadlines.
type Check struct {
	Code     string      `json:"code"`
	NameZH   string      `json:"name_zh"`
	NameEN   string      `json:"name_en"`
	Severity string      `json:"severity"` // hard, soft or note
	Relation string      `json:"relation"` // of the sums: eq, le, ge; "" for a check without sums
	Forms    []string    `json:"forms"`    // of both years
	Each     []string    `json:"each"`     // what * stands for in the terms, one after the other
	LHS      []CheckTerm `json:"lhs"`
	RHS      []CheckTerm `json:"rhs"`
}

// CheckTerm is a cell without its form, of the report itself or of that of the
// year before.
type CheckTerm struct {
	Cell   string `json:"cell"` // table/row/column, with * for each
	Former bool   `json:"former"`
	Coef   int    `json:"coef"` // 0 stands for 1
}

// In is the term's cell in a form, for one of Each.
func (t CheckTerm) In(form, each string) data.Cell {
	return data.Cell(form + "/" + strings.ReplaceAll(t.Cell, "*", each))
}

// Sign is 1 or -1.
func (t CheckTerm) Sign() int {
	if t.Coef < 0 {
		return -1
	}
	return 1
}

// Name is what the check demands.
func (c *Check) Name() data.Text { return data.Text{ZH: c.NameZH, EN: c.NameEN} }

// Check finds a check by its code, or nil.
func (c *Catalogue) Check(code string) *Check {
	if i := slices.IndexFunc(c.Checks, func(k *Check) bool { return k.Code == code }); i >= 0 {
		return c.Checks[i]
	}
	return nil
}

// checkChecks holds every term of every check against the forms.
func (c *Catalogue) checkChecks() error {
	for _, k := range c.Checks {
		if k.NameZH == "" || k.NameEN == "" || !slices.Contains([]string{"hard", "soft", "note"}, k.Severity) || !slices.Contains([]string{"", "eq", "le", "ge"}, k.Relation) {
			return broken("checks.json", k.Code, "名称、性质或关系不对", nil)
		}
		for _, name := range k.Forms {
			for _, each := range k.Each {
				for _, t := range slices.Concat(k.LHS, k.RHS) {
					if t.Coef < -1 || t.Coef > 1 || c.cells[t.In(name, each)] == nil {
						return broken("checks.json", k.Code, fmt.Sprintf("没有单元格 %s", t.In(name, each)), nil)
					}
				}
			}
		}
	}
	return nil
}
