package form

import "gongkai/data"

var unitNames = map[string]string{"%": "%", "件": "cases", "项": "items", "条": "items", "次": "times", "篇": "articles", "人": "people",
	"人次": "attendances", "个": "projects", "元": "yuan", "万元": "10,000 yuan"}

// UnitName is a unit in words; one of a user's own is as it is in both
// languages. Where a form leaves 元 and 万元 open, observations are in 元.
func UnitName(unit string) data.Text {
	if unit == "元 or 万元" {
		unit = "元"
	}
	if en, known := unitNames[unit]; known {
		return data.Text{ZH: unit, EN: en}
	}
	return data.Text{ZH: unit, EN: unit}
}
