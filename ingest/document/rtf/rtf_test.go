package rtf

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
	"gongkai/ingest/document"
	"gongkai/ingest/document/word"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// An RTF file holds what the docx holds that it was made of: each cell's text,
// row, column and spans.
func TestLikeDOCX(t *testing.T) {
	for _, name := range []string{"report2019", "report2024"} {
		want, err := word.ReadDOCX(name, fixture(t, "../word/testdata/"+name+".docx"))
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(name, fixture(t, "testdata/"+name+".rtf"))
		if err != nil {
			t.Fatal(err)
		}
		if g, w := dump(got), dump(want); g != w || strings.Count(w, "[") != 3 {
			t.Errorf("%s: %s", name, firstDifference(g, w))
		}
		if got.Format != "rtf" {
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
// LibreOffice writes an empty cell where a row begins or ends early, and drops
// the text box.
func TestMarks(t *testing.T) {
	d, err := Read("marks", fixture(t, "testdata/marks.rtf"))
	if err != nil {
		t.Fatal(err)
	}
	want := "(（2023年度）)(收到申请12件)(办结2件)(第7号 “甲”—①\n次行 𠮷 – é-)" +
		"[1 1,1+2x1:项目 1,2+1x2:数量 2,2:甲 2,3:乙⏎丙 3,1: 3,2:1 3,3:2 4,1+1x2:合计 4,3:](之间)(外层)[2 1,1:件数 1,2:5 2,1+1x2:说明](外层之后)(末段)"
	if got := dump(d); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// gbk writes text as Chinese Word does, two escapes a character.
func gbk(s string) string {
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	var out strings.Builder
	for _, c := range b {
		if c < 0x80 {
			out.WriteByte(c)
		} else {
			out.WriteString(`\'` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		}
	}
	return out.String()
}

const chinese = `{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\froman\fcharset0\fprq2{\*\panose 020}Times New Roman;}{\f13\fnil\fcharset134 \'cb\'ce\'cc\'e5{\*\falt SimSun};}{\f3\ftech\fcharset2 Symbol;}{\f4\fcharset238 Arial CE;}}`

func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"Paragraphs": {chinese + gbk("一、总体情况") + `\par` + "\r\n" + gbk("共") + `3` + "\n" + `5\par}`, "(一、总体情况)(共35)"},
		"WordRuns": {chinese + `\pard\plain \rtlch\fcs1 \af0 \ltrch\fcs0 \fs21\lang1033\langfe2052\loch\af0\hich\af0\dbch\f13 {\rtlch\fcs1 \af0 \ltrch\fcs0 \hich\af0\dbch\af13\loch\f13 ` +
			gbk("公开") + `}{\rtlch\fcs1 \af0 \ltrch\fcs0 \hich\af0\dbch\f13\loch\f0 2024}{\dbch\f13 ` + gbk("年") + `}\par }`, "(公开2024年)"},
		"SplitBytes":    {chinese + `\f13{\b \'b9}{\'ab}{\b \'bf}\'aa\par}`, "(公开)"},
		"SplitFont":     {chinese + `{\f13\'b9}{\f4\'ab}\f13\'bf\'aa\par}`, "(公开)"},
		"LiteralSecond": {chinese + `\f13 \'81@\'82A1\par}`, "(丂侫1)"},
		"RawBytes":      {chinese + "\\f13 \xb9\xab\xbf\xaa\\par}", "(公开)"},
		"LatinFont":     {chinese + `\f0 ` + gbk("公开") + ` caf\'e9\par}`, "(公开 café)"},
		"LatinAlone":    {chinese + `\f0 caf\'e9\par}`, "(café)"},
		"LatinQuotes":   {chinese + `\f0 \'93x\'94\par}`, "(“x”)"},
		"NoCodepage":    {`{\rtf1\ansi ` + gbk("公开") + `\par}`, "(公开)"},
		"Codepage1252":  {`{\rtf1\ansi\ansicpg1252 \'93x\'94\par}`, "(“x”)"},
		"CentralEurope": {chinese + `\f4 \'b3\par}`, "(ł)"},
		"SymbolFont":    {chinese + `\f3 \'d6\par}`, "(\uF0D6)"},
		"PlainResets":   {chinese + `{\f4\plain ` + gbk("公") + `}\par}`, "(公)"},
		"Unicode":       {chinese + `\uc1\u20844?\u24320?\par}`, "(公开)"},
		"UnicodeDouble": {chinese + `\uc2 \u20844\'b9\'ab\u24320\'bf\'aa 1\par}`, "(公开 1)"},
		"UnicodeBare":   {chinese + `\uc1\u20844\u24320 ?\par}`, "(公开)"},
		"UnicodeNone":   {chinese + `\uc0\u20844\u24320 12\par}`, "(公开12)"},
		"UnicodeGroup":  {chinese + `{\uc2\u20844}12\par}`, "(公12)"},
		"UnicodeSigned": {chinese + `\u-244?\par}`, "(\uff0c)"},
		"Surrogates":    {chinese + `\u-10174?\u-8265?\par}`, "(𠮷)"},
		"HalfSurrogate": {chinese + `1\u-8265?2\par}`, "(1\uFFFD2)"},
		"UnicodeCell":   {chinese + `\trowd\cellx9\cellx99\intbl\uc2\u20844\cell 12\cell\row}`, "[1 1,1:公 1,2:12]"},
		"Specials":      {chinese + `1\~2\_3\-4\emdash\endash\lquote\rquote\ldblquote\rdblquote\bullet\{\}\\\tab x\line y\par}`, "(1 2-34—–‘’“”•{}\\ x\ny)"},
		"Hidden":        {chinese + `1{\v 9}2\v 8\v0 3{\v\plain 4}\par}`, "(1234)"},
		"Deleted":       {chinese + `{\deleted 9}{\revised 8}\par}`, "(8)"},
		"Field":         {chinese + `{\field{\*\fldinst { PAGE }}{\fldrslt {12}}}\par}`, "(12)"},
		"List":          {chinese + `\pard{\listtext\pard\plain\f13 ` + gbk("一、") + `\tab}` + gbk("总体情况") + `\par}`, "(一、 总体情况)"},
		"OldList":       {chinese + `\pard{\pntext\f0 1.\tab}{\*\pn\pnlvlbody{\pntxta .}}x\par}`, "(1. x)"},
		"LeftOut": {chinese + `{\stylesheet{\s0 Normal;}}{\info{\title T}}{\*\generator X;}{\header 1\par}{\footerf 2\par}{\footnote 3}{\pict 4}{\object{\result 5}}{\*\unknown{6}}{\*\bkmkstart 7}x\par}`,
			"(x)"},
		"UnknownKept":  {chinese + `{\unknown x}\par}`, "(x)"},
		"Upr":          {chinese + `{\upr{?}{\*\ud{\u20844?}}}\par}`, "(公)"},
		"Binary":       {chinese + `{\*\blob\bin5 }{{}}1}\bin2 {{2\par}`, "(2)"},
		"Symbols":      {chinese + `a\|b\:c\` + "\n" + `d\par}`, "(abc)(d)"},
		"NoLastBrace":  {chinese + `1\par`, "(1)"},
		"AfterTheEnd":  {chinese + `1\par}\par 2}}` + "\x00", "(1)"},
		"Sections":     {chinese + `1\sect 2\page 3}`, "(1)(2)(3)"},
		"ByteOrder":    {"\xef\xbb\xbf \r\n" + chinese + `1}`, "(1)"},
		"LongNumber":   {chinese + `\fs99999999999999999999 1\par}`, "(1)"},
		"NumberSpaces": {chinese + `\b0 1\b-1  2\b-x\par}`, "(1 2-x)"},
	} {
		d, err := Read(name, []byte(tt.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := dump(d); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestTables(t *testing.T) {
	two := `\trowd\trgaph108\trleft-108\cellx1000\cellx2000 `
	for name, tt := range map[string]struct{ in, want string }{
		"Plain": {two + `\pard\intbl 1\cell 2\cell\row\pard x\par`, "[1 1,1:1 1,2:2](x)"},
		// Word defines a row before its cells and again behind them
		"Word": {`\trowd \irow0\irowband0\ltrrow\ts11\trgaph108\trleft-108\trbrdrt\brdrs\brdrw10 \clvertalt\clbrdrt\brdrs\brdrw10 \cltxlrtb\clftsWidth3\clwWidth1108 \cellx1000\clvertalt \cellx2000` +
			`\pard\plain \ltrpar\ql \li0\ri0\widctlpar\intbl {\rtlch\fcs1 \af0 \ltrch\fcs0 1\cell 2\cell }\pard \ltrpar\intbl {\trowd \irow0\cellx1000\cellx2000\row }\pard x\par`,
			"[1 1,1:1 1,2:2](x)"},
		"OnlyBehind":      {`\pard\intbl 1\cell 2\cell{\trowd\cellx1000\clmgf\cellx2000\row}`, "[1 1,1:1 1,2:2]"},
		"Inherited":       {two + `\intbl 1\cell 2\cell\row 3\cell 4\cell\row`, "[1 1,1:1 1,2:2 2,1:3 2,2:4]"},
		"Forgotten":       {two + `\pard\intbl 1\cell\pard 2\par 3\cell\row`, "[1 1,1:1 1,2:2⏎3]"},
		"Paragraphs":      {two + `\pard\intbl 1\par 2\cell\cell\row`, "[1 1,1:1⏎2 1,2:]"},
		"Spans":           {two + `\intbl 1\cell 2\cell\row\trowd\trleft-108\cellx2000 3\cell\row`, "[1 1,1:1 1,2:2 2,1+1x2:3]"},
		"EdgesByHand":     {two + `\intbl 1\cell 2\cell\row\trowd\trleft-100\cellx1012\cellx1990 3\cell 4\cell\row`, "[1 1,1:1 1,2:2 2,1:3 2,2:4]"},
		"BeginsLater":     {two + `\intbl 1\cell 2\cell\row\trowd\trleft1000\cellx2000 3\cell\row`, "[1 1,1:1 1,2:2 2,2:3]"},
		"Horizontal":      {`\trowd\clmgf\cellx9\clmrg\cellx99\clmrg\cellx999\cellx1999\intbl 1\cell\cell\cell 2\cell\row`, "[1 1,1+1x3:1 1,4:2]"},
		"HorizontalFirst": {`\trowd\clmrg\cellx99\cellx999\intbl 1\cell 2\cell\row`, "[1 1,1:1 1,2:2]"},
		"Vertical": {`\trowd\clvmgf\cellx99\cellx999\intbl 1\cell 2\cell\row\trowd\clvmrg\cellx99\cellx999\intbl\cell 3\cell\row\trowd\clvmrg\cellx99\cellx999\intbl\cell 4\cell\row`,
			"[1 1,1+3x1:1 1,2:2 2,2:3 3,2:4]"},
		"VerticalOrphan": {`\trowd\clvmrg\cellx99\cellx999\intbl 1\cell 2\cell\row`, "[1 1,1:1 1,2:2]"},
		"BothWays": {`\trowd\clmgf\clvmgf\cellx99\clmrg\clvmgf\cellx999\cellx1999\intbl 1\cell\cell 2\cell\row\trowd\clmgf\clvmrg\cellx99\clmrg\clvmrg\cellx999\cellx1999\cell\cell 3\cell\row`,
			"[1 1,1+2x2:1 1,3:2 2,3:3]"},
		"TwoTables":    {two + `\intbl 1\cell 2\cell\row\pard x\par\intbl 3\cell 4\cell\row`, "[1 1,1:1 1,2:2](x)[2 1,1:3 1,2:4]"},
		"MoreCells":    {two + `\intbl 1\cell 2\cell 3\cell\row`, "[1 1,1:1 1,2:2 1,3:3 ragged]"},
		"FewerCells":   {two + `\intbl 1\cell\row`, "[1 1,1:1 ragged]"},
		"NoEdges":      {`\trowd\intbl 1\cell\row`, "[1 1,1:1 ragged]"},
		"EdgesBack":    {`\trowd\cellx99\cellx9\intbl 1\cell 2\cell\row`, "[1 1,1:1 1,2:2 ragged]"},
		"TinyEdges":    {`\trowd\cellx1\cellx2\cellx3\intbl 1\cell 2\cell 3\cell\row`, "[1 1,1:1 1,2:2 1,3:3]"},
		"NoRow":        {two + `\intbl 1\cell 2\cell`, "(1)(2)"},
		"TextAtRowEnd": {two + `\intbl 1\cell 2\cell x\row`, "(x)[1 1,1:1 1,2:2]"},
		"Hidden":       {two + `\intbl 1{\v 9}\cell {\v 2\cell}\row`, "[1 1,1:1 1,2:]"},
		"Nested": {`\trowd\cellx3000\pard\intbl x\par\pard\intbl\itap2 1\nestcell{\nonesttables\par}2\nestcell{\nonesttables\par}\pard\intbl\itap2{{\*\nesttableprops\trowd\clmgf\cellx1000\cellx2000\nestrow}{\nonesttables\par}}` +
			`\pard\intbl\itap1 y\cell\pard\intbl{\trowd\cellx3000\row}\pard z\par`, "(x)[1 1,1:1 1,2:2](y)(z)"},
		"NestedSpans": {`\trowd\cellx3000\pard\intbl\itap2 1\nestcell 2\nestcell{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}3\nestcell{\*\nesttableprops\trowd\cellx2000\nestrow}\pard\intbl\cell\row`,
			"[1 1,1:1 1,2:2 2,1+1x2:3]"},

		"TextBox":       {`1{\shp{\*\shpinst\shpleft0{\sp{\sn fFlip}{\sv 0}}{\shptxt \pard ` + gbk("公开年报") + `\par x}}{\shprslt{\*\do\dodhgt8192\dptxbx{\dptxbxtext\pard 9\par}}}}2\par`, "(公开年报)(x)(12)"},
		"OldTextBox":    {`1{\*\do\dptxbx{\dptxbxtext\pard x\par}\dpx0}2\par`, "(x)(12)"},
		"TextBoxInCell": {two + `\intbl 1{\shp{\*\shpinst{\shptxt\pard t\par\trowd\cellx99\intbl i\cell\row\pard}}}\cell 2\cell\row`, "(t)[1 1,1:i][2 1,1:1 1,2:2]"},
	} {
		d, err := Read(name, []byte(chinese+tt.in+"}"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := dump(d); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tt.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, tt := range map[string]struct{ in, code string }{
		"Empty":       {"", "damaged_file"},
		"NotRTF":      {"{rtf", "damaged_file"},
		"CutInGroup":  {`{\rtf1 x{\b y`, "damaged_file"},
		"CutInRow":    {`{\rtf1\trowd\cellx9\intbl 1\cell 2`, "damaged_file"},
		"CutInWord":   {`{\rtf1 x\`, "damaged_file"},
		"CutInBinary": {`{\rtf1 \bin999 x}`, "damaged_file"},
		"MinusBinary": {`{\rtf1 \bin-9 x}`, "damaged_file"},
		"DeepGroups":  {`{\rtf1 ` + strings.Repeat("{", 1<<20), "too_large"},
		"DeepTables":  {`{\rtf1\intbl\itap999 x\par}`, "too_large"},
		"LongText":    {`{\rtf1 ` + strings.Repeat("x", document.MaxText+1) + "}", "too_large"},
		"ManyCells":   {`{\rtf1 ` + strings.Repeat(`\cell`, document.MaxCells+1) + "}", "too_large"},
		"ManyBlocks":  {`{\rtf1 ` + strings.Repeat(`x\par `, document.MaxBlocks+1) + "}", "too_large"},
	} {
		_, err := Read(name, []byte(tt.in))
		if data.Code(err) != tt.code {
			t.Errorf("%s: %v, want %s", name, err, tt.code)
		} else if !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error does not name the file: %v", name, err)
		}
	}
}
