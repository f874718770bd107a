package data

import "time"

// Beijing is the time that days are told in, all over the country.
var Beijing = time.FixedZone("UTC+8", 8*60*60)

// Day reads a day such as 2026-05-01. Code "bad_day".
func Day(text string) (time.Time, error) {
	day, err := time.ParseInLocation(time.DateOnly, text, Beijing)
	if err != nil {
		return day, &Error{Code: "bad_day", Place: text,
			Reason: Text{ZH: "不是日期：" + text, EN: "not a day: " + text},
			Way:    Text{ZH: "请写成 2026-05-01，或快照编号如 12", EN: "write it as 2026-05-01, or give the number of a snapshot such as 12"}}
	}
	return day, nil
}
