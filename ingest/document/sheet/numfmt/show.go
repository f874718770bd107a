package numfmt

import (
	"strings"
)

// showNumber writes the plain number with the section's commas, zeros and
// text: 24,252.31 or 3件. A minus that a format sets before positive numbers is
// not theirs.
func (s section) showNumber(v float64, own bool) string {
	digits := strings.TrimPrefix(Plain(v), "-")
	for range s.percent {
		digits = hundredfold(digits)
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if !s.general {
		for len(fraction) < min(s.decimals, 15) {
			fraction += "0"
		}
	}
	if s.comma {
		whole = commas(whole)
	}
	if fraction != "" {
		whole += "." + fraction
	}
	var b strings.Builder
	if v < 0 {
		b.WriteByte('-')
	}
	for _, t := range s.tokens {
		switch {
		case t.place:
			b.WriteString(whole)
		case v < 0 && own && strings.Trim(t.text, "-() ") == "": // (5) is -5
		case v >= 0 && strings.Trim(t.text, "- ") == "": // "-"?? is how accounting formats write 0
			b.WriteByte(' ')
		default:
			b.WriteString(t.text)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// showLiteral is what a section without digits shows: nothing, or a word or a
// slash in place of a zero. The dash of the accounting formats is how they
// write 0.
func (s section) showLiteral(v float64) string {
	var b strings.Builder
	for _, t := range s.tokens {
		b.WriteString(t.text)
	}
	text := strings.TrimSpace(b.String())
	if v == 0 && s.fill && text == "-" {
		return Plain(v)
	}
	return text
}

// hundredfold moves the point of a decimal number two places.
func hundredfold(s string) string {
	whole, fraction, _ := strings.Cut(s, ".")
	for len(fraction) < 2 {
		fraction += "0"
	}
	whole = strings.TrimLeft(whole+fraction[:2], "0")
	if whole == "" {
		whole = "0"
	}
	if fraction = fraction[2:]; fraction != "" {
		whole += "." + fraction
	}
	return whole
}

// commas sets commas in thousands.
func commas(s string) string {
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
