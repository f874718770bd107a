// Package mhtml reads web pages saved as one file (.mht, RFC 2557), as browsers
// and Word save them: a MIME message whose root part is the page.
package mhtml

import (
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
)

// maxFrames bounds how many pages of one message are read to find the report.
const maxFrames = 50

// Read reads the page of a web archive. Codes: "damaged_file" when it holds
// none, "too_large", and those of document.Decode.
func Read(name string, b []byte) (*document.Document, error) {
	if len(b) > document.MaxBytes {
		return nil, document.Refuse("too_large", name, "文件超过 64 MB", "file is larger than 64 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	parts, params := split(b, 0)
	var pages []*part
	for _, p := range parts {
		if p.isPage() {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil, document.Refuse("damaged_file", name, "网页归档（mht）中没有网页", "no page in this web archive (mht)",
			"请重新保存网页，或另存为 html", "save the page again, or as html")
	}
	d, err := readRoot(name, pages, root(pages, params["start"]))
	if err != nil {
		return nil, err
	}
	d.Format = "mht"
	return d, nil
}

// root is the part that the message names as its start, else the first page.
func root(pages []*part, start string) *part {
	for _, p := range pages {
		if id := p.headers["content-id"]; start != "" && strings.Trim(id, "<> ") == strings.Trim(start, "<> ") {
			return p
		}
	}
	return pages[0]
}

// readRoot reads the root. Where that only frames the report, as the frames of
// Word do and a page around an iframe, the page with a table and the most text
// takes its place.
func readRoot(name string, pages []*part, root *part) (*document.Document, error) {
	s, err := root.text(name)
	if err != nil {
		return nil, err
	}
	d := html.Read(s)
	if len(pages) == 1 || tables(d) > 0 || !framed(s) {
		return d, nil
	}
	best := d
	for _, p := range pages[:min(len(pages), maxFrames)] {
		if p == root {
			continue
		}
		frame, err := p.text(name)
		if err != nil {
			continue // an advertisement in an unknown charset is not the report
		}
		if f := html.Read(frame); better(f, best) {
			best = f
		}
	}
	if best.Title == "" {
		best.Title = d.Title
	}
	return best, nil
}

// better reports whether a page is more likely the report than another: it has
// a table and the other has none, or else more text.
func better(d, than *document.Document) bool {
	if has, had := tables(d) > 0, tables(than) > 0; has != had {
		return has
	}
	return length(d) > length(than)
}

// framed reports whether a page shows others inside.
func framed(s string) bool {
	s = strings.ToLower(s)
	return strings.Contains(s, "<frameset") || strings.Contains(s, "<frame ") || strings.Contains(s, "<iframe")
}

func tables(d *document.Document) (n int) {
	for _, b := range d.Blocks {
		if b.Table != nil {
			n++
		}
	}
	return n
}

// length counts the bytes of a document's text.
func length(d *document.Document) (n int) {
	for _, b := range d.Blocks {
		n += len(b.Text)
		if b.Table != nil {
			for _, c := range b.Table.Cells {
				n += len(c.Text)
			}
		}
	}
	return n
}
