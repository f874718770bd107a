package dashboard

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"gongkai/data"
)

// How many answers may be on their way at once: each holds a connection to the
// engine, of sixteen, and a whole store an engine of its own.
const (
	mostStreams  = 8
	mostArchives = 2
)

// A client may take patience for each block. Nothing else ends a download: the
// whole store takes as long as the line needs, and who reads nothing is cut off.
const (
	patience    = 60 * time.Second
	streamBlock = 64 << 10
)

// streamed is an answer that is sent while it is made.
type streamed struct {
	text  bool // is compressed on its way
	whole bool // is a whole store
	// write makes the answer. It uses nothing of the request but copies.
	write func(ctx context.Context, w io.Writer) error
}

// stream sends an answer as it is made and releases the snapshot when the last
// byte has gone, or the client. An answer that cannot be made to its end is cut
// off without one, so that nobody takes a part for the whole.
func (s *Server) stream(c *fiber.Ctx, a *answered, release func()) error {
	if a.stream.text {
		c.Vary(fiber.HeaderAcceptEncoding)
	}
	if c.Method() == fiber.MethodHead {
		release()
		response := &c.Context().Response
		response.SkipBody = true
		response.Header.SetContentLength(-1)
		return nil
	}
	gate := s.streams
	if a.stream.whole {
		gate = s.archives
	}
	select {
	case gate <- struct{}{}:
	default:
		release()
		c.Response().Header.Del(fiber.HeaderETag)
		c.Response().Header.Del(fiber.HeaderContentDisposition)
		c.Set(fiber.HeaderRetryAfter, "30")
		return &data.Error{Code: "too_many_downloads",
			Reason: data.Text{ZH: "同时下载的人太多", EN: "too many downloads at the same time"},
			Way:    data.Text{ZH: "请半分钟后再试", EN: "try again in half a minute"}}
	}
	compressed := a.stream.text && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "gzip")
	if compressed {
		c.Set(fiber.HeaderContentEncoding, "gzip")
	}
	out, in := io.Pipe()
	to := &patient{in, c.Context().Conn(), s.patience}
	path := c.Path()
	go func() {
		defer func() { <-gate }()
		defer release()
		ctx, cancel := context.WithCancel(s.life)
		defer cancel()
		err := a.stream.send(ctx, to, compressed)
		if err != nil && !errors.Is(err, io.ErrClosedPipe) && ctx.Err() == nil {
			s.Log.Error("an answer broke off", "path", path, "error", err)
		}
		to.more()
		in.CloseWithError(err) // io.EOF for nil
	}()
	c.Context().SetBodyStream(out, -1) // closes out when the client has gone
	return nil
}

// send makes the answer; a panic is an error.
func (a *streamed) send(ctx context.Context, w io.Writer, compressed bool) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v\n%s", p, debug.Stack())
		}
	}()
	if !compressed {
		return a.write(ctx, w)
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := a.write(ctx, z); err != nil {
		return err
	}
	return z.Close()
}

// patient gives the client of a connection time for each block.
type patient struct {
	w    io.Writer
	conn net.Conn
	wait time.Duration
}

func (p *patient) more() {
	_ = p.conn.SetWriteDeadline(time.Now().Add(p.wait)) // of a closed connection the next write tells
}

func (p *patient) Write(b []byte) (n int, err error) {
	for n < len(b) && err == nil {
		var sent int
		p.more()
		sent, err = p.w.Write(b[n:min(len(b), n+streamBlock)])
		n += sent
	}
	return n, err
}
