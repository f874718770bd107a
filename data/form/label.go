package form

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes printed labels comparable: NFKC, no white space (U+00A0, U+3000
// and zero-width characters included), no quotation marks, one mark for
// 、，,；; and one for the dashes.
func Fold(s string) string {
	n := norm.NFKC.String(s)
	b := make([]byte, 0, len(n))
	for _, r := range n {
		switch {
		case r > ' ' && r < 0x7f && r != '"' && r != '\'' && r != ';', r >= 0x4e00 && r <= 0x9fff:
			b = utf8.AppendRune(b, r) // nearly all
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		case strings.ContainsRune("“”‘’\"'「」『』〝〞", r):
		case strings.ContainsRune("、，,；;､", r):
			b = append(b, ',')
		case strings.ContainsRune("—–―−─﹣", r):
			b = append(b, '-')
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
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
