package main

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
)

// What "load again to build a new snapshot" promises: a damaged or outdated
// snapshot is replaced by the next ingest.
func TestIngestRepairs(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"Pointer":  func(t *testing.T, dir string) { write(t, filepath.Join(dir, "current"), "?\n") },
		"Manifest": func(t *testing.T, dir string) { edit(t, dir, "*.json", "{", "?") },
		"Format": func(t *testing.T, dir string) {
			edit(t, dir, "*.json", `"format": 7`, `"format": 0`)
			edit(t, dir, "*.json", `format 2,`, `format 1,`)
		},
		"File": func(t *testing.T, dir string) { edit(t, dir, "*.duckdb", "DUCK", "KCUD") },
	} {
		t.Run(name, func(t *testing.T) {
			dir, folder := newStore(t), samplesFolder(t, suqian2025)
			must(t, gongkai("ingest", "--store", dir, folder))
			spoil(t, dir)
			if o := gongkai("query", "--store", dir, "SELECT 1"); o.status != 1 {
				t.Fatalf("not spoilt: %+v", o)
			}
			must(t, gongkai("ingest", "--store", dir, folder))
			mustAnswer(t, dir, "SELECT count(*) FROM report", "1")
		})
	}
}

func edit(t *testing.T, dir, pattern, old, new string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "snapshots", pattern))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	write(t, files[0], strings.Replace(string(b), old, new, 1))
}

// The file that was given last counts, also if it is one that had been given before.
func TestIngestFormerFileAgain(t *testing.T) {
	dir, folder := newStore(t), samplesFolder(t, suqian2025)
	page, file := sampleText(t, suqian2025), filepath.Join(folder, suqian2025)
	must(t, gongkai("ingest", "--store", dir, folder))
	write(t, file, replaced(t, page, "<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>"))
	must(t, gongkai("ingest", "--store", dir, folder))
	write(t, file, page)
	must(t, gongkai("ingest", "--store", dir, folder))
	mustAnswer(t, dir, "SELECT value FROM figures WHERE cell='gov2021/t3/received/total'", "3830")
}

func TestSamplesAgain(t *testing.T) {
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, "--samples"))
	must(t, gongkai("ingest", "--store", dir, "--drop-samples"))
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, suqian2025)))
	mustAnswer(t, dir, "SELECT count(*) FROM report WHERE NOT sample", "1")
}

func TestServeEndedAtOnce(t *testing.T) {
	dir := loaded(t)
	ctx, cancel := context.WithCancel(t.Context())
	c := &serveCommand{storeFlag: storeFlag{dir}, Listen: "127.0.0.1:0"}
	var at string
	if err := c.serve(ctx, &surroundings{&output{}, &output{}, data.Chinese}, func(a net.Addr) { at = a.String(); cancel() }); err != nil {
		t.Error(err)
	}
	ln, err := net.Listen("tcp", at)
	if err != nil {
		t.Fatal("the port is still taken: ", err)
	}
	ln.Close()
}

func TestIngestIntoFile(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "f"), "x")
	if o := gongkai("ingest", "--store", file, "--samples"); !strings.HasSuffix(o.errors, "[cannot_write]\n") {
		t.Errorf("%+v", o)
	}
}
