package pgwire

import (
	"strings"

	"gongkai/analytics/cage"
)

// split divides a text at its semicolons, outside of texts, quoted names and
// remarks. Empty parts are left out.
func split(text string) (parts []string) {
	from := 0
	add := func(part string) {
		if len(words(part, 1)) > 0 {
			parts = append(parts, part)
		}
	}
	for i := 0; i < len(text); {
		if end := cage.Skip(text, i); end > i {
			i = end
			continue
		}
		if text[i] == ';' {
			add(text[from:i])
			from = i + 1
		}
		i++
	}
	add(text[from:])
	return parts
}

// words are the first words, texts and signs of a statement; names as they are
// written, without remarks.
func words(text string, most int) (found []string) {
	for i := 0; i < len(text) && len(found) < most; {
		end := cage.Skip(text, i)
		switch {
		case end > i && (text[i] == '-' || text[i] == '/'):
		case end > i:
			found = append(found, text[i:end])
		case strings.IndexByte(" \t\r\n\f\v", text[i]) >= 0:
			end = i + 1
		default:
			end = i + 1
			for wordly(text[i]) && end < len(text) && wordly(text[end]) {
				end++
			}
			found = append(found, text[i:end])
		}
		i = end
	}
	return found
}

func wordly(b byte) bool {
	return b == '_' || b == '.' || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= '0' && b <= '9' || b >= 0x80
}
