package dashboard

import (
	"bytes"
	"html"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/data"
	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// judging is the job over a new store of two bundled reports.
func judging(t *testing.T) *ingest.Job {
	t.Helper()
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	files, err := source.Folder(sample.FS(), true)
	if err != nil {
		t.Fatal(err)
	}
	var some []source.File
	for _, f := range files {
		if strings.Contains(f.Name, "平潭综合实验区-2020") || strings.Contains(f.Name, "宿迁市-2025") {
			some = append(some, f)
		}
	}
	job := &ingest.Job{Store: t.TempDir(), Catalogue: samples.catalogue, Places: g}
	if _, err := job.Run(t.Context(), some); err != nil {
		t.Fatal(err)
	}
	return job
}

// Verdicts stand on the pages with reason, author and what became of them, and
// no word of a person is taken for markup or a formula.
func TestVerdictPages(t *testing.T) {
	job := judging(t)
	of := ingest.Judgement{Body: "350128:平潭综合实验区", Year: 2020, Reason: "=<b>原件如此</b>", Author: "张三"}
	if _, _, err := job.Waive(t.Context(), of, "t3.outcomes", "natural"); err != nil {
		t.Fatal(err)
	}
	undone, _, err := job.Waive(t.Context(), of, "t3.outcomes", "total")
	if err != nil {
		t.Fatal(err)
	}
	if _, err = job.Undo(t.Context(), undone, "误判", "王五"); err != nil {
		t.Fatal(err)
	}
	if _, _, err = job.Correct(t.Context(), ingest.Judgement{Body: "321300:宿迁市", Year: 2025, Reason: "笔误", Author: "李四"}, "gov2021/t3/received/total", data.NewNumber(3831)); err != nil {
		t.Fatal(err)
	}
	root := start(t, job.Store)
	for _, tt := range []struct {
		name, address string
		has           []string
	}{
		{"All", "/quality", []string{"1–3 / 3", "<td>免核</td>", "<td>更正</td>", "<del>3830</del> <ins>3,831</ins>", "已撤回：误判<br><small>王五 ", "=<b>原件如此</b>", `href="/quality/feedback.xlsx`, `<option value="hard">必须成立</option>`}},
		{"Waived", "/quality?state=waived", []string{"1–1 / 1", `理由：<q class="reason">=<b>原件如此</b></q> <span class="sub">张三，`}},
		{"Severity", "/quality?severity=note", []string{`<option value="note" selected>`, "0–0 / 0"}},
		{"English", "/quality?lang=en", []string{"taken back: 误判", "applies", "Verdicts"}},
		{"Report", reportOf("2020"), []string{"免核 1", "<h2>免核</h2>", `<q class="reason">=<b>原件如此</b></q>`, "gongkai waive --body 350128:平潭综合实验区 --year 2020 --check t3.outcomes --where total --reason 理由 --author 署名"}},
		{"Corrected", suqian, []string{"人工更正（第 ", `<h2>人工更正</h2>`, `<del>3830</del> <ins>3,831</ins> <q class="reason">笔误</q>`}},
		{"JSON", "/ask/verdicts.json?kind=correct", []string{`"of":1`, `"force":"applies"`, `"to":3831`}},
		{"Findings", "/ask/findings.json?state=waived", []string{`"of":1`, `"author":"张三"`}},
		{"CSV", "/quality.csv?state=waived", []string{",免核,"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := get(t, root+tt.address)
			if got.status != 200 || strings.Contains(got.body, "<b>原件") {
				t.Fatalf("%d %.500s", got.status, got.body)
			}
			text := html.UnescapeString(got.body)
			for _, want := range tt.has {
				if !strings.Contains(text, want) {
					t.Errorf("%q is missing", want)
				}
			}
		})
	}
	book, err := excelize.OpenReader(bytes.NewReader([]byte(get(t, root+"/quality/feedback.xlsx?state=waived").body)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got, err := book.GetCellValue("平潭综合实验区", "C6"); err != nil || !strings.HasSuffix(got, "免核理由：=<b>原件如此</b>（张三）") {
		t.Error(got, err)
	}
	for _, wrong := range []struct {
		address, code string
		status        int
	}{{"/quality/feedback.xlsx?check=none", "no_finding", 422}, {"/ask/verdicts.json?kind=x", "bad_kind", 400}, {"/quality?severity=x", "bad_severity", 400}} {
		if got := get(t, root+wrong.address); got.status != wrong.status || !strings.Contains(got.body, wrong.code) {
			t.Errorf("%s: %d %.300s", wrong.address, got.status, got.body)
		}
	}
}
