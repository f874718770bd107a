package dashboard

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math/big"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/analytics/cage"
	"gongkai/dashboard/pgwire"
)

// modes are the ways in which pgx asks: with texts in the statement, with what
// the server says of it before, with its own types, or prepared.
var modes = []string{"simple_protocol", "exec", "cache_describe", "cache_statement"}

func TestPostgresTypes(t *testing.T) {
	at := startPG(t, cage.Limits{}, pgwire.Config{})
	conns := map[string]*pgx.Conn{}
	for _, mode := range modes {
		conns[mode] = connect(t, at, "default_query_exec_mode="+mode)
	}
	for _, test := range []struct {
		statement string
		args      []any
		want      string
	}{
		{"SELECT true, 1::SMALLINT, 2::INTEGER, 3::BIGINT, 1.5::DECIMAL(28,10), 0.1::DOUBLE, 1.5::FLOAT, '公开'", nil, "[true 1 2 3 1.5 0.1 1.5 公开]"},
		{"SELECT 123456789012345678901234567890::HUGEINT, 18446744073709551615::UBIGINT, 'b'::ENUM('a', 'b'), NULL", nil, "[123456789012345678901234567890 18446744073709551615 b <nil>]"},
		{"SELECT DATE '2024-02-29', TIMESTAMP '2024-02-29 10:11:12.5', 'NaN'::DOUBLE, '-Infinity'::FLOAT", nil, "[2024-02-29 00:00:00 +0000 UTC 2024-02-29 10:11:12.5 +0000 UTC NaN -Inf]"},
		{"SELECT [1, NULL], {'a': 1.5, 'b': 'ü'}, -1.0::DECIMAL(4,1), 0.000000001::DECIMAL(28,10)", nil, "[[1 <nil>] map[a:1.5 b:ü] -1 0.000000001]"},
		{"SELECT count(*), sum(value) FROM observations WHERE year = $1 AND indicator = $2 AND value > $3", []any{2024, "applications.received", 1.0}, ""},
		{"SELECT $1::BIGINT + 1, $2::VARCHAR || 'x', $3::BOOLEAN, $4::DOUBLE * 2, $5::DATE, $6::TIMESTAMP", []any{41, "it's $1 \\ \" 公开", true, 0.5, time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 10, 0, 0, 500_000_000, time.UTC)},
			"[42 it's $1 \\ \" 公开x true 1 2024-02-29 00:00:00 +0000 UTC 2024-02-29 10:00:00.5 +0000 UTC]"},
		{"SELECT $1::INTEGER, $2::VARCHAR, coalesce($3::DATE, DATE '2020-01-01')", []any{nil, nil, nil}, "[<nil> <nil> 2020-01-01 00:00:00 +0000 UTC]"},
		{"SELECT '$1', $$ $1 $$, $1::VARCHAR -- $2\n", []any{"a"}, "[$1  $1  a]"},
	} {
		for _, mode := range modes {
			c, args := conns[mode], test.args
			if mode == "simple_protocol" && strings.Contains(test.statement, "[1, NULL]") {
				continue // JSON as a text there
			}
			var first string
			for range 2 { // the second time it is prepared
				got, err := lines(context.Background(), c, test.statement, args...)
				if err != nil || len(got) != 1 {
					t.Errorf("%s: %s: %v %v", mode, test.statement, got, err)
					break
				}
				if test.want != "" && got[0] != test.want || first != "" && got[0] != first {
					t.Errorf("%s: %s: got %s, want %s", mode, test.statement, got[0], test.want)
				}
				first = got[0]
			}
		}
	}
}

// A list as a parameter, and one prepared statement with many values.
func TestPostgresPrepared(t *testing.T) {
	c := connect(t, startPG(t, cage.Limits{}, pgwire.Config{}), "")
	ctx := context.Background()
	st, err := c.Prepare(ctx, "by_year", "SELECT year, count(*) AS n FROM figures WHERE year = $1 GROUP BY year")
	if err != nil {
		t.Fatal(err)
	}
	if len(st.ParamOIDs) != 1 || st.ParamOIDs[0] != 21 || len(st.Fields) != 2 || st.Fields[0].DataTypeOID != 21 || st.Fields[1].DataTypeOID != 20 || st.Fields[1].Name != "n" {
		t.Errorf("got %+v", st)
	}
	for year := 2019; year <= 2022; year++ {
		var got int
		var n int64
		if err := c.QueryRow(ctx, "by_year", year).Scan(&got, &n); err != nil || got != year || n == 0 {
			t.Errorf("%d: got %d with %d, %v", year, got, n, err)
		}
	}
	got, err := lines(ctx, c, "SELECT x FROM range(10) AS t(x) WHERE x = ANY($1::BIGINT[]) ORDER BY x", []int64{7, 3, 30})
	if err != nil || fmt.Sprint(got) != "[[3] [7]]" {
		t.Errorf("got %v %v", got, err)
	}
	// as psql's \bind: texts of no type, and answers as texts
	result := c.PgConn().ExecParams(ctx, "SELECT $1 || 'x', count(*) FROM figures WHERE year = $2 AND body = $3", [][]byte{[]byte("it's"), []byte("2024"), []byte("平潭综合实验区")}, nil, nil, nil).Read()
	if result.Err != nil || len(result.Rows) != 1 || string(result.Rows[0][0]) != "it'sx" || string(result.Rows[0][1]) == "0" {
		t.Errorf("got %q %v", result.Rows, result.Err)
	}
	if _, err := c.Exec(ctx, "DEALLOCATE by_year"); err != nil {
		t.Error(err)
	}
	if _, err := c.Prepare(ctx, "two", "SELECT 1; SELECT 2"); stateOf(err) != "0A000" {
		t.Errorf("got %v", err)
	}
}

func stateOf(err error) string {
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	return e.Code
}

func TestPostgresErrors(t *testing.T) {
	at := startPG(t, cage.Limits{Time: 2 * time.Second, Memory: 200 << 20, Text: 20_000}, pgwire.Config{})
	for _, mode := range []string{"simple_protocol", "exec", "cache_statement"} {
		c := connect(t, at, "default_query_exec_mode="+mode)
		for _, test := range []struct {
			statement, state, code string
			position               int32
		}{
			{"SELECT 1 +", "42601", "sql_syntax", 11},
			{"SELECT '公开',\n nothing FROM figures", "42703", "sql_failed", 15},
			{"SELECT * FROM nothing", "42P01", "sql_table", 15},
			{"SELECT pg_read_file('/etc/passwd')", "42883", "sql_function", 8},
			{"SELECT 1::DATE", "42846", "sql_failed", 9},
			{"SELECT 'a'::INTEGER", "22P02", "sql_failed", 11},
			{"DELETE FROM figures", "0A000", "sql_not_select", 0},
			{"COPY figures TO STDOUT", "0A000", "pg_copy", 0},
			{"SET client_encoding = 'GBK'", "22023", "pg_fixed", 0},
			{"SET nothing = 1", "42704", "pg_setting", 0},
			{"SELECT count(*) FROM range(1000000000000)", "57014", "sql_time", 0},
			{"SELECT '" + strings.Repeat("x", 20_000) + "'", "54000", "sql_long", 0},
		} {
			_, err := lines(context.Background(), c, test.statement)
			var e *pgconn.PgError
			if !errors.As(err, &e) || test.state != "" && e.Code != test.state || e.Routine != test.code || e.Position != test.position {
				t.Errorf("%s: %.80s: got %+v", mode, test.statement, err)
				continue
			}
			if e.Message == "" || e.Detail == "" || e.Severity != "ERROR" || strings.Contains(e.Message+e.Detail, "/tmp") {
				t.Errorf("%s: %.80s: got %+v", mode, test.statement, e)
			}
		}
		if got, err := lines(context.Background(), c, "SELECT 1"); err != nil || len(got) != 1 {
			t.Errorf("%s: afterwards: %v %v", mode, got, err)
		}
	}
	// in English where the client wants that
	c := connect(t, at, "lc_messages=en_US.UTF-8")
	_, err := c.Exec(context.Background(), "SELECT * FROM nothing")
	if e := new(pgconn.PgError); !errors.As(err, &e) || !strings.HasPrefix(e.Message, "there is no table") || !strings.Contains(e.Detail, "没有") {
		t.Errorf("got %v", err)
	}
}

func TestPostgresTransaction(t *testing.T) {
	c := connect(t, startPG(t, cage.Limits{}, pgwire.Config{}), "")
	ctx := context.Background()
	tx, err := c.BeginTx(ctx, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(ctx, "SELECT nothing"); err == nil {
		t.Error("no error")
	}
	if _, err := tx.Exec(ctx, "SELECT 1"); stateOf(err) != "25P02" {
		t.Errorf("after an error: %v", err)
	}
	if err := tx.Rollback(ctx); err != nil {
		t.Error(err)
	}
	for statement, want := range map[string]string{"SHOW search_path": "[main]", "SHOW server_version": "[15.0]", "SHOW TRANSACTION ISOLATION LEVEL": "[read committed]", "SHOW TimeZone": "[Asia/Shanghai]"} {
		if got, err := lines(ctx, c, statement); err != nil || strings.Join(got, "") != want {
			t.Errorf("%s: got %v %v", statement, got, err)
		}
	}
	for _, statement := range []string{"SET application_name TO 'a ''b'''", "SET TIME ZONE 'UTC'", "RESET ALL", "DISCARD ALL", "SET DateStyle = 'ISO';SET extra_float_digits = 2;show transaction_isolation", "BEGIN; SELECT 1; COMMIT", ""} {
		if _, err := c.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if _, err := c.Exec(ctx, "SELECT 1; SELECT 2", pgx.QueryExecModeSimpleProtocol); stateOf(err) != "0A000" {
		t.Errorf("two statements: %v", err)
	}
}

// A cancel request with the right secret ends the statement; the connection goes
// on.
func TestPostgresCancel(t *testing.T) {
	at := startPG(t, cage.Limits{Running: 1, Time: time.Minute}, pgwire.Config{})
	c := connect(t, at, "")
	done := make(chan error, 1)
	go func() {
		_, err := lines(context.Background(), c, "SELECT count(*) FROM range(1000000000000)")
		done <- err
	}()
	for cancelled := false; !cancelled; {
		if err := c.PgConn().CancelRequest(context.Background()); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-done:
			if stateOf(err) != "57014" {
				t.Errorf("got %v", err)
			}
			cancelled = true
		default:
			runtime.Gosched()
		}
	}
	if got, err := lines(context.Background(), c, "SELECT 1"); err != nil || len(got) != 1 {
		t.Errorf("afterwards: %v %v", got, err)
	}
}

// A connection that closes ends its statement, even one that works and sends
// nothing: the only place is free again long before any limit. The rows it has
// are more than the megabyte that DuckDB gathers before it gives the first.
func TestPostgresGone(t *testing.T) {
	at := startPG(t, cage.Limits{Running: 1, Time: time.Hour, Hold: time.Hour}, pgwire.Config{})
	lost, other := connect(t, at, ""), connect(t, at, "")
	fe := lost.PgConn().Frontend()
	fe.SendQuery(&pgproto3.Query{String: "SELECT i FROM range(1000000000000000) AS t(i) WHERE i < 500000"})
	if err := fe.Flush(); err != nil {
		t.Fatal(err)
	}
	for m := pgproto3.BackendMessage(nil); ; {
		if _, is := m.(*pgproto3.DataRow); is {
			break // it runs
		}
		if e, is := m.(*pgproto3.ErrorResponse); is {
			t.Fatal(e.Message, e.Detail)
		}
		var err error
		if m, err = fe.Receive(); err != nil {
			t.Fatal(err)
		}
	}
	lost.PgConn().Conn().Close()
	if got, err := lines(context.Background(), other, "SELECT 2", pgx.QueryExecModeSimpleProtocol); err != nil || len(got) != 1 {
		t.Error(got, err)
	}
}

func TestPostgresAccounts(t *testing.T) {
	at := startPG(t, cage.Limits{}, pgwire.Config{}, func(c *Config) { c.Anonymous = 3 })
	ctx := context.Background()
	try := func(address, user string) error {
		c, err := pgx.Connect(ctx, "postgres://"+user+"@"+address+"/gongkai")
		if err != nil {
			return err
		}
		defer c.Close(ctx)
		_, err = c.Exec(ctx, "SELECT 1", pgx.QueryExecModeSimpleProtocol)
		return err
	}
	for _, test := range []struct{ user, state string }{{"somebody:wrong", "28P01"}, {"anonymous", "<nil>"}, {"somebody", "<nil>"}, {"anonymous:wrong", "<nil>"}, {"anonymous", "53400"}, {"somebody:right", "<nil>"}} {
		if got := stateOf(try(at, test.user)); got != test.state {
			t.Errorf("%s: got %s, want %s", test.user, got, test.state)
		}
	}
	closed := startPG(t, cage.Limits{}, pgwire.Config{}, func(c *Config) { c.Anonymous = 0 })
	for user, state := range map[string]string{"anonymous": "28P01", "somebody:right": "<nil>", "anonymous:right": "<nil>"} {
		if got := stateOf(try(closed, user)); got != state {
			t.Errorf("with a key only, %s: got %s, want %s", user, got, state)
		}
	}
}

func TestPostgresTLS(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"localhost"}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	at := startPG(t, cage.Limits{}, pgwire.Config{TLS: &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}})
	c := connect(t, at, "sslmode=require")
	if _, is := c.PgConn().Conn().(*tls.Conn); !is {
		t.Error("the connection is plain")
	}
	if got, err := lines(context.Background(), c, "SELECT 1"); err != nil || len(got) != 1 {
		t.Errorf("got %v %v", got, err)
	}
	if _, err := pgx.Connect(context.Background(), "postgres://anonymous@"+startPG(t, cage.Limits{}, pgwire.Config{})+"/x?sslmode=require"); err == nil {
		t.Error("TLS without a certificate")
	}
}

// Rows come as they are read: the server holds few of many.
func TestPostgresManyRows(t *testing.T) {
	c := connect(t, startPG(t, cage.Limits{}, pgwire.Config{}), "")
	for _, mode := range []pgx.QueryExecMode{pgx.QueryExecModeSimpleProtocol, pgx.QueryExecModeCacheStatement} {
		var before, during runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		rows, err := c.Query(context.Background(), "SELECT i, 'row ' || i AS text, i * 1.5 AS n FROM range(300000) AS t(i)", mode)
		if err != nil {
			t.Fatal(err)
		}
		n, most := 0, uint64(0)
		for ; rows.Next(); n++ {
			if n%50_000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&during)
				most = max(most, during.HeapAlloc)
			}
		}
		if rows.Err() != nil || n != 300_000 {
			t.Fatal(n, rows.Err())
		}
		if grown := int64(most) - int64(before.HeapAlloc); grown > 8<<20 {
			t.Errorf("%v: %d MB for %d rows", mode, grown>>20, n)
		} else {
			t.Logf("%v: %d kB more than before, for %d rows", mode, grown>>10, n)
		}
	}
}
