package place

import (
	"strings"
	"testing"

	"gongkai/data"
)

func mustLoad(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestResolvePreface(t *testing.T) {
	g := mustLoad(t)
	for _, tt := range []struct {
		what              string
		e                 Evidence
		name, code, organ string
	}{
		{"broken over lines", Evidence{Title: "工作年度报告", Preface: "根据《中华人民共和国政府信息公开条例》，现公布福建省平潭综合实验区市场监督管理局\n2024 年政府信息公开工作年度报告。数据统计期限为 2024 年 1 月 1 日至 2024 年 12 月 31 日。"},
			"平潭综合实验区市场监督管理局", "350128", "市场监督管理局"},
		{"cut title", Evidence{Title: "督管理局2024年政府信息公开工作年度报告", Preface: "现公布平潭综合实验区市场监督管理局2024年政府信息公开工作年度报告"},
			"平潭综合实验区市场监督管理局", "350128", "市场监督管理局"},
		{"title among the lines", Evidence{Preface: "尖山区2024年政府信息公开工作年度报告\n本年度报告根据《条例》要求编制。"}, "双鸭山市尖山区", "230502", ""},
		{"the seed's preface without its title", Evidence{Preface: "本年度报告根据《中华人民共和国政府信息公开条例》（以下简称《条例》）的相关规定，全面总结了2024年政府信息公开工作及相关主要数据。本年度报告可在尖山区政府网政府信息公开平台查阅或下载，如有疑问请与尖山区政务公开办公室联系联系地址：尖山区新兴大街191号，联系电话：0469-4240836。"},
			"双鸭山市尖山区", "230502", ""},
		{"a department's contact", Evidence{Preface: "本报告根据《条例》编制。如有疑问，请与竹山县财政局办公室联系（电话：0719-4222222）。"}, "十堰市竹山县财政局", "420323", "财政局"},
		{"who wrote it", Evidence{Preface: "本报告由宿迁市人民政府办公室根据《条例》编制。"}, "宿迁市", "321300", ""},
		{"only a web site", Evidence{Preface: "本报告在尖山区人民政府网站公布。"}, "双鸭山市尖山区", "230502", ""},
		{"the lower of two sites", Evidence{Preface: "本报告在双鸭山市人民政府网站、尖山区人民政府网站公布。"}, "双鸭山市尖山区", "230502", ""},
		{"two sites of one level", Evidence{Preface: "本报告在竹山县人民政府网站、尖山区人民政府网站公布。"}, "", "", ""},
		{"site name in the title", Evidence{Title: "2024年政府信息公开工作年度报告 - 尖山区人民政府"}, "双鸭山市尖山区", "230502", ""},
		{"organ in the title, place in the preface", Evidence{Title: "区财政局2024年政府信息公开工作年度报告", Preface: "本报告在尖山区人民政府网站公布。"}, "双鸭山市尖山区财政局", "230502", "财政局"},
		{"organ in the title, place in the site's name", Evidence{Title: "市场监督管理局2024年政府信息公开工作年度报告_平潭综合实验区管委会"}, "平潭综合实验区市场监督管理局", "350128", "市场监督管理局"},
		{"organ in the title, no place", Evidence{Title: "财政局2024年政府信息公开工作年度报告"}, "财政局", "", "财政局"},
		{"a subdistrict called after a school", Evidence{Title: "学院路街道办事处2024年政府信息公开工作年度报告", Preface: "本报告在尖山区人民政府网站公布。"}, "双鸭山市尖山区学院路街道办事处", "230502", "学院路街道办事处"},
		{"a university in the preface", Evidence{Title: "工作年度报告", Preface: "现公布上海交通大学2022年信息公开工作年度报告，请审议。"}, "", "", ""},
		{"a ministry at its address", Evidence{Title: "教育部2024年政府信息公开工作年度报告", Preface: "联系地址：北京市西城区大木仓胡同37号"}, "教育部", "", "教育部"},
		{"publisher", Evidence{Title: "2024年政府信息公开工作年度报告", Publisher: "竹山县财政局"}, "十堰市竹山县财政局", "420323", "财政局"},
		{"a publishing office", Evidence{Title: "2024年政府信息公开工作年度报告", Publisher: "竹山县人民政府办公室"}, "十堰市竹山县", "420323", ""},
		{"a publisher that is none", Evidence{Title: "2024年政府信息公开工作年度报告", Publisher: "桌面"}, "", "", ""},
		{"an unknown place stays unknown", Evidence{Title: "松山湖开发区2025年政府信息公开工作年度报告", Preface: "本报告在东莞市人民政府网站公布。"}, "松山湖开发区", "", ""},
		{"a zone named after its city is not the city", Evidence{Title: "泉州开发区2025年政府信息公开工作年度报告", Preface: "本报告在泉州市人民政府网站公布。"}, "泉州开发区", "350500", "泉州开发区"},
		{"a tail that is another's name", Evidence{Preface: "现公布某城区财政局2024年政府信息公开工作年度报告"}, "", "", ""},
		{"the shorter name after its verb", Evidence{Preface: "现公布沙县区2024年政府信息公开工作年度报告，按照平潭县要求"}, "三明市沙县区", "350405", ""},
		{"text without a preface", Evidence{Text: "尖山区2024年政府信息公开工作年度报告\n一、总体情况"}, "双鸭山市尖山区", "230502", ""},
	} {
		b := g.Resolve(tt.e)
		if b.Name != tt.name || b.RegionCode != tt.code || b.Organ != tt.organ {
			t.Errorf("%s:\n got %q %q %q %v\nwant %q %q %q", tt.what, b.Name, b.RegionCode, b.Organ, b.Evidence, tt.name, tt.code, tt.organ)
		}
	}
}

func TestResolveShared(t *testing.T) {
	g := mustLoad(t)
	const title = "鼓楼区2024年政府信息公开工作年度报告"
	for _, tt := range []struct {
		what string
		e    Evidence
		code string
	}{
		{"nothing else", Evidence{Title: title}, ""},
		{"city in the title", Evidence{Title: "徐州市" + title}, "320302"},
		{"short city in the title", Evidence{Title: "徐州鼓楼区财政局2024年政府信息公开工作年度报告"}, "320302"},
		{"province with one in it", Evidence{Title: "河南省" + title}, "410204"},
		{"province with two", Evidence{Title: "江苏省" + title}, ""},
		{"province with two, city in the preface", Evidence{Title: "江苏省" + title, Preface: "地址：徐州市中山北路253号"}, "320302"},
		{"city in the preface", Evidence{Title: title, Preface: "地址：福州市津泰路98号"}, "350102"},
		{"short city in the preface", Evidence{Title: title, Preface: "本报告按照省和福州的要求编制"}, "350102"},
		{"a street named after a city", Evidence{Title: title, Preface: "地址：福州路98号、南京东路1号"}, ""},
		{"one such street", Evidence{Title: title, Preface: "地址：福州路98号"}, ""},
		{"a short city in the text", Evidence{Title: title, Preface: "本报告根据《条例》编制。", Text: "学习徐州经验"}, ""},
		{"two cities in the preface", Evidence{Title: title, Preface: "南京市和徐州市"}, ""},
		{"area code with a dash", Evidence{Title: title, Preface: "电话：0516-87636000"}, "320302"},
		{"area code in brackets", Evidence{Title: title, Preface: "电话：（0516）87636000"}, "320302"},
		{"area code and a space", Evidence{Title: title, Text: "电话 0516 87636000"}, "320302"},
		{"full-width digits", Evidence{Title: title, Text: "电话：０５１６－８７６３６０００"}, "320302"},
		{"area code of the old list", Evidence{Title: title, Preface: "0378-3388888"}, "410204"},
		{"area code of today", Evidence{Title: title, Preface: "0371-23388888"}, "410204"},
		{"city and area code disagree", Evidence{Title: title, Preface: "福州市 0516-87636000"}, ""},
		{"numbers of a table", Evidence{Title: title, Text: "0 0516 87 0 0"}, ""},
		{"publisher", Evidence{Title: title, Publisher: "徐州市鼓楼区人民政府办公室"}, "320302"},
		{"city in the text", Evidence{Title: title, Text: strings.Repeat("一", 4000) + "徐州市"}, "320302"},
	} {
		b := g.Resolve(tt.e)
		if b.RegionCode != tt.code {
			t.Errorf("%s: got %q %v, want %q", tt.what, b.RegionCode, b.Evidence, tt.code)
		}
		if tt.code == "" && len(b.Candidates) < 2 || tt.code != "" && b.Candidates != nil {
			t.Errorf("%s: candidates %v", tt.what, b.Candidates)
		}
	}
}

func TestResolveYear(t *testing.T) {
	g := mustLoad(t)
	for _, tt := range []struct {
		title string
		year  int
		code  string
	}{
		{"港闸区2019年政府信息公开工作年度报告", 2019, "320611"},
		{"港闸区2024年政府信息公开工作年度报告", 2024, ""},
		{"江北区2024年政府信息公开工作年度报告", 2024, ""}, // 宁波 and 重庆
		{"江北区2026年政府信息公开工作年度报告", 2026, "330205"},
		{"重庆市江北区2024年政府信息公开工作年度报告", 2024, "500105"},
		{"重庆市两江新区2025年政府信息公开工作年度报告", 2025, "500157"},
	} {
		if b := g.Resolve(Evidence{Title: tt.title, Year: tt.year}); b.RegionCode != tt.code {
			t.Errorf("%s: got %q %v, want %q", tt.title, b.RegionCode, b.Evidence, tt.code)
		}
	}
}

func TestResolveSaysWhy(t *testing.T) {
	g := mustLoad(t)
	const title = "尖山区2024年政府信息公开工作年度报告"
	for _, tt := range []struct {
		e    Evidence
		says string
	}{
		{Evidence{Title: title}, "标题：尖山区"},
		{Evidence{Title: title, Preface: "0469-4240836"}, "电话区号 0469 属双鸭山市"},
		{Evidence{Title: title, Preface: "0591-24240836"}, "电话区号 0591 属福州市，与双鸭山市不符，请核对"},
		{Evidence{Title: "平潭综合实验区2024年政府信息公开工作年度报告"}, "平潭综合实验区与平潭县同域，代码 350128"},
		{Evidence{Title: "鼓楼区2024年政府信息公开工作年度报告"}, "“鼓楼区”有 4 处同名"},
		{Evidence{Title: "松山湖开发区2024年政府信息公开工作年度报告"}, "行政区划表中没有这一地名，请人工确认"},
	} {
		if b := g.Resolve(tt.e); !strings.Contains(strings.Join(b.Evidence, "\n"), tt.says) {
			t.Errorf("%+v: %q does not say %q", tt.e, b.Evidence, tt.says)
		}
	}
	b := g.Resolve(Evidence{Title: "孟津县2019年政府信息公开工作年度报告"})
	if len(b.Candidates) != 1 || b.Candidates[0] != (data.Candidate{RegionCode: "410308", FullName: "河南省洛阳市孟津区"}) {
		t.Errorf("孟津县: candidates %v", b.Candidates)
	}
}

func FuzzResolve(f *testing.F) {
	g := mustLoad(f)
	with, _ := smallPack(f)
	for _, tt := range titles {
		f.Add(tt.title, tt.title+"\n电话：0516-87636000", "徐州市")
	}
	for _, tt := range traps {
		f.Add(tt.printed+"2012年政府信息公开工作年度报告", "邮编：221005，黄楼街道、丰财街道，http://www.xz.gov.cn", "江苏省/徐州市/a.doc")
	}
	f.Add("鼓楼区\xff\xfe", "与联系(", "０")
	for _, again := range []string{"阿比市", "江苏", "第一师", "中国(", "公安局鼓楼分局", "新疆兵团", "市", "(中国("} {
		f.Add(strings.Repeat(again, 300), strings.Repeat(again, 3000), again)
	}
	hosts := Hosts{"xz.gov.cn": "320300"}
	f.Fuzz(func(t *testing.T, title, text, other string) {
		for _, e := range []Evidence{
			{Title: title, Preface: text, Text: text, Publisher: other},
			{Preface: text, Publisher: other},
			{Title: title, Text: text, File: other, Address: other, Hosts: hosts, Year: 2012},
		} {
			for _, g := range []*Gazetteer{g, with} {
				res := g.Trace(e)
				b := res.Body
				if b.RegionCode != "" && (g.Division(b.RegionCode) == nil || b.Name == "" || b.Candidates != nil) {
					t.Errorf("%+v: %+v", e, b)
				}
				if len(res.Trail) != len(b.Evidence) || (b.Name == "") != (res.Trail == nil) || res.Key() == "" {
					t.Errorf("%+v: %+v", e, res)
				}
			}
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	g := mustLoad(b)
	preface := "本年度报告根据《中华人民共和国政府信息公开条例》的相关规定编制，数据统计期限自2024年1月1日起至2024年12月31日止。如有疑问请与尖山区政务公开办公室联系，联系电话：0469-4240836。"
	with, _ := smallPack(b)
	for _, bb := range []struct {
		name string
		e    Evidence
	}{
		{"title", Evidence{Title: "尖山区2024年政府信息公开工作年度报告", Preface: preface, Text: strings.Repeat("全年公开信息 374 条。", 300)}},
		{"preface", Evidence{Preface: preface, Text: strings.Repeat("全年公开信息 374 条。", 300)}},
		{"shared", Evidence{Title: "鼓楼区2024年政府信息公开工作年度报告", Preface: preface, Text: strings.Repeat("全年公开信息 374 条。", 7000)}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				g.Resolve(bb.e)
			}
		})
		b.Run(bb.name+" with pack", func(b *testing.B) {
			for b.Loop() {
				with.Resolve(bb.e)
			}
		})
	}
}
