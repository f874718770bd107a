package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBackup(t *testing.T) {
	dir, folder := threeStates(t)
	file := filepath.Join(t.TempDir(), "b.tar.zst")
	if o := gongkai("backup", file, "--store", newStore(t)); !strings.HasSuffix(o.errors, "[store_empty]\n") {
		t.Errorf("%+v", o)
	}
	out := must(t, gongkai("backup", file, "--store", dir))
	if !strings.HasPrefix(out, "已备份："+file+"（") || !strings.Contains(out, "快照 3，3 个源文件") {
		t.Error(out)
	}
	to := newStore(t)
	if out := must(t, gongkai("restore", file, "--store", to)); !strings.Contains(out, "：快照 3，3 个源文件\n") {
		t.Error(out)
	}
	mustAnswer(t, to, years, "2023 2024 2025")
	must(t, gongkai("verify", "--store", to))
	if o, list := examined(t, to); o.status != 0 || len(list) > 0 {
		t.Errorf("%+v", list)
	}
	// the restored store goes on as the first would
	if out := must(t, gongkai("ingest", "--store", to, filepath.Join(folder, suqian2025))); !strings.HasSuffix(out, "没有变化，未发布新快照\n") {
		t.Error(out)
	}
	if o := gongkai("restore", file, "--store", to); o.status != 1 || !strings.Contains(o.errors, "加 --replace") || !strings.HasSuffix(o.errors, "[store_not_empty]\n") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("rollback", "--store", dir))
	out = must(t, gongkai("restore", file, "--store", dir, "--replace"))
	_, aside, found := strings.Cut(out, "原数据目录移到 ")
	if !found {
		t.Fatal(out)
	}
	mustAnswer(t, dir, years, "2023 2024 2025")
	mustAnswer(t, strings.TrimSpace(aside), years, "2023 2024")
	if _, list := examined(t, dir); len(list) != 1 || list[0].Code != "former_store" {
		t.Errorf("%+v", list)
	}
	// a server that runs meanwhile shows the restored store
	r := serve(t, serveCommand{storeFlag: storeFlag{Store: dir}, Listen: "127.0.0.1:0"})
	must(t, gongkai("rollback", "--store", strings.TrimSpace(aside), "1"))
	must(t, gongkai("backup", file, "--store", strings.TrimSpace(aside)))
	must(t, gongkai("restore", file, "--store", dir, "--replace"))
	for range 10_000 { // the pointer is looked at ten times a second
		if _, body := r.fetch(t, "healthz"); strings.Contains(body, `"snapshot":1,`) {
			return
		}
	}
	t.Error("the server does not show the restored snapshot")
}

// Backups are made while one ingest follows the other: each holds a state that
// the store was in, whole.
func TestBackupBesideIngest(t *testing.T) {
	dir, folder := newStore(t), t.TempDir()
	must(t, gongkai("ingest", "--store", dir, page(t, folder, 2021, 1)))
	done := make(chan outcome)
	go func() {
		for i := 2; i <= 5; i++ {
			if o := gongkai("ingest", "--store", dir, page(t, folder, 2020+i, i)); o.status != 0 {
				done <- o
				return
			}
			if o := gongkai("prune", "--store", dir, "--keep", "1"); o.status != 0 {
				done <- o
				return
			}
		}
		done <- outcome{}
	}()
	var files []string
	for i := 0; ; i++ {
		file := filepath.Join(t.TempDir(), fmt.Sprint(i))
		must(t, gongkai("backup", file, "--store", dir))
		files = append(files, file)
		select {
		case o := <-done:
			must(t, o)
		default:
			continue
		}
		break
	}
	t.Logf("%d backups", len(files))
	step := max(1, len(files)/5)
	for i := 0; i < len(files); i += step {
		to := newStore(t)
		must(t, gongkai("restore", files[i], "--store", to))
		must(t, gongkai("verify", "--store", to))
		must(t, gongkai("publish", "--store", to))
		if o, list := examined(t, to); o.status != 0 {
			t.Errorf("%+v", list)
		}
	}
}

// page writes a report of a year that says a number, to a file of its own.
func page(t testing.TB, folder string, year, n int) string {
	t.Helper()
	file := filepath.Join(folder, fmt.Sprintf("%d-%d.html", year, n))
	b := fmt.Sprintf(`<html><body><h1>江苏省南京市鼓楼区%d年政府信息公开工作年度报告</h1>
<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr><td>规章<td>0<td>0<td>0<tr><td>行政规范性文件<td>%d<td>0<td>3</table></body></html>`, year, n)
	if err := os.WriteFile(file, []byte(b), 0o644); err != nil {
		t.Error(err) // also from other goroutines
	}
	return file
}
