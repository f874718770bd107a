package dashboard

import (
	"html"
	"strings"
	"testing"
)

// The year before stands beside a report of the same form, and only that.
func TestBeside(t *testing.T) {
	root := start(t, samples.dir)
	plain := html.UnescapeString(get(t, root+reportOf("2024")).body)
	if strings.Contains(plain, `class="before"`) || !strings.Contains(plain, "beside=1") {
		t.Error("stands beside unasked, or cannot be asked for")
	}
	page := html.UnescapeString(get(t, root+reportOf("2024")+"?beside=1").body)
	for _, want := range []string{"每格下方的小字为 2023 年", `>4,529</a><small class="before"><span class="sr">2023: </span>2,629</small>`, "收起"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for year, want := range map[string]string{"2021": "上一年用另一种表式", "2020": "与 2019 年并列"} {
		if page := get(t, root+reportOf(year)+"?beside="+map[string]string{"2021": "1"}[year]).body; !strings.Contains(page, want) || strings.Contains(page, `class="before"`) {
			t.Errorf("%s: no %q, or figures beside", year, want)
		}
	}
	if first := get(t, root+reportOf("2019")).body; strings.Contains(first, "<dt>上一年") {
		t.Error("there is no year before")
	}
}

// Indicators are added by a list and taken away one by one.
func TestChosenIndicators(t *testing.T) {
	root := start(t, samples.dir)
	page := html.UnescapeString(get(t, root+"/trends?i=rate.disclosure&i=&i=decisions.penalty&i=rate.disclosure&body="+pingtan).body)
	for _, want := range []string{`公开率<a href="/trends?body=` + pingtan + `&i=decisions.penalty"`, `行政处罚处理决定<a href="/trends?body=` + pingtan + `&i=rate.disclosure"`, `href="/dictionary/rate.disclosure"`, `<option value="">选一个指标或比率</option>`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	form, _, _ := strings.Cut(page, "</form>")
	if n := strings.Count(form, `<input type="hidden" name="i"`); n != 2 {
		t.Errorf("%d indicators", n)
	}
}
