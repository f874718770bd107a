// Package mhtml reads web pages saved as one file (.mht, RFC 2557), as browsers
// and Word save them: a MIME message whose root part is the page.
package mhtml

import (
	"bytes"
	"mime"
	"strings"

	"golang.org/x/net/html/charset"

	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
)

// Read reads the page of a web archive. Code "damaged_file" when it holds none,
// and those of document.Decode.
func Read(name string, b []byte) (*document.Document, error) {
	parts := split(b, 0)
	root := choose(parts, b)
	if root == nil {
		return nil, document.Refuse("damaged_file", name, "网页归档（mht）中没有网页", "no page in this web archive (mht)",
			"请重新保存网页，或另存为 html", "save the page again, or as html")
	}
	s, err := root.text(name)
	if err != nil {
		return nil, err
	}
	d := html.Read(s)
	d.Format = "mht"
	return d, nil
}

// text decodes the part by the charset that its header names, unless the
// content is plainly something else.
func (p *part) text(name string) (string, error) {
	content := p.decoded()
	if len(content) > document.MaxText {
		return "", document.Refuse("too_large", name, "网页超过 24 MB", "a page of more than 24 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	label := strings.ToLower(p.params["charset"])
	if label != "" && !strings.HasPrefix(label, "gb") && !strings.HasPrefix(label, "utf") {
		if e, _ := charset.Lookup(label); e != nil {
			if s, err := e.NewDecoder().Bytes(content); err == nil && !bytes.ContainsRune(s, '\uFFFD') {
				return string(s), nil
			}
		}
	}
	return document.Decode(name, content)
}

// choose finds the part that shows the report: the one that the message names
// as its start, else the first page; of a set of frames, as Word writes it, the
// one with the most text.
func choose(parts []*part, whole []byte) *part {
	var pages []*part
	for _, p := range parts {
		if p.kind == "text/html" || p.kind == "application/xhtml+xml" {
			pages = append(pages, p)
		}
	}
	if len(pages) == 0 {
		return nil
	}
	root := pages[0]
	if start := startOf(whole); start != "" {
		for _, p := range pages {
			if p.header("Content-Id") == start {
				root = p
			}
		}
	}
	if bytes.Contains(bytes.ToLower(root.decoded()), []byte("<frameset")) {
		most := 0
		for _, p := range pages {
			if n := len(p.decoded()); p != root && n > most {
				root, most = p, n
			}
		}
	}
	return root
}

// startOf is the Content-ID of the root part, "" if the message names none.
func startOf(whole []byte) string {
	header, _ := cutHeader(whole)
	_, params, err := mime.ParseMediaType(header["content-type"])
	if err != nil {
		return ""
	}
	return params["start"]
}
