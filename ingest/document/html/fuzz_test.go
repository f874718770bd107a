package html

import (
	"testing"
	"unicode/utf8"

	"gongkai/ingest/document/documenttest"
)

// FuzzRead: whatever the page, cells stand apart within their tables, or the
// page is marked as too large. Read gets decoded text.
func FuzzRead(f *testing.F) {
	f.Add("<table><tr><td rowspan=3 colspan=9>a<td>b<tr><td>c<table><td>d</table><td rowspan=0>e</table>f")
	f.Add("<meta name=ArticleTitle content='甲&amp;乙'><title>题</title><table><thead><th>一<br>二<tbody><tr><td><p>1<span>2</span><p>3</table>")
	f.Add("<script><table><td>1</script><td>x</td></table></tr>y<!-- <td> --><textarea><td></textarea>&#0;&#xFFFFFF;")
	f.Add("<table><tr><td rowspan=2 colspan=2>a<td rowspan=99999>b<tr><td rowspan=2>c<tr><td colspan=3>d<td>e</table>")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		if d := Read(s); !d.TooLarge {
			documenttest.Whole(t, d)
		}
	})
}
