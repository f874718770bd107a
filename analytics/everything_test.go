package analytics

import (
	"reflect"
	"testing"

	"gongkai/data"
)

// All findings are those of the list, in its order, however many bodies are
// read at once.
func TestAllFindings(t *testing.T) {
	a, _ := taking(t)
	for name, q := range map[string]FindingsQuestion{
		"failed": {State: data.Failed}, "any": {}, "hard": {Severity: data.Hard}, "year": {From: 2024, To: 2024, State: data.OK},
		"check": {Check: "t3.outcomes"}, "none": {Check: "none"}, "own": {Bodies: []int{1, 2}}, "peers": {Body: 1, Group: &Group{}},
	} {
		t.Run(name, func(t *testing.T) {
			whole := q
			if q.Group != nil {
				whole.Group = &Group{}
			}
			whole.Rows = 1_000_000
			want, err := a.Findings(t.Context(), whole)
			if err != nil {
				t.Fatal(err)
			}
			for _, portion := range []int{1, 5, bodiesOfAPortion} {
				all, err := a.AllFindings(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				all.least = portion
				got := []FoundIn{}
				for some, err := range all.Each(t.Context()) {
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, some...)
				}
				if !reflect.DeepEqual(got, want.Findings) {
					t.Errorf("%d findings by %d bodies, the list has %d, or in another order", len(got), portion, len(want.Findings))
				}
			}
			if len(want.Findings) == 0 && name != "none" {
				t.Error("there is nothing to compare")
			}
		})
	}
	if _, err := a.AllFindings(t.Context(), FindingsQuestion{State: "x"}); data.Code(err) != "bad_state" {
		t.Error(err)
	}
}

// Findings that are not there any more, or not yet, are an error, not a shorter
// list.
func TestAllFindingsAreCounted(t *testing.T) {
	a, _ := taking(t)
	all, err := a.AllFindings(t.Context(), FindingsQuestion{})
	if err != nil {
		t.Fatal(err)
	}
	all.bodies = all.bodies[1:]
	var last error
	for _, err := range all.Each(t.Context()) {
		last = err
	}
	if last == nil {
		t.Error("a list without the findings of a body looks whole")
	}
}

func TestEachReport(t *testing.T) {
	a, _ := taking(t)
	for _, words := range []string{"", "2024", "徐州 2023", "nowhere"} {
		want, of, err := a.Reports(t.Context(), ReportsQuestion{Words: words, Rows: 1_000_000})
		if err != nil || of != len(want) {
			t.Fatal(of, err)
		}
		for _, by := range [][2]int{{1, 1}, {5, 2}, {bodiesListed, bodiesOfAPortion}} {
			got := []ReportRef{}
			for some, err := range a.eachReport(t.Context(), ReportsQuestion{Words: words, Rows: 1, Skip: 1}, by[0], by[1]) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, some...)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%q by %v: %d reports, the list has %d, or in another order", words, by, len(got), len(want))
			}
		}
	}
}
