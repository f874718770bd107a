package place

import (
	"reflect"
	"strings"
	"testing"
)

// number parses area-local-extension as the tests write it.
func number(s string) PhoneNumber {
	p := strings.Split(s, "-")
	switch {
	case len(p) == 1:
		return PhoneNumber{Local: p[0]}
	case len(p) == 2:
		return PhoneNumber{Area: p[0], Local: p[1]}
	}
	return PhoneNumber{Area: p[0], Local: p[1], Extension: p[2]}
}

func numbers(s string) []PhoneNumber {
	var list []PhoneNumber
	for p := range strings.FieldsSeq(s) {
		list = append(list, number(p))
	}
	return list
}

var contactTexts = []struct {
	text, address, postcode, phones, faxes, emails string
}{
	{"（联系地址：尖山区新兴大街191号；邮编：155100；联系电话：0469-4240836）。", "尖山区新兴大街191号", "155100", "0469-4240836", "", ""},
	{"如有疑问请与尖山区政务公开办公室联系（地址：尖山区新兴大街191号，联系电话：0469-4240836）", "尖山区新兴大街191号", "", "0469-4240836", "", ""},
	{"联系地址：竹山县城关镇人民路12号（政府大楼3楼），邮政编码：442200，电话：(0719)4222222，传真：0719-4223333，电子邮箱：ZSX@163.com。", "竹山县城关镇人民路12号(政府大楼3楼)", "442200", "0719-4222222", "0719-4223333", "zsx@163.com"},
	{"通讯地址:徐州市中山北路253号 邮编:221005 电话:０５１６－８７６３６０００", "徐州市中山北路253号", "221005", "0516-87636000", "", ""},
	{"地  址：徐州市中山北路253号\n邮  编：2 2 1 0 0 5\n电  话：0516—8763 6000\n传  真：0516-87636001\nE-mail：a.b_c@xz.gov.cn", "徐州市中山北路253号", "221005", "0516-87636000", "0516-87636001", "a.b_c@xz.gov.cn"},
	{"电话（传真）：0469-4240836", "", "", "0469-4240836", "0469-4240836", ""},
	{"电话/传真：0469-4240836", "", "", "0469-4240836", "0469-4240836", ""},
	{"联系电话及传真：0469-4240836", "", "", "0469-4240836", "0469-4240836", ""},
	{"联系电话：0469-4240836、4240837", "", "", "0469-4240836 0469-4240837", "", ""},
	{"联系电话：0469-4240836/0469-4240837；邮编：155100", "", "155100", "0469-4240836 0469-4240837", "", ""},
	{"联系电话：010-65092008转8012，010-65092009", "", "", "010-65092008-8012 010-65092009", "", ""},
	{"电话：4240836", "", "", "4240836", "", ""},
	{"联系方式：13800138000", "", "", "13800138000", "", ""},
	{"服务电话：12345", "", "", "12345", "", ""},
	{"咨询电话：400-123-4567", "", "", "4001234567", "", ""},
	{"联系电话：+86-591-12345", "", "", "", "", ""},
	{"联系电话：04694240836", "", "", "0469-4240836", "", ""},
	{"联系电话：0469 - 4240836", "", "", "0469-4240836", "", ""},
	{"联系电话：0469-\n4240836", "", "", "0469-4240836", "", ""},
	{"联系地址：尖山区新兴大\n街191号，邮编：155100", "尖山区新兴大街191号", "155100", "", "", ""},
	{"联系地址：尖山区新兴大街191号\n一、总体情况", "尖山区新兴大街191号", "", "", "", ""},
	{"地址为北京市西城区二龙路27号，邮编为100032，电话为010-88064114", "北京市西城区二龙路27号", "100032", "010-88064114", "", ""},
	{"网址：http://www.jianshan.gov.cn，邮箱地址：js @ js.gov.cn", "", "", "", "", "js@js.gov.cn"},
	{"网站地址：http://www.jianshan.gov.cn/a/b", "", "", "", "", ""},
	{"本报告电子版可在网站下载。咨询电话数量为 374 件，接听电话 12 次，邮编工作 3 项。", "", "", "", "", ""},
	{"接听咨询电话 2345678901234 次", "", "", "", "", ""},
	{"邮编：1551001", "", "", "", "", ""},
	{"邮编：", "", "", "", "", ""},
	{"地址：。电话：。", "", "", "", "", ""},
	{"联系单位：竹山县财政局办公室；联系地址：人民路5号楼；邮编：442200；联系电话：0719－4222222（传真）", "人民路5号楼", "442200", "0719-4222222", "", ""},
	{"", "", "", "", "", ""},
}

func TestContact(t *testing.T) {
	for _, tt := range contactTexts {
		want := ContactLine{Address: tt.address, Postcode: tt.postcode, Phones: numbers(tt.phones), Faxes: numbers(tt.faxes)}
		if tt.emails != "" {
			want.Emails = strings.Fields(tt.emails)
		}
		if got := Contact(tt.text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\n got %+v\nwant %+v", tt.text, got, want)
		}
		long := strings.Repeat("全年公开信息三百七十四条。\n", 20_000) + "\n" + tt.text
		if got := Contact(long); !reflect.DeepEqual(got, want) {
			t.Errorf("%q at the end of a long text: %+v", tt.text, got)
		}
	}
}

func TestPhoneNumberString(t *testing.T) {
	for _, s := range []string{"0469-4240836-12", "0469-4240836", "12345"} {
		if got := number(s).String(); got != s {
			t.Errorf("%s: %s", s, got)
		}
	}
}

func FuzzContact(f *testing.F) {
	for _, tt := range contactTexts {
		f.Add(tt.text)
	}
	f.Add("地址：(((((\xff电话：0469-0469-0469-")
	f.Fuzz(func(t *testing.T, text string) {
		c := Contact(text)
		if c.Postcode != "" && !isCode(c.Postcode) {
			t.Errorf("postcode %q", c.Postcode)
		}
		for _, n := range append(c.Phones, c.Faxes...) {
			if n.Local == "" || digits(n.String()) != strings.ReplaceAll(n.String(), "-", "") || n.Area != "" && !isAreaCode(n.Area) {
				t.Errorf("number %+v", n)
			}
		}
	})
}

func BenchmarkContact(b *testing.B) {
	text := strings.Repeat("全年公开信息 374 条，办理申请 12 件。\n", 300) + contactTexts[4].text
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Contact(text)
	}
}
