package pgcatalog

import (
	"strings"

	"gongkai/analytics/cage"
)

// token is a part of a statement; together they are the statement, each byte of
// it in one.
type token struct {
	kind byte
	text string
}

// Kinds of tokens.
const (
	space     = ' ' // and remarks
	name      = 'n'
	quoted    = '"' // a name in quotes
	literal   = '\''
	number    = '0'
	parameter = '$'
	operator  = '+'
	sign      = '(' // brackets, commas, points, ::
)

const operators = "+-*/<>=~!@#%^&|`?"

// lex divides a statement into tokens.
func lex(text string) (list []token) {
	for i := 0; i < len(text); {
		end, kind := next(text, i)
		list = append(list, token{kind, text[i:end]})
		i = end
	}
	return list
}

func next(text string, i int) (end int, kind byte) {
	c := text[i]
	if end = cage.Skip(text, i); end > i {
		switch c {
		case '\'', '$':
			return end, literal
		case '"':
			return end, quoted
		}
		return end, space
	}
	end = i + 1
	run := func(of func(byte) bool) int {
		for end < len(text) && of(text[end]) {
			end++
		}
		return end
	}
	switch {
	case strings.IndexByte(" \t\r\n\f\v", c) >= 0:
		return run(func(b byte) bool { return strings.IndexByte(" \t\r\n\f\v", b) >= 0 }), space
	case (c == 'e' || c == 'E') && end < len(text) && text[end] == '\'':
		return cage.Skip(text, end), literal
	case letter(c):
		return run(func(b byte) bool { return letter(b) || digit(b) || b == '$' }), name
	case digit(c):
		return run(func(b byte) bool { return digit(b) || letter(b) || b == '.' }), number
	case c == '$':
		return run(digit), parameter
	case c == ':' && end < len(text) && text[end] == ':':
		return end + 1, sign
	case strings.IndexByte(operators, c) >= 0:
		for end < len(text) && strings.IndexByte(operators, text[end]) >= 0 && !strings.HasPrefix(text[end:], "--") && !strings.HasPrefix(text[end:], "/*") {
			end++
		}
		return end, operator
	}
	return end, sign
}

func letter(b byte) bool { return b == '_' || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 }
func digit(b byte) bool  { return b >= '0' && b <= '9' }

// named is a name as it counts: in lower case, or as it is in its quotes; "" for
// anything else.
func (t token) named() string {
	switch t.kind {
	case name:
		return strings.ToLower(t.text)
	case quoted:
		if len(t.text) >= 2 && strings.HasSuffix(t.text, `"`) {
			return strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`)
		}
	}
	return ""
}

func (t token) is(texts ...string) bool {
	if t.kind == literal || t.kind == quoted {
		return false
	}
	for _, s := range texts {
		if strings.EqualFold(t.text, s) {
			return true
		}
	}
	return false
}

// content is what a plain text in quotes holds, as it is written.
func (t token) content() (string, bool) {
	if t.kind != literal || len(t.text) < 2 || t.text[0] != '\'' || !strings.HasSuffix(t.text, "'") {
		return "", false
	}
	return t.text[1 : len(t.text)-1], true
}
