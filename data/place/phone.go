package place

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// phoneLimit is how much of a text is searched for telephone numbers, in bytes.
const phoneLimit = 1 << 18

// areaCodes lists the known area codes of the telephone numbers in a text,
// each once, in order: 0469-4240836, (0469)4240836, 0469 4240836.
func (g *Gazetteer) areaCodes(s string) []string {
	s = cut(s, phoneLimit)
	if strings.Contains(s, "０") {
		s = norm.NFKC.String(s)
	}
	var codes []string
	for i := 0; i < len(s); {
		j := strings.IndexByte(s[i:], '0')
		if j < 0 {
			break
		}
		i += j
		if code := g.phoneAt(s, i); code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
		for i < len(s) && isDigit(s[i]) {
			i++
		}
	}
	return codes
}

// phoneAt gives the area code of the telephone number that begins at i, or "".
func (g *Gazetteer) phoneAt(s string, i int) string {
	if i > 0 && strings.IndexByte("0123456789./_", s[i-1]) >= 0 {
		return ""
	}
	for _, n := range []int{4, 3} {
		if i+n > len(s) || g.areas[s[i:i+n]] == nil {
			continue
		}
		if isLocalNumber(s[i+n:]) {
			return s[i : i+n]
		}
	}
	return ""
}

// isLocalNumber reports whether s begins, after a separator, with the seven
// or eight digits of a subscriber's number.
func isLocalNumber(s string) bool {
	for range 3 {
		r, n := utf8.DecodeRuneInString(s)
		if !strings.ContainsRune(" \u00a0\u3000-‐‑–—―－()（）", r) {
			break
		}
		s = s[n:]
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return (digits == 7 || digits == 8) && s[0] >= '2' && s[0] <= '8'
}

// uses reports whether a division's telephones have one of the area codes.
func (g *Gazetteer) uses(d *Division, codes []string) string {
	for _, code := range codes {
		if slices.Contains(g.areas[code], d.Code) || d.Parent != "" && slices.Contains(g.areas[code], d.Parent) {
			return code
		}
	}
	return ""
}

// owner names the places of an area code, for people.
func (g *Gazetteer) owner(code string) string {
	var names []string
	for _, c := range g.areas[code] {
		names = append(names, g.byCode[c].Name)
	}
	if len(names) > 3 {
		names = append(names[:3], "等地")
	}
	return strings.Join(names, "、")
}
