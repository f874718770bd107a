package analytics

import (
	"fmt"
	"math"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// Piece is a part of a sentence; a number leads to where it is from.
type Piece struct {
	Text     data.Text   `json:"text"`
	ReportID int         `json:"report_id,omitempty"` // 0 for words
	Year     int         `json:"year,omitempty"`
	Cells    []data.Cell `json:"cells,omitempty"`
}

// Sentence says a change in words, made from a template.
type Sentence []Piece

// Text is the sentence without its links.
func (s Sentence) Text() data.Text {
	var zh, en strings.Builder
	for _, p := range s {
		zh.WriteString(p.Text.ZH)
		en.WriteString(p.Text.EN)
	}
	return data.Text{ZH: zh.String(), EN: en.String()}
}

func (s *Sentence) words(zh, en string) { *s = append(*s, Piece{Text: data.Text{ZH: zh, EN: en}}) }

// number adds a point's value with its link.
func (s *Sentence) number(p Point, unit string) {
	said := shortNumber(*p.Value)
	text := data.Text{ZH: said + " " + unit, EN: said + " " + form.UnitName(unit).EN}
	if unit == "%" {
		text = data.Text{ZH: said + "%", EN: said + " %"}
		text.ZH += fmt.Sprintf("（%s/%s）", p.Rate.K, p.Rate.N)
		text.EN += fmt.Sprintf(" (%s/%s)", p.Rate.K, p.Rate.N)
	}
	if p.Status == data.Suspect {
		text.ZH, text.EN = text.ZH+"（存疑）", text.EN+" (under suspicion)"
	}
	*s = append(*s, Piece{Text: text, ReportID: p.ReportID, Year: p.Year, Cells: p.Cells})
}

// shortNumber prints a number with at most one digit behind the point if it is
// no whole one.
func shortNumber(n data.Number) string {
	if n.IsInteger() {
		return n.String()
	}
	return n.StringFixed(1)
}

// Scores from which a year is unusual (one in 20), very and extremely so.
const (
	unusual   = 1.3
	very      = 2
	extremely = 3
)

var surprises = map[string]data.Text{
	"":          {ZH: "在往年波动之内", EN: "within the usual variation"},
	"unusual":   {ZH: "不寻常", EN: "unusual"},
	"very":      {ZH: "很不寻常", EN: "very unusual"},
	"extremely": {ZH: "极不寻常", EN: "extremely unusual"},
}

// Level is how surprising an item is: unusual, very, extremely, or "".
func (i *Item) Level() string {
	switch a := math.Abs(i.Score); {
	case a >= extremely:
		return "extremely"
	case a >= very:
		return "very"
	case a >= unusual:
		return "unusual"
	}
	return ""
}

// sentence says an item: "本年新收申请 218 件，比上年 81 件增加 137 件（+169.1%）……".
func (i *Item) sentence(w *WhatChanged) Sentence {
	var s Sentence
	s.words(i.Name.ZH+" ", i.Name.EN+": ")
	s.number(i.Now, i.Unit)
	s.words("，上年 ", ", the year before ")
	s.number(i.Before, i.Unit)
	s.words(i.movement())
	if i.Now.Across {
		s.words("（两年表式不同，口径相近）", " (on two forms of near definitions)")
	}
	s.words("；", "; ")
	low, high := i.history()
	word := surprises[i.Level()]
	s.words(fmt.Sprintf("与此前 %d 年（%s–%s）相比%s", len(i.History), low, high, word.ZH), fmt.Sprintf("against %d earlier years (%s to %s) %s", len(i.History), low, high, word.EN))
	if i.Peers != nil && i.PeersN >= 3 {
		unit := data.Text{ZH: "%", EN: " %"}
		if i.Unit == "%" {
			unit = data.Text{ZH: " 个百分点", EN: " points"}
		}
		s.words(fmt.Sprintf("；%s的变化中位数为 %s%s（%d 个）", w.Rule.ZH, signedNumber(*i.Peers), unit.ZH, i.PeersN),
			fmt.Sprintf("; the median change of %s is %s%s (%d bodies)", w.Rule.EN, signedNumber(*i.Peers), unit.EN, i.PeersN))
	}
	s.words("。", ".")
	return s
}

// movement says by how much it rose or fell.
func (i *Item) movement() (zh, en string) {
	if i.Diff.IsZero() {
		return "，没有变化", ", unchanged"
	}
	verb := data.Text{ZH: "增加", EN: "up"}
	if i.Diff.IsNegative() {
		verb = data.Text{ZH: "减少", EN: "down"}
	}
	size := shortNumber(data.Number{Decimal: i.Diff.Abs()})
	if i.Unit == "%" {
		if i.Diff.IsNegative() {
			verb.ZH = "下降"
		} else {
			verb.ZH = "上升"
		}
		return fmt.Sprintf("，%s %s 个百分点", verb.ZH, size), fmt.Sprintf(", %s by %s points", verb.EN, size)
	}
	zh, en = fmt.Sprintf("，%s %s %s", verb.ZH, size, i.Unit), fmt.Sprintf(", %s by %s", verb.EN, size)
	if i.Per != nil {
		zh, en = zh+fmt.Sprintf("（%s%%）", signedNumber(*i.Per)), en+fmt.Sprintf(" (%s %%)", signedNumber(*i.Per))
	}
	return zh, en
}

func signedNumber(n data.Number) string {
	s := shortNumber(n)
	if n.IsPositive() {
		s = "+" + s
	}
	return s
}

// history is the range of the earlier years' values.
func (i *Item) history() (low, high string) {
	var least, most *data.Number
	for k := range i.History {
		v := i.History[k].Value
		if v == nil {
			continue
		}
		if least == nil || v.LessThan(least.Decimal) {
			least = v
		}
		if most == nil || v.GreaterThan(most.Decimal) {
			most = v
		}
	}
	if least == nil {
		return "-", "-"
	}
	return shortNumber(*least), shortNumber(*most)
}
