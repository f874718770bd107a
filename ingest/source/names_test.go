package source

import (
	"encoding/binary"
	"hash/crc32"
	"strings"
	"testing"
)

// unicodeField is the Info-ZIP Unicode Path field for a header's name.
func unicodeField(header, name string) []byte {
	b := binary.LittleEndian.AppendUint16(nil, extraUnicode)
	b = binary.LittleEndian.AppendUint16(b, uint16(5+len(name)))
	b = append(b, 1)
	b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(header)))
	return append(b, name...)
}

func TestNames(t *testing.T) {
	for name, tt := range map[string]struct {
		raw   string
		flags uint16
		extra []byte
		want  string // "" for passed over
	}{
		"ASCII":            {"a/b.html", 0, nil, "a/b.html"},
		"UTF8Flag":         {"年度报告.html", flagUTF8, nil, "年度报告.html"},
		"UTF8NoFlag":       {"年度报告.html", 0, nil, "年度报告.html"},
		"GB18030":          {gb("年度报告.html"), 0, nil, "年度报告.html"},
		"GB18030FourBytes": {gb("䶮县.html"), 0, nil, "䶮县.html"},
		"GB18030WrongFlag": {gb("年度报告.html"), flagUTF8, nil, "年度报告.html"},
		"GB18030LikeUTF8":  {"\xd2\xbb\xc4\xbe", 0, nil, "一木"}, // also Һľ
		"UTF8Letters":      {"é.html", flagUTF8, nil, "é.html"},
		"Neither":          {"\xff\xff.html", 0, nil, "__.html"},
		"BackslashInGB":    {"\x89\x5c\\a.html", 0, nil, "塡/a.html"}, // 5C is the second byte of a character
		"UnicodeField":     {"b.html", 0, unicodeField("b.html", "年报.html"), "年报.html"},
		"FieldOfOldName":   {"b.html", 0, unicodeField("a.html", "年报.html"), "b.html"},
		"FieldAfterOther":  {"b.html", 0, append([]byte{0x55, 0x54, 1, 0, 0}, unicodeField("b.html", "年报.html")...), "年报.html"},
		"FieldCut":         {"b.html", 0, unicodeField("b.html", "年报.html")[:12], "b.html"},
		"Absolute":         {"/etc/passwd", 0, nil, "etc/passwd"},
		"Drive":            {`C:\报告\a.html`, flagUTF8, nil, "报告/a.html"},
		"Parents":          {"../../a/./../b.html", 0, nil, "a/b.html"},
		"OnlyParents":      {"../..", 0, nil, nameOfNameless},
		"None":             {"", 0, nil, nameOfNameless},
		"Control":          {"a\x1b[31m\n.html", 0, nil, "a_[31m_.html"},
		"Direction":        {"a\u202elmth.exe", flagUTF8, nil, "a_lmth.exe"},
		"Folder":           {"a/", 0, nil, ""},
		"WindowsFolder":    {`a\`, 0, nil, ""},
		"Resource":         {"__MACOSX/a.html", 0, nil, ""},
		"LockFile":         {"a/~$b.docx", 0, nil, ""},
		"Hidden":           {"a/.b/c.html", 0, nil, ""},
		"Long":             {strings.Repeat("长", 1000) + ".html", flagUTF8, nil, "…" + strings.Repeat("长", (maxName-5)/3) + ".html"},
	} {
		got, passed := nameOf([]byte(tt.raw), tt.flags, tt.extra)
		if got != tt.want || passed != (tt.want == "") {
			t.Errorf("%s: got %q, passed over %v", name, got, passed)
		}
	}
}
