package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/jackc/pgx/v5"

	"gongkai/data"
)

func TestServePostgres(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	r := serve(t, serveCommand{storeFlag: storeFlag{t.TempDir()}, Listen: "127.0.0.1:0", API: 300, Samples: true, pgFlag: pgFlag{PG: "127.0.0.1:0"}})
	m := regexp.MustCompile(`PostgreSQL 客户端可连接：(\S+)`).FindStringSubmatch(r.stdout.String())
	if m == nil {
		t.Fatal(r.stdout)
	}
	ctx := context.Background()
	c, err := pgx.Connect(ctx, "postgres://anonymous@"+m[1]+"/gongkai")
	if err != nil {
		t.Fatal(err)
	}
	var bodies, tables int
	if err := c.QueryRow(ctx, "SELECT count(*) FROM body WHERE province = $1", "福建省").Scan(&bodies); err != nil || bodies == 0 {
		t.Error(bodies, err)
	}
	if err := c.QueryRow(ctx, "SELECT count(*) FROM pg_catalog.pg_class WHERE relkind = ANY(ARRAY['r', 'v']) AND relname = $1", "figures").Scan(&tables); err != nil || tables != 1 {
		t.Error(tables, err)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gongkai-catalogue-*")); len(left) != 1 {
		t.Errorf("folders of the catalogue: %v", left)
	}
	if err := r.stop(); err != nil { // with a connection open
		t.Error(err)
	}
	if err := c.Ping(ctx); err == nil {
		t.Error("the connection lives on")
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "gongkai-catalogue-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Passwords are API keys: they do not go over a network in plain text.
func TestServePostgresPlain(t *testing.T) {
	s := &surroundings{&output{}, &output{}, data.Chinese}
	for _, test := range []struct {
		flag pgFlag
		code string
	}{{pgFlag{PG: "0.0.0.0:0"}, "pg_plain"}, {pgFlag{PG: "127.0.0.1:0", PGCert: "nothing.pem"}, "pg_certificate"}, {pgFlag{PG: "nowhere:x"}, "cannot_listen"}} {
		if _, err := test.flag.serve(s, nil); data.Code(err) != test.code {
			t.Errorf("%+v: got %v", test.flag, err)
		}
	}
	if end, err := (pgFlag{}).serve(s, nil); err != nil {
		t.Error(err)
	} else {
		end()
	}
}
