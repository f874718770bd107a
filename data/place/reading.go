package place

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// reading is a printed name taken apart.
type reading struct {
	printed  string      // without white space and brackets
	units    []*Division // what the place may mean; none if it is not known
	zone     string      // name of the zone, if the place is one that fills the division
	organ    string      // "" for the government itself
	name     string      // the body's whole name, where it is not built from division and organ
	stem     string      // of a county-level name that the gazetteer lacks
	above    []*Division // what stood before that stem
	national bool        // belongs to no division: a ministry, the 兵团
	narrowed bool        // a province or city stands before the division's name
}

// maxName is how long a printed name may be for its inner structure to be
// looked into, in bytes.
const maxName = 300

func (r *reading) known() bool { return r != nil && len(r.units) > 0 }

var brackets = regexp.MustCompile(`\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】`)

// withoutBrackets cuts remarks off a name, but for 中国(上海)自由贸易试验区.
func withoutBrackets(s string) string {
	if !strings.ContainsAny(s, "([〔【") {
		return s
	}
	if i := strings.Index(s, "中国("); i >= 0 && strings.Contains(s[i:], ")自由贸易") {
		i += len("中国(") + strings.Index(s[i+len("中国("):], ")自由贸易") + 1
		return s[:i] + brackets.ReplaceAllString(s[i:], "")
	}
	return brackets.ReplaceAllString(s, "")
}

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
	name = withoutBrackets(name)
	if r := g.readCorps(name, year); r != nil {
		return r
	}
	if r := g.readVertical(name, year); r != nil {
		return r
	}
	r := &reading{printed: name}
	for _, c := range central {
		name = strings.TrimPrefix(name, c)
	}
	units, zone, rest, ok := g.chain(name, nil, year)
	if !ok {
		if z := g.readZone(name, year); z != nil {
			return z
		}
		r.organ = organOfUnknown(name)
		if stem, _, is := unknownDivision(name); is {
			r.stem = stem
		}
		if r.national = national.MatchString(r.printed); r.national {
			r.organ = r.printed
		}
		return r
	}
	units = standing(units, year)
	if zone.inside {
		return insideZone(name, units, rest)
	}
	if units[0].Level == ProvinceLevel { // 江苏省|苏州工业园区
		if z := g.readZone(rest, year); z != nil && g.within(z.units[0], units) {
			return z
		}
	}
	rest = strings.TrimPrefix(rest, units[0].Name) // a title's line behind the name: 双鸭山市尖山区|尖山区2024年
	if stem, after, is := unknownDivision(rest); is && g.mayHold(units[0], rest, after) {
		r.stem, r.above, r.organ = stem, units, organ(after, false)
		return r
	}
	r.narrowed = !strings.HasPrefix(name, units[0].Name)
	if within, organ := g.branch(units, rest, year); within != nil {
		r.units, r.organ, r.name = []*Division{within}, organ, withoutProvince(g, name, within)
		return r
	}
	r.units, r.zone, r.organ = units, zone.zone, organ(rest, zone.zone != "")
	if party.MatchString(rest) && len(units) == 1 {
		level, _ := utf8.DecodeLastRuneInString(units[0].Name)
		r.organ, r.name = string(level)+rest, g.governmentName(units[0], year)+rest // 尖山区|委宣传部
	}
	if !g.spelledOut(strings.TrimSuffix(name, rest), units) && seated.MatchString(r.organ) {
		r.name = name // 南京海关, not 南京市海关
	}
	return r
}

// spelledOut reports whether the place is printed with its full name.
func (g *Gazetteer) spelledOut(printed string, units []*Division) bool {
	full, _ := forms(units[0])
	for _, f := range full {
		if strings.HasSuffix(printed, f) {
			return true
		}
	}
	return false
}

// withoutProvince cuts the province off a printed name.
func withoutProvince(g *Gazetteer, name string, d *Division) string {
	if p := g.Province(d.Code); p != nil && !isMunicipality(p) {
		return strings.TrimPrefix(name, p.Name)
	}
	return name
}

// chain reads the divisions that s begins with, each within the one before:
// 福建省|福州市|平潭县. A short name (平潭) counts only before another one
// within it (枣庄|市中区), before a department, or alone.
func (g *Gazetteer) chain(s string, above []*Division, year int) (units []*Division, zone entry, rest string, ok bool) {
	return g.chainBefore(s, above, year, isDepartment)
}

// chainBefore is chain with what may follow a short name.
func (g *Gazetteer) chainBefore(s string, above []*Division, year int, follows func(string) bool) (units []*Division, zone entry, rest string, ok bool) {
	for name, entries := range g.names.at(s, year) {
		within, z, full := g.fitting(entries, above)
		after := s[len(name):]
		if len(within) == 0 || isStreet(name, after) {
			continue
		}
		if u, z, r, deeper := g.chainBefore(after, within, year, follows); deeper {
			return u, z, r, true
		}
		if !ok && (full || after == "" || follows(after) || g.isTownshipOf(within, after)) {
			units, zone, rest, ok = within, z, after, true
		}
	}
	return units, zone, rest, ok
}

// fitting keeps the meanings of a name that lie within the units read before,
// and only the full ones if there are any.
func (g *Gazetteer) fitting(entries []entry, above []*Division) (units []*Division, zone entry, full bool) {
	for _, e := range entries {
		below := g.parent(e.division)
		if e.inside {
			below = e.division
		}
		if len(above) > 0 && !g.within(below, above) {
			continue
		}
		if !e.short && !full {
			units, full = nil, true
		}
		if e.short == !full {
			units = append(units, e.division)
			if e.zone != "" {
				zone = e
			}
		}
	}
	return units, zone, full
}

// isStreet reports whether what follows the name of a district shows that it
// is a subdistrict's: 新市区|街道办事处.
func isStreet(name, after string) bool {
	return strings.HasSuffix(name, "区") && strings.HasPrefix(after, "街道")
}

// mayHold reports whether what reads like a lower division behind a
// division's name may be one: behind a city of county level only a county, of the former
// prefecture of that name (巢湖市|庐江县). What 东莞, 中山, 儋州, 嘉峪关 and
// counties call 区 is an organ.
func (g *Gazetteer) mayHold(d *Division, after, organ string) bool {
	if g.names.townsOnly[d.Code] {
		return false
	}
	return d.Level != CountyLevel || strings.HasSuffix(d.Name, "市") && strings.HasSuffix(strings.TrimSuffix(after, organ), "县") && !township.MatchString(after)
}

// isTownshipOf reports whether a short name stands before a township that the
// reference pack lists below the unit: 平潭|苏澳镇.
func (g *Gazetteer) isTownshipOf(units []*Division, after string) bool {
	if g.ref == nil || len(units) != 1 {
		return false
	}
	return slices.ContainsFunc(g.ref.townships[units[0].Code], func(t string) bool { return strings.HasPrefix(after, t) })
}
