package ingest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongkai/data"
	"gongkai/ingest/source"
)

// 鼓楼区 is a name of four: a person says which, and the word is kept.
func TestSetBody(t *testing.T) {
	j := testJob(t)
	file := filepath.Join(t.TempDir(), "年报.html")
	if err := os.WriteFile(file, []byte(small(gulou, 7)), 0o644); err != nil {
		t.Fatal(err)
	}
	if sum := mustRun(t, j, []source.File{source.Path(file)}); len(sum.Rejected) != 1 || data.Code(sum.Rejected[0].Err) != "ambiguous_body" {
		t.Fatalf("%+v", sum)
	}
	decide := func(code string) *Summary {
		t.Helper()
		sum, body, err := j.SetBody(t.Context(), BodyDecision{File: file, Code: code, Author: "张三", Reason: "来自该区网站"})
		if err != nil {
			t.Fatal(err)
		}
		if code != "" && body.RegionCode != code {
			t.Errorf("%+v", body)
		}
		return sum
	}
	if sum := decide("320302"); len(sum.Loaded) != 1 || sum.Published == nil {
		t.Fatalf("%+v", sum)
	}
	mustHold(t, j, 1, "徐州市鼓楼区 2024 7")
	// the file again, and everything built anew from the archive
	if sum := mustRun(t, j, []source.File{source.Path(file)}); len(sum.Rejected) != 0 || sum.Unchanged != 1 {
		t.Errorf("%+v", sum)
	}
	for _, folder := range []string{"archive/read", "snapshots"} {
		if err := os.RemoveAll(filepath.Join(j.Store, folder)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(j.Store, "current")); err != nil {
		t.Fatal(err)
	}
	mustRun(t, j, nil)
	if r := current(t, j); !slices.Equal(r.rules, []string{"徐州市鼓楼区 2024 7"}) {
		t.Error(r.rules)
	}
	// another word, on the archived file: the original is gone
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	decide("320106")
	if r := current(t, j); !slices.Equal(r.rules, []string{"南京市鼓楼区 2024 7"}) {
		t.Error(r.rules)
	}
	decide("")
	if r := current(t, j); len(r.rules) != 0 {
		t.Error(r.rules)
	}
	for _, tt := range []struct{ file, code, want string }{{file, "999999", "unknown_code"}, {"没有.html", "320106", "cannot_open"}} {
		if _, _, err := j.SetBody(t.Context(), BodyDecision{File: tt.file, Code: tt.code}); data.Code(err) != tt.want {
			t.Error(err)
		}
	}
}
