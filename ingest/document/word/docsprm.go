package word

// Properties ([MS-DOC] 2.6) that matter for text and tables.
const (
	sprmCFRMarkDel = 0x0800
	sprmCFVanish   = 0x083C
	sprmCFSpec     = 0x0855
	sprmCSymbol    = 0x6A09

	sprmPFInTable        = 0x2416
	sprmPFTtp            = 0x2417
	sprmPFInnerTableCell = 0x244B
	sprmPFInnerTtp       = 0x244C
	sprmPHugePapx        = 0x6646
	sprmPItap            = 0x6649
	sprmPDtap            = 0x664A
	sprmPTableProps      = 0x646B
	sprmPChgTabs         = 0xC615

	sprmTDefTable   = 0xD608
	sprmTDefTable10 = 0xD606
	sprmTDxaLeft    = 0x9601
	sprmTDxaGapHalf = 0x9602
	sprmTDelete     = 0x5622
	sprmTMerge      = 0x5624
	sprmTSplit      = 0x5625
	sprmTInsert     = 0x7621
	sprmTDxaCol     = 0x7623
	sprmTVertMerge  = 0xD62B
)

// prl is a property and its operand, without a length at its start.
type prl struct {
	sprm    uint16
	operand []byte
}

// next splits the first property off a list; ok is false at its end, and
// where the list is cut.
func next(list []byte) (p prl, rest []byte, ok bool) {
	if len(list) < 3 {
		return p, nil, false
	}
	p.sprm, list = u16(list, 0), list[2:]
	n := 0
	switch p.sprm >> 13 { // spra, [MS-DOC] 2.2.5.1
	case 0, 1:
		n = 1
	case 2, 4, 5:
		n = 2
	case 3:
		n = 4
	case 7:
		n = 3
	case 6:
		n, list = variable(p.sprm, list)
	}
	if n < 0 || n > len(list) {
		return p, nil, false
	}
	p.operand = list[:n]
	return p, list[n:], true
}

// variable is the length of an operand that states it, and the rest of the
// list behind the statement.
func variable(sprm uint16, list []byte) (int, []byte) {
	switch {
	case sprm == sprmTDefTable || sprm == sprmTDefTable10:
		if len(list) < 2 {
			return -1, nil
		}
		return int(u16(list, 0)) - 1, list[2:] // the length is stated with one added
	case sprm == sprmPChgTabs && list[0] == 255:
		return changeTabs(list[1:]), list[1:]
	}
	return int(list[0]), list[1:]
}

// changeTabs is the length of the operand of sprmPChgTabs where it is too long
// to be stated: tabs deleted, with two numbers of two bytes each, then tabs
// added, with a number of two bytes and one of a byte ([MS-DOC] 2.9.182).
func changeTabs(list []byte) int {
	if len(list) < 1 {
		return -1
	}
	deleted := 1 + 4*int(list[0])
	if len(list) <= deleted {
		return -1
	}
	return deleted + 1 + 3*int(list[deleted])
}

// character is what the properties of a run of text say.
type character struct {
	hidden, deleted, special bool
	symbol                   rune // in place of a parenthesis, 0 if none
}

func (c *character) apply(list []byte) {
	for {
		p, rest, ok := next(list)
		if !ok {
			return
		}
		switch p.sprm {
		case sprmCFRMarkDel:
			c.deleted = p.on()
		case sprmCFVanish:
			c.hidden = p.on()
		case sprmCFSpec:
			c.special = p.on()
		case sprmCSymbol:
			c.symbol = rune(u16(p.operand, 2))
		}
		list = rest
	}
}

// on reads a toggle: 0x80 is as in the style, 0x81 its opposite. Styles are
// not looked at: none is taken to hide text.
func (p prl) on() bool { return p.operand[0]&1 == 1 }
