package dashboard

import (
	"context"
	"net"
	"testing"

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
