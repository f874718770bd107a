package recognise

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/ingest/document/formats"
)

func recogniser(t testing.TB) (*Recogniser, *form.Catalogue) {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(c, g), c
}

func reports(t testing.TB, r *Recogniser, text string) ([]*data.Report, error) {
	t.Helper()
	d, err := formats.Read("测试", []byte(text))
	if err != nil {
		return nil, err
	}
	return r.Reports(d, data.Source{File: "测试"})
}

var layouts = map[string]func([]*sheetOf) string{
	"html": asHTML, "nested": asNested, "squares": asSquares, "lines": asLines,
	"tabs": asTabs, "loose tabs": asLooseTabs, "markdown": asMarkdown,
}

// Whatever happens to a form, a figure stands where its label says or nowhere.
func TestNeverMisplaced(t *testing.T) {
	r, c := recogniser(t)
	messes := map[string]mess{
		"clean":    {},
		"shuffled": {shuffleColumns: true, shuffleRows: true},
		"rows":     {dropRows: true, localRows: true, shuffleRows: true},
		"slips":    {slips: true},
		"headings": {headingRows: true, localRows: true},
		"short":    {dropCells: true},
		"all":      {shuffleColumns: true, shuffleRows: true, dropRows: true, localRows: true, dropCells: true, slips: true},
	}
	for layout, write := range layouts {
		for kind, m := range messes {
			for _, f := range c.Forms {
				if f.Tables[0].Layout == form.Prose {
					continue
				}
				t.Run(layout+"/"+kind+"/"+f.ID, func(t *testing.T) {
					right, printed := 0, 0
					for seed := range uint64(15) {
						p := &printer{form: f, rnd: rand.New(rand.NewPCG(seed, 7)), values: map[data.Cell]string{}, mess: m}
						text := write(p.print())
						got, err := reports(t, r, text)
						if err != nil {
							if data.Code(err) == "internal" {
								t.Fatal(err)
							}
							printed += len(p.values)
							continue
						}
						for _, fig := range got[0].Figures {
							if fig.Value == nil {
								continue
							}
							if want := p.values[fig.Cell]; fig.Value.String() != want {
								t.Fatalf("seed %d: %s is %s, printed %s\n%s", seed, fig.Cell, fig.Value, want, text)
							}
							right++
						}
						printed += len(p.values)
						if got[0].Form != f.ID {
							t.Errorf("seed %d: form %s", seed, got[0].Form)
						}
					}
					floor := 0.0
					switch kind {
					case "clean", "slips", "headings":
						floor = 1
					case "shuffled", "rows":
						floor = 0.97
						if layout == "squares" { // spans lost and columns moved: much is left unread
							floor = 0.65
						}
					case "short":
						floor = 0.6
					}
					if share := float64(right) / float64(printed); share < floor {
						t.Errorf("only %.3f of the cells read, want %.2f", share, floor)
					}
				})
			}
		}
	}
}

func TestRead(t *testing.T) {
	c, _ := form.Load()
	for _, tt := range []struct {
		text   string
		signed bool
		value  string // "" for none
		status data.Status
		unit   string
		note   string
	}{
		{"12", false, "12", data.Reported, "", ""},
		{"0", false, "0", data.Reported, "", ""},
		{"１２", false, "12", data.Reported, "", ""},
		{"24,252.31", false, "24252.31", data.Reported, "", ""},
		{"２４，２５２", false, "24252", data.Reported, "", ""},
		{"24252.311082", false, "24252.311082", data.Reported, "", ""},
		{"251000元", false, "251000", data.Reported, "元", ""},
		{"2059.2090万元", false, "2059.209", data.Reported, "万元", ""},
		{"3 件", false, "3", data.Reported, "件", ""},
		{"-18", true, "-18", data.Reported, "", ""},
		{"－18", true, "-18", data.Reported, "", ""},
		{"减4", true, "-4", data.Reported, "", ""},
		{"+1", true, "1", data.Reported, "", ""},
		{"22（其中修订16件）", false, "22", data.Reported, "", "其中修订16件"},
		{"55（含自然失效29件）", false, "55", data.Reported, "", "含自然失效29件"},
		{"-18", false, "", data.Unreadable, "", ""},
		{"", false, "", data.Blank, "", ""},
		{"无", false, "", data.Blank, "", ""},
		{"/", false, "", data.NotApplicable, "", ""},
		{"／", false, "", data.NotApplicable, "", ""},
		{"—", false, "", data.NotApplicable, "", ""},
		{"——", false, "", data.NotApplicable, "", ""},
		{"--", false, "", data.NotApplicable, "", ""},
		{"10 0 0 0 01", false, "", data.Unreadable, "", ""},
		{"1,23", false, "", data.Unreadable, "", ""},
		{"约3", false, "", data.Unreadable, "", ""},
		{"3或4", false, "", data.Unreadable, "", ""},
		{"2024年3件", false, "", data.Unreadable, "", ""},
		{"三", false, "", data.Unreadable, "", ""},
		{"1.2.3", false, "", data.Unreadable, "", ""},
		{"１e5", false, "", data.Unreadable, "", ""},
		{strings.Repeat("9", 300), false, "", data.Unreadable, "", ""},
	} {
		got := read(tt.text, c.Values, tt.signed)
		value := ""
		if got.value != nil {
			value = got.value.String()
		}
		if value != tt.value || got.status != tt.status || got.unit != tt.unit || got.note != tt.note {
			t.Errorf("read(%q) = %q %s %q %q, want %q %s %q %q", tt.text, value, got.status, got.unit, got.note, tt.value, tt.status, tt.unit, tt.note)
		}
	}
}

func TestYear(t *testing.T) {
	for _, tt := range []struct {
		title, preface string
		year, differs  int
	}{
		{"尖山区2024年政府信息公开工作年度报告", "", 2024, 0},
		{"2023年度宿迁市政府信息公开工作年度报告", "", 2023, 0},
		{"二〇二二年政府信息公开工作年度报告", "", 2022, 0},
		{"二○一九年政府信息公开年报", "", 2019, 0},
		{"某政办发〔2025〕5号关于报送某县2024年政府信息公开工作年度报告的函", "", 2024, 0},
		{"工作年度报告", "数据统计期限为 2024 年 1 月 1 日至 2024 年 12 月 31 日。", 2024, 0},
		{"某区2023年政府信息公开工作年度报告", "统计期限自2022年1月1日起至2022年12月31日止", 2023, 2022},
		{"某区政府信息公开工作年度报告", "现公布2021年政府信息公开工作年度报告", 2021, 0},
		{"某区政府信息公开工作年度报告", "没有年度", 0, 0},
	} {
		f := front{title: plain(tt.title), preface: tt.preface}
		if y, d := f.year(); y != tt.year || d != tt.differs {
			t.Errorf("year(%q, %q) = %d, %d, want %d, %d", tt.title, tt.preface, y, d, tt.year, tt.differs)
		}
	}
}

// Lists of older reports stand in menus around the report that a page shows.
func TestTitleAmongOthers(t *testing.T) {
	r, c := recogniser(t)
	p := &printer{form: c.Form("gov2021"), rnd: rand.New(rand.NewPCG(1, 2)), values: map[data.Cell]string{}}
	page := asHTML(p.print())
	older := "<ul><li>测试市某局2023年政府信息公开工作年度报告<li>测试市某局2022年政府信息公开工作年度报告</ul>"
	for name, tt := range map[string]struct{ old, new string }{
		"MenuBefore":       {"<h1>", older + "<h1>"},
		"ListAfter":        {"</h1>", "</h1><h2>一、总体情况</h2>" + older},
		"NamedInHead":      {"<body>", "<head><title>" + top + "_某网</title></head><body>" + "<p>" + top + "</p>" + older},
		"BodyOnItsOwnLine": {"<h1>" + top, "<p>测试市某局</p><h1>2024年政府信息公开工作年度报告"},
	} {
		got, err := reports(t, r, strings.Replace(page, tt.old, tt.new, 1))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(got) != 1 || got[0].Year != 2024 || got[0].Title != top {
			t.Errorf("%s: %d reports, %d, %s", name, len(got), got[0].Year, got[0].Title)
		}
	}
}

// A clash of labels is settled by the path, a unit in a heading is kept, and
// the same cell printed twice with different numbers is not guessed.
func TestTraps(t *testing.T) {
	r, c := recogniser(t)
	p := &printer{form: c.Form("gov2021"), rnd: rand.New(rand.NewPCG(1, 2)), values: map[data.Cell]string{}}
	page := asHTML(p.print())
	get := func(t *testing.T, page string, cell data.Cell) data.Figure {
		t.Helper()
		got, err := reports(t, r, page)
		if err != nil {
			t.Fatal(err)
		}
		if f := got[0].Figure(cell); f != nil {
			return *f
		}
		return data.Figure{}
	}
	t.Run("UnitInHeading", func(t *testing.T) {
		f := get(t, strings.Replace(page, "（单位：万元）", "（单位：元）", 1), "gov2021/t2.art20_8/fee/amount")
		if f.Value == nil || f.Unit != "元" {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("PrintedTwice", func(t *testing.T) {
		cell := data.Cell("gov2021/t2.art20_6/penalty/decisions")
		row := "<td rowspan=1 colspan='1'><p><span>行政强制</span></p>"
		again := strings.Replace(page, row, "<td>行政处罚</td><td>5</td></tr><tr>"+row, 1)
		if f := get(t, again, cell); f.Value != nil || f.Status != data.Unreadable {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("MergedValue", func(t *testing.T) {
		f := get(t, "<h1>"+top+"</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td colspan=3>5<tr><td>行政规范性文件<td>1<td>2<td>3</table>",
			"gov2021/t2.art20_1/rules/made")
		if f.Value != nil || f.Status != data.Unreadable {
			t.Errorf("got %+v", f)
		}
	})
	t.Run("MergedBlank", func(t *testing.T) {
		f := get(t, "<h1>"+top+"</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td colspan=3>/<tr><td>行政规范性文件<td>1<td>2<td>3</table>",
			"gov2021/t2.art20_1/rules/made")
		if f.Value != nil || f.Status == data.Reported {
			t.Errorf("got %+v", f)
		}
	})
}

func TestRefused(t *testing.T) {
	r, _ := recogniser(t)
	for code, text := range map[string]string{
		"not_a_report": "<h1>某区2024年政府信息公开工作年度报告</h1><p>附件：报告.docx</p>",
		"unknown_form": "<h1>某区2015年政府信息公开工作年度报告</h1><table><tr><td>统计指标<td>单位<td>统计数<tr><td>主动公开政府信息数<td>条<td>5</table>",
		"no_year":      "<h1>某区政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3</table>",
		"no_figures":   "<h1>某区2024年政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td><td><td></table>",
		"empty_file":   " \n\t ",
	} {
		if _, err := reports(t, r, text); data.Code(err) != code {
			t.Errorf("%s: got %v", code, err)
		}
	}
}

func TestTwoReportsInOneFile(t *testing.T) {
	r, c := recogniser(t)
	p := &printer{form: c.Form("gov2021"), rnd: rand.New(rand.NewPCG(1, 2)), values: map[data.Cell]string{}}
	page := asHTML(p.print())
	got, err := reports(t, r, page+strings.Replace(page, "2024年", "2023年", 1))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Year != 2024 || got[1].Year != 2023 || len(got[1].Figures) != 200 {
		t.Errorf("got %d reports", len(got))
	}
}

// A page break between the headings and the first row: the headings are those
// of the table before, also where another table stood there in between.
func TestHeadAcrossPages(t *testing.T) {
	r, _ := recogniser(t)
	const title, before = "<h1>福建省福州市鼓楼区2024年政府信息公开工作年度报告</h1>", "<table><tr><td>信息内容<td>本年废止件数<td>本年制发件数<td>现行有效件数</table>"
	for name, tt := range map[string]struct{ page, made string }{
		"Whole": {before + "<table><tr><td>规章<td>1<td>2<td>3<tr><td>行政规范性文件<td>4<td>5<td>6</table>", "2 5"},
		"InTwo": {"<table><tr><td rowspan=1>信息内容<td colspan=3>第二十条第（一）项</table><table><tr><td>信息内容<td>本年废止件数<td>本年制发件数<td>现行有效件数" +
			"<tr><td>规章<td>1<td>2<td>3<tr><td>行政规范性文件<td>4<td>5<td>6</table>", "2 5"},
		"Other": {before + "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3<tr><td>行政规范性文件<td>4<td>5<td>6</table>", "1 4"},
	} {
		got, err := reports(t, r, title+tt.page)
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		made := ""
		for _, c := range []data.Cell{"gov2021/t2.art20_1/rules/made", "gov2021/t2.art20_1/normative/made"} {
			for _, f := range got[0].Figures {
				if f.Cell == c && f.Value != nil {
					made += " " + f.Value.String()
				}
			}
		}
		if strings.TrimSpace(made) != tt.made {
			t.Errorf("%s: made %q, want %q", name, made, tt.made)
		}
	}
}
