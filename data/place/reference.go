package place

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gongkai/data"
)

// Reference is the optional reference pack: a folder of tables that the
// product may not or need not ship. It is read-only after LoadReference.
type Reference struct {
	lacks      []Lack
	divisions  []*Division             // divisions_history.csv, or else divisions.csv
	versions   map[string][]*Division  // by code, oldest first
	succeeded  map[*Division][]string  // codes that an abolished unit's area went to
	links      []Link                  // cleaned, by year
	contacts   map[string]contactCodes // by division
	townships  map[string][]string     // division -> names
	zones      map[string]string       // development zone -> division that it lies in
	areas      map[string][]string     // area code -> divisions
	population map[string]Population   // by division
	years      map[provinceYear]ProvinceYear
	groups     map[string]RegionGroup
	shared     []SharedName
}

// Lack is a table that a reference pack does not have, and what cannot be
// done without it.
type Lack struct {
	File    string
	Without data.Text
}

// table is one file of the pack: its header, and what takes its rows.
type table struct {
	file    string
	columns []string
	row     func(r *Reference, c cells) string // "" or column and what is wrong
	without data.Text
}

// tables lists the files in the order in which they are read: what others
// refer to comes first.
var tables = []table{
	{"divisions_history.csv", []string{"code", "name", "level", "province_code", "parent_name", "start_year", "end_year", "status", "successors"}, (*Reference).takeHistory,
		data.Text{ZH: "不知道已撤销、更名的行政区划，往年报告按现行区划识别", EN: "units that were abolished or renamed are not known; old reports are read with today's divisions"}},
	{"divisions.csv", []string{"code", "name", "level", "kind", "parent_code", "province_code", "prefecture_code", "full_name", "short_name", "pinyin", "initials", "valid_from", "source"}, (*Reference).takeDivision,
		data.Text{ZH: "行政区划用内置的一份", EN: "the built-in list of divisions is used"}},
	{"division_links.csv", []string{"from_code", "from_name", "year", "to_code", "to_name", "relation", "principal", "level"}, (*Reference).takeLink,
		data.Text{ZH: "改名、改码前后的数列不能相接", EN: "series are not joined over a change of name or code"}},
	{"contact_codes.csv", []string{"code", "name", "level", "phone", "postcode"}, (*Reference).takeContact,
		data.Text{ZH: "邮政编码不能用来区分同名机关", EN: "postcodes do not help to tell bodies of one name apart"}},
	{"townships.csv", []string{"code", "name", "parent_code"}, (*Reference).takeTownship,
		data.Text{ZH: "乡镇、街道名称不能用来区分同名机关", EN: "names of townships do not help to tell bodies of one name apart"}},
	{"nbs_zones.csv", []string{"code", "name", "parent_code", "note"}, (*Reference).takeZone,
		data.Text{ZH: "不冠城市名的开发区不能归到所在城市", EN: "development zones not named after their city are not placed"}},
	{"phone_areas.csv", []string{"phone", "prefecture_codes", "prefecture_names", "county_count", "former_or_alt_prefecture_codes", "province_codes"}, (*Reference).takeArea,
		data.Text{ZH: "电话区号用内置的一份", EN: "the built-in list of telephone area codes is used"}},
	{"population_current.csv", []string{"code", "name", "population_2020", "area_km2", "from_census_codes", "quality", "territory_changes"}, (*Reference).takePopulation,
		data.Text{ZH: "县级没有人口数，不能算每万人指标", EN: "no residents by county, so no rates for them"}},
	{"province_year.csv", []string{"code", "name", "year", "population_10k", "gdp_100m", "census_2020"}, (*Reference).takeProvinceYear,
		data.Text{ZH: "省级没有历年人口和生产总值", EN: "no yearly residents and output by province"}},
	{"region_groups.csv", []string{"code", "name", "level", "kind", "region4", "region7", "is_municipality", "is_subprovincial", "is_plan_city", "is_capital", "population_2020", "county_units"}, (*Reference).takeGroup,
		data.Text{ZH: "不能按地区、副省级等分组比较", EN: "no comparison by region or rank of city"}},
	{"name_ambiguity.csv", []string{"name", "units", "provinces", "ambiguous_within_province", "codes", "full_names"}, (*Reference).takeShared,
		data.Text{ZH: "重名表由行政区划推得", EN: "shared names are worked out from the divisions"}},
}

// LoadReference reads and checks a reference pack. Every file is optional;
// Lacks says what is missing. Errors are *data.Error with code
// "bad_reference", and name file, line and column.
func LoadReference(dir string) (*Reference, error) {
	r := &Reference{
		versions: map[string][]*Division{}, succeeded: map[*Division][]string{}, contacts: map[string]contactCodes{},
		townships: map[string][]string{}, zones: map[string]string{}, areas: map[string][]string{},
		population: map[string]Population{}, years: map[provinceYear]ProvinceYear{}, groups: map[string]RegionGroup{},
	}
	// The folder bounds what may be opened: a link out of it is refused.
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, badReference(filepath.Base(dir), 0, "", "打不开这个文件夹", "the folder cannot be opened", err)
	}
	defer root.Close()
	for _, t := range tables {
		found, err := r.readTable(root.FS(), t)
		if err != nil {
			return nil, err
		}
		if !found {
			r.lacks = append(r.lacks, Lack{t.file, t.without})
		}
		if t.file == "divisions.csv" { // the last of the two that name the divisions
			if err := r.checkDivisions(); err != nil {
				return nil, err
			}
		}
	}
	if len(r.lacks) == len(tables) {
		return nil, badReference(filepath.Base(dir), 0, "", "文件夹中没有任何参考资料文件", "the folder holds no file of a reference pack", nil)
	}
	r.clean()
	return r, nil
}

// Lacks lists the tables that the pack does not have.
func (r *Reference) Lacks() []Lack { return slices.Clone(r.lacks) }

// lacksFile reports whether a table is missing.
func (r *Reference) lacksFile(name string) bool {
	return slices.ContainsFunc(r.lacks, func(l Lack) bool { return l.File == name })
}

// known reports whether a code belongs to a division of the pack or of the
// built-in list.
func (r *Reference) known(code string) bool {
	if len(r.versions[code]) > 0 {
		return true
	}
	g, err := Load()
	return err == nil && g.Division(code) != nil
}

// listed splits codes separated by semicolons.
func listed(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}
