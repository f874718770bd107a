package dashboard

import (
	"html"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/annotation"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

// publishedAt publishes a report of tan's applications, as if it were a day gone by.
func publishedAt(t *testing.T, dir, value, at string) {
	t.Helper()
	m := storetest.Publish(t, dir, storetest.Report(data.Body{Name: "平潭综合实验区", RegionCode: "350128"}, 2024, "gov2021",
		map[data.Cell]string{"gov2021/t3/received/total": value}))
	file := filepath.Join(dir, "current.log")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	last := len(lines) - 2
	lines[last] = at + " " + m.Name() + "\n"
	if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Every page can be asked as of a day, keeps to it in all its links, and says
// so.
func TestAsOfPages(t *testing.T) {
	dir := t.TempDir()
	publishedAt(t, dir, "111", "2026-01-10T02:00:00Z")
	publishedAt(t, dir, "222", "2026-03-01T17:00:00Z") // the second of March in Beijing
	storetest.Publish(t, dir, storetest.Report(data.Body{Name: "平潭综合实验区", RegionCode: "350128"}, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": "333"}))
	note := func(text, at string) annotation.Note {
		when, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		return annotation.Note{Body: "350128:平潭综合实验区", Year: 2024, Text: text, Author: "甲", At: when}
	}
	root := startWith(t, dir, func(c *Config) {
		c.Annotations = func() ([]annotation.Note, error) {
			return []annotation.Note{note("早先的话", "2026-02-01T00:00:00Z"), note("后来的话", "2026-03-02T00:00:00Z")}, nil
		}
	})
	then := "asof=2026-03-01"
	for _, path := range []string{"/", "/trends", "/benchmark", "/benchmark/heat", "/outcomes", "/decisions", "/quality", "/reports", "/reports/350128:平潭综合实验区/2024", "/places", "/dictionary", "/methods"} {
		got := get(t, root+path+"?"+then)
		text := html.UnescapeString(got.body)
		if got.status != 200 || !strings.Contains(text, "<b>当日状态 2026-03-01</b>") || !strings.Contains(text, "快照 1，发布于 20") {
			t.Errorf("%s: %d does not say as of when", path, got.status)
		}
		for _, link := range strings.Split(text, `<a href="`)[1:] {
			link, _, _ = strings.Cut(link, `"`)
			if plain, err := url.PathUnescape(link); err == nil && plain == path { // back to now
				continue
			}
			if strings.HasPrefix(link, "/") && !strings.Contains(link, then) && !strings.Contains(link, "asof=1-") && !strings.HasPrefix(link, "/sources/") && !strings.HasPrefix(link, path+"?") {
				t.Errorf("%s: %s leads to another day", path, link)
			}
		}
	}
	for query, want := range map[string]string{"?" + then: "111", "?asof=2026-03-02": "222", "": "333"} {
		if got := get(t, root+"/ask/trend.json"+query+map[bool]string{true: "?", false: "&"}[query == ""]+"i=applications.received&body="+pingtan); !strings.Contains(got.body, `"value":`+want) {
			t.Errorf("%s: %.400s", query, got.body)
		}
		if got := get(t, root+"/"+query); !strings.Contains(got.body, ">"+want+"<") {
			t.Errorf("%s: the overview has no %s", query, want)
		}
	}
	if page := get(t, root+"/?"+then).body; !strings.Contains(page, "早先的话") || strings.Contains(page, "后来的话") {
		t.Error("words of another day")
	}
	for query, want := range map[string]int{"2026-01-09": 404, "x": 400, "2026-13-01": 400} {
		if got := get(t, root+"/?asof="+query); got.status != want {
			t.Errorf("%s: %d", query, got.status)
		}
	}
	list, err := store.Snapshots(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(store.SnapshotFile(dir, list[0].Name)); err != nil {
		t.Fatal(err)
	}
	again := startWith(t, dir, func(*Config) {})
	if got := get(t, again+"/?"+then); got.status != 410 || !strings.Contains(got.body, "已清理") {
		t.Errorf("%d", got.status)
	}
}
