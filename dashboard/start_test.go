package dashboard

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest"
	"gongkai/ingest/source"
)

// samples is a store with the bundled reports, built once for all tests.
var samples struct {
	dir       string
	catalogue *form.Catalogue
}

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == cage.Word {
		os.Exit(cage.Child())
	}
	dir, err := os.MkdirTemp("", "gongkai-dashboard-")
	if err == nil {
		samples.dir = dir
		err = fill(dir)
	}
	if err != nil {
		println("dashboard tests:", err.Error())
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

func fill(dir string) error {
	c, err := form.Load()
	if err != nil {
		return err
	}
	samples.catalogue = c
	g, err := place.Load()
	if err != nil {
		return err
	}
	files, err := source.Folder(sample.FS(), true)
	if err != nil {
		return err
	}
	_, err = (&ingest.Job{Store: dir, Catalogue: c, Places: g}).Run(context.Background(), files)
	return err
}

// originalsOf reads the documents of a store again.
func originalsOf(dir string) *ingest.Originals {
	return ingest.NewOriginals(func(sha256 string) (string, io.ReadCloser, error) {
		a, err := archive.Open(dir)
		if err != nil {
			return "", nil, err
		}
		return a.Source(sha256)
	})
}

// start serves a store on a free port and returns the address of its root.
func start(t testing.TB, dir string) string {
	t.Helper()
	return startWith(t, dir, func(*Config) {})
}

// startWith serves with another configuration.
func startWith(t testing.TB, dir string, change func(*Config)) string {
	t.Helper()
	follower, err := store.Follow(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	originals := originalsOf(dir)
	config := Config{
		Catalogue: samples.catalogue, Version: "test", Anonymous: 1_000_000, EmbedBy: []string{"https://www.example.gov.cn"},
		Answers: func(at data.Moment) (*analytics.Analytics, func(), error) {
			snapshot, release, err := follower.AcquireAt(context.Background(), at)
			if err != nil {
				return nil, nil, err
			}
			return analytics.New(snapshot, samples.catalogue), release, nil
		},
		Group: func(name string) ([]string, error) {
			if name != "两地" {
				return nil, notFound()
			}
			return []string{"230502:双鸭山市尖山区", "350128:平潭综合实验区", "000000:别处"}, nil
		},
		Original: originals.Table, PageImage: originals.Page,
		OpenSource: func(sha256 string) (string, io.ReadCloser, error) {
			if !strings.HasPrefix(sha256, "0") {
				return "", nil, notFound()
			}
			return `报告 "甲".html`, io.NopCloser(strings.NewReader("<script>alert(1)</script>")), nil
		},
	}
	change(&config)
	s, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Listen(ln) }()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections() // one that was opened and never used is waited for
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			t.Error(err)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := follower.Close(); err != nil {
			t.Error(err)
		}
	})
	return "http://" + ln.Addr().String()
}

const hostileBody = "=HYPERLINK(1)<img src=x onerror=alert(1)>"

// hostile is a store with one report whose texts are an attack.
func hostile(t *testing.T) string {
	t.Helper()
	evil := `<script>alert(1)</script>`
	n := data.NewNumber(7)
	dir := t.TempDir()
	_, err := store.Publish(context.Background(), dir, store.Input{Catalogue: samples.catalogue, Reports: []*data.Report{{
		Title: evil, Body: data.Body{Name: hostileBody}, Year: 2024, Form: "gov2021", Scope: data.ScopeUnknown,
		Source:  data.Source{File: evil + ".html", SHA256: strings.Repeat("0", 64), Format: "html"},
		Figures: []data.Figure{{Cell: "gov2021/t2.art20_6/penalty/decisions", Value: &n, Text: evil, Status: data.Reported, At: data.Position{Table: 1, Row: 2, Column: 2}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
