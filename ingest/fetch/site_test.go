package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/data"
)

// site is a web site of our own on loopback that notes what it is asked.
type site struct {
	*httptest.Server
	mu       sync.Mutex
	pages    map[string]http.HandlerFunc
	requests []string // path, and what was conditional about it
	agents   []string
	at, most int // requests under way, and how many there ever were
}

func newSite(t *testing.T, pages map[string]http.HandlerFunc) *site {
	s := &site{pages: pages}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	said := r.URL.RequestURI()
	for _, h := range []string{"If-None-Match", "If-Modified-Since"} {
		if v := r.Header.Get(h); v != "" {
			said += " " + v
		}
	}
	s.requests = append(s.requests, said)
	s.agents = append(s.agents, r.UserAgent())
	s.at++
	s.most = max(s.most, s.at)
	page := s.pages[r.URL.Path]
	s.mu.Unlock()
	if page == nil {
		page = http.NotFound
	}
	page(w, r)
	s.mu.Lock()
	s.at--
	s.mu.Unlock()
}

// asked are the requests since the last call, those for robots.txt aside.
func (s *site) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := slices.DeleteFunc(s.requests, func(r string) bool { return strings.HasPrefix(r, "/robots.txt") })
	s.requests = nil
	return got
}

// says answers with a text.
func says(contentType, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write([]byte(text))
	}
}

func html200(text string) http.HandlerFunc { return says("text/html; charset=utf-8", text) }

func status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// inTurn answers with one after the other, the last again and again.
func inTurn(pages ...http.HandlerFunc) http.HandlerFunc {
	n := 0
	return func(w http.ResponseWriter, r *http.Request) {
		page := pages[min(n, len(pages)-1)]
		n++
		page(w, r)
	}
}

// report is a page with a report's table.
func report(title string) string {
	return "<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1><table>" + strings.Repeat("<tr><td>规章<td>1<td>2<td>3</tr>", 8) + "</table></body></html>"
}

// idleClock passes when somebody waits.
type idleClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func (c *idleClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *idleClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// fetcher fetches from 127.0.0.1, which it takes for public, into a new folder.
func fetcher(t *testing.T) (*Fetcher, *idleClock) {
	clock := &idleClock{now: time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)}
	return &Fetcher{Into: filepath.Join(t.TempDir(), "年报"), Agent: "gongkai/test", Interval: time.Second, Timeout: 10 * time.Second, clock: clock,
		public: func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") }}, clock
}

func entries(addresses ...string) (list []Entry) {
	for i, a := range addresses {
		list = append(list, Entry{Address: a, Line: i + 1})
	}
	return list
}

func mustRun(t *testing.T, f *Fetcher, list []Entry) *Summary {
	t.Helper()
	sum, err := f.Run(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

func (s *Summary) said() string {
	codes := []string{}
	for _, err := range s.Errors {
		codes = append(codes, data.Code(err))
	}
	return fmt.Sprintf("%d: new %d same %d failed %d files %d %s", s.Addresses, s.Fetched, s.Unchanged, s.Failed, s.Attachments, strings.Join(codes, " "))
}

// folder is what lies in a folder: name, size and time of change.
func folder(t *testing.T, dir string) (files []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		info, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, fmt.Sprint(d.Name(), " ", info.Size(), " ", info.ModTime().UnixNano()))
	}
	return files
}

// names are the files that are no book-keeping.
func names(t *testing.T, dir string) (files []string) {
	for _, f := range folder(t, dir) {
		if name, _, _ := strings.Cut(f, " "); !strings.HasPrefix(name, ".") && name != "manifest.csv" {
			files = append(files, name)
		}
	}
	return files
}
