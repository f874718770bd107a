// Package place knows the administrative divisions of China and resolves a
// report to the body that published it. Its lists are built by the generator
// beside it and embedded; what is not in them (units abolished long ago,
// development zones) stays unresolved rather than guessed.
package place

import (
	"slices"
	"strings"
)

// Level is the level of a division.
type Level string

// The levels of a division.
const (
	ProvinceLevel   Level = "province"
	PrefectureLevel Level = "prefecture"
	CountyLevel     Level = "county"
)

// Division is one unit of GB/T 2260.
type Division struct {
	Code     string // six digits
	Name     string // 尖山区
	FullName string // 黑龙江省双鸭山市尖山区
	Level    Level
	Parent   string // code of the unit above; "" for provinces
	Until    int    // last report year of an abolished unit; 0 while it stands
}

// Gazetteer holds the divisions, their names and their telephone area codes.
// It is read-only after Load and safe for concurrent use.
type Gazetteer struct {
	order  []*Division // ascending by code
	byCode map[string]*Division
	areas  map[string][]string // area code -> codes of the divisions that use it
	byArea map[string][]string // division -> its area codes
	names  nameIndex
}

// Division returns a division by code, abolished ones included, or nil.
func (g *Gazetteer) Division(code string) *Division { return g.byCode[code] }

// Divisions lists the divisions that stand today, ascending by code.
func (g *Gazetteer) Divisions() []*Division {
	return slices.DeleteFunc(slices.Clone(g.order), func(d *Division) bool { return d.Until != 0 })
}

// Province returns the province of any six-digit code, or nil.
func (g *Gazetteer) Province(code string) *Division {
	if len(code) < 2 {
		return nil
	}
	return g.byCode[code[:2]+"0000"]
}

// parent returns the unit above, or nil.
func (g *Gazetteer) parent(d *Division) *Division { return g.byCode[d.Parent] }

// within reports whether d lies in, or is, one of the units above.
func (g *Gazetteer) within(d *Division, above []*Division) bool {
	for ; d != nil; d = g.parent(d) {
		if slices.Contains(above, d) {
			return true
		}
	}
	return false
}

// governmentName is the name of the division's government as data.Body gives
// it: with the prefecture or municipality, without the province.
func (g *Gazetteer) governmentName(d *Division) string {
	p := g.parent(d)
	if d.Level != CountyLevel || p == nil || p.Level == ProvinceLevel && !isMunicipality(p) {
		return d.Name
	}
	return p.Name + d.Name
}

// isMunicipality tells 北京, 天津, 上海 and 重庆 from the other provinces.
func isMunicipality(province *Division) bool {
	return strings.HasSuffix(province.Name, "市")
}
