package main

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data/sample"
)

// A list of addresses becomes a folder, and the folder reports: of a page that
// is only a shell around a Word file, the file.
func TestFetch(t *testing.T) {
	document := func(name string) []byte {
		b, err := fs.ReadFile(sample.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	mux := http.NewServeMux()
	for path, content := range map[string][]byte{
		"/a.html":    document("321300-宿迁市-2023.html"),
		"/b/1.html":  []byte(`<title>年度报告</title><p>全文见附件。</p><a href="附件.docx">平潭综合实验区2021年政府信息公开工作年度报告</a>`),
		"/b/附件.docx": document("350128-平潭综合实验区-2021.docx"),
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(content) })
	}
	server := httptest.NewServer(mux)
	defer server.Close()
	dir := t.TempDir()
	list, into := filepath.Join(dir, "名单.csv"), filepath.Join(dir, "年报")
	if err := os.WriteFile(list, []byte("机关,网址\n宿迁市,"+server.URL+"/a.html\n平潭,"+server.URL+"/b/1.html\n"), 0o644); err != nil {
		t.Fatal(err)
	}

	if o := gongkai("fetch", list, "--into", into); o.status != 1 || strings.Count(o.errors, "指向内网或保留地址") != 2 || !strings.Contains(o.out, "失败 2") {
		t.Errorf("private addresses: %+v", o)
	}
	out := must(t, gongkai("fetch", list, "--into", into, "--allow-private", "--contact", "mailto:a@b.cn"))
	if out != "共 2 个网址：新取或有变化 2，未变 0，失败 0；取得附件 1 个，名单有误 0 行\n" {
		t.Error(out)
	}
	store := newStore(t)
	if out := must(t, gongkai("ingest", "--store", store, into)); !strings.HasPrefix(out, "载入 2 份，未变 0 个文件，") || !strings.Contains(out, "拒收 0 个") {
		t.Error(out)
	}

	if o := gongkai("fetch", filepath.Join(dir, "没有.txt"), "--into", into); o.status != 1 || !strings.Contains(o.errors, "cannot_open") {
		t.Errorf("%+v", o)
	}
	if o := gongkai("--lang", "en", "fetch", list, "--into", into, "--contact", "张三"); o.status != 1 || !strings.Contains(o.errors, "plain ASCII") {
		t.Errorf("%+v", o)
	}
}
