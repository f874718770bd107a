package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/data/sample"
)

// object is what a line of read --json holds. Values stay as they are printed:
// a number, null, or, which would be wrong, a string.
type object struct {
	Source struct{ File, SHA256, Format string }
	Body   struct {
		Name       string
		RegionCode *string `json:"region_code"`
		Organ      *string
	}
	Year    int
	Form    string
	Scope   string
	Figures []struct {
		Cell, Text, Status string
		Value              json.RawMessage
		At                 struct{ Table, Row, Column int }
	}
	Findings []struct {
		Check, State  string
		Where, Detail *string // both keys are always there
	}
}

func objects(t *testing.T, printed string) []object {
	t.Helper()
	var list []object
	for line := range strings.Lines(printed) {
		var o object
		if err := json.Unmarshal([]byte(line), &o); err != nil || !strings.HasSuffix(line, "}\n") {
			t.Fatalf("not a line of JSON: %v: %.100s", err, line)
		}
		list = append(list, o)
	}
	return list
}

// value returns the printed value of a cell, or "" if there is no such cell.
func (o object) value(cell string) string {
	for _, f := range o.Figures {
		if f.Cell == cell {
			return string(f.Value)
		}
	}
	return ""
}

func (o object) failed() []string {
	var list []string
	for _, f := range o.Findings {
		if f.State == "failed" {
			list = append(list, f.Check+"@"+*f.Where)
		}
	}
	return list
}

func TestReadJSON(t *testing.T) {
	dir := samplesFolder(t)
	args := []string{"read", "--json"}
	for _, d := range sample.Documents() {
		args = append(args, filepath.Join(dir, d.Name))
	}
	list := objects(t, must(t, gongkai(args...)))
	if len(list) != len(sample.Documents()) {
		t.Fatalf("%d reports of %d files", len(list), len(sample.Documents()))
	}
	states := map[string]bool{}
	for i, d := range sample.Documents() {
		o := list[i]
		sum := sha256.Sum256([]byte(sampleText(t, d.Name)))
		code, rest, _ := strings.Cut(strings.TrimSuffix(d.Name, filepath.Ext(d.Name)), "-")
		name, year := rest[:len(rest)-5], rest[len(rest)-4:]
		if o.Source.File != filepath.Join(dir, d.Name) || o.Source.SHA256 != hex.EncodeToString(sum[:]) || o.Source.Format != filepath.Ext(d.Name)[1:] {
			t.Errorf("%s: source %+v", d.Name, o.Source)
		}
		if o.Body.Name != name || o.Body.RegionCode == nil || *o.Body.RegionCode != code || o.Body.Organ == nil || !strings.HasSuffix(name, *o.Body.Organ) {
			t.Errorf("%s: body %+v", d.Name, o.Body)
		}
		form := "gov2021"
		if year < "2021" {
			form = "gov2019"
		}
		if year != strconv.Itoa(o.Year) || o.Form != form || !slices.Contains([]string{"own", "consolidated", "unknown"}, o.Scope) {
			t.Errorf("%s: %d %s %s", d.Name, o.Year, o.Form, o.Scope)
		}
		if len(o.Figures) == 0 || len(o.Findings) == 0 {
			t.Errorf("%s: %d figures, %d findings", d.Name, len(o.Figures), len(o.Findings))
		}
		for _, f := range o.Figures {
			number := len(f.Value) > 0 && strings.IndexByte("-0123456789", f.Value[0]) >= 0
			hasValue := f.Status == "reported" || f.Status == "suspect"
			if f.Status == "" || number != hasValue || !number && string(f.Value) != "null" {
				t.Errorf("%s: %s: value %s is %q", d.Name, f.Cell, f.Value, f.Status)
			}
			if !strings.HasPrefix(f.Cell, form+"/") || strings.Count(f.Cell, "/") != 3 || f.At.Row < 1 || number && f.Text == "" {
				t.Errorf("%s: %+v", d.Name, f)
			}
		}
		for _, f := range o.Findings {
			states[f.State] = true
			if f.Check == "" || f.Where == nil || f.Detail == nil || *f.Detail == "" && f.State != "ok" {
				t.Errorf("%s: %s %s has no place or no reason", d.Name, f.Check, f.State)
			}
		}
	}
	if !states["ok"] || !states["not_assessable"] || !states["failed"] {
		t.Errorf("states of findings: %v", states)
	}
}

// Figures against the printed documents, one of each format.
func TestReadFigures(t *testing.T) {
	for _, tt := range []struct {
		file, cell, value string
	}{
		{"321300-宿迁市-2025.html", "gov2021/t3/received/total", "3830"},
		{"321300-宿迁市-2025.html", "gov2021/t2.art20_1/normative/repealed", "59"},
		{"321300-宿迁市-2025.html", "gov2021/t4/cases/lit_after.pending", "9"},
		{"321300-宿迁市-2025.html", "gov2021/t3/carried_in/total", ""},
		{"321300-宿迁市-2024.txt", "gov2021/t2.art20_8/fee/amount", "72701.2578"},
		{"321300-宿迁市-2024.txt", "gov2021/t2.art20_6/penalty/decisions", "2676474"},
		{"321300-宿迁市-2024.txt", "gov2021/t3/not_processed.publication/natural", "0"},
		{"350128-平潭综合实验区-2025.docx", "gov2021/t3/received/total", "154"},
		{"350128-平潭综合实验区-2025.docx", "gov2021/t2.art20_8/fee/amount", "4166.241619"},
	} {
		o := objects(t, must(t, gongkai("read", filepath.Join(samplesFolder(t, tt.file), tt.file), "--json")))
		if got := o[0].value(tt.cell); got != tt.value {
			t.Errorf("%s: %s is %s, want %s", tt.file, tt.cell, got, tt.value)
		}
	}
}

// fourKinds has a zero, a hole, a slash and something that is no number.
const fourKinds = `<html><body><h1>双鸭山市尖山区2024年政府信息公开工作年度报告</h1>
<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr><td>规章<td>0<td><td>/
<tr><td>行政规范性文件<td>若干<td>2<td>1,234</table></body></html>`

func TestReadMissingIsNotZero(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "四种.html"), fourKinds)
	o := objects(t, must(t, gongkai("read", file, "--json")))[0]
	var got []string
	for _, f := range o.Figures {
		got = append(got, strings.TrimPrefix(f.Cell, "gov2021/t2.art20_1/")+" "+string(f.Value)+" "+f.Status+" "+f.Text+" "+strconv.Itoa(f.At.Table)+"."+strconv.Itoa(f.At.Row)+"."+strconv.Itoa(f.At.Column))
	}
	want := []string{
		"rules/made 0 reported 0 1.2.2",
		"rules/repealed null blank  1.2.3",
		"rules/in_force null not_applicable / 1.2.4",
		"normative/made null unreadable 若干 1.3.2",
		"normative/repealed 2 reported 2 1.3.3",
		"normative/in_force 1234 reported 1,234 1.3.4",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A file that is no report costs one line on stderr and the exit status; the
// others are still read.
func TestReadBadAmongGood(t *testing.T) {
	dir := samplesFolder(t, "321300-宿迁市-2025.html", "321300-宿迁市-2024.txt")
	first, last := filepath.Join(dir, "321300-宿迁市-2025.html"), filepath.Join(dir, "321300-宿迁市-2024.txt")
	docx := sampleText(t, "350128-平潭综合实验区-2025.docx")
	for _, tt := range []struct{ name, content, code, reason string }{
		{"天气.html", "<h1>天气预报</h1><p>今天晴。</p>", "not_a_report", "没有找到年度报告的法定表格"},
		{"空.txt", " \n", "empty_file", "文件是空的"},
		{"图.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "picture", "这是图片"},
		{"断.docx", docx[:len(docx)/2], "", ""},
		{"没有.html", "", "cannot_open", "打不开文件"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			bad := filepath.Join(dir, tt.name)
			if tt.code != "cannot_open" {
				write(t, bad, tt.content)
			}
			for _, flag := range []string{"--json", "--lang=zh"} {
				o := gongkai("read", flag, first, bad, last)
				if o.status != 1 {
					t.Errorf("status %d", o.status)
				}
				if strings.Count(o.errors, "\n") != 1 || !strings.HasPrefix(o.errors, bad+": ") || !strings.Contains(o.errors, tt.reason) || !strings.HasSuffix(o.errors, tt.code+"]\n") {
					t.Errorf("stderr %q", o.errors)
				}
				if strings.Contains(o.errors, "internal") || strings.Contains(o.errors, "panic") {
					t.Errorf("stderr %q", o.errors)
				}
				if flag == "--json" {
					if list := objects(t, o.out); len(list) != 2 || list[0].Year != 2025 || list[1].Year != 2024 {
						t.Errorf("%d reports", len(list))
					}
				} else if !strings.Contains(o.out, "宿迁市2025年") || !strings.Contains(o.out, "宿迁市2024年") {
					t.Error("a good report is not printed")
				}
			}
		})
	}
}

// A changed number breaks the identities that it is part of and is at odds with
// what the text says, and nothing else is found.
func TestReadFindings(t *testing.T) {
	dir := t.TempDir()
	page := sampleText(t, "321300-宿迁市-2025.html")
	file := write(t, filepath.Join(dir, "a.html"), replaced(t, page, "<td>2</td><td>3830</td>", "<td>2</td><td>3831</td>"))
	o := objects(t, must(t, gongkai("read", file, "--json")))[0]
	if got := o.failed(); !slices.Equal(got, []string{"t3.applicants@received", "n.text@received"}) {
		t.Errorf("failed: %q", got)
	}
	whole := write(t, filepath.Join(dir, "b.html"), page)
	if got := objects(t, must(t, gongkai("read", whole, "--json")))[0].failed(); len(got) > 0 {
		t.Errorf("false alarms: %q", got)
	}
}

// replaced replaces the one occurrence of a text.
func replaced(t *testing.T, s, old, new string) string {
	t.Helper()
	if strings.Count(s, old) != 1 {
		t.Fatalf("%q stands %d times", old, strings.Count(s, old))
	}
	return strings.Replace(s, old, new, 1)
}

func TestReadText(t *testing.T) {
	dir := samplesFolder(t, "321300-宿迁市-2025.html")
	file := filepath.Join(dir, "321300-宿迁市-2025.html")
	out := must(t, gongkai("read", file))
	for _, want := range []string{
		"宿迁市2025年政府信息公开工作年度报告\n", "  文件 " + file + "（html，SHA-256 ", "  机关 宿迁市（321300）  年度 2025  格式 ",
		"    3830       ", "不符 0，", "表3 行4 列10\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, `{"`) {
		t.Error("JSON without --json")
	}
	four := must(t, gongkai("read", write(t, filepath.Join(dir, "四种.html"), fourKinds)))
	for _, want := range []string{"    空白  ", "    不适用（/ 或 —） ", "    无法识读 ", "（原文：若干）"} {
		if !strings.Contains(four, want) {
			t.Errorf("no %q in\n%s", want, four)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"fly"}, {"read"}, {"read", "--jsno", "a.html"}, {"query"}, {"query", "-f", "xml", "SELECT 1"}, {"version", "--lang=fr"}} {
		if o := gongkai(args...); o.status != 2 || !strings.Contains(o.errors, "gongkai: ") || o.out != "" && !strings.Contains(o.out, "Usage") {
			t.Errorf("%q: status %d, %q, %q", args, o.status, o.out, o.errors)
		}
	}
	if o := gongkai("--help"); o.status != 0 || !strings.Contains(o.out, "ingest") || o.errors != "" {
		t.Errorf("--help: %+v", o)
	}
}

// The version is the one that the database has, and the one that the build
// pins: another has other bugs, and files of its own.
func TestVersion(t *testing.T) {
	out := must(t, gongkai("version"))
	if !strings.Contains(out, "\nDuckDB v1.5.6\n") || !strings.HasPrefix(out, "gongkai "+version) {
		t.Errorf("%s", out)
	}
	store := filepath.Join(t.TempDir(), "store")
	must(t, gongkai("ingest", "--store", store, filepath.Join(samplesFolder(t, "321300-宿迁市-2025.html"))))
	mustAnswer(t, store, "SELECT version()", "v1.5.6")
}
