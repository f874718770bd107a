package place

import (
	"slices"
	"strconv"
	"strings"
)

// contactCodes are the area code and postcode of a division's government.
type contactCodes struct {
	area, postcode string
}

// takeContact takes the area code and postcode of a division; either may be
// empty.
func (r *Reference) takeContact(c cells) string {
	if bad := r.knownCode(c, "code"); bad != "" {
		return bad
	}
	code, area, post := c.get("code"), c.get("phone"), c.get("postcode")
	if _, twice := r.contacts[code]; twice {
		return wrong("code", "重复："+code)
	}
	if area != "" && !isAreaCode(area) {
		return wrong("phone", "不是电话区号："+area)
	}
	if post != "" && !isCode(post) {
		return wrong("postcode", "应为六位数字："+post)
	}
	r.contacts[code] = contactCodes{area, post}
	if area != "" {
		r.uses(area, code)
	}
	return ""
}

// takeArea takes an area code with the prefectures that use it or did.
func (r *Reference) takeArea(c cells) string {
	area := c.get("phone")
	if !isAreaCode(area) {
		return wrong("phone", "不是电话区号："+area)
	}
	for _, column := range []string{"prefecture_codes", "former_or_alt_prefecture_codes", "province_codes"} {
		for _, code := range listed(c.get(column)) {
			former := column == "former_or_alt_prefecture_codes" && r.lacksFile("divisions_history.csv")
			if !isCode(code) || !r.known(code) && !former {
				return wrong(column, "不是行政区划代码："+code)
			}
			if column != "province_codes" {
				r.uses(area, code)
			}
		}
	}
	return ""
}

func (r *Reference) uses(area, code string) {
	if !slices.Contains(r.areas[area], code) {
		r.areas[area] = append(r.areas[area], code)
	}
}

// takeTownship takes a township, town or subdistrict.
func (r *Reference) takeTownship(c cells) string {
	code, name := c.get("code"), c.get("name")
	if len(code) != 9 || strings.Trim(code, "0123456789") != "" {
		return wrong("code", "应为九位数字："+code)
	}
	if name == "" {
		return wrong("name", "不应为空")
	}
	if bad := r.knownCode(c, "parent_code"); bad != "" {
		return bad
	}
	parent := c.get("parent_code")
	r.townships[parent] = append(r.townships[parent], strings.Clone(name))
	return ""
}

// Townships lists the townships, towns and subdistricts of a division.
func (r *Reference) Townships(code string) []string { return slices.Clone(r.townships[code]) }

// takeZone takes a development zone that has a statistical code only.
func (r *Reference) takeZone(c cells) string {
	if code := c.get("code"); !isCode(code) {
		return wrong("code", "应为六位数字："+code)
	}
	name := c.get("name")
	if name == "" {
		return wrong("name", "不应为空")
	}
	if bad := r.knownCode(c, "parent_code"); bad != "" {
		return bad
	}
	r.zones[fold(name)] = c.get("parent_code")
	return ""
}

// SharedName is a name of county-level divisions that several bear today.
type SharedName struct {
	Name  string
	Codes []string
}

// takeShared takes a shared name.
func (r *Reference) takeShared(c cells) string {
	s := SharedName{c.get("name"), listed(c.get("codes"))}
	if s.Name == "" {
		return wrong("name", "不应为空")
	}
	if n := c.get("units"); strconv.Itoa(len(s.Codes)) != n {
		return wrong("units", "与 codes 列的个数不符："+n)
	}
	for _, code := range s.Codes {
		if !isCode(code) || !r.known(code) {
			return wrong("codes", "不是行政区划代码："+code)
		}
	}
	r.shared = append(r.shared, s)
	return ""
}

// SharedNames lists the names of county-level divisions that several bear.
func (r *Reference) SharedNames() []SharedName { return slices.Clone(r.shared) }
