package word

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/documenttest"
)

// pack makes a docx of parts: name, content, name, content.
func pack(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			panic(err)
		}
		fmt.Fprint(w, parts[i+1])
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	mainNamespace   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

func body(s string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="` + mainNamespace + `" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>` + s + `</w:body></w:document>`
}

func par(s string) string  { return "<w:p>" + s + "</w:p>" }
func text(s string) string { return "<w:r><w:t>" + s + "</w:t></w:r>" }
func cell(props, s string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + par(text(s)) + "</w:tc>"
}
func row(cells ...string) string  { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
func table(rows ...string) string { return "<w:tbl>" + strings.Join(rows, "") + "</w:tbl>" }
func hidden(s string) string      { return "<w:r><w:rPr><w:vanish/></w:rPr><w:t>" + s + "</w:t></w:r>" }
func textBox(s string) string {
	return "<w:r><w:pict><v:textbox><w:txbxContent>" + s + "</w:txbxContent></v:textbox></w:pict></w:r>"
}
func span(n int) string { return fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, n) }

const (
	begin     = `<w:r><w:fldChar w:fldCharType="begin"/></w:r>`
	separate  = `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`
	end       = `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	restart   = `<w:vMerge w:val="restart"/>`
	goOn      = `<w:vMerge/>`
	hRestart  = `<w:hMerge w:val="restart"/>`
	hGoOn     = `<w:hMerge/>`
	beforeOne = `<w:trPr><w:gridBefore w:val="1"/></w:trPr>`
	afterOne  = `<w:trPr><w:gridAfter w:val="1"/></w:trPr>`
	rowGone   = `<w:trPr><w:del w:id="1"/></w:trPr>`
)

func TestDOCX(t *testing.T) {
	for name, tt := range map[string]struct{ body, want string }{
		"Runs":       {par(text("二") + text("〇") + "<w:r><w:br/></w:r>" + text("年")), "(二〇\n年)"},
		"Tab":        {par("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + text("甲") + "<w:r><w:tab/></w:r>" + text("1")), "(甲 1)"},
		"Sdt":        {"<w:sdt><w:sdtPr><w:alias/><w:r><w:t>0</w:t></w:r></w:sdtPr><w:sdtContent>" + par(text("甲")) + "</w:sdtContent></w:sdt>", "(甲)"},
		"SdtCell":    {table(row("<w:sdt><w:sdtContent>"+cell("", "1")+"</w:sdtContent></w:sdt>", cell("", "2"))), "[1 1,1:1 1,2:2]"},
		"SmartTag":   {par("<w:smartTag><w:smartTagPr/>" + text("12") + "</w:smartTag>" + text("月")), "(12月)"},
		"AltChunk":   {par(text("甲")) + `<w:altChunk r:id="x"/>` + par(text("乙")), "(甲)(乙)"},
		"FldSimple":  {par(`<w:fldSimple w:instr="= 1+1">` + text("2") + "</w:fldSimple>"), "(2)"},
		"Field":      {par(text("第") + begin + "<w:r><w:instrText>= 1 + </w:instrText></w:r>" + begin + separate + text("9") + end + separate + text("10") + end + text("号")), "(第10号)"},
		"FieldNoEnd": {par(text("甲")+begin+text("9")) + par(text("乙")), "(甲)(乙)"},
		"Hidden":     {par(text("1") + hidden("9") + text("2") + `<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>3</w:t></w:r>`), "(123)"},
		"HiddenMark": {par("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + text("1")), "(1)"},
		"WasHidden":  {par("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>1</w:t></w:r>"), "(1)"},
		"Tracked":    {par("<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins>" + text("8") + "</w:ins><w:moveFrom>" + text("7") + "</w:moveFrom><w:moveTo>" + text("6") + "</w:moveTo>"), "(86)"},
		"Ruby":       {par("<w:r><w:ruby><w:rt>" + text("gong") + "</w:rt><w:rubyBase>" + text("公") + "</w:rubyBase></w:ruby></w:r>" + text("开")), "(公开)"},
		"Symbol":     {par(`<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>` + text("2")), "(\uF0312)"},
		"Formula":    {par("<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"), "(1 2)"},
		"Drawing":    {par("<w:r><w:drawing><a:tbl><a:tr><a:tc><a:p><a:r><a:t>图</a:t></a:r></a:p></a:tc></a:tr></a:tbl></w:drawing></w:r>" + text("甲")), "(甲)"},
		"Entities":   {par(text("1&lt;2&amp;3")), "(1<2&3)"},

		"TextBox": {par(text("前") + textBox(par(text("公开年报"))+par(text("次行"))) + text("后")), "(公开年报)(次行)(前后)"},
		"TextBoxTwice": {par("<mc:AlternateContent><mc:Choice>" + textBox(par(text("题"))) + "</mc:Choice><mc:Fallback>" + textBox(par(text("题"))) + "</mc:Fallback></mc:AlternateContent>"),
			"(题)"},
		"OnlyFallback":  {par("<mc:AlternateContent><mc:Fallback>" + textBox(par(text("题"))) + "</mc:Fallback></mc:AlternateContent>"), "(题)"},
		"TwoChoices":    {par("<mc:AlternateContent><mc:Choice>" + text("甲") + "</mc:Choice><mc:Choice>" + text("乙") + "</mc:Choice></mc:AlternateContent>"), "(甲)"},
		"TextBoxInCell": {table(row(cell("", "甲"), "<w:tc>"+par(text("1")+textBox(table(row(cell("", "内")))))+"</w:tc>")), "[1 1,1:内][2 1,1:甲 1,2:1]"},
		"TextBoxInField": {par(begin + "<w:r><w:instrText>SHAPE</w:instrText></w:r>" + separate + textBox(par(text("题"))) + end + text("后")),
			"(题)(后)"},

		"Merged": {table(row(cell(restart, "甲"), cell(span(2), "乙")), row(cell(goOn, "9"), cell("", "1"), cell("", "2"))),
			"[1 1,1+2x1:甲 1,2+1x2:乙 2,2:1 2,3:2]"},
		"MergedOrphan":   {table(row(cell(goOn, "甲"), cell("", "1"))), "[1 1,1:甲 1,2:1]"},
		"MergedAgain":    {table(row(cell(restart, "甲")), row(cell(restart, "乙")), row(cell(goOn, ""))), "[1 1,1:甲 2,1+2x1:乙]"},
		"MergedOverWide": {table(row(cell("", "1"), cell(restart, "甲")), row(cell(span(2), "宽")), row(cell("", "2"), cell(goOn, "0"))), "[1 1,1:1 1,2:甲 2,1+1x2:宽 3,1:2 3,2:0]"},
		"MergedWider":    {table(row(cell(restart, "甲"), cell("", "1")), row(cell(goOn+span(2), "0"))), "[1 1,1:甲 1,2:1 2,1+1x2:0]"},
		"OldMerge":       {table(row(cell(hRestart, "甲"), cell(hGoOn, ""), cell("", "1"))), "[1 1,1+1x2:甲 1,3:1]"},
		"OldMergeBoth": {table(row(cell(hRestart+restart, "甲"), cell(hGoOn+restart, ""), cell("", "1")), row(cell(hRestart+goOn, ""), cell(hGoOn+goOn, ""), cell("", "2"))),
			"[1 1,1+2x2:甲 1,3:1 2,3:2]"},
		"OldMergeText":  {table(row(cell(hRestart, "甲"), cell(hGoOn, "乙"))), "[1 1,1+1x2:甲⏎乙]"},
		"OldMergeFirst": {table(row(cell(hGoOn, "甲"), cell("", "1"))), "[1 1,1:甲 1,2:1]"},
		"WasMerged":     {table(row(cell("<w:tcPrChange><w:tcPr>"+span(3)+restart+"</w:tcPr></w:tcPrChange>", "甲"), cell("", "1"))), "[1 1,1:甲 1,2:1]"},
		"GridBefore":    {table(row(cell("", "a"), cell("", "b")), row(beforeOne, cell("", "c"))), "[1 1,1:a 1,2:b 2,2:c]"},
		"GridAfter":     {table(row(afterOne, cell("", "a")), row(cell("", "b"), cell("", "c"))), "[1 1,1:a 2,1:b 2,2:c]"},
		"ShortRow":      {table(row(cell("", "a"), cell("", "b"), cell("", "c")), row(cell("", "d"))), "[1 1,1:a 1,2:b 1,3:c 2,1:d]"},
		"RowDeleted":    {table(row(cell("", "1")), row(rowGone, cell("", "2")), row(cell("", "3"))), "[1 1,1:1 2,1:3]"},
		"OtherGrid":     {"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>" + row(cell("", "1"), cell("", "2")) + "</w:tbl>", "[1 1,1:1 1,2:2]"},
		"Nested":        {table(row("<w:tc>"+par(text("前"))+table(row(cell("", "1")))+par(text("后"))+"</w:tc>")) + par(text("末")), "(前)[1 1,1:1](后)(末)"},
		"CellNoRow":     {table(cell("", "1") + cell("", "2")), "[1 1,1:1 1,2:2]"},
		"CellNoStart":   {table("<w:tr><x></w:tc></w:tr>"), ""},
		"CellOutside":   {"<w:tr><w:tc>" + par(text("甲")) + "</w:tc></w:tr>", "(甲)"},
	} {
		d, err := ReadDOCX(name, pack("word/document.xml", body(tt.body)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := dump(d); got != tt.want {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
}

// A table is as wide as its rows say, where they end early too.
func TestDOCXWidth(t *testing.T) {
	d, err := ReadDOCX("x", pack("word/document.xml", body(table(row(afterOne, cell("", "a"))))))
	if err != nil || d.Blocks[0].Table.Cols != 2 {
		t.Errorf("%v, %+v", err, d.Blocks[0].Table)
	}
}

func TestDOCXParts(t *testing.T) {
	doc := func(s string) string { return body(par(text(s))) }
	rels := func(target string) string {
		return `<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>` +
			`<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="` + target + `"/></Relationships>`
	}
	types := func(part, kind string) string {
		return `<Types><Override PartName="/word/glossary/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.glossary+xml"/>` +
			`<Override PartName="` + part + `" ContentType="application/vnd.` + kind + `.main+xml"/></Types>`
	}
	strict := strings.ReplaceAll(doc("甲"), mainNamespace, strictNamespace)
	other := strings.NewReplacer("w:", "ns0:", "xmlns:w", "xmlns:ns0").Replace(doc("甲"))
	for name, b := range map[string][]byte{
		"Usual":       pack("word/document.xml", doc("甲")),
		"Related":     pack("_rels/.rels", rels("word/document2.xml"), "word/document2.xml", doc("甲"), "word/document.xml", doc("乙")),
		"Absolute":    pack("_rels/.rels", rels("/x/main.xml"), "x/main.xml", doc("甲")),
		"RelatedGone": pack("_rels/.rels", rels("word/gone.xml"), "word/document.xml", doc("甲")),
		"Typed":       pack("[Content_Types].xml", types("/word/doc.xml", "openxmlformats-officedocument.wordprocessingml.document"), "word/doc.xml", doc("甲"), "word/glossary/document.xml", doc("乙")),
		"Macros":      pack("[Content_Types].xml", types("/word/doc.xml", "ms-word.document.macroEnabled"), "word/doc.xml", doc("甲")),
		"RelsNotXML":  pack("_rels/.rels", "<<", "word/document.xml", doc("甲")),
		"Backslashes": pack(`word\document.xml`, doc("甲")),
		"Strict":      pack("word/document.xml", strict),
		"OtherPrefix": pack("word/document.xml", other),
		"NoPrefix":    pack("word/document.xml", strings.NewReplacer("w:", "", "xmlns:w", "xmlns").Replace(doc("甲"))),
	} {
		d, err := ReadDOCX(name, b)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := dump(d); got != "(甲)" {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

func TestDOCXRefused(t *testing.T) {
	whole := pack("word/document.xml", body(par(text("甲"))))
	inBody := func(s string) []byte { return pack("word/document.xml", body(s)) }
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"Encrypted":   {writeCompound([]string{"EncryptionInfo", encryptedPackage}, []byte("x"), []byte("y")), "encrypted_file"},
		"OtherOLE":    {writeCompound([]string{"WordDocument"}, []byte("x")), "damaged_file"},
		"Empty":       {nil, "damaged_file"},
		"CutZip":      {whole[:len(whole)-30], "damaged_file"},
		"NoMainPart":  {pack("xl/workbook.xml", "<x/>"), "damaged_file"},
		"CutXML":      {pack("word/document.xml", `<w:body><w:tbl><w:tr><w:tc>`), "damaged_file"},
		"NotPaired":   {pack("word/document.xml", `<w:p></w:p></w:p>`), "damaged_file"},
		"TableEnds":   {pack("word/document.xml", `<x></w:tbl>`), "damaged_file"},
		"BoxInTable":  {pack("word/document.xml", `<w:tbl><w:txbxContent><w:tbl></w:txbxContent></w:tbl></w:tbl>`), "damaged_file"},
		"Bomb":        {inBody(text(strings.Repeat("0", document.MaxBytes))), "too_large"},
		"LongText":    {inBody(strings.Repeat(par(text(strings.Repeat("0", 1<<16))), document.MaxText>>16+1)), "too_large"},
		"DeepTables":  {inBody(strings.Repeat("<w:tbl><w:tr><w:tc>", 100) + strings.Repeat("</w:tc></w:tr></w:tbl>", 100)), "too_large"},
		"DeepBoxes":   {inBody(strings.Repeat("<w:txbxContent>", 100) + strings.Repeat("</w:txbxContent>", 100)), "too_large"},
		"DeepChoices": {inBody(strings.Repeat("<mc:AlternateContent>", 2000) + strings.Repeat("</mc:AlternateContent>", 2000)), "too_large"},
		"WideRow":     {inBody(table(row(strings.Repeat(cell(span(200), ""), 20)))), "too_large"},
		"ManyRows":    {inBody(table(strings.Repeat("<w:tr/>", document.MaxCells+1))), "too_large"},
		"ManyCells":   {inBody(table(strings.Repeat(row(strings.Repeat("<w:tc/>", 10)), document.MaxCells/10+1))), "too_large"},
		"ManyBlocks":  {inBody(strings.Repeat(par(text("1")), document.MaxBlocks+1)), "too_large"},
	} {
		_, err := ReadDOCX(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}

// Cells never lie over each other, whatever their merges.
func TestDOCXMergesApart(t *testing.T) {
	merges := []string{"", restart, goOn, hRestart, hGoOn, span(2), span(2) + restart, span(2) + goOn}
	for seed := range 400 {
		rows, n := []string{}, seed
		for range 3 {
			r := []string{}
			for range 3 {
				n = n*1103515245 + 12345
				r = append(r, cell(merges[n>>16&7], "1"))
			}
			rows = append(rows, row(r...))
		}
		d, err := ReadDOCX("x", pack("word/document.xml", body(table(rows...))))
		if err != nil {
			t.Fatal(err)
		}
		documenttest.Apart(t, d)
	}
}
