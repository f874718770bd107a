package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/ingest/recognise"
)

const local = `<html><body><h1>平潭县2016年政府信息公开工作年度报告</h1><p>一、概述</p>
<table><tr><td>指标名称<td>计量单位<td>2016年度<td>历年累计
<tr><td>主动公开信息数<td>条<td>3460<td>85376
<tr><td>受理依申请公开信息总数<td>件<td>2<td>9
<tr><td>其中：1.当面申请数<td>件<td>2<td>
<tr><td>3.信函、传真申请数<td>件<td>5<td>6
<tr><td>行政复议数<td>件<td>0<td>1</table></body></html>`

// Explain says of every cell what it was taken for, or why for nothing.
func TestExplain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "年报.html")
	if err := os.WriteFile(file, []byte(local), 0o644); err != nil {
		t.Fatal(err)
	}
	out := must(t, gongkai("explain", file))
	for _, want := range []string{
		"格式 html", "年度 2016", "√ pre2014.fj", "平潭县（350128）", "依据 标题：平潭县",
		"3460  → 3460 pre2014.fj/p/1/year", "  → 空白 pre2014.fj/p/2.1/cumulative", "表式中没有这一行，留作本地行",
		"主动公开信息数  → 行标签：1", "计量单位  → 表头", "段落 一、概述",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said in\n%s", want, out)
		}
	}
	var e recognise.Explanation
	if err := json.Unmarshal([]byte(must(t, gongkai("explain", "--json", file))), &e); err != nil {
		t.Fatal(err)
	}
	taken := 0
	for _, b := range e.Parts[0].Blocks {
		for _, c := range b.Cells {
			taken += len(c.Codes)
			if c.Taken == "" {
				t.Errorf("nothing is said of %q", c.Text)
			}
		}
	}
	if taken != 8 || e.Parts[0].Report == nil || len(e.Parts[0].Report.Local) != 1 {
		t.Errorf("%d codes, %+v", taken, e.Parts[0].Report)
	}
	// a file that is refused is explained all the same
	if err := os.WriteFile(file, []byte(strings.Replace(local, "2016年政府信息公开工作年度报告", "公告", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := must(t, gongkai("explain", file)); !strings.Contains(out, "[no_year]") || !strings.Contains(out, "主动公开信息数  → 行标签：1") {
		t.Error(out)
	}
}

// What a person says of a report's body is taken, listed and taken back.
func TestBodies(t *testing.T) {
	store := newStore(t)
	file := filepath.Join(t.TempDir(), "年报.html")
	if err := os.WriteFile(file, []byte(gulou), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := gongkai("ingest", "--store", store, file); out.status != 1 || !strings.Contains(out.errors, "[ambiguous_body]") {
		t.Errorf("%+v", out)
	}
	out := must(t, gongkai("bodies", "set", "--store", store, "--reason", "来自开封市网站", "--author", "李四", file, "410204"))
	if !strings.Contains(out, "开封市鼓楼区（410204）") || !strings.Contains(out, "已发布快照 1") {
		t.Error(out)
	}
	if out := must(t, gongkai("bodies", "list", "--store", store)); !strings.Contains(out, "开封市鼓楼区（410204）  李四：来自开封市网站") {
		t.Error(out)
	}
	if out := must(t, gongkai("query", "--store", store, "-f", "csv", "SELECT key FROM body")); !strings.Contains(out, "410204:开封市鼓楼区") {
		t.Error(out)
	}
	must(t, gongkai("bodies", "unset", "--store", store, "--reason", "看错了", file))
	if out := must(t, gongkai("query", "--store", store, "-f", "csv", "SELECT count(*) AS n FROM body")); !strings.Contains(out, "0") {
		t.Error(out)
	}
	if out := gongkai("bodies", "set", "--store", store, "--reason", "x", file, "999999"); out.status != 1 || !strings.Contains(out.errors, "[unknown_code]") {
		t.Errorf("%+v", out)
	}
}
