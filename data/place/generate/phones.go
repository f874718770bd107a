package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// renamed are names of the package's list that divisions bear no more; X地区
// that became X市 need no row.
var renamed = map[string]string{
	"襄樊市": "襄阳市",
	"莱芜市": "济南市", // merged 2019
}

// changed are area codes that the package's list does not have yet. Where a
// prefecture went over to its neighbour's code the old one stays: reports of
// earlier years print it.
var changed = map[string][]string{
	"024":  {"抚顺市", "本溪市", "铁岭市"},
	"028":  {"眉山市", "资阳市"},
	"029":  {"咸阳市"},
	"0371": {"开封市"},
	"0391": {"济源市"},
	"0558": {"亳州市"},
	"0851": {"遵义市", "安顺市"},
	"0898": {"三沙市", "儋州市", "五指山市", "琼海市", "文昌市", "万宁市", "东方市", "定安县", "屯昌县",
		"澄迈县", "临高县", "白沙黎族自治县", "昌江黎族自治县", "乐东黎族自治县", "陵水黎族自治县",
		"保亭黎族苗族自治县", "琼中黎族苗族自治县"},
	"0977": {"海西蒙古族藏族自治州"},
	"0901": {"白杨市"},
	"0902": {"新星市"},
	"0903": {"昆玉市"},
	"0906": {"北屯市"},
	"0909": {"双河市"},
	"0990": {"和布克赛尔蒙古自治县"},
	"0992": {"胡杨河市", "独山子区", "奎屯市", "乌苏市"},
	"0993": {"沙湾市"},
	"0996": {"铁门关市"},
	"0997": {"阿合奇县"},
	"0998": {"草湖市"},
	"0999": {"可克达拉市"},
}

// areaCodes maps an area code to the divisions that use it.
func areaCodes(list []byte, units []unit) (map[string][]string, error) {
	byName := map[string][]string{}
	for _, u := range units {
		byName[u.name] = append(byName[u.name], u.code)
	}
	rows, err := csv.NewReader(bytes.NewReader(list)).ReadAll()
	if err != nil {
		return nil, err
	}
	codes := map[string][]string{}
	add := func(area, name string) error {
		at := byName[name]
		if len(at) != 1 {
			return fmt.Errorf("area code %s: %s names %d divisions", area, name, len(at))
		}
		codes[area] = append(codes[area], at[0])
		return nil
	}
	for _, r := range rows[1:] {
		name := r[0]
		if to := renamed[name]; to != "" {
			name = to
		}
		if stem, ok := strings.CutSuffix(name, "地区"); ok && byName[name] == nil {
			name = stem + "市"
		}
		if err := add(r[1], name); err != nil {
			return nil, err
		}
	}
	for area, names := range changed {
		for _, name := range names {
			if err := add(area, name); err != nil {
				return nil, err
			}
		}
	}
	return codes, nil
}
