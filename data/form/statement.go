package form

import (
	"regexp"
	"strings"

	"gongkai/data"
)

// Statements says how sentences of 一、总体情况 state figures that the tables
// hold too, so that the two can be compared. Patterns are as those of ProseRule;
// {n} may be a number in Chinese numerals up to 99.
type Statements struct {
	Wide   string           `json:"wide"`   // words before a number in its sentence that give it another scope: 全区
	Clause string           `json:"clause"` // words in a number's clause that make it another thing: 同比, 约
	Items  []*StatementRule `json:"items"`

	WideWords   *regexp.Regexp `json:"-"`
	ClauseWords *regexp.Regexp `json:"-"`
}

// StatementRule is one figure that sentences state.
type StatementRule struct {
	Item     string   `json:"item"` // received, concluded, review ...
	NameZH   string   `json:"name_zh"`
	NameEN   string   `json:"name_en"`
	About    string   `json:"about"`    // what the sentence must speak of, a pattern
	Near     bool     `json:"near"`     // in the number's own part of it, or in the heading: a body has other reviews and lawsuits too
	Patterns []string `json:"patterns"` // a number is stated
	Zero     []string `json:"zero"`     // it is said that there was none
	Skip     string   `json:"skip"`     // words of a clause that speak of a part only
	Ways     []string `json:"ways"`     // cells that it may mean, as sums: t3/received/total + t3/carried_in/total

	Subject *regexp.Regexp   `json:"-"` // nil if About is empty
	Stated  []*regexp.Regexp `json:"-"` // with the number as first group
	None    []*regexp.Regexp `json:"-"`
	Part    *regexp.Regexp   `json:"-"`
	Sums    [][]Addend       `json:"-"` // of Ways
}

// Addend is a cell of a sum, by table/row/column, with 1 or -1.
type Addend struct {
	Path string
	Coef int64
}

// Name is what the rule is about in both languages.
func (r *StatementRule) Name() data.Text { return data.Text{ZH: r.NameZH, EN: r.NameEN} }

const statedNumber = `(\d{1,3}(?:,\d{3})+|\d+|[一二两三四五六七八九十]{1,3})`

// Statement returns the rule of an item, or nil.
func (c *Catalogue) Statement(item string) *StatementRule {
	for _, r := range c.Statements.Items {
		if r.Item == item {
			return r
		}
	}
	return nil
}

func (c *Catalogue) indexStatements() (err error) {
	s := &c.Statements
	if s.WideWords, err = statedPattern("wide", s.Wide); err != nil {
		return err
	}
	if s.ClauseWords, err = statedPattern("clause", s.Clause); err != nil {
		return err
	}
	for _, r := range s.Items {
		if r.Item == "" || r.NameZH == "" || r.NameEN == "" || len(r.Patterns) == 0 || c.Statement(r.Item) != r {
			return broken("statements.json", r.Item, "缺代码、名称或表达式，或代码重复", nil)
		}
		if err := r.compile(); err != nil {
			return err
		}
		for _, way := range r.Ways {
			if err := c.addWay(r, way); err != nil {
				return err
			}
		}
	}
	return nil
}

func statedPattern(item, s string) (*regexp.Regexp, error) {
	re, err := regexp.Compile(s)
	if err != nil || s == "" {
		return nil, broken("statements.json", item, "表达式有误："+s, err)
	}
	return re, nil
}

func (r *StatementRule) compile() (err error) {
	if r.About != "" {
		if r.Subject, err = statedPattern(r.Item, r.About); err != nil {
			return err
		}
	}
	if r.Part, err = statedPattern(r.Item, r.Skip); err != nil {
		return err
	}
	for _, p := range r.Patterns {
		re, err := statedPattern(r.Item, strings.ReplaceAll(p, "{n}", statedNumber))
		if err == nil && re.NumSubexp() != 1 {
			err = broken("statements.json", r.Item, "表达式有误："+p, errNoNumber)
		}
		if err != nil {
			return err
		}
		r.Stated = append(r.Stated, re)
	}
	for _, p := range r.Zero {
		re, err := statedPattern(r.Item, p)
		if err != nil {
			return err
		}
		r.None = append(r.None, re)
	}
	return nil
}

// addWay reads a sum of cells, each of which some form must have.
func (c *Catalogue) addWay(r *StatementRule, way string) error {
	var sum []Addend
	coef := int64(1)
	for word := range strings.FieldsSeq(way) {
		switch word {
		case "+":
			coef = 1
			continue
		case "-":
			coef = -1
			continue
		}
		known := false
		for _, f := range c.Forms {
			known = known || c.cells[data.Cell(f.ID+"/"+word)] != nil
		}
		if !known {
			return broken("statements.json", r.Item, "所指单元格不存在："+word, nil)
		}
		sum = append(sum, Addend{word, coef})
	}
	if len(sum) == 0 {
		return broken("statements.json", r.Item, "ways 为空", nil)
	}
	r.Sums = append(r.Sums, sum)
	return nil
}
