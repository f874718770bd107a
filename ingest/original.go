package ingest

import (
	"context"
	"image"
	"io"
	"slices"
	"strings"
	"sync"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/formats"
	"gongkai/ingest/document/pdf"
)

// Bounds on what is kept of documents that were read to be shown.
const (
	keptOriginals = 4
	mostShown     = 20_000 // cells of a table; a yearly report has some hundreds
)

// Originals reads archived documents again, to show where a figure stands. It
// reads one at a time and keeps the last few. It is safe for concurrent use.
type Originals struct {
	open func(sha256 string) (name string, content io.ReadCloser, err error)
	turn chan struct{} // holds a value while a document is read
	mu   sync.Mutex    // of kept
	kept []original    // the last used first
}

type original struct {
	sha256, name string
	doc          *document.Document
}

// NewOriginals returns Originals of the files that open gives by SHA-256.
func NewOriginals(open func(sha256 string) (name string, content io.ReadCloser, err error)) *Originals {
	return &Originals{open: open, turn: make(chan struct{}, 1)}
}

// Table returns a table of a document, counted from 1, or with 0 its text
// outside tables. Errors are *data.Error: those of the archive and the readers,
// "no_table" and "too_large".
func (o *Originals) Table(ctx context.Context, sha256 string, number int) (*data.SourceTable, error) {
	if x, ok := o.recent(sha256); ok {
		return x.table(number)
	}
	if err := o.wait(ctx); err != nil {
		return nil, err
	}
	defer func() { <-o.turn }()
	x, ok := o.recent(sha256) // by who had the turn before
	if !ok {
		name, b, err := o.bytes(sha256)
		if err != nil {
			return nil, err
		}
		if x, err = readOriginal(sha256, name, b); err != nil {
			return nil, err
		}
		o.keep(x)
	}
	return x.table(number)
}

// Page draws a page of a PDF document. Errors are those of Table and of
// pdf.Render.
func (o *Originals) Page(ctx context.Context, sha256 string, page, dpi int) (picture *image.RGBA, err error) {
	if err := o.wait(ctx); err != nil {
		return nil, err
	}
	defer func() { <-o.turn }()
	name, b, err := o.bytes(sha256)
	if err != nil {
		return nil, err
	}
	defer recovered(name, &err)
	if formats.Sniff(b) != "pdf" {
		return nil, document.Refuse("no_page", name, "这种格式没有页面图像", "this format has no pictures of pages", "请看表格，或下载原件", "see the table, or download the original")
	}
	return pdf.Render(ctx, name, b, page, dpi)
}

// wait takes the turn to read.
func (o *Originals) wait(ctx context.Context) error {
	select {
	case o.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return document.Refuse("too_slow", "", "等待读取原文超时", "waited too long to read the document", "请稍后重试", "try again later")
	}
}

func (o *Originals) bytes(sha256 string) (name string, b []byte, err error) {
	name, content, err := o.open(sha256)
	if err != nil {
		return "", nil, err
	}
	defer content.Close()
	b, err = io.ReadAll(io.LimitReader(content, document.MaxBytes+1)) // formats.Read and pdf.Render refuse more
	return name, b, err
}

func readOriginal(sha256, name string, b []byte) (x original, err error) {
	defer recovered(name, &err)
	doc, err := formats.Read(name, b)
	return original{sha256, name, doc}, err
}

func (o *Originals) recent(sha256 string) (original, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	i := slices.IndexFunc(o.kept, func(x original) bool { return x.sha256 == sha256 })
	if i < 0 {
		return original{}, false
	}
	x := o.kept[i]
	o.kept = slices.Insert(slices.Delete(o.kept, i, i+1), 0, x)
	return x, true
}

func (o *Originals) keep(x original) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept = slices.Insert(o.kept, 0, x)
	if len(o.kept) > keptOriginals {
		o.kept = slices.Delete(o.kept, keptOriginals, len(o.kept))
	}
}

// table lays out a table of the document.
func (x original) table(number int) (*data.SourceTable, error) {
	out := &data.SourceTable{File: x.name, Format: x.doc.Format, Number: number}
	var found *document.Table
	for _, b := range x.doc.Blocks {
		if b.Table != nil {
			out.Tables++
			if b.Table.Number == number {
				found = b.Table
			}
		}
	}
	switch {
	case number == 0:
		out.Rows = x.lines()
	case found == nil:
		return nil, document.Refuse("no_table", x.name, "原文中没有这一表", "the document has no such table", "请回到报告页", "go back to the report")
	case len(found.Cells) <= mostShown && found.Rows <= mostShown:
		out.Rows = gridded(found)
	}
	if number == 0 && len(out.Rows) > mostShown || found != nil && out.Rows == nil {
		return nil, document.Refuse("too_large", x.name, "这一表太大，不能在网页中显示", "this table is too large for a page", "请下载原件", "download the original")
	}
	return out, nil
}

// gridded puts cells into their rows. Places left of a cell that no cell
// covers become gaps, so that columns stay below each other.
func gridded(t *document.Table) [][]data.SourceCell {
	rows := make([][]data.SourceCell, t.Rows)
	for _, c := range t.Cells {
		rows[c.Row-1] = append(rows[c.Row-1], data.SourceCell{Row: c.Row, Column: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan,
			Text: c.Text, Page: c.Page, Box: c.Box})
	}
	covered := make([]int, t.Cols+1) // the last row that a cell covers, by column
	for i, cells := range rows {
		slices.SortStableFunc(cells, func(a, b data.SourceCell) int { return a.Column - b.Column })
		var whole []data.SourceCell
		next := 1
		for _, c := range cells {
			for ; next < c.Column; next++ {
				if covered[next] < c.Row {
					whole = append(whole, data.SourceCell{Row: c.Row, Column: next, RowSpan: 1, ColSpan: 1, Gap: true})
				}
			}
			for ; next < c.Column+c.ColSpan && next < len(covered); next++ {
				covered[next] = max(covered[next], c.Row+c.RowSpan-1)
			}
			whole = append(whole, c)
		}
		rows[i] = whole
	}
	return rows
}

// lines is the text outside tables: paragraphs, and lines counted in their
// block as data.Position counts them.
func (x original) lines() (rows [][]data.SourceCell) {
	add := func(text string, line int) {
		n := len(rows) + 1
		rows = append(rows, []data.SourceCell{{Row: n, Column: 1, RowSpan: 1, ColSpan: 1, Text: text, Line: line}})
	}
	for _, b := range x.doc.Blocks {
		for i, l := range b.Lines {
			add(strings.TrimRight(l, " \t\r"), i+1)
		}
		if b.Text != "" {
			for _, l := range strings.Split(b.Text, "\n") {
				add(l, 0)
			}
		}
	}
	return rows
}
