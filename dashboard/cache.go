package dashboard

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics"
	"gongkai/data"
)

// answered is a finished answer, compressed once, or one that is made on its
// way.
type answered struct {
	kind, disposition string
	plain, gz         []byte
	stream            *streamed // nil for a finished one
}

// cache keeps finished answers of one snapshot by address. It is bounded and
// dropped whole when another snapshot is published.
type cache struct {
	mu       sync.Mutex
	snapshot string
	answers  map[string]*answered
	bytes    int
}

const cacheBytes = 64 << 20

// questionLimit bounds the questions behind one page.
const questionLimit = 20 * time.Second

func (k *cache) get(snapshot, address string) *answered {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.snapshot != snapshot {
		k.snapshot, k.answers, k.bytes = snapshot, map[string]*answered{}, 0
	}
	return k.answers[address]
}

func (k *cache) put(snapshot, address string, a *answered) {
	k.mu.Lock()
	defer k.mu.Unlock()
	size := len(a.plain) + len(a.gz) + len(address)
	if k.snapshot != snapshot || k.bytes+size > cacheBytes {
		k.answers, k.bytes = map[string]*answered{}, 0
		k.snapshot = snapshot
	}
	k.answers[address] = a
	k.bytes += size
}

// request is one question to a page.
type request struct {
	c       *fiber.Ctx
	ctx     context.Context // ends after questionLimit, or with the server; fasthttp's own is no context to derive from
	answers *analytics.Analytics
	page
	format   string // html, json or csv, which is any table
	workbook bool   // the table is an XLSX
	changing bool   // the answer rests on more than the snapshot: not to be kept
}

// answer wraps a page: it takes the snapshot, answers 304 or from the cache,
// and otherwise renders and keeps the answer.
func (s *Server) answer(route, format string, render func(*request) (*answered, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		at, err := data.ParseMoment(c.Params("mark", c.Query("asof")))
		if err != nil {
			return err
		}
		a, release, err := s.Answers(at)
		if err != nil {
			return err
		}
		handed := false // to the stream, which releases the snapshot
		defer func() {
			if !handed {
				release()
			}
		}()
		ref := a.Snapshot()
		query := normalised(string(c.Context().URI().QueryString()))
		address := c.Path() + "?" + query
		snapshot := ref.Hash + s.build + s.Kept()
		sum := sha256.Sum256([]byte(snapshot + "\n" + address))
		tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
		if c.Query("embed") != "" {
			c.Set(fiber.HeaderContentSecurityPolicy, policy(s.EmbedBy))
		}
		c.Set(fiber.HeaderETag, tag)
		c.Set("Gongkai-Snapshot", strconv.Itoa(ref.Number)+"-"+ref.Hash)
		c.Set(fiber.HeaderCacheControl, "no-cache") // ask again each time, 304 if the snapshot is the same
		if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), tag) {
			return c.SendStatus(fiber.StatusNotModified)
		}
		var done *answered
		if at.Now() { // a day gone by is asked for rarely
			done = s.cache.get(snapshot, address)
		}
		if done == nil {
			ctx, cancel := context.WithTimeout(s.life, questionLimit)
			defer cancel()
			embed := c.Query("embed") != ""
			r := &request{c: c, ctx: ctx, answers: a, format: format, workbook: format == "xlsx",
				page: page{Embed: embed, Figure: c.Query("figure"), Lang: language(c), Path: c.Path(), Query: query, Route: route, Snapshot: ref, Version: s.Version, NoSQL: s.SQL == nil, AsOf: c.Query("asof")}}
			if r.workbook {
				r.format = "csv"
			}
			if done, err = render(r); err != nil {
				c.Response().Header.Del(fiber.HeaderETag)
				return err
			}
			if len(done.plain) > 1024 && !r.workbook { // which is compressed itself
				done.gz = gzipped(done.plain)
			}
			if r.changing {
				c.Response().Header.Del(fiber.HeaderETag)
			} else if at.Now() && done.stream == nil {
				s.cache.put(snapshot, address, done)
			}
		}
		c.Set(fiber.HeaderContentType, done.kind)
		if done.disposition != "" {
			c.Set(fiber.HeaderContentDisposition, done.disposition)
		}
		if done.stream != nil {
			handed = true
			return s.stream(c, done, release)
		}
		return send(c, done.plain, done.gz, nil)
	}
}

// normalised orders a query's parameters, so that one choice has one address.
func normalised(query string) string {
	v, err := url.ParseQuery(query)
	if err != nil {
		return url.QueryEscape(query)
	}
	return v.Encode()
}

func (s *Server) rendered(name string, bind any) (*answered, error) {
	var b bytes.Buffer
	if err := s.views.Render(&b, name, bind); err != nil {
		return nil, err
	}
	return &answered{kind: fiber.MIMETextHTMLCharsetUTF8, plain: b.Bytes()}, nil
}

func asJSON(v any) (*answered, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return &answered{kind: "application/json; charset=utf-8", plain: b}, nil
}
