package apikey

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/data"
)

func TestKeys(t *testing.T) {
	dir, now := t.TempDir(), time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	secret, err := Add(dir, "统计局", 60, now)
	if err != nil || !strings.HasPrefix(secret, "gongkai_") || len(secret) != 48 {
		t.Fatal(secret, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, File)); err != nil || strings.Contains(string(b), secret) || strings.Contains(string(b), secret[8:]) {
		t.Errorf("the key itself is kept: %s %v", b, err)
	}
	if k, ok, err := Find(dir, secret); !ok || err != nil || k.Name != "统计局" || k.Rate != 60 {
		t.Error(k, ok, err)
	}
	for _, wrong := range []string{"", "gongkai_", secret[:47], secret + "0", strings.ToUpper(secret)} {
		if _, ok, err := Find(dir, wrong); ok || err != nil {
			t.Error(wrong, err)
		}
	}
	for _, x := range []struct {
		err  error
		code string
	}{
		{second(Add(dir, "统计局", 60, now)), "key_exists"}, {second(Add(dir, "", 60, now)), "bad_key"}, {second(Add(dir, "a\nb", 60, now)), "bad_key"}, {second(Add(dir, "甲", 0, now)), "bad_key"},
		{Revoke(dir, "甲", now), "unknown_key"}, {Revoke(dir, "统计局", now), ""}, {Revoke(dir, "统计局", now), "unknown_key"},
	} {
		if data.Code(x.err) != x.code && (x.code != "" || x.err != nil) {
			t.Errorf("%v, want %s", x.err, x.code)
		}
	}
	if _, ok, _ := Find(dir, secret); ok {
		t.Error("a revoked key still holds")
	}
	again, err := Add(dir, "统计局", 60, now)
	if err != nil || again == secret {
		t.Error("no new key under the former name", err)
	}
}

func second(_ string, err error) error { return err }
