// Package word reads the documents of word processors: docx.
package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"gongkai/ingest/document"
)

// ReadDOCX reads word/document.xml (ECMA-376 WordprocessingML): paragraphs and
// tables with gridSpan, vMerge and gridBefore. Deleted text is left out.
func ReadDOCX(name string, b []byte) (*document.Document, error) {
	damaged := func(err error) error {
		return document.Refuse("damaged_file", name, "docx 文件已损坏："+err.Error(), "damaged docx file: "+err.Error(),
			"请重新获取或用 Word/WPS 另存一次", "fetch it again, or save it once more with Word or WPS")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, damaged(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		return nil, damaged(err)
	}
	defer part.Close()
	limited := &io.LimitedReader{R: part, N: document.MaxBytes}
	r := &docxReader{doc: &document.Document{Format: "docx", Meta: map[string]string{}}}
	if err := r.read(xml.NewDecoder(limited)); err != nil {
		return nil, damaged(err)
	}
	if limited.N <= 0 {
		return nil, damaged(errors.New("document.xml 过大"))
	}
	return r.doc, nil
}

type docxReader struct {
	doc    *document.Document
	text   []byte
	open   []*docxTable
	cells  int
	skip   int // depth inside an element whose text is not content
	inText bool
}

type docxTable struct {
	table      *document.Table
	row, col   int
	cell       []byte
	span       int
	merge      string      // "", "restart" or "continue"
	starts     map[int]int // column -> index of the cell that a vMerge continues
	deletedRow bool
	layout     bool
}

func (r *docxReader) top() *docxTable {
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1]
}

func (r *docxReader) read(dec *xml.Decoder) error {
	for {
		tok, err := dec.RawToken()
		if err == io.EOF {
			if len(r.open) > 0 {
				return io.ErrUnexpectedEOF
			}
			r.paragraph()
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if r.skip > 0 || skipped(t.Name) {
				r.skip++
				continue
			}
			r.start(t)
		case xml.EndElement:
			if r.skip > 0 {
				r.skip--
				continue
			}
			if err := r.end(t.Name.Local); err != nil {
				return err
			}
		case xml.CharData:
			if r.inText && r.skip == 0 {
				r.text = append(r.text, t...)
			}
		}
	}
}

// skipped elements hold deleted or alternative content.
func skipped(n xml.Name) bool {
	switch n.Local {
	case "del", "moveFrom", "Fallback", "instrText", "delText":
		return true
	}
	return false
}

func attr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return min(n, document.MaxSpan)
}

func (r *docxReader) start(t xml.StartElement) {
	tb := r.top()
	switch t.Name.Local {
	case "t":
		r.inText = true
	case "tab":
		r.text = append(r.text, ' ')
	case "br", "cr":
		r.text = append(r.text, '\n')
	case "noBreakHyphen":
		r.text = append(r.text, '-')
	case "tbl":
		r.paragraph()
		if tb != nil && !tb.layout {
			r.makeLayout(tb)
		}
		if len(r.open) < document.MaxDepth {
			r.open = append(r.open, &docxTable{table: &document.Table{}, starts: map[int]int{}})
		}
	case "tr":
		if tb != nil {
			tb.row, tb.col, tb.deletedRow = tb.row+1, 0, false
		}
	case "gridBefore":
		if tb != nil {
			tb.col += number(attr(t, "val"))
		}
	case "tc":
		if tb != nil {
			tb.span, tb.merge, tb.cell = 1, "", tb.cell[:0]
		}
	case "gridSpan":
		if tb != nil {
			tb.span = max(1, number(attr(t, "val")))
		}
	case "vMerge":
		if tb != nil {
			if tb.merge = attr(t, "val"); tb.merge == "" {
				tb.merge = "continue"
			}
		}
	}
}

func (r *docxReader) end(name string) error {
	tb := r.top()
	switch name {
	case "t":
		r.inText = false
	case "p":
		r.paragraph()
	case "tc":
		if tb != nil {
			r.paragraph()
			r.closeCell(tb)
		}
	case "tbl":
		if tb == nil {
			return errors.New("表格标签不配对")
		}
		r.paragraph()
		r.open = r.open[:len(r.open)-1]
		if !tb.layout {
			r.doc.Add(tb.table)
		}
	}
	return nil
}

// paragraph ends a paragraph of the page or of the open cell.
func (r *docxReader) paragraph() {
	if tb := r.top(); tb != nil && !tb.layout {
		tb.cell = append(append(tb.cell, r.text...), '\n')
	} else {
		r.doc.Paragraph(string(r.text))
	}
	r.text = r.text[:0]
}

// closeCell places the cell; a cell that continues a vertical merge makes the
// one above it taller.
func (r *docxReader) closeCell(t *docxTable) {
	if t.layout {
		return
	}
	col := t.col
	t.col += t.span
	if t.merge == "continue" {
		if i, ok := t.starts[col]; ok {
			c := &t.table.Cells[i]
			c.RowSpan = t.row - c.Row + 1
			t.table.Rows = max(t.table.Rows, t.row)
			return
		}
	}
	delete(t.starts, col)
	if r.cells++; r.cells > document.MaxCells {
		return
	}
	if t.merge == "restart" {
		t.starts[col] = len(t.table.Cells)
	}
	t.table.Cells = append(t.table.Cells, document.Cell{Row: t.row, Col: col + 1, RowSpan: 1, ColSpan: t.span, Text: document.Tidy(string(t.cell))})
	t.table.Rows = max(t.table.Rows, t.row)
	t.table.Cols = max(t.table.Cols, col+t.span)
}

// makeLayout turns a table that holds another one into page flow.
func (r *docxReader) makeLayout(t *docxTable) {
	t.layout = true
	for _, c := range append(t.table.Cells, document.Cell{Text: document.Tidy(string(t.cell))}) {
		r.doc.Paragraph(c.Text)
	}
	t.table.Cells, t.cell = nil, nil
}
