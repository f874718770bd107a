package place

import (
	"regexp"
	"strings"
)

// corpsName is the Xinjiang Production and Construction Corps, its divisions
// (师), and a city governed together with one: 新疆生产建设兵团|第八师|石河子市.
var corpsName = regexp.MustCompile(`^(?:新疆)?(?:(生产建设兵团|兵团)|)(第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})师)?(.*)$`)

// readCorps reads a body of the 兵团, or returns nil. The 兵团 and its 师 are
// no divisions; a 师 that governs a city reports with it, as one body.
func (g *Gazetteer) readCorps(name string, year int) *reading {
	if !strings.Contains(name, "兵团") && !strings.HasPrefix(name, "第") {
		return nil
	}
	m := corpsName.FindStringSubmatch(name)
	if m == nil || m[1] == "" && !strings.HasPrefix(m[2], "第") || strings.HasPrefix(m[3], "范") { // 第一师范学院
		return nil
	}
	division, rest := m[2], m[3]
	if division != "" {
		xinjiang := []*Division{g.byCode["650000"]}
		if units, _, after, ok := g.chain(rest, xinjiang, year); ok && len(units) == 1 && xinjiang[0] != nil {
			o := organ(after, false)
			return &reading{printed: name, units: units, organ: o, name: division + units[0].Name + o}
		}
	}
	return &reading{printed: name, national: true, organ: organ(rest, false)}
}
