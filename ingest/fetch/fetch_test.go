package fetch

import (
	"context"
	"encoding/csv"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

const wordFile = "{\\rtf1 report}"

func TestRun(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /no/"),
		"/a/报告.html": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			html200(report("甲局2024年政府信息公开工作年度报告"))(w, r)
		},
		"/old": status(http.StatusMovedPermanently, "Location", "/new"),
		"/new": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Last-Modified", "Mon, 05 Jan 2026 08:00:00 GMT")
			if r.Header.Get("If-Modified-Since") == "Mon, 05 Jan 2026 08:00:00 GMT" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			html200(report("乙局"))(w, r)
		},
		"/shell":   html200(`<title>=丙局2024年政府信息公开工作年度报告</title><meta name="PubDate" content="2025-01-20 10:00"><a href="f/1.doc">丙局年度报告</a>`),
		"/f/1.doc": says("application/msword", wordFile),
	})
	f, clock := fetcher(t)
	list := entries(s.URL+"/a/%E6%8A%A5%E5%91%8A.html", s.URL+"/old", s.URL+"/shell", s.URL+"/no/1", s.URL+"/gone")
	list[2].Body = "丙局"
	sum := mustRun(t, f, list)
	if got := sum.said(); got != "5: new 3 same 0 failed 2 files 1 robots_disallowed not_found" {
		t.Error(got)
	}
	if got, want := s.asked(), []string{"/a/%E6%8A%A5%E5%91%8A.html", "/old", "/new", "/shell", "/f/1.doc", "/gone"}; !slices.Equal(got, want) {
		t.Errorf("asked %q", got)
	}
	if s.most != 1 {
		t.Errorf("%d requests at once", s.most)
	}
	for _, d := range clock.slept { // robots.txt was the first request
		if d != time.Second {
			t.Errorf("pauses %v", clock.slept)
		}
	}
	if len(clock.slept) != 6 {
		t.Errorf("pauses %v", clock.slept)
	}
	if slices.ContainsFunc(s.agents, func(a string) bool { return a != "gongkai/test" }) {
		t.Errorf("agents %q", s.agents)
	}
	files := names(t, f.Into)
	for i, want := range []string{`^127.0.0.1_\d+_a_报告-[0-9a-f]{10}\.html$`, `_f_1-[0-9a-f]{10}\.rtf$`, `_old-[0-9a-f]{10}\.html$`, `_shell-[0-9a-f]{10}\.html$`} {
		if len(files) != 4 || !regexp.MustCompile(want).MatchString(files[i]) {
			t.Fatalf("files %q", files)
		}
	}
	if b, err := os.ReadFile(filepath.Join(f.Into, files[1])); err != nil || string(b) != wordFile {
		t.Errorf("%q, %v", b, err)
	}
	rows := manifest(t, f)
	if len(rows) != 7 || rows[0][0] != "\ufeffaddress" || rows[3][9] != "'=丙局2024年政府信息公开工作年度报告" || rows[3][11] != "2025-01-20 10:00" ||
		rows[4][8] != s.URL+"/shell" || rows[4][13] != "丙局" || rows[2][1] != s.URL+"/new" || rows[5][2] != "" || rows[6][2] != "404" || !strings.Contains(rows[6][7], "页面不存在") {
		t.Errorf("%q", rows)
	}

	// nothing changed: nothing is written
	before := folder(t, f.Into)
	if got := mustRun(t, f, list).said(); got != "5: new 0 same 3 failed 2 files 0 robots_disallowed not_found" {
		t.Error(got)
	}
	if got := s.asked(); !slices.Contains(got, `/a/%E6%8A%A5%E5%91%8A.html "1"`) || !slices.Contains(got, `/new Mon, 05 Jan 2026 08:00:00 GMT`) || slices.ContainsFunc(got, func(r string) bool { return strings.HasPrefix(r, "/old ") }) {
		t.Errorf("asked %q", got)
	}
	if after := folder(t, f.Into); !slices.Equal(before, after) {
		t.Errorf("before %q\nafter %q", before, after)
	}

	// a file that was lost or changed is asked for without condition
	if err := os.WriteFile(filepath.Join(f.Into, files[0]), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := mustRun(t, f, list[:1]).said(); got != "1: new 1 same 0 failed 0 files 0 " {
		t.Error(got)
	}
	if got := s.asked(); !slices.Equal(got, []string{"/a/%E6%8A%A5%E5%91%8A.html"}) {
		t.Errorf("asked %q", got)
	}
	if rows := manifest(t, f); len(rows) != 7 {
		t.Errorf("what is not in this list is forgotten: %q", rows)
	}
}

func manifest(t *testing.T, f *Fetcher) [][]string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(f.Into, "manifest.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Hosts are asked side by side, each at its own pace.
func TestSideBySide(t *testing.T) {
	both := make(chan bool) // each server's page waits for the other's request
	page := func(w http.ResponseWriter, r *http.Request) {
		select {
		case both <- true:
		case <-both:
		case <-r.Context().Done():
		}
		html200(report("甲"))(w, r)
	}
	a, b := newSite(t, map[string]http.HandlerFunc{"/1": page}), newSite(t, map[string]http.HandlerFunc{"/1": page})
	f, _ := fetcher(t)
	f.AllowPrivate = true
	other := strings.Replace(b.URL, "127.0.0.1", "localhost", 1)
	if got := mustRun(t, f, entries(a.URL+"/1", other+"/1")).said(); got != "2: new 2 same 0 failed 0 files 0 " {
		t.Error(got)
	}
}

// An interrupted run keeps what it has, and the next one goes on.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s := newSite(t, map[string]http.HandlerFunc{
		"/1": html200(report("甲")),
		"/2": inTurn(func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() }, html200(report("乙"))),
		"/3": html200(report("丙")),
	})
	f, _ := fetcher(t)
	list := entries(s.URL+"/1", s.URL+"/2", s.URL+"/3")
	sum, err := f.Run(ctx, list)
	if data.Code(err) != "interrupted" || sum.said() != "3: new 1 same 0 failed 0 files 0 " {
		t.Error(sum, err)
	}
	if len(names(t, f.Into)) != 1 {
		t.Error(names(t, f.Into))
	}
	if got := mustRun(t, f, list).said(); got != "3: new 2 same 1 failed 0 files 0 " {
		t.Error(got)
	}
}

func TestFolder(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/1": html200(report("甲"))})
	run := func(prepare func(f *Fetcher)) string {
		f, _ := fetcher(t)
		prepare(f)
		_, err := f.Run(t.Context(), entries(s.URL+"/1"))
		return data.Code(err)
	}
	write := func(name, content string) func(*Fetcher) {
		return func(f *Fetcher) {
			if err := os.MkdirAll(f.Into, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(f.Into, name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := run(write(stateName, "{")); got != "bad_state" {
		t.Error(got)
	}
	if got := run(func(f *Fetcher) { f.Into = "/dev/null/x" }); got != "cannot_write" {
		t.Error(got)
	}
	if got := run(func(f *Fetcher) { // the page cannot be written: a folder is in its way
		write("x", "")(f)
		u, err := Canonical(s.URL + "/1")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(f.Into, fileName(u, "html"), "y"), 0o755); err != nil {
			t.Fatal(err)
		}
	}); got != "cannot_write" {
		t.Error(got)
	}
	if got := run(func(f *Fetcher) {
		write("x", "")(f)
		unlock, err := disk.Lock(filepath.Join(f.Into, lockName))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(unlock)
	}); got != "locked" {
		t.Error(got)
	}
	// a state that somebody wrote to lead out of the folder
	f, _ := fetcher(t)
	write(stateName, `{"records":[{"address":"`+s.URL+`/1","file":"../../secret","sha256":"00","etag":"\"1\"","final":"`+s.URL+`/1"}]}`)(f)
	s.asked()
	if got := mustRun(t, f, entries(s.URL+"/1")).said(); got != "1: new 1 same 0 failed 0 files 0 " {
		t.Error(got)
	}
	if got := s.asked(); !slices.Equal(got, []string{"/1"}) {
		t.Errorf("asked %q", got)
	}
}

func TestAgent(t *testing.T) {
	for contact, want := range map[string]string{
		"":                       "gongkai/1.0 (annual reports on government information disclosure; no contact given)",
		"mailto:a@b.cn":          "gongkai/1.0 (annual reports on government information disclosure; mailto:a@b.cn)",
		"张三":                     "",
		"a\r\nX: y":              "",
		"a) Mozilla (b":          "",
		strings.Repeat("a", 300): "",
	} {
		got, err := Agent("1.0", contact)
		if got != want || (want == "") != (data.Code(err) == "bad_contact") {
			t.Errorf("%q: %q, %v", contact, got, err)
		}
	}
}
