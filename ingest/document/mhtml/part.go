package mhtml

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"gongkai/ingest/document"
)

// Bounds on a message.
const (
	maxParts  = 5000
	maxNested = 8
	maxHeader = 64 << 10
)

// part is a leaf of the message. Real archives break the rules of MIME in small
// ways (bare line feeds, a closing boundary that is missing), so that they are
// taken apart leniently here.
type part struct {
	headers map[string]string // by lower-case name
	kind    string            // text/html
	params  map[string]string
	body    []byte
}

// isPage reports whether a part is a web page.
func (p *part) isPage() bool { return p.kind == "text/html" || p.kind == "application/xhtml+xml" }

// split lists the leaves of a message, and the parameters of its own type.
func split(b []byte, depth int) (parts []*part, params map[string]string) {
	headers, body := cutHeader(b)
	kind, params := contentType(headers["content-type"])
	boundary := params["boundary"]
	if !strings.HasPrefix(kind, "multipart/") || boundary == "" || depth >= maxNested {
		return []*part{{headers: headers, kind: kind, params: params, body: body}}, params
	}
	for _, piece := range pieces(body, boundary) {
		inner, _ := split(piece, depth+1)
		if parts = append(parts, inner...); len(parts) > maxParts {
			break
		}
	}
	return parts, params
}

// pieces cuts a multipart body at its boundary lines.
func pieces(body []byte, boundary string) (list [][]byte) {
	mark := []byte("--" + boundary)
	start := -1
	for at := 0; at < len(body); {
		end := bytes.IndexByte(body[at:], '\n')
		if end < 0 {
			end = len(body)
		} else {
			end += at + 1
		}
		if line := bytes.TrimRight(body[at:end], " \t\r\n"); bytes.HasPrefix(line, mark) && (len(line) == len(mark) || string(line[len(mark):]) == "--") {
			if start >= 0 {
				list = append(list, body[start:at])
			}
			if start = end; len(line) > len(mark) || len(list) > maxParts {
				return list
			}
		}
		at = end
	}
	if start >= 0 {
		list = append(list, body[start:]) // the closing boundary is missing
	}
	return list
}

// decoded is the content without its transfer encoding, at most a byte over
// MaxText.
func (p *part) decoded() []byte {
	switch strings.ToLower(strings.TrimSpace(p.headers["content-transfer-encoding"])) {
	case "base64":
		content := unbase64(p.body[:min(len(p.body), 2*document.MaxText)])
		return content[:min(len(content), document.MaxText+1)]
	case "quoted-printable":
		content := unquote(p.body[:min(len(p.body), 4*document.MaxText)])
		return content[:min(len(content), document.MaxText+1)]
	}
	return p.body
}

// text decodes the part by the charset that its header names, unless the
// content is plainly something else.
func (p *part) text(name string) (string, error) {
	content := p.decoded()
	if len(content) > document.MaxText {
		return "", document.Refuse("too_large", name, "网页超过 24 MB", "a page of more than 24 MB", "请确认是否为年度报告", "check that it is an annual report")
	}
	if label := strings.ToLower(p.params["charset"]); saysMore(label) && !utf8.Valid(content) {
		if e, _ := charset.Lookup(label); e != nil {
			if s, err := e.NewDecoder().Bytes(content); err == nil && !bytes.ContainsRune(s, '\uFFFD') {
				return string(s), nil
			}
		}
	}
	return document.Decode(name, content)
}

// saysMore reports whether a charset's label says more than the content does.
// GB18030 and UTF-8 are told by content; the Latin ones are what programs write
// that do not know, and any bytes would pass for them.
func saysMore(label string) bool {
	switch label {
	case "", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252":
		return false
	}
	return !strings.HasPrefix(label, "gb") && !strings.HasPrefix(label, "utf")
}
