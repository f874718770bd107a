package place

import (
	"regexp"
	"slices"
	"strings"
)

// PhoneNumber is a telephone or fax number.
type PhoneNumber struct {
	Area      string // with its 0: 0469, 010; "" if not printed, or a mobile or hotline
	Local     string // digits: 4240836, 13800000000, 4001234567, 12345
	Extension string // digits behind 转; "" if none
}

// String writes the number as 0469-4240836-12.
func (n PhoneNumber) String() string {
	s := n.Local
	if n.Area != "" {
		s = n.Area + "-" + s
	}
	if n.Extension != "" {
		s += "-" + n.Extension
	}
	return s
}

var (
	// separators stand between the parts of a number, and may hold a line break.
	dialled = `[ \n]{0,3}[-()]{0,2}[ \n]{0,3}`

	// numberAt reads one number: area and subscriber, a mobile, a 400 number,
	// a subscriber alone, a hotline.
	numberAt = regexp.MustCompile(`^(?:` +
		`(?:\+?86[- ]?)?\(?(0[12]\d|0[3-9]\d{2})\)?` + dialled + `([2-8]\d{2,3}[ \n-]?\d{4})|` +
		`(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})|` +
		`([48]00[- ]?\d{3,4}[- ]?\d{3,4})|` +
		`([2-8]\d{2,3}[ \n-]?\d{4})|` +
		`(1[0-9]\d{3})` +
		`)(?: ?(?:转|分机:?|-) ?(\d{1,5}))?`)
)

// numbersIn reads the numbers at the beginning of a value: 0469-4240836、
// 4240837. What follows other words is not taken.
func numbersIn(s string) []PhoneNumber {
	var list []PhoneNumber
	area := ""
	for len(list) < 20 {
		s = strings.TrimLeft(s, " \n:：")
		m := numberAt.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		rest := s[m[1]:]
		if rest != "" && isDigit(rest[0]) {
			break // more digits than any number has
		}
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return digits(s[m[2*i]:m[2*i+1]])
		}
		n := PhoneNumber{Area: part(1), Local: part(2) + part(3) + part(4) + part(5) + part(6), Extension: part(7)}
		if hotline := part(6); hotline != "" && !strings.HasPrefix(hotline, "12") {
			break
		}
		if n.Area != "" {
			area = n.Area
		}
		if part(5) != "" { // 0469-4240836、4240837: the area code stands once
			n.Area = area
		}
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
		next := between.FindString(rest)
		if next == "" {
			break
		}
		s = rest[len(next):]
	}
	return list
}

// between stands between two numbers.
var between = regexp.MustCompile(`^(?: ?(?:\([^()\d]{1,12}\))? ?(?:[、,，/;；]|或|和|及) ?| )`)

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func appendNew(list, more []PhoneNumber) []PhoneNumber {
	for _, n := range more {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}
