package main

import (
	"context"
	"errors"
	"io"
	"os/signal"
	"syscall"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gongkai/dashboard"
	"gongkai/data/group"
	"gongkai/data/store"
)

// mcpCommand serves an assistant on standard input and output.
type mcpCommand struct {
	storeFlag
	catalogueFlag
	sqlFlag
}

// Run answers until the assistant closes its end.
func (c *mcpCommand) Run(s *surroundings) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, s, &mcp.StdioTransport{})
}

func (c *mcpCommand) serve(ctx context.Context, s *surroundings, over mcp.Transport) error {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	follower, err := store.Follow(ctx, c.Store)
	if err != nil {
		return err
	}
	defer follower.Close()
	statements, err := c.sqlFlag.cage()
	if err != nil {
		return err
	}
	if statements != nil {
		defer statements.Close()
	}
	server, err := dashboard.New(dashboard.Config{Catalogue: catalogue, Version: version, SQL: statements, Answers: answersOf(ctx, follower, catalogue),
		Group: func(name string) ([]string, error) { return group.Get(c.Store, name) }})
	if err != nil {
		return err
	}
	err = server.Tools(s.lang).Run(ctx, over)
	if errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
