// Package dashboard serves the pages: Fiber, templates and charts over the
// answers of analytics. Every page also answers as JSON and CSV; nothing is
// ever loaded from another host, and no page runs inline script or style.
package dashboard

import (
	"context"
	"image"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"github.com/gofiber/template/html/v2"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/dashboard/chart/svg"
	"gongkai/dashboard/outline"
	"gongkai/dashboard/view"
	"gongkai/data"
	"gongkai/data/annotation"
	"gongkai/data/form"
	"gongkai/data/savedquery"
)

// Config is what a Server needs.
type Config struct {
	// Answers gives the analytics over the state that one request is about;
	// release must be called when it is done. Codes: "store_empty" when nothing
	// has been published yet, and those of store.At.
	Answers   func(at data.Moment) (a *analytics.Analytics, release func(), err error)
	Catalogue *form.Catalogue
	// OpenSource opens an original document by SHA-256; nil for none.
	OpenSource func(sha256 string) (name string, content io.ReadCloser, err error)
	// Original reads a table of an original document again, its text outside
	// tables for 0; nil for none.
	Original func(ctx context.Context, sha256 string, table int) (*data.SourceTable, error)
	// PageImage draws a page of an original PDF, the picture being the caller's
	// to change; nil for none.
	PageImage func(ctx context.Context, sha256 string, page, dpi int) (*image.RGBA, error)
	// Group gives the keys of the bodies of a saved group. Code "unknown_group";
	// nil for none.
	Group func(name string) (keys []string, err error)
	// Groups lists the names of the saved groups; nil for none.
	Groups func() ([]string, error)
	// LoadSamples fills an empty store with the bundled reports, and returns when
	// Answers has them; nil where the page may not.
	LoadSamples func(ctx context.Context) error
	// EmbedBy are the origins, such as https://www.example.gov.cn, whose pages
	// may show ours in a frame (?embed=1).
	EmbedBy []string
	// Annotations are what people said about numbers; nil for none. Kept changes
	// whenever they, or the saved groups, do: answers are cached by it.
	Annotations func() ([]annotation.Note, error)
	Kept        func() string
	// Key tells whose an API key is and how many requests a minute it may make;
	// nil for none. Anonymous is how many an address may make without one: 0
	// where a key is needed.
	Key       func(secret string) (name string, perMinute int, ok bool, err error)
	Anonymous int
	// AllowOrigins are the origins whose pages may read the API from a browser;
	// Proxies the addresses of servers in front of this one.
	AllowOrigins []string
	Proxies      []string
	// Queries are the statements that the office saved; nil for none.
	Queries func() ([]savedquery.Query, error)
	// SQL runs SQL of strangers; nil where it is not offered.
	SQL     *cage.Cage
	Outline *outline.Map // the operator's map for the page of places; nil for none
	Log     *slog.Logger
	Version string
}

// Server is the dashboard's web server.
type Server struct {
	Config
	app    *fiber.App
	views  *html.Engine
	cache  cache
	life   context.Context // ends with Shutdown
	end    context.CancelFunc
	build  string           // changes with templates, assets and version
	assets map[string]asset // by address

	points    []endpoint // of the API
	pace      pace
	pictures  *svg.Renderer
	outlineGz []byte
	filling   sync.Mutex

	streams, archives chan struct{} // full while as many are on their way as may be
	patience          time.Duration // with a client that reads a stream
}

// New builds the server; templates and assets are read once.
func New(c Config) (*Server, error) {
	s := &Server{Config: c, streams: make(chan struct{}, mostStreams), archives: make(chan struct{}, mostArchives), patience: patience}
	s.life, s.end = context.WithCancel(context.Background())
	if s.Group == nil {
		s.Group = func(name string) ([]string, error) { return nil, notFound() }
	}
	if s.Kept == nil {
		s.Kept = func() string { return "" }
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	var err error
	if s.assets, err = loadAssets(); err != nil {
		return nil, err
	}
	s.pictures = svg.New(s.assetText("echarts.min.js"), s.assetText("dress.js"))
	if c.Outline != nil {
		s.outlineGz = gzipped(c.Outline.SVG)
		c.Version += c.Outline.Hash + c.Outline.Number
	}
	if s.build, err = buildTag(c.Version + c.Catalogue.Fingerprint); err != nil {
		return nil, err
	}
	s.views = html.NewFileSystem(http.FS(view.Templates()), ".html")
	s.views.AddFunc("asset", s.assetAddress)
	if err := s.views.Load(); err != nil {
		return nil, err
	}
	s.app = fiber.New(fiber.Config{
		AppName:               "gongkai",
		Immutable:             true, // strings of a request outlive its handler in the cache
		DisableStartupMessage: true,
		ReadTimeout:           10 * time.Second,
		WriteTimeout:          60 * time.Second, // for each block of a stream, see patience
		IdleTimeout:           120 * time.Second,
		ReadBufferSize:        32 << 10,  // an address may hold a statement
		BodyLimit:             256 << 10, // a statement with its values; no page takes an upload
		ErrorHandler:          s.fail,
	})
	s.app.Use(recover.New(), secure)
	s.route()
	s.app.Get("/sources/:sha256", s.source)
	s.app.Get("/healthz", s.health)
	s.app.Get("/assets/*", s.asset)
	s.app.Use(func(c *fiber.Ctx) error { return notFound() })
	return s, nil
}

// Listen serves on ln until Shutdown.
func (s *Server) Listen(ln net.Listener) error { return s.app.Listener(ln) }

// Shutdown lets running requests end, at most until ctx ends. In the second half
// of that time questions and statements that still run are cancelled.
func (s *Server) Shutdown(ctx context.Context) error {
	defer s.end()
	if until, bounded := ctx.Deadline(); bounded {
		defer time.AfterFunc(time.Until(until)/2, s.end).Stop()
	}
	return s.app.ShutdownWithContext(ctx)
}

// policy is what a page may load, and who may show it in a frame.
func policy(embedBy []string) string {
	return strings.Join(append([]string{"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"}, embedBy...), " ")
}

// secure sets the headers that every answer carries.
func secure(c *fiber.Ctx) error {
	h := &c.Response().Header
	h.Set(fiber.HeaderContentSecurityPolicy, policy(nil))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	return c.Next()
}

// health answers monitoring: 200 while pages can be answered or the store is
// merely empty, 503 when a published snapshot cannot be opened.
func (s *Server) health(c *fiber.Ctx) error {
	a, release, err := s.Answers(data.Moment{})
	if codeOf(err) == "store_empty" {
		return c.JSON(fiber.Map{"status": "empty", "version": s.Version})
	}
	if err != nil {
		s.Log.Error("health", "error", err)
		return c.Status(fiber.StatusServiceUnavailable).JSON(fiber.Map{"status": "broken", "code": codeOf(err)})
	}
	defer release()
	return c.JSON(fiber.Map{"status": "ok", "snapshot": a.Snapshot().Number, "version": s.Version})
}

// published tells open pages which snapshot is current; number 0 while there is
// none.
func (s *Server) published(c *fiber.Ctx) error {
	a, release, err := s.Answers(data.Moment{})
	if codeOf(err) == "store_empty" {
		return c.JSON(analytics.SnapshotRef{})
	}
	if err != nil {
		return err
	}
	defer release()
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(a.Snapshot())
}

// source sends an original document as a download: it is untrusted, so the
// browser must neither show nor run it.
func (s *Server) source(c *fiber.Ctx) error {
	if s.OpenSource == nil {
		return notFound()
	}
	name, content, err := s.OpenSource(c.Params("sha256"))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/octet-stream")
	c.Set(fiber.HeaderContentDisposition, attachment(name))
	c.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	return c.SendStream(content) // closes content
}

// attachment is a Content-Disposition with a name in any script (RFC 6266).
func attachment(name string) string {
	var b strings.Builder
	for _, x := range []byte(name) {
		if x >= 'a' && x <= 'z' || x >= 'A' && x <= 'Z' || x >= '0' && x <= '9' || x == '.' || x == '-' || x == '_' {
			b.WriteByte(x)
		} else {
			const hex = "0123456789ABCDEF"
			b.Write([]byte{'%', hex[x>>4], hex[x&15]})
		}
	}
	return "attachment; filename*=UTF-8''" + b.String()
}
