package mhtml

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/textproto"
	"strings"

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

	content []byte // decoded once
}

func (p *part) header(name string) string { return p.headers[strings.ToLower(name)] }

// split lists the leaves of a message.
func split(b []byte, depth int) []*part {
	headers, body := cutHeader(b)
	kind, params, err := mime.ParseMediaType(headers["content-type"])
	if err != nil && kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(headers["content-type"]), ";")
		kind = strings.TrimSpace(kind)
	}
	boundary := params["boundary"]
	if !strings.HasPrefix(kind, "multipart/") || boundary == "" || depth >= maxNested {
		return []*part{{headers: headers, kind: kind, params: params, body: body}}
	}
	var parts []*part
	for _, piece := range pieces(body, boundary) {
		if parts = append(parts, split(piece, depth+1)...); len(parts) > maxParts {
			break
		}
	}
	return parts
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

// cutHeader parses the header lines, folded ones joined, up to the empty line.
func cutHeader(b []byte) (headers map[string]string, body []byte) {
	headers = map[string]string{}
	last := ""
	for size := 0; len(b) > 0; {
		line, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		text := strings.TrimRight(string(line[:min(len(line), maxHeader)]), "\r")
		if size += len(text); strings.TrimSpace(text) == "" && len(headers) > 0 || size > maxHeader {
			break
		}
		if (strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\t")) && last != "" {
			headers[last] += " " + strings.TrimSpace(text)
			continue
		}
		if key, value, ok := strings.Cut(text, ":"); ok {
			last = strings.ToLower(textproto.TrimString(key))
			headers[last] = strings.TrimSpace(value)
		}
	}
	return headers, b
}

// decoded is the content without its transfer encoding. What cannot be decoded
// to the end is kept up to there.
func (p *part) decoded() []byte {
	if p.content != nil {
		return p.content
	}
	var r io.Reader = bytes.NewReader(p.body)
	switch strings.ToLower(strings.TrimSpace(p.header("Content-Transfer-Encoding"))) {
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, bytes.NewReader(onlyBase64(p.body)))
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	}
	p.content, _ = io.ReadAll(io.LimitReader(r, document.MaxText+1)) // an error ends the content
	if p.content == nil {
		p.content = []byte{}
	}
	return p.content
}

// onlyBase64 drops line breaks and whatever else does not belong.
func onlyBase64(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for _, c := range b {
		if c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=' {
			out = append(out, c)
		}
	}
	return out
}
