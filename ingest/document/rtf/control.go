package rtf

// control reads what follows a backslash: a word with its number, or a symbol.
func (r *reader) control() error {
	if len(r.input) == 0 {
		return errDamaged
	}
	c := r.input[0]
	if !letter(c) {
		r.input = r.input[1:]
		r.symbol(c)
		return nil
	}
	n := 1
	for n < len(r.input) && n < maxWord && letter(r.input[n]) {
		n++
	}
	word := r.input[:n]
	r.input = r.input[n:]
	number, stated := r.number()
	if string(word) == "bin" { // so many bytes of anything
		if number < 0 || number > len(r.input) {
			return errDamaged
		}
		r.input = r.input[number:]
		r.skip = max(0, r.skip-1)
		return nil
	}
	g := r.top()
	starred := g.starred
	g.starred = false
	switch do, known := words[string(word)]; {
	case g.destination == nowhere:
	case known:
		do(r, number, stated)
	case starred:
		g.destination = nowhere
	default:
		r.skip = max(0, r.skip-1)
	}
	return nil
}

const (
	maxWord   = 32
	maxDigits = 10
)

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// number reads the number behind a control word, and the space that ends it.
func (r *reader) number() (n int, stated bool) {
	i, negative := 0, false
	if len(r.input) > 1 && r.input[0] == '-' && digit(r.input[1]) {
		i, negative = 1, true
	}
	for first := i; i < len(r.input) && digit(r.input[i]); i++ {
		if i-first < maxDigits {
			n = 10*n + int(r.input[i]-'0')
		}
		stated = true
	}
	if i < len(r.input) && r.input[i] == ' ' {
		i++
	}
	r.input = r.input[i:]
	if negative {
		n = -n
	}
	return n, stated
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// symbol reads a control symbol.
func (r *reader) symbol(c byte) {
	g := r.top()
	switch c {
	case '*':
		g.starred = true
		return
	case '\'':
		r.escape()
		return
	}
	if g.destination == nowhere {
		return
	}
	switch c {
	case '\\', '{', '}':
		r.plain([]byte{c})
	case '~':
		r.rune(' ')
	case '_':
		r.rune('-')
	case '\r', '\n':
		words["par"](r, 0, false)
	default:
		r.skip = max(0, r.skip-1)
	}
}

// escape reads \'xx, a byte in the code page of the font.
func (r *reader) escape() {
	if len(r.input) < 2 {
		r.input = nil
		return
	}
	high, ok1 := hex(r.input[0])
	low, ok2 := hex(r.input[1])
	if !ok1 || !ok2 {
		return
	}
	r.input = r.input[2:]
	if c := high<<4 | low; c == '\t' || c == '\r' || c == '\n' {
		r.rune(' ')
	} else {
		r.plain([]byte{c})
	}
}

func hex(c byte) (byte, bool) {
	switch {
	case digit(c):
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
