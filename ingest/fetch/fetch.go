// Package fetch gets the pages of a list of addresses, and the files that pages
// are only shells around, into a folder that ingest reads. It is a guest: one
// request at a time and host, a second apart, as robots.txt allows, and nothing
// that did not change a second time.
package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

// Fetcher fetches into a folder.
type Fetcher struct {
	Into         string        // made if it is not there
	Agent        string        // the User-Agent, see Agent
	Interval     time.Duration // between requests to a host
	Timeout      time.Duration // of one request
	AllowPrivate bool          // also addresses that are not public, such as an intranet's
	Progress     func(done, total int)

	clock    clock                 // nil: the system's
	public   func(netip.Addr) bool // nil: Public
	resolver *net.Resolver         // nil: the system's
}

// Summary is what a run came to.
type Summary struct {
	Addresses   int // of the list
	Fetched     int // of Addresses: new, or changed since the last run
	Unchanged   int // of Addresses
	Failed      int // of Addresses: those that failed, or whose attachment did
	Attachments int // new or changed files that pages were shells around
	Errors      []error
}

// sideBySide is how many hosts are asked at once.
const sideBySide = 4

// saveEvery is after how many addresses the state is saved: what a crash loses
// is asked for once more.
const saveEvery = 20

// Agent is the User-Agent of a version, with a way to reach who runs it.
func Agent(version, contact string) (string, error) {
	if contact == "" {
		contact = "no contact given"
	}
	if strings.ContainsFunc(contact+version, func(r rune) bool { return r < ' ' || r > '~' || r == '(' || r == ')' }) || len(contact) > 200 {
		return "", &data.Error{Code: "bad_contact",
			Reason: data.Text{ZH: "--contact 只能用英文字母、数字和标点", EN: "--contact must be plain ASCII"},
			Way:    data.Text{ZH: "写邮箱或网址", EN: "give a mail address or a web page"}}
	}
	return product + "/" + version + " (annual reports on government information disclosure; " + contact + ")", nil
}

// Run fetches the entries of a list. What went wrong with an address is in the
// summary; the error is of the run as a whole: "cannot_write", "bad_state",
// "locked", or "interrupted", after which another run goes on.
func (f *Fetcher) Run(ctx context.Context, entries []Entry) (*Summary, error) {
	if err := os.MkdirAll(f.Into, 0o755); err != nil {
		return nil, cannotWrite(f.Into, err)
	}
	unlock, err := disk.Lock(filepath.Join(f.Into, lockName))
	if errors.Is(err, disk.ErrLocked) {
		return nil, &data.Error{Code: "locked", File: f.Into,
			Reason: data.Text{ZH: "另一个 gongkai fetch 正在使用这个文件夹", EN: "another gongkai fetch uses this folder"},
			Way:    data.Text{ZH: "等它结束，或换一个文件夹", EN: "wait for it, or use another folder"}}
	}
	if err != nil {
		return nil, cannotWrite(f.Into, err)
	}
	defer unlock()
	s, err := openState(f.Into)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	client, idle := f.client()
	defer idle()
	r := &run{client: client, state: s, stop: stop, progress: f.Progress, claimed: map[string]bool{}, sum: Summary{Addresses: len(entries)}}
	r.all(ctx, entries)
	if err := s.save(); err != nil {
		return nil, err
	}
	if e := (*data.Error)(nil); errors.As(context.Cause(ctx), &e) {
		return nil, e
	}
	if ctx.Err() != nil {
		return &r.sum, &data.Error{Code: "interrupted", Reason: data.Text{ZH: "已中断，取到的已保存", EN: "interrupted; what was fetched is kept"},
			Way: data.Text{ZH: "再运行一次即接着抓取", EN: "run it again to go on"}}
	}
	return &r.sum, nil
}

// client prepares the client of a run; idle closes its connections.
func (f *Fetcher) client() (c *client, idle func()) {
	public := f.public
	switch {
	case f.AllowPrivate:
		public = func(netip.Addr) bool { return true }
	case public == nil:
		public = Public
	}
	transport := newTransport(public, f.resolver)
	c = &client{agent: f.Agent, timeout: f.Timeout, clock: f.clock, large: make(chan struct{}, 1),
		http:   &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
		hosts:  &hosts{interval: f.Interval, byName: map[string]*host{}},
		robots: &robots{byOrigin: map[string]*rules{}}}
	if c.clock == nil {
		c.clock = systemClock{}
	}
	c.large <- struct{}{}
	return c, transport.CloseIdleConnections
}

// run is one run. Its workers share state and summary under mu.
type run struct {
	client   *client
	stop     context.CancelCauseFunc
	progress func(done, total int)

	mu      sync.Mutex
	state   *state
	claimed map[string]bool // addresses that somebody sees to
	sum     Summary
	done    int
}

// all fetches the entries, those of a host one after the other.
func (r *run) all(ctx context.Context, entries []Entry) {
	var queues [][]*record
	byHost := map[string]int{}
	for _, e := range entries {
		rec := r.state.record(e.Address)
		rec.Name, rec.Body = e.Name, e.Body
		r.claimed[e.Address] = true
		host := ""
		if u, err := Canonical(e.Address); err == nil { // what is not fails when it is fetched
			host = u.Hostname()
		}
		i, known := byHost[host]
		if !known {
			i = len(queues)
			byHost[host] = i
			queues = append(queues, nil)
		}
		queues[i] = append(queues[i], rec)
	}
	next := make(chan []*record)
	var workers sync.WaitGroup
	for range min(sideBySide, len(queues)) {
		workers.Go(func() {
			for queue := range next {
				for _, rec := range queue {
					if ctx.Err() != nil {
						break
					}
					r.entry(ctx, rec)
				}
			}
		})
	}
	for _, queue := range queues {
		next <- queue
	}
	close(next)
	workers.Wait()
}
