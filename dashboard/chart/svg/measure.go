package svg

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// textWidth estimates the width of a text in pixels, for a CSS font such as
// "bold 12px sans-serif". No font is at hand on a server. Chinese characters
// and signs are as wide as the font is high; the others follow the common
// sans-serif faces, rounded up, so that labels keep apart.
func textWidth(text, font string) float64 {
	size, bold := 12.0, false
	for _, word := range strings.Fields(font) {
		if n, ok := strings.CutSuffix(word, "px"); ok {
			if v, err := strconv.ParseFloat(n, 64); err == nil {
				size = v
			}
			break // the families follow
		}
		bold = bold || word == "bold" || word == "bolder"
	}
	var ems float64
	for _, r := range text {
		ems += em(r)
	}
	if bold {
		ems *= 1.06
	}
	return ems * size
}

// em is the width of a character in parts of the font's size.
func em(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cc, unicode.Cf):
		return 0
	case strings.ContainsRune("iljI.,:;'|!`", r):
		return 0.3
	case strings.ContainsRune(" ftr()[]{}/\\-\"", r):
		return 0.37
	case strings.ContainsRune("mwMW@%", r):
		return 0.92
	case r >= 'A' && r <= 'Z':
		return 0.7
	case r < 0x80:
		return 0.58
	case r < 0x250 && unicode.Is(unicode.Latin, r):
		return 0.65
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 1 // ambiguous signs such as ① and … are wide in Chinese fonts
	}
	return 0.65
}
