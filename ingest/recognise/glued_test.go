package recognise

import (
	"strings"
	"testing"

	"gongkai/data"
)

const gluedTop = "某市某区2024年政府信息公开工作年度报告\n一、总体情况\n2024年，作出行政许可12\n344件。\n"

const gluedTwo = `第二十条第（一）项
信息内容本年制发件数本年废止件数现行有效件数
规章000
行政规范性文件6233440
第二十条第（五）项
信息内容本年处理决定数量
行政许可2293
第二十条第（六）项
信息内容本年处理决定数量
行政处罚0行政强制10 000
第二十条第（八）项
信息内容本年收费金额（单位：万元）
行政事业性收费02025年
`

const gluedThree = `（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他
一、本年新收政府信息公开申请数量1200001 3
三、本年度办理结果（一）予以公开1200003（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开0000000
`

// figuresOf writes the figures of a table row as "code=value" or, without a
// number, "code?run", then the note.
func figuresOf(rep *data.Report, prefix data.Cell) string {
	var words []string
	for _, f := range rep.Figures {
		if !strings.HasPrefix(string(f.Cell), string(prefix)) {
			continue
		}
		word := strings.TrimPrefix(string(f.Cell), string(prefix)) + "?" + f.Text
		if f.Value != nil {
			word = strings.TrimPrefix(string(f.Cell), string(prefix)) + "=" + f.Value.String()
		}
		if f.Note != "" {
			word += "!"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestGlued(t *testing.T) {
	r, _ := recogniser(t)
	for name, text := range map[string]string{
		"Text":       gluedTop + gluedTwo + gluedThree,
		"Paragraphs": "<html><p>" + strings.ReplaceAll(gluedTop+gluedTwo+gluedThree, "\n", "</p><p>"),
	} {
		got, err := reports(t, r, text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for prefix, want := range map[data.Cell]string{
			"gov2021/t2.art20_1/rules/":                    "made?000 repealed?000 in_force?000",
			"gov2021/t2.art20_1/normative/":                "made?6233440 repealed?6233440 in_force?6233440",
			"gov2021/t2.art20_5/":                          "licence/decisions=2293",
			"gov2021/t2.art20_6/":                          "penalty/decisions=0 coercion/decisions?10 000",
			"gov2021/t2.art20_8/":                          "", // 0 and the year 2025, or 02025: nobody knows
			"gov2021/t3/granted/natural":                   "?1200003",
			"gov2021/t3/refused.state_secret/natural":      "?0000000", // the 2 is the next label's
			"gov2021/t3/refused.prohibited_by_law/natural": "?0000000",
			"gov2021/t3/received/natural":                  "?1200001 3",
		} {
			if got := figuresOf(got[0], prefix); got != want {
				t.Errorf("%s: %s: %s, want %s", name, prefix, got, want)
			}
		}
	}
	// headings in another order: the run must not be split by the form's
	moved := strings.Replace(gluedTop+gluedTwo, "本年制发件数本年废止件数", "本年废止件数本年制发件数", 1)
	got, err := reports(t, r, moved)
	if err != nil {
		t.Fatal(err)
	}
	if got := figuresOf(got[0], "gov2021/t2.art20_1/normative/"); got != "made?6233440! repealed?6233440! in_force?6233440!" {
		t.Error(got)
	}
	if got[0].Figure("gov2021/t2.art20_1/normative/made").Note != OrderUnknown {
		t.Error("no word on the order")
	}
}

// One cell a line without any mark: labels and counts must tell.
func TestBareLines(t *testing.T) {
	r, _ := recogniser(t)
	text := strings.NewReplacer("本年制发件数本年废止件数现行有效件数", "\n本年制发件数\n本年废止件数\n现行有效件数",
		"规章000", "规章\n0\n/\n11", "行政规范性文件6233440", "行政规范性文件\n6\n40", "行政许可2293", "行政许可\n2293",
		"信息内容", "信息内容\n", "行政处罚0行政强制10 000", "行政处罚\n173\n行政强制\n").Replace(gluedTop + gluedTwo)
	got, err := reports(t, r, text)
	if err != nil {
		t.Fatal(err)
	}
	for prefix, want := range map[data.Cell]string{
		"gov2021/t2.art20_1/rules/":     "made=0 repealed?/ in_force=11",
		"gov2021/t2.art20_1/normative/": "made?6 | 40 repealed?6 | 40 in_force?6 | 40",
		"gov2021/t2.art20_5/":           "licence/decisions=2293",
		"gov2021/t2.art20_6/":           "penalty/decisions=173",
	} {
		if got := figuresOf(got[0], prefix); got != want {
			t.Errorf("%s: %s, want %s", prefix, got, want)
		}
	}
}
