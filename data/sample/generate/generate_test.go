package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
)

const list = "../../../../shared/reports/figures.csv"

func mustForm(t *testing.T, id string) *form.Form {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Form(id)
}

// numbered is a report whose every cell prints its own place in the form.
func numbered(f *form.Form, without ...string) *report {
	r := &report{body: "平潭综合实验区", code: "350128", year: "2024", form: f.ID, sourceTitle: "甲报告", printed: map[data.Cell]string{}, counts: map[data.Cell]string{}}
	for _, c := range f.Cells() {
		skip := false
		for _, row := range without {
			skip = skip || c.Cell.Table()+"/"+c.Cell.Row() == row
		}
		if !skip {
			r.printed[c.Cell] = string(c.Cell)
		}
	}
	return r
}

// tablesOf gives the texts of a document's tables, spread over their spans.
func tablesOf(t *testing.T, d document) [][][]string {
	t.Helper()
	var all [][][]string
	for _, b := range d.blocks {
		if b.table == nil {
			continue
		}
		grid, ok := b.table.spread()
		if !ok {
			t.Fatalf("a table with holes or overlaps: %v", b.table.rows)
		}
		texts := make([][]string, len(grid))
		for i, row := range grid {
			for _, p := range row {
				texts[i] = append(texts[i], p.text)
			}
		}
		all = append(all, texts)
	}
	return all
}

// Every figure stands right of its row's label and headings and below its
// column's.
func TestLayout(t *testing.T) {
	for _, id := range []string{"gov2019", "gov2021"} {
		f := mustForm(t, id)
		tables := tablesOf(t, compose(numbered(f), f))
		if len(tables) != 3 {
			t.Fatalf("%s: %d tables", id, len(tables))
		}
		found := map[string]bool{}
		for _, grid := range tables {
			for i, row := range grid {
				for x, text := range row {
					if !strings.HasPrefix(text, id+"/") {
						continue
					}
					found[text] = true
					c := cellOf(f, text)
					left, above := strings.Join(row[:x], "|"), ""
					for _, r := range grid[:i] {
						above += "|" + r[x]
					}
					for _, p := range append([]string{c.Row.No + c.Row.Label}, c.Row.Path...) {
						if !strings.Contains(left, p) {
							t.Errorf("%s: %q not left of it: %s", text, p, left)
						}
					}
					for _, p := range append([]string{c.Column.Label}, c.Column.Group...) {
						if !strings.Contains(above, p) {
							t.Errorf("%s: %q not above it: %s", text, p, above)
						}
					}
					if c.Table.Section == "二" && !strings.Contains(above, c.Table.Title) {
						t.Errorf("%s: not under %s", text, c.Table.Title)
					}
				}
			}
		}
		if len(found) != len(f.Cells()) {
			t.Errorf("%s: %d of %d cells printed", id, len(found), len(f.Cells()))
		}
	}
}

func cellOf(f *form.Form, text string) *form.CellInfo {
	for _, c := range f.Cells() {
		if string(c.Cell) == text {
			return c
		}
	}
	return nil
}

// A row that the source does not print is not printed, nor is a table or a
// heading without rows.
func TestMissingRows(t *testing.T) {
	f := mustForm(t, "gov2021")
	r := numbered(f, "t2.art20_1/rules", "t2.art20_8/fee", "t3/other.no_correction", "t3/other.no_payment", "t3/other.other", "t4/cases")
	r.partial = true
	b, err := writeHTML(compose(r, f))
	if err != nil {
		t.Fatal(err)
	}
	for _, absent := range []string{"规章", "第二十条第（八）项", "（六）其他处理"} {
		if bytes.Contains(b, []byte(absent)) {
			t.Errorf("%s is printed", absent)
		}
	}
	if !bytes.Contains(b, []byte("未掌握的行和表没有列出")) {
		t.Error("does not say that it is partial")
	}
}

func TestAdd(t *testing.T) {
	r := &report{printed: map[data.Cell]string{}, counts: map[data.Cell]string{}}
	for _, tt := range []struct{ cell, value, status, unit, printed string }{
		{"a", "0", "reported", "", "0"},
		{"b", "251000", "reported", "元", "251000元"},
		{"c", "24252.311082", "reported", "", "24252.311082"},
		{"d", "", "blank", "", ""},
		{"e", "", "unclear", "", "（原文不清）"},
	} {
		if err := r.add(data.Cell(tt.cell), tt.value, tt.status, tt.unit); err != nil || r.printed[data.Cell(tt.cell)] != tt.printed {
			t.Errorf("%s: %q %v", tt.cell, r.printed[data.Cell(tt.cell)], err)
		}
	}
	for _, tt := range []struct{ cell, value, status string }{{"a", "1", "reported"}, {"x", "一", "reported"}, {"y", "3", "near"}} {
		if err := r.add(data.Cell(tt.cell), tt.value, tt.status, ""); err == nil {
			t.Errorf("%v accepted", tt)
		}
	}
	f := mustForm(t, "gov2021")
	half := numbered(f)
	delete(half.printed, "gov2021/t3/granted/total")
	if half.check(f) == nil {
		t.Error("a row in part accepted")
	}
	alien := numbered(f)
	alien.printed["gov2021/t3/granted/alien"] = "1"
	if alien.check(f) == nil {
		t.Error("a figure without a cell accepted")
	}
}

// What is committed is what the list gives, to the byte, whenever it is made.
func TestRegenerate(t *testing.T) {
	if _, err := os.Stat(list); err != nil {
		t.Skipf("no list of figures: %v", err)
	}
	files, err := generate(list)
	if err != nil {
		t.Fatal(err)
	}
	again, err := generate(list)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		committed, err := os.ReadFile(filepath.Join("..", "documents", f.name))
		if err != nil || !bytes.Equal(committed, f.bytes) || !bytes.Equal(again[i].bytes, f.bytes) {
			t.Errorf("%s differs from what the generator writes (%v)", f.name, err)
		}
	}
	index, err := indexOf(files)
	if err != nil {
		t.Fatal(err)
	}
	if committed, err := os.ReadFile("../index.csv"); err != nil || !bytes.Equal(committed, index) {
		t.Errorf("index.csv differs (%v)", err)
	}
}
