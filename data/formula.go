package data

import "strings"

// NoFormula is a text that no spreadsheet takes for a formula when it opens a
// CSV file: one that would run stands behind an apostrophe. Numbers, also
// negative ones, and dashes alone stay as they are.
func NoFormula(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) || strings.Trim(s, "-") == "" {
		return s
	}
	if _, err := ParseNumber(s); err == nil && s[0] == '-' {
		return s
	}
	return "'" + s
}
