package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/ingest/document"
)

func gzipped(t *testing.T, fill func(*gzip.Writer)) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fill(z)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func encoded(encoding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", encoding)
		_, _ = w.Write(body)
	}
}

// Whatever a site answers, the run ends with a clear word and no half file.
func TestAnswers(t *testing.T) {
	bomb := gzipped(t, func(z *gzip.Writer) {
		block := make([]byte, 1<<20)
		for range document.MaxBytes>>20 + 1 {
			_, _ = z.Write(block)
		}
	})
	small := gzipped(t, func(z *gzip.Writer) { _, _ = z.Write([]byte(report("甲"))) })
	large := func(w http.ResponseWriter, _ *http.Request) {
		block := make([]byte, 1<<20)
		for range document.MaxBytes>>20 + 1 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}
	for name, tt := range map[string]struct {
		page http.HandlerFunc
		want string
	}{
		"Page":          {html200(report("甲")), ""},
		"Gzip":          {encoded("gzip", small), ""},
		"Gone":          {status(410), "not_found"},
		"Forbidden":     {status(403), "forbidden"},
		"Wrong":         {status(500), "http_status"},
		"NoContent":     {status(204), "http_status"},
		"NotModified":   {status(304), "http_status"}, // nobody asked for a condition
		"Empty":         {html200(""), "empty_file"},
		"Large":         {large, "too_large"},
		"Bomb":          {encoded("gzip", bomb), "too_large"},
		"NoGzip":        {encoded("gzip", []byte("<html><body>")), "bad_encoding"},
		"Brotli":        {encoded("br", small), "bad_encoding"},
		"GzipCut":       {encoded("gzip", small[:len(small)-9]), "unreachable"},
		"Circle":        {status(302, "Location", "/1"), "too_many_redirects"},
		"ToNowhere":     {status(302), "http_status"},
		"ToFile":        {status(302, "Location", "file:///etc/passwd"), "bad_redirect"},
		"ToFTP":         {status(302, "Location", "ftp://a.gov.cn/1"), "bad_redirect"},
		"ToUser":        {status(302, "Location", "http://u:p@127.0.0.1/"), "bad_redirect"},
		"ToPrivate":     {status(302, "Location", "http://127.0.0.2:9/"), "private_address"},
		"ToPrivateIPv6": {status(302, "Location", "http://[::ffff:127.0.0.2]:9/"), "private_address"},
		"Promised": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte("<html>"))
		}, "unreachable"},
		"Slow": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("<html>"))
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, "timeout"},
		"Silent": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timeout"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, map[string]http.HandlerFunc{"/1": tt.page})
			f, _ := fetcher(t)
			if tt.want == "timeout" {
				f.Timeout = 100 * time.Millisecond
			}
			sum := mustRun(t, f, entries(s.URL+"/1"))
			if !strings.HasSuffix(sum.said(), " "+tt.want) {
				t.Errorf("%s %v", sum.said(), sum.Errors)
			}
			files := names(t, f.Into)
			if (tt.want == "") != (len(files) == 1) {
				t.Errorf("files %q", files)
			}
			if tt.want == "" {
				if b, err := os.ReadFile(filepath.Join(f.Into, files[0])); err != nil || string(b) != report("甲") {
					t.Errorf("%v %q", err, b)
				}
			}
		})
	}
}

// Addresses that are not public are refused before a connection is made.
func TestPrivate(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/1": html200(report("甲"))})
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	list := entries(s.URL+"/1", "http://localhost"+port+"/1", "http://127.1.2.3"+port+"/1")
	f, _ := fetcher(t)
	f.public = nil // as for users
	if got := mustRun(t, f, list).said(); got != "3: new 0 same 0 failed 3 files 0 private_address private_address private_address" {
		t.Error(got)
	}
	if len(s.agents) > 0 {
		t.Error("it was asked")
	}
	f, _ = fetcher(t)
	f.public, f.AllowPrivate = nil, true
	if got := mustRun(t, f, list[:1]).said(); got != "1: new 1 same 0 failed 0 files 0 " {
		t.Error(got)
	}
}

// A name that resolves to a public address first and to a private one later
// does not get through: each connection is checked.
func TestRebinding(t *testing.T) {
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer packets.Close()
	var asked atomic.Int32
	go answerDNS(packets, func() [4]byte {
		if asked.Add(1) == 1 {
			return [4]byte{127, 0, 0, 1} // taken for public here
		}
		return [4]byte{127, 0, 0, 2}
	})
	s := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Connection", "close")
			w.WriteHeader(404)
		},
		"/1": html200(report("甲")),
	})
	f, _ := fetcher(t)
	f.resolver = &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", packets.LocalAddr().String())
	}}
	address := "http://rebind.example" + s.URL[strings.LastIndex(s.URL, ":"):] + "/1"
	sum := mustRun(t, f, entries(address))
	if got := sum.said(); got != "1: new 0 same 0 failed 1 files 0 private_address" {
		t.Error(got, sum.Errors)
	}
	if len(s.agents) != 1 || asked.Load() < 2 {
		t.Errorf("%d requests, %d names resolved", len(s.agents), asked.Load())
	}
}

// answerDNS answers questions for an address (RFC 1035 section 4.1), and those
// of other types with nothing.
func answerDNS(conn net.PacketConn, next func() [4]byte) {
	b := make([]byte, 512)
	for {
		n, from, err := conn.ReadFrom(b)
		if err != nil {
			return
		}
		end := 12
		for end < n && b[end] != 0 {
			end += int(b[end]) + 1
		}
		end += 5 // the root label, type and class
		if end > n {
			continue
		}
		isA := binary.BigEndian.Uint16(b[end-4:]) == 1
		answer := append([]byte{}, b[:end]...)
		answer[2], answer[3] = 0x81, 0x80 // a response, recursion available
		copy(answer[4:12], []byte{0, 1, 0, 0, 0, 0, 0, 0})
		if isA {
			a := next()
			answer[7] = 1
			answer = append(answer, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, a[0], a[1], a[2], a[3])
		}
		_, _ = conn.WriteTo(answer, from)
	}
}

func TestUnreachable(t *testing.T) {
	s := newSite(t, nil)
	s.Close()
	f, _ := fetcher(t)
	sum := mustRun(t, f, entries(s.URL+"/1"))
	if got := sum.said(); got != "1: new 0 same 0 failed 1 files 0 unreachable" {
		t.Error(got)
	}
	if err := sum.Errors[0]; data.Code(err) != "unreachable" || !strings.Contains(err.Error(), s.URL) {
		t.Error(err)
	}
}
