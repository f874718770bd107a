package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"gongkai/ingest/document"
)

const (
	maxRedirects = 5
	connectTime  = 15 * time.Second
	// bodies up to smallBody may be in memory for each host; of larger ones
	// there is one at a time
	smallBody = 8 << 20
)

// client asks politely.
type client struct {
	http    *http.Client
	agent   string
	timeout time.Duration // of one request, its body included
	clock   clock
	hosts   *hosts
	robots  *robots
	large   chan struct{} // holds a value while no large body is in memory
}

// newTransport makes connections to public addresses only, without proxies.
// Bodies come as they are: what they unfold to is bounded here.
func newTransport(public func(netip.Addr) bool, resolver *net.Resolver) *http.Transport {
	dialer := &net.Dialer{Timeout: connectTime, Control: guard(public), Resolver: resolver}
	return &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: connectTime, DisableCompression: true,
		MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 1 << 20, ForceAttemptHTTP2: true}
}

// request is what to ask for.
type request struct {
	address *url.URL
	limit   int  // of the body, in bytes
	robots  bool // it asks for robots.txt, which needs no permission
	// what is known of the resource at an address, for a conditional request
	known, etag, modified string
}

// answer is what came of it.
type answer struct {
	final   *url.URL
	status  int
	header  http.Header
	body    []byte
	release func() // to be called once the body is not needed any more
}

var (
	errTooLarge = errors.New("too large")
	errEncoding = errors.New("unknown content encoding")
)

// follow asks for an address and goes where it is sent, to at most maxRedirects
// others. Each is checked like the first.
func (c *client) follow(ctx context.Context, r request) (*answer, error) {
	for range maxRedirects + 1 {
		if !r.robots {
			if err := c.allowed(ctx, r.address); err != nil {
				return nil, err
			}
		}
		a, err := c.ask(ctx, r)
		if err != nil {
			return nil, err
		}
		next := a.header.Get("Location")
		if !redirects(a.status) || next == "" {
			return a, nil
		}
		a.release()
		to, err := r.address.Parse(next)
		if err != nil {
			return nil, refuse("bad_redirect", r.address, "转向的网址有误", "it redirects to a bad address", "请检查网址", "check the address")
		}
		u, bad := settled(to, to.String())
		if bad != nil {
			return nil, refuse("bad_redirect", r.address, "转向的网址有误："+bad.Reason.ZH, "it redirects to a bad address: "+bad.Reason.EN,
				"请检查网址", "check the address")
		}
		r.address = u
	}
	return nil, refuse("too_many_redirects", r.address, "转向超过 5 次", "more than 5 redirects", "请检查网址", "check the address")
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// ask sends a request when it is its turn, again after a pause if the host is
// busy. It has the host to itself until the whole answer is there.
func (c *client) ask(ctx context.Context, r request) (*answer, error) {
	h := c.hosts.get(r.address.Hostname())
	if err := h.take(ctx); err != nil {
		return nil, unreachable(ctx, r.address, err)
	}
	defer h.leave()
	for attempt := 0; ; attempt++ {
		if err := h.pause(ctx, c.clock); err != nil {
			return nil, unreachable(ctx, r.address, err)
		}
		a, err := c.once(ctx, r)
		if err != nil {
			return nil, err
		}
		if a.status != http.StatusTooManyRequests && a.status != http.StatusServiceUnavailable {
			return a, nil
		}
		wait := retryAfter(a.header.Get("Retry-After"), attempt, c.clock.Now())
		if attempt == retries || wait > maxRetryAfter {
			return a, nil
		}
		a.release()
		if err := c.clock.Sleep(ctx, wait); err != nil {
			return nil, unreachable(ctx, r.address, err)
		}
	}
}

// once sends a request and reads the answer, in at most the client's timeout.
func (c *client) once(ctx context.Context, r request) (*answer, error) {
	limited, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(limited, http.MethodGet, r.address.String(), nil)
	if err != nil {
		return nil, unreachable(ctx, r.address, err)
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "*/*")
	req.Header.Set("Accept-Language", "zh-CN,zh;q=0.9")
	req.Header.Set("Accept-Encoding", "gzip")
	if r.known == r.address.String() {
		if r.etag != "" {
			req.Header.Set("If-None-Match", r.etag)
		}
		if r.modified != "" {
			req.Header.Set("If-Modified-Since", r.modified)
		}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, unreachable(ctx, r.address, err)
	}
	defer resp.Body.Close()
	a := &answer{final: r.address, status: resp.StatusCode, header: resp.Header, release: func() {}}
	if resp.StatusCode != http.StatusOK {
		return a, nil // what is written there is of no use
	}
	if a.body, a.release, err = c.read(limited, resp, r.limit); err != nil {
		a.release()
		return nil, badBody(ctx, r, err)
	}
	return a, nil
}

func badBody(ctx context.Context, r request, err error) error {
	switch {
	case errors.Is(err, errTooLarge):
		return refuse("too_large", r.address, "文件超过 64 MB", "larger than 64 MB", "请确认是否为年度报告", "check that it is an annual report")
	case errors.Is(err, errEncoding), errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return refuse("bad_encoding", r.address, "网站的压缩编码有误", "bad content encoding", "请在浏览器中打开并另存", "open it in a browser and save it")
	}
	return unreachable(ctx, r.address, err)
}

// read reads a body to at most limit bytes, on the wire and unpacked. release
// gives back the right to a large body.
func (c *client) read(ctx context.Context, resp *http.Response, limit int) (b []byte, release func(), err error) {
	release = func() {}
	wire := &bounded{r: resp.Body, left: int64(limit)}
	var body io.Reader = wire
	switch encoding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(wire)
		if err != nil {
			return nil, release, err
		}
		body = &bounded{r: z, left: int64(limit)}
	default:
		return nil, release, errEncoding
	}
	var buf bytes.Buffer
	if _, err := io.CopyN(&buf, body, smallBody); err != nil {
		if err == io.EOF {
			err = nil
		}
		return buf.Bytes(), release, err
	}
	select {
	case <-ctx.Done():
		return nil, release, ctx.Err()
	case <-c.large:
		release = func() { c.large <- struct{}{} }
	}
	if more := min(resp.ContentLength, document.MaxBytes) - smallBody; more > 0 {
		buf.Grow(int(more) + bytes.MinRead)
	}
	_, err = buf.ReadFrom(body)
	return buf.Bytes(), release, err
}

// bounded fails with errTooLarge where a reader gives more than it may.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLarge
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
