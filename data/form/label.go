package form

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes printed labels comparable: NFKC, no white space (U+00A0, U+3000
// and zero-width characters included), no quotation marks, one mark for
// 、，,；; and one for the dashes.
func Fold(s string) string {
	b := make([]byte, 0, len(s))
	for i, r := range s {
		if r >= 0xff01 && r <= 0xff5e {
			r -= 0xfee0 // full width, as NFKC folds it
		}
		switch {
		case r > ' ' && r < 0x7f && r != '"' && r != '\'' && r != ';', r >= 0x4e00 && r <= 0x9fff:
			b = utf8.AppendRune(b, r)
		default:
			var plain bool
			if b, plain = foldMark(b, r); !plain {
				return string(b) + foldRare(s[i:])
			}
		}
	}
	return string(b)
}

// foldMark folds the marks that labels are full of; plain is false for
// anything that needs NFKC.
func foldMark(b []byte, r rune) (folded []byte, plain bool) {
	switch r {
	case ' ', '\n', '\t', '\r', '\u00a0', '\u3000', '\u200b', '\ufeff', '"', '\'', '“', '”', '‘', '’', '「', '」', '『', '』', '〝', '〞':
	case '、', ';':
		b = append(b, ',')
	case '—', '–', '―', '−', '─', '﹣':
		b = append(b, '-')
	default:
		return b, false
	}
	return b, true
}

// foldRare is the whole rule, for what is left from the first rare character.
func foldRare(s string) string {
	var b []byte
	for _, r := range norm.NFKC.String(s) {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			continue
		}
		if folded, plain := foldMark(b, r); plain {
			b = folded
		} else if r == '､' {
			b = append(b, ',')
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}

// StripNumber cuts the leading number (一、 （一） 1. 1、) off a folded label
// and returns both; the number is a hint only, as provinces insert rows.
func StripNumber(folded string) (number, rest string) {
	if strings.HasPrefix(folded, "(") {
		n := digits(folded[1:], 3)
		if end := 1 + n; n > 0 && strings.HasPrefix(folded[end:], ")") {
			return folded[:end+1], folded[end+1:]
		}
		return "", folded
	}
	n := digits(folded, 3)
	if n == 0 || n == len(folded) {
		return "", folded
	}
	arabic := folded[0] < 0x80
	if arabic && n > 2 {
		return "", folded
	}
	switch folded[n] {
	case ')':
		if !arabic {
			return "", folded
		}
	case ',', '.', ':':
		if next := folded[n+1:]; arabic && next != "" && next[0] >= '0' && next[0] <= '9' {
			return "", folded // a decimal, or thousands
		}
	default:
		return "", folded
	}
	return folded[:n+1], folded[n+1:]
}

// digits measures the run of at most limit digits, Arabic or Chinese but not
// both, at the start of s.
func digits(s string, limit int) (bytes int) {
	arabic := false
	for i, r := range s {
		switch {
		case limit == 0:
			return i
		case r >= '0' && r <= '9' && (i == 0 || arabic):
			arabic = true
		case !arabic && strings.ContainsRune("一二三四五六七八九十", r):
		default:
			return i
		}
		limit--
	}
	return len(s)
}
