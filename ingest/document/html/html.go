// Package html reads web pages.
package html

import (
	"bytes"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/ingest/document"
)

// Read reads a page by its tokens, without a tree: the tables of an
// annual report need no more, and building one costs three times as much.
func Read(s string) *document.Document {
	r := &htmlReader{doc: &document.Document{Format: "html", Meta: map[string]string{}}}
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(document.MaxBytes)
	for !r.doc.TooLarge {
		switch z.Next() {
		case html.ErrorToken:
			r.finish()
			return r.doc
		case html.TextToken:
			if r.skip == 0 {
				text := z.Raw()
				if bytes.IndexByte(text, '&') >= 0 {
					text = z.Text()
				}
				r.text(text)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if isInline(z.Raw()) {
				continue
			}
			name, more := z.TagName()
			r.start(z, atom.Lookup(name), more)
		case html.EndTagToken:
			if isInline(z.Raw()) {
				continue
			}
			name, _ := z.TagName()
			r.end(atom.Lookup(name))
		}
	}
	return r.doc
}

// isInline reports whether a tag only dresses text: span, font and o:p, which
// are most of a page that Word or WPS wrote.
func isInline(raw []byte) bool {
	name := raw[min(1, len(raw)):]
	if len(name) > 0 && name[0] == '/' {
		name = name[1:]
	}
	return bytes.HasPrefix(name, []byte("span")) || bytes.HasPrefix(name, []byte("font")) || bytes.HasPrefix(name, []byte("o:p"))
}

type htmlReader struct {
	doc     *document.Document
	para    []byte
	open    []*openTable
	skip    atom.Atom // raw element whose text is not content
	inTitle bool
	cells   int
}

// openTable is a table whose end tag has not come yet.
type openTable struct {
	table    *document.Table
	occupied []int
	row, col int
	cell     []byte
	inCell   bool
	rowSpan  int
	colSpan  int
	layout   bool // holds another table: only arranges the page
}

func (r *htmlReader) top() *openTable {
	if len(r.open) == 0 {
		return nil
	}
	return r.open[len(r.open)-1]
}

// sink is where text goes now.
func (r *htmlReader) sink() *[]byte {
	if t := r.top(); t != nil && !t.layout && t.inCell {
		return &t.cell
	}
	return &r.para
}

func (r *htmlReader) text(b []byte) {
	if r.inTitle {
		if r.doc.Title == "" {
			r.doc.Title = document.Tidy(string(bytes.ReplaceAll(b, []byte("\n"), []byte(" "))))
		}
		return
	}
	dst := r.sink()
	if bytes.IndexByte(b, '\n') < 0 && bytes.IndexByte(b, '\r') < 0 {
		*dst = append(*dst, b...)
		return
	}
	// a line break in the source is a space on the page
	for _, c := range b {
		if c == '\n' || c == '\r' || c == '\t' {
			c = ' '
		}
		*dst = append(*dst, c)
	}
}

func (r *htmlReader) newline() {
	if dst := r.sink(); dst != &r.para {
		*dst = append(*dst, '\n')
		return
	}
	r.flush()
}

// flush ends the current paragraph.
func (r *htmlReader) flush() {
	if len(r.para) == 0 {
		return
	}
	r.doc.Paragraph(string(r.para))
	r.para = r.para[:0]
}

func (r *htmlReader) start(z *html.Tokenizer, a atom.Atom, more bool) {
	switch a {
	case atom.Script, atom.Style, atom.Noscript, atom.Textarea, atom.Iframe, atom.Noframes, atom.Noembed, atom.Xmp:
		r.skip = a
	case atom.Title:
		r.inTitle = true
	case atom.Meta:
		r.meta(z, more)
	case atom.Table:
		r.startTable()
	case atom.Tr:
		if t := r.top(); t != nil {
			r.closeCell(t)
			t.row, t.col = t.row+1, 0
		}
	case atom.Td, atom.Th:
		r.startCell(z, more)
	case atom.Br, atom.P, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Section, atom.Article, atom.Header, atom.Footer, atom.Nav, atom.Caption, atom.Hr, atom.Dd, atom.Dt, atom.Pre, atom.Blockquote:
		r.newline()
	}
}

func (r *htmlReader) end(a atom.Atom) {
	switch a {
	case r.skip:
		r.skip = 0
	case atom.Title:
		r.inTitle = false
	case atom.Table:
		r.endTable()
	case atom.Tr, atom.Td, atom.Th:
		if t := r.top(); t != nil {
			r.closeCell(t)
		}
	case atom.P, atom.Div, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article,
		atom.Header, atom.Footer, atom.Nav, atom.Caption, atom.Body:
		r.newline()
	}
}

func (r *htmlReader) startTable() {
	if t := r.top(); t != nil && !t.layout {
		r.makeLayout(t)
	}
	r.flush()
	if r.doc.TooLarge = r.doc.TooLarge || len(r.open) >= document.MaxDepth; !r.doc.TooLarge {
		r.open = append(r.open, &openTable{table: &document.Table{Cells: make([]document.Cell, 0, 64)}})
	}
}

// makeLayout turns a table into page flow once a table inside it is met.
func (r *htmlReader) makeLayout(t *openTable) {
	t.layout = true
	r.flush()
	for _, c := range t.table.Cells {
		r.para = append(r.para, c.Text...)
		r.flush()
	}
	r.para = append(r.para, t.cell...)
	t.table.Cells, t.cell, t.inCell = nil, nil, false
	r.flush()
}

func (r *htmlReader) endTable() {
	t := r.top()
	if t == nil {
		return
	}
	r.closeCell(t)
	r.flush()
	r.open = r.open[:len(r.open)-1]
	if t.layout {
		return
	}
	r.doc.Add(t.table)
}

func (r *htmlReader) startCell(z *html.Tokenizer, more bool) {
	t := r.top()
	if t == nil {
		r.newline()
		return
	}
	r.closeCell(t)
	if t.row == 0 {
		t.row = 1
	}
	t.rowSpan, t.colSpan = 1, 1
	// Word writes long styles into every cell and spans into few
	raw := z.Raw()
	more = more && (bytes.Contains(raw, []byte("pan")) || bytes.Contains(raw, []byte("PAN")))
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "rowspan":
			t.rowSpan = span(val)
		case "colspan":
			t.colSpan = span(val)
		}
	}
	t.inCell = true
}

func (r *htmlReader) closeCell(t *openTable) {
	if t.layout {
		r.flush()
		return
	}
	if !t.inCell {
		return
	}
	t.inCell = false
	if r.cells += t.colSpan; r.cells > document.MaxCells {
		r.doc.TooLarge = true
	} else {
		t.col = t.table.Place(&t.occupied, t.row, t.col, t.rowSpan, t.colSpan, document.Tidy(string(t.cell)))
	}
	t.cell = t.cell[:0]
}

func span(val []byte) int {
	n, err := strconv.Atoi(strings.TrimSpace(string(val)))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, document.MaxSpan)
}

func (r *htmlReader) meta(z *html.Tokenizer, more bool) {
	var name, content string
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "name", "property":
			name = strings.ToLower(string(val))
		case "content":
			content = string(val)
		}
	}
	if name != "" && len(r.doc.Meta) < 100 {
		r.doc.Meta[name] = document.Tidy(content)
	}
}

// finish closes what a cut or careless page left open.
func (r *htmlReader) finish() {
	for len(r.open) > 0 {
		r.endTable()
	}
	r.flush()
}
