package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// only returns the one file that a pattern below a store finds.
func only(t *testing.T, dir, pattern string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
	if err != nil || len(files) != 1 {
		t.Fatal(pattern, files, err)
	}
	return files[0]
}

// spoil rewrites a file, read-only ones too.
func spoil(t *testing.T, file string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	write(t, file, string(change(b)))
}

func flip(b []byte) []byte {
	b[len(b)/2] ^= 1
	return b
}

func TestVerify(t *testing.T) {
	dir, _ := threeStates(t)
	temp := t.TempDir()
	same := "从归档重建快照 3：26 个表，逐行相同的 26 个\n"
	for _, args := range [][]string{{}, {"--fast"}, {"3"}} {
		out := must(t, gongkai(append([]string{"verify", "--store", dir, "--temp", temp}, args...)...))
		if out != "快照：3 个，大小和 SHA-256 相符的 3 个\n归档：3 个源文件，与哈希相符的 3 个\n"+same {
			t.Error(out)
		}
	}
	if out := must(t, gongkai("verify", "1", "--store", dir)); !strings.HasSuffix(out, strings.Replace(same, "3", "1", 1)) {
		t.Errorf("a former snapshot: %s", out)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
	// of another reference pack: not to be compared, but nothing is wrong
	if out := must(t, gongkai("verify", "--store", dir, "--reference", pack)); !strings.Contains(out, "[other_recipe]") {
		t.Error(out)
	}
	must(t, gongkai("rollback", "--store", dir))
	if out := must(t, gongkai("verify", "--store", dir)); !strings.HasSuffix(out, strings.Replace(same, "3", "2", 1)) {
		t.Errorf("after a rollback: %s", out)
	}
	if o := gongkai("verify", "9", "--store", dir); !strings.HasSuffix(o.errors, "[unknown_snapshot]\n") {
		t.Errorf("%+v", o)
	}
	if o := gongkai("verify", "--store", newStore(t)); !strings.HasSuffix(o.errors, "[store_empty]\n") {
		t.Errorf("%+v", o)
	}
}

// A kept reading that is not what the file says gives a snapshot that differs
// from what the files say: the table, the row and both values are named.
func TestVerifyNamesDifferences(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2024, suqian2025)
	must(t, gongkai("ingest", "--store", dir, filepath.Join(folder, suqian2025)))
	reading := only(t, dir, "archive/read/*/*/*.json")
	write(t, reading, strings.ReplaceAll(string(mustRead(t, reading)), "3830", "3831"))
	must(t, gongkai("ingest", "--store", dir, filepath.Join(folder, suqian2024)))
	mustAnswer(t, dir, "SELECT value FROM figures WHERE year=2025 AND cell='gov2021/t3/received/total'", "3831")

	o := gongkai("verify", "--store", dir)
	if o.status != 1 || o.errors != "" || !strings.Contains(o.out, "表 figure 不同：1 行\n  item_id=") || !strings.Contains(o.out, " year=2025 body_id=1\n    快照：value=3831\n    重建：value=3830\n") ||
		!strings.Contains(o.out, "表 observation 不同：") || strings.Contains(o.out, "表 body 不同") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("verify", "--fast", "--store", dir)) // the readings say so
	if o := gongkai("verify", "--lang", "en", "--store", dir); !strings.Contains(o.out, "    snapshot: value=3831\n    rebuilt:  value=3830\n") {
		t.Errorf("%+v", o)
	}
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestVerifyNamesDamage(t *testing.T) {
	whole, _ := threeStates(t)
	for name, tt := range map[string]struct {
		spoil func(dir string)
		says  []string
	}{
		"Snapshot": {func(dir string) { spoil(t, only(t, dir, "snapshots/snapshot-000001-*.duckdb"), flip) },
			[]string{"快照 1 损坏：", "大小和 SHA-256 相符的 2 个", "逐行相同的 26 个"}},
		"CurrentSnapshot": {func(dir string) { spoil(t, only(t, dir, "snapshots/snapshot-000003-*.duckdb"), flip) },
			[]string{"快照 3 损坏：", "未能从归档重建比较：", "[store_broken]"}},
		"Manifest": {func(dir string) { spoil(t, only(t, dir, "snapshots/snapshot-000002-*.json"), flip) },
			[]string{"快照 2 损坏：", "逐行相同的 26 个"}},
		"Pointer": {func(dir string) { write(t, filepath.Join(dir, "current"), "?") },
			[]string{"相符的 3 个", "未能从归档重建比较：", "[store_broken]"}},
		"Object": {func(dir string) { spoil(t, archived(t, dir, suqian2024), flip) },
			[]string{"源文件损坏：", suqian2024, "与哈希相符的 2 个", "[archive_broken]"}},
		"NoObject": {func(dir string) {
			if err := os.Remove(archived(t, dir, suqian2024)); err != nil {
				t.Fatal(err)
			}
		}, []string{"源文件丢失：", suqian2024, "与哈希相符的 2 个", "[archive_broken]"}},
		"List": {func(dir string) {
			list := filepath.Join(dir, "archive", "arrivals.jsonl")
			write(t, list, strings.SplitAfter(string(mustRead(t, list)), "\n")[0])
		}, []string{"归档：1 个源文件", "[arrivals_lost]"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, whole)
			tt.spoil(dir)
			o := gongkai("verify", "--store", dir)
			if o.status != 1 || o.errors != "" {
				t.Errorf("%+v", o)
			}
			for _, words := range tt.says {
				if !strings.Contains(o.out, words) {
					t.Errorf("no %q in %s", words, o.out)
				}
			}
		})
	}
}

// archived is the archived file of a bundled document.
func archived(t *testing.T, dir, name string) string {
	t.Helper()
	want := sampleText(t, name)
	files, err := filepath.Glob(filepath.Join(dir, "archive", "objects", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if string(mustRead(t, f)) == want {
			return f
		}
	}
	t.Fatal(name + " is not in the archive")
	return ""
}

// The same content under two names is read under each: a name may say whose
// report it is, and is where the report came from.
func TestOneContentTwoNames(t *testing.T) {
	dir, folder := newStore(t), t.TempDir()
	page := sampleText(t, suqian2025)
	other := replaced(t, page, "<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>")
	for _, f := range [][2]string{{"甲.html", page}, {"乙.html", other}, {"乙.html", page}} {
		must(t, gongkai("ingest", "--store", dir, write(t, filepath.Join(folder, f[0]), f[1])))
	}
	mustAnswer(t, dir, "SELECT right(source_file, 6) FROM report ORDER BY report_id", "甲.html", "乙.html", "乙.html")
	must(t, gongkai("verify", "--store", dir))
}
