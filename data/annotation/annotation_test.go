package annotation

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/data"
)

var day = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func TestAnnotations(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	if notes, err := List(dir); err != nil || len(notes) != 0 {
		t.Fatal(notes, err)
	}
	for _, n := range []Note{{Body: "350128:平潭综合实验区", Year: 2024, Indicator: "decisions.licence", Text: "许可集中办理", Author: "政务公开办"}, {Body: "350128:平潭综合实验区", Year: 2022, Text: "机构改革", Author: "政务公开办"}, {Body: "321300:宿迁市", Year: 2024, Text: "三", Author: "甲"}} {
		if _, err := Add(dir, n, day); err != nil {
			t.Fatal(err)
		}
	}
	if err := Remove(dir, 2, "写错了", "乙", day.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	notes, err := List(dir)
	if err != nil || len(notes) != 2 || notes[0].ID != 3 || notes[1].Text != "许可集中办理" || !notes[1].At.Equal(day) {
		t.Errorf("%+v %v", notes, err)
	}
	b, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil || !strings.Contains(string(b), "写错了") || !strings.Contains(string(b), "机构改革") {
		t.Errorf("what was taken back is lost: %s, %v", b, err)
	}
	for _, id := range []int{2, 0, 99} {
		if err := Remove(dir, id, "x", "y", day); data.Code(err) != "unknown_annotation" {
			t.Errorf("%d: %v", id, err)
		}
	}
	good := Note{Body: "x:y", Year: 2024, Text: "a", Author: "b"}
	for name, change := range map[string]func(*Note){"NoText": func(n *Note) { n.Text = "" }, "Spaces": func(n *Note) { n.Text = " a" }, "Lines": func(n *Note) { n.Text = "a\nb" }, "Long": func(n *Note) { n.Text = strings.Repeat("字", 501) }, "NoAuthor": func(n *Note) { n.Author = "" }, "Year": func(n *Note) { n.Year = 1999 }, "NoBody": func(n *Note) { n.Body = "" }, "Bytes": func(n *Note) { n.Text = "a\xff" }} {
		n := good
		change(&n)
		if _, err := Add(dir, n, day); data.Code(err) != "bad_annotation" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := Remove(dir, 1, "", "y", day); data.Code(err) != "bad_annotation" {
		t.Error(err)
	}
}

// Writers at once do not lose each other's words: each is kept, or told that
// the file is busy.
func TestAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	var mu sync.Mutex
	kept := 0
	for range 8 {
		all.Go(func() {
			_, err := Add(dir, Note{Body: "x:y", Year: 2024, Text: "a", Author: "b"}, day)
			if err == nil {
				mu.Lock()
				kept++
				mu.Unlock()
			} else if data.Code(err) != "store_busy" {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if notes, err := List(dir); err != nil || len(notes) != kept || kept == 0 {
		t.Errorf("%d of %d, %v", len(notes), kept, err)
	}
}

func TestBroken(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, File), []byte(`[{"id":1,`), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := List(dir); data.Code(err) != "kept_broken" {
		t.Error(err)
	}
	if _, err := Add(dir, Note{Body: "x:y", Year: 2024, Text: "a", Author: "b"}, day); data.Code(err) != "kept_broken" {
		t.Error(err)
	}
}
