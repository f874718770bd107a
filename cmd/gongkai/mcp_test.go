package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"gongkai/data"
)

// assisted connects a client of the SDK to the tools of a store.
func assisted(t *testing.T, dir string) *mcp.ClientSession {
	t.Helper()
	ours, theirs := mcp.NewInMemoryTransports()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		c := mcpCommand{storeFlag: storeFlag{Store: dir}}
		done <- c.serve(ctx, &surroundings{&output{}, &output{}, data.Chinese}, ours)
	}()
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test"}, nil).Connect(ctx, theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		session.Close()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return session
}

// called calls a tool and returns its text.
func called(t *testing.T, s *mcp.ClientSession, tool string, arguments map[string]any) (text string, wrong bool) {
	t.Helper()
	r, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return r.Content[0].(*mcp.TextContent).Text, r.IsError
}

// An assistant lists the tools and calls each; every answer names its source.
func TestAssistant(t *testing.T) {
	dir := newStore(t)
	must(t, gongkai("ingest", "--store", dir, samplesFolder(t, "350128-平潭综合实验区-2023.txt", "350128-平潭综合实验区-2024.html", suqian2025, "321300-宿迁市-2023.html")))
	s := assisted(t, dir)
	list, err := s.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range list.Tools {
		schema := tool.InputSchema.(map[string]any)
		arguments := map[string]any{}
		required, _ := schema["required"].([]any)
		for name, p := range schema["properties"].(map[string]any) {
			examples, _ := p.(map[string]any)["examples"].([]any)
			switch {
			case !slices.Contains(required, any(name)):
			case name == "year" || name == "from" || name == "to":
				arguments[name] = map[string]int{"year": 2024, "from": 2023, "to": 2024}[name]
			default:
				arguments[name] = examples[0]
			}
		}
		text, wrong := called(t, s, tool.Name, arguments)
		var answer struct {
			Source struct{ Number int }
			Cite   string
			Answer any
		}
		if err := json.Unmarshal([]byte(text), &answer); wrong || err != nil || answer.Source.Number != 1 || !strings.Contains(answer.Cite, "数据快照 1") || answer.Answer == nil {
			t.Errorf("%s %v: %.400s", tool.Name, arguments, text)
		}
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.Description == "" {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	if len(list.Tools) < 15 {
		t.Errorf("%d tools", len(list.Tools))
	}
	text, _ := called(t, s, "series", map[string]any{"i": []string{"applications.received"}, "body": "宿迁市", "from": 2025})
	if !strings.Contains(text, `"year":2025,"value":3830,"status":"reported"`) {
		t.Error(text)
	}
	for _, wrong := range []struct {
		tool string
		args map[string]any
		code string
	}{
		{"series", map[string]any{"i": "nothing", "body": "宿迁市"}, "[unknown_indicator]"}, {"series", map[string]any{"body": "宿迁市"}, "[bad_parameter]"},
		{"series", map[string]any{"i": "applications.received", "body": "宿迁市", "form": 1}, "[bad_parameter]"}, {"series", map[string]any{"i": "applications.received", "body": "宿迁市", "from": 2023.5}, "[bad_parameter]"},
		{"report", map[string]any{"body": "宿迁市", "year": 1999}, "[unknown_report]"}, {"snapshot", map[string]any{"asof": "2001-01-01"}, "[not_yet]"}, {"snapshot", map[string]any{"asof": map[string]any{}}, "[bad_parameter]"},
	} {
		if text, is := called(t, s, wrong.tool, wrong.args); !is || !strings.Contains(text, wrong.code) {
			t.Errorf("%s %v: %s", wrong.tool, wrong.args, text)
		}
	}
}
