package dashboard

import (
	"html"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// revised is a store in which a report came four times, a day apart: with two
// wrong figures, as it is, again with other bytes, and the first file once more
// without one row, in the document's own words.
func revised(t *testing.T) string {
	t.Helper()
	b, err := fs.ReadFile(sample.FS(), "321300-宿迁市-2025.html")
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	wrong := strings.NewReplacer("<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>", "<td>61</td>", "<td>/</td>").Replace(page)
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for day, content := range []string{wrong, page, page + "<!-- 再发 -->", strings.Replace(page, "<td>3</td><td>0</td><td>15</td>", "<td>3</td><td>0</td><td> 15 </td>", 1)} {
		files, err := source.Folder(fstest.MapFS{"第" + itoa(day+1) + "次.html": {Data: []byte(content)}}, false)
		if err != nil {
			t.Fatal(err)
		}
		job := ingest.Job{Store: dir, Catalogue: samples.catalogue, Places: g, Now: func() time.Time { return time.Date(2026, 3, day+1, 9, 0, 0, 0, time.UTC) }}
		if _, err := job.Run(t.Context(), files); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var suqian = "/reports/" + url.PathEscape("321300:宿迁市") + "/2025"

var comparing = regexp.MustCompile(`href="([^"]*former=([0-9a-f]{12})[^"]*)"`)

func TestVersions(t *testing.T) {
	root := start(t, revised(t))
	page := get(t, root+suqian).body
	plain := html.UnescapeString(page)
	for _, want := range []string{"先后收到 4 份，本页为最后一份", `<h2>修订</h2>`, `<th scope="row">2026-03-01</th><td><a href="`, `</td><td>第1次.html `, `<th scope="row">2026-03-04</th><td>现行</td>`, `<td class="num">–</td><td class="num">1</td>`,
		`<td class="num">2</td><td class="num">1 → 0</td>`, `<td class="num">0</td><td class="num">0 → 0</td>`} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is missing", want)
		}
	}
	links := comparing.FindAllStringSubmatch(page, -1)
	if len(links) != 3 || strings.Contains(plain, "<del") {
		t.Fatalf("%d versions can be compared", len(links))
	}
	shown := get(t, root+html.UnescapeString(links[0][1])).body
	for _, want := range []string{"与 2026-03-01 收到的一份比较", "有 2 格不同", "正在比较",
		`<a href="#gov2021/t3/received/total">一、本年新收政府信息公开申请数量 · 总计</a></th><td class="num"><del>3,831</del></td><td class="num"><ins>3,830</ins></td>`,
		`<del>/</del></td><td class="num"><ins>61</ins>`, `<del class="was"><span class="sr">原为 </span>3,831</del>`, "格所印相同，但勾稽检查的结论不同"} {
		if !strings.Contains(html.UnescapeString(shown), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if n := strings.Count(shown, `<del class="was">`); n != 2 {
		t.Errorf("%d cells struck through", n)
	}
	alike := get(t, root+suqian+"?lang=en&former="+links[1][2]).body
	for _, want := range []string{"Since the version received 2026-03-02", "All cells are printed alike.", "failed checks"} {
		if !strings.Contains(alike, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, wrong := range []string{"x", links[0][2][:7], strings.Repeat("0", 64), links[0][2] + "g"} {
		if got := get(t, root+suqian+"?former="+wrong); got.status != 400 || !strings.Contains(html.UnescapeString(got.body), "请从本页“修订”中选择一个版本") {
			t.Errorf("%s: %d", wrong, got.status)
		}
	}
	if once := get(t, start(t, samples.dir)+reportOf("2024")).body; strings.Contains(once, "revisions") {
		t.Error("a report that came once has revisions")
	}
}

// The former figures are in view on every screen, and the keyboard reaches the
// comparison and the cells.
func TestVersionsInTheBrowser(t *testing.T) {
	root := start(t, revised(t))
	b := newBrowser(t, root)
	first := html.UnescapeString(comparing.FindStringSubmatch(get(t, root+suqian).body)[1])
	for _, s := range screens {
		b.look(s)
		b.open(root + suqian)
		b.picture("versions-" + s.name)
		b.do(`document.querySelector("#revisions td a[href*=former]").focus()`)
		if at := evaluate[string](b, `document.activeElement.getAttribute("href")`); at != first {
			t.Errorf("focus is on %q, want %q", at, first)
		}
		b.open(root + first)
		b.picture("revised-" + s.name)
		if b.wider(s) {
			t.Errorf("the page scrolls sideways at %s", s.name)
		}
		struck := evaluate[string](b, `(() => {
			const d = document.getElementById("gov2021/t3/received/total").querySelector("del"), a = d.previousElementSibling, r = d.getBoundingClientRect(), p = a.getBoundingClientRect();
			return getComputedStyle(d).textDecorationLine + " " + (r.width > 0 && r.left >= p.right - 1 && Math.abs(r.bottom - p.bottom) < 12);
		})()`)
		if struck != "line-through true" {
			t.Errorf("%s: %s", s.name, struck)
		}
		b.do(`document.querySelector("#revisions .changes a").click()`)
		if id := evaluate[string](b, `document.querySelector("td:target").id`); !strings.HasPrefix(id, "gov2021/") {
			t.Errorf("the cell %q", id)
		}
		b.quiet(t)
	}
}
