// Package document reads files of any supported format into one shape:
// paragraphs and tables of cells in reading order. It knows formats and
// nothing of reports; everything after it knows reports and no format.
package document

import (
	"bytes"
	"strings"

	"gongkai/data"
)

// Bounds on what a file may unfold to. Files are untrusted.
const (
	MaxBytes  = 64 << 20 // of a file, and of a part inside a container
	maxCells  = 200_000  // of all tables together
	maxSpan   = 200      // of one cell, in either direction
	maxDepth  = 64       // of nested tables
	maxBlocks = 200_000
)

// Document is what a file holds, free of its format.
type Document struct {
	Format string            // txt, md, html, docx
	Title  string            // from the metadata (<title>), weak
	Meta   map[string]string // further metadata by lower-case name
	Blocks []Block
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
}

// Cell is a cell at its upper left grid position, counted from 1.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string // white space collapsed, line breaks kept as \n
}

// Read tells the format by content and reads the file. name serves messages
// only. Errors are *data.Error: "empty_file", "too_large", "unsupported_format",
// "damaged_file", "unknown_encoding".
func Read(name string, b []byte) (*Document, error) {
	if len(b) > MaxBytes {
		return nil, refuse("too_large", name, "文件超过 64 MB", "file is larger than 64 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, refuse("empty_file", name, "文件是空的", "file is empty", "请重新获取该文件", "fetch the file again")
	}
	f := Sniff(b)
	switch f {
	case "docx":
		return readDOCX(name, b)
	case "text":
		s, err := Decode(name, b)
		if err != nil {
			return nil, err
		}
		if looksLikeHTML(s) {
			return readHTML(s), nil
		}
		return readText(s), nil
	}
	return nil, refuse("unsupported_format", name, "暂不支持的文件格式 "+f, "unsupported file format "+f,
		"请另存为 html、docx 或 txt 后重试", "save it as html, docx or txt and try again")
}

func refuse(code, name, zh, en, wayZH, wayEN string) error {
	return &data.Error{Code: code, File: name, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: wayZH, EN: wayEN}}
}

// place puts a cell at the next free column of a row and returns that column.
// occupied holds, for each column, the last row that a cell above covers.
func (t *Table) place(occupied *[]int, row, col, rowSpan, colSpan int, text string) int {
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

// tidy collapses white space in each line and drops empty lines.
func tidy(s string) string {
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
