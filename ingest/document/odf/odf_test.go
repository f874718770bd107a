package odf

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/html"
)

// dump writes a document as text: paragraphs, and tables as row,col+span:text
// without their empty cells.
func dump(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		if bl.Table == nil {
			b.WriteString("(" + strings.ReplaceAll(bl.Text, "\n", "⏎") + ")")
			continue
		}
		b.WriteByte('[')
		for _, c := range bl.Table.Cells {
			if c.Text == "" && c.RowSpan == 1 && c.ColSpan == 1 {
				continue
			}
			fmt.Fprintf(&b, " %d,%d", c.Row, c.Col)
			if c.RowSpan > 1 || c.ColSpan > 1 {
				fmt.Fprintf(&b, "+%dx%d", c.RowSpan, c.ColSpan)
			}
			b.WriteString(":" + strings.ReplaceAll(c.Text, "\n", "⏎"))
		}
		b.WriteByte(']')
	}
	return b.String()
}

func zipped(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const automatic = `<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties fo:border="0.75pt solid #000000"/></style:style>
<style:style style:name="ce2" style:family="table-cell"><style:table-cell-properties fo:border-bottom="0.75pt solid #000000" fo:border-left="none"/></style:style>
</office:automatic-styles>`

// content is content.xml around the children of office:text or
// office:spreadsheet.
func content(kind, body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><office:document-content>` + automatic + `<office:body><office:` + kind + `>` + body + `</office:` + kind + `></office:body></office:document-content>`
}

// odf writes XML without prefixes in full: <p> is text:p, <td> a cell.
func full(s string) string {
	return strings.NewReplacer("<p>", "<text:p>", "</p>", "</text:p>", "<tr", "<table:table-row", "</tr>", "</table:table-row>", "<td", "<table:table-cell", "</td>", "</table:table-cell>",
		"<c/>", "<table:covered-table-cell/>", "<table>", `<table:table>`, "</table>", "</table:table>", "cols=", "table:number-columns-spanned=", "rows=", "table:number-rows-spanned=",
		"colrep=", "table:number-columns-repeated=", "rowrep=", "table:number-rows-repeated=", "v=", `office:value-type="float" office:value=`).Replace(s)
}

func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ body, want string }{
		"Paragraphs":  {"<text:h>题</text:h><p>一\n 二<text:s text:c=\"3\"/>三<text:tab/>四<text:line-break/>五</p><p/>", "(题)(一 二 三 四⏎五)"},
		"Lists":       {"<text:list><text:list-item><p>总体情况</p></text:list-item></text:list>", "(总体情况)"},
		"Merged":      {`<table><tr><td rows="2"><p>甲</p></td><td cols="2"><p>乙</p></td><c/></tr><tr><c/><td><p>1</p></td><td><p>2</p><p>3</p></td></tr></table>`, "[ 1,1+2x1:甲 1,2+1x2:乙 2,2:1 2,3:2⏎3]"},
		"CoveredText": {`<table><tr><td cols="2"><p>甲</p></td><table:covered-table-cell><p>旧</p></table:covered-table-cell><td><p>1</p></td></tr></table>`, "[ 1,1+1x2:甲 1,3:1]"},
		"HeaderRows":  {`<table><table:table-header-rows><tr><td><p>甲</p></td></tr></table:table-header-rows><tr><td><p>1</p></td></tr></table>`, "[ 1,1:甲 2,1:1]"},
		"Repeated":    {`<table><tr rowrep="2"><td colrep="3"><p>0</p></td></tr><tr><td colrep="2"/><td><p>1</p></td></tr></table>`, "[ 1,1:0 1,2:0 1,3:0 2,1:0 2,2:0 2,3:0 3,3:1]"},
		"Nested":      {`<table><tr><td><p>前</p><table><tr><td><p>1</p></td></tr></table><p>后</p></td></tr></table>`, "(前)[ 1,1:1](后)"},
		"TextBox":     {`<p>前<draw:frame><draw:text-box><p>题</p></draw:text-box><svg:title>图</svg:title><svg:desc>述</svg:desc></draw:frame>后</p>`, "(前)(题)(后)"},
		"TableInBox":  {`<p><draw:frame><draw:text-box><table><tr><td><p>1</p></td></tr></table></draw:text-box></draw:frame></p>`, "[ 1,1:1]"},
		"Deleted":     {`<text:tracked-changes><text:changed-region><text:deletion><p>旧</p></text:deletion></text:changed-region></text:tracked-changes><p>新<text:change/></p>`, "(新)"},
		"Asides":      {`<p>1<text:note><text:note-body><p>注</p></text:note-body></text:note><office:annotation><p>批</p></office:annotation>2<text:hidden-text>藏</text:hidden-text></p>`, "(12)"},
		"Contents":    {`<text:table-of-content><text:index-body><p>目录</p></text:index-body></text:table-of-content><p>文</p>`, "(文)"},
		"HiddenText":  {`<p>一<text:span text:style-name="T1">藏<text:span>藏</text:span></text:span>二</p><text:p text:style-name="P1">藏</text:p><p><text:hidden-paragraph text:is-hidden="true"/>藏</p><p>三</p>`, "(一二)(三)"},
		"Section":     {`<text:section text:display="none"><p>藏</p><table><tr><td><p>9</p></td></tr></table></text:section><text:section text:display="true"><p>显</p></text:section>`, "(显)"},
		"TitleField":  {`<p><text:title>题目</text:title></p>`, "(题目)"},
		"BetweenTags": {"<p>一</p>\n  <table>\n <tr>\n  <td>\n<p>1</p> </td></tr></table>", "(一)[ 1,1:1]"},
		"SpanOutside": {`<table><tr><td rows="9" cols="9"><p>甲</p></td></tr><tr><td><p>1</p></td><td><p>2</p></td></tr></table>`, "[ 1,1+2x2:甲 2,1:1 2,2:2]"},
	} {
		d, err := Read(name, zipped(t, "content.xml", content("text", full(tt.body))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want || d.Format != "odt" {
			t.Errorf("%s: got %s %s\nwant %s", name, d.Format, got, tt.want)
		}
	}
}

func TestSpreadsheet(t *testing.T) {
	sheet := func(rows string) string {
		return `<table><tr><td><p>头</p></td><td><p>尾</p></td></tr>` + rows + `</table>`
	}
	for name, tt := range map[string]struct{ body, want string }{
		"Values": {sheet(`<tr><td v="12.340000000000001"><p>12.34</p></td><td v="72701.2578"><p>72701.26</p></td><td v="24252.31"><p>24,252.31</p></td><td v="3"><p>3件</p></td><td v="24252"><p>2.4万</p></td></tr>`),
			"[ 1,1:头 1,2:尾 2,1:12.34 2,2:72701.2578 2,3:24,252.31 2,4:3件 2,5:24252]"},
		"Signs": {sheet(`<tr><td v="-5"><p>(5)</p></td><td v="-5"><p>-5</p></td><td v="0"><p>-</p></td><td v="0"><p/></td><td v="0"><p>/</p></td><td v="7"><p>###</p></td><td v="2024"><p>2024-1</p></td><td v="5"/></tr>`),
			"[ 1,1:头 1,2:尾 2,1:-5 2,2:-5 2,3:0 2,5:/ 2,6:7 2,7:2024 2,8:5]"},
		"OtherTypes": {sheet(`<tr><td office:value-type="percentage" office:value="0.256"><p>26%</p></td><td office:value-type="percentage" office:value="0.25"><p>25%</p></td><td office:value-type="date" office:date-value="2024-01-01"><p>2024年1月1日</p></td><td office:value-type="boolean"><p>TRUE</p></td><td office:value-type="string"><p>一</p><p>二</p></td><td table:formula="of:=A1"/></tr>`),
			"[ 1,1:头 1,2:尾 2,1:25.6% 2,2:25% 2,3:2024年1月1日 2,4:TRUE 2,5:一⏎二 2,6:=of:=A1]"},
		"Repeated":     {sheet(`<tr rowrep="2"><td v="0" colrep="2"><p>0</p></td><td/></tr><tr rowrep="1048573"><td colrep="16384"/></tr>`), "[ 1,1:头 1,2:尾 2,1:0 2,2:0 3,1:0 3,2:0]"},
		"RepeatedRows": {sheet(`<tr rowrep="3"><td colrep="16384"/></tr><tr><td/><td v="1"><p>1</p></td><td v="2"><p>2</p></td></tr>`), "(头 尾)[ 5,2:1 5,3:2]"},
		"Merged":       {sheet(`<tr><td rows="2" cols="2"><p>甲</p></td><c/><td v="1"><p>1</p></td></tr><tr><c/><c/><td v="2"><p>2</p></td></tr>`), "[ 1,1:头 1,2:尾 2,1+2x2:甲 2,3:1 3,3:2]"},
		"CoveredText":  {sheet(`<tr><td cols="2" v="1"><p>1</p></td><table:covered-table-cell v="9"><p>9</p></table:covered-table-cell><td v="2"><p>2</p></td></tr><tr><table:covered-table-cell v="9"><p>9</p></table:covered-table-cell><td v="3"><p>3</p></td></tr>`), "[ 1,1:头 1,2:尾 2,1+1x2:1 2,3:2 3,2:3]"},
		"Hidden": {`<table><table:table-column/><table:table-column table:visibility="collapse" colrep="2"/><tr><td v="1"><p>1</p></td><td v="9" colrep="2"><p>9</p></td><td v="4"><p>4</p></td></tr><tr table:visibility="filter" rowrep="2"><td v="9"><p>9</p></td></tr><tr><td/><td colrep="2"/><td v="5"><p>5</p></td></tr></table>` +
			`<table:table table:style-name="ta2"><tr><td v="9"><p>9</p></td></tr></table:table><table:table table:name="'file:///x.ods'#$表"><tr><td v="9"><p>9</p></td></tr></table:table>`, "[ 1,1:1 1,4:4 4,4:5]"},
		"Asides": {`<table:tracked-changes><tr><td><p>旧</p></td></tr></table:tracked-changes><table:content-validations><p>助</p></table:content-validations><table><table:shapes><draw:frame><draw:text-box><p>图</p></draw:text-box></draw:frame></table:shapes><tr><td><office:annotation><p>批</p></office:annotation><p>文</p></td></tr></table>`, "(文)"},
	} {
		d, err := Read(name, zipped(t, "content.xml", content("spreadsheet", full(tt.body))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want || d.Format != "ods" {
			t.Errorf("%s: got %s %s\nwant %s", name, d.Format, got, tt.want)
		}
	}
}

// Borders tell a row left blank from the end of a table; they may be set for
// the cell, its row or its column.
func TestFrames(t *testing.T) {
	const head, text = `<tr><td v="1"><p>1</p></td><td v="2"><p>2</p></td></tr>`, `<tr><td><p>文</p></td></tr>`
	for name, tt := range map[string]struct {
		columns, blank string
		want           int
	}{
		"None":      {"", `<tr><td colrep="2"/></tr>`, 1},
		"Cell":      {"", `<tr><td table:style-name="ce1" colrep="2"/></tr>`, 2},
		"Row":       {"", `<tr table:default-cell-style-name="ce1"><td colrep="2"/></tr>`, 2},
		"Underline": {"", `<tr><td table:style-name="ce2" colrep="2"/></tr>`, 1},
		"Column":    {`<table:table-column table:default-cell-style-name="ce1" colrep="2"/>`, `<tr><td/><td/></tr>`, 2},
	} {
		d, err := Read(name, zipped(t, "content.xml", content("spreadsheet", full("<table>"+tt.columns+head+tt.blank+text+"</table>"))))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Blocks[0].Table.Rows; got != tt.want {
			t.Errorf("%s: a table of %d rows, want %d", name, got, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	whole := zipped(t, "content.xml", content("text", "<text:p>文</text:p>"))
	rows := func(n int) string { return strings.Repeat(`<tr><td colrep="100"><p>1</p></td></tr>`, n) }
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"NotZip":     {[]byte("PK"), "damaged_file"},
		"NoContent":  {zipped(t, "mimetype", "x"), "damaged_file"},
		"CutXML":     {zipped(t, "content.xml", "<office:document-content><office:body><office:text><text:p>"), "damaged_file"},
		"Cut":        {whole[:len(whole)-30], "damaged_file"},
		"Encrypted":  {zipped(t, "META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`, "content.xml", "\x8f\x11"), "encrypted_file"},
		"Drawing":    {zipped(t, "content.xml", content("drawing", "<draw:page/>")), "unsupported_format"},
		"Empty":      {zipped(t, "content.xml", content("text", "")), "empty_file"},
		"EmptySheet": {zipped(t, "content.xml", content("spreadsheet", full("<table><tr><td/></tr></table>"))), "empty_file"},
		"Cells":      {zipped(t, "content.xml", content("text", full("<table>"+rows(3000)+"</table>"))), "too_large"},
		"SheetCells": {zipped(t, "content.xml", content("spreadsheet", full("<table>"+rows(3000)+"</table>"))), "too_large"},
		"RowRepeat":  {zipped(t, "content.xml", content("spreadsheet", full(`<table><tr rowrep="1048576"><td colrep="16384"><p>1</p></td></tr></table>`))), "too_large"},
		"Nested":     {zipped(t, "content.xml", content("text", full(strings.Repeat("<table><tr><td>", 200)+strings.Repeat("</td></tr></table>", 200)))), "too_large"},
		"Boxes":      {zipped(t, "content.xml", content("text", strings.Repeat("<text:p>", 500)+strings.Repeat("</text:p>", 500))), "too_large"},
		"LongText":   {zipped(t, "content.xml", content("text", full("<table><tr rowrep=\"200\"><td colrep=\"200\"><p>"+strings.Repeat("文", 1000)+"</p></td></tr></table>"))), "too_large"},
		"LongCell":   {zipped(t, "content.xml", content("spreadsheet", full("<table><tr><td>"+strings.Repeat("<p>"+strings.Repeat("x", 1000)+"</p>", 2000)+"</td></tr></table>"))), "too_large"},
		"LongPage":   {zipped(t, "content.xml", content("text", "<text:p>"+strings.Repeat(strings.Repeat("x", 1000)+"<text:s/>", 30_000)+"</text:p>")), "too_large"},
		"Paragraphs": {zipped(t, "content.xml", content("text", strings.Repeat("<text:p>x</text:p>", document.MaxBlocks+2))), "too_large"},
		"Bomb":       {zipped(t, "content.xml", content("text", strings.Repeat("<text:s/>", document.MaxBytes/9))), "too_large"},
	} {
		_, err := Read(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}

// Frames over a whole sheet are looked at up to a bound.
func TestFramesEverywhere(t *testing.T) {
	row := `<tr rowrep="1048576"><td table:style-name="ce1" colrep="16384"/></tr>`
	d, err := Read("x", zipped(t, "content.xml", content("spreadsheet", full("<table><tr><td v=\"1\"><p>1</p></td></tr>"+strings.Repeat(row, 2000)+"</table>"))))
	if err != nil || dump(d) != "[ 1,1:1]" {
		t.Errorf("%v, %v", d, err)
	}
}

func read1(tb testing.TB, name string) []byte {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// The report of testdata was written by LibreOffice from a bundled web page:
// both must say what the page says.
func TestFixtures(t *testing.T) {
	page, err := os.ReadFile("../../../data/sample/documents/350128-平潭综合实验区-2020.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"report.odt", "report.ods"} {
		// a spreadsheet puts all tables on one grid of many narrow columns
		spans := name == "report.odt"
		want := texts(html.Read(string(page)), spans)
		d, err := Read(name, read1(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := texts(d, spans); !slices.Equal(got, want) {
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("%s: text %d: got %s, want %s", name, i, got[i], want[i])
				}
			}
			t.Errorf("%s: %d texts, want %d", name, len(got), len(want))
		}
	}
}

// texts lists what a document prints, in reading order, perhaps with the spans
// of cells.
func texts(d *document.Document, spans bool) []string {
	var out []string
	add := func(s string, rows, cols int) {
		if s != "" {
			s = strings.Join(strings.Fields(s), "")
			if spans {
				s = fmt.Sprint(s, " ", rows, "x", cols)
			}
			out = append(out, s)
		}
	}
	for _, b := range d.Blocks {
		add(b.Text, 1, 1)
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Cells {
			add(c.Text, c.RowSpan, c.ColSpan)
		}
	}
	return out
}

func FuzzContent(f *testing.F) {
	f.Add(content("text", full(`<p>一</p><table><tr rowrep="2"><td cols="2" colrep="3"><p>1</p></td><c/></tr></table>`)))
	f.Add(content("spreadsheet", full(`<table><table:table-column table:visibility="collapse"/><tr rowrep="9"><td v="1" rows="3" colrep="2"><p>1.0</p></td></tr></table>`)))
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Read("fuzz", zipped(t, "content.xml", s))
		if err != nil {
			if code := data.Code(err); code == "" || code == "internal" {
				t.Fatal(err)
			}
			return
		}
		for _, b := range d.Blocks {
			if b.Table == nil {
				continue
			}
			for _, c := range b.Table.Cells {
				if c.Row < 1 || c.Col < 1 || c.RowSpan < 1 || c.ColSpan < 1 || c.Row+c.RowSpan-1 > b.Table.Rows || c.Col+c.ColSpan-1 > b.Table.Cols {
					t.Fatalf("outside its table of %d x %d: %+v", b.Table.Rows, b.Table.Cols, c)
				}
			}
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add(read1(f, "report.odt"))
	f.Add(read1(f, "report.ods"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := Read("fuzz", b); err != nil && (data.Code(err) == "" || data.Code(err) == "internal") {
			t.Fatal(err)
		}
	})
}

func BenchmarkODT(b *testing.B) { benchmark(b, "report.odt") }
func BenchmarkODS(b *testing.B) { benchmark(b, "report.ods") }

func benchmark(b *testing.B, name string) {
	file := read1(b, name)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Read(name, file); err != nil {
			b.Fatal(err)
		}
	}
}
