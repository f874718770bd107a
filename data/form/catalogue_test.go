package form

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"gongkai/data"
)

func TestLoad(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]int{"gov2021": 200, "gov2019": 198} {
		if got := len(c.Form(form).Cells()); got != want {
			t.Errorf("%s has %d cells, want %d", form, got, want)
		}
	}
	for _, i := range c.Indicators {
		if len([]rune(i.Explanation)) < 10 {
			t.Errorf("%s is not explained: %q", i.Code, i.Explanation)
		}
	}
	for _, r := range c.Ratios {
		if len([]rune(r.Explanation)) < 10 {
			t.Errorf("%s is not explained: %q", r.Code, r.Explanation)
		}
	}
	// every figure of the total column is reached by some indicator
	fed := map[data.Cell]bool{}
	for _, i := range c.Indicators {
		for k := range i.Sources {
			for _, cell := range i.Sources[k].Cells() {
				fed[cell] = true
			}
		}
	}
	for _, f := range c.Forms {
		if !f.National() {
			continue // local tables have rows of interest to nobody else
		}
		for _, info := range f.Cells() {
			if (info.Table.ID != "t3" || info.Column.Code == "total") && !fed[info.Cell] {
				t.Errorf("no indicator reads %s", info.Cell)
			}
		}
	}
}

// The catalogue must agree with the list of cells that the reports' answers use.
func TestCellsOfSharedReports(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "reports", "cells.json"))
	if err != nil {
		t.Skip("../shared is absent:", err)
	}
	var shared struct{ Cells map[string][]data.Cell }
	if err := json.Unmarshal(b, &shared); err != nil {
		t.Fatal(err)
	}
	c, _ := Load()
	for _, f := range c.Forms {
		for _, cell := range shared.Cells[f.ID] {
			// an irregular print: （六）其他处理 as one row in a 2021 report
			irregular := f.ID == "gov2021" && cell.Row() == "other"
			if c.Cell(cell) == nil && !irregular {
				t.Errorf("cell %s is missing", cell)
			}
		}
		if len(shared.Cells[f.ID]) < len(f.Cells()) && f.Tables[0].Layout != Prose {
			t.Errorf("%s: %d cells, want %d", f.ID, len(f.Cells()), len(shared.Cells[f.ID]))
		}
	}
}

// broken copies the embedded catalogue with one file changed.
func brokenCopy(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	entries, _ := embedded.ReadDir("catalogue")
	for _, e := range entries {
		b, _ := embedded.ReadFile("catalogue/" + e.Name())
		s := string(b)
		if e.Name() == file {
			if !strings.Contains(s, old) {
				t.Fatalf("%s does not contain %q", file, old)
			}
			s = strings.Replace(s, old, new, 1)
		}
		m[e.Name()] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

func TestReadNamesTheBrokenRow(t *testing.T) {
	for _, tt := range []struct{ file, old, new, names string }{
		{"indicators.json", `"row": "received"`, `"row": "recieved"`, "applications.received"},
		{"indicators.json", `"match": "exact"`, `"match": "same"`, "applications.received"},
		{"indicators.json", `"code": "applications.carried_in"`, `"code": "applications.received"`, "applications.received"},
		{"ratios.json", `"outcomes.granted"`, `"outcomes.given"`, "rate.disclosure"},
		{"gov2021.json", `"rhs": [
    "concluded",`, `"rhs": [
    "concluded2",`, "t3.balance"},
		{"gov2021.json", `"layout": "matrix"`, `"layout": "heap"`, "t2.art20_1"},
		{"gov2019.json", `"label": "规章"`, `"labell": "规章"`, "第"},
		{"statements.json", `"t3/received/total"`, `"t3/recieved/total"`, "received"},
		{"statements.json", `{n}`, `n`, "received"},
		{"checks.json", `"code": "x.items"`, `"code": "x.carry"`, "x.carry"},
		{"checks.json", `"this": ["carried_in"]`, `"this": ["carried_inn"]`, "x.carry"},
		{"checks.json", `"code": "t4.review"`, `"code": "t4.reviews"`, "t4.review"},
		{"checks.json", `"kind": "text"`, `"kind": "prose"`, "n.text"},
		{"values.json", `"units"`, `"unit"`, "values.json"},
	} {
		_, err := Read(brokenCopy(t, tt.file, tt.old, tt.new))
		if err == nil {
			t.Errorf("%s with %s was accepted", tt.file, tt.new)
			continue
		}
		if data.Code(err) != "catalogue_broken" || !strings.Contains(err.Error(), tt.file) || !strings.Contains(err.Error(), tt.names) {
			t.Errorf("%s: error %q does not name %s and %s", tt.file, err, tt.file, tt.names)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"商业\n企业":               "商业企业",
		"危及“三安全一稳定”":           "危及三安全一稳定",
		"第二十条第（一）项":            "第二十条第(一)项",
		"不补正、行政":               "不补正,行政",
		" 本年\u3000收费金额（单位：万元）": "本年收费金额(单位:万元)",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string][2]string{
		"一、本年新收":   {"一,", "本年新收"},
		"（七）总计":    {"(七)", "总计"},
		"1.属于国家秘密": {"1.", "属于国家秘密"},
		"3、其他":     {"3,", "其他"},
		"1.5":      {"", "1.5"},
		"总计":       {"", "总计"},
	} {
		n, r := StripNumber(Fold(in))
		if n != want[0] || r != want[1] {
			t.Errorf("StripNumber(%q) = %q, %q, want %q", in, n, r, want)
		}
	}
}
