package dashboard

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// requested asks with some headers, given as names and values.
func requested(t *testing.T, method, address string, headers ...string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	return got
}

func mustUnmarshal(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v: %.300s", err, text)
	}
}

// A wrong question is told what is wrong with it, by a code, a place and the
// way out; nothing is ignored.
func TestAPIErrors(t *testing.T) {
	root := start(t, samples.dir) + apiRoot
	for _, tt := range []struct {
		address, code, place string
		status               int
	}{
		{"/series?i=applications.received&body=350128&boddy=1", "bad_parameter", "boddy", 400},
		{"/series?i=applications.received", "bad_parameter", "body", 400},
		{"/series?i=nothing&body=350128", "unknown_indicator", "nothing", 400},
		{"/series?i=applications.received&body=350128&view=upside", "bad_parameter", "view", 400},
		{"/series?i=applications.received&body=350128&from=20", "bad_parameter", "from", 400},
		{"/series?i=applications.received&body=350128&from=x", "bad_parameter", "from", 400},
		{"/peers?i=applications.received&body=350128&body=321300", "bad_parameter", "body", 400},
		{"/bodies?rows=10001", "bad_parameter", "rows", 400}, {"/bodies?rows=0", "bad_parameter", "rows", 400},
		{"/reports/350128/1999", "unknown_report", "", 404}, {"/reports/none/2024", "unknown_body", "none", 400},
		{"/nothing", "not_found", "", 404}, {"/bodies?asof=2001-01-01", "not_yet", "", 404},
	} {
		var problem Problem
		got := get(t, root+tt.address)
		if got.status != tt.status {
			t.Errorf("%s: %d %.200s", tt.address, got.status, got.body)
			continue
		}
		mustUnmarshal(t, got.body, &problem)
		if problem.Error.Code != tt.code || tt.place != "" && problem.Error.Place != tt.place || problem.Error.Reason == "" || problem.Error.Way == "" {
			t.Errorf("%s: %+v", tt.address, problem)
		}
	}
}

// Each answer names its snapshot, and is not sent again to who has it.
func TestAPIAnswersOnce(t *testing.T) {
	address := start(t, samples.dir) + apiRoot + "/bodies?rows=2&skip=1"
	first := requested(t, "GET", address)
	tag := first.Header.Get("ETag")
	if !strings.HasPrefix(first.Header.Get("Gongkai-Snapshot"), "1-") || tag == "" {
		t.Fatal(first.Header)
	}
	if again := requested(t, "GET", address, "If-None-Match", tag); again.StatusCode != 304 {
		t.Error(again.Status)
	}
	var list struct {
		Of, Skip int
		Bodies   []struct{ Name string }
	}
	mustUnmarshal(t, get(t, address).body, &list)
	if list.Of != 13 || list.Skip != 1 || len(list.Bodies) != 2 {
		t.Errorf("%+v", list)
	}
}

// Without a key an address has its own rate, a key has another, and a wrong one
// none.
func TestAPIKeys(t *testing.T) {
	root := startWith(t, samples.dir, func(c *Config) {
		c.Anonymous = 3
		c.Proxies = []string{"127.0.0.1"}
		c.Key = func(secret string) (string, int, bool, error) { return "统计局", 5, secret == "right", nil }
	}) + apiRoot + "/snapshot"
	count := func(headers ...string) (passed int, last *http.Response) {
		for range 8 {
			last = requested(t, "GET", root, headers...)
			if last.StatusCode != 200 {
				return passed, last
			}
			passed++
		}
		return passed, last
	}
	for _, tt := range []struct {
		name    string
		headers []string
		passed  int
		status  int
	}{
		{"anonymous", nil, 3, 429}, {"the same", nil, 0, 429},
		{"another behind the proxy", []string{"X-Forwarded-For", "10.0.0.9"}, 3, 429},
		{"who pretends to be another", []string{"X-Forwarded-For", "10.1.1.1, 10.0.0.9"}, 0, 429},
		{"key", []string{"Authorization", "Bearer right"}, 5, 429}, {"wrong key", []string{"Authorization", "Bearer wrong"}, 0, 401},
	} {
		passed, last := count(tt.headers...)
		if passed != tt.passed || last.StatusCode != tt.status {
			t.Errorf("%s: %d passed, then %s", tt.name, passed, last.Status)
		}
		if after := last.Header.Get("Retry-After"); tt.status == 429 && (after == "" || after == "0") {
			t.Errorf("%s: retry after %q", tt.name, after)
		}
	}
	closed := startWith(t, samples.dir, func(c *Config) { c.Anonymous = 0 }) + apiRoot + "/snapshot"
	if got := get(t, closed); got.status != 401 || !strings.Contains(got.body, "key_needed") {
		t.Error(got)
	}
}

// Requests come again as time passes, and who asks is forgotten in the end.
func TestPace(t *testing.T) {
	var p pace
	now := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	for i := range 60 {
		if p.wait("a", 60, now) != 0 {
			t.Fatal(i)
		}
	}
	if w := p.wait("a", 60, now); w < 900*time.Millisecond || w > time.Second {
		t.Error(w)
	}
	if p.wait("a", 60, now.Add(time.Second)) != 0 || p.wait("a", 60, now.Add(time.Second)) == 0 {
		t.Error("one a second")
	}
	for i := range mostPaced * 2 {
		p.wait(itoa(i), 60, now.Add(time.Duration(i)*time.Millisecond))
	}
	if len(p.who) > mostPaced {
		t.Error(len(p.who))
	}
}

// No page of another site may read the API, unless the operator named the site.
func TestAPIOrigins(t *testing.T) {
	root := startWith(t, samples.dir, func(c *Config) { c.AllowOrigins = []string{"https://www.example.gov.cn"} }) + apiRoot
	for origin, allowed := range map[string]string{"https://www.example.gov.cn": "https://www.example.gov.cn", "https://other.example": "", "null": ""} {
		for _, method := range []string{"GET", "OPTIONS"} {
			got := requested(t, method, root+"/snapshot", "Origin", origin)
			if got.Header.Get("Access-Control-Allow-Origin") != allowed || got.Header.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(got.Header.Get("Vary"), "Origin") {
				t.Errorf("%s %s: %v", method, origin, got.Header)
			}
		}
	}
}

// What a page's JSON says is what the API says.
func TestPagesSayWhatTheAPISays(t *testing.T) {
	root := start(t, samples.dir)
	for page, point := range map[string]string{
		"/quality.json?body=" + pingtan: "/findings?body=" + pingtan + "&rows=50",
		"/reports.json?q=2024":          "/reports?q=2024&rows=10000",
		reportOf("2024") + ".json":      reportOf("2024"),
		"/benchmark.json?i=applications.received&year=2024&body=" + pingtan:      "/peers?i=applications.received&year=2024&body=" + pingtan,
		"/trends.json?i=applications.received&from=2020&to=2024&body=" + pingtan: "/series?i=applications.received&from=2020&to=2024&body=" + pingtan,
	} {
		of, from := get(t, root+page), get(t, root+apiRoot+point)
		if of.status != 200 || from.status != 200 {
			t.Errorf("%s %d, %s %d %.200s", page, of.status, point, from.status, from.body)
			continue
		}
		if !strings.Contains(of.body, strings.TrimSpace(from.body)) {
			t.Errorf("%s does not say what %s says:\n%.600s\n%.600s", page, point, of.body, from.body)
		}
	}
}
