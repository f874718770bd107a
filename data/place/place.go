// Package place knows the administrative divisions of China and resolves a
// report to the body that published it. Its lists are built by the generator
// beside it and embedded. What is not in them (units abolished long ago,
// development zones) comes from an optional reference pack, and stays
// unresolved rather than guessed without one.
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

// Division is one unit of GB/T 2260 under one name. A code whose unit was
// renamed has one Division for each name.
type Division struct {
	Code     string // six digits
	Name     string // 尖山区
	FullName string // 黑龙江省双鸭山市尖山区
	Level    Level
	Parent   string // code of the unit above; "" for provinces
	From     int    // year in which it was set up; 0 if not known
	Until    int    // year in which it was abolished or renamed, its last report year; 0 while it stands
}

// Gazetteer holds the divisions, their names and their telephone area codes.
// It is read-only once built and safe for concurrent use.
type Gazetteer struct {
	order    []*Division            // ascending by code, older names first
	byCode   map[string]*Division   // the latest under each code
	versions map[string][]*Division // of codes with several names, oldest first
	areas    map[string][]string    // area code -> codes of the divisions that use it
	zones    map[string]string      // zone coextensive with a division -> its code
	names    nameIndex
	ref      *Reference // nil without a reference pack
}

func newGazetteer() *Gazetteer {
	return &Gazetteer{byCode: map[string]*Division{}, versions: map[string][]*Division{}, areas: map[string][]string{}, zones: map[string]string{}}
}

// Division returns a division by code under its latest name, abolished ones
// included, or nil.
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

// in returns the division of a code under the name it bore in a year (0:
// today's), or nil.
func (g *Gazetteer) in(code string, year int) *Division {
	for _, d := range g.versions[code] {
		if year != 0 && d.stood(year) {
			return d
		}
	}
	return g.byCode[code]
}

// parent returns the unit above, or nil: of an abolished unit the one that
// was above it at the end.
func (g *Gazetteer) parent(d *Division) *Division { return g.in(d.Parent, d.Until) }

// parentIn returns the unit above as it was called in a year.
func (g *Gazetteer) parentIn(d *Division, year int) *Division {
	if d.Until != 0 && (year == 0 || year > d.Until) {
		year = d.Until
	}
	return g.in(d.Parent, year)
}

// within reports whether d lies in, or is, one of the units above.
func (g *Gazetteer) within(d *Division, above []*Division) bool {
	for ; d != nil; d = g.parent(d) {
		if slices.ContainsFunc(above, func(a *Division) bool { return a.Code == d.Code }) {
			return true
		}
	}
	return false
}

// stood reports whether a unit is known to have had its name in a report year.
func (d *Division) stood(year int) bool {
	return d.From <= year && (d.Until == 0 || year <= d.Until)
}

// governmentName is the name of the division's government as data.Body gives
// it: with the prefecture or municipality of the year, without the province.
func (g *Gazetteer) governmentName(d *Division, year int) string {
	p := g.parentIn(d, year)
	if d.Level != CountyLevel || p == nil || p.Level == ProvinceLevel && !isMunicipality(p) {
		return d.Name
	}
	return p.Name + d.Name
}

// isMunicipality tells 北京, 天津, 上海 and 重庆 from the other provinces.
func isMunicipality(province *Division) bool {
	return strings.HasSuffix(province.Name, "市")
}
