package recognise

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/data/form"
)

// Sentences as real reports word them; each with what it states. A word in
// brackets gives the number another scope.
func TestStatements(t *testing.T) {
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := &Recogniser{catalogue: c}
	for _, tt := range []struct{ sentence, want string }{
		{"本年度接到政府信息公开申请3件，依法答复3个，发生有关政府信息公开事务的行政复议2件，已全部处理。", "received 3, concluded 3, review 2"},
		{"本年度，共受理政府信息公开申请2件，都在法定期限内予以答复。", "received 2"},
		{"2024年，我局共收到政府信息公开申请5件，均在规定时限内完成答复；政府信息公开行政复议1件（申请人撤回结案）、行政诉讼0件。", "received 5, review 1, litigation 0"},
		{"今年我镇共收到政府信息公开申请7件，办结7件，行政复议、诉讼0件，所有政府信息公开申请均按时给予答复。", "received 7, concluded 7, review 0, litigation 0"},
		{"2024年，共收到10件依申请公开请求，2023年结转政府信息公开申请2件，共办结10件，结转2025年度继续办理2件；全市发生政府信息公开行政复议案件1起。",
			"received 10, concluded 10, carried_in 2, carried_out 2, review 1 [全市]"},
		{"全区各行政机关共办理政府信息公开申请114件（含2023年结转18件），办结113件，公开政府信息167项；办理因依申请公开引发的行政复议7件，行政诉讼42件。",
			"handled 114 [全区], concluded 113 [全区], carried_in 18 [全区], review 7 [全区], litigation 42 [全区]"},
		{"2024年度厚桥街道收到政府信息公开申请一件，已办理完毕。", "received 1"},
		{"全年收到政府信息公开申请1,046件。其中，通过官方网站提交申请表的862件，占比82.4%。", "received 1046"},
		{"2024年受理依申请公开0件。", "received 0"},
		{"2024年，我局未收到有关依申请公开内容，无因政府信息公开申请工作被申请行政复议和行政诉讼的情况。", "received 0, review 0, litigation 0"},
		{"2024年我镇未收到依申请公开请求；没有发生因政府信息公开工作引发举报、投诉、行政复议或行政诉讼等事件。", "received 0, review 0, litigation 0"},
		{"没有关于政府信息公开的行政诉讼和行政复议情况。", "review 0, litigation 0"},
		{"（二）监督救济。因政府信息公开发生复议0件，诉讼0件。", "review 0, litigation 0"},
		{"全年作出行政许可决定460件、行政处罚决定35件，行政强制决定2件。", "licence 460, penalty 35, coercion 2"},
		{"全年制发行政规范性文件4件，废止行政规范性文件3件，现行有效行政规范性文件14件。", "made 4, repealed 3, in_force 14"},
		{"本年新收政府信息公开申请70件，上年结转0件；本年度办理69件，结转下年度1件。", "received 70, carried_in 0, carried_out 1"},
		{"因政府信息公开提起的行政复议3件；未经复议直接起诉12件，复议后起诉0件。", "review 3, lit_direct 12, lit_after 0"},
		// another year, a part, an estimate, something else
		{"2022年，镇政府办公室共制定规范性文件0件，废止规范性文件0件。", ""},
		{"全年依申请公开共收到群众网上申请105件，快递17件，合计122件。", ""},
		{"通过政府门户网站共办理并答复信息公开申请3件、纸质申请36件。", "handled 3 [通过], concluded 3 [通过]"},
		{"2024年，我办全年未收到行政许可申请；各栏目共刊发文稿44篇。", ""},
		{"2025年以来未收到行政复议行政诉讼申请，尽职履行。", ""},
		{"行政复议144件，120件做了复议决定，行政诉讼97件，27件法院做出判决。", ""},
		{"公示行政许可信息1125条、行政处罚决定35条。", ""},
		{"全年办理12345热线47件，办结率100%。", ""},
		{"收到政府信息公开申请同比增长12件，其中上半年收到政府信息公开申请3件。", "received 3 [上半年]"},
		{"2023年收到政府信息公开申请9件，办结9件。", ""},
		{"收到约30件信息公开申请。", "received 30 [约]"},
		{"全区各职能部门、镇街共收到政府信息公开申请1499件。", "received 1499 [全区]"},
	} {
		var got []string
		for _, s := range r.statements([]string{"一、总体情况", tt.sentence, "二、主动公开政府信息情况", "收到政府信息公开申请99件。"}, 2024) {
			word := fmt.Sprintf("%s %s", s.Item, s.Value)
			if s.Part != "" {
				word += " [" + s.Part + "]"
			}
			if !slices.Contains(got, word) {
				got = append(got, word)
			}
			if s.At.Row != 2 || s.Text == "" {
				t.Errorf("%+v", s)
			}
		}
		want := strings.Split(tt.want, ", ")
		if tt.want == "" {
			want = nil
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", tt.sentence, got, want)
		}
	}
}
