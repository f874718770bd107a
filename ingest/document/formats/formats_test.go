package formats

import (
	"archive/zip"
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/convert"
	"gongkai/ingest/document/documenttest"
)

// dump writes a document as text: paragraphs, and tables as row,col+span:text.
func dump(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		switch {
		case bl.Table != nil:
			fmt.Fprintf(&b, "[%d", bl.Table.Number)
			for _, c := range bl.Table.Cells {
				fmt.Fprintf(&b, " %d,%d", c.Row, c.Col)
				if c.RowSpan > 1 || c.ColSpan > 1 {
					fmt.Fprintf(&b, "+%dx%d", c.RowSpan, c.ColSpan)
				}
				b.WriteString(":" + strings.ReplaceAll(c.Text, "\n", "⏎"))
			}
			b.WriteString("]")
		case bl.Lines != nil:
			b.WriteString("{" + strings.Join(bl.Lines, "/") + "}")
		default:
			b.WriteString("(" + bl.Text + ")")
		}
	}
	return b.String()
}

func TestHTML(t *testing.T) {
	for name, tt := range map[string]struct{ page, want string }{
		"Spans": {`<table><tr><td rowspan=2>甲<td colspan="2">乙<tr><td>1<td>2</table>`,
			"[1 1,1+2x1:甲 1,2+1x2:乙 2,2:1 2,3:2]"},
		"DigitsSplitOverElements": {`<table><tr><td><p><span>1</span><span style="x"><font>2</font></span>&nbsp;&nbsp;<o:p></o:p></p></td></tr></table>`,
			"[1 1,1:12]"},
		"BreaksInsideCells": {`<table><tr><td>商业<br>企业</td><td><p>科研</p><p>机构</p></td></tr></table>`,
			"[1 1,1:商业⏎企业 1,2:科研⏎机构]"},
		"LineBreakOfTheSource": {"<table><tr><td>本年新收\r\n   政府</td></tr></table>", "[1 1,1:本年新收 政府]"},
		"ScriptsAndComments": {`<script>document.write("<table><tr><td>9<\/td>")</script><!-- <table><tr><td>8</td></tr></table> --><style>td{}</style><p>正文</p>`,
			"(正文)"},
		"NestedTable": {`<table><tr><td>菜单</td><td><p>前</p><table><tr><td>1</td></tr></table><p>后</p></td></tr></table>`,
			"(菜单)(前)[1 1,1:1](后)"},
		"NoEndTags":        {`<p>一<p>二<table><tr><td>1<td>2<tr><td>3`, "(一)(二)[1 1,1:1 1,2:2 2,1:3]"},
		"Entities":         {`<p>&lt;b&gt;&#20844;&#x5f00;</p>`, "(<b>公开)"},
		"EmptyCellsRemain": {`<table><tr><td></td><td> &nbsp; </td><td>x</td></tr></table>`, "[1 1,1: 1,2: 1,3:x]"},
		"WildSpans":        {`<table><tr><td colspan=-3>a<td colspan=x>b<td rowspan=0>c</table>`, "[1 1,1:a 1,2:b 1,3:c]"},
		"CellOutsideTable": {`<td>x</td></table></tr>y`, "(xy)"},
	} {
		d, err := Read(name, []byte("<html>"+tt.page))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ text, format, want string }{
		"CellLines": {"题\n\n\t甲\n\t商业\n企业\n\n\t\n\t1\n\n三、\n", "txt", "(题)[1 1,1:甲 1,2:商业⏎企业 2,1: 2,2:1](三、)"},
		"Tabs":      {"题\na\tb\nc\t1\nd\t2\n\n完", "txt", "(题)[1 1,1:a 1,2:b 2,1:c 2,2:1 3,1:d 3,2:2](完)"},
		"Markdown":  {"# 题\n| a | b<br>c |\n|---|:-:|\n| **1** | \\| |\n完", "md", "(题)[1 1,1:a 1,2:b⏎c 2,1:1 2,2:|](完)"},
		"LaidOut":   {"题\n  a   1\f\n", "txt", "{题/  a   1/}"},
		"Windows":   {"a\tb\r\nc\t1\r\nd\t2\r\n", "txt", "[1 1,1:a 1,2:b 2,1:c 2,2:1 3,1:d 3,2:2]"},
	} {
		d, err := Read(name, []byte(tt.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want || d.Format != tt.format {
			t.Errorf("%s: got %s %s\nwant %s", name, d.Format, got, tt.want)
		}
	}
}

func TestDecode(t *testing.T) {
	const text = "政府信息公开工作年度报告，行政处罚 173 件。"
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	le, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	be, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	page := "<html><head><title>x</title></head><p>" + text
	bare, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(page)
	for name, tt := range map[string]struct{ in, want string }{
		"UTF8":          {text, text},
		"BOM":           {"\xef\xbb\xbf" + text, text},
		"GB18030":       {gb, text},
		"GB2312Meta":    {`<meta charset="gb2312">` + gb, `<meta charset="gb2312">` + text},
		"WrongMeta":     {`<meta charset="utf-8">` + gb, `<meta charset="utf-8">` + text},
		"UTF8SaysGBK":   {`<meta charset="gbk">` + text, `<meta charset="gbk">` + text},
		"UTF16LE":       {le, text},
		"UTF16BE":       {be, text},
		"UTF16NoMark":   {bare, page},
		"CutCharacters": {strings.Repeat(text, 20) + "公"[:2], strings.Repeat(text, 20) + "\uFFFD"},
	} {
		got, err := document.Decode(name, []byte(tt.in))
		if err != nil || got != tt.want {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	if _, err := document.Decode("x", []byte{0, 1, 2, 3, 200, 0, 0, 9, 150, 7, 0, 0}); data.Code(err) != "unknown_encoding" {
		t.Errorf("binary: %v", err)
	}
}

func docx(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(w, `<?xml version="1.0"?><w:document xmlns:w="x"><w:body>%s</w:body></w:document>`, body)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestDOCX(t *testing.T) {
	cell := func(props, text string) string {
		return "<w:tc><w:tcPr>" + props + "</w:tcPr><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>"
	}
	for name, tt := range map[string]struct{ body, want string }{
		"Merged": {"<w:tbl><w:tr>" + cell(`<w:vMerge w:val="restart"/>`, "甲") + cell(`<w:gridSpan w:val="2"/>`, "乙") + "</w:tr><w:tr>" +
			cell(`<w:vMerge/>`, "") + cell("", "1") + cell("", "2") + "</w:tr></w:tbl>", "[1 1,1+2x1:甲 1,2+1x2:乙 2,2:1 2,3:2]"},
		"Runs":    {"<w:p><w:r><w:t>二</w:t></w:r><w:r><w:t>〇</w:t><w:br/></w:r></w:p>", "(二〇)"},
		"Deleted": {"<w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins><w:r><w:t>8</w:t></w:r></w:ins></w:p>", "(8)"},
		"GridBefore": {"<w:tbl><w:tr>" + cell("", "a") + cell("", "b") + `</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + cell("", "c") + "</w:tr></w:tbl>",
			"[1 1,1:a 1,2:b 2,2:c]"},
		"Nested": {"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>前</w:t></w:r></w:p><w:tbl><w:tr>" + cell("", "1") + "</w:tr></w:tbl></w:tc></w:tr></w:tbl>", "(前)[1 1,1:1]"},
	} {
		d, err := Read(name, docx(t, tt.body))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

// utf16 is a stream's name as an OLE container writes it.
func utf16(name string) (b []byte) {
	for _, c := range []byte(name) {
		b = append(b, c, 0)
	}
	return append(b, 0, 0)
}

func TestRefused(t *testing.T) {
	t.Setenv(convert.Program, filepath.Join(t.TempDir(), "none")) // as where LibreOffice is not installed
	whole := docx(t, "<w:p/>")
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"Empty":     {nil, "empty_file"},
		"Spaces":    {[]byte(" \n\t"), "empty_file"},
		"PDF":       {[]byte("%PDF-1.7\n"), "damaged_file"},
		"OldOffice": {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx"), "needs_libreoffice"},
		"Encrypted": {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), utf16("EncryptedPackage")...), "encrypted_file"},
		"Picture":   {[]byte("\x89PNG\r\n\x1a\n0000"), "picture"},
		"RAR":       {[]byte("Rar!\x1a\x07\x00xxxx"), "unsupported_format"},
		"EmptyZip":  {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), "unsupported_format"},
		"CutZip":    {whole[:len(whole)-30], "damaged_file"},
		"CutXML":    {docx(t, "<w:tbl><w:tr><w:tc>"), "damaged_file"},
		"NotXML":    {docx(t, "<w:p></w:q"), "damaged_file"},
		"TooLarge":  {make([]byte, document.MaxBytes+1), "too_large"},
		"NotWord":   {[]byte("PK\x03\x04nothing"), "unsupported_format"},
		"BinaryRot": {[]byte{0, 1, 2, 3, 200, 0, 0, 9, 150, 7, 0, 0}, "unknown_encoding"},
	} {
		_, err := Read(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}

// A zip bomb is stopped at the bound, not unpacked.
func TestZipBomb(t *testing.T) {
	bomb := docx(t, "<w:p><w:r><w:t>"+strings.Repeat("0", document.MaxBytes)+"</w:t></w:r></w:p>")
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb is %d bytes", len(bomb))
	}
	if _, err := Read("bomb", bomb); data.Code(err) != "too_large" {
		t.Error(err)
	}
}

func FuzzDocument(f *testing.F) {
	f.Add([]byte("<table><tr><td rowspan=3 colspan=9>a<td>b<table>"))
	f.Add([]byte("\ta\n\tb\n\n\tc\n"))
	f.Add([]byte("| a | b |\n| --- |\n| 1 |\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read("fuzz", b)
		if err != nil {
			if data.Code(err) == "internal" {
				t.Fatal(err)
			}
			return
		}
		documenttest.Whole(t, d)
	})
}
