package place

import (
	"slices"
	"strings"

	"gongkai/data"
)

// Population is the residents of a county-level division, by today's code.
type Population struct {
	Code, Name string
	Year       int         // of the count: 2020
	Residents  int         // persons; 0 if Quality is "missing"
	AreaKM2    data.Number // square kilometres; 0 if not known
	Census     []string    // codes of the units counted, where they were others
	Quality    string      // exact, approx, bulletin, announced or missing
	Changes    string      // of territory since the count: 2021<-320312
	Source     data.Text
}

var censusText = data.Text{ZH: "国家统计局第七次全国人口普查（2020年11月1日零时），常住人口", EN: "National Bureau of Statistics, seventh national census (1 November 2020), residents"}

// takePopulation takes the residents of a county.
func (r *Reference) takePopulation(c cells) string {
	p := Population{Code: c.get("code"), Name: c.get("name"), Year: 2020, Census: listed(c.get("from_census_codes")),
		Quality: c.get("quality"), Changes: c.get("territory_changes"), Source: censusText}
	if bad := r.knownCode(c, "code"); bad != "" {
		return bad
	}
	if _, twice := r.population[p.Code]; twice {
		return wrong("code", "重复："+p.Code)
	}
	if !slices.Contains([]string{"exact", "approx", "bulletin", "announced", "missing"}, p.Quality) {
		return wrong("quality", "未知的数据质量标记："+p.Quality)
	}
	for _, code := range p.Census {
		if !isCode(code) {
			return wrong("from_census_codes", "应为六位数字："+code)
		}
	}
	var bad string
	if p.Residents, bad = c.whole("population_2020", 1, 100_000_000, p.Quality == "missing"); bad != "" {
		return bad
	}
	if p.AreaKM2, bad = c.amount("area_km2"); bad != "" {
		return bad
	}
	r.population[p.Code] = p
	return ""
}

// Population gives the residents of a county by its code today. ok is false
// where the pack has no figure.
func (r *Reference) Population(code string) (p Population, ok bool) {
	p, ok = r.population[code]
	return p, ok && p.Residents > 0
}

// ProvinceYear is what is known of a province in a year.
type ProvinceYear struct {
	Code, Name string
	Year       int
	Residents  data.Number // at the end of the year, in ten thousands (万人)
	GDP        data.Number // at current prices, in hundred million yuan (亿元)
	Census     int         // residents counted on 1 November 2020; 0 for other years
	Source     data.Text
}

type provinceYear struct {
	code string
	year int
}

var yearbookText = data.Text{ZH: "国家统计局分省年度数据：年末常住人口（万人）、地区生产总值（当年价，亿元）", EN: "National Bureau of Statistics, provinces by year: residents at the end of the year (10,000), output at current prices (100 million yuan)"}

// takeProvinceYear takes a province's year.
func (r *Reference) takeProvinceYear(c cells) string {
	p := ProvinceYear{Code: c.get("code"), Name: c.get("name"), Source: yearbookText}
	if bad := r.knownCode(c, "code"); bad != "" {
		return bad
	}
	var bad string
	if p.Year, bad = c.whole("year", 1949, 2100, false); bad != "" {
		return bad
	}
	if _, twice := r.years[provinceYear{p.Code, p.Year}]; twice {
		return wrong("year", "重复："+p.Code+" "+c.get("year"))
	}
	if p.Residents, bad = c.amount("population_10k"); bad != "" {
		return bad
	}
	if p.GDP, bad = c.amount("gdp_100m"); bad != "" {
		return bad
	}
	if p.Census, bad = c.whole("census_2020", 1, 1_000_000_000, true); bad != "" {
		return bad
	}
	r.years[provinceYear{p.Code, p.Year}] = p
	return ""
}

// ProvinceYear gives a province's residents and output of a year.
func (r *Reference) ProvinceYear(code string, year int) (p ProvinceYear, ok bool) {
	p, ok = r.years[provinceYear{code, year}]
	return p, ok
}

// RegionGroup says which groups a province or prefecture belongs to.
type RegionGroup struct {
	Code, Name                                              string
	Region4, Region7                                        string // 东部 ..., 华东 ...
	Municipality, SubProvincial, SeparatelyPlanned, Capital bool   // 直辖市, 副省级, 计划单列市, 省会
}

// takeGroup takes the groups of a province or prefecture.
func (r *Reference) takeGroup(c cells) string {
	g := RegionGroup{Code: c.get("code"), Name: c.get("name"), Region4: c.get("region4"), Region7: c.get("region7")}
	if bad := r.knownCode(c, "code"); bad != "" {
		return bad
	}
	if r.groups[g.Code].Code != "" {
		return wrong("code", "重复："+g.Code)
	}
	for _, flag := range []struct {
		column string
		to     *bool
	}{{"is_municipality", &g.Municipality}, {"is_subprovincial", &g.SubProvincial}, {"is_plan_city", &g.SeparatelyPlanned}, {"is_capital", &g.Capital}} {
		n, bad := c.whole(flag.column, 0, 1, false)
		if bad != "" {
			return bad
		}
		*flag.to = n == 1
	}
	r.groups[g.Code] = g
	return ""
}

// Group gives the groups of a province or prefecture.
func (r *Reference) Group(code string) (g RegionGroup, ok bool) {
	g, ok = r.groups[code]
	return g, ok
}

// amount reads a decimal that is not negative; empty gives 0.
func (c cells) amount(column string) (data.Number, string) {
	s := c.get(column)
	if s == "" {
		return data.NewNumber(0), ""
	}
	if len(s) > 20 || strings.Trim(s, "0123456789.") != "" {
		return data.Number{}, wrong(column, "应为不带符号的小数："+s)
	}
	n, err := data.ParseNumber(s)
	if err != nil {
		return data.Number{}, wrong(column, "应为不带符号的小数："+s)
	}
	return n, ""
}

// knownCode wants a column to hold the code of a division.
func (r *Reference) knownCode(c cells, column string) string {
	if code := c.get(column); !isCode(code) || !r.known(code) {
		return wrong(column, "不是行政区划代码："+code)
	}
	return ""
}
