package word

import (
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"gongkai/ingest/document"
	"gongkai/ingest/document/word/flow"
)

// Special characters, [MS-DOC] 2.4.2 and 2.6.1 sprmCFSpec.
const (
	charCell        = 0x07
	charDrawing     = 0x08
	charTab         = 0x09
	charLine        = 0x0B
	charPage        = 0x0C // end of page or section
	charParagraph   = 0x0D
	charColumn      = 0x0E
	charFieldBegin  = 0x13
	charFieldResult = 0x14
	charFieldEnd    = 0x15
	charHyphen      = 0x1E
	charSymbol      = 0x28
)

const (
	// maxCharacters of a document, text boxes included.
	maxCharacters = 2 << 20
	// maxProperties bounds the bytes of property lists read for one document:
	// places far apart may refer to the same long list.
	maxProperties = 64 << 20
)

// docReader reads a document's characters by its pieces.
type docReader struct {
	doc        *document.Document
	file       *fib
	pieces     pieces
	characters *pages
	paragraphs *pages
	boxes      []box
	anchored   map[int]int
	left       int // bytes of property lists that may be read
}

func newDocReader(f *fib) (*docReader, error) {
	if f.ccpText+f.ccpBoxes > maxCharacters {
		return nil, errTooLarge
	}
	p, err := readPieces(f)
	if err != nil {
		return nil, err
	}
	boxes := readBoxes(f)
	return &docReader{
		doc:        &document.Document{Format: "doc", Meta: map[string]string{}},
		file:       f,
		pieces:     p,
		characters: newPages(f, pairBteChpx, false),
		paragraphs: newPages(f, pairBtePapx, true),
		boxes:      boxes,
		anchored:   anchored(boxes),
		left:       maxProperties,
	}, nil
}

// read reads the text, with each text box where it is tied to, and then the
// text boxes whose place is not known.
func (r *docReader) read() error {
	t := &docText{docReader: r, flow: flow.New(r.doc), anchors: true}
	if err := t.span(0, r.file.ccpText); err != nil {
		return err
	}
	for i := range r.boxes {
		if err := t.box(&r.boxes[i]); err != nil {
			return err
		}
	}
	if r.doc.TooLarge {
		return errTooLarge
	}
	return nil
}

// docText reads a stretch of characters into a flow.
type docText struct {
	*docReader
	flow    *flow.Flow
	fields  []bool // of each open field, whether its result has begun
	high    rune   // first half of a surrogate pair
	anchors bool   // text boxes may be tied to this text
}

// span reads the characters from one to another.
func (t *docText) span(from, to int) error {
	for i := t.pieces.find(from); i < len(t.pieces.list) && t.pieces.list[i].from < to; i++ {
		p := t.pieces.list[i]
		if err := t.piece(p, max(from, p.from), min(to, p.to)); err != nil {
			return err
		}
	}
	t.flow.Close()
	return nil
}

func (t *docText) piece(p piece, from, to int) error {
	var c character
	var same run // for which c holds
	prm := t.pieces.prl(p.prm)
	for cp := from; cp < to; cp++ {
		fc := p.at(cp)
		if fc < same.from || fc >= same.to {
			same, c = t.characters.find(fc), character{}
			c.apply(same.grpprl)
			c.apply(prm)
			if t.left -= len(same.grpprl) + len(prm); t.left < 0 {
				return errTooLarge
			}
		}
		var r rune
		if p.narrow {
			r = charmap.Windows1252.DecodeByte(t.file.main[fc])
		} else {
			r = rune(u16(t.file.main, int(fc)))
		}
		if err := t.character(r, c, cp, fc, prm); err != nil {
			return err
		}
	}
	return nil
}

func (t *docText) character(r rune, c character, cp int, fc uint32, prm []byte) error {
	switch r {
	case charParagraph, charCell, charPage:
		return t.end(r, c, fc, prm)
	case charFieldBegin:
		if len(t.fields) < maxFields {
			t.fields = append(t.fields, false)
		}
	case charFieldResult:
		if n := len(t.fields); n > 0 {
			t.fields[n-1] = true
		}
	case charFieldEnd:
		if n := len(t.fields); n > 0 {
			t.fields = t.fields[:n-1]
		}
	case charDrawing:
		if c.special && !c.deleted && t.anchors {
			if i, ok := t.anchored[cp]; ok {
				return t.box(&t.boxes[i])
			}
		}
	default:
		if !c.hidden && !c.deleted && inResult(t.fields) {
			t.visible(r, c)
		}
	}
	return nil
}

func (t *docText) visible(r rune, c character) {
	switch {
	case c.symbol != 0 && r == charSymbol:
		t.flow.Rune(c.symbol)
	case r == charTab:
		t.flow.Rune(' ')
	case r == charLine, r == charColumn:
		t.flow.Rune('\n')
	case r == charHyphen:
		t.flow.Rune('-')
	case r < ' ':
	case utf16.IsSurrogate(r) && r < 0xDC00:
		t.high = r
	case utf16.IsSurrogate(r):
		t.flow.Rune(utf16.DecodeRune(t.high, r))
		t.high = 0
	default:
		t.flow.Rune(r)
	}
}

// end ends a paragraph, a cell or a row, as the properties of the mark say.
func (t *docText) end(mark rune, c character, fc uint32, prm []byte) error {
	var p paragraph
	p.apply(t.file, t.paragraphs.find(fc).grpprl, &t.left)
	p.apply(t.file, prm, &t.left)
	if t.left < 0 {
		return errTooLarge
	}
	depth := p.depth()
	rowEnd := mark == charCell && p.rowEnd || mark == charParagraph && p.innerEnd && depth > 1
	switch {
	case rowEnd && c.deleted:
		t.flow.DropRow(depth)
	case rowEnd:
		t.flow.Row(depth, p.definition(t.flow.Cells(depth)))
	case mark == charCell, mark == charParagraph && p.innerCell && depth > 1:
		t.flow.Cell(depth)
	default:
		t.flow.Paragraph(depth)
	}
	t.fields = withResult(t.fields)
	if t.doc.TooLarge {
		return errTooLarge
	}
	return nil
}
