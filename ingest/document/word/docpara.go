package word

import (
	"gongkai/ingest/document"
	"gongkai/ingest/document/word/flow"
)

// paragraph is what the properties of a paragraph's last character say of its
// place in tables ([MS-DOC] 2.4.3).
type paragraph struct {
	inTable, rowEnd      bool // at depth 1
	innerCell, innerEnd  bool // deeper
	itap                 int
	row, rowOfTableProps rowDefinition
}

// depth of the table that the paragraph stands in, 0 on the page.
func (p *paragraph) depth() int {
	if p.itap > 0 {
		return min(p.itap, document.MaxDepth+1)
	}
	if p.inTable {
		return 1
	}
	return 0
}

// apply reads a list of properties; left is how many bytes of them may be read.
// sprmPHugePapx and sprmPTableProps lead to a list elsewhere, which is meant in
// place of what follows them; what follows is then for readers that do not know
// them, and read here too, because a row may be defined in either.
func (p *paragraph) apply(f *fib, list []byte, left *int) { p.list(f, list, left, &p.row, 0) }

func (p *paragraph) list(f *fib, list []byte, left *int, row *rowDefinition, depth int) {
	*left -= len(list)
	for *left >= 0 {
		q, rest, ok := next(list)
		if !ok {
			return
		}
		list = rest
		switch q.sprm {
		case sprmPFInTable:
			p.inTable = q.operand[0] != 0
		case sprmPFTtp:
			p.rowEnd = q.operand[0] != 0
		case sprmPFInnerTableCell:
			p.innerCell = q.operand[0] != 0
		case sprmPFInnerTtp:
			p.innerEnd = q.operand[0] != 0
		case sprmPItap:
			p.itap = int(int32(u32(q.operand, 0)))
		case sprmPDtap:
			p.itap += int(int32(u32(q.operand, 0)))
		case sprmPHugePapx:
			if depth == 0 {
				p.list(f, f.prc(u32(q.operand, 0)), left, row, 1)
			}
		case sprmPTableProps:
			if depth < 2 {
				p.rowOfTableProps = rowDefinition{}
				p.list(f, f.prc(u32(q.operand, 0)), left, &p.rowOfTableProps, 2)
			}
		default:
			row.property(q)
		}
	}
}

// definition is the row's, of the two there may be that which has the number
// of cells found. sprmTDefTable states where edges are, so it goes first.
func (p *paragraph) definition(cells int) flow.Row {
	if len(p.row.cells) != cells && len(p.rowOfTableProps.cells) == cells {
		return p.rowOfTableProps.flow()
	}
	return p.row.flow()
}
