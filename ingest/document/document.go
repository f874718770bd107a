// Package document is the one shape that files of every format are read into:
// paragraphs and tables of cells in reading order. Its subfolders hold a
// reader per format, and formats chooses among them. They know formats and
// nothing of reports; everything after them knows reports and no format.
package document

import (
	"strings"

	"gongkai/data"
)

// Bounds on what a file may unfold to. Files are untrusted.
const (
	MaxBytes  = 64 << 20 // of a file, and of a part inside a container
	MaxText   = 24 << 20 // of a text or web page, which is held whole
	MaxCells  = 200_000  // of all tables together
	MaxSpan   = 200      // of one cell, in either direction
	MaxDepth  = 64       // of nested tables
	MaxBlocks = 200_000
)

// Document is what a file holds, free of its format.
type Document struct {
	Format string            // txt, md, html, docx ...
	Title  string            // from the metadata (<title>), weak
	Meta   map[string]string // further metadata by lower-case name
	Blocks []Block
	// TooLarge says that a bound was met, so that this is not the whole.
	TooLarge bool

	tables int
}

// Block is a paragraph, a run of preformatted lines, or a table.
type Block struct {
	Text  string   // paragraph
	Lines []string // text laid out by spaces, as pdftotext -layout writes it
	Table *Table
}

// Table is a table of cells.
type Table struct {
	Number int    // among the document's tables in reading order, from 1
	Cells  []Cell // in reading order; covered positions have no cell of their own
	Rows   int
	Cols   int
	// Loose tables know the order of cells in a row, but not their columns:
	// a cell merged to the right stands once, one merged downwards leaves an
	// empty cell in each further row.
	Loose bool
	// Ragged tables have rows of unequal length, and their format does not say
	// whether merged cells leave empty ones: loose or not, labels must tell.
	Ragged bool

	cut bool // MaxCells was met
}

// Cell is a cell at its upper left grid position, counted from 1.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string // white space collapsed, line breaks kept as \n
	Page             int    // of a format with pages, from 1; 0 otherwise
	Box              Box    // on that page
}

// Box is a rectangle on a page: left, top, right and bottom as shares of the
// page's width and height, from its upper left corner. The zero Box is unknown.
type Box [4]float32

// Paragraph appends a paragraph, unless it is empty.
func (d *Document) Paragraph(s string) {
	if s = Tidy(s); s != "" && d.room() {
		d.Blocks = append(d.Blocks, Block{Text: s})
	}
}

func (d *Document) room() bool {
	d.TooLarge = d.TooLarge || len(d.Blocks) >= MaxBlocks
	return !d.TooLarge
}

// Add numbers a table and appends it, unless it has no cell.
func (d *Document) Add(t *Table) {
	if t == nil || len(t.Cells) == 0 || !d.room() {
		return
	}
	d.TooLarge = d.TooLarge || t.cut
	for i := range t.Cells { // a span beyond the last row ends with it
		c := &t.Cells[i]
		c.RowSpan = min(c.RowSpan, t.Rows-c.Row+1)
	}
	d.tables++
	t.Number = d.tables
	d.Blocks = append(d.Blocks, Block{Table: t})
}

// AppendRow appends a row of cells, one grid column each.
func (t *Table) AppendRow(cells []string) {
	t.Ragged = t.Ragged || !t.Loose && t.Rows > 0 && len(cells) != t.Cols
	t.Rows++
	for i, c := range cells {
		if t.cut = t.cut || len(t.Cells) >= MaxCells; t.cut {
			return
		}
		t.Cells = append(t.Cells, Cell{Row: t.Rows, Col: i + 1, RowSpan: 1, ColSpan: 1, Text: Tidy(c)})
	}
	t.Cols = max(t.Cols, len(cells))
}

// Refuse is the error of a file that cannot be read: a code for programs, the
// reason and the way out in both languages.
func Refuse(code, name, zh, en, wayZH, wayEN string) error {
	return &data.Error{Code: code, File: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: wayZH, EN: wayEN}}
}

// Place puts a cell at the next free column of a row and returns that column.
// occupied holds, for each column, the last row that a cell above covers.
func (t *Table) Place(occupied *[]int, row, col, rowSpan, colSpan int, text string) int {
	occ := *occupied
	for col < len(occ) && occ[col] >= row {
		col++
	}
	for len(occ) < col+colSpan {
		occ = append(occ, 0)
	}
	for c := col; c < col+colSpan; c++ {
		occ[c] = max(occ[c], row+rowSpan-1)
	}
	*occupied = occ
	t.Cells = append(t.Cells, Cell{Row: row, Col: col + 1, RowSpan: rowSpan, ColSpan: colSpan, Text: text})
	t.Rows = max(t.Rows, row)
	t.Cols = max(t.Cols, col+colSpan)
	return col + colSpan
}

// Tidy collapses white space in each line and drops empty lines.
func Tidy(s string) string {
	simple := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0xC2 || c == 0xE3 || c == 0xE2 || c == 0xEF {
			simple = false
			break
		}
	}
	if simple {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	pendingSpace, pendingLine := false, false
	for _, r := range s {
		switch r {
		case '\n':
			pendingLine = true
		case ' ', '\t', '\r', '\f', '\v', '\u00a0', '\u3000', '\u2002', '\u2003', '\u2009':
			pendingSpace = true
		case '\u200b', '\ufeff', '\u200c', '\u200d', '\u2060':
		default:
			if b.Len() > 0 {
				if pendingLine {
					b.WriteByte('\n')
				} else if pendingSpace {
					b.WriteByte(' ')
				}
			}
			pendingSpace, pendingLine = false, false
			b.WriteRune(r)
		}
	}
	return b.String()
}
