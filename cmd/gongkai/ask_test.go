package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/analytics"
)

// The command line prints the answers of analytics, as tables and as JSON.
func TestAsk(t *testing.T) {
	store := newStore(t)
	must(t, gongkai("ingest", "--store", store, "--samples"))
	own := filepath.Join(t.TempDir(), "own.json")
	if err := os.WriteFile(own, []byte(`{"ratios":[{"code":"own.rate","name_zh":"自然人占比","numerator":["applications.received@natural"],"denominator":["applications.received"],"scale":100,"unit":"%","valid_for":["gov2021"]}]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	ask := func(args ...string) outcome {
		return gongkai(append([]string{"ask", args[0], "--store", store}, args[1:]...)...)
	}
	for _, tt := range []struct {
		args  []string
		wants []string
	}{
		{[]string{"trend", "-b", "平潭综合实验区", "-i", "rate.disclosure,applications.received", "--view", "change"},
			[]string{"45.87156   %     100/218（39.4–52.5）  -5.980292", "169.135802", "存疑（勾稽不符）", "2021年起改用2021年格式", "快照 1（"}},
		{[]string{"trend", "-b", "宿迁市", "-i", "own.rate", "--catalogue", own}, []string{"own.rate", "3402/3511"}},
		{[]string{"peers", "-b", "平潭综合实验区", "-i", "applications.received", "--rule", "level", "--year", "2024"}, []string{"全国同级政府", "1（1–1）      平潭综合实验区  218", "←", "2 个机关：最小"}},
		{[]string{"change", "-b", "平潭综合实验区", "--year", "2024"}, []string{"1. ", "极不寻常", "本年新收申请 218 件，上年 81 件，增加 137 件（+169.1%）"}},
		{[]string{"why", "-b", "平潭综合实验区", "-i", "rate.disclosure_substantive", "--from", "2023", "--to", "2024"}, []string{"总量", "natural"}},
		{[]string{"who", "-b", "平潭综合实验区", "-i", "applications.received", "--rule", "level", "--from", "2023", "--to", "2024"}, []string{"合计变化 140", "新有 3"}},
		{[]string{"chain", "-b", "平潭综合实验区"}, []string{"按上年推算", "2024"}},
		{[]string{"scatter", "-b", "平潭综合实验区", "-x", "applications.received", "-y", "rate.disclosure", "--rule", "level", "--year", "2024"}, []string{"218", "45.87156", "不计算相关"}},
		{[]string{"funnel", "-b", "平潭综合实验区", "-i", "rate.disclosure", "--rule", "level", "--year", "2024"}, []string{"合并比率", "φ="}},
		{[]string{"outcomes", "-b", "平潭综合实验区", "--from", "2024"}, []string{"2024    予以公开                    71    32.568807"}},
		{[]string{"total", "-b", "平潭综合实验区", "-i", "rate.disclosure", "--rule", "level", "--from", "2024", "--to", "2024"}, []string{"2/2"}},
		{[]string{"coverage", "-b", "平潭综合实验区", "--rule", "level"}, []string{"存疑", "缺"}},
		{[]string{"define", "rate.disclosure"}, []string{"(予以公开 + 部分公开) ÷ 申请答复数 × 100", "三、本年度办理结果 （七）总计", "引用时应写明分母"}},
	} {
		out := must(t, ask(tt.args...))
		for _, w := range tt.wants {
			if !strings.Contains(out, w) {
				t.Errorf("%v: %q is missing in\n%s", tt.args, w, out)
			}
		}
		var answer map[string]any
		if err := json.Unmarshal([]byte(must(t, ask(append(tt.args, "--json")...))), &answer); err != nil {
			t.Errorf("%v: %v", tt.args, err)
		}
	}
	must(t, gongkai("groups", "set", "--store", store, "两地", "平潭综合实验区", "双鸭山市尖山区"))
	if out := must(t, gongkai("groups", "list", "--store", store)); out != "两地\t230502:双鸭山市尖山区 350128:平潭综合实验区\n" {
		t.Error(out)
	}
	if out := must(t, ask("peers", "-b", "平潭综合实验区", "-i", "applications.received", "--year", "2024", "--group", "两地")); !strings.Contains(out, "自选名单中的同级政府") || !strings.Contains(out, "双鸭山市尖山区  3") {
		t.Error(out)
	}
	must(t, gongkai("groups", "unset", "--store", store, "两地"))
	if out := must(t, ask("trend", "-b", "双鸭山市尖山区", "-i", "rate.disclosure", "--few", "2")); !strings.Contains(out, "100   %     3/3（43.9–100.0）") {
		t.Error(out)
	}
	var trend analytics.Trend
	if err := json.Unmarshal([]byte(must(t, ask("trend", "-b", "350128:平潭综合实验区", "-i", "applications.received", "--json"))), &trend); err != nil || len(trend.Series[0].Points) != 7 {
		t.Errorf("%+v, %v", trend, err)
	}
	for code, o := range map[string]outcome{
		"ambiguous_body":    ask("trend", "-b", "局", "-i", "applications.received"),
		"unknown_body":      ask("trend", "-b", "没有", "-i", "applications.received"),
		"unknown_indicator": ask("peers", "-b", "宿迁市", "-i", "x"),
		"bad_view":          ask("trend", "-b", "宿迁市", "-i", "applications.received", "--view", "pie"),
		"unknown_group":     ask("peers", "-b", "宿迁市", "-i", "applications.received", "--group", "两地"),
		"bad_group":         ask("total", "-b", "宿迁市", "-i", "applications.received", "--rule", "friends"),
		"cannot_open":       ask("trend", "-b", "宿迁市", "-i", "applications.received", "--catalogue", own+"x"),
		"bad_subject":       ask("outcomes", "-b", "宿迁市", "--subject", "x"),
	} {
		if o.status != 1 || !strings.Contains(o.errors, "["+code+"]") || strings.Count(o.errors, "\n") != 1 {
			t.Errorf("%s: %+v", code, o)
		}
	}
}
