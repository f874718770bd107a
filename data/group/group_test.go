package group

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"gongkai/data"
)

func TestGroups(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "store")
	if g, err := List(dir); err != nil || len(g) != 0 {
		t.Fatal(g, err)
	}
	if err := Set(dir, "沿海", []string{"b", "a", "b"}); err != nil {
		t.Fatal(err)
	}
	if err := Set(dir, "山区", []string{"c"}); err != nil {
		t.Fatal(err)
	}
	if keys, err := Get(dir, "沿海"); err != nil || !slices.Equal(keys, []string{"a", "b"}) {
		t.Error(keys, err)
	}
	if err := Set(dir, "沿海", []string{"d"}); err != nil {
		t.Fatal(err)
	}
	g, err := List(dir)
	if err != nil || !slices.Equal(Names(g), []string{"山区", "沿海"}) || !slices.Equal(g["沿海"], []string{"d"}) {
		t.Error(g, err)
	}
	if err := Unset(dir, "山区"); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"unknown_group": Unset(dir, "山区"), "bad_group": Set(dir, " x", []string{"a"}),
	} {
		if data.Code(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, err := range []error{Set(dir, "", []string{"a"}), Set(dir, strings.Repeat("长", 61), []string{"a"}), Set(dir, "x", nil), Set(dir, "a\nb", []string{"a"}), Set(dir, "x", make([]string, 501))} {
		if data.Code(err) != "bad_group" {
			t.Error(err)
		}
	}
	if _, err := Get(dir, "x"); data.Code(err) != "unknown_group" {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, File), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := List(dir); data.Code(err) != "kept_broken" {
		t.Error(err)
	}
	if err := Set(dir, "x", []string{"a"}); data.Code(err) != "kept_broken" {
		t.Errorf("a broken file is not overwritten: %v", err)
	}
}

// Several writers lose nothing: one waits or is told so.
func TestWriters(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for {
				err := Set(dir, string(rune('a'+i)), []string{"x"})
				if err == nil {
					return
				}
				if data.Code(err) != "store_busy" {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	if g, err := List(dir); err != nil || len(g) != 8 {
		t.Error(g, err)
	}
}
