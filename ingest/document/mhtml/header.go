package mhtml

import (
	"bytes"
	"mime"
	"net/textproto"
	"strings"
)

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

// contentType parses a Content-Type (RFC 2045 section 5.1), also one that does
// not keep to the grammar: a boundary full of equals signs without quotes, a
// quote that is not closed.
func contentType(value string) (kind string, params map[string]string) {
	if kind, params, err := mime.ParseMediaType(value); err == nil {
		return kind, params
	}
	kind, rest, _ := strings.Cut(value, ";")
	params = map[string]string{}
	for rest != "" {
		var key, v string
		key, rest, _ = strings.Cut(rest, "=")
		if rest = strings.TrimLeft(rest, " \t"); strings.HasPrefix(rest, `"`) {
			v, rest, _ = strings.Cut(rest[1:], `"`)
			_, rest, _ = strings.Cut(rest, ";")
		} else {
			v, rest, _ = strings.Cut(rest, ";")
		}
		if key = strings.ToLower(strings.TrimSpace(key)); params[key] == "" {
			params[key] = strings.TrimSpace(v)
		}
	}
	return strings.ToLower(strings.TrimSpace(kind)), params
}
