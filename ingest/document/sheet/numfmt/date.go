package numfmt

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// maxDay is 9999-12-31, the last day that spreadsheets know.
const maxDay = 2958465

// day turns a serial number into a time. Counted from 1900, day 60 is
// 1900-02-29, which never was: all later ones are one too high.
func day(v float64, date1904 bool) time.Time {
	days := math.Floor(v)
	seconds := math.Round((v - days) * 86400)
	base := time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days >= 60:
		days--
	}
	return base.AddDate(0, 0, int(days)).Add(time.Duration(seconds) * time.Second)
}

// Serial is the serial number of a time, counted from 1900.
func Serial(t time.Time) float64 {
	days := t.Sub(time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)).Seconds() / 86400
	if days >= 60 {
		days++
	}
	return days
}

var weekdays = []string{"日", "一", "二", "三", "四", "五", "六"}

// showDate writes a date by its letters. It is never a number: a figure that a
// spreadsheet took for a date (1-3) must not become one again.
func (s section) showDate(v float64, date1904 bool) string {
	if v < 0 || v > maxDay {
		return "#" + Plain(v)
	}
	t := day(v, date1904)
	var b strings.Builder
	hours, noon := false, s.noon()
	for i, k := range s.tokens {
		if !k.date {
			b.WriteString(k.text)
			continue
		}
		minutes := k.text[0] == 'm' && len(k.text) <= 2 && (hours || s.secondsAfter(i))
		b.WriteString(piece(k.text, t, v, minutes, noon))
		hours = k.text[0] == 'h' || strings.HasPrefix(k.text, "[h")
	}
	text := strings.TrimSpace(b.String())
	if isNumber(text) {
		text = "日期 " + text // such as d for the day of the month
	}
	return text
}

// noon reports whether the hours go to twelve.
func (s section) noon() bool {
	for _, k := range s.tokens {
		if k.date && (strings.Contains(k.text, "/")) {
			return true
		}
	}
	return false
}

// secondsAfter: the m before seconds are minutes.
func (s section) secondsAfter(i int) bool {
	for _, k := range s.tokens[i+1:] {
		if k.date {
			return k.text[0] == 's'
		}
	}
	return false
}

// piece writes what one run of letters stands for.
func piece(letters string, t time.Time, v float64, minutes, noon bool) string {
	hour := t.Hour()
	if noon {
		hour = (hour+11)%12 + 1
	}
	switch {
	case strings.HasPrefix(letters, "[h"):
		return fmt.Sprintf("%d", int(v*24+1e-9))
	case strings.HasPrefix(letters, "[m"):
		return fmt.Sprintf("%d", int(v*1440+1e-9))
	case strings.HasPrefix(letters, "[s"):
		return fmt.Sprintf("%d", int(v*86400+1e-9))
	case strings.Contains(letters, "/"):
		if t.Hour() < 12 {
			return "上午"
		}
		return "下午"
	}
	n := len(letters)
	switch letters[0] {
	case 'y', 'e':
		if letters[0] == 'y' && n <= 2 {
			return fmt.Sprintf("%02d", t.Year()%100)
		}
		return fmt.Sprintf("%d", t.Year())
	case 'm':
		if minutes {
			return padded(t.Minute(), n)
		}
		return padded(int(t.Month()), min(n, 2))
	case 'd':
		if n > 2 {
			return "星期" + weekdays[t.Weekday()]
		}
		return padded(t.Day(), n)
	case 'a':
		if n > 3 {
			return "星期" + weekdays[t.Weekday()]
		}
		return weekdays[t.Weekday()]
	case 'h':
		return padded(hour, n)
	case 's':
		return padded(t.Second(), n)
	}
	return ""
}

func padded(v, width int) string {
	if width > 1 {
		return fmt.Sprintf("%02d", v)
	}
	return fmt.Sprint(v)
}

// isNumber reports whether a text consists of digits and points.
func isNumber(s string) bool { return strings.Trim(s, "0123456789.,") == "" }
