package fetch

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/data"
)

func TestList(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("机关,网址\n福州市,http://a.gov.cn/报告.html\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		list string
		want []string // line address name body, or line!code
	}{
		"Lines":        {"http://a.gov.cn/1\n\n  https://b.gov.cn/2  \n", []string{"1 http://a.gov.cn/1", "3 https://b.gov.cn/2"}},
		"Comments":     {"# 名单\nhttp://a.gov.cn/1 \n#http://a.gov.cn/2\n", []string{"2 http://a.gov.cn/1"}},
		"Windows":      {"http://a.gov.cn/1\r\nhttp://a.gov.cn/2\r\n", []string{"1 http://a.gov.cn/1", "2 http://a.gov.cn/2"}},
		"Mark":         {"\ufeffhttp://a.gov.cn/1", []string{"1 http://a.gov.cn/1"}},
		"MarkCSV":      {"\ufeff网址,名称\nhttp://a.gov.cn/1,甲", []string{"2 http://a.gov.cn/1 甲"}},
		"CSV":          {"# 说明\n名称,URL,机关\n年报,http://a.gov.cn/1,甲局\n,http://a.gov.cn/2\n", []string{"3 http://a.gov.cn/1 年报 甲局", "4 http://a.gov.cn/2"}},
		"Tabs":         {"地址\t标题\nhttp://a.gov.cn/1\t\"甲\"\n", []string{"2 http://a.gov.cn/1 甲"}},
		"Semicolons":   {"link;单位\nhttp://a.gov.cn/?a=1,2;甲局\n", []string{"2 http://a.gov.cn/?a=1,2 甲局"}},
		"OneColumn":    {"网址\nhttp://a.gov.cn/1\n", []string{"2 http://a.gov.cn/1"}},
		"Quoted":       {"name,url\n\"甲,\n乙\",http://a.gov.cn/1\n丙,http://a.gov.cn/2\n", []string{"2 http://a.gov.cn/1 甲,\n乙", "4 http://a.gov.cn/2 丙"}},
		"GB18030":      {gb, []string{"2 http://a.gov.cn/%E6%8A%A5%E5%91%8A.html 福州市"}},
		"CommaInPlain": {"http://a.gov.cn/a,b.html", []string{"1 http://a.gov.cn/a,b.html"}},
		"Twice":        {"http://a.gov.cn\nHTTP://A.gov.cn:80/#x\n", []string{"1 http://a.gov.cn/"}},
		"Bad":          {"www.a.gov.cn/1\nftp://a.gov.cn/1\nhttp://\nhttp://u:p@a.gov.cn/\nhttp://a.gov.cn/a b\nhttp://a.gov.cn/1", []string{"6 http://a.gov.cn/1", "1!bad_address", "2!bad_address", "3!bad_address", "4!bad_address", "5!bad_address"}},
		"NoAddress":    {"# 空\n", []string{"0!no_address"}},
		"NotText":      {"\x00\x01\x02\xff\xfe\x00\x00\xc8\xc8\xff", []string{"0!unknown_encoding"}},
	} {
		entries, errs := List("名单.txt", []byte(tt.list))
		var got []string
		for _, e := range entries {
			got = append(got, strings.Join(strings.Fields(fmt.Sprint(e.Line, " ", e.Address)), " ")+part(e.Name)+part(e.Body))
		}
		for _, err := range errs {
			line := 0
			fmt.Sscanf(err.(*data.Error).Place, "第 %d 行", &line)
			got = append(got, fmt.Sprintf("%d!%s", line, data.Code(err)))
			if !strings.HasPrefix(err.Error(), "名单.txt: ") {
				t.Errorf("%s: the error does not name the list: %v", name, err)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q\nwant %q", name, got, tt.want)
		}
	}
}

func part(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

func TestListIsBounded(t *testing.T) {
	var b strings.Builder
	for i := range maxEntries + 10 {
		fmt.Fprintf(&b, "http://a.gov.cn/%d\n", i)
	}
	entries, errs := List("名单", []byte(b.String()))
	if len(entries) != maxEntries || len(errs) != 1 || data.Code(errs[0]) != "too_large" {
		t.Errorf("%d entries, %v", len(entries), errs)
	}
	if _, errs := List("名单", []byte(strings.Repeat("#", 25<<20))); len(errs) != 1 || data.Code(errs[0]) != "too_large" {
		t.Error(errs)
	}
}

func TestCanonical(t *testing.T) {
	for address, want := range map[string]string{
		"http://A.Gov.cn":                             "http://a.gov.cn/",
		"https://a.gov.cn:443/x":                      "https://a.gov.cn/x",
		"https://a.gov.cn:8443/x":                     "https://a.gov.cn:8443/x",
		"http://a.gov.cn./x":                          "http://a.gov.cn/x",
		"http://a.gov.cn/%E6%8A%A5?x=%2F#frag":        "http://a.gov.cn/%E6%8A%A5?x=%2F",
		"http://a.gov.cn/a%2Fb":                       "http://a.gov.cn/a%2Fb",
		"http://政务.cn/报告?名=年报":                        "http://xn--zfr164b.cn/%E6%8A%A5%E5%91%8A?%E5%90%8D=%E5%B9%B4%E6%8A%A5",
		"http://[::1]:80/":                            "http://[::1]/",
		"http://10.0.0.1/":                            "http://10.0.0.1/",
		"mailto:a@b.cn":                               "",
		"javascript:alert(1)":                         "",
		"file:///etc/passwd":                          "",
		"//a.gov.cn/":                                 "",
		"http://a_b%2f.gov.cn/":                       "",
		"http://a..":                                  "",
		"http://a..gov.cn/":                           "",
		"http://.":                                    "",
		"http://a.cn/" + strings.Repeat("报", 1000):    "",
		"http://" + strings.Repeat("a", 64) + ".cn/":  "",
		"http://" + strings.Repeat("ab.", 90) + "cn/": "",
		"http://a.gov.cn:99999999/%zz":                "",
		"http://a.gov.cn/\u202e\x1b":                  "",
		"http://" + strings.Repeat("a", 5000):         "",
	} {
		u, err := Canonical(address)
		switch {
		case err != nil && (want != "" || err.Code != "bad_address"):
			t.Errorf("%s: %v", address, err)
		case err == nil && u.String() != want:
			t.Errorf("%s: got %s, want %s", address, u, want)
		}
		if err == nil {
			if again, err := Canonical(u.String()); err != nil || again.String() != u.String() {
				t.Errorf("%s: not canonical: %v, %v", u, again, err)
			}
		}
	}
}

// FuzzList: no panic, errors have codes, addresses are canonical and absolute.
func FuzzList(f *testing.F) {
	f.Add([]byte("# 名单\nhttp://a.gov.cn/报告.html\nwww.b.cn\n"))
	f.Add([]byte("名称,网址\n\"甲\",https://a.gov.cn/?a=1\n"))
	f.Add([]byte("\ufefflink;机关\r\nhttp://[::1]:8080/%e6#x;乙"))
	f.Fuzz(func(t *testing.T, b []byte) {
		entries, errs := List("fuzz", b)
		for _, err := range errs {
			if data.Code(err) == "internal" {
				t.Fatal(err)
			}
		}
		for _, e := range entries {
			u, err := url.Parse(e.Address)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || strings.ContainsAny(e.Address, " \n\r\x00#") {
				t.Fatalf("%q: %v", e.Address, err)
			}
			if again, bad := Canonical(e.Address); bad != nil || again.String() != e.Address {
				t.Fatalf("%q is not canonical: %v, %v", e.Address, again, bad)
			}
			fileName(u, "html")
		}
	})
}

func BenchmarkList(b *testing.B) {
	list := []byte("网址\n" + strings.Repeat("https://www.a.gov.cn/zwgk/年报/1.html\n", 1000))
	b.SetBytes(int64(len(list)))
	for b.Loop() {
		if entries, _ := List("b", list); len(entries) != 1 {
			b.Fatal(len(entries))
		}
	}
}
