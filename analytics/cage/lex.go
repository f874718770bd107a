package cage

import (
	"strings"

	"gongkai/analytics/duck"
)

func place(text string, at int) string { return duck.Place(text, at) }

// placeholders finds :name, and $1, outside of texts, quoted names and remarks.
// What follows a colon (a::text), a name, a number or a bracket (list[1:n]) is
// no :name; what follows a name or a number is no $1.
func placeholders(text string) []placeholder {
	var found []placeholder
	for i := 0; i < len(text); {
		if end := Skip(text, i); end > i {
			i = end
			continue
		}
		if text[i] == ':' && i+1 < len(text) && letter(text[i+1]) && (i == 0 || !holds(text[i-1])) {
			end := i + 1
			for end < len(text) && (letter(text[end]) || digit(text[end])) {
				end++
			}
			found = append(found, placeholder{text[i+1 : end], i, end})
			i = end
			continue
		}
		if text[i] == '$' && i+1 < len(text) && digit(text[i+1]) && (i == 0 || !letter(text[i-1]) && !digit(text[i-1])) {
			end := i + 1
			for end < len(text) && digit(text[end]) {
				end++
			}
			found = append(found, placeholder{text[i+1 : end], i, end})
			i = end
			continue
		}
		i++
	}
	return found
}

// Skip is where a text, a quoted name or a remark ends that begins at i; i if
// none does.
func Skip(text string, i int) int {
	rest := text[i:]
	switch {
	case text[i] == '\'':
		escapes := i > 0 && (text[i-1] == 'e' || text[i-1] == 'E') && (i == 1 || !letter(text[i-2]) && !digit(text[i-2]))
		return quoted(text, i, '\'', escapes)
	case text[i] == '"':
		return quoted(text, i, '"', false)
	case strings.HasPrefix(rest, "--"):
		if end := strings.IndexByte(rest, '\n'); end >= 0 {
			return i + end
		}
		return len(text)
	case strings.HasPrefix(rest, "/*"):
		return remark(text, i)
	case text[i] == '$' && (i == 0 || !letter(text[i-1]) && !digit(text[i-1])):
		return dollar(text, i)
	}
	return i
}

func quoted(text string, i int, quote byte, escapes bool) int {
	for i++; i < len(text); i++ {
		switch {
		case escapes && text[i] == '\\':
			i++
		case text[i] == quote:
			if i+1 >= len(text) || text[i+1] != quote {
				return i + 1
			}
			i++
		}
	}
	return len(text)
}

// remark is the end of a remark, which may hold others.
func remark(text string, i int) int {
	depth := 0
	for ; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "/*"):
			depth++
			i++
		case strings.HasPrefix(text[i:], "*/"):
			i++
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// dollar is the end of a text between $tag$ and $tag$.
func dollar(text string, i int) int {
	end := i + 1
	for end < len(text) && (letter(text[end]) || end > i+1 && digit(text[end])) {
		end++
	}
	if end >= len(text) || text[end] != '$' {
		return i
	}
	tag := text[i : end+1]
	if close := strings.Index(text[end+1:], tag); close >= 0 {
		return end + 1 + close + len(tag)
	}
	return len(text)
}

func letter(b byte) bool { return b == '_' || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 }
func digit(b byte) bool  { return b >= '0' && b <= '9' }

// holds says whether a colon behind this byte belongs to it.
func holds(b byte) bool {
	return b == ':' || letter(b) || digit(b) || strings.IndexByte(`)]'"[{`, b) >= 0
}
