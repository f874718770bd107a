package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics"
)

// revised is a store in which 宿迁市's report of 2025 came four times: as it is,
// with a wrong total, as it was, and once more with other bytes and the same
// figures.
func revised(t *testing.T) string {
	dir, folder := newStore(t), t.TempDir()
	page := sampleText(t, suqian2025)
	for _, version := range []struct{ name, content string }{
		{"一.html", page},
		{"二.html", replaced(t, page, "<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>")},
		{"三.html", page + "<!-- 更正 -->"},
		{"四.html", page + "<!-- 再发 -->"},
	} {
		must(t, gongkai("ingest", "--store", dir, write(t, filepath.Join(folder, version.name), version.content)))
	}
	return dir
}

func TestRevisions(t *testing.T) {
	dir := revised(t)
	out := must(t, gongkai("revisions", "--store", dir, "-b", "宿迁市"))
	for _, want := range []string{"0 → 1", "1 → 0", "0 → 0", "一、本年新收政府信息公开申请数量 · 总计", "快照 4（"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	var r analytics.Revisions
	if err := json.Unmarshal([]byte(must(t, gongkai("revisions", "--store", dir, "-b", "宿迁市", "--year", "2025", "--json"))), &r); err != nil {
		t.Fatal(err)
	}
	var changed, judged []int
	for _, v := range r.Versions {
		changed, judged = append(changed, v.Changed), append(judged, v.Judged)
		if v.Learnt == "" || !strings.HasSuffix(v.Source.File, ".html") || v.Current != (v.FormerID == 3) {
			t.Errorf("%+v", v)
		}
	}
	if !slices.Equal(changed, []int{0, 1, 1, 0}) || judged[1] == 0 || judged[1] != judged[2] || judged[3] != 0 || r.Of != 2+2*judged[1] {
		t.Errorf("changed %v, judged %v of %d", changed, judged, r.Of)
	}
	rows, err := csv.NewReader(strings.NewReader(must(t, gongkai("--lang", "en", "revisions", "--store", dir, "-b", "宿迁市", "--csv")))).ReadAll()
	if err != nil || len(rows) != 1+r.Of {
		t.Fatal(rows, err)
	}
	at := slices.IndexFunc(rows, func(row []string) bool { return row[3] == "changed" })
	if got := strings.Join(rows[at], "|"); !strings.HasPrefix(got, "2025|gov2021/t3/received/total|") || !strings.Contains(got, "|3830|reported|3830|3831|under suspicion (failed check)|3831|") ||
		!strings.HasSuffix(rows[at][11], "一.html") || !strings.HasSuffix(rows[at][12], "二.html") {
		t.Error(got)
	}
	if out := must(t, gongkai("revisions", "--store", dir, "-b", "宿迁市", "--rows", "1")); !strings.Contains(out, "处不同，此处列出 1 处") {
		t.Error(out)
	}
	for _, wrong := range []struct {
		args []string
		code string
	}{
		{[]string{"-b", "宿迁市", "--year", "2001"}, "[unknown_report]"}, {[]string{"-b", "没有"}, "[unknown_body]"}, {[]string{"-b", "宿迁市", "--skip=-1"}, "[bad_page]"},
	} {
		if o := gongkai(append([]string{"revisions", "--store", dir}, wrong.args...)...); o.status != 1 || !strings.HasSuffix(o.errors, wrong.code+"\n") {
			t.Errorf("%+v", o)
		}
	}
}

// A version in the form of 2021 of a report in that of 2019: every cell stands
// in only one of them.
func TestRevisionsInAnotherForm(t *testing.T) {
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, "350128-平潭综合实验区-2020.html")))
	if out := must(t, gongkai("revisions", "--store", dir, "-b", "平潭综合实验区")); !strings.HasPrefix(out, "平潭综合实验区：各年度的报告都只收到一份，没有更正\n快照 1（") {
		t.Error(out)
	}
	later := strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(sampleText(t, "350128-平潭综合实验区-2022.html"), "2021", "2019"), "2022", "2020"), "2023", "2021")
	must(t, gongkai("ingest", "--store", dir, write(t, filepath.Join(t.TempDir(), "更正.html"), later)))
	mustAnswer(t, dir, "SELECT DISTINCT form, status_before = 'missing', status_after = 'missing' FROM revision ORDER BY 1", "gov2019|false|true", "gov2021|true|false")
	var r analytics.Revisions
	if err := json.Unmarshal([]byte(must(t, gongkai("revisions", "--store", dir, "-b", "平潭综合实验区", "--json"))), &r); err != nil {
		t.Fatal(err)
	}
	mustAnswer(t, dir, "SELECT count(*) FROM revision", fmt.Sprint(r.Of))
	if len(r.Versions) != 2 || r.Versions[0].Form != "gov2019" || r.Versions[1].Form != "gov2021" || r.Versions[1].Changed != r.Of || r.Of < 200 {
		t.Errorf("%d of %+v", r.Of, r.Versions)
	}
}
