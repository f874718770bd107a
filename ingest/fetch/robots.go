package fetch

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"sync"

	"github.com/temoto/robotstxt"
)

const (
	product   = "gongkai" // by which robots.txt may name us
	maxRobots = 512 << 10 // RFC 9309 section 2.5 asks for 500 KiB at least
)

// rules is what a site's robots.txt says to us (RFC 9309).
type rules struct {
	once  sync.Once
	group *robotstxt.Group // nil: everything is allowed
	err   error            // nothing is allowed for now
}

// robots keeps the rules of a run by origin.
type robots struct {
	mu       sync.Mutex
	byOrigin map[string]*rules
}

func (s *robots) get(origin string) *rules {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.byOrigin[origin]
	if r == nil {
		r = &rules{}
		s.byOrigin[origin] = r
	}
	return r
}

// allowed asks a site's robots.txt about an address, nil meaning yes. Codes:
// "robots_disallowed"; "robots_unavailable" where the site does not say for
// now; and the errors of fetching, where it does not answer at all.
func (c *client) allowed(ctx context.Context, u *url.URL) error {
	r := c.robots.get(u.Scheme + "://" + u.Host)
	r.once.Do(func() { r.group, r.err = c.askRobots(ctx, u) })
	switch {
	case r.err != nil:
		return r.err
	case r.group == nil:
		return nil
	}
	if r.group.CrawlDelay > 0 {
		c.hosts.get(u.Hostname()).slow(c.clock, r.group.CrawlDelay)
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !r.group.Test(path) {
		return refuse("robots_disallowed", u, "网站的 robots.txt 不允许抓取此页", "the site's robots.txt does not allow it",
			"请在浏览器中打开并另存", "open it in a browser and save it")
	}
	return nil
}

// askRobots fetches robots.txt. A site without one allows everything.
func (c *client) askRobots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	a, err := c.follow(ctx, request{address: at, limit: maxRobots, robots: true})
	if err != nil {
		return nil, err
	}
	switch {
	case a.status == http.StatusTooManyRequests || a.status >= 500:
		return nil, refuse("robots_unavailable", at, "网站的 robots.txt 暂时取不到，按规矩先不抓取", "the site's robots.txt is not available for now",
			"请过些时候再试", "try again later")
	case a.status != http.StatusOK:
		return nil, nil
	}
	parsed, err := robotstxt.FromBytes(known(a.body))
	if err != nil {
		return nil, refuse("robots_unavailable", at, "看不懂网站的 robots.txt，按规矩先不抓取", "the site's robots.txt cannot be understood",
			"请在浏览器中打开并另存", "open the page in a browser and save it")
	}
	return parsed.FindGroup(product), nil
}

var (
	agentLine = regexp.MustCompile(`(?i)^\s*user-agent\s*:\s*[^\s#]`)
	ruleLine  = regexp.MustCompile(`(?i)^\s*(?:(?:allow|disallow)\s*:|crawl-delay\s*:\s*\d{1,6}(?:\.\d{1,3})?\s*(?:#.*)?$)`)
	starOnly  = regexp.MustCompile(`(?i)^(\s*(?:allow|disallow)\s*:\s*)\*+(\s*(?:#.*)?)$`)
)

// known keeps the lines that mean something to us: the parser gives up on all
// of them for one that it does not understand, and many sites answer with a
// page of HTML. It would pass over a path that is only a star.
func known(b []byte) []byte {
	b = bytes.ReplaceAll(bytes.TrimPrefix(b, []byte("\ufeff")), []byte("\r"), []byte("\n"))
	var out []byte
	group := false
	for line := range bytes.SplitSeq(b, []byte("\n")) {
		switch {
		case len(line) > maxAddress:
			continue
		case agentLine.Match(line):
			group = true
		case !group || !ruleLine.Match(line):
			continue
		}
		out = append(append(out, starOnly.ReplaceAll(line, []byte("$1/$2"))...), '\n')
	}
	return out
}
