package text

import (
	"testing"
	"unicode/utf8"

	"gongkai/ingest/document/documenttest"
)

// FuzzRead: whatever the text, cells stand apart within their tables, or the
// text is marked as too large. Read gets decoded text.
func FuzzRead(f *testing.F) {
	f.Add("题\n\ta\n\tb\n\n\tc\n\n\td\n")
	f.Add("| a | b |\n| --- | :-: |\n| 1 |\n|\\| 2 | 3 | 4 |\n")
	f.Add("甲\t乙\t丙\n1\t\t2\n\t\t\n3\n")
	f.Add("信息内容    本年制发件数   本年废止件数\n规章            1             2\n  行政规范性文件           3\n")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		if d := Read(s); !d.TooLarge {
			documenttest.Whole(t, d)
		}
	})
}
