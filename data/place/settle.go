package place

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/data"
)

// townshipLimit is how much of a text is searched for townships, in bytes.
const townshipLimit = 1 << 16

// settle finds which of several units of one name a report means, or nil if
// it stays open, and notes what spoke for it. What is strong may not
// disagree; what is weak decides only between units that it left.
func (g *Gazetteer) settle(res *Resolution, r *reading, e Evidence) *Division {
	res.note(clue(data.ClueVerdict, r.units[0].Name, fmt.Sprintf("“%s”有 %d 处同名", r.units[0].Name, len(r.units)), fmt.Sprintf("%d places are called %s", len(r.units), r.units[0].Name)))
	left, firm := r.units, r.narrowed
	for _, p := range g.strong(r.units, e) {
		if len(p.to) == 0 {
			continue
		}
		res.note(p.clue)
		if !p.tells(r.units) {
			continue
		}
		if left = common(left, p.to); len(left) == 0 {
			res.note(clue(data.ClueVerdict, "", "几项线索不一致，请人工确认", "the clues disagree; please decide"))
			return nil
		}
		firm = true
	}
	for _, list := range []func([]*Division, Evidence) []pointer{g.fallback, g.weak} {
		if len(left) == 1 {
			break
		}
		for _, p := range list(r.units, e) {
			if both := common(left, p.to); len(left) > 1 && p.tells(r.units) && len(both) > 0 {
				res.note(p.clue)
				if isWeak(p.clue.Kind) && !firm {
					continue
				}
				left, firm = both, true
			}
		}
	}
	if len(left) == 1 && firm {
		return left[0]
	}
	res.note(clue(data.ClueVerdict, "", "文中没有可以区分的省、市名称或电话区号，请人工确认", "no province, city or area code tells them apart; please decide"))
	return nil
}

// isWeak reports whether a clue settles nothing alone.
func isWeak(kind data.ClueKind) bool { return kind == data.CluePostcode || kind == data.ClueTownship }

// common keeps the units that are in both lists.
func common(a, b []*Division) []*Division {
	var both []*Division
	for _, d := range a {
		if slices.Contains(b, d) {
			both = append(both, d)
		}
	}
	return both
}

// nearPostcode gives the units whose postcode shares the most digits with one,
// at least those of its prefecture.
func (g *Gazetteer) nearPostcode(units []*Division, post string) []*Division {
	var near []*Division
	most := 3
	for _, d := range units {
		n := 0
		for have := g.ref.contacts[d.Code].postcode; n < len(have) && n < len(post) && have[n] == post[n]; n++ {
		}
		if n > most {
			near, most = nil, n
		}
		if n == most {
			near = append(near, d)
		}
	}
	return near
}

// withTownships gives the units of whose townships the text names the most,
// at least two, and those names. Townships of more than one of the units say
// nothing.
func (g *Gazetteer) withTownships(units []*Division, text string) (to []*Division, named []string) {
	bearers := map[string]int{}
	for _, d := range units {
		for _, t := range g.ref.townships[d.Code] {
			bearers[t]++
		}
	}
	most := 2
	for _, d := range units {
		var here []string
		for _, t := range g.ref.townships[d.Code] {
			if bearers[t] == 1 && utf8.RuneCountInString(t) > 2 && strings.Contains(text, t) {
				here = append(here, t)
			}
		}
		if len(here) > most {
			to, named, most = nil, nil, len(here)
		}
		if len(here) == most {
			to, named = append(to, d), append(named, here...)
		}
	}
	return to, named
}

// phones gives the area codes in the preface, or else in the whole text.
func (g *Gazetteer) phones(e Evidence) []string {
	if codes := g.areaCodes(e.Preface); len(codes) > 0 {
		return codes
	}
	return g.areaCodes(e.Text)
}

// mentions reports whether a text names a place: 徐州市, or with short also
// 徐州, but not the street 徐州路.
func mentions(text string, d *Division, short bool) bool {
	if text == "" {
		return false
	}
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
