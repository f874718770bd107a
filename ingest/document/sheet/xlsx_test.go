package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
	"gongkai/ingest/document"
)

// dump writes a document as text: paragraphs, and tables as row,col+span:text
// without their empty cells.
func dump(d *document.Document) string {
	var b strings.Builder
	for _, bl := range d.Blocks {
		if bl.Table == nil {
			b.WriteString("(" + bl.Text + ")")
			continue
		}
		b.WriteByte('[')
		for _, c := range bl.Table.Cells {
			if c.Text == "" {
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

// parts are the parts of a small workbook; tests replace some.
type parts map[string]string

const (
	mainNS = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// oneSheet is a workbook with the rows of one sheet.
func oneSheet(rows string) parts {
	return parts{
		"_rels/.rels":                fmt.Sprintf(`<Relationships %s><Relationship Id="1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>`, relNS, office),
		"xl/workbook.xml":            fmt.Sprintf(`<workbook %s><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>`, mainNS),
		"xl/_rels/workbook.xml.rels": fmt.Sprintf(`<Relationships %s><Relationship Id="a" Type="%s/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="%s/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="c" Type="%s/styles" Target="styles.xml"/></Relationships>`, relNS, office, office, office),
		"xl/worksheets/sheet1.xml":   fmt.Sprintf(`<worksheet %s><sheetData>%s</sheetData></worksheet>`, mainNS, rows),
	}
}

func (p parts) with(name, content string) parts {
	p[name] = content
	return p
}

func (p parts) zip(tb testing.TB) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range p {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
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

func TestCells(t *testing.T) {
	const strs = `<sst ` + mainNS + `><si><t>甲</t></si><si><r><t>乙</t></r><r><rPr/><t xml:space="preserve"> 丙</t></r><rPh><t>yi</t></rPh></si><si><t>一_x000D_
二</t></si></sst>`
	const styles = `<styleSheet ` + mainNS + `><numFmts><numFmt numFmtId="200" formatCode="0&quot;件&quot;"/></numFmts>
<borders><border/></borders><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="10"/><xf numFmtId="31"/></cellXfs></styleSheet>`
	head := `<row><c t="inlineStr"><is><t>头</t></is></c><c t="inlineStr"><is><t>尾</t></is></c></row>`
	for name, tt := range map[string]struct{ cells, want string }{
		"SharedStrings":  {`<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>`, "2,1:甲 2,2:乙 丙 2,3:一⏎二"},
		"Numbers":        {`<c><v>12.340000000000001</v></c><c t="n"><v>1.573179E6</v></c><c s="1"><v>3</v></c><c s="2"><v>0.25678</v></c><c s="3"><v>45292</v></c><c s="99"><v>7</v></c>`, "2,1:12.34 2,2:1573179 2,3:3件 2,4:25.678% 2,5:2024年1月1日 2,6:7"},
		"OtherTypes":     {`<c t="b"><v>1</v></c><c t="e"><v>#DIV/0!</v></c><c t="str"><f>A1</f><v>文</v></c><c t="d"><v>2024-01-01</v></c>`, "2,1:TRUE 2,2:#DIV/0! 2,3:文 2,4:2024-01-01"},
		"Formulas":       {`<c><f>SUM(A1:A2)</f><v>5</v></c><c><f>SUM(B1)</f></c><c><f t="shared" si="0"/><v></v></c><c t="str"><f>IF(1,"")</f><v></v></c>`, "2,1:5 2,2:=SUM(B1) 2,3:="},
		"Places":         {`<c r="B2"><v>2</v></c><c r="D2"><v>4</v></c><c><v>5</v></c>`, "2,2:2 2,4:4 2,5:5"},
		"InlineRichText": {`<c t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c><c><v>1</v></c>`, "2,1:一二 2,2:1"},
	} {
		b := oneSheet(head+"<row>"+tt.cells+"</row>").with("xl/sharedStrings.xml", strs).with("xl/styles.xml", styles).zip(t)
		d, err := ReadXLSX(name, b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, want := dump(d), "[ 1,1:头 1,2:尾 "+tt.want+"]"; got != want {
			t.Errorf("%s: got %s\nwant %s", name, got, want)
		}
	}
}

func TestWorkbooks(t *testing.T) {
	row := func(s string) string { return `<row><c t="inlineStr"><is><t>` + s + `</t></is></c></row>` }
	sheet := func(s string) string {
		return `<worksheet ` + mainNS + `><sheetData>` + row(s) + `</sheetData></worksheet>`
	}
	strict := oneSheet(row("甲"))
	for name, content := range strict {
		content = strings.ReplaceAll(content, "http://schemas.openxmlformats.org/officeDocument/2006", "http://purl.oclc.org/ooxml/officeDocument")
		strict[name] = strings.ReplaceAll(content, "http://schemas.openxmlformats.org/spreadsheetml/2006", "http://purl.oclc.org/ooxml/spreadsheetml")
	}
	for name, tt := range map[string]struct {
		p    parts
		want string
	}{
		"Strict": {strict, "(甲)"},
		"HiddenSheets": {oneSheet(row("旧")).
			with("xl/workbook.xml", `<workbook `+mainNS+`><sheets><sheet state="hidden" r:id="a"/><sheet r:id="d" state="visible"/><sheet state="veryHidden" r:id="a"/><sheet r:id="e"/><sheet r:id="f"/></sheets></workbook>`).
			with("xl/_rels/workbook.xml.rels", `<Relationships `+relNS+`><Relationship Id="a" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="d" Type="`+office+`/worksheet" Target="worksheets\sheet2.xml"/><Relationship Id="e" Type="`+office+`/chartsheet" Target="worksheets/sheet1.xml"/></Relationships>`).
			with("xl/worksheets/sheet2.xml", sheet("今")), "(今)"},
		"OtherPlace": {parts{"_rels/.rels": `<Relationships ` + relNS + `><Relationship Id="1" Type="` + office + `/officeDocument" Target="/book/main.xml"/></Relationships>`,
			"book/main.xml":            `<workbook ` + mainNS + `><sheets><sheet r:id="a"/></sheets></workbook>`,
			"book/_rels/main.xml.rels": `<Relationships ` + relNS + `><Relationship Id="a" Type="` + office + `/worksheet" Target="s.xml"/></Relationships>`, "book/s.xml": sheet("丙")}, "(丙)"},
		"HiddenRowsAndColumns": {oneSheet("").with("xl/worksheets/sheet1.xml", `<worksheet `+mainNS+`><cols><col min="2" max="2" hidden="1"/><col min="4" max="5" width="0"/></cols><sheetData>
<row r="1"><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row r="2" hidden="true"><c><v>9</v></c></row><row r="3" ht="0"><c><v>9</v></c></row><row r="4"><c r="A4"><v>5</v></c><c r="E4"><v>9</v></c></row></sheetData></worksheet>`),
			"[ 1,1:1 1,3:3 4,1:5]"},
		"HiddenZeros": {oneSheet("").with("xl/worksheets/sheet1.xml", `<worksheet `+mainNS+`><sheetViews><sheetView showZeros="0"/></sheetViews><sheetData>
<row r="1"><c><v>1</v></c><c><v>0</v></c><c t="str"><v>0</v></c></row></sheetData></worksheet>`), "[ 1,1:1 1,3:0]"},
		"Merged": {oneSheet("").with("xl/worksheets/sheet1.xml", `<worksheet `+mainNS+`><dimension ref="A1:XFD1048576"/><sheetData>
<row><c><v>1</v></c><c><v>8</v></c><c><v>3</v></c></row><row><c/><c/><c><v>4</v></c></row></sheetData><mergeCells><mergeCell ref="$A$1:$B$2"/><mergeCell ref="C9:A1"/><mergeCell ref="?"/></mergeCells></worksheet>`),
			"[ 1,1+2x2:1 1,3:3 2,3:4]"},
		"Date1904": {oneSheet(`<row><c s="0"><v>0</v></c><c><v>5</v></c></row>`).
			with("xl/workbook.xml", `<workbook `+mainNS+`><workbookPr date1904="1"/><sheets><sheet r:id="a"/></sheets></workbook>`).
			with("xl/styles.xml", `<styleSheet `+mainNS+`><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`), "(1904/1/1 1904/1/6)"},
	} {
		d, err := ReadXLSX(name, tt.p.zip(t))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := dump(d); got != tt.want || d.Format != "xlsx" {
			t.Errorf("%s: got %s %s\nwant %s", name, d.Format, got, tt.want)
		}
	}
}

// Borders tell a row left blank from the end of a table.
func TestFrames(t *testing.T) {
	styles := `<styleSheet ` + mainNS + `><borders><border><left/></border><border><left style="thin"/></border><border><bottom style="thin"/></border></borders>
<cellXfs><xf/><xf borderId="1"/><xf borderId="2"/></cellXfs></styleSheet>`
	rows := `<row><c><v>1</v></c><c><v>2</v></c></row><row r="2"><c s="%[1]d"/><c s="%[1]d"/></row><row r="3"><c t="inlineStr"><is><t>文</t></is></c></row>`
	for style, want := range []int{1, 2, 1} {
		d, err := ReadXLSX("x", oneSheet(fmt.Sprintf(rows, style)).with("xl/styles.xml", styles).zip(t))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Blocks[0].Table.Rows; got != want {
			t.Errorf("style %d: a table of %d rows, want %d", style, got, want)
		}
	}
}

func TestRefusedXLSX(t *testing.T) {
	cell := `<row><c><v>1</v></c></row>`
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"NotZip":      {[]byte("PK"), "damaged_file"},
		"NoWorkbook":  {parts{"a.xml": "<a/>"}.zip(t), "damaged_file"},
		"NoSheet":     {oneSheet("").zip(t), "empty_file"},
		"AllHidden":   {oneSheet(cell).with("xl/workbook.xml", `<workbook `+mainNS+`><sheets><sheet state="hidden" r:id="a"/></sheets></workbook>`).zip(t), "empty_file"},
		"CutSheet":    {oneSheet(cell).with("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c>`).zip(t), "damaged_file"},
		"NoSuchText":  {oneSheet(`<row><c t="s"><v>3</v></c></row>`).zip(t), "damaged_file"},
		"Strings":     {oneSheet(cell).with("xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si/>", maxStrings+1)+"</sst>").zip(t), "too_large"},
		"TenMillion":  {oneSheet(strings.Repeat("<row>"+strings.Repeat("<c><v>1</v></c>", 1000)+"</row>", 1000)).zip(t), "too_large"},
		"LastColumns": {oneSheet(lastColumns(6000)).zip(t), "too_large"},
		"SameSheet":   {oneSheet(strings.Repeat(cell, 1000)).with("xl/workbook.xml", `<workbook `+mainNS+`><sheets>`+strings.Repeat(`<sheet r:id="a"/>`, 1000)+`</sheets></workbook>`).zip(t), "too_large"},
		"Relations":   {oneSheet(cell).with("_rels/.rels", "<a>"+manyRelations(maxRelations+1)+"</a>").zip(t), "too_large"},
	} {
		_, err := ReadXLSX(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}

// lastColumns writes cells in ever other columns.
func lastColumns(n int) string {
	var b strings.Builder
	for i := range n {
		ref, _ := excelize.CoordinatesToCellName(16384-i, i+1)
		fmt.Fprintf(&b, `<row r="%d"><c r="%s"><v>1</v></c></row>`, i+1, ref)
	}
	return b.String()
}

func manyRelations(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<Relationship Id="%d" Target="x"/>`, i)
	}
	return b.String()
}
