// Package documenttest checks for the readers' tests what holds of every
// document, whatever the file.
package documenttest

import (
	"slices"
	"testing"
	"unicode/utf8"

	"gongkai/data"
	"gongkai/ingest/document"
)

// Whole fails if a document is half read, a text is no UTF-8, or a cell stands
// outside its table.
func Whole(t testing.TB, d *document.Document) {
	t.Helper()
	if d.TooLarge {
		t.Fatal("half a document")
	}
	for _, b := range d.Blocks {
		if !utf8.ValidString(b.Text) {
			t.Fatalf("not UTF-8: %q", b.Text)
		}
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Cells {
			if c.Row < 1 || c.Col < 1 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan-1 > b.Table.Rows || c.Col+c.ColSpan-1 > b.Table.Cols {
				t.Fatalf("%+v outside %d×%d", c, b.Table.Rows, b.Table.Cols)
			}
			if !utf8.ValidString(c.Text) {
				t.Fatalf("not UTF-8: %+v", c)
			}
		}
	}
}

// Apart fails as Whole does, and if a cell stands over another. Pages of HTML
// may say so of cells, which then stand as browsers show them.
func Apart(t testing.TB, d *document.Document) {
	t.Helper()
	Whole(t, d)
	for _, b := range d.Blocks {
		if b.Table == nil {
			continue
		}
		taken := map[[2]int]bool{}
		for _, c := range b.Table.Cells {
			for r := range c.RowSpan {
				for col := range c.ColSpan {
					at := [2]int{c.Row + r, c.Col + col}
					if taken[at] {
						t.Fatalf("%+v over another", c)
					}
					taken[at] = true
				}
			}
		}
	}
}

// Refused fails if an error is none of a reader's own.
func Refused(t testing.TB, err error, codes ...string) {
	t.Helper()
	if code := data.Code(err); !slices.Contains(codes, code) {
		t.Fatalf("%s: %v", code, err)
	}
}
