package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

const pack = "../../data/place/testdata/pack"

// With a reference pack a renamed division is one series under today's name,
// and a merge ends comparability; without one the old names stay alone.
func TestReference(t *testing.T) {
	folder := t.TempDir()
	for i, r := range []struct {
		title string
		year  int
	}{{"天津市静海县", 2014}, {"天津市静海区", 2016}, {"上海市静安区", 2014}, {"上海市静安区", 2016}, {"上海市闸北区", 2014}} {
		page := fmt.Sprintf(`<h1>%s%d年政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年新制作数量<td>本年新公开数量<td>对外公开总数量
<tr><td>规章<td>0<td>0<td>0<tr><td>规范性文件<td>%d<td>%d<td>9</table>`, r.title, r.year, i+1, i+1)
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i, ".html")), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bodies := func(more ...string) []string {
		store := newStore(t)
		gongkai(append([]string{"ingest", "--store", store, folder}, more...)...)
		return ask(t, store, `SELECT b.key, string_agg(CAST(r.year AS varchar), ' ' ORDER BY r.year), min(c.text_zh)
FROM body AS b JOIN report AS r ON r.body_id = b.body_id LEFT JOIN body_change AS c ON c.body_id = b.body_id GROUP BY b.key ORDER BY b.key`)
	}
	if got, want := bodies("--reference", pack), []string{
		"120118:天津市静海区|2014 2016|",
		"310106:上海市静安区|2014 2016|2015年闸北区并入静安区",
		"310108:上海市闸北区|2014|2015年闸北区并入静安区",
	}; !slices.Equal(got, want) {
		t.Errorf("with the pack: %q", got)
	}
	if got := bodies(); slices.ContainsFunc(got, func(b string) bool { return b == "120118:天津市静海区|2014 2016|" }) {
		t.Errorf("without: %q", got)
	}
}
