package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
)

const pingtan2020 = "350128-平潭综合实验区-2020.html"

// A draft is checked as it would be when it is published, beside the years that
// the store has, and nothing is kept of it.
func TestCheck(t *testing.T) {
	dir, drafts := newStore(t), t.TempDir()
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, "350128-平潭综合实验区-2022.html", "350128-平潭综合实验区-2023.txt", "350128-平潭综合实验区-2025.docx")))
	page := sampleText(t, "350128-平潭综合实验区-2024.html")
	draft := write(t, filepath.Join(drafts, "草稿.html"), strings.Replace(page, "<td>440</td>", "<td>4400</td>", 1))
	before := tree(t, dir)
	out := must(t, gongkai("check", "--store", dir, draft))
	for _, want := range []string{"与该机关 2022、2023、2025 年的报告一并核验", "必须改正：0 项", "像是多了一位数字（如 440）", "行政规范性文件 · 现行有效件数 = 4400  （表1 行4 列4）", "通过："} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if after := tree(t, dir); !slices.Equal(before, after) {
		t.Errorf("the store changed: %v, before %v", after, before)
	}
	// what the check says is what the publication says
	var said struct {
		Years    []int
		Findings []data.Finding
	}
	if err := json.Unmarshal([]byte(must(t, gongkai("check", "--store", dir, "--json", draft))), &said); err != nil || len(said.Years) != 3 {
		t.Fatal(said, err)
	}
	must(t, gongkai("ingest", "--store", dir, draft))
	var kept []string
	for _, f := range said.Findings {
		kept = append(kept, f.Check+"|"+f.Where+"|"+string(f.State))
	}
	slices.Sort(kept)
	mustAnswer(t, dir, "SELECT check_id || '|' || place || '|' || state FROM finding JOIN report USING (report_id) WHERE report.year = 2024 ORDER BY 1", kept...)
}

func tree(t *testing.T, dir string) (files []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, err := d.Info()
			if err != nil {
				return err
			}
			files = append(files, path+info.ModTime().String())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// What must hold and does not fails the command; so does a file that is no
// report. The store may be absent.
func TestCheckFails(t *testing.T) {
	dir := newStore(t)
	o := gongkai("check", "--store", dir, filepath.Join(samplesFolder(t, pingtan2020), pingtan2020))
	if o.status != 1 || o.errors != "" || !strings.Contains(o.out, "必须改正：2 项") || !strings.Contains(o.out, "数据目录中没有该机关的其他报告") {
		t.Errorf("%+v", o)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a store was made")
	}
	o = gongkai("check", "--store", dir, write(t, filepath.Join(t.TempDir(), "x.html"), "<p>通知</p>"))
	if o.status != 1 || !strings.Contains(o.errors, "gongkai: ") || o.out != "" {
		t.Errorf("%+v", o)
	}
	nobody := strings.NewReplacer("福建省平潭综合实验区", "鼓楼区", "平潭综合实验区", "鼓楼区").Replace(sampleText(t, pingtan2020))
	o = gongkai("--lang", "en", "check", "--store", dir, write(t, filepath.Join(t.TempDir(), "y.html"), nobody))
	if o.status != 1 || !strings.Contains(o.out, "checked by itself only: ") || !strings.Contains(o.out, "[ambiguous_body]") || !strings.Contains(o.out, "must be corrected: 2") {
		t.Errorf("%+v", o)
	}
}
