package place

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// takeHistory takes a unit under one name, with the years of that name.
func (r *Reference) takeHistory(c cells) string {
	d := &Division{Code: c.get("code"), Name: c.get("name"), Level: Level(c.get("level"))}
	if !isCode(d.Code) {
		return wrong("code", "应为六位数字："+d.Code)
	}
	if d.Name == "" {
		return wrong("name", "不应为空")
	}
	var bad string
	if d.From, bad = c.whole("start_year", 1949, 2100, false); bad != "" {
		return bad
	}
	if d.Until, bad = c.whole("end_year", max(d.From, 1949), 2100, c.get("status") == "active"); bad != "" {
		return bad
	}
	if status := c.get("status"); status != "active" && status != "retired" || status == "active" && d.Until != 0 {
		return wrong("status", "应为 active（无 end_year）或 retired："+status)
	}
	province := c.get("province_code")
	if province != d.Code[:2]+"0000" {
		return wrong("province_code", "应为本代码的省份："+province)
	}
	switch d.Level {
	case ProvinceLevel:
		if d.Code != province {
			return wrong("level", "不是省级代码："+d.Code)
		}
	case PrefectureLevel:
		d.Parent = province
	case CountyLevel:
		d.Parent = d.Code[:4] + "00"
		if c.get("parent_name") == "直辖" {
			d.Parent = province
		}
	default:
		return wrong("level", "应为 province、prefecture 或 county："+string(d.Level))
	}
	for _, s := range listed(c.get("successors")) {
		code, partly, _ := strings.Cut(s, "[")
		if !isCode(code) {
			return wrong("successors", "应为六位数字："+s)
		}
		if partly == "" && d.Until != 0 {
			r.succeeded[d] = append(r.succeeded[d], code)
		}
	}
	return r.hold(d)
}

// takeDivision takes a unit that stands today. Where the history is there, it
// must say the same.
func (r *Reference) takeDivision(c cells) string {
	d := &Division{Code: c.get("code"), Name: c.get("name"), Level: Level(c.get("level")), Parent: c.get("parent_code")}
	if !isCode(d.Code) {
		return wrong("code", "应为六位数字："+d.Code)
	}
	if !r.lacksFile("divisions_history.csv") {
		if h := r.latest(d.Code); h == nil || h.Until != 0 || h.Name != d.Name {
			return wrong("name", "与 divisions_history.csv 不符："+d.Code+d.Name)
		}
		return ""
	}
	if d.Name == "" {
		return wrong("name", "不应为空")
	}
	if d.Level == CountyLevel || d.Level == PrefectureLevel {
		if !isCode(d.Parent) {
			return wrong("parent_code", "应为六位数字："+d.Parent)
		}
	} else if d.Level != ProvinceLevel || d.Parent != "" {
		return wrong("level", "应为 province（无上级）、prefecture 或 county："+string(d.Level))
	}
	return r.hold(d)
}

// hold keeps a unit. One that went on under the same code and name, only with
// another parent, is kept once.
func (r *Reference) hold(d *Division) string {
	for _, v := range r.versions[d.Code] {
		switch {
		case v.Name == d.Name && v.Until == d.From && v.Until != 0:
			v.Until, v.Parent = d.Until, d.Parent
			return ""
		case v.Until == 0 && d.Until == 0:
			return wrong("code", "重复："+d.Code)
		case v.Name == d.Name:
			return wrong("name", "重复："+d.Code+d.Name)
		}
	}
	r.divisions = append(r.divisions, d)
	list := append(r.versions[d.Code], d)
	slices.SortStableFunc(list, func(a, b *Division) int { return years(a) - years(b) })
	r.versions[d.Code] = list
	return ""
}

// latest is the last unit under a code, or nil.
func (r *Reference) latest(code string) *Division {
	if list := r.versions[code]; len(list) > 0 {
		return list[len(list)-1]
	}
	return nil
}

// checkDivisions wants every unit's parent and successors to be there.
func (r *Reference) checkDivisions() error {
	file := "divisions_history.csv"
	if r.lacksFile(file) {
		file = "divisions.csv"
	}
	rank := map[Level]int{ProvinceLevel: 0, PrefectureLevel: 1, CountyLevel: 2}
	slices.SortStableFunc(r.divisions, func(a, b *Division) int {
		return cmp.Or(cmp.Compare(rank[a.Level], rank[b.Level]), cmp.Compare(a.Code, b.Code), cmp.Compare(years(a), years(b)))
	})
	for _, d := range r.divisions {
		if p := r.latest(d.Parent); d.Parent != "" && (p == nil || rank[p.Level] >= rank[d.Level]) {
			return badReference(file, 0, "", fmt.Sprintf("%s%s 的上级 %s 不存在或级别不符", d.Code, d.Name, d.Parent), "parent of "+d.Code+" is missing", nil)
		}
		for _, s := range r.succeeded[d] {
			if r.latest(s) == nil {
				return badReference(file, 0, "", fmt.Sprintf("%s%s 的去向 %s 不存在", d.Code, d.Name, s), "successor of "+d.Code+" is missing", nil)
			}
		}
	}
	return nil
}

// Reference is the pack that the gazetteer was given, nil without one.
func (g *Gazetteer) Reference() *Reference {
	if g == nil {
		return nil
	}
	return g.ref
}

// With gives a gazetteer that also knows what a reference pack says: names as
// they were valid in a report's year, successors, zones, postcodes and
// townships. A nil pack gives g itself. The error is *data.Error with code
// "bad_reference".
func (g *Gazetteer) With(r *Reference) (*Gazetteer, error) {
	if r == nil {
		return g, nil
	}
	n := newGazetteer()
	n.ref = r
	for _, d := range g.united(r) {
		unit := *d
		if bad := n.add(&unit); bad != "" {
			return nil, badReference("divisions_history.csv", 0, "", bad, "broken division "+d.Code, nil)
		}
	}
	for name, code := range g.zones {
		if n.byCode[code] != nil {
			n.zones[name] = code
		}
	}
	for _, areas := range []map[string][]string{g.areas, r.areas} {
		for area, codes := range areas {
			for _, code := range codes {
				if n.byCode[code] != nil && !slices.Contains(n.areas[area], code) {
					n.areas[area] = append(n.areas[area], code)
				}
			}
		}
	}
	inside := map[string]string{}
	for name, code := range r.zones {
		if d := n.byCode[code]; d != nil && !strings.HasPrefix(name, d.Name) { // 蚌埠市|经济开发区 is read so anyway
			inside[name] = code
		}
	}
	n.finish(inside)
	return n, nil
}

// united lists the divisions of the pack and what only the gazetteer knows,
// parents first.
func (g *Gazetteer) united(r *Reference) []*Division {
	list := slices.Clone(r.divisions)
	for _, d := range g.order {
		v := r.versions[d.Code]
		if len(v) == 0 || d.Until != 0 && r.lacksFile("divisions_history.csv") && v[0].Name != d.Name {
			list = append(list, d)
		}
	}
	rank := map[Level]int{ProvinceLevel: 0, PrefectureLevel: 1, CountyLevel: 2}
	slices.SortStableFunc(list, func(a, b *Division) int { return cmp.Compare(rank[a.Level], rank[b.Level]) })
	return list
}
