package main

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// A key lets a program ask more often, from when it is made until it is revoked.
func TestKeysCommand(t *testing.T) {
	dir := loaded(t)
	root := serve(t, serveCommand{storeFlag: storeFlag{Store: dir}, Listen: "127.0.0.1:0", API: 0}).root
	status := func(key string) int {
		r, err := http.NewRequestWithContext(t.Context(), "GET", root+"api/v1/snapshot", nil)
		if err != nil {
			t.Fatal(err)
		}
		if key != "" {
			r.Header.Set("Authorization", "Bearer "+key)
		}
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		return got.StatusCode
	}
	out := strings.Fields(must(t, gongkai("keys", "add", "统计局", "--store", dir)))
	key := out[len(out)-1]
	if got := []int{status(""), status(key), status(key + "0")}; got[0] != 401 || got[1] != 200 || got[2] != 401 {
		t.Error(got)
	}
	if out := must(t, gongkai("keys", "list", "--store", dir)); !strings.Contains(out, "统计局") || strings.Contains(out, key) {
		t.Error(out)
	}
	must(t, gongkai("keys", "revoke", "统计局", "--store", dir))
	if got := status(key); got != 401 {
		t.Error(got)
	}
	for _, wrong := range [][]string{{"keys", "revoke", "统计局"}, {"keys", "add", "甲", "--rate", "0"}} {
		if o := gongkai(append(wrong, "--store", dir)...); o.status != 1 || !strings.Contains(o.errors, "_key]") {
			t.Errorf("%v: %+v", wrong, o)
		}
	}
	if o := gongkai("serve", "--store", filepath.Join(dir, "x"), "--api-origin", "https://a/b"); o.status != 1 || !strings.Contains(o.errors, "[bad_origin]") {
		t.Errorf("%+v", o)
	}
}
