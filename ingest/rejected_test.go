package ingest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongkai/data/store"
)

// rejectedIn lists what the current snapshot says was not taken in.
func rejectedIn(t *testing.T, j *Job) []string {
	t.Helper()
	s, err := store.Open(context.Background(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	rows, err := s.DB.QueryContext(t.Context(), "SELECT r.file, r.code, r.body_name, coalesce(b.key, '-'), coalesce(r.year, 0), r.reason_zh <> '' FROM rejected AS r LEFT JOIN body AS b ON b.body_id = r.body_id ORDER BY r.rejected_id")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var file, code, name, key string
		var year int
		var said bool
		if err := rows.Scan(&file, &code, &name, &key, &year, &said); err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(file, " ", code, " ", name, " ", key, " ", year, " ", said))
	}
	return list
}

// A file that says whose report it would be, in its text or by its name, is
// remembered when it cannot be taken in; any other file is not.
func TestRejectedAreRemembered(t *testing.T) {
	j := testJob(t)
	unfilled := `<h1>双鸭山市尖山区2022年政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td><td><td><tr><td>行政规范性文件<td><td><td></table>`
	files := map[string]string{
		"a.html": small(jianshan, 1), "b.html": unfilled,
		"双鸭山市尖山区2021年政府信息公开工作年度报告.pdf": "%PDF-1.4 torn",
		"c.html": "<p>通知公告</p>", "d.txt": "", "e.html": small(gulou, 2),
	}
	sum := mustRun(t, j, inMemory(t, files))
	if len(sum.Rejected) != 5 || len(sum.Loaded) != 1 {
		t.Fatalf("%+v", sum)
	}
	want := []string{
		"b.html no_figures 双鸭山市尖山区 230502:双鸭山市尖山区 2022 true",
		"e.html ambiguous_body 鼓楼区 - 2024 true",
		"双鸭山市尖山区2021年政府信息公开工作年度报告.pdf damaged_file 双鸭山市尖山区 230502:双鸭山市尖山区 2021 true",
	}
	if got := rejectedIn(t, j); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	// the same again changes nothing
	if sum = mustRun(t, j, inMemory(t, files)); sum.Published != nil || len(sum.Rejected) != 5 {
		t.Errorf("%+v", sum)
	}
	// a person settles one, and it is no longer rejected
	file := filepath.Join(t.TempDir(), "e.html")
	if err := os.WriteFile(file, []byte(files["e.html"]), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := j.SetBody(t.Context(), BodyDecision{File: file, Code: "320302", Reason: "盖章", Author: "甲"}); err != nil {
		t.Fatal(err)
	}
	if got := rejectedIn(t, j); !slices.Equal(got, []string{want[0], want[2]}) {
		t.Errorf("%q", got)
	}
}

// Of a file that is taken in for one report, the other stays out by name.
func TestRejectedWithinFile(t *testing.T) {
	j := testJob(t)
	mustRun(t, j, inMemory(t, map[string]string{"两份.html": two(t, jianshan, gulou)}))
	if got := rejectedIn(t, j); !slices.Equal(got, []string{"两份.html ambiguous_body 鼓楼区 - 2024 true"}) {
		t.Errorf("%q", got)
	}
}
