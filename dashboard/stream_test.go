package dashboard

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/analytics"
	"gongkai/data"
	"gongkai/data/store"
)

// streaming serves streams of a test at the addresses of its map, and tells how
// many requests hold the snapshot.
func streaming(t *testing.T, patience time.Duration, streams map[string]*streamed) (s *Server, root string, held *atomic.Int32) {
	t.Helper()
	follower, err := store.Follow(t.Context(), samples.dir)
	if err != nil {
		t.Fatal(err)
	}
	held = &atomic.Int32{}
	s, err = New(Config{Catalogue: samples.catalogue, Answers: func(at data.Moment) (*analytics.Analytics, func(), error) {
		snapshot, release, err := follower.AcquireAt(context.Background(), at)
		held.Add(1)
		return analytics.New(snapshot, samples.catalogue), func() { release(); held.Add(-1) }, err
	}})
	if err != nil {
		t.Fatal(err)
	}
	s.patience = patience
	app := fiber.New(fiber.Config{Immutable: true, DisableStartupMessage: true, WriteTimeout: patience, ErrorHandler: s.fail})
	for path, stream := range streams {
		app.Get(path, s.answer("test", "csv", func(*request) (*answered, error) {
			return &answered{kind: "text/csv", stream: stream}, nil
		}))
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- app.Listener(ln) }()
	t.Cleanup(func() {
		s.end()
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			t.Error(err)
		}
		<-served
		if err := follower.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, "http://" + ln.Addr().String(), held
}

// endless writes until it cannot, and says how that ended.
func endless(ended chan<- error) *streamed {
	return &streamed{write: func(ctx context.Context, w io.Writer) error {
		for {
			if _, err := w.Write(make([]byte, 100_000)); err != nil {
				ended <- err
				return err
			}
			if ctx.Err() != nil {
				ended <- ctx.Err()
				return ctx.Err()
			}
		}
	}}
}

// within waits for what must come.
func within[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(20 * time.Second):
		t.Fatal("it never came")
	}
	return v
}

// released waits until nobody holds the snapshot: it is let go right behind the
// last byte.
func released(t *testing.T, held *atomic.Int32) {
	t.Helper()
	for begun := time.Now(); held.Load() != 0; runtime.Gosched() {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("the snapshot is held for ever")
		}
	}
}

// A stream holds the snapshot until its end, which may be the client's.
func TestStreamHoldsTheSnapshot(t *testing.T) {
	ended := make(chan error, 1)
	_, root, held := streaming(t, time.Minute, map[string]*streamed{"/endless.csv": endless(ended)})
	resp, err := http.Get(root + "/endless.csv")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.CopyN(io.Discard, resp.Body, 10_000_000); err != nil {
		t.Fatal(err)
	}
	if held.Load() != 1 {
		t.Error("the snapshot was let go while its rows were read")
	}
	resp.Body.Close() // in the middle
	if err := within(t, ended); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	released(t, held)
}

// A client that does not read is cut off, also where a slow one is not: it has
// the whole time again for each block.
func TestStreamPatience(t *testing.T) {
	ended := make(chan error, 1)
	const wait = 300 * time.Millisecond
	slow := &streamed{write: func(ctx context.Context, w io.Writer) error {
		for range 8 {
			timer := time.NewTimer(wait / 2) // we are slow
			<-timer.C
			if _, err := w.Write([]byte("row\n")); err != nil {
				return err
			}
		}
		return nil
	}}
	_, root, _ := streaming(t, wait, map[string]*streamed{"/endless.csv": endless(ended), "/slow.csv": slow})
	if r := get(t, root+"/slow.csv"); r.body != strings.Repeat("row\n", 8) {
		t.Errorf("%q", r.body)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(root, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /endless.csv HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if err := within(t, ended); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
}

// What breaks off does not look whole, compressed or not.
func TestStreamBrokenOff(t *testing.T) {
	failing := &streamed{text: true, write: func(ctx context.Context, w io.Writer) error {
		_, err := w.Write(bytes.Repeat([]byte("row\n"), 100_000))
		return errors.Join(err, errors.New("the disk is gone"))
	}}
	panics := &streamed{write: func(ctx context.Context, w io.Writer) error {
		_, _ = w.Write([]byte("row\n"))
		panic("no")
	}}
	whole := &streamed{text: true, write: func(ctx context.Context, w io.Writer) error {
		_, err := w.Write(bytes.Repeat([]byte("row\n"), 100_000))
		return err
	}}
	_, root, held := streaming(t, time.Minute, map[string]*streamed{"/failing.csv": failing, "/panics.csv": panics, "/whole.csv": whole})
	for _, address := range []string{"/failing.csv", "/panics.csv", "/whole.csv"} {
		for _, encoding := range []string{"identity", "gzip"} {
			req, err := http.NewRequest(http.MethodGet, root+address, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept-Encoding", encoding)
			resp, err := http.DefaultClient.Do(req)
			if err == nil {
				_, err = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
			}
			if (err == nil) != (address == "/whole.csv") {
				t.Errorf("%s as %s: %v", address, encoding, err)
			}
		}
	}
	if r := get(t, root+"/whole.csv"); len(r.body) != 400_000 {
		t.Errorf("%d bytes", len(r.body))
	}
	released(t, held)
}

// HEAD does not do the work, and more than may be are asked to come again.
func TestStreamsAreCounted(t *testing.T) {
	begun, goOn := make(chan bool, mostStreams), make(chan bool)
	stream := &streamed{write: func(ctx context.Context, w io.Writer) error {
		begun <- true
		<-goOn
		_, err := io.WriteString(w, "x")
		return err
	}}
	_, root, held := streaming(t, time.Minute, map[string]*streamed{"/waits.csv": stream})
	head, err := http.Head(root + "/waits.csv")
	if err != nil || head.StatusCode != 200 || head.Header.Get("ETag") == "" {
		t.Fatal(head, err)
	}
	if len(begun) != 0 || held.Load() != 0 {
		t.Error("HEAD began the work")
	}
	answers := make(chan reply, mostStreams)
	for range mostStreams {
		go func() { answers <- get(t, root+"/waits.csv") }()
	}
	for range mostStreams {
		within(t, begun)
	}
	r := get(t, root+"/waits.csv")
	if r.status != 503 || errorCode(r.body) != "too_many_downloads" || r.header.Get("Retry-After") == "" || r.header.Get("ETag") != "" {
		t.Errorf("%d %v %s", r.status, r.header, r.body)
	}
	if r := get(t, root+"/waits.csv", "If-None-Match", head.Header.Get("ETag")); r.status != 304 {
		t.Errorf("%d", r.status)
	}
	close(goOn)
	for range mostStreams {
		if r := within(t, answers); r.body != "x" {
			t.Errorf("%d %q", r.status, r.body)
		}
	}
}
