package grid

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLabel is the length in characters of what may be a heading or a label; a
// longer text is prose.
const maxLabel = 80

// isFigure reports whether a text could be a figure: digits, perhaps with a
// sign, separators and a short unit.
func isFigure(s string) bool {
	digits, letters := false, 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			if letters > 0 {
				return false // a unit stands behind
			}
			digits = true
		case strings.ContainsRune("+-−.,%．，－＋％ ", r):
		case unicode.IsLetter(r):
			letters++
		default:
			return false
		}
	}
	return digits && letters <= 2
}

// isWords reports whether a text says something in letters.
func isWords(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter) && !isFigure(s)
}

// isSentence tells prose from a heading or a label.
func isSentence(s string) bool {
	return strings.ContainsAny(s, "。") || utf8.RuneCountInString(s) > maxLabel
}
