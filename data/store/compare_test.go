package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

func compared(t *testing.T, here, other *store.Snapshot) map[string]store.Difference {
	t.Helper()
	list, err := store.Compare(t.Context(), here, other, 2)
	if err != nil {
		t.Fatal(err)
	}
	byTable := map[string]store.Difference{}
	for _, d := range list {
		byTable[d.Table] = d
	}
	return byTable
}

// Each table that differs is named with the first rows, and no other.
func TestCompare(t *testing.T) {
	reports := func(value string) []*data.Report {
		var list []*data.Report
		for year := 2021; year <= 2024; year++ {
			cells := map[data.Cell]string{"gov2021/t3/received/total": "5", "gov2021/t3/carried_in/total": "7"}
			if year == 2023 {
				cells["gov2021/t3/received/total"] = value
			}
			list = append(list, storetest.Report(suq, year, "gov2021", cells), storetest.Report(tan, year, "gov2021", cells))
		}
		return list
	}
	here := storetest.Snapshot(t, reports("5")...)
	if got := compared(t, here, storetest.Snapshot(t, reports("5")...)); len(got) != 0 {
		t.Errorf("the same reports differ in %v", got)
	}

	changed := compared(t, here, storetest.Snapshot(t, reports("6")...))
	if got := slices.Sorted(maps.Keys(changed)); !slices.Equal(got, []string{"distribution", "figure", "observation", "printed", "wide_gov2021", "wide_observation"}) {
		t.Errorf("one number changed: %v", got)
	}
	if d := changed["figure"]; d.Rows != 2 || !strings.HasSuffix(d.First[0].Key, " year=2023 body_id=1") ||
		!slices.Equal(d.First[0].Here, []string{"value=5"}) || !slices.Equal(d.First[0].Else, []string{"value=6"}) {
		t.Errorf("%+v", d)
	}

	blank := compared(t, here, storetest.Snapshot(t, reports("")...))
	if d := blank["figure"]; d.Rows != 2 || fmt.Sprint(d.First[1].Else) != "[value=NULL status=blank]" {
		t.Errorf("%+v", d)
	}

	fewer := compared(t, here, storetest.Snapshot(t, reports("5")[2:]...)) // without 2021
	if d := fewer["wide_gov2021"]; d.Rows != 8 || d.First[0].Key != "body_id=1 year=2021" || d.First[0].Here == nil || d.First[0].Else != nil {
		t.Errorf("%+v", d) // all report ids differ
	}
	if d := compared(t, storetest.Snapshot(t, reports("5")[:7]...), here)["figure"]; d.Rows != 2 || !strings.HasSuffix(d.First[0].Key, "year=2024 body_id=2") || d.First[0].Here != nil {
		t.Errorf("%+v", d) // the last of all is only in the other
	}
}

// The hash is of the rows, not of how the file lays them out, and rows that
// differ only in where a value ends or is missing give different ones.
func TestHashes(t *testing.T) {
	hashes := func(label, heading string) string {
		r := storetest.Report(tan, 2024, "gov2021", nil)
		r.Local = []data.LocalRow{{Label: label, At: data.Position{Table: 1, Row: 1}, Cells: []data.LocalCell{{Heading: heading, Column: 2}}}}
		h, err := storetest.Snapshot(t, r).Hashes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(h) != 26 {
			t.Errorf("%d tables", len(h))
		}
		return h["local_row"]
	}
	all := map[string]bool{}
	for _, v := range [][2]string{{"ab", "c"}, {"a", "bc"}, {"abc", ""}, {"NULL", ""}, {"", "NULL"}} {
		all[hashes(v[0], v[1])] = true
	}
	if len(all) != 5 {
		t.Errorf("%d different hashes of 5 different rows", len(all))
	}
}
