package ingest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest/source"
)

// However its files came, one by one or all before the snapshot was built, a
// store says the same.
func TestJobAmends(t *testing.T) {
	defer func(former int) { leastToAmend = former }(leastToAmend)
	leastToAmend = 1
	j := testJob(t)
	files, err := source.Folder(sample.FS(), true)
	if err != nil {
		t.Fatal(err)
	}
	many := map[string]string{}
	for _, county := range []string{"福州市仓山区", "福州市马尾区", "福州市晋安区", "厦门市思明区", "厦门市海沧区", "厦门市湖里区", "厦门市集美区", "厦门市同安区",
		"厦门市翔安区", "莆田市城厢区", "莆田市涵江区", "莆田市荔城区", "莆田市秀屿区"} {
		many[county+".html"] = small(strings.Replace(jianshan, "双鸭山市尖山区", county, 1), len(county))
	}
	mustRun(t, j, append(files, inMemory(t, many)...))
	twice := filepath.Join(t.TempDir(), "鼓楼.html")
	if err := os.WriteFile(twice, []byte(small(gulou, 7)), 0o600); err != nil {
		t.Fatal(err)
	}
	decide := func(code string) func() {
		return func() {
			if _, _, err := j.SetBody(t.Context(), BodyDecision{File: twice, Code: code, Author: "张三", Reason: "来自该区网站"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	load := func(name, text string) func() {
		return func() { mustRun(t, j, inMemory(t, map[string]string{name: text})) }
	}
	for step, do := range []struct {
		what    string
		do      func()
		amended int
	}{
		{"a year more", load("a.html", small(strings.Replace(jianshan, "2024", "2023", 1), 2)), 1},
		{"a correction", load("a.html", small(strings.Replace(jianshan, "2024", "2023", 1), 3)), 2},
		{"a new body", load("b.html", small(strings.Replace(jianshan, "双鸭山市尖山区", "福州市台江区", 1), 9)), 3},
		{"nobody's report", load("鼓楼.html", small(gulou, 7)), 4},
		{"it is given to one", decide("320302"), 5},
		{"and to another", decide("320106"), 6},
		{"and to nobody", decide(""), 7},
		{"the samples go", func() { j.DropSamples = true; mustRun(t, j, nil) }, 0},
		{"a body's last report", load("b.html", small(strings.Replace(jianshan, "双鸭山市尖山区", "福州市台江区", 1), 1)), 1},
	} {
		do.do()
		m, err := store.Current(j.Store)
		if err != nil {
			t.Fatal(err)
		}
		if m.Amended != do.amended || m.Number != step+2 {
			t.Errorf("%s: snapshot %d, amended %d, want %d", do.what, m.Number, m.Amended, do.amended)
		}
		whole := *j
		whole.Store, whole.DropSamples = filepath.Join(t.TempDir(), fmt.Sprint(step)), false
		if err := os.CopyFS(filepath.Join(whole.Store, "archive"), os.DirFS(filepath.Join(j.Store, "archive"))); err != nil {
			t.Fatal(err)
		}
		mustRun(t, &whole, nil)
		if got, want := contentsOf(t, j), contentsOf(t, &whole); !maps.Equal(got, want) {
			for _, name := range slices.Sorted(maps.Keys(want)) {
				if got[name] != want[name] {
					t.Errorf("%s: %s is %s, want %s", do.what, name, got[name], want[name])
				}
			}
		}
	}
	mustBeSound(t, j)
}

// mustBeSound verifies a store against its archive.
func mustBeSound(t *testing.T, j *Job) {
	t.Helper()
	v, err := j.Verify(t.Context(), 0, false, "")
	if err != nil || !v.Sound() || v.Compared == nil {
		t.Errorf("%+v, %v", v, err)
	}
}

func contentsOf(t *testing.T, j *Job) map[string]string {
	t.Helper()
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	hashes, err := s.ContentHashes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return hashes
}
