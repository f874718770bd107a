package dashboard

import (
	"html"
	"net/url"
	"strings"
	"testing"
)

// The page says who reported when and what does not add up, each finding with
// a way to the cells.
func TestQuality(t *testing.T) {
	root := start(t, samples.dir)
	for _, tt := range []struct {
		name, address string
		has, hasNot   []string
	}{
		{"All", "/quality", []string{"全部机关，13 个机关", "76%", `class="st suspect"`, `class="st missing"`, "平潭综合实验区 2020：已报告，有勾稽不符 2 处", "1–15 / 15", "上年现行有效件数，加本年制发、减本年废止，等于本年现行有效件数", "的没有载入。请补充该年度的报告",
			"行政复议：结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计", "“自然人”列：（一）予以公开 至 （六）其他处理 之和 = 26，（七）总计 = 20，两者应相等",
			`<a href="` + reportOf("2020") + `#f-t3.outcomes-natural">`, `#gov2019/t3/granted/natural">`}, []string{"ZgotmplZ", "%!", " style="}},
		{"Own", "/quality?rule=own&state=any&body=" + pingtan, []string{"1 个机关", "1–50 / ", "无法核验"}, []string{"宿迁市"}},
		{"Peers", "/quality?rule=level&body=" + pingtan, []string{"全国同级政府，2 个机关"}, nil},
		{"Check", "/quality?check=t4.review", []string{"1–1 / 1", `<option value="t4.review" selected>`}, nil},
		{"None", "/quality?state=waived", []string{"没有符合条件的结果", "0–0 / 0"}, nil},
		{"English", "/quality?lang=en", []string{"reported, checks failed", "must hold"}, []string{"已报告", "必须成立"}},
		{"CSV", "/quality.csv", []string{"350128,平潭综合实验区,2020,gov2019,t3.outcomes,（一）予以公开 至 3.其他 之和 = （七）总计,natural,未通过,必须成立,“自然人”列："}, nil},
		{"JSON", "/quality.json", []string{`"check":"t4.review"`, `"state":"suspect"`}, nil},
		{"Report", strings.Replace(reportOf("2020"), "%3A", ":", 1), []string{`<li id="f-t3.outcomes-natural">`, `<a href="#gov2019/t3/concluded/natural">`, `<b>20</b>`}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := get(t, root+tt.address)
			if got.status != 200 {
				t.Fatalf("%d %.500s", got.status, got.body)
			}
			text := html.UnescapeString(got.body)
			for _, want := range tt.has {
				if !strings.Contains(text, want) && !strings.Contains(text, strings.Replace(want, "%3A", ":", 1)) {
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
	for _, bad := range []string{"state=wrong", "body=" + url.QueryEscape("没有这里"), "skip=-1", "skipf=x", "rule=nothing&body=" + pingtan} {
		if got := get(t, root+"/quality?"+bad); got.status != 400 {
			t.Errorf("%s: %d", bad, got.status)
		}
	}
}
