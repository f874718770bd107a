package fetch

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// What robots.txt says is kept to, however it is written.
func TestRobots(t *testing.T) {
	for name, tt := range map[string]struct {
		robots http.HandlerFunc
		page   string
		want   string // code, "" for a page that is fetched
	}{
		"None":        {status(404), "/1", ""},
		"Forbidden":   {status(403), "/1", ""},
		"Down":        {status(500), "/1", "robots_unavailable"},
		"Busy":        {status(429, "Retry-After", "86400"), "/1", "robots_unavailable"},
		"Nothing":     {says("text/plain", ""), "/1", ""},
		"All":         {says("text/plain", "User-agent: *\nDisallow: /"), "/1", "robots_disallowed"},
		"Star":        {says("text/plain", "User-agent: *\nDisallow: *"), "/1", "robots_disallowed"},
		"Others":      {says("text/plain", "User-agent: Baiduspider\nDisallow: /\n"), "/1", ""},
		"Us":          {says("text/plain", "User-agent: *\nAllow: /\n\nUser-agent: gongkai\nDisallow: /1\n"), "/1", "robots_disallowed"},
		"UsNotOthers": {says("text/plain", "User-agent: *\nDisallow: /\n\nUser-agent: GongKai\nDisallow: /2\n"), "/1", ""},
		"Allowed":     {says("text/plain", "User-agent: *\nDisallow: /a/\nAllow: /a/1\n"), "/a/1", ""},
		"Query":       {says("text/plain", "User-agent: *\nDisallow: /*?id=\n"), "/1?id=7", "robots_disallowed"},
		"Chinese":     {says("text/plain", "User-agent: *\nDisallow: /%E6%8A%A5/\n"), "/%E6%8A%A5/1", "robots_disallowed"},
		"Mark":        {says("text/plain", "\ufeffUser-agent: *\r\nDisallow: /1\r\n"), "/1", "robots_disallowed"},
		"Garbage":     {says("text/html", "<html>Disallow: nothing <b>User-agent</b></html>"), "/1", ""},
		"Broken":      {says("text/plain", "User-agent: *\nCrawl-delay: soon\nnonsense\nDisallow: /1\n"), "/1", "robots_disallowed"},
		"Elsewhere":   {status(302, "Location", "/r.txt"), "/1", "robots_disallowed"},
		"TooLarge":    {says("text/plain", strings.Repeat("#", maxRobots+1)), "/1", "too_large"},
	} {
		t.Run(name, func(t *testing.T) {
			path, _, _ := strings.Cut(tt.page, "?")
			s := newSite(t, map[string]http.HandlerFunc{"/robots.txt": tt.robots, "/r.txt": says("text/plain", "User-agent: *\nDisallow: /"),
				strings.Replace(path, "%E6%8A%A5", "报", 1): html200(report("甲"))})
			f, _ := fetcher(t)
			sum := mustRun(t, f, entries(s.URL+tt.page, s.URL+tt.page+"/x"))
			got := ""
			if sum.Fetched == 0 {
				got = strings.Fields(sum.said() + " ")[9]
			}
			if got != tt.want {
				t.Errorf("%s, want %q: %v", sum.said(), tt.want, sum.Errors)
			}
			if asked := s.asked(); tt.want != "" && slices.ContainsFunc(asked, func(r string) bool { return r == tt.page }) {
				t.Errorf("asked all the same: %q", asked)
			}
		})
	}
}

// A redirect to another host is a request to that host: its robots.txt counts.
func TestRobotsOfRedirect(t *testing.T) {
	other := newSite(t, map[string]http.HandlerFunc{"/robots.txt": says("text/plain", "User-agent: *\nDisallow: /"), "/2": html200(report("乙"))})
	s := newSite(t, map[string]http.HandlerFunc{"/1": status(302, "Location", other.URL+"/2")})
	f, _ := fetcher(t)
	if got := mustRun(t, f, entries(s.URL+"/1")).said(); got != "1: new 0 same 0 failed 1 files 0 robots_disallowed" {
		t.Error(got)
	}
	if asked := other.asked(); len(asked) > 0 {
		t.Errorf("asked %q", asked)
	}
}

// The site may ask for longer pauses, to a bound.
func TestPauses(t *testing.T) {
	for robots, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 7":     7 * time.Second,
		"User-agent: *\nCrawl-delay: 0.1":   time.Second,
		"User-agent: *\nCrawl-delay: 99999": maxCrawlDelay,
	} {
		s := newSite(t, map[string]http.HandlerFunc{"/robots.txt": says("text/plain", robots), "/1": html200(report("甲")), "/2": html200(report("乙")), "/3": html200(report("丙"))})
		f, clock := fetcher(t)
		mustRun(t, f, entries(s.URL+"/1", s.URL+"/2", s.URL+"/3"))
		if got := clock.slept; len(got) != 3 || got[1] != want || got[2] != want {
			t.Errorf("%s: %v", robots, got)
		}
	}
}

// A busy host is asked again when it says, or ever later, and not for ever.
func TestRetries(t *testing.T) {
	page := html200(report("甲"))
	for name, tt := range map[string]struct {
		page  http.HandlerFunc
		slept string // the pauses for being busy
		want  string
	}{
		"Seconds":  {inTurn(status(429, "Retry-After", "17"), page), "17s", ""},
		"Date":     {inTurn(status(503, "Retry-After", "Mon, 05 Jan 2026 08:00:31 GMT"), page), "31s", ""},
		"Past":     {inTurn(status(503, "Retry-After", "Mon, 05 Jan 2025 08:00:31 GMT"), page), "1s", ""},
		"Doubled":  {inTurn(status(503), status(503), status(503), page), "5s 10s 20s", ""},
		"Nonsense": {inTurn(status(503, "Retry-After", "-5"), page), "5s", ""},
		"For good": {status(503), "5s 10s 20s", "busy"},
		"Tomorrow": {status(429, "Retry-After", "86400"), "", "busy"},
		"Wrong":    {inTurn(status(500), page), "", "http_status"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, map[string]http.HandlerFunc{"/1": tt.page})
			f, clock := fetcher(t)
			f.Interval = time.Millisecond
			sum := mustRun(t, f, entries(s.URL+"/1"))
			var slept []string
			for _, d := range clock.slept {
				if d > f.Interval {
					slept = append(slept, d.Round(time.Second).String())
				}
			}
			if got := strings.Join(slept, " "); got != tt.slept || !strings.HasSuffix(sum.said(), " "+tt.want) {
				t.Errorf("%s, pauses %s", sum.said(), got)
			}
		})
	}
}
