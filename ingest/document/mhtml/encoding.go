package mhtml

import (
	"bytes"
	"encoding/base64"
)

// unquote decodes quoted-printable (RFC 2045 section 6.7) as browsers do: an
// equals sign that begins nothing stays what it is, and lines may be of any
// length. The standard library's reader ends at either, which would cut a page
// in the middle.
func unquote(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		line, rest, found := bytes.Cut(b, []byte("\n"))
		b = rest
		text := bytes.TrimRight(line, " \t\r") // blanks at the end come from transport
		soft := bytes.HasSuffix(text, []byte("="))
		if soft {
			text = text[:len(text)-1]
		}
		out = appendUnquoted(out, text)
		if !soft && found {
			out = append(out, '\n')
		}
	}
	return out
}

func appendUnquoted(out, text []byte) []byte {
	for i := 0; i < len(text); i++ {
		if text[i] == '=' && i+2 < len(text) {
			if high, low := hex(text[i+1]), hex(text[i+2]); high >= 0 && low >= 0 {
				out = append(out, byte(high<<4|low))
				i += 2
				continue
			}
		}
		out = append(out, text[i])
	}
	return out
}

// unbase64 decodes base64 (RFC 2045 section 6.8), passing over whatever does
// not belong. Padding ends a run, of which there may be more.
func unbase64(b []byte) []byte {
	out := make([]byte, 0, base64.StdEncoding.DecodedLen(len(b)))
	run := make([]byte, 0, 76)
	flush := func() {
		n := len(run)
		if n%4 == 1 {
			n-- // six bits are no byte
		}
		out, _ = base64.RawStdEncoding.AppendDecode(out, run[:n]) // holds nothing but the alphabet
		run = run[:0]
	}
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/':
			if run = append(run, c); len(run) == cap(run) {
				flush()
			}
		case c == '=':
			flush()
		}
	}
	flush()
	return out
}

func hex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
