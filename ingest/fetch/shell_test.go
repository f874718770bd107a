package fetch

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Which files a page leads to.
func TestAttachments(t *testing.T) {
	for name, tt := range map[string]struct{ title, page, want string }{
		"One":         {"", `<a href="f/1.pdf">下载</a>`, "/a/f/1.pdf"},
		"Twice":       {"", `<a href="f/1.pdf">下载</a><a href="./f/1.pdf#page=2"><img></a>`, "/a/f/1.pdf"},
		"Two":         {"", `<a href="1.pdf">甲</a><a href="2.doc">乙</a>`, "/a/1.pdf /a/2.doc"},
		"Called":      {"", `<a href="1.pdf">申请表</a><a href="2.doc">甲局2024年政府信息公开工作年度报告</a>`, "/a/2.doc"},
		"CalledTitle": {"", `<a href="1.pdf">附件1</a><a href="2.doc" title="年报.doc">附件2</a>`, "/a/2.doc"},
		"CalledFile":  {"", `<a href="1.pdf">附件1</a><a href="%E5%B9%B4%E6%8A%A5.doc">附件2</a>`, "/a/%E5%B9%B4%E6%8A%A5.doc"},
		"OtherYear":   {"甲局2024年年度报告", `<a href="1.pdf">2023年年度报告</a><a href="2.pdf">2024年年度报告</a>`, "/a/2.pdf"},
		"OnlyOther":   {"甲局2024年年度报告", `<a href="1.pdf">2023年年度报告</a>`, ""},
		"Date":        {"甲局2024年年度报告", `<a href="20250131.pdf">年度报告</a>`, "/a/20250131.pdf"},
		"Frame":       {"", `<iframe src="/p/1.pdf"></iframe>`, "/p/1.pdf"},
		"Embed":       {"", `<embed src="1.pdf">`, "/a/1.pdf"},
		"Object":      {"", `<object data="1.pdf"></object>`, "/a/1.pdf"},
		"Viewer":      {"", `<iframe src="/pdf/web/viewer.html?file=/p/1.pdf"></iframe>`, "/p/1.pdf"},
		"Download":    {"", `<a href="/d?id=7" download="年报.docx">下载</a>`, "/d?id=7"},
		"Query":       {"", `<a href="/d.jsp?name=a.docx&id=7">下载</a>`, "/d.jsp?name=a.docx&id=7"},
		"Base":        {"", `<base href="/b/"><a href="1.pdf">甲</a>`, "/b/1.pdf"},
		"Subdomain":   {"", `<a href="http://files.fuzhou.gov.cn/1.pdf">甲</a>`, "http://files.fuzhou.gov.cn/1.pdf"},
		"Elsewhere":   {"", `<a href="http://www.xiamen.gov.cn/1.pdf">甲</a><a href="http://evil.com/2.pdf">乙</a>`, ""},
		"Navigation":  {"", `<nav><a href="1.pdf">指南</a></nav><footer><a href="2.pdf">说明</a></footer><script>"<a href=3.pdf>"</script>`, ""},
		"Other":       {"", `<a href="1.jpg">图</a><a href="2.html">页</a><a href="javascript:void(0)">x</a><a href="mailto:a@b.pdf">y</a><a>z</a><a href="data:application/pdf;1.pdf">d</a>`, ""},
		"Deep":        {"", strings.Repeat("<div>", 300) + `<a href="1.pdf">甲</a>`, "/a/1.pdf"},
	} {
		page, err := url.Parse("http://www.fuzhou.gov.cn/a/1.html")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range attachments(page, tt.title, "<html><body>"+tt.page) {
			got = append(got, strings.TrimPrefix(u.String(), "http://www.fuzhou.gov.cn"))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// What becomes of pages around files.
func TestShells(t *testing.T) {
	file := says("application/octet-stream", wordFile)
	for name, tt := range map[string]struct {
		pages map[string]http.HandlerFunc
		want  string
		asked string
	}{
		"Shell":     {map[string]http.HandlerFunc{"/1": html200(`<a href="f.doc">年报</a>`), "/f.doc": file}, "1: new 1 same 0 failed 0 files 1 ", "/1 /f.doc"},
		"Report":    {map[string]http.HandlerFunc{"/1": html200(report("甲") + `<a href="f.doc">年报</a>`), "/f.doc": file}, "1: new 1 same 0 failed 0 files 0 ", "/1"},
		"SmallList": {map[string]http.HandlerFunc{"/1": html200(`<table><tr><td>索引号<td>1</table><a href="f.doc">年报</a>`), "/f.doc": file}, "1: new 1 same 0 failed 0 files 1 ", "/1 /f.doc"},
		"Several":   {map[string]http.HandlerFunc{"/1": html200(`<a href="f.doc">年报</a><a href="g.doc">年报</a>`), "/f.doc": file}, "1: new 0 same 0 failed 1 files 0 several_attachments", "/1"},
		"Page":      {map[string]http.HandlerFunc{"/1": html200(`<a href="f.doc">年报</a>`), "/f.doc": html200("<html>请登录")}, "1: new 0 same 0 failed 1 files 0 not_a_document", "/1 /f.doc"},
		"Missing":   {map[string]http.HandlerFunc{"/1": html200(`<a href="f.doc">年报</a>`)}, "1: new 0 same 0 failed 1 files 0 not_found", "/1 /f.doc"},
		"Not twice": {map[string]http.HandlerFunc{"/1": html200(`<a href="2">x</a><a href="f.doc">年报</a>`), "/f.doc": says("text/html", `<a href="g.doc">年报</a>`), "/g.doc": file}, "1: new 0 same 0 failed 1 files 0 not_a_document", "/1 /f.doc"},
		"Mirrored":  {map[string]http.HandlerFunc{"/1": status(301, "Location", "/b/2"), "/b/2": html200(`<a href="f.doc">年报</a>`), "/b/f.doc": file}, "1: new 1 same 0 failed 0 files 1 ", "/1 /b/2 /b/f.doc"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, tt.pages)
			f, _ := fetcher(t)
			sum := mustRun(t, f, entries(s.URL+"/1"))
			if got := sum.said(); got != tt.want {
				t.Errorf("%s: %v", got, sum.Errors)
			}
			if asked := s.asked(); !slices.Equal(asked, strings.Fields(tt.asked)) {
				t.Errorf("asked %q", asked)
			}
		})
	}
	// two pages around one file, and a page whose file is also in the list
	s := newSite(t, map[string]http.HandlerFunc{"/1": html200(`<a href="f.doc">年报</a>`), "/2": html200(`<a href="f.doc">年报</a>`), "/f.doc": file})
	f, _ := fetcher(t)
	if got := mustRun(t, f, entries(s.URL+"/1", s.URL+"/2")).said(); got != "2: new 2 same 0 failed 0 files 1 " {
		t.Error(got)
	}
	if got := mustRun(t, f, entries(s.URL+"/1", s.URL+"/f.doc")).said(); got != "2: new 0 same 2 failed 0 files 0 " {
		t.Error(got)
	}
}
