package place

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// reading is a printed name taken apart.
type reading struct {
	printed string      // without white space and brackets
	units   []*Division // what the place may mean; none if it is not known
	zone    string      // name of the zone, if the place is one
	organ   string      // "" for the government itself
	stem    string      // of a county-level name that the gazetteer lacks
	above   []*Division // what stood before that stem
}

func (r *reading) known() bool { return r != nil && len(r.units) > 0 }

var brackets = regexp.MustCompile(`\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】`)

// central are words before a place that do not belong to its name.
var central = []string{"国家税务总局", "中华人民共和国", "中国共产党", "中共"}

// fold makes printed text comparable: NFKC, no white space, no control or
// zero-width characters.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(s, "")))
}

// read takes a folded printed name apart. The name begins with the place, or
// is one that the gazetteer does not know.
func (g *Gazetteer) read(name string, year int) *reading {
	name = brackets.ReplaceAllString(name, "")
	r := &reading{printed: name}
	for _, c := range central {
		name = strings.TrimPrefix(name, c)
	}
	units, zone, rest, ok := g.chain(name, nil, year)
	if !ok {
		r.organ = organOfUnknown(name)
		if stem, _, is := unknownDivision(name); is {
			r.stem = stem
		}
		return r
	}
	if units[0].Level != CountyLevel {
		if stem, after, is := unknownDivision(rest); is {
			r.stem, r.above, r.organ = stem, units, organ(after, false)
			return r
		}
	}
	rest = strings.TrimPrefix(rest, units[0].Name) // a title's line behind the name: 双鸭山市尖山区|尖山区2024年
	r.units, r.zone, r.organ = units, zone, organ(rest, zone != "")
	return r
}

// chain reads the divisions that s begins with, each within the one before:
// 福建省|福州市|平潭县. A short name (平潭) counts only before another one
// within it (枣庄|市中区), before a department, or alone.
func (g *Gazetteer) chain(s string, above []*Division, year int) (units []*Division, zone, rest string, ok bool) {
	for name, entries := range g.names.at(s, year) {
		within, z, full := g.fitting(entries, above)
		if len(within) == 0 {
			continue
		}
		after := s[len(name):]
		if u, z, r, deeper := g.chain(after, within, year); deeper {
			return u, z, r, true
		}
		if !ok && (full || after == "" || department.MatchString(after)) {
			units, zone, rest, ok = within, z, after, true
		}
	}
	return units, zone, rest, ok
}

// fitting keeps the meanings of a name that lie within the units read before,
// and only the full ones if there are any.
func (g *Gazetteer) fitting(entries []entry, above []*Division) (units []*Division, zone string, full bool) {
	for _, e := range entries {
		if len(above) > 0 && (e.division.Level == above[0].Level || !g.within(e.division, above)) {
			continue
		}
		if !e.short && !full {
			units, full = nil, true
		}
		if e.short == !full {
			units, zone = append(units, e.division), e.zone
		}
	}
	return units, zone, full
}
