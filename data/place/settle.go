package place

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// settle finds which of several units of one name a report means, or nil if
// it stays open, and says in sentences what spoke for it. Strong are a city or
// province named in the preface and the telephone's area code, and they must
// not disagree; then the publisher; then a city named in the text.
func (g *Gazetteer) settle(r *reading, e Evidence) (*Division, []string) {
	lines := []string{fmt.Sprintf("%s有 %d 处同名", quoted(r), len(r.units))}
	named, where := g.named(r.units, e.head(), true)
	codes := g.phones(e)
	called, area := g.called(r.units, codes)
	if named != nil {
		lines = append(lines, "前言提到"+where)
	}
	if called != nil {
		lines = append(lines, fmt.Sprintf("电话区号 %s 属%s", area, g.owner(area)))
	}
	switch {
	case named != nil && called != nil && named != called:
		return nil, append(lines, "两者不一致，请人工确认")
	case named != nil:
		return named, lines
	case called != nil:
		return called, lines
	}
	if d, where := g.named(r.units, fold(e.Publisher), true); d != nil {
		return d, append(lines, "发布机构提到"+where)
	}
	if d, where := g.named(r.units, cut(e.Text, phoneLimit), false); d != nil {
		return d, append(lines, "正文提到"+where)
	}
	return nil, append(lines, "文中没有可以区分的省、市名称或电话区号，请人工确认")
}

func quoted(r *reading) string {
	return "“" + r.units[0].Name + "”"
}

// phones gives the area codes in the preface, or else in the whole text.
func (g *Gazetteer) phones(e Evidence) []string {
	if codes := g.areaCodes(e.Preface); len(codes) > 0 {
		return codes
	}
	return g.areaCodes(e.Text)
}

// called gives the one unit whose telephones have one of the area codes.
func (g *Gazetteer) called(units []*Division, codes []string) (*Division, string) {
	var only *Division
	var by string
	for _, d := range units {
		if code := g.uses(d, codes); code != "" {
			if only != nil {
				return nil, ""
			}
			only, by = d, code
		}
	}
	return only, by
}

// named gives the one unit whose city the text names, or else the one whose
// province it names.
func (g *Gazetteer) named(units []*Division, text string, short bool) (*Division, string) {
	if text == "" {
		return nil, ""
	}
	for _, above := range []func(d *Division) *Division{g.parent, func(d *Division) *Division { return g.Province(d.Code) }} {
		var only *Division
		var where string
		several := false
		for _, d := range units {
			a := above(d)
			if a == nil || !mentions(text, a, short) {
				continue
			}
			several = only != nil
			only, where = d, a.Name
			if several {
				break
			}
		}
		if several {
			continue
		}
		if only != nil {
			return only, where
		}
	}
	return nil, ""
}

// mentions reports whether a text names a place: 徐州市, or with short also
// 徐州, but not the street 徐州路.
func mentions(text string, d *Division, short bool) bool {
	if strings.Contains(text, d.Name) {
		return true
	}
	_, stem := forms(d)
	if !short || stem == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], stem)
		if i < 0 {
			return false
		}
		from += i + len(stem)
		if !street(text[from:]) {
			return true
		}
	}
}

// street reports whether what follows a name makes it a street's.
func street(s string) bool {
	for range 2 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case strings.ContainsRune("路街道巷", r), strings.HasPrefix(s, "大街"), strings.HasPrefix(s, "大道"):
			return true
		case !strings.ContainsRune("东西南北中", r):
			return false
		}
		s = s[n:]
	}
	return false
}
