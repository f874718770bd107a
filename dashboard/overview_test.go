package dashboard

import (
	"encoding/json"
	"html"
	"net/url"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/data"
)

// The overview says a year's figures, their change and doubt, what changed in
// sentences whose numbers lead to their cells, and how applications ended.
func TestOverview(t *testing.T) {
	root := start(t, samples.dir)
	for _, tt := range []struct {
		name, address string
		has, hasNot   []string
	}{
		{"Year", "/?year=2024&body=" + pingtan, []string{
			`<a href="` + strings.Replace(reportOf("2024"), "%3A", ":", 1) + `#gov2021/t3/received/total">218</a>`, "较上年 +137（+169.1%）", "45.9", "较上年 −6 个百分点", "件数少，只列件数", "1/6",
			"勾稽相符", "有报告的年度 7/7", `<a href="` + strings.Replace(reportOf("2024"), "%3A", ":", 1) + `#gov2021/t3/refused.`, "极不寻常", "32.6%", `<rect x="0.000" y="0" width="32.569"`},
			[]string{"ZgotmplZ", " style=", "%!", "<script>"}},
		{"Suspect", "/?year=2020&body=" + pingtan, []string{"勾稽不符"}, []string{"勾稽相符"}},
		{"English", "/?lang=en&year=2024&body=" + pingtan, []string{"checks hold", "peers: governments of the same level", "cases", "+137 (+169.1 %)"}, []string{"较上年", " 件", "年度</span>"}},
		{"ByName", "/?body=" + url.QueryEscape("宿迁市"), []string{"宿迁市 <span", "2025"}, nil},
		{"NoReport", "/?year=2022&body=" + url.QueryEscape("宿迁市"), []string{"本年度没有报告", "该年没有报告", "没有本年办理结果", "没有可比较的上一年度"}, []string{`class="big">0<`}},
		{"Default", "/", []string{"平潭综合实验区"}, nil},
		{"CSV", "/index.csv?year=2024&body=" + pingtan, []string{"applications.received,本年新收申请,350128,平潭综合实验区,2024,218,件,,,已报告,137,169.135802"}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := get(t, root+tt.address)
			if got.status != 200 {
				t.Fatalf("%d %.500s", got.status, got.body)
			}
			text := html.UnescapeString(got.body)
			for _, want := range tt.has {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing", want)
				}
			}
			for _, not := range tt.hasNot {
				if strings.Contains(got.body, not) {
					t.Errorf("%q is there", not)
				}
			}
		})
	}
	var answer glances
	if got := get(t, root+"/index.json?year=2024&body="+pingtan); json.Unmarshal([]byte(got.body), &answer) != nil || answer.Glance.Year != 2024 || len(answer.Glance.Items) != len(tiles) {
		t.Errorf("%.500s", got.body)
	}
	if got := get(t, root+"/?body="+url.QueryEscape("没有这里")); got.status != 400 || !strings.Contains(got.body, "unknown_body") {
		t.Error(got.status)
	}
}

func TestBenchmark(t *testing.T) {
	root := start(t, samples.dir)
	own := "year=2024&rule=level&body=" + pingtan
	got := get(t, root+"/benchmark?i=rate.disclosure&"+own)
	for _, want := range []string{"全国同级政府，2 个机关", "100/218（39.4–52.5）", "件数少", `class="own"`, "引用时应写明分母", `<option value="level" selected>`, `<option value="rate.disclosure" selected>`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%q is missing", want)
		}
	}
	charts := get(t, root+"/charts/benchmark.json?i=rate.disclosure&"+own)
	for _, want := range []string{`"id":"ranked"`, `"id":"funnel"`, `[218,45.87155963302752,`, `"symbol":"diamond"`, `"name":"中位数","yAxis":45.87156`} {
		if !strings.Contains(charts.body, want) {
			t.Errorf("%q is missing in %.2000s", want, charts.body)
		}
	}
	if csv := get(t, root+"/benchmark.csv?i=applications.received&"+own); !strings.Contains(csv.body, "1,1,1,350128,平潭综合实验区,2024,applications.received,本年新收申请,218,件") {
		t.Errorf("%s", csv.body)
	}
	if alone := get(t, root+"/benchmark?i=applications.received&year=2024&rule=province&body="+pingtan); !strings.Contains(alone.body, "没有其他可比较的机关") || strings.Contains(alone.body, `class="chart`) {
		t.Errorf("%.3000s", alone.body)
	}
	if byCases := get(t, root+"/benchmark?i=rate.disclosure&sort=n&"+own); !strings.Contains(byCases.body, `aria-sort="descending"><a href="/benchmark?`) || strings.Contains(byCases.body, "ascending\"><a") {
		t.Errorf("%s", byCases.body)
	}
	if bad := get(t, root+"/benchmark?i=nothing&"+own); bad.status != 400 {
		t.Error(bad.status)
	}
}

func TestShort(t *testing.T) {
	p, english := page{Lang: data.Chinese}, page{Lang: data.English}
	for _, tt := range []struct{ number, zh, en string }{
		{"0", "0", "0"}, {"999999", "999,999", "999,999"}, {"1000000", "100 万", "1,000,000"}, {"-1234567", "-123.46 万", "-1,234,567"},
		{"100000000", "1 亿", "100,000,000"}, {"45.871560", "45.9", "45.9"},
	} {
		n, err := data.ParseNumber(tt.number)
		if err != nil || p.short(n) != tt.zh || english.short(n) != tt.en {
			t.Errorf("%s: %s, %s", tt.number, p.short(n), english.short(n))
		}
	}
}

func TestSpark(t *testing.T) {
	at := func(values ...string) (points []analytics.Point) {
		for _, v := range values {
			p := analytics.Point{}
			if n, err := data.ParseNumber(v); err == nil {
				p.Value = &n
			}
			points = append(points, p)
		}
		return points
	}
	always := func(x, y analytics.Point) bool { return true }
	for _, tt := range []struct {
		points []analytics.Point
		joined func(x, y analytics.Point) bool
		want   spark
	}{
		{at("0", "10"), always, spark{"M4.0 28.0L116.0 4.0", "116.0", "4.0"}},
		{at("0", "-", "10"), always, spark{"M4.0 28.0M116.0 4.0", "116.0", "4.0"}},
		{at("0", "10", "-"), always, spark{"M4.0 28.0L60.0 4.0", "", ""}},
		{at("0", "10"), func(x, y analytics.Point) bool { return false }, spark{"M4.0 28.0M116.0 4.0", "116.0", "4.0"}},
		{at("100", "99"), always, spark{"M4.0 4.0L116.0 4.5", "116.0", "4.5"}}, // a small movement stays small
		{at("-", "-"), always, spark{}},
		{at("0", "0"), always, spark{"M4.0 4.0L116.0 4.0", "116.0", "4.0"}},
	} {
		if got := newSpark(tt.points, tt.joined); got != tt.want {
			t.Errorf("%+v: %+v, want %+v", tt.points, got, tt.want)
		}
	}
}

func TestOutcomes(t *testing.T) {
	root := start(t, samples.dir)
	own := "year=2024&body=" + pingtan
	page := html.UnescapeString(get(t, root+"/outcomes?"+own).body)
	for _, want := range []string{"三类内部事务信息", "32.6%", `class="h3"`, "各项之和相差", "未经复议直接起诉总计", "2024-01-01 修订后的《行政复议法》", `class="chart flow"`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if flow := get(t, root+"/charts/flow.json?"+own).body; !strings.Contains(flow, `{"source":"本年办理","target":"予以公开","value":71}`) {
		t.Errorf("%.2000s", flow)
	}
	if none := get(t, root+"/outcomes?year=2022&body="+url.QueryEscape("宿迁市")).body; !strings.Contains(none, "该年没有报告") || strings.Contains(none, `class="chart flow"`) {
		t.Errorf("%.3000s", none)
	}
	if natural := get(t, root+"/outcomes.csv?applicant=natural&"+own).body; !strings.Contains(natural, "applications,outcomes.granted@natural,予以公开") {
		t.Errorf("%.1500s", natural)
	}
	if bad := get(t, root+"/outcomes?applicant=x&"+own); bad.status != 400 {
		t.Error(bad.status)
	}
}

// A view shows what it makes of the numbers, in a unit of its own, and nothing
// where two years may not be compared.
func TestViews(t *testing.T) {
	root := start(t, samples.dir)
	for view, want := range map[string][]string{
		"index":    {"本年新收申请 · 指数（起始年=100）", "2019年=100", ">947.8</a>"},
		"change":   {"本年新收申请 · 较上年增减", ">137</a>", ">–</a>", `title="与比较的年度不可比`},
		"since":    {"较2019年增减", ">195</a>"},
		"per_100k": {"每十万人", ">–</a>"},
		"share":    {"本年新收申请", ">218</a>"}, // no part of anything: absolute
	} {
		got := html.UnescapeString(get(t, root+"/trends?from=2019&view="+view+"&body="+pingtan).body)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is missing", view, w)
			}
		}
	}
	chart := get(t, root+"/charts/applications.json?from=2019&view=change&body="+pingtan).body
	if !strings.Contains(chart, `["2024",137,`) || !strings.Contains(chart, `["2019","-",`) {
		t.Errorf("%.1500s", chart)
	}
	if bad := get(t, root+"/trends?view=pie"); bad.status != 400 {
		t.Error(bad.status)
	}
	if page := get(t, root+"/decisions?body="+pingtan).body; !strings.Contains(page, "行政强制处理决定") || !strings.Contains(page, "i=decisions.coercion") {
		t.Errorf("%.2000s", page)
	}
}
