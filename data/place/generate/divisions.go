package main

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

type unit struct{ code, name, level, parent string }

var entry = regexp.MustCompile(`(\d{6}): "((?:[^"\\]|\\.)*)"`)

// abolished are the units that the package still lists, with their last year.
// They are kept apart: a report of 港闸区 for 2019 names a unit of its year.
var abolished = map[string]string{
	"320611": "2020", // 港闸区, into 崇川区
	"350402": "2021", // 梅列区, into 三元区
	"370634": "2020", // 长岛县, into 蓬莱区
	"500105": "2025", // 江北区, into 两江新区
	"500112": "2025", // 渝北区, into 两江新区 and 北碚区
}

// founded are units younger than the package.
var founded = []unit{
	{"500157", "两江新区", "county", "500000"}, // 2025
	{"653132", "岑岭县", "county", "653100"},  // 2026
	{"659013", "草湖市", "county", "650000"},  // 2026
}

// divisions reads the package's list. Its intermediate units (市辖区, 县,
// 省直辖县) are no divisions: what stands below them belongs to the province.
func divisions(js []byte) (units, former []unit, err error) {
	for _, m := range entry.FindAllSubmatch(js, -1) {
		code := string(m[1])
		name, err := strconv.Unquote(`"` + string(m[2]) + `"`)
		if err != nil {
			return nil, nil, err
		}
		u := unit{code: code, name: name}
		switch {
		case code[2:] == "0000":
			u.level = "province"
		case code[4:] == "00":
			if municipality(code) || code[2:4] == "90" || special(code) {
				continue
			}
			u.level, u.parent = "prefecture", code[:2]+"0000"
		default:
			if special(code) || zone(code) {
				continue
			}
			u.level, u.parent = "county", code[:4]+"00"
			if municipality(code) || code[2:4] == "90" {
				u.parent = code[:2] + "0000"
			}
		}
		if abolished[code] != "" {
			former = append(former, u)
			continue
		}
		units = append(units, u)
	}
	if len(units) < 3000 {
		return nil, nil, errors.New("area-data: fewer divisions than China has; has the file's layout changed?")
	}
	units = append(units, founded...)
	slices.SortFunc(units, func(a, b unit) int { return strings.Compare(a.code, b.code) })
	return units, former, nil
}

func municipality(code string) bool {
	return slices.Contains([]string{"11", "12", "31", "50"}, code[:2])
}

// special are the units below 台湾, 香港 and 澳门, whose codes are the
// package's own.
func special(code string) bool {
	return slices.Contains([]string{"71", "81", "82"}, code[:2])
}

// zone tells the package's own codes for development zones (county numbers
// 50 to 80 and from 90), for towns of cities without counties, and one more.
// 崇明区, six districts of 重庆 and 金林区 are real ones with such a number.
func zone(code string) bool {
	n := code[4:]
	switch {
	case code[2:4] == "90":
		return false
	case code[:4] == "3101" || code[:4] == "5001" || code == "230751":
		return false
	}
	return n >= "50" && n <= "80" || n >= "90" || code == "320112" ||
		slices.Contains([]string{"4419", "4420", "4604", "6202"}, code[:4])
}
