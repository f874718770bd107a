package dashboard

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/dashboard/pgwire"
	"gongkai/data"
	"gongkai/data/store"
)

// startPG serves the samples to PostgreSQL's clients and returns the address.
func startPG(t testing.TB, l cage.Limits, c pgwire.Config, change ...func(*Config)) string {
	t.Helper()
	runner, err := cage.New(l)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(runner.Close)
	follower, err := store.Follow(context.Background(), samples.dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { follower.Close() })
	config := Config{Catalogue: samples.catalogue, Version: "test", Anonymous: 1_000_000, SQL: runner,
		Answers: func(at data.Moment) (*analytics.Analytics, func(), error) {
			snapshot, release, err := follower.AcquireAt(context.Background(), at)
			if err != nil {
				return nil, nil, err
			}
			return analytics.New(snapshot, samples.catalogue), release, nil
		},
		Key: func(secret string) (string, int, bool, error) { return "测试", 1000, secret == "right", nil },
	}
	for _, do := range change {
		do(&config)
	}
	s, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	endpoint := s.Postgres(c)
	done := make(chan error, 1)
	go func() { done <- endpoint.Serve(ln) }()
	t.Cleanup(func() {
		endpoint.Close()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return ln.Addr().String()
}

// connect returns a pgx connection that is closed with the test.
func connect(t testing.TB, at, more string) *pgx.Conn {
	t.Helper()
	c, err := pgx.Connect(context.Background(), "postgres://anonymous@"+at+"/gongkai?"+more)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close(context.Background()) })
	return c
}

// lines are the rows of an answer as texts.
func lines(ctx context.Context, c *pgx.Conn, statement string, args ...any) (all []string, err error) {
	rows, err := c.Query(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return nil, err
		}
		for i, v := range values {
			if n, is := v.(pgtype.Numeric); is {
				text, _ := n.Value()
				values[i] = text
			}
		}
		all = append(all, fmt.Sprint(values))
	}
	return all, rows.Err()
}

// What clients are known to ask about tables and types is answered.
func TestPostgresCatalogue(t *testing.T) {
	c := connect(t, startPG(t, cage.Limits{}, pgwire.Config{}), "default_query_exec_mode=simple_protocol")
	files, err := filepath.Glob("testdata/postgres/*.sql")
	if err != nil || len(files) < 3 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(content), "-- want ")[1:] {
			want, statement, _ := strings.Cut(part, "\n")
			statement, _, _ = strings.Cut(statement, "\n\n")
			rows, err := lines(context.Background(), c, statement)
			switch all := strings.Join(rows, "\n"); {
			case err != nil:
				t.Errorf("%s: %.100s: %v", file, statement, err)
			case want == "none" && len(rows) > 0, want != "none" && !strings.Contains(all, want):
				t.Errorf("%s: %.100s: got %.300q, want %q", file, statement, all, want)
			}
		}
	}
}
