package sheet

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadCSV(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"Plain":      {"某区2023年报告\n\n信息内容,件数,备注\n规章,2,\n文件,50,3\n五、问题\n", "(某区2023年报告)[ 3,1:信息内容 3,2:件数 3,3:备注 4,1:规章 4,2:2 5,1:文件 5,2:50 5,3:3](五、问题)"},
		"Padded":     {"某区2023年报告,,\r\n信息内容,件数,备注\r\n规章,2,\r\n五、问题,,\r\n", "(某区2023年报告)[ 2,1:信息内容 2,2:件数 2,3:备注 3,1:规章 3,2:2](五、问题)"},
		"Quotes":     {"甲,乙,丙\n\"24,252.31\",\"他说\"\"好\"\"\",\"一\n二\"\n1,2,3\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:24,252.31 2,2:他说\"好\" 2,3:一⏎二 3,1:1 3,2:2 3,3:3]"},
		"Semicolons": {"甲;乙;丙\n丁;1,5;2\n戊;3;4\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:丁 2,2:1,5 2,3:2 3,1:戊 3,2:3 3,3:4]"},
		"Named":      {"sep=;\n甲;乙\n丁;1\n", "[ 1,1:甲 1,2:乙 2,1:丁 2,2:1]"},
		"Prose":      {"甲,乙,丙\n丁,1,2\n本年公开20条,同比增长5%,其中文件3件,答复2件。\n戊,3,4\n己,3,4\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:丁 2,2:1 2,3:2](本年公开20条,同比增长5%,其中文件3件,答复2件。)[ 4,1:戊 4,2:3 4,3:4 5,1:己 5,2:3 5,3:4]"},
		"Ragged":     {"甲,乙,丙\n丁,1\n戊,1,2,3\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:丁 2,2:1 3,1:戊 3,2:1 3,3:2 3,4:3]"},
		"OpenQuote":  {"甲,乙,丙\n\"丁,1,2\n戊,3,4\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:\"丁 2,2:1 2,3:2 3,1:戊 3,2:3 3,3:4]"},
		"QuoteLater": {"甲,乙,丙\n5\"管,1,2\n", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:5\"管 2,2:1 2,3:2]"},
		"NoLastLine": {"甲,乙,丙\n丁,1,", "[ 1,1:甲 1,2:乙 1,3:丙 2,1:丁 2,2:1]"},
	} {
		d := ReadCSV(tt.text)
		if got := dump(d); got != tt.want || d.Format != "csv" || d.TooLarge {
			t.Errorf("%s: got %s\nwant %s", name, got, tt.want)
		}
	}
	for name, text := range map[string]string{
		"Cells":   strings.Repeat("1,2,3\n", 100_000),
		"OneLine": strings.Repeat("1,", 1_000_000),
		"Text":    strings.Repeat("甲,乙,"+strings.Repeat("长", 10_000)+"\n", 1000),
	} {
		if d := ReadCSV(text); name != "OneLine" && !d.TooLarge || len(d.Blocks) > 1 {
			t.Errorf("%s: too large is not said", name)
		}
	}
	// quotes without partners are not looked for again and again
	if d := ReadCSV(strings.Repeat(`,"a`, 5<<20)); len(d.Blocks) > 1 {
		t.Error("open quotes")
	}
}

func TestLooksLikeCSV(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want bool
	}{
		"Table":         {"甲,乙,丙\n丁,1,2\n戊,3,4\n", true},
		"AfterProse":    {"报告\n根据条例，公布如下。\n\n甲,乙,丙\n丁,1,2\n戊,3,4\n", true},
		"Semicolons":    {"甲;乙;丙\n丁;1;2\n戊;3;4\n", true},
		"Named":         {"sep=;\r\n甲;乙\r\n", true},
		"Figures":       {",2,100,112\n,3,200,300\n,1,150,170\n", true},
		"QuotedBreaks":  {"\"a\nb\",1,2\n\"c\nd\",3,4\n\"e\nf\",5,6\n", true},
		"TwoLines":      {"甲,乙,丙\n丁,1,2\n戊,3\n", false},
		"OneComma":      {"甲,1\n乙,2\n丙,3\n丁,4\n", false},
		"Thousands":     {"行政许可  24,252,310  1,573\n行政处罚  11,252,310  2,573\n行政强制  24,252,999  1,573\n", false},
		"FullWidth":     {strings.Repeat("根据条例，公布如下，供查阅，谢谢。\n", 9), false},
		"HalfWidth":     {strings.Repeat("主动公开20条,同比增长5%,其中文件3件。\n", 9), false},
		"English":       {strings.Repeat("In all, we published, by law, three items\n", 9), false},
		"Tabs":          {strings.Repeat("甲\t1,2,3\t4\n", 9), false},
		"Pipes":         {strings.Repeat("| 甲 | 1,2,3 |\n", 9), false},
		"Empty":         {"", false},
		"OnlyNamed":     {"sep=,", false},
		"DifferentRuns": {"a,b,c\nd,e,f,g\nh,i,j\nk,l,m,n\n", false},
	} {
		if got := LooksLikeCSV(tt.text); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// None of the bundled texts and pages is taken for separated values.
func TestSamplesAreNoCSV(t *testing.T) {
	files, err := filepath.Glob("../../../data/sample/documents/*.[th][xt]*")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if LooksLikeCSV(string(b)) {
			t.Error(f)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("甲,乙,丙\n\"丁\n\",1,2\n戊,3,4\n")
	f.Add("sep=;\n\"a;b\";\"c\"\"d\"\n")
	f.Add("报告,,\n\n,\",\n\r,\"\"")
	f.Fuzz(func(t *testing.T, s string) {
		LooksLikeCSV(s)
		checkDocument(t, ReadCSV(s))
	})
}
