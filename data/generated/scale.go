// Package generated makes up reports for measuring and trying out: real
// divisions and organs with figures drawn at random from distributions like
// the real ones. The same scale and seed give the same reports. Nothing in
// them is a statement about any body: the title says so, the source file lies
// below "generated/", and a store that holds them holds nothing else.
package generated

import (
	"slices"
	"strings"

	"gongkai/data/place"
)

// Mark begins the title of every generated report.
const Mark = "（模拟数据，并非真实）"

// Folder begins the source file's name of every generated report.
const Folder = "generated/"

// Scale says how many bodies report over which years.
type Scale struct {
	Within   string // code of a province or prefecture; "" for the nation
	Bodies   int
	From, To int // report years

	// Faultless leaves no report out and breaks no identity.
	Faultless bool
}

// The scales that the store is measured at: the city of Xuzhou with its
// counties, Sichuan, and the whole country.
var (
	District = Scale{Within: "320300", Bodies: 600, From: 2018, To: 2025}
	Province = Scale{Within: "510000", Bodies: 12_000, From: 2016, To: 2025}
	Nation   = Scale{Bodies: 150_000, From: 2009, To: 2025}
)

// unit is a division with the number of bodies that report in it.
type unit struct {
	*place.Division
	organs    int // kinds, in the order of the list
	townships int
}

// townshipsOfCounty is how many townships and subdistricts a county has on
// average: 38,741 in 2,844 counties at the end of 2023 (行政区划统计表, 民政部).
const townshipsOfCounty = 13.6

// units shares the bodies out: first the government of each division, then the
// usual number of townships, organs, and what is left to more townships.
func (s Scale) units(g *place.Gazetteer) []unit {
	var list []unit
	counties := 0
	for _, d := range g.Divisions() {
		if strings.HasPrefix(d.Code, strings.TrimRight(s.Within, "0")) {
			list = append(list, unit{Division: d})
			if d.Level == place.CountyLevel {
				counties++
			}
		}
	}
	list = list[:min(len(list), s.Bodies)]
	rest := s.Bodies - len(list)
	townships := min(rest, int(townshipsOfCounty*float64(counties)))
	organs := min(rest-townships, len(list)*len(kinds))
	townships = min(rest-organs, counties*townshipNames)
	shares := share(organs, len(list))
	for i := range list {
		list[i].organs = shares[i]
	}
	shares = share(townships, counties)
	for i := range list {
		if list[i].Level == place.CountyLevel && len(shares) > 0 {
			list[i].townships, shares = shares[0], shares[1:]
		}
	}
	return list
}

// share splits n into parts that differ by one at most.
func share(n, parts int) []int {
	out := slices.Repeat([]int{n / max(parts, 1)}, parts)
	for i := range n % max(parts, 1) {
		out[i]++
	}
	return out
}
