package rtf

import (
	"unicode/utf16"

	"gongkai/ingest/document"
	"gongkai/ingest/document/word/flow"
)

// reader reads the input token by token.
type reader struct {
	input  []byte
	flow   *flow.Flow
	groups []group
	fonts  map[int]int // code pages by number of the font
	ansi   int         // code page of the file
	deff   int         // font of text that names none

	bytes  characters
	high   rune // first half of a surrogate pair
	skip   int  // characters left of what stands in for a Unicode character
	row    rowDefinition
	nested rowDefinition // of tables inside tables
	boxes  []box         // text boxes that are open
}

// group is what a group inherits from the one around it and gives back at its
// end.
type group struct {
	destination destination
	starred     bool // \* was read and its word is to come
	font, uc    int
	hidden      bool
	deleted     bool
	inTable     bool
	itap        int
	nesting     bool // defines rows of a table inside a table
	boxes       int  // open outside the group
}

// destination is where a group's text goes.
type destination uint8

const (
	text      destination = iota
	nowhere               // left out, with all groups inside
	drawing               // left out, but for the text boxes inside
	fontTable             // the names are left out
	twice                 // left out, but for the same in Unicode inside
)

// box is what waits while a text box is read.
type box struct {
	flow        *flow.Flow
	row, nested rowDefinition
}

func (r *reader) top() *group { return &r.groups[len(r.groups)-1] }

// step reads one token; more is false at the end.
func (r *reader) step() (more bool, err error) {
	if len(r.input) == 0 {
		return false, nil
	}
	switch c := r.input[0]; c {
	case '{':
		r.input = r.input[1:]
		return true, r.open()
	case '}':
		r.input = r.input[1:]
		return r.close(), nil
	case '\\':
		r.input = r.input[1:]
		return true, r.control()
	case '\r', '\n', 0:
		r.input = r.input[1:]
	case '\t':
		r.input = r.input[1:]
		r.rune(' ')
	default:
		n := 1
		for n < len(r.input) && !special[r.input[n]] {
			n++
		}
		r.plain(r.input[:n])
		r.input = r.input[n:]
	}
	return true, nil
}

var special = [256]bool{'{': true, '}': true, '\\': true, '\r': true, '\n': true, '\t': true, 0: true}

func (r *reader) open() error {
	r.skip = 0
	if len(r.groups) >= maxGroups {
		return errTooLarge
	}
	g := group{uc: 1, font: -1}
	if len(r.groups) > 0 {
		g = *r.top()
	}
	g.starred, g.boxes = false, len(r.boxes)
	r.groups = append(r.groups, g)
	return nil
}

// close ends a group, and the text box that it was; false at the end of all.
func (r *reader) close() bool {
	r.skip = 0
	g := *r.top()
	for len(r.boxes) > g.boxes {
		r.closeBox()
	}
	r.groups = r.groups[:len(r.groups)-1]
	return len(r.groups) > 0
}

// openBox begins a text box: what is in it is read beside the open paragraph.
func (r *reader) openBox() {
	if len(r.boxes) >= document.MaxDepth {
		r.top().destination = nowhere
		return
	}
	r.flush()
	r.boxes = append(r.boxes, box{r.flow, r.row, r.nested})
	r.flow, r.row, r.nested = r.flow.Beside(), rowDefinition{}, rowDefinition{}
	g := r.top()
	g.destination, g.inTable, g.itap = text, false, 0
}

func (r *reader) closeBox() {
	r.flush()
	r.flow.Close()
	b := r.boxes[len(r.boxes)-1]
	r.boxes = r.boxes[:len(r.boxes)-1]
	r.flow, r.row, r.nested = b.flow, b.row, b.nested
}

// visible reports whether text of the open group is the document's.
func (r *reader) visible() bool {
	g := r.top()
	return g.destination == text && !g.hidden && !g.deleted
}

// plain takes in bytes as they stand.
func (r *reader) plain(b []byte) {
	if n := min(r.skip, len(b)); n > 0 {
		r.skip -= n
		b = b[n:]
	}
	if len(b) > 0 && r.visible() {
		r.add(b)
	}
}

func (r *reader) add(b []byte) {
	if r.bytes.lead { // its second byte, whatever font that is in
		r.bytes.add(b[:1])
		b = b[1:]
	}
	if page := r.codepage(); page != r.bytes.page {
		r.flush()
		r.bytes.page = page
	}
	for len(b) > 0 {
		n := min(len(b), maxRun)
		r.bytes.add(b[:n])
		if b = b[n:]; len(r.bytes.b) >= maxRun && !r.bytes.lead {
			r.flush()
		}
	}
}

// rune takes in a character that a control word stands for.
func (r *reader) rune(c rune) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if r.visible() {
		r.flush()
		r.flow.Rune(c)
	}
}

// unicode takes in \uN; N is signed, and what follows is for readers that do
// not know it. Some programs leave that out, so that the next \uN follows.
func (r *reader) unicode(n int) {
	r.skip = 0
	c := rune(uint16(n))
	switch {
	case !utf16.IsSurrogate(c):
		if c >= ' ' {
			r.rune(c)
		}
	case c < 0xDC00:
		r.high = c
	default:
		r.rune(utf16.DecodeRune(r.high, c))
		r.high = 0
	}
	r.skip = r.top().uc
}

// flush hands on the bytes read so far.
func (r *reader) flush() {
	if len(r.bytes.b) > 0 {
		r.flow.Text(r.bytes.decode())
		r.bytes.b, r.bytes.lead = r.bytes.b[:0], false
	}
}

// depth of the table that the open paragraph stands in. Some programs forget
// to say within a row that they are in one.
func (r *reader) depth() int {
	g := r.top()
	switch {
	case g.itap > 1:
		return min(g.itap, document.MaxDepth+1)
	case g.inTable || g.itap == 1:
		return 1
	}
	return r.flow.Depth()
}
