package place

import (
	"regexp"
	"strings"
)

var (
	// zoneKind is how the name of a development zone or the like ends; what
	// follows is its authority, or an organ of it.
	zoneKind = regexp.MustCompile(`^(\p{Han}{0,14}?(?:开发区|高新区|经开区|新区|工业区|工业园区|产业园区|科技园区|软件园区|工业园|产业园|科技园|软件园|园区|保税港?区|示范区|试验区|实验区|合作区|度假区|名胜区|风景区|景区|管理区|经济区|新城区|新城|科技城|科学城))(\p{Han}*)$`)

	// zoneAuthority is the body that governs a zone.
	zoneAuthority = regexp.MustCompile(`^(?:党工委、?)?(?:管委会|管理委员会)?$`)
)

// readZone reads a zone named after its city without 市: 长春|净月高新技术产业开发区,
// 苏州|工业园区|教育局; nil if it is none. Only a prefecture's or municipality's name counts,
// and one that no county bears: 泰山风景名胜区 is not 泰山区's.
func (g *Gazetteer) readZone(name string, year int) *reading {
	if len(name) > maxName {
		return nil
	}
	for short, entries := range g.names.at(name, year) {
		rest := name[len(short):]
		var seat []*Division
		county := false
		for _, e := range entries {
			switch {
			case e.division.Level == CountyLevel:
				county = true
			case e.division.Level == PrefectureLevel || isMunicipality(e.division):
				seat = append(seat, e.division)
			default: // 江苏|苏州工业园区
				if z := g.readZone(rest, year); z != nil && g.within(z.units[0], []*Division{e.division}) {
					return z
				}
			}
		}
		if m := zoneKind.FindStringSubmatch(rest); m != nil && !county && len(seat) == 1 {
			return insideZone(name, seat, m[2])
		}
	}
	return nil
}

// insideZone is a zone's authority, or an organ of it, in the division where
// the zone lies. The zone is an organ there: its report is not the division's.
func insideZone(printed string, units []*Division, rest string) *reading {
	printed = strings.Replace(printed, "管理委员会", "管委会", 1)
	r := &reading{printed: printed, units: units, name: printed, organ: organ(rest, true)}
	if zoneAuthority.MatchString(rest) {
		r.organ = printed
	}
	return r
}
