package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/sample"
	"gongkai/data/store"
)

const (
	suqian2023 = "321300-宿迁市-2023.html"
	suqian2024 = "321300-宿迁市-2024.txt"
	suqian2025 = "321300-宿迁市-2025.html"
)

// gulou is a whole report of one of four districts of that name.
const gulou = `<html><body><h1>鼓楼区2024年政府信息公开工作年度报告</h1>
<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr><td>规章<td>0<td>0<td>0<tr><td>行政规范性文件<td>1<td>2<td>3</table></body></html>`

func newStore(t testing.TB) string { return filepath.Join(t.TempDir(), "store") }

func current(t *testing.T, dir string) *store.Manifest {
	t.Helper()
	m, err := store.Current(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// snapshots counts the published files.
func snapshots(t *testing.T, dir string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "*.duckdb"))
	if err != nil {
		t.Fatal(err)
	}
	return len(files)
}

func TestIngestTwice(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t)
	n := len(sample.Documents())
	out := must(t, gongkai("ingest", "--store", dir, folder))
	if want := fmt.Sprintf("载入 %d 份，未变 0 个文件，有勾稽问题 ", n); !strings.HasPrefix(out, want) || !strings.Contains(out, "，拒收 0 个\n") {
		t.Errorf("summary %q", out)
	}
	first := current(t, dir)
	if want := fmt.Sprintf("已发布快照 1：%d 个机关，%d 份报告，%d 个数据\n", first.Bodies, n, first.Figures); !strings.HasSuffix(out, want) {
		t.Errorf("summary %q, want %q", out, want)
	}
	if first.Number != 1 || first.Reports != n || snapshots(t, dir) != 1 {
		t.Errorf("%+v", first)
	}
	mustAnswer(t, dir, "SELECT count(*), count(*) FILTER (sample) FROM report", fmt.Sprintf("%d|0", n))
	mustAnswer(t, dir, "SELECT value FROM figures WHERE body='宿迁市' AND year=2025 AND cell='gov2021/t3/received/total'", "3830")

	want := fmt.Sprintf("载入 0 份，未变 %d 个文件，有勾稽问题 0 份，拒收 0 个\n没有变化，未发布新快照\n", n)
	if out := must(t, gongkai("ingest", "--store", dir, folder)); out != want {
		t.Errorf("summary of the second run %q, want %q", out, want)
	}
	if again := current(t, dir); *again != *first || snapshots(t, dir) != 1 {
		t.Errorf("a second run of the same files made %+v of %+v", again, first)
	}
}

// A changed file of the same body and year replaces the report; the former
// stays on record.
func TestIngestChangedFile(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2025, suqian2024)
	must(t, gongkai("ingest", "--store", dir, folder))
	file := filepath.Join(folder, suqian2025)
	page := replaced(t, sampleText(t, suqian2025), "<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>")
	write(t, file, page)
	out := must(t, gongkai("ingest", "--store", dir, folder))
	want := "载入 1 份，未变 1 个文件，有勾稽问题 1 份，拒收 0 个\n  宿迁市 2025 年：1 项勾稽不符（" + file + "）\n已发布快照 2：1 个机关，2 份报告，"
	if !strings.HasPrefix(out, want) {
		t.Errorf("summary %q, want %q", out, want)
	}
	mustAnswer(t, dir, "SELECT year, count(*), count(*) FILTER (superseded_by IS NULL) FROM report GROUP BY year ORDER BY year", "2024|1|1", "2025|2|1")
	mustAnswer(t, dir, "SELECT a.report_id < b.report_id FROM report a JOIN report b ON a.superseded_by = b.report_id", "true")
	mustAnswer(t, dir, "SELECT value FROM figures WHERE year=2025 AND cell='gov2021/t3/received/total'", "3831")
	if m := current(t, dir); m.Number != 2 || m.Reports != 2 || snapshots(t, dir) < 1 {
		t.Errorf("%+v", m)
	}
}

// Files that cannot be taken in are named with the reason; the rest is loaded.
func TestIngestRejects(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2025)
	for name, content := range map[string]string{"天气.html": "<h1>天气</h1><p>晴</p>", "鼓楼.html": gulou, "空.txt": "", ".隐藏.html": "?", "~$锁.docx": "?"} {
		write(t, filepath.Join(folder, name), content)
	}
	missing := filepath.Join(folder, "没有")
	o := gongkai("ingest", "--store", dir, folder, missing)
	if o.status != 0 || !strings.HasPrefix(o.out, "载入 1 份，未变 0 个文件，有勾稽问题 0 份，拒收 4 个\n") {
		t.Errorf("status %d: %s", o.status, o.out)
	}
	lines := strings.Split(strings.TrimSuffix(o.errors, "\n"), "\n")
	if len(lines) != 4 {
		t.Errorf("stderr %q", lines)
	}
	for name, words := range map[string][]string{
		"天气.html": {"[not_a_report]", "没有找到年度报告的法定表格"},
		"空.txt":   {"[empty_file]", "文件是空的"},
		"没有":      {"[cannot_open]", "打不开文件"},
		"鼓楼.html": {"[ambiguous_body]", "江苏省南京市鼓楼区（320106）", "江苏省徐州市鼓楼区（320302）", "福建省福州市鼓楼区（350102）", "河南省开封市鼓楼区（410204）", "请在标题或首段写明省市"},
	} {
		for _, w := range words {
			if !strings.Contains(lineOf(lines, filepath.Join(folder, name)+": "), w) {
				t.Errorf("%s: no %q in %q", name, w, lines)
			}
		}
	}
	mustAnswer(t, dir, "SELECT body, year FROM figures GROUP BY ALL", "宿迁市|2025")
	// a body that the document settles is taken in
	write(t, filepath.Join(folder, "鼓楼.html"), strings.Replace(gulou, "<h1>", "<h1>江苏省南京市", 1))
	if o := gongkai("ingest", "--store", dir, filepath.Join(folder, "鼓楼.html")); o.status != 0 || o.errors != "" {
		t.Errorf("%+v", o)
	}
	mustAnswer(t, dir, "SELECT DISTINCT region_code FROM figures ORDER BY ALL", "320106", "321300")
}

// lineOf returns the line that begins with a prefix.
func lineOf(lines []string, prefix string) string {
	for _, l := range lines {
		if strings.HasPrefix(l, prefix) {
			return l
		}
	}
	return ""
}

// With nothing taken in, the run failed, and nothing is published.
func TestIngestNothing(t *testing.T) {
	dir := newStore(t)
	file := write(t, filepath.Join(t.TempDir(), "鼓楼.html"), gulou)
	for _, tt := range []struct{ name, path, code string }{
		{"Ambiguous", file, "[ambiguous_body]"},
		{"Missing", filepath.Join(dir, "没有"), "[cannot_open]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := gongkai("ingest", "--store", dir, tt.path)
			if o.status != 1 || strings.Count(o.errors, "\n") != 1 || !strings.HasSuffix(o.errors, tt.code+"\n") || !strings.Contains(o.errors, tt.path) || !strings.HasSuffix(o.out, "没有变化，未发布新快照\n") {
				t.Errorf("%+v", o)
			}
			if _, err := store.Current(dir); data.Code(err) != "store_empty" {
				t.Errorf("the store has %v", err)
			}
		})
	}
	if o := gongkai("ingest", "--store", dir); o.status != 1 || !strings.Contains(o.errors, "[nothing_to_load]") || !strings.Contains(o.errors, "用法：gongkai ingest") {
		t.Errorf("no path: %+v", o)
	}
}

func TestIngestEnglish(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2025)
	o := gongkai("ingest", "--lang", "en", "--store", dir, folder, write(t, filepath.Join(folder, "x.txt"), ""))
	if o.status != 0 || !strings.HasPrefix(o.out, "loaded 1 reports, unchanged 0 files, with findings 0 reports, rejected 2\npublished snapshot 1: 1 bodies, 1 reports, ") ||
		!strings.Contains(o.errors, "x.txt: file is empty; fetch the file again [empty_file]") {
		t.Errorf("%+v", o)
	}
}

// The bundled samples leave when told to, and only they.
func TestDropSamples(t *testing.T) {
	dir := newStore(t)
	n := len(sample.Documents())
	must(t, gongkai("ingest", "--store", dir, "--samples"))
	mustAnswer(t, dir, "SELECT count(*), count(*) FILTER (sample) FROM report", fmt.Sprintf("%d|%d", n, n))
	mine := write(t, filepath.Join(t.TempDir(), "鼓楼.html"), strings.Replace(gulou, "<h1>", "<h1>江苏省南京市", 1))
	out := must(t, gongkai("ingest", "--store", dir, "--drop-samples", mine))
	if !strings.HasSuffix(out, "已发布快照 2：1 个机关，1 份报告，6 个数据\n") {
		t.Errorf("%s", out)
	}
	mustAnswer(t, dir, "SELECT body, count(*), count(value) FROM figures GROUP BY body", "南京市鼓楼区|6|6")
	mustAnswer(t, dir, "SELECT count(*) FROM report WHERE sample", "0")
	if out := must(t, gongkai("ingest", "--store", dir, mine)); !strings.HasSuffix(out, "没有变化，未发布新快照\n") {
		t.Errorf("%s", out)
	}
	// a document of one's own counts, even if it was among the samples
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, suqian2025)))
	mustAnswer(t, dir, "SELECT year, source_format, sample FROM report ORDER BY year", "2024|html|false", "2025|html|false")
}

// One ingest at a time; the second is told so and changes nothing.
func TestIngestBusy(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2025)
	unlock, err := archive.Lock(dir)
	if err != nil {
		t.Fatal(err)
	}
	if o := gongkai("ingest", "--store", dir, folder); o.status != 1 || !strings.Contains(o.errors, "另一个载入任务正在进行；请等它结束后重试 [store_busy]") || o.out != "" {
		t.Errorf("%+v", o)
	}
	unlock()
	must(t, gongkai("ingest", "--store", dir, folder))
}

// moments are the states of a store folder that a running ingest is killed in.
var moments = []struct {
	name    string
	reached func(dir string) bool
}{
	{"FirstObject", objectsAtLeast(4)},
	{"SomeObjects", objectsAtLeast(15)},
	{"HalfTheObjects", objectsAtLeast(26)},
	{"AllObjects", objectsAtLeast(45)},
	{"LastReading", exist(45, "archive/read/*/*/*.json")},
	{"Listed", func(dir string) bool { return lines(filepath.Join(dir, "archive", "arrivals.jsonl")) == 45 }},
	{"Building", exist(1, "snapshots/building-*")},
	{"BuildingGrown", func(dir string) bool { return grown(dir, 1<<20) }},
	{"BuildingMostly", func(dir string) bool { return grown(dir, 3<<20) }},
	{"Renamed", exist(1, "snapshots/snapshot-000002-*.duckdb")},
	{"Manifest", exist(1, "snapshots/snapshot-000002-*.json")},
	{"Pointer", func(dir string) bool {
		b, err := os.ReadFile(filepath.Join(dir, "current"))
		return err == nil && strings.HasPrefix(string(b), "snapshot-000002-")
	}},
}

func exist(n int, pattern string) func(string) bool {
	return func(dir string) bool {
		files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		return err == nil && len(files) >= n
	}
}

func objectsAtLeast(n int) func(string) bool { return exist(n, "archive/objects/??/[0-9a-f]*") }

func lines(file string) int {
	b, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	return strings.Count(string(b), "\n")
}

func grown(dir string, size int64) bool {
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", "building-*.duckdb"))
	if err != nil || len(files) == 0 {
		return false
	}
	fi, err := os.Stat(files[0])
	return err == nil && fi.Size() >= size
}

// kill ends an ingest by SIGKILL as soon as the store has reached a moment. It
// reports whether the process was still there to be killed.
func kill(t *testing.T, dir, folder string, reached func(string) bool) bool {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := program(t, "ingest", "--store", dir, folder)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	look := time.NewTicker(200 * time.Microsecond)
	defer look.Stop()
	for !reached(dir) {
		select {
		case err := <-ended:
			if err != nil {
				t.Fatalf("ingest: %v", err)
			}
			return false
		case <-ctx.Done():
			cmd.Process.Kill()
			<-ended
			t.Fatal("the moment is never reached")
		case <-look.C:
		}
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	err := <-ended
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
}

// contents says what a store holds, table by table, apart from the times of
// arrival, which differ between runs.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	hashes, err := s.Hashes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	delete(hashes, "report")
	reports := strings.Split(ask(t, dir, "SELECT count(*), bit_xor(hash(COLUMNS(* EXCLUDE arrived))) FROM report")[0], "|")
	hashes["count"], hashes["reports but for their arrival"] = reports[0], strings.Join(reports[1:], " ")
	return hashes
}

// Killed at any moment, an ingest leaves the last published content in
// service, whole; the next run ends where an uninterrupted one does.
func TestKilledIngest(t *testing.T) {
	folder := samplesFolder(t)
	base := newStore(t)
	must(t, gongkai("ingest", "--store", base, filepath.Join(folder, suqian2023), filepath.Join(folder, suqian2024), filepath.Join(folder, suqian2025)))
	before := contents(t, base)
	whole := copied(t, base)
	must(t, gongkai("ingest", "--store", whole, folder))
	after := contents(t, whole)
	if before["count"] != "3" || after["count"] != fmt.Sprint(len(sample.Documents())) || before["figure"] == after["figure"] {
		t.Fatalf("before %v\nafter %v", before, after)
	}
	killed := 0
	for _, m := range moments {
		t.Run(m.name, func(t *testing.T) {
			dir := copied(t, base)
			if kill(t, dir, folder, m.reached) {
				killed++
			} else {
				t.Log("it ended before it could be killed")
			}
			want := before
			if current(t, dir).Number == 2 {
				want = after
			}
			if got := contents(t, dir); !maps.Equal(got, want) {
				t.Errorf("after the kill the store has\n%v\nwant\n%v", got, want)
			}
			mustContinue(t, dir, folder, after)
		})
	}
	t.Run("Again", func(t *testing.T) { // killed over and over on one store
		dir := copied(t, base)
		for _, m := range moments[:8] {
			if kill(t, dir, folder, m.reached) {
				killed++
			}
			mustAnswer(t, dir, "SELECT count(*) FROM report WHERE year > 2022 AND source_file LIKE '%宿迁%'", "3")
		}
		mustContinue(t, dir, folder, after)
	})
	t.Logf("%d kills", killed)
	if killed < 10 {
		t.Errorf("only %d kills", killed)
	}
}

// mustContinue runs the ingest to its end and compares what the store holds.
func mustContinue(t *testing.T, dir, folder string, want map[string]string) {
	t.Helper()
	must(t, gongkai("ingest", "--store", dir, folder))
	if got := contents(t, dir); !maps.Equal(got, want) {
		t.Errorf("after the next run the store has\n%v\nwant\n%v", got, want)
	}
	for _, left := range []string{"snapshots/building-*", "snapshots/*.new", "snapshots/*.wal"} {
		if exist(1, left)(dir) {
			t.Errorf("%s is left", left)
		}
	}
	m := current(t, dir)
	if out := must(t, gongkai("ingest", "--store", dir, folder)); !strings.HasSuffix(out, "没有变化，未发布新快照\n") || *current(t, dir) != *m {
		t.Errorf("a run too many: %s", out)
	}
	err := filepath.WalkDir(filepath.Join(dir, "archive", "objects"), func(path string, d fs.DirEntry, err error) error {
		// a temporary file of a killed run may stay: nothing ever reads it
		if err == nil && !d.IsDir() && len(d.Name()) != 64 && !strings.HasPrefix(d.Name(), ".new-") {
			t.Errorf("%s stands among the objects", d.Name())
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// copied returns a copy of a store folder.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := newStore(t)
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}
