package main

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"gongkai/data"
)

// An empty store offers the samples; one press loads them, however many press
// at once, and a page of another site cannot.
func TestFirstRun(t *testing.T) {
	r := serve(t, serveCommand{storeFlag: storeFlag{Store: t.TempDir()}, Listen: "127.0.0.1:0"})
	if status, body := r.fetch(t, ""); status != 200 || !strings.Contains(body, `action="/first/samples"`) {
		t.Fatalf("%d %.500s", status, body)
	}
	press := func(origin string) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, r.root+"first/samples", nil)
		if err != nil {
			t.Error(err)
			return 0
		}
		req.Header.Set("Origin", origin)
		client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := client.Do(req)
		if err != nil {
			t.Error(err)
			return 0
		}
		defer resp.Body.Close()
		return resp.StatusCode
	}
	if got := press("https://elsewhere.example"); got != http.StatusForbidden {
		t.Errorf("another site's page: %d", got)
	}
	if status, body := r.fetch(t, ""); status != 200 || !strings.Contains(body, `action="/first/samples"`) {
		t.Fatalf("no longer empty: %d", status)
	}
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			if got := press(strings.TrimSuffix(r.root, "/")); got != http.StatusSeeOther {
				t.Errorf("%d", got)
			}
		})
	}
	all.Wait()
	if status, body := r.fetch(t, ""); status != 200 || !strings.Contains(body, "平潭综合实验区") {
		t.Errorf("%d %.500s", status, body)
	}
	if status, body := r.fetch(t, "healthz"); status != 200 || !strings.Contains(body, `"snapshot":1`) {
		t.Errorf("published more than once: %s", body)
	}
}

// Only an origin may frame pages: anything else would become a part of a header.
func TestEmbedBy(t *testing.T) {
	for origin, good := range map[string]bool{"https://www.example.gov.cn": true, "http://10.0.0.1:8080": true, "*": false, "https://a b": false, "https://a/path": false, "https://a; script-src *": false, "": false} {
		if anOrigin.MatchString(origin) != good {
			t.Errorf("%q: %v", origin, !good)
		}
	}
	c := serveCommand{storeFlag: storeFlag{Store: t.TempDir()}, Listen: "127.0.0.1:0", EmbedBy: []string{"*"}}
	if err := c.serve(t.Context(), &surroundings{&output{}, &output{}, data.Chinese}, nil); data.Code(err) != "bad_origin" {
		t.Error(err)
	}
	r := serve(t, serveCommand{storeFlag: storeFlag{Store: t.TempDir()}, Listen: "127.0.0.1:0", Samples: true, EmbedBy: []string{"https://www.example.gov.cn"}})
	resp, err := http.Get(r.root + "trends?embed=1&i=" + url.QueryEscape("decisions.penalty"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if csp := resp.Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "https://www.example.gov.cn") {
		t.Error(csp)
	}
}
