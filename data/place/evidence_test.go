package place

import (
	"slices"
	"strings"
	"testing"

	"gongkai/data"
)

// What tells the two 鼓楼区 of 江苏省 apart, and what does not.
func TestSettle(t *testing.T) {
	with, _ := smallPack(t)
	hosts := Hosts{"gulou.gov.cn": "320106", "xz.gov.cn": "320300", "jiangsu.gov.cn": "320000"}
	const title, inJiangsu = "鼓楼区2024年政府信息公开工作年度报告", "江苏省鼓楼区2024年政府信息公开工作年度报告"
	for _, tt := range []struct {
		what string
		e    Evidence
		code string
		kind data.ClueKind // of the clue that decides, or that says why not
	}{
		{"folders", Evidence{Title: title, File: "江苏省/徐州市/鼓楼区/2024.docx"}, "320302", data.ClueFolder},
		{"folders of Windows", Evidence{Title: title, File: `D:\年报\徐州\2024.docx`}, "320302", data.ClueFolder},
		{"a folder in an archive", Evidence{Title: title, File: "年报.zip!/320300 徐州市/2024.docx"}, "320302", data.ClueFolder},
		{"a folder with a code", Evidence{Title: title, File: "320100/2024.docx"}, "320106", data.ClueFolder},
		{"the file's own name", Evidence{Title: title, File: "徐州市鼓楼区2024.docx"}, "", data.ClueVerdict},
		{"a folder that only begins with a short name", Evidence{Title: title, File: "徐州路/2024.docx"}, "", data.ClueVerdict},
		{"the page's address", Evidence{Title: title, Address: "https://www.gulou.gov.cn/zfxxgk/nb/2024.html", Hosts: hosts}, "320106", data.ClueHost},
		{"a portal in the preface", Evidence{Title: title, Preface: "可在网站（http://WWW.XZ.gov.cn）下载", Hosts: hosts}, "320302", data.ClueHost},
		{"a portal of the province", Evidence{Title: inJiangsu, Preface: "http://www.jiangsu.gov.cn", Hosts: hosts}, "", data.ClueVerdict},
		{"a portal that is not known", Evidence{Title: title, Address: "http://www.nj.gov.cn/", Hosts: hosts}, "", data.ClueVerdict},
		{"folder and telephone disagree", Evidence{Title: title, File: "南京市/2024.docx", Preface: "电话：0516-87636000"}, "", data.ClueVerdict},
		{"portal and folder agree", Evidence{Title: title, File: "徐州市/2024.docx", Address: "xz.gov.cn/a", Hosts: hosts}, "320302", data.ClueHost},
		{"a postcode alone", Evidence{Title: title, Preface: "邮编：221005"}, "", data.ClueVerdict},
		{"a postcode within the province", Evidence{Title: inJiangsu, Preface: "邮编：221005"}, "320302", data.CluePostcode},
		{"a postcode of neither", Evidence{Title: inJiangsu, Preface: "邮编：410000"}, "", data.ClueVerdict},
		{"a postcode of the province's other half", Evidence{Title: inJiangsu, Preface: "邮编：212000"}, "", data.ClueVerdict},
		{"townships alone", Evidence{Title: title, Text: "黄楼街道、丰财街道、琵琶街道"}, "", data.ClueVerdict},
		{"townships within the province", Evidence{Title: inJiangsu, Text: "黄楼街道、丰财街道"}, "320302", data.ClueTownship},
		{"one township is not enough", Evidence{Title: inJiangsu, Text: "黄楼街道"}, "", data.ClueVerdict},
		{"postcode and townships disagree", Evidence{Title: inJiangsu, Preface: "邮编：221005", Text: "湖南路街道、中央门街道"}, "320302", data.CluePostcode},
	} {
		tt.e.Year = 2024
		res := with.Trace(tt.e)
		if res.Body.RegionCode != tt.code || (tt.code == "") != (len(res.Body.Candidates) > 1) {
			t.Errorf("%s: %q, want %q: %v", tt.what, res.Body.RegionCode, tt.code, res.Body.Evidence)
		}
		if !slices.ContainsFunc(res.Trail, func(c data.Clue) bool { return c.Kind == tt.kind }) {
			t.Errorf("%s: no clue %q in %+v", tt.what, tt.kind, res.Trail)
		}
	}
}

// Strong clues that disagree leave a name open, and the trail says so.
func TestSettleDisagreement(t *testing.T) {
	res := mustLoad(t).Trace(Evidence{Title: "鼓楼区2024年政府信息公开工作年度报告", Preface: "福州市 0516-87636000", Text: "徐州市", Year: 2024})
	if last := res.Trail[len(res.Trail)-1]; res.Body.RegionCode != "" || last.Says.ZH != "几项线索不一致，请人工确认" {
		t.Errorf("%+v", res)
	}
}

// A unique name stands, and what contradicts it is a warning.
func TestWarnings(t *testing.T) {
	g := mustLoad(t)
	hosts := Hosts{"xz.gov.cn": "320300", "zhushan.gov.cn": "420323"}
	const title = "竹山县2024年政府信息公开工作年度报告"
	for _, tt := range []struct {
		what string
		e    Evidence
		kind data.ClueKind // of the only warning; "" for none
		says string
	}{
		{"nothing", Evidence{Title: title}, "", ""},
		{"the telephone of another city", Evidence{Title: title, Preface: "电话：0516-87636000"}, data.CluePhone, "电话区号 0516 属徐州市，与十堰市不符，请核对"},
		{"the right telephone", Evidence{Title: title, Preface: "电话：0719-4222222"}, "", ""},
		{"two telephones, one right", Evidence{Title: title, Preface: "电话：0719-4222222，0516-87636000"}, "", ""},
		{"the portal of another city", Evidence{Title: title, Address: "http://www.xz.gov.cn/", Hosts: hosts}, data.ClueHost, "与竹山县不符"},
		{"the right portal", Evidence{Title: title, Address: "http://www.zhushan.gov.cn/", Hosts: hosts}, "", ""},
		{"a preface copied from elsewhere", Evidence{Title: title, Preface: "现公布尖山区2024年政府信息公开工作年度报告。"}, data.ClueName, "前言写的是尖山区，与标题不是同一地方"},
		{"a contact copied from elsewhere", Evidence{Title: title, Preface: "如有疑问请与尖山区政务公开办公室联系。"}, data.ClueName, "前言写的是尖山区"},
		{"a preface of another department", Evidence{Title: "竹山县财政局2024年政府信息公开工作年度报告", Preface: "现公布竹山县统计局2024年政府信息公开工作年度报告。"}, data.ClueName, "前言写的是竹山县统计局，与标题的机关不同"},
		{"the city in the preface", Evidence{Title: title, Preface: "现公布十堰市竹山县2024年政府信息公开工作年度报告，按照湖北省人民政府要求编制。"}, "", ""},
		{"the office in the preface", Evidence{Title: title, Preface: "请与竹山县人民政府办公室联系。"}, "", ""},
	} {
		tt.e.Year = 2024
		res := g.Trace(tt.e)
		if res.Body.RegionCode != "420323" {
			t.Errorf("%s: %+v", tt.what, res.Body)
		}
		w := res.Warnings()
		if tt.kind == "" && len(w) > 0 || tt.kind != "" && (len(w) != 1 || w[0].Kind != tt.kind || !strings.Contains(w[0].Says.ZH, tt.says) || w[0].Says.EN == "") {
			t.Errorf("%s: warnings %+v", tt.what, w)
		}
	}
}

// The trail says in both languages what was found, and Body.Evidence the same.
func TestTrail(t *testing.T) {
	with, _ := smallPack(t)
	for _, e := range []Evidence{
		{Title: "鼓楼区2024年政府信息公开工作年度报告", File: "徐州市/a.docx", Year: 2024},
		{Title: "静海县2012年政府信息公开工作年度报告", Preface: "电话：022-28942000", Year: 2012},
		{Title: "教育部2024年政府信息公开工作年度报告", Year: 2024},
		{Title: "某某县2024年政府信息公开工作年度报告", Year: 2024},
		{Preface: "本报告在尖山区人民政府网站公布。", Year: 2024},
	} {
		res := with.Trace(e)
		if len(res.Trail) < 2 || len(res.Trail) != len(res.Body.Evidence) {
			t.Errorf("%+v: trail %v, evidence %v", e, res.Trail, res.Body.Evidence)
		}
		for i, c := range res.Trail {
			if c.Kind == "" || c.Says.ZH == "" || c.Says.EN == "" || c.Says.ZH != res.Body.Evidence[i] {
				t.Errorf("%+v: clue %+v", e, c)
			}
		}
	}
	if res := with.Trace(Evidence{}); res.Body.Name != "" || res.Trail != nil {
		t.Errorf("nothing: %+v", res)
	}
}

func TestHostsLearn(t *testing.T) {
	h := Hosts{}
	for _, l := range [][2]string{
		{"https://www.gulou.gov.cn/a", "320106"}, {"www.xz.gov.cn", "320302"}, {"http://xz.gov.cn:8080/b", "320303"}, {"js.gov.cn", "320302"}, {"js.gov.cn", "320106"},
		{"gov.example.cn", "320106"}, {"gov.example.cn", "420323"}, {"gov.example.cn", "320106"}, {"not an address", "320106"}, {"gulou.gov.cn", "somewhere"}, {"", "320106"},
	} {
		h.Learn(l[0], l[1])
	}
	want := Hosts{"gulou.gov.cn": "320106", "xz.gov.cn": "320300", "js.gov.cn": "320000", "gov.example.cn": ""}
	if len(h) != len(want) {
		t.Errorf("learnt %v", h)
	}
	for host, code := range want {
		if h[host] != code {
			t.Errorf("%s: %q, want %q", host, h[host], code)
		}
	}
}

// A zone that the pack lists is placed though it is not named after its city.
func TestZonesOfPack(t *testing.T) {
	with, _ := smallPack(t)
	for _, tt := range []struct{ title, name, code, organ string }{
		{"雨花软件谷管委会", "雨花软件谷管委会", "320100", "雨花软件谷管委会"},
		{"雨花软件谷财政局", "雨花软件谷财政局", "320100", "财政局"},
		{"湖北襄阳鱼梁洲经济开发区", "湖北襄阳鱼梁洲经济开发区", "420600", "湖北襄阳鱼梁洲经济开发区"},
		{"徐州黄楼街道办事处", "徐州黄楼街道办事处", "", "徐州黄楼街道办事处"}, // 徐州市 has no such street itself
		{"鼓楼黄楼街道办事处", "鼓楼黄楼街道办事处", "", "鼓楼黄楼街道办事处"}, // four places are called 鼓楼
		{"静海县2012年", "天津市静海县", "120118", ""},
	} {
		if b := with.Resolve(Evidence{Title: tt.title + "政府信息公开工作年度报告", Year: 2012}); b.Name != tt.name || b.RegionCode != tt.code || b.Organ != tt.organ {
			t.Errorf("%s: %+v", tt.title, b)
		}
	}
	if b := mustLoad(t).Resolve(Evidence{Title: "雨花软件谷管委会政府信息公开工作年度报告"}); b.RegionCode != "" {
		t.Errorf("without the pack: %+v", b)
	}
}
