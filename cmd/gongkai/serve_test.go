package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/data"
)

// output is what a server prints, readable while it runs.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// running is a server that a test has started.
type running struct {
	root           string // address, with a slash at its end
	stdout, stderr *output
	stop           func() error // ends it and returns what serve returned
}

// serve starts a server on a free port and returns when it listens.
func serve(t *testing.T, c serveCommand) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{stdout: &output{}, stderr: &output{}}
	ready, done := make(chan net.Addr, 1), make(chan error, 1)
	go func() {
		done <- c.serve(ctx, &surroundings{r.stdout, r.stderr, data.Chinese}, func(a net.Addr) { ready <- a })
	}()
	r.stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { r.stop() })
	select {
	case a := <-ready:
		r.root = "http://" + a.String() + "/"
	case err := <-done:
		done <- err
		t.Fatalf("%v\n%s", err, r.stderr)
	}
	return r
}

// fetch returns status and body of an address below the root.
func (r *running) fetch(t *testing.T, path string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.root+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// health is the answer of /healthz.
type health struct {
	Status   string
	Snapshot int
}

func (r *running) health(t *testing.T) health {
	t.Helper()
	status, body := r.fetch(t, "healthz")
	var h health
	if err := json.Unmarshal([]byte(body), &h); err != nil || status != http.StatusOK {
		t.Fatalf("%d %v %s", status, err, body)
	}
	return h
}

// until asks /healthz until a snapshot is in service.
func (r *running) until(t *testing.T, snapshot int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for r.health(t).Snapshot != snapshot {
		if ctx.Err() != nil {
			t.Fatalf("snapshot %d never came into service: %+v", snapshot, r.health(t))
		}
	}
}

// received2025 is a point of a series: the applications of 平潭 in 2025.
var received2025 = regexp.MustCompile(`\["?2025"?,154,`)

// A first run with --samples shows the samples; reports that are loaded
// meanwhile are seen without a restart; the end is a clean one.
func TestServeSamples(t *testing.T) {
	dir := newStore(t)
	r := serve(t, serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0", Samples: true})
	if out := r.stdout.String(); !strings.Contains(out, "已发布快照 1：") || !strings.HasSuffix(out, "公开 gongkai 已启动："+r.root+"\n") {
		t.Errorf("printed %q", out)
	}
	if h := r.health(t); h.Status != "ok" || h.Snapshot != 1 {
		t.Errorf("%+v", h)
	}
	status, page := r.fetch(t, "")
	if status != http.StatusOK || !strings.Contains(page, "样例数据") || !strings.Contains(page, "数据快照 1 ") {
		t.Errorf("%d %s", status, page)
	}
	status, body := r.fetch(t, "charts/applications.json")
	if status != http.StatusOK || !json.Valid([]byte(body)) || !strings.Contains(body, `"series":[{`) || !received2025.MatchString(body) {
		t.Errorf("%d %.2000s", status, body)
	}

	must(t, gongkai("ingest", "--store", dir, "--drop-samples", write(t, filepath.Join(t.TempDir(), "鼓楼.html"), strings.Replace(gulou, "<h1>", "<h1>江苏省南京市", 1))))
	r.until(t, 2)
	status, page = r.fetch(t, "")
	if status != http.StatusOK || strings.Contains(page, "样例数据") || !strings.Contains(page, "南京市鼓楼区") || strings.Contains(page, "宿迁市") {
		t.Errorf("after the next ingest: %d %s", status, page)
	}
	if err := r.stop(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if _, err := http.Get(r.root); err == nil {
		t.Error("it still answers")
	}
	if errs := r.stderr.String(); strings.Contains(errs, "ERROR") {
		t.Errorf("logged %s", errs)
	}
}

// An empty store is served too, says what to do, and fills without a restart.
func TestServeEmpty(t *testing.T) {
	dir := newStore(t)
	r := serve(t, serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0"})
	if h := r.health(t); h.Status != "empty" {
		t.Errorf("%+v", h)
	}
	if status, page := r.fetch(t, ""); status != http.StatusOK || !strings.Contains(page, "gongkai ingest") {
		t.Errorf("%d %s", status, page)
	}
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, suqian2025)))
	r.until(t, 1)
	if status, page := r.fetch(t, ""); status != http.StatusOK || !strings.Contains(page, "宿迁市") || strings.Contains(page, "样例数据") {
		t.Errorf("%d %s", status, page)
	}
	if err := r.stop(); err != nil {
		t.Error(err)
	}
}

// The samples are for an empty store only.
func TestServeSamplesBesideReports(t *testing.T) {
	dir := loaded(t)
	r := serve(t, serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0", Samples: true})
	if h := r.health(t); h.Snapshot != 1 {
		t.Errorf("%+v", h)
	}
	mustAnswer(t, dir, "SELECT count(*), count(*) FILTER (sample) FROM report", "1|0")
}

// The original of a report comes back byte for byte.
func TestServeSource(t *testing.T) {
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, suqian2025)))
	r := serve(t, serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0"})
	status, body := r.fetch(t, "sources/"+ask(t, dir, "SELECT source_sha256 FROM report")[0])
	if status != http.StatusOK || body != sampleText(t, suqian2025) {
		t.Errorf("%d, %d bytes", status, len(body))
	}
	if status, _ := r.fetch(t, "sources/"+strings.Repeat("0", 64)); status != http.StatusNotFound {
		t.Errorf("an unknown hash: %d", status)
	}
}

func TestServePortTaken(t *testing.T) {
	dir := loaded(t)
	r := serve(t, serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0"})
	taken := strings.Trim(r.root, "htp:/")
	second := &serveCommand{storeFlag: storeFlag{dir}, Listen: taken}
	err := second.serve(t.Context(), &surroundings{io.Discard, io.Discard, data.Chinese}, func(net.Addr) { t.Error("it listens") })
	if data.Code(err) != "cannot_listen" || !strings.Contains(err.Error(), taken) {
		t.Errorf("%v", err)
	}
	if o := gongkai("serve", "--store", dir, "--listen", taken); o.status != 1 || !strings.Contains(o.errors, "请换一个端口") || !strings.HasSuffix(o.errors, "[cannot_listen]\n") {
		t.Errorf("%+v", o)
	}
	if h := r.health(t); h.Status != "ok" {
		t.Errorf("the first server: %+v", h)
	}
}

// The server knows indicators and ratios of the user's own, and saved groups.
func TestServeCatalogue(t *testing.T) {
	dir := newStore(t)
	own := write(t, filepath.Join(t.TempDir(), "own.json"), `{"ratios":[{"code":"own.rate","name_zh":"自然人占比","numerator":["applications.received@natural"],"denominator":["applications.received"],"scale":100,"unit":"%","valid_for":["gov2021"]}]}`)
	c := serveCommand{Listen: "127.0.0.1:0", Samples: true}
	c.Store, c.Catalogue = dir, own
	r := serve(t, c)
	if status, body := r.fetch(t, "ask/trend.json?i=own.rate&body="+url.QueryEscape("宿迁市")); status != 200 || !strings.Contains(body, `"k":3402,"n":3511`) {
		t.Errorf("%d %.400s", status, body)
	}
	must(t, gongkai("groups", "set", "--store", dir, "两地", "平潭综合实验区", "双鸭山市尖山区"))
	peers := "ask/peers.json?i=applications.received&year=2024&group=" + url.QueryEscape("两地") + "&body=" + url.QueryEscape("平潭综合实验区")
	if status, body := r.fetch(t, peers); status != 200 || !strings.Contains(body, `"of":2`) {
		t.Errorf("%d %.400s", status, body)
	}
	must(t, gongkai("groups", "set", "--store", dir, "两地", "平潭综合实验区"))
	if status, body := r.fetch(t, peers); status != 200 || !strings.Contains(body, `"of":1`) {
		t.Errorf("%d %.400s", status, body)
	}
	c.Catalogue = own + "x"
	if err := c.serve(t.Context(), &surroundings{io.Discard, io.Discard, data.Chinese}, nil); data.Code(err) != "cannot_open" {
		t.Error(err)
	}
}

// What could not be taken in is said, and stays known.
func TestCoverageTellsRejected(t *testing.T) {
	dir := newStore(t)
	folder := samplesFolder(t, "230502-双鸭山市尖山区-2024.html")
	write(t, filepath.Join(folder, "双鸭山市尖山区2023年政府信息公开工作年度报告.pdf"), "%PDF-1.4 torn")
	if o := gongkai("ingest", "--store", dir, folder); !strings.Contains(o.errors, "[damaged_file]") {
		t.Errorf("%+v", o)
	}
	out := must(t, gongkai("ask", "coverage", "--store", dir, "-b", "双鸭山市尖山区", "--rule", "level", "--from", "2023"))
	for _, want := range []string{"未载入  已报告", "0/1     1/1", "双鸭山市尖山区2023年政府信息公开工作年度报告.pdf：PDF 文件已损坏"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}
