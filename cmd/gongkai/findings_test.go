package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/analytics"
)

// judged is a store in which one finding of 2020 is waived and a total of 2025
// corrected.
func judged(t *testing.T) string {
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, "350128-平潭综合实验区-2020.html", "350128-平潭综合实验区-2019.docx", suqian2025)))
	must(t, gongkai("waive", "--store", dir, "-b", "平潭综合实验区", "--year", "2020", "--check", "t3.outcomes", "--where", "natural", "--reason", "=原件如此，已函询", "--author", "张三"))
	must(t, gongkai("correct", "--store", dir, "-b", "宿迁市", "--year", "2025", "--cell", "gov2021/t3/received/total", "--to", "3831", "--reason", "原件笔误", "--author", "李四"))
	return dir
}

func TestFindingsCommand(t *testing.T) {
	dir := judged(t)
	out := must(t, gongkai("findings", "--store", dir, "--severity", "hard"))
	for _, want := range []string{"“总计”列：（一）予以公开 至 （六）其他处理 之和 = 27，（七）总计 = 21，两者应相等", "宿迁市          2025", "（2 行）"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "natural") {
		t.Error("the waived one is there")
	}
	out = must(t, gongkai("findings", "--store", dir, "--state", "waived", "--csv", "-b", "平潭综合实验区", "--from", "2020", "--to", "2020"))
	if lines := strings.Split(strings.TrimSpace(out), "\n"); len(lines) != 2 || !strings.HasSuffix(strings.TrimSpace(lines[1]), ",4,'=原件如此，已函询（张三）") {
		t.Error(out)
	}
	var f analytics.Findings
	if err := json.Unmarshal([]byte(must(t, gongkai("findings", "--store", dir, "--json", "--check", "t3.outcomes", "--rows", "1"))), &f); err != nil || f.Of != 1 || len(f.Findings) != 1 {
		t.Error(f, err)
	}
	var v analytics.Verdicts
	if err := json.Unmarshal([]byte(must(t, gongkai("verdicts", "--store", dir, "--json"))), &v); err != nil || v.Of != 2 {
		t.Fatal(v, err)
	}
	if x := v.Verdicts[0]; x.Number != 5 || x.Kind != "correct" || x.Force != analytics.VerdictApplies || x.To.String() != "3831" || x.From != "3830" || x.Body.Name != "宿迁市" {
		t.Errorf("%+v", x)
	}
	must(t, gongkai("undo", "--store", dir, "4", "--reason", "误判", "--author", "王五"))
	must(t, gongkai("correct", "--store", dir, "-b", "宿迁市", "--year", "2025", "--cell", "gov2021/t3/received/total", "--to", "3832", "--reason", "再核", "--author", "李四"))
	if out := must(t, gongkai("--lang", "en", "verdicts", "--store", dir)); !strings.Contains(out, "taken back") || !strings.Contains(out, "replaced") || !strings.Contains(out, "applies") {
		t.Error(out)
	}
	for _, wrong := range []struct {
		args []string
		code string
	}{
		{[]string{"findings", "--skip=-1"}, "[bad_page]"}, {[]string{"findings", "-b", "没有"}, "[unknown_body]"},
		{[]string{"findings", "-b", "宿迁市", "-b", "平潭综合实验区", "--rule", "level"}, "[several_bodies]"},
		{[]string{"findings", "--state", "ok", "--check", "nothing", "--xlsx", filepath.Join(dir, "x.xlsx")}, "[no_finding]"},
		{[]string{"findings", "--xlsx", filepath.Join(dir, "no", "x.xlsx")}, "[cannot_write]"},
	} {
		if o := gongkai(append(wrong.args, "--store", dir)...); o.status != 1 || !strings.Contains(o.errors, wrong.code) {
			t.Errorf("%v: %+v", wrong.args, o)
		}
	}
}

// The workbook has a sheet for each body, with room for the office's answer.
func TestFeedbackSheets(t *testing.T) {
	dir, file := judged(t), filepath.Join(t.TempDir(), "f.xlsx")
	must(t, gongkai("findings", "--store", dir, "--state", "any", "--check", "t3.outcomes", "--xlsx", file))
	f, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), "|"); got != "目录|宿迁市|平潭综合实验区" {
		t.Error(got)
	}
	for _, want := range []struct{ cell, text string }{
		{"A2", "机关：平潭综合实验区 350128"}, {"C6", "“总计”列：（一）予以公开 至 （六）其他处理 之和 = 27，（七）总计 = 21，两者应相等"},
		{"F6", "其余 13 格为 0"}, {"F6", "（七）总计 · 总计：21"}, {"C7", "免核理由：=原件如此，已函询（张三）"}, {"I5", "应为（请填写）"}, {"I6", ""},
	} {
		if got, err := f.GetCellValue("平潭综合实验区", want.cell); err != nil || !strings.Contains(got, want.text) || want.text == "" && got != "" {
			t.Errorf("%s: %q, want %q: %v", want.cell, got, want.text, err)
		}
	}
	if link, to, err := f.GetCellHyperLink("目录", "A5"); err != nil || !link || to != "'平潭综合实验区'!A1" {
		t.Error(link, to, err)
	}
}
