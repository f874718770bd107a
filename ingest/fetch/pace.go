package fetch

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Bounds on waiting for a host.
const (
	maxCrawlDelay = 60 * time.Second // a host that asks for more gets this
	maxRetryAfter = 2 * time.Minute  // a host that asks for more is left for another day
	retries       = 3
	firstPause    = 5 * time.Second // doubled at each retry
)

// clock is the time, and the waiting for it.
type clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error
}

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// host is a server that is asked one thing at a time, and not too often.
type host struct {
	turn    chan struct{} // holds a value while nobody asks
	limiter *rate.Limiter
}

// take waits for one's turn at the host.
func (h *host) take(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-h.turn:
		return nil
	}
}

func (h *host) leave() { h.turn <- struct{}{} }

// pause waits until the next request may be sent. Whoever calls it has the turn.
func (h *host) pause(ctx context.Context, c clock) error {
	now := c.Now()
	if wait := h.limiter.ReserveN(now, 1).DelayFrom(now); wait > 0 {
		return c.Sleep(ctx, wait)
	}
	return ctx.Err()
}

// slow makes requests to the host at least so far apart.
func (h *host) slow(c clock, apart time.Duration) {
	if limit := rate.Every(min(apart, maxCrawlDelay)); limit < h.limiter.Limit() {
		h.limiter.SetLimitAt(c.Now(), limit)
	}
}

// hosts keeps the hosts of a run by name, ports aside: they are one machine.
type hosts struct {
	mu       sync.Mutex
	interval time.Duration
	byName   map[string]*host
}

func (s *hosts) get(name string) *host {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.byName[name]
	if h == nil {
		h = &host{turn: make(chan struct{}, 1), limiter: rate.NewLimiter(rate.Every(s.interval), 1)}
		h.leave()
		s.byName[name] = h
	}
	return h
}

// retryAfter reads a Retry-After header (RFC 9110 section 10.2.3): seconds or a
// date. Without one it is the pause of the attempt, counted from 0.
func retryAfter(header string, attempt int, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if seconds, err := strconv.Atoi(header); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<30)) * time.Second
	}
	if at, err := time.Parse(time.RFC1123, header); err == nil {
		return max(at.Sub(now), time.Second)
	}
	return firstPause << attempt
}
