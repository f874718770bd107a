package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// threeStates is a store in which 2023, 2024 and 2025 of a body were published
// one after the other: snapshots 1, 2 and 3.
func threeStates(t *testing.T) (dir, folder string) {
	t.Helper()
	dir, folder = newStore(t), samplesFolder(t, suqian2023, suqian2024, suqian2025)
	for _, name := range []string{suqian2023, suqian2024, suqian2025} {
		must(t, gongkai("ingest", "--store", dir, filepath.Join(folder, name)))
	}
	return dir, folder
}

// listed returns the snapshots as --json prints them.
func listed(t *testing.T, dir string) (list []snapshotLine) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(must(t, gongkai("snapshots", "--json", "--store", dir))))
	for d.More() {
		var l snapshotLine
		if err := d.Decode(&l); err != nil {
			t.Fatal(err)
		}
		list = append(list, l)
	}
	return list
}

func TestSnapshots(t *testing.T) {
	if out := must(t, gongkai("snapshots", "--store", newStore(t))); out != "还没有快照\n" {
		t.Errorf("an empty store: %s", out)
	}
	dir, _ := threeStates(t)
	must(t, gongkai("snapshots", "pin", "2", "--store", dir, "--reason", "某文引用", "--author", "政务公开办"))
	list := listed(t, dir)
	if len(list) != 3 || *list[0].Reports != 1 || *list[2].Reports != 3 || *list[2].Bodies != 1 || *list[2].Figures <= *list[1].Figures ||
		list[0].Current || !list[2].Current || list[0].Pin != nil || list[1].Pin.Reason != "某文引用" || !list[0].Readable || list[0].Size == 0 {
		t.Errorf("%+v", list)
	}
	lines := strings.Split(must(t, gongkai("snapshots", "--store", dir)), "\n")
	if !strings.HasPrefix(lines[0], "  1  ") || !strings.HasSuffix(lines[1], "固定：某文引用（政务公开办）") || !strings.HasPrefix(lines[2], "* 3  ") || !strings.HasSuffix(lines[2], "  当前") {
		t.Errorf("%q", lines)
	}
	for _, o := range []outcome{
		gongkai("snapshots", "pin", "7", "--store", dir, "--reason", "x", "--author", "y"), gongkai("rollback", "7", "--store", dir), gongkai("publish", "7", "--store", dir),
	} {
		if o.status != 1 || !strings.HasSuffix(o.errors, "[unknown_snapshot]\n") {
			t.Errorf("%+v", o)
		}
	}
	if o := gongkai("snapshots", "unpin", "1", "--store", dir); !strings.HasSuffix(o.errors, "[not_pinned]\n") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("snapshots", "unpin", "2", "--store", dir))
	if list := listed(t, dir); list[1].Pin != nil {
		t.Errorf("%+v", list[1])
	}
	// damage that can be seen without reading the files
	if err := os.Truncate(filepath.Join(dir, "snapshots", list[1].Name+".duckdb"), 5000); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "snapshots", list[0].Name+".json"), "{}")
	if list := listed(t, dir); list[0].Readable || list[0].Reports != nil || list[1].Readable || list[1].Problem != "store_broken" || !list[2].Readable {
		t.Errorf("%+v", list)
	}
}

const years = "SELECT string_agg(year, ' ' ORDER BY year) FROM report"

// What was published can be shown again; the archive is not touched by it.
func TestRollback(t *testing.T) {
	dir, folder := threeStates(t)
	mustAnswer(t, dir, years, "2023 2024 2025")
	out := must(t, gongkai("rollback", "--store", dir))
	if !strings.HasPrefix(out, "当前快照：2（1 个机关，2 份报告，") || !strings.Contains(out, "下一次载入（或 gongkai publish）会再次发布归档的最新状态") {
		t.Error(out)
	}
	mustAnswer(t, dir, years, "2023 2024")
	must(t, gongkai("rollback", "1", "--store", dir))
	mustAnswer(t, dir, years, "2023")
	if o := gongkai("rollback", "--store", dir); o.status != 1 || !strings.Contains(o.errors, "当前快照 1 之前没有快照") {
		t.Errorf("%+v", o)
	}
	must(t, gongkai("publish", "2", "--store", dir))
	mustAnswer(t, dir, years, "2023 2024")
	// as promised, the next ingest publishes everything again, under a number of its own
	must(t, gongkai("ingest", "--store", dir, filepath.Join(folder, suqian2025)))
	mustAnswer(t, dir, years, "2023 2024 2025")
	if m := current(t, dir); m.Number != 4 {
		t.Errorf("%+v", m)
	}
}

// A snapshot that is damaged does not become the current one.
func TestRollbackToDamaged(t *testing.T) {
	dir, _ := threeStates(t)
	list := listed(t, dir)
	spoil(t, filepath.Join(dir, "snapshots", list[0].Name+".duckdb"), flip)
	if o := gongkai("rollback", "1", "--store", dir); o.status != 1 || !strings.HasSuffix(o.errors, "[store_broken]\n") {
		t.Errorf("%+v", o)
	}
	if m := current(t, dir); m.Number != 3 {
		t.Errorf("%+v", m)
	}
}

func TestPublish(t *testing.T) {
	dir := newStore(t)
	if o := gongkai("publish", "--store", dir); o.status != 1 || !strings.HasSuffix(o.errors, "[store_empty]\n") {
		t.Errorf("%+v", o)
	}
	dir, _ = threeStates(t)
	before := contents(t, dir)
	if out := must(t, gongkai("publish", "--store", dir)); !strings.HasSuffix(out, "没有变化，未发布新快照\n") {
		t.Error(out)
	}
	must(t, gongkai("rollback", "1", "--store", dir))
	if out := must(t, gongkai("publish", "--store", dir)); !strings.Contains(out, "已发布快照 4：") {
		t.Error(out)
	}
	if out := must(t, gongkai("publish", "--again", "--store", dir)); !strings.Contains(out, "已发布快照 5：") {
		t.Error(out)
	}
	if after := contents(t, dir); after["figure"] != before["figure"] || after["report"] != before["report"] {
		t.Errorf("%v %v", before, after)
	}
}

func TestPrune(t *testing.T) {
	dir, _ := threeStates(t)
	must(t, gongkai("publish", "--again", "--store", dir))
	must(t, gongkai("publish", "--again", "--store", dir))
	must(t, gongkai("rollback", "3", "--store", dir))
	must(t, gongkai("snapshots", "pin", "1", "--store", dir, "--reason", "引用", "--author", "甲"))
	numbers := func() (numbers []int) {
		for _, l := range listed(t, dir) {
			numbers = append(numbers, l.Number)
		}
		return numbers
	}
	if o := gongkai("prune", "--keep", "0", "--store", dir); !strings.HasSuffix(o.errors, "[bad_number]\n") {
		t.Errorf("%+v", o)
	}
	for range 2 {
		if out := must(t, gongkai("prune", "--keep", "1", "--dry-run", "--store", dir)); !strings.HasPrefix(out, "删除快照 2（") || !strings.Contains(out, "会删除 2 个快照，腾出 ") {
			t.Error(out)
		}
	}
	if got := numbers(); !slices.Equal(got, []int{1, 2, 3, 4, 5}) {
		t.Errorf("a dry run left %v", got)
	}
	must(t, gongkai("prune", "--keep", "1", "--store", dir))
	if got := numbers(); !slices.Equal(got, []int{1, 3, 5}) { // pinned, current, last
		t.Errorf("left: %v", got)
	}
	if n := snapshots(t, dir); n != 3 {
		t.Errorf("%d files", n)
	}
	mustAnswer(t, dir, years, "2023 2024 2025")
	must(t, gongkai("publish", "--again", "--store", dir))
	if m := current(t, dir); m.Number != 6 {
		t.Errorf("%+v", m)
	}
	// where it is not known which one is current, nothing goes
	write(t, filepath.Join(dir, "current"), "?")
	if o := gongkai("prune", "--keep", "1", "--store", dir); !strings.HasSuffix(o.errors, "[store_broken]\n") || snapshots(t, dir) != 4 {
		t.Errorf("%+v", o)
	}
}
