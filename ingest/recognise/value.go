package recognise

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"gongkai/data"
	"gongkai/data/form"
)

// reading is what a printed cell says.
type reading struct {
	value  *data.Number
	status data.Status
	unit   string
	note   string
}

// A number with an optional sign, well-formed thousands commas, decimals, a
// unit and a remark in brackets behind it. Anything else is no number: the
// first digits of a longer text are never taken for the figure.
var number = regexp.MustCompile(`^([+\-−减增]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*([^\d\s()\[\]]*)\s*(?:[(\[](.*?)[)\]]?)?$`)

// read parses the text of a figure's cell. Counts and money must not be
// negative; only signed columns (本年增/减) may be.
func read(printed string, rules form.ValueRules, signed bool) reading {
	if isDigits(printed) && len(printed) <= 15 {
		whole, _ := strconv.ParseInt(printed, 10, 64)
		n := data.NewNumber(whole)
		return reading{value: &n, status: data.Reported}
	}
	if printed == "" {
		return reading{status: data.Blank}
	}
	s := strings.TrimSpace(norm.NFKC.String(printed))
	if slices.Contains(rules.Blank, s) {
		return reading{status: data.Blank}
	}
	if slices.Contains(rules.NotApplicable, strings.ReplaceAll(s, " ", "")) {
		return reading{status: data.NotApplicable}
	}
	m := number.FindStringSubmatch(s)
	if m == nil || len(s) > 200 {
		return reading{status: data.Unreadable}
	}
	sign, digits, unit, note := m[1], strings.ReplaceAll(m[2], ",", ""), m[3], m[4]
	if unit != "" && !slices.Contains(rules.Units, unit) {
		return reading{status: data.Unreadable}
	}
	negative := sign == "-" || sign == "−" || sign == "减"
	if negative && !signed {
		return reading{status: data.Unreadable}
	}
	if negative {
		digits = "-" + digits
	}
	n, err := data.ParseNumber(digits)
	if err != nil {
		return reading{status: data.Unreadable}
	}
	return reading{value: &n, status: data.Reported, unit: unit, note: strings.TrimSpace(note)}
}

// isDigits is the fast path for nearly all cells.
func isDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// looksLikeValue reports whether a cell could hold a figure: a number, a
// blank token, or nothing.
func looksLikeValue(printed string, rules form.ValueRules) bool {
	return isDigits(printed) || read(printed, rules, true).status != data.Unreadable
}

// hasNumber reports whether the cell prints a number.
func hasNumber(printed string, rules form.ValueRules) bool {
	return isDigits(printed) || hasDigit(printed) && read(printed, rules, true).value != nil
}

// hasDigit spares the closer look at most labels.
func hasDigit(s string) bool {
	for _, r := range s {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			return true
		}
	}
	return false
}

var headUnit = regexp.MustCompile(`万元|元`)

// moneyUnit is the unit that a column heading prints, "" if none.
func moneyUnit(heading string) string {
	if !strings.Contains(heading, "元") {
		return ""
	}
	return headUnit.FindString(form.Fold(heading))
}
