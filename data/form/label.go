package form

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes printed labels comparable: NFKC, no white space (U+00A0, U+3000
// and zero-width characters included), no quotation marks, one mark for
// 、，,；; and one for the dashes.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(s) {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		case strings.ContainsRune("“”‘’\"'「」『』〝〞", r):
		case strings.ContainsRune("、，,；;､", r):
			b.WriteRune(',')
		case strings.ContainsRune("—–―−─﹣", r):
			b.WriteRune('-')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var numbering = regexp.MustCompile(`^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[,.:]|\d{1,2}[.,:](?:\D|$)|\d{1,2}\))`)

// StripNumber cuts the leading number (一、 （一） 1. 1、) off a folded label
// and returns both; the number is a hint only, as provinces insert rows.
func StripNumber(folded string) (number, rest string) {
	loc := numbering.FindStringIndex(folded)
	if loc == nil {
		return "", folded
	}
	end := loc[1]
	// the alternative for "1.属于" matched one rune of the label to rule out decimals
	if m := folded[:end]; !strings.HasSuffix(m, ")") {
		for i := range m {
			if strings.ContainsRune(",.:", rune(m[i])) {
				end = i + 1
				break
			}
		}
	}
	return folded[:end], folded[end:]
}
