package document

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_\-]+)|<\?xml[^>]{0,100}encoding\s*=\s*["']([a-z0-9_\-]+)`)

// Decode turns the bytes of a text or HTML file into UTF-8: a byte order mark
// wins, then valid UTF-8, then UTF-16 without a mark, then the declared
// charset, then GB18030. Pages in GB18030 with a wrong or missing declaration
// are common; bytes that are valid UTF-8 are never GB18030 in practice.
func Decode(name string, b []byte) (string, error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD"), nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decodeWith(name, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), b)
	case utf8.Valid(b) && bytes.IndexByte(b, 0) < 0:
		return string(b), nil
	}
	if e := utf16Order(b); e != nil {
		return decodeWith(name, e, b)
	}
	if m := metaCharset.FindSubmatch(b[:min(len(b), 4096)]); m != nil {
		label := strings.ToLower(string(m[1]) + string(m[2]))
		if !strings.HasPrefix(label, "gb") && label != "utf-8" {
			if e, _ := charset.Lookup(label); e != nil {
				if s, err := decodeWith(name, e, b); err == nil {
					return s, nil
				}
			}
		}
	}
	s, err := decodeWith(name, simplifiedchinese.GB18030, b)
	if err == nil {
		return s, nil
	}
	// mostly UTF-8 with a few broken bytes, such as a text cut in the middle of a character
	u := strings.ToValidUTF8(string(b), "\uFFFD")
	if bytes.IndexByte(b, 0) < 0 && strings.Count(u, "\uFFFD")*200 < utf8.RuneCountInString(u) {
		return u, nil
	}
	return "", err
}

// utf16Order recognises UTF-16 without a mark by the zero bytes of its ASCII
// part; a few Chinese characters (一 is 4E00) have one on the other side.
func utf16Order(b []byte) encoding.Encoding {
	n := min(len(b), 4096) &^ 1
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd*20 > n/2 && even*8 < odd:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case even*20 > n/2 && odd*8 < even:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// decodeWith fails when more than one character in two hundred is broken.
func decodeWith(name string, e encoding.Encoding, b []byte) (string, error) {
	out, err := e.NewDecoder().Bytes(b)
	s := string(out)
	if err != nil || strings.Count(s, "\uFFFD")*200 > utf8.RuneCountInString(s) || strings.IndexByte(s, 0) >= 0 {
		return "", Refuse("unknown_encoding", name, "无法识别文字编码，或不是文本文件", "unknown text encoding, or not a text file",
			"请另存为 UTF-8 后重试", "save it as UTF-8 and try again")
	}
	return s, nil
}
