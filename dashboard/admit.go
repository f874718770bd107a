package dashboard

import (
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/time/rate"

	"gongkai/data"
)

// DefaultAnonymous is how many requests a minute an address may make to the API
// without a key.
const DefaultAnonymous = 300

// admit lets a request to the API pass that has a key, or comes from an address
// that has not asked too often. Codes "bad_key", "key_needed",
// "too_many_requests".
func (s *Server) admit(c *fiber.Ctx) error {
	s.allowOrigin(c)
	who, perMinute := s.clientOf(c), s.Anonymous
	if secret, is := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer "); is {
		name, least, ok, err := s.key(secret)
		if err != nil {
			return err
		}
		if !ok {
			return badKey()
		}
		who, perMinute = "key "+name, least
	}
	if perMinute <= 0 {
		return &data.Error{Code: "key_needed",
			Reason: data.Text{ZH: "本站的接口须凭密钥使用", EN: "the API of this site needs a key"},
			Way:    data.Text{ZH: "请以 Authorization: Bearer 密钥 提交；密钥向管理员索取", EN: "send Authorization: Bearer KEY; ask the operator for one"}}
	}
	if wait := s.pace.wait(who, perMinute, time.Now()); wait > 0 {
		seconds := int(wait.Seconds()) + 1
		c.Set(fiber.HeaderRetryAfter, itoa(seconds))
		return tooMany(perMinute, seconds)
	}
	c.Locals(asker, who)
	return c.Next()
}

func badKey() error {
	return &data.Error{Code: "bad_key",
		Reason: data.Text{ZH: "接口密钥无效或已收回", EN: "the API key is wrong, or was revoked"},
		Way:    data.Text{ZH: "请向管理员索取（gongkai keys add）", EN: "ask the operator for one (gongkai keys add)"}}
}

func tooMany(perMinute, seconds int) error {
	return &data.Error{Code: "too_many_requests",
		Reason: data.Text{ZH: "请求过于频繁，每分钟至多 " + itoa(perMinute) + " 次", EN: "too many requests: " + itoa(perMinute) + " a minute at most"},
		Way:    data.Text{ZH: "请 " + itoa(seconds) + " 秒后再试", EN: "try again in " + itoa(seconds) + " seconds"}}
}

// asker is where admit leaves who asks.
const asker = "asker"

func (s *Server) key(secret string) (name string, perMinute int, ok bool, err error) {
	if s.Key == nil {
		return "", 0, false, nil
	}
	return s.Key(secret)
}

// allowOrigin lets pages of the sites that the operator named read the answer.
func (s *Server) allowOrigin(c *fiber.Ctx) {
	if origin := c.Get(fiber.HeaderOrigin); origin != "" && slices.Contains(s.AllowOrigins, origin) {
		c.Set(fiber.HeaderAccessControlAllowOrigin, origin)
		c.Set(fiber.HeaderAccessControlExposeHeaders, "ETag, Gongkai-Snapshot, Retry-After")
	}
	c.Vary(fiber.HeaderOrigin)
}

// preflight answers a browser that asks whether a page of another site may send
// a key.
func (s *Server) preflight(c *fiber.Ctx) error {
	s.allowOrigin(c)
	if len(c.Response().Header.Peek(fiber.HeaderAccessControlAllowOrigin)) > 0 {
		c.Set(fiber.HeaderAccessControlAllowMethods, "GET, POST")
		c.Set(fiber.HeaderAccessControlAllowHeaders, "Authorization, Content-Type")
		c.Set(fiber.HeaderAccessControlMaxAge, "600")
	}
	return c.SendStatus(fiber.StatusNoContent)
}

// clientOf names who asks by the address. Behind a server that the operator
// named it is the one that this server saw; what the client itself wrote counts
// for nothing.
func (s *Server) clientOf(c *fiber.Ctx) string {
	if slices.Contains(s.Proxies, c.IP()) {
		hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
		if last, err := netip.ParseAddr(strings.TrimSpace(hops[len(hops)-1])); err == nil {
			return nameOf(last)
		}
	}
	peer, err := netip.ParseAddr(c.IP())
	if err != nil {
		return "address " + c.IP()
	}
	return nameOf(peer)
}

// nameOf names who asks from an address. Of IPv6 the first 64 bits count: one
// subscriber has all the others.
func nameOf(a netip.Addr) string {
	if a = a.Unmap().WithZone(""); a.Is6() {
		return "address " + netip.PrefixFrom(a, 64).Masked().String()
	}
	return "address " + a.String()
}

// pace holds who asked how often, the most recent ones.
type pace struct {
	mu  sync.Mutex
	who map[string]*paced
}

type paced struct {
	limit *rate.Limiter
	last  time.Time
}

// mostPaced bounds how many are remembered; those that have not asked for a
// minute are forgotten first, and may ask as if they had not.
const mostPaced = 20_000

// wait says how long somebody must wait before the next request, 0 for not at
// all. A minute's requests may come at once.
func (p *pace) wait(who string, perMinute int, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.who == nil || len(p.who) >= mostPaced {
		p.forget(now)
	}
	w := p.who[who]
	if w == nil || w.limit.Burst() != perMinute {
		w = &paced{limit: rate.NewLimiter(rate.Limit(float64(perMinute)/60), perMinute)}
		p.who[who] = w
	}
	w.last = now
	r := w.limit.ReserveN(now, 1)
	if delay := r.DelayFrom(now); delay > 0 {
		r.CancelAt(now)
		return delay
	}
	return 0
}

func (p *pace) forget(now time.Time) {
	kept := map[string]*paced{}
	for name, w := range p.who {
		if now.Sub(w.last) < time.Minute && len(kept) < mostPaced/2 {
			kept[name] = w
		}
	}
	p.who = kept
}
