package form

import (
	"strings"

	"gongkai/data"
)

// Identity is a sum rule (勾稽关系) over a table. EachColumn applies LHS and
// RHS as row codes in every column, EachRow as column codes in every row.
type Identity struct {
	ID       string   `json:"id"`
	Table    string   `json:"table"`
	Axis     string   `json:"axis"`     // each_column or each_row
	Relation string   `json:"relation"` // eq: sum(LHS) = sum(RHS); ge: sum(LHS) >= sum(RHS)
	LHS      []string `json:"lhs"`
	RHS      []string `json:"rhs"`
	Printed  bool     `json:"printed"`  // the form itself prints the rule
	Strength string   `json:"strength"` // hard or soft
}

// Axes of an identity.
const (
	EachColumn = "each_column"
	EachRow    = "each_row"
)

// longSum is how many terms of a sum are named one by one.
const longSum = 4

// Sides are the two sums of an identity in the words of its table; those of
// more than four terms are named by the first and the last.
func (t *Table) Sides(id *Identity) (lhs, rhs data.Text) {
	return t.sum(id.LHS, id.Axis == EachColumn), t.sum(id.RHS, id.Axis == EachColumn)
}

// Of names the columns that an identity is about where the table has several
// groups of them, such as 行政复议; "" where it has not.
func (t *Table) Of(id *Identity) string {
	if id.Axis != EachRow {
		return ""
	}
	group := strings.Join(t.Column(id.RHS[0]).Group, " ")
	for _, c := range t.Columns {
		if strings.Join(c.Group, " ") != group {
			return group
		}
	}
	return ""
}

func (t *Table) sum(codes []string, rows bool) data.Text {
	zh, en := make([]string, len(codes)), make([]string, len(codes))
	for i, code := range codes {
		if !rows {
			c := t.Column(code)
			zh[i], en[i] = c.Label, c.EN
			continue
		}
		r := t.Row(code)
		label, _, _ := strings.Cut(r.Label, "（")
		label, _, _ = strings.Cut(label, "、")
		zh[i], en[i] = r.No+label, r.EN
	}
	if last := len(codes) - 1; last >= longSum {
		return data.Text{ZH: zh[0] + " 至 " + zh[last] + " 之和", EN: "the sum from " + en[0] + " to " + en[last]}
	}
	return data.Text{ZH: strings.Join(zh, " + "), EN: strings.Join(en, " + ")}
}

// Identity finds the rule of a check in the newest form that has it, and says
// it in words: "一、本年新收 + 二、上年结转 = ...". It is nil for a check that is
// no identity.
func (c *Catalogue) Identity(id string) (*Identity, data.Text) {
	for _, f := range c.Forms { // newest first
		for i := range f.Identities {
			if rule := &f.Identities[i]; rule.ID == id {
				t := f.Table(rule.Table)
				l, r := t.Sides(rule)
				sign := " = "
				if rule.Relation == "ge" {
					sign = " ≥ "
				}
				of := t.Of(rule)
				if of != "" {
					of += "："
				}
				return rule, data.Text{ZH: of + l.ZH + sign + r.ZH, EN: of + l.EN + sign + r.EN}
			}
		}
	}
	return nil, data.Text{}
}
