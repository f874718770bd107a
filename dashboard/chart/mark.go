package chart

import (
	"strings"

	"gongkai/analytics"
	"gongkai/data"
)

// Mark is a vertical line before a year in which a series changes its meaning:
// a change of form or of law.
type Mark struct {
	Year     int    `json:"year"`
	Text     string `json:"text"`
	Kind     string `json:"kind"`     // "form" or "law"
	Joinable bool   `json:"joinable"` // a line may cross it
}

// Marks reduces the breaks of some indicators to one mark a year, which says
// of form and of law what changed. A break
// before the first year shown separates nothing and is left out.
func Marks(breaks []analytics.Break, indicators []string, from int, l data.Lang) []Mark {
	asked := map[string]bool{}
	for _, code := range indicators {
		asked[code] = true
	}
	var out []Mark
breaks:
	for _, b := range breaks {
		if !asked[b.Indicator] || b.Year <= from {
			continue
		}
		for i := range out {
			if out[i].Year == b.Year {
				m := &out[i]
				m.Joinable = m.Joinable && b.Joinable
				if m.Kind != b.Kind && !strings.Contains(m.Text, b.Text.In(l)) {
					m.Text += data.Text{ZH: "；", EN: "; "}.In(l) + b.Text.In(l)
				}
				continue breaks
			}
		}
		out = append(out, Mark{Year: b.Year, Text: b.Text.In(l), Kind: b.Kind, Joinable: b.Joinable})
	}
	return out
}

// Letter is the sign of the i-th mark, as the chart and its note print it: ①, ② ...
func Letter(i int) string { return string(rune('①' + min(i, 19))) }
