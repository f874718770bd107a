package dashboard

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/analytics/cage"
	"gongkai/dashboard/pgwire"
)

// What an attacker would try is refused, and says nothing of the machine.
func TestPostgresHostile(t *testing.T) {
	c := connect(t, startPG(t, cage.Limits{Time: 5 * time.Second}, pgwire.Config{}), "default_query_exec_mode=simple_protocol")
	for _, statement := range []string{
		"SELECT 1; DROP TABLE figures", "COPY figures FROM PROGRAM 'id'", "COPY (SELECT 1) TO '/tmp/x'", "DO $$ BEGIN NULL; END $$",
		"SELECT pg_read_file('/etc/passwd')", "SELECT pg_catalog.pg_read_file('/etc/passwd')", "SELECT pg_ls_dir('/')", "SELECT pg_sleep(100)", "SELECT pg_catalog.pg_sleep(100)",
		"SELECT set_config('search_path', 'x', false)", "SELECT pg_catalog.set_config('a', 'b', false)", "SELECT lo_import('/etc/passwd')", "SELECT * FROM dblink('x', 'SELECT 1') AS t(a int)",
		"SELECT * INTO x FROM figures", "CREATE TABLE x (a int)", "CREATE TABLE x AS SELECT 1", "INSERT INTO body VALUES (1)", "ATTACH '/tmp/x.db'", "PRAGMA database_list", "CALL pragma_version()",
		"SELECT * FROM pg_catalog.duckdb_settings()", "SELECT * FROM pg_catalog.duckdb_databases", "SELECT * FROM duckdb_databases(), pg_class", "SELECT * FROM pg_class, read_text('/etc/passwd')",
		"SELECT getenv('HOME') FROM pg_class", "SELECT * FROM pg_catalog.pg_hba_file_rules", "SELECT * FROM pg_catalog.pg_authid_x", "SELECT * FROM system.main.duckdb_settings", "SELECT * FROM pg_class, main.figures",
		"SELECT * FROM information_schema.\"tables\"\"; SELECT 1", "EXECUTE x", "LOAD 'x'", "INSTALL httpfs", "VACUUM", "EXPORT DATABASE '/tmp/x'", "SELECT * FROM '/etc/passwd', pg_class", "EXPLAIN ANALYZE SELECT 1", "DECLARE c CURSOR FOR SELECT 1",
		"SELECT query('SELECT 1') FROM pg_class", "SELECT * FROM query_table('pg_class')", "SELECT pg_terminate_backend(1)", "SELECT pg_reload_conf()", "ALTER SYSTEM SET x = 1", "SELECT '{a'::regclass::text[] FROM pg_class; SELECT 1",
	} {
		rows, err := lines(context.Background(), c, statement)
		if state := stateOf(err); len(state) != 5 || state == "XX000" {
			t.Errorf("%s: %v %v", statement, rows, err)
		}
		if err != nil && (strings.Contains(err.Error(), "/tmp/gongkai") || strings.Contains(err.Error(), "catalogue1")) {
			t.Errorf("%s: names a file: %v", statement, err)
		}
	}
	// what clients ask of the server names nothing of the machine either
	for _, statement := range []string{"SHOW ALL", "SELECT * FROM pg_settings", "SELECT * FROM pg_database", "SELECT version(), current_setting('data_directory'), current_setting('temp_directory')", "SELECT * FROM pg_stat_activity", "SELECT * FROM pg_tablespace", "SELECT inet_server_addr()"} {
		rows, err := lines(context.Background(), c, statement)
		if all := strings.Join(rows, "\n"); err != nil || strings.Contains(all, "/") && !strings.Contains(all, "Asia/Shanghai") || strings.Contains(all, "duckdb") {
			t.Errorf("%s: %.300s %v", statement, all, err)
		}
	}
	if got, err := lines(context.Background(), c, "SELECT count(*) FROM body"); err != nil || len(got) != 1 {
		t.Errorf("afterwards: %v %v", got, err)
	}
}

// said is what the endpoint sends to bytes, until it closes or wants more.
func said(t testing.TB, at string, sends ...[]byte) string {
	t.Helper()
	conn, err := net.Dial("tcp", at)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	for _, b := range sends {
		if _, err := conn.Write(b); err != nil {
			break // it closed already
		}
	}
	_ = conn.(*net.TCPConn).CloseWrite()
	answer, err := io.ReadAll(conn)
	if err != nil && !strings.Contains(err.Error(), "reset") {
		t.Errorf("%q: %v", sends, err)
	}
	return string(answer)
}

func startupOf(parameters map[string]string) []byte {
	b, _ := (&pgproto3.StartupMessage{ProtocolVersion: pgproto3.ProtocolVersion30, Parameters: parameters}).Encode(nil)
	return b
}

func TestPostgresGarbage(t *testing.T) {
	at := startPG(t, cage.Limits{}, pgwire.Config{Startup: 2 * time.Second})
	hello := startupOf(map[string]string{"user": PostgresAnonymous})
	long := append(binary.BigEndian.AppendUint32([]byte{'Q'}, 100<<20), "SELECT"...)
	for name, test := range map[string]struct {
		sends [][]byte
		want  string
	}{
		"nothing":               {nil, ""},
		"HTTP":                  {[][]byte{[]byte("GET / HTTP/1.1\r\nHost: x\r\n\r\n")}, "08P01"},
		"a huge start":          {[][]byte{{0x7f, 0xff, 0xff, 0xff, 0, 3, 0, 0}}, "08P01"},
		"a small start":         {[][]byte{{0, 0, 0, 4}}, "08P01"},
		"version 2":             {[][]byte{{0, 0, 0, 8, 0, 2, 0, 0}}, "08P01"},
		"no user":               {[][]byte{{0, 0, 0, 9, 0, 3, 0, 0, 0}}, "08P01"},
		"broken parameters":     {[][]byte{{0, 0, 0, 12, 0, 3, 0, 0, 'u', 's', 'e', 'r'}}, "08P01"},
		"a false cancel":        {[][]byte{{0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 1, 0, 0, 0, 1}}, ""},
		"a message of 100 MB":   {[][]byte{hello, long}, "54000"},
		"an unknown message":    {[][]byte{hello, {'?', 0, 0, 0, 4}}, "08P01"},
		"a negative length":     {[][]byte{hello, {'Q', 0xff, 0xff, 0xff, 0xff}}, "08P01"},
		"a broken Bind":         {[][]byte{hello, {'B', 0, 0, 0, 6, 0, 0}}, "08P01"},
		"a function call":       {[][]byte{hello, {'F', 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, {'S', 0, 0, 0, 4}}, "0A000"},
		"a portal that is none": {[][]byte{hello, {'E', 0, 0, 0, 9, 0, 0, 0, 0, 0}, {'S', 0, 0, 0, 4}}, "34000"},
		"TLS where none is":     {[][]byte{{0, 0, 0, 8, 4, 210, 22, 47}, {22, 3, 1, 2, 0}}, "N"},
	} {
		if got := said(t, at, test.sends...); !strings.Contains(got, test.want) || test.want == "" && got != "" {
			t.Errorf("%s: got %q, want %s", name, got, test.want)
		}
	}
	if got := said(t, at, hello, []byte{'X', 0, 0, 0, 4}); !strings.Contains(got, "server_version") {
		t.Errorf("afterwards: %q", got)
	}
}

// Many connections at once get an answer or hear that there is no room; then
// there is room again.
func TestPostgresManyConnections(t *testing.T) {
	at := startPG(t, cage.Limits{}, pgwire.Config{Connections: 20, PerAddress: 20})
	var mu sync.Mutex
	states := map[string]int{}
	var all sync.WaitGroup
	hold := make(chan struct{})
	var settled sync.WaitGroup
	for range 200 {
		settled.Add(1)
		all.Go(func() {
			c, err := pgx.Connect(context.Background(), "postgres://anonymous@"+at+"/gongkai?sslmode=disable")
			mu.Lock()
			state := stateOf(err)
			if len(state) != 5 && err != nil {
				state = "closed" // without a word: more than as many again
			}
			states[state]++
			mu.Unlock()
			settled.Done()
			if err == nil {
				<-hold
				c.Close(context.Background())
			}
		})
	}
	settled.Wait()
	if states["<nil>"] != 20 || states["53300"] == 0 || states["<nil>"]+states["53300"]+states["closed"] != 200 {
		t.Errorf("got %v", states)
	}
	close(hold)
	all.Wait()
	var c *pgx.Conn
	var err error
	for range 1000 { // until the server has seen them go
		if c, err = pgx.Connect(context.Background(), "postgres://anonymous@"+at+"/gongkai?sslmode=disable"); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	c.Close(context.Background())
}

// A cursor that waits ends when another statement runs on its connection, so
// that one connection holds one place.
func TestPostgresCursor(t *testing.T) {
	at := startPG(t, cage.Limits{Running: 1}, pgwire.Config{})
	c := connect(t, at, "")
	fe := c.PgConn().Frontend()
	begin := func(portal string) {
		fe.SendParse(&pgproto3.Parse{Query: "SELECT * FROM range(1000)"})
		fe.SendBind(&pgproto3.Bind{DestinationPortal: portal})
		fe.SendExecute(&pgproto3.Execute{Portal: portal, MaxRows: 10})
	}
	read := func() (rows int, last string) {
		fe.SendSync(&pgproto3.Sync{})
		if err := fe.Flush(); err != nil {
			t.Fatal(err)
		}
		for {
			m, err := fe.Receive()
			if err != nil {
				t.Fatal(err)
			}
			switch m := m.(type) {
			case *pgproto3.DataRow:
				rows++
			case *pgproto3.PortalSuspended:
				last = "suspended"
			case *pgproto3.CommandComplete:
				last = string(m.CommandTag)
			case *pgproto3.ErrorResponse:
				last = m.Code
			case *pgproto3.ReadyForQuery:
				return rows, last + " " + string(m.TxStatus)
			}
		}
	}
	fe.SendQuery(&pgproto3.Query{String: "BEGIN"})
	if err := fe.Flush(); err != nil {
		t.Fatal(err)
	}
	for {
		if m, err := fe.Receive(); err != nil {
			t.Fatal(err)
		} else if _, is := m.(*pgproto3.ReadyForQuery); is {
			break
		}
	}
	begin("a")
	if rows, last := read(); rows != 10 || last != "suspended T" {
		t.Errorf("got %d rows, %s", rows, last)
	}
	fe.SendExecute(&pgproto3.Execute{Portal: "a", MaxRows: 10})
	if rows, last := read(); rows != 10 || last != "suspended T" {
		t.Errorf("more: got %d rows, %s", rows, last)
	}
	begin("b") // takes the only place over
	if rows, last := read(); rows != 10 || last != "suspended T" {
		t.Errorf("another: got %d rows, %s", rows, last)
	}
	fe.SendExecute(&pgproto3.Execute{Portal: "b"})
	if rows, last := read(); rows != 990 || last != "SELECT 990 T" {
		t.Errorf("the rest: got %d rows, %s", rows, last)
	}
	fe.SendExecute(&pgproto3.Execute{Portal: "a"})
	if rows, last := read(); rows != 0 || last != "34000 E" {
		t.Errorf("the first: got %d rows, %s", rows, last)
	}
}

// The start of a connection holds against any bytes.
func FuzzPostgresStart(f *testing.F) {
	at := startPG(f, cage.Limits{}, pgwire.Config{Startup: time.Second})
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Add(startupOf(map[string]string{"user": PostgresAnonymous, "options": "-c search_path=a --b=c -c"}))
	f.Add(append(startupOf(map[string]string{"user": "x"}), 'p', 0, 0, 0, 6, 'a', 0))
	f.Add(append(startupOf(map[string]string{"user": PostgresAnonymous}), 'P', 0, 0, 0, 9, 0, 'S', 0, 0, 0, 'S', 0, 0, 0, 4))
	f.Fuzz(func(t *testing.T, b []byte) {
		said(t, at, b)
		if got := said(t, at, startupOf(map[string]string{"user": PostgresAnonymous}), []byte{'X', 0, 0, 0, 4}); !strings.Contains(got, "server_version") {
			t.Fatalf("no answer any more: %q", got)
		}
	})
}
