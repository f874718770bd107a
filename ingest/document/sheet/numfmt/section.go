package numfmt

import (
	"strings"
)

// section is one of a format's up to four parts.
type section struct {
	tokens   []token
	digits   bool // has places for digits, or General
	date     bool
	odd      bool // shows another number than the cell holds, or in a way of its own
	bound    bool // [>100]
	fill     bool // * fills the column's width
	general  bool
	decimals int // zeros behind the decimal point at least
	comma    bool
	percent  int
}

// token is a piece of a section: text to print, or letters of a date.
type token struct {
	text  string
	date  bool
	place bool // where the digits stand
}

// parser reads one section.
type parser struct {
	s     section
	rest  string
	point bool // behind the decimal point
	ended bool // literal text stands behind digits
}

func parseSection(code string) section {
	p := &parser{rest: code}
	for p.rest != "" {
		p.next()
	}
	if p.s.date {
		// the digits of seconds (ss.00) are none of a number
		p.s.odd = false
		p.s.digits = false
	}
	return p.s
}

// take removes n bytes from what is left and returns them.
func (p *parser) take(n int) string {
	n = min(n, len(p.rest))
	t := p.rest[:n]
	p.rest = p.rest[n:]
	return t
}

// rune removes one character.
func (p *parser) rune() string {
	for i := range p.rest {
		if i > 0 {
			return p.take(i)
		}
	}
	return p.take(len(p.rest))
}

func (p *parser) next() {
	switch c := p.rest[0]; {
	case c == '"':
		p.take(1)
		i := strings.IndexByte(p.rest, '"')
		if i < 0 {
			i = len(p.rest)
		}
		p.literal(p.take(i))
		p.take(1)
	case c == '\\', c == '!':
		p.take(1)
		p.literal(p.rune())
	case c == '_': // a space as wide as the next character
		p.take(1)
		p.rune()
		p.literal(" ")
	case c == '*':
		p.take(1)
		p.rune()
		p.s.fill = true
	case c == '[':
		p.bracket()
	case c == '0', c == '#', c == '?':
		p.digit(p.take(1))
	case c == '.' && (p.s.digits || strings.IndexAny(p.rest[1:], "0#?") == 0):
		p.take(1)
		p.s.odd = p.s.odd || p.point || p.ended
		p.point = true
		p.mark()
	case c == ',' && p.s.digits && !p.ended:
		p.take(1)
		p.thousands()
	case c == '%':
		p.take(1)
		p.s.percent++
		p.literal("%")
	case c == '@':
		p.take(1)
		p.s.odd = true
	default:
		p.letters()
	}
}

// mark notes where the number stands.
func (p *parser) mark() {
	if !p.s.digits {
		p.s.tokens = append(p.s.tokens, token{place: true})
		p.s.digits = true
	}
}

func (p *parser) digit(d string) {
	p.mark()
	if p.ended {
		p.s.odd = true // text inside the digits: 000-0000
	}
	if p.point && d == "0" {
		p.s.decimals++
	}
}

// thousands: a comma between digits sets commas in thousands, one behind them
// all divides what is shown by a thousand.
func (p *parser) thousands() {
	if strings.HasPrefix(strings.TrimLeft(p.rest, ","), "0") || strings.HasPrefix(strings.TrimLeft(p.rest, ","), "#") {
		p.s.comma = true
		return
	}
	p.s.odd = true
}

func (p *parser) literal(s string) {
	if p.s.digits && s != "" {
		p.ended = true
	}
	if p.s.digits || s != " " {
		p.s.odd = p.s.odd || strings.ContainsAny(s, "0123456789.,，．")
	}
	p.s.tokens = append(p.s.tokens, token{text: s})
}

// bracket reads [Red], [$￥-804], [h], [>=100], [DBNum1].
func (p *parser) bracket() {
	i := strings.IndexByte(p.rest, ']')
	if i < 0 {
		p.literal(p.rune())
		return
	}
	in := p.take(i + 1)[1:i]
	switch low := strings.ToLower(in); {
	case strings.HasPrefix(in, "$"):
		symbol, _, _ := strings.Cut(in[1:], "-")
		p.literal(symbol)
	case strings.HasPrefix(in, "<"), strings.HasPrefix(in, ">"), strings.HasPrefix(in, "="):
		p.s.bound = true
	case low != "" && strings.Trim(low, "h") == "", low != "" && strings.Trim(low, "m") == "", low != "" && strings.Trim(low, "s") == "":
		p.s.date = true
		p.s.tokens = append(p.s.tokens, token{date: true, text: "[" + low + "]"})
	}
}

// letters reads what is neither digit nor mark: General, the letters of dates,
// an exponent, a fraction, and text that needs no quotes.
func (p *parser) letters() {
	low := strings.ToLower(p.rest)
	switch {
	case strings.HasPrefix(low, "general"):
		p.take(len("general"))
		p.mark()
		p.s.general = true
		return
	case strings.HasPrefix(low, "am/pm"):
		p.date(p.take(len("am/pm")))
		return
	case strings.HasPrefix(low, "a/p"):
		p.date(p.take(len("a/p")))
		return
	case strings.HasPrefix(p.rest, "上午/下午"):
		p.date(p.take(len("上午/下午")))
		return
	case p.s.digits && (low[0] == 'e' || low[0] == '/'):
		p.take(1)
		p.s.odd = true
		return
	case strings.IndexByte("ymdhsaeg", low[0]) >= 0:
		n := 1
		for n < len(low) && low[n] == low[0] {
			n++
		}
		p.date(p.take(n))
		return
	}
	p.literal(p.rune())
}

func (p *parser) date(letters string) {
	p.s.date = true
	p.s.tokens = append(p.s.tokens, token{date: true, text: strings.ToLower(letters)})
}
