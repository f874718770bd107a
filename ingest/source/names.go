package source

import (
	"fmt"
	"hash/crc32"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	flagUTF8       = 1 << 11 // "language encoding flag", APPNOTE 4.4.4
	extraUnicode   = 0x7075  // Info-ZIP Unicode Path, APPNOTE 4.6.9
	maxName        = 1024    // bytes of a displayed name
	nameOfNameless = "无名"
)

// decodeName turns the bytes of a member's name into text. The Unicode path
// field wins if it belongs to this name. Of the flag little is believed: Windows
// writes GB18030 without it, macOS UTF-8 without it, and some set it over GB18030.
func decodeName(raw []byte, flags uint16, extra []byte) string {
	if name, ok := unicodePath(raw, extra); ok {
		return name
	}
	if utf8.Valid(raw) && (flags&flagUTF8 != 0 || !looksLikeGB(raw)) {
		return string(raw)
	}
	name, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return string(name)
}

// unicodePath reads the Info-ZIP Unicode Path field: a version (1), the CRC-32
// of the name in the header, and the name in UTF-8. The CRC fails where a
// program renamed the member and kept the field.
func unicodePath(raw, extra []byte) (string, bool) {
	field, ok := extraField(extra, extraUnicode)
	if !ok || len(field) <= 5 || field[0] != 1 || le32(field[1:]) != crc32.ChecksumIEEE(raw) || !utf8.Valid(field[5:]) {
		return "", false
	}
	return string(field[5:]), true
}

// looksLikeGB tells GB18030 from UTF-8 where both are possible: two-byte UTF-8
// sequences (Latin, Greek, Cyrillic letters) that read as Chinese characters.
func looksLikeGB(raw []byte) bool {
	ascii := true
	for _, r := range string(raw) {
		if r >= 0x800 {
			return false
		}
		ascii = ascii && r < 0x80
	}
	if ascii {
		return false
	}
	gb, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
	if err != nil {
		return false
	}
	for _, r := range string(gb) {
		if r >= 0x80 && !unicode.Is(unicode.Han, r) {
			return false
		}
	}
	return true
}

// cleanName makes a name fit to be shown: a relative path with slashes, no
// drive, no ".." and no character that could fool a terminal. Nothing is ever
// written under it. ok is false for what is passed over.
func cleanName(name string) (clean string, ok bool) {
	name = strings.ReplaceAll(name, `\`, "/")
	if len(name) >= 2 && name[1] == ':' {
		name = name[2:]
	}
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		if part = visible(part); part == "" || part == "." || part == ".." {
			continue
		}
		if passedOver(part) {
			return "", false
		}
		parts = append(parts, part)
	}
	clean = strings.Join(parts, "/")
	if clean == "" {
		clean = nameOfNameless
	}
	return shorten(clean), true
}

// visible replaces control and direction characters, and broken ones.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return '_'
		}
		return r
	}, strings.TrimSpace(s))
}

// shorten keeps the end of an overlong name: its ending stands there.
func shorten(name string) string {
	if len(name) <= maxName {
		return name
	}
	cut := len(name) - maxName
	for !utf8.RuneStart(name[cut]) {
		cut++
	}
	return "…" + name[cut:]
}

// names keeps the members of one archive apart.
type names struct {
	used map[string]bool
	next map[string]int
}

// distinct returns the name, marked if another member bears it: "a (2).html".
func (n *names) distinct(name string) string {
	if n.used == nil {
		n.used, n.next = map[string]bool{}, map[string]int{}
	}
	marked := name
	for n.used[marked] {
		n.next[name] = max(n.next[name]+1, 2)
		end := path.Ext(name)
		marked = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, end), n.next[name], end)
	}
	n.used[marked] = true
	return marked
}
