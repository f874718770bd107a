package form

import (
	"errors"
	"regexp"
	"strings"
)

// ProseRule says how sentences state one of the few figures that prose states
// reliably. Patterns are regular expressions over text folded by NFKC without
// white space; {n} stands for the number.
type ProseRule struct {
	Item     string   `json:"item"`     // proactive, received, granted, partial, refused, review, litigation
	About    string   `json:"about"`    // words that the sentence, or the heading above it, must hold
	Patterns []string `json:"patterns"` // a number is stated
	Zero     []string `json:"zero"`     // it is said that there was none
	Skip     string   `json:"skip"`     // words of a clause that speak of a part only

	Stated []*regexp.Regexp `json:"-"` // with the number as first group
	None   []*regexp.Regexp `json:"-"`
	Part   *regexp.Regexp   `json:"-"` // nil if Skip is empty
}

var errNoNumber = errors.New("须有且仅有一个 {n}")

const proseNumber = `(\d{1,3}(?:,\d{3})+|\d+)`

// compile checks the patterns.
func (p *ProseRule) compile() error {
	for _, s := range p.Patterns {
		re, err := regexp.Compile(strings.ReplaceAll(s, "{n}", proseNumber))
		if err == nil && re.NumSubexp() != 1 {
			err = errNoNumber
		}
		if err != nil {
			return broken("prose.json", p.Item, "表达式有误："+s, err)
		}
		p.Stated = append(p.Stated, re)
	}
	for _, s := range p.Zero {
		re, err := regexp.Compile(s)
		if err != nil {
			return broken("prose.json", p.Item, "表达式有误："+s, err)
		}
		p.None = append(p.None, re)
	}
	if p.Skip == "" {
		return nil
	}
	var err error
	if p.Part, err = regexp.Compile(p.Skip); err != nil {
		return broken("prose.json", p.Item, "表达式有误："+p.Skip, err)
	}
	return nil
}
