package word

// box is a text box: a stretch of characters behind the document's own text.
type box struct {
	from, to int
	anchor   int // the character that it is tied to, -1 if not known
	read     bool
}

const (
	sizeSpa  = 26 // [MS-DOC] 2.9.253
	sizeBox  = 22 // [MS-DOC] 2.9.99 FTXBXS
	maxBoxes = 4096
)

// readBoxes reads where text boxes begin ([MS-DOC] 2.8.32 PlcftxbxTxt) and
// which drawings of the text they belong to (2.8.37 PlcfSpa). A box inside a
// group of drawings has no anchor of its own.
func readBoxes(f *fib) []box {
	anchors := map[uint32]int{}
	plc := f.pair(pairSpaMain)
	for i, n := 0, (len(plc)-4)/(4+sizeSpa); i < min(n, maxBoxes); i++ {
		anchors[u32(plc, 4*(n+1)+sizeSpa*i)] = int(u32(plc, 4*i))
	}
	var boxes []box
	end := 0
	plc = f.pair(pairBoxTexts)
	for i, n := 0, (len(plc)-4)/(4+sizeBox); i < min(n, maxBoxes); i++ {
		ftxbxs := plc[4*(n+1)+sizeBox*i:]
		b := box{from: int(u32(plc, 4*i)), to: int(u32(plc, 4*i+4)), anchor: -1}
		spare := u16(ftxbxs, 8) != 0
		if spare || b.from < end || b.from >= b.to || b.to > f.ccpBoxes {
			continue
		}
		end = b.to
		if at, ok := anchors[u32(ftxbxs, 14)]; ok {
			b.anchor = at
		}
		b.from, b.to = b.from+f.boxes, b.to+f.boxes
		boxes = append(boxes, b)
	}
	return boxes
}

// anchored are the numbers of the boxes tied to a character.
func anchored(boxes []box) map[int]int {
	at := map[int]int{}
	for i, b := range boxes {
		if b.anchor >= 0 {
			at[b.anchor] = i
		}
	}
	return at
}

// box reads a text box, once.
func (t *docText) box(b *box) error {
	if b.read {
		return nil
	}
	b.read = true
	inside := &docText{docReader: t.docReader, flow: t.flow.Beside()}
	return inside.span(b.from, b.to)
}
