package word

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/ingest/document"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A doc holds what the docx holds that it was made of: each cell's text, row,
// column and spans.
func TestDOCLikeDOCX(t *testing.T) {
	for _, name := range []string{"report2019", "report2024"} {
		want, err := ReadDOCX(name, fixture(t, name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := ReadDOC(name, fixture(t, name+".doc"))
		if err != nil {
			t.Fatal(err)
		}
		if g, w := dump(got), dump(want); g != w || strings.Count(w, "[") != 3 {
			t.Errorf("%s: %s", name, firstDifference(g, w))
		}
		if got.Format != "doc" {
			t.Errorf("format %q", got.Format)
		}
	}
}

func firstDifference(got, want string) string {
	g, w := []rune(got), []rune(want)
	i := 0
	for i < min(len(g), len(w)) && g[i] == w[i] {
		i++
	}
	return "got " + string(g[max(0, i-20):min(len(g), i+100)]) + "\nwant " + string(w[max(0, i-20):min(len(w), i+100)])
}

// The header, the note, what is hidden and what was deleted are left out.
// LibreOffice writes an empty cell where a row begins or ends early.
func TestDOCMarks(t *testing.T) {
	d, err := ReadDOC("marks", fixture(t, "marks.doc"))
	if err != nil {
		t.Fatal(err)
	}
	want := "(政府信息公开工作年度报告)(（2023年度）)(收到申请12件)(办结2件)(第7号 “甲”—①\n次行 𠮷 – é-)" +
		"[1 1,1+2x1:项目 1,2+1x2:数量 2,2:甲 2,3:乙⏎丙 3,1: 3,2:1 3,3:2 4,1+1x2:合计 4,3:](之间)(外层)[2 1,1:件数 1,2:5 2,1+1x2:说明](外层之后)(末段)"
	if got := dump(d); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDOC(t *testing.T) {
	plain := func() *docBuilder { return &docBuilder{} }
	edges := []int{-108, 1000, 2000, 3000}
	three := defTable(edges)
	vertical := func(flags ...int) []byte { return defTable(edges, flags...) }
	for name, tt := range map[string]struct {
		d    *docBuilder
		want string
	}{
		"Paragraphs": {plain().paragraph("一、总体情况").paragraph("").paragraph("2024年\v共3件"), "(一、总体情况)(2024年\n共3件)"},
		"Hidden":     {plain().run("公开").run("9", sprm(sprmCFVanish, 1)...).run("1", sprm(sprmCFVanish, 0)...).end("\r"), "(公开1)"},
		"Deleted":    {plain().run("8").run("9", sprm(sprmCFRMarkDel, 1)...).end("\r"), "(8)"},
		"Symbol": {plain().run("(", sprm(sprmCSymbol, 0, 0, 0xFE, 0xF0)...).run("(").end("\r"),
			"(\uF0FE()"},
		"Fields":       {plain().paragraph("第\x13 = 3 + \x13 PAGE \x149\x15 \x147\x15号"), "(第7号)"},
		"FieldNoEnd":   {plain().paragraph("甲\x13 PAGE ").paragraph("乙"), "(甲)(乙)"},
		"Specials":     {plain().paragraph("1\x022\x1e3\x1f4\u00a05\x016"), "(12-34 56)"},
		"Surrogates":   {plain().paragraph("𠮷"), "(𠮷)"},
		"SectionBreak": {plain().run("甲").end("\f").paragraph("乙"), "(甲)(乙)"},

		"Table": {plain().cell("甲").cell("乙").cell("丙").rowEnd(three...).cell("1").cell("").cell("3").rowEnd(three...).paragraph("后"),
			"[1 1,1:甲 1,2:乙 1,3:丙 2,1:1 2,2: 2,3:3](后)"},
		"CellParagraphs": {plain().run("甲").end("\r", inTable...).cell("乙").rowEnd(defTable([]int{0, 1000})...), "[1 1,1:甲⏎乙]"},
		"TwoTables": {plain().cell("1").rowEnd(defTable([]int{0, 1000})...).paragraph("间").cell("2").rowEnd(defTable([]int{0, 1000})...),
			"[1 1,1:1](间)[2 1,1:2]"},
		"EdgesDiffer": {plain().cell("甲").cell("乙").rowEnd(defTable([]int{0, 1000, 3000})...).cell("1").cell("2").cell("3").rowEnd(defTable([]int{5, 1008, 2000, 2996})...),
			"[1 1,1:甲 1,2+1x2:乙 2,1:1 2,2:2 2,3:3]"},
		"RowBeginsLater": {plain().cell("甲").cell("乙").rowEnd(defTable([]int{0, 1000, 2000})...).cell("2").rowEnd(defTable([]int{1000, 2000})...),
			"[1 1,1:甲 1,2:乙 2,2:2]"},
		"NarrowCells": {plain().cell("甲").cell("乙").rowEnd(defTable([]int{0, 10, 20})...), "[1 1,1:甲 1,2:乙]"},
		"Vertical": {plain().cell("甲").cell("乙").cell("丙").rowEnd(vertical(vRestart)...).cell("").cell("1").cell("2").rowEnd(vertical(vContinue)...).
			cell("").cell("3").cell("4").rowEnd(vertical(vContinue)...),
			"[1 1,1+3x1:甲 1,2:乙 1,3:丙 2,2:1 2,3:2 3,2:3 3,3:4]"},
		"VerticalOrphan": {plain().cell("甲").cell("乙").cell("丙").rowEnd(three...).cell("0").cell("1").cell("2").rowEnd(vertical(vContinue)...),
			"[1 1,1:甲 1,2:乙 1,3:丙 2,1:0 2,2:1 2,3:2]"},
		"VerticalOtherEdges": {plain().cell("甲").cell("乙").rowEnd(defTable([]int{0, 1000, 2000}, vRestart)...).cell("0").rowEnd(defTable([]int{0, 2000}, vContinue)...),
			"[1 1,1:甲 1,2:乙 2,1+1x2:0]"},
		"VertMergeLater": {plain().cell("甲").cell("乙").cell("丙").rowEnd(slices.Concat(three, sprm(sprmTVertMerge, 2, 1, 3))...).cell("1").cell("").cell("2").
			rowEnd(slices.Concat(three, sprm(sprmTVertMerge, 2, 1, 1))...), "[1 1,1:甲 1,2+2x1:乙 1,3:丙 2,1:1 2,3:2]"},
		"HorizontalToday":  {plain().cell("甲").cell("乙").cell("").rowEnd(defTable(edges, 0, 2, 1)...), "[1 1,1:甲 1,2+1x2:乙]"},
		"HorizontalToday3": {plain().cell("甲").cell("").cell("丙").rowEnd(defTable(edges, 3, 1, 2)...), "[1 1,1+1x2:甲 1,3:丙]"},
		"HorizontalTwice": {plain().cell("甲").cell("").cell("丙").cell("").rowEnd(defTable([]int{0, 1000, 2000, 3000, 4000}, 3, 1, 3, 1)...),
			"[1 1,1+1x2:甲 1,3+1x2:丙]"},
		"HorizontalTwice2": {plain().cell("甲").cell("").cell("丙").cell("").rowEnd(defTable([]int{0, 1000, 2000, 3000, 4000}, 2, 1, 2, 1)...),
			"[1 1,1+1x2:甲 1,3+1x2:丙]"},
		"LongTabs": {plain().run("甲").end("\r", slices.Concat(sprm(sprmPChgTabs, 255, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0), inTable)...).cell("乙").rowEnd(defTable([]int{0, 1000})...),
			"[1 1,1:甲⏎乙]"},
		"HorizontalWord97": {plain().cell("甲").cell("乙").cell("").rowEnd(defTable(edges, 0, 1, 2)...), "[1 1,1:甲 1,2+1x2:乙]"},
		"HorizontalRun97":  {plain().cell("甲").cell("").cell("").rowEnd(defTable(edges, 1, 2, 2)...), "[1 1,1+1x3:甲]"},
		"HorizontalAlone":  {plain().cell("甲").cell("乙").cell("丙").rowEnd(defTable(edges, 0, 1, 0)...), "[1 1,1:甲 1,2:乙 1,3:丙]"},
		"TMerge":           {plain().cell("甲").cell("").cell("丙").rowEnd(slices.Concat(three, sprm(sprmTMerge, 0, 2))...), "[1 1,1+1x2:甲 1,3:丙]"},
		"TSplit": {plain().cell("甲").cell("乙").cell("丙").rowEnd(slices.Concat(three, sprm(sprmTMerge, 0, 2), sprm(sprmTSplit, 0, 2))...),
			"[1 1,1:甲 1,2:乙 1,3:丙]"},
		"TDelete": {plain().cell("甲").cell("乙").rowEnd(slices.Concat(three, sprm(sprmTDelete, 1, 2))...).cell("1").cell("2").cell("3").
			rowEnd(defTable([]int{-108, 1000, 2000, 3000})...), "[1 1,1:甲 1,2:乙 2,1:1 2,2:2 2,3:3]"},
		"TInsert": {plain().cell("甲").cell("乙").cell("丙").rowEnd(slices.Concat(defTable([]int{0, 1000}), sprm(sprmTInsert, append([]byte{1, 2}, le16(500)...)...))...).
			cell("1").cell("2").rowEnd(defTable([]int{0, 1000, 2000})...), "[1 1,1:甲 1,2:乙 1,3:丙 2,1:1 2,2+1x2:2]"},
		"TDxaCol": {plain().cell("甲").cell("乙").rowEnd(slices.Concat(defTable([]int{0, 500, 1000}), sprm(sprmTDxaCol, append([]byte{0, 1}, le16(2000)...)...))...).
			cell("1").cell("2").cell("3").rowEnd(defTable([]int{0, 1000, 2000, 2500})...), "[1 1,1+1x2:甲 1,3:乙 2,1:1 2,2:2 2,3:3]"},
		"TDxaLeft": {plain().cell("甲").rowEnd(slices.Concat(defTable([]int{0, 1000}), sprm(sprmTDxaLeft, le16(1000)...))...).
			cell("1").cell("2").rowEnd(defTable([]int{0, 1000, 2000})...), "[1 1,2:甲 2,1:1 2,2:2]"},
		"RowDeleted": {plain().cell("1").rowEnd(defTable([]int{0, 9})...).cell("2").deletedRow(defTable([]int{0, 9})...).cell("3").rowEnd(defTable([]int{0, 9})...),
			"[1 1,1:1 2,1:3]"},
		"NoDefinition":  {plain().cell("甲").cell("1").rowEnd().cell("乙").rowEnd(), "[1 1,1:甲 1,2:1 2,1:乙 ragged]"},
		"OtherNumber":   {plain().cell("甲").cell("1").rowEnd(three...), "[1 1,1:甲 1,2:1 ragged]"},
		"EdgesBackward": {plain().cell("甲").cell("1").rowEnd(defTable([]int{0, 2000, 1000})...), "[1 1,1:甲 1,2:1 ragged]"},
		"NoRowEnd":      {plain().cell("甲").cell("1").paragraph("后"), "(甲)(1)(后)"},

		"TableProps": {&docBuilder{data: prc(sprm(sprmTInsert, append([]byte{0, 2}, le16(800)...)...))},
			"[1 1,1:甲 1,2:1]"},
		"TablePropsRow": {&docBuilder{data: prc(slices.Concat(inTable, ttp, sprm(sprmTInsert, append([]byte{0, 2}, le16(800)...)...), sprm(sprmTMerge, 0, 2)))},
			"[1 1,1+1x2:甲⏎1]"},
		"TablePropsAndEdges": {&docBuilder{data: prc(sprm(sprmTInsert, append([]byte{0, 2}, le16(800)...)...))},
			"[1 1,1:甲 1,2:1 2,1:2 2,2:3]"},
		"HugePapx": {&docBuilder{data: prc(slices.Concat(inTable, ttp, defTable([]int{0, 1000, 2000}, vRestart, 0)))}, "[1 1,1:甲 1,2:1]"},

		"Narrow":   {narrow(plain().run("R\u0093D\u0094 \u00e9 12").end("\r")), "(R“D” é 12)"},
		"FastSave": {fastSaved(), "(一)(二)(三)"},
		"Prm":      {withPrm(plain().run("1").run("9").run("2").end("\r"), 1, 0x5C<<1|1<<8), "(12)"},
		"PrmList":  {withPrm(&docBuilder{prcs: [][]byte{{}, sprm(sprmCFRMarkDel, 1)}}, 1, 1<<1|1), "(12)"},

		"TextBox":        {boxed(3), "(公开年报)(前后)"},
		"TextBoxNowhere": {boxed(-1), "(前后)(公开年报)"},
	} {
		switch name {
		case "TableProps":
			tt.d.cell("甲").cell("1").rowEnd(sprm(sprmPTableProps, 0, 0, 0, 0)...)
		case "TablePropsRow":
			tt.d.cell("甲").cell("1").end("\a", sprm(sprmPTableProps, 0, 0, 0, 0)...)
		case "TablePropsAndEdges":
			edges := defTable([]int{0, 1000, 2000})
			tt.d.cell("甲").cell("1").rowEnd(append(sprm(sprmPTableProps, 0, 0, 0, 0), edges...)...).cell("2").cell("3").rowEnd(edges...)
		case "HugePapx":
			tt.d.cell("甲").cell("1").end("\a", sprm(sprmPHugePapx, 0, 0, 0, 0)...)
		case "PrmList":
			tt.d.run("1").run("9").run("2").end("\r")
			tt.d.text[1].prm = 1<<1 | 1
		}
		d, err := ReadDOC(name, tt.d.bytes())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := dump(d); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}

func (d *docBuilder) deletedRow(props ...byte) *docBuilder {
	d.rowEnd(props...)
	d.text[len(d.text)-1].grpprl = sprm(sprmCFRMarkDel, 1)
	return d
}

func prc(grpprl []byte) []byte { return append(le16(len(grpprl)), grpprl...) }

func narrow(d *docBuilder) *docBuilder {
	for i := range d.text {
		d.text[i].narrow = true
	}
	return d
}

func withPrm(d *docBuilder, run int, prm uint16) *docBuilder {
	if len(d.text) > run {
		d.text[run].prm = prm
	}
	return d
}

// fastSaved is a document whose pieces stand in the file in another order.
func fastSaved() *docBuilder {
	d := (&docBuilder{flags: 1 << 2}).paragraph("一").paragraph("二").paragraph("三")
	for i := range d.text {
		d.text[i].place = 10 - i
	}
	return d
}

// boxed is a document with a text box tied to its third character.
func boxed(anchor int) *docBuilder {
	d := (&docBuilder{boxes: []docBox{{"公开年报", anchor}}}).run("前  ").run("\b", sprm(sprmCFSpec, 1)...).run("后").end("\r")
	d.text[0].text = "前\u200b\u200b"
	return d
}

// Tables inside tables: the outer one only arranges the page.
func TestDOCNested(t *testing.T) {
	depth2 := slices.Concat(inTable, sprm(sprmPItap, 2, 0, 0, 0))
	cell := slices.Concat(depth2, sprm(sprmPFInnerTableCell, 1))
	end := slices.Concat(cell, sprm(sprmPFInnerTtp, 1), defTable([]int{0, 1000, 2000}))
	d := (&docBuilder{}).run("外").end("\r", inTable...).run("甲").end("\r", cell...).run("1").end("\r", cell...).end("\r", end...).
		cell("外二").rowEnd(defTable([]int{0, 3000})...).paragraph("后")
	got, err := ReadDOC("nested", d.bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := dump(got), "(外)[1 1,1:甲 1,2:1](外二)(后)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestDOCRefused(t *testing.T) {
	whole := (&docBuilder{}).paragraph("正文").bytes()
	renamed := func(from, to string) []byte {
		return bytes.Replace(whole, wide(from), wide(to), 1)
	}
	for name, tt := range map[string]struct {
		b    []byte
		code string
	}{
		"Encrypted":    {(&docBuilder{flags: flagEncrypted}).paragraph("正文").bytes(), "encrypted_file"},
		"Package":      {writeCompound([]string{"EncryptionInfo", encryptedPackage}, []byte("x"), []byte("y")), "encrypted_file"},
		"Word95":       {(&docBuilder{nFib: 0x68}).paragraph("正文").bytes(), "old_word"},
		"Word6":        {bytes.Replace(whole, []byte("\xec\xa5\xc1\x00"), []byte("\xdc\xa5\x65\x00"), 1), "old_word"},
		"NoTable":      {renamed("1Table", "2Table"), "old_word"},
		"NoDocument":   {renamed("WordDocument", "WordDocumenX"), "damaged_file"},
		"NotWord":      {bytes.Replace(whole, []byte("\xec\xa5\xc1\x00"), []byte("\x00\x00\x00\x00"), 1), "damaged_file"},
		"Empty":        {nil, "damaged_file"},
		"Header":       {whole[:512], "damaged_file"},
		"Cut":          {whole[:3000], "damaged_file"},
		"NotOLE":       {[]byte(strings.Repeat("x", 5000)), "damaged_file"},
		"ManyPieces":   {manyPieces(), "too_large"},
		"LongText":     {narrow((&docBuilder{}).paragraph(strings.Repeat("x", maxCharacters))).bytes(), "too_large"},
		"ListsOfLists": {listsOfLists(), "too_large"},
		"LongLists":    {longLists(), "too_large"},
		"DeepTables":   {(&docBuilder{}).run("1").end("\r", slices.Concat(inTable, sprm(sprmPItap, 255, 255, 255, 0x7F))...).bytes(), "too_large"},
	} {
		_, err := ReadDOC(name, tt.b)
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
	if !Encrypted(writeCompound([]string{encryptedPackage}, []byte("y"))) || Encrypted(whole) || Encrypted(nil) {
		t.Error("Encrypted")
	}
}

func wide(s string) (b []byte) {
	for _, c := range []byte(s + "\x00") {
		b = append(b, c, 0)
	}
	return b
}

func manyPieces() []byte {
	d := (&docBuilder{}).paragraph("正文")
	d.prcs = nil
	b := d.bytes()
	n := document.MaxBlocks + 1
	plc := make([]byte, 4*(n+1)+8*n)
	clx := slices.Concat([]byte{2}, le32(len(plc)), plc)
	main := make([]byte, 4096)
	copy(main, b[512:])
	copy(main[fibFcLcb+8*pairClx:], le32(0, len(clx)))
	return writeCompound([]string{"WordDocument", "1Table"}, main, clx)
}

// longLists is a document in which each paragraph refers to the same long list
// of properties.
func longLists() []byte {
	d := &docBuilder{data: prc(bytes.Repeat(sprm(sprmPFInTable, 0), 0xFFFF/3))}
	for range maxProperties/0xFFFF + 10 {
		d.run("文").end("\r", sprm(sprmPHugePapx, 0, 0, 0, 0)...)
	}
	return d.bytes()
}

// listsOfLists is a document with one paragraph whose list of properties refers
// to another long one again and again.
func listsOfLists() []byte {
	long := prc(bytes.Repeat(sprm(sprmPFInTable, 0), 0xFFFF/3))
	many := prc(bytes.Repeat(sprm(sprmPTableProps, 0, 0, 0, 0), 0xFFFF/6))
	return (&docBuilder{data: append(long, many...)}).run("文").end("\r", sprm(sprmPHugePapx, le32(len(long))...)...).bytes()
}
