package dashboard

import (
	"html"
	"strings"
	"testing"
	"time"

	"gongkai/data/annotation"
)

// An annotation stands below the charts of its body and indicator, with a sign
// at its year, and on the overview of the year; its words are text.
func TestAnnotations(t *testing.T) {
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	evil := `<script>alert(1)</script>`
	notes := []annotation.Note{
		{ID: 1, Body: "350128:平潭综合实验区", Year: 2022, Indicator: "decisions.licence", Text: "许可集中办理" + evil, Author: "政务公开办", At: at},
		{ID: 2, Body: "350128:平潭综合实验区", Year: 2024, Text: "机构改革", Author: "政务公开办", At: at},
		{ID: 3, Body: "321300:宿迁市", Year: 2024, Text: "别处的话", Author: "甲", At: at},
	}
	version := "1"
	root := startWith(t, samples.dir, func(c *Config) {
		c.Annotations = func() ([]annotation.Note, error) { return notes, nil }
		c.Kept = func() string { return version }
	})
	page := get(t, root+"/trends?body="+pingtan).body
	if strings.Contains(page, evil) || strings.Count(html.UnescapeString(page), "❶ 2022 平潭综合实验区：许可集中办理"+evil+"（政务公开办，2026-11-23）") != 1 {
		t.Error("the licences have no annotation, or one that is markup")
	}
	if n := strings.Count(page, "机构改革"); n < 4 {
		t.Errorf("the year's annotation stands below %d charts", n)
	}
	if strings.Contains(page, "别处的话") {
		t.Error("another body's words")
	}
	charts := get(t, root+"/charts/licences.json?body="+pingtan).body
	for _, want := range []string{`{"name":"❶","xAxis":2022}`, `{"name":"❷","xAxis":2024}`, "2026-11-23"} {
		if !strings.Contains(charts, want) {
			t.Errorf("%q is missing in %.1500s", want, charts)
		}
	}
	if svg := get(t, root+"/charts/licences/licences-1.svg?body="+pingtan).body; !strings.Contains(svg, ">❶<") || strings.Contains(svg, "<script>") || !strings.Contains(svg, "&lt;script&gt;") {
		t.Error("not in the picture")
	}
	if first := get(t, root+"/?year=2024&body="+pingtan).body; !strings.Contains(first, "❶ 2024 平潭综合实验区：机构改革") {
		t.Error("not on the overview")
	}
	// another annotation is seen at once, though the snapshot is the same
	notes = append(notes, annotation.Note{ID: 4, Body: "350128:平潭综合实验区", Year: 2023, Text: "新的话", Author: "乙", At: at})
	if strings.Contains(get(t, root+"/trends?body="+pingtan).body, "新的话") {
		t.Error("not from the cache")
	}
	version = "2"
	if !strings.Contains(get(t, root+"/trends?body="+pingtan).body, "新的话") {
		t.Error("a stale page")
	}
	b := newBrowser(t, root)
	for _, s := range screens {
		b.look(s)
		b.open(root + "/trends?body=" + pingtan)
		b.picture("annotated-" + s.name)
		if b.wider(s) {
			t.Errorf("scrolls sideways at %s", s.name)
		}
		b.quiet(t)
	}
}
