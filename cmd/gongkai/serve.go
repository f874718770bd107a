package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"syscall"
	"time"

	"gongkai/analytics"
	"gongkai/dashboard"
	"gongkai/dashboard/outline"
	"gongkai/data"
	"gongkai/data/annotation"
	"gongkai/data/apikey"
	"gongkai/data/form"
	"gongkai/data/group"
	"gongkai/data/kept"
	"gongkai/data/sample"
	"gongkai/data/savedquery"
	"gongkai/data/store"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// anOrigin is a scheme, a host and perhaps a port: it becomes a part of a header.
var anOrigin = regexp.MustCompile(`^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$`)

type serveCommand struct {
	storeFlag
	referenceFlag
	catalogueFlag
	sqlFlag
	Listen  string   `help:"监听地址" default:"127.0.0.1:8080" env:"GONGKAI_LISTEN"`
	EmbedBy []string `help:"允许在框架中嵌入本站页面（?embed=1）的网站，如 https://www.example.gov.cn" placeholder:"ORIGIN" env:"GONGKAI_EMBED_BY"`
	API     int      `name:"api-rate" help:"接口：没有密钥的每个地址每分钟至多请求多少次；0 为必须凭密钥" default:"300" env:"GONGKAI_API_RATE"`
	Origins []string `name:"api-origin" help:"允许其网页在浏览器中读取接口的网站；缺省为没有" placeholder:"ORIGIN" env:"GONGKAI_API_ORIGIN"`
	Proxies []string `name:"proxy" help:"前置服务器的地址：按其转来的 X-Forwarded-For 区分访问者" placeholder:"IP" env:"GONGKAI_PROXY"`
	pgFlag
	Outline string `help:"页面“地区”上的地图：GeoJSON 文件，须与审图号一并给出" type:"path" env:"GONGKAI_OUTLINE"`
	Number  string `help:"该地图的审图号，如 GS（2024）0650号，印在地图旁" name:"outline-number" env:"GONGKAI_OUTLINE_NUMBER"`
	Samples bool   `help:"数据目录为空时先载入样例报告"`
}

// Run serves the dashboard until it is interrupted.
func (c *serveCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, s, nil)
}

// serve is Run with a context; ready, if not nil, is told the address once the
// server listens on it.
func (c *serveCommand) serve(ctx context.Context, s *surroundings, ready func(net.Addr)) error {
	if c.Samples {
		if err := c.loadSamples(ctx, s); err != nil {
			return err
		}
	}
	for _, origin := range slices.Concat(c.EmbedBy, c.Origins) {
		if !anOrigin.MatchString(origin) {
			return &data.Error{Code: "bad_origin", Place: origin,
				Reason: data.Text{ZH: "不是网站的来源地址", EN: "not the origin of a site"},
				Way:    data.Text{ZH: "请写成 https://www.example.gov.cn，不带路径", EN: "write it as https://www.example.gov.cn, without a path"}}
		}
	}
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	var shown *outline.Map
	if c.Outline != "" {
		if shown, err = outline.Load(c.Outline, c.Number); err != nil {
			return err
		}
	}
	follower, err := store.Follow(ctx, c.Store)
	if err != nil {
		return err
	}
	defer follower.Close()
	statements, err := c.sqlFlag.cage()
	if err != nil {
		return err
	}
	if statements != nil {
		defer statements.Close()
		if snapshot, release, err := follower.Acquire(); err == nil {
			statements.Ready(snapshot.File())
			release()
		}
	}
	log := slog.New(slog.NewTextHandler(s.stderr, nil))
	originals := ingest.NewOriginals(openSource(c.Store))
	server, err := dashboard.New(dashboard.Config{
		Catalogue: catalogue, Log: log, Version: version, SQL: statements, EmbedBy: c.EmbedBy, Outline: shown,
		Answers:   answersOf(ctx, follower, catalogue),
		Anonymous: c.API, AllowOrigins: c.Origins, Proxies: c.Proxies,
		Key: func(secret string) (string, int, bool, error) {
			k, ok, err := apikey.Find(c.Store, secret)
			return k.Name, k.Rate, ok, err
		},
		OpenSource: openSource(c.Store), Original: originals.Table, PageImage: originals.Page,
		Group: func(name string) ([]string, error) { return group.Get(c.Store, name) },
		Groups: func() ([]string, error) {
			groups, err := group.List(c.Store)
			return group.Names(groups), err
		},
		Annotations: func() ([]annotation.Note, error) { return annotation.List(c.Store) },
		Queries:     func() ([]savedquery.Query, error) { return savedquery.List(c.Store) },
		Kept:        func() string { return kept.Version(c.Store, annotation.File, group.File, savedquery.File) },
		LoadSamples: func(ctx context.Context) error {
			if err := c.loadSamples(ctx, s); err != nil {
				return err
			}
			return follower.Refresh(ctx)
		},
	})
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return &data.Error{Code: "cannot_listen", Place: c.Listen, Err: err,
			Reason: data.Text{ZH: "无法监听：" + err.Error(), EN: "cannot listen: " + err.Error()},
			Way:    data.Text{ZH: "请换一个端口：--listen 127.0.0.1:8081", EN: "try another port: --listen 127.0.0.1:8081"}}
	}
	defer ln.Close() // a shutdown before Listen leaves it open
	closePG, err := c.pgFlag.serve(s, server)
	if err != nil {
		return err
	}
	defer closePG()
	fmt.Fprintf(s.stdout, data.Text{ZH: "公开 gongkai 已启动：http://%s/\n", EN: "gongkai is serving at http://%s/\n"}.In(s.lang), ln.Addr())
	if ready != nil {
		ready(ln.Addr())
	}
	done := make(chan error, 1)
	go func() { done <- server.Listen(ln) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := server.Shutdown(end); err != nil {
			return err
		}
		ln.Close()
		<-done // its error is that of the closed listener
		return nil
	}
}

// answersOf gives the analytics over what a follower follows.
func answersOf(ctx context.Context, follower *store.Follower, catalogue *form.Catalogue) func(at data.Moment) (*analytics.Analytics, func(), error) {
	return func(at data.Moment) (*analytics.Analytics, func(), error) {
		snapshot, release, err := follower.AcquireAt(ctx, at)
		if err != nil {
			return nil, nil, err
		}
		return analytics.New(snapshot, catalogue), release, nil
	}
}

// loadSamples fills an empty store with the bundled reports.
func (c *serveCommand) loadSamples(ctx context.Context, s *surroundings) error {
	if _, err := store.Current(c.Store); data.Code(err) != "store_empty" {
		return err
	}
	files, err := source.Folder(sample.FS(), true)
	if err != nil {
		return err
	}
	job, err := newJob(c.Store, c.referenceFlag, s.stderr)
	if err != nil {
		return err
	}
	sum, err := job.Run(ctx, files)
	if err != nil {
		return err
	}
	writeSummary(s.stdout, s.stderr, sum, s.lang)
	return nil
}
