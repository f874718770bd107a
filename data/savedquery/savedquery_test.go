package savedquery

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
)

func TestSetListUnset(t *testing.T) {
	dir := t.TempDir()
	if all, err := List(dir); err != nil || len(all) != 0 {
		t.Fatal(all, err)
	}
	for _, q := range []Query{{"乙", "说明", "SELECT 1"}, {"甲", "", "SELECT 2\n-- remark"}, {"乙", "另一个说明", "SELECT 3"}} {
		if err := Set(dir, q); err != nil {
			t.Fatal(err)
		}
	}
	all, err := List(dir)
	if err != nil || len(all) != 2 || all[0] != (Query{"乙", "另一个说明", "SELECT 3"}) || all[1].Name != "甲" {
		t.Errorf("%+v %v", all, err)
	}
	if err := Unset(dir, "乙"); err != nil {
		t.Error(err)
	}
	if err := Unset(dir, "乙"); data.Code(err) != "unknown_query" {
		t.Error(err)
	}
	if all, err := List(dir); err != nil || len(all) != 1 {
		t.Errorf("%+v %v", all, err)
	}
}

func TestBad(t *testing.T) {
	dir := t.TempDir()
	for _, q := range []Query{{"", "", "SELECT 1"}, {" a", "", "SELECT 1"}, {"a\nb", "", "SELECT 1"}, {"a", "x\ny", "SELECT 1"},
		{"a", "", " "}, {"a", "", strings.Repeat("x", maxText+1)}, {strings.Repeat("字", maxName+1), "", "SELECT 1"}, {"a", "\xff", "SELECT 1"}} {
		if err := Set(dir, q); data.Code(err) != "bad_query" {
			t.Errorf("%.40v: %v", q, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, File), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := List(dir); data.Code(err) != "kept_broken" {
		t.Error(err)
	}
}
