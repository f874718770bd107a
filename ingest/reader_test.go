package ingest

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
)

func testReader(t testing.TB) *Reader {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(c, g)
}

// answer is what ../shared/reports says that a document prints.
type answer struct {
	File       string
	Expect     string
	RegionCode string `json:"region_code"`
	Organ      string
	Year       int
	Form       string
	Figures    map[data.Cell]json.Number
	Blank      []data.Cell
	Accept     map[data.Cell][]json.Number
	AcceptUnit map[data.Cell]map[string]json.Number `json:"accept_unit"`
	Optional   map[data.Cell]json.Number
	Failed     []string `json:"identities_failed"`
	MayFail    []string `json:"identities_optional"`
	SoftFailed []string `json:"identities_soft_failed"`
}

const sharedReports = "../../shared/reports"

// documents lists the shared documents.
func documents(t testing.TB) []answer {
	files, _ := filepath.Glob(filepath.Join(sharedReports, "*.expected.json"))
	if len(files) == 0 {
		t.Skip("../shared/reports is absent: the real documents are not tried")
	}
	var out []answer
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var a answer
		if err := json.Unmarshal(b, &a); err != nil {
			t.Fatal(f, err)
		}
		a.File = strings.TrimSuffix(f, ".expected.json")
		out = append(out, a)
	}
	return out
}

func TestSharedReports(t *testing.T) {
	r := testReader(t)
	cells := 0
	docs := documents(t)
	for _, a := range docs {
		t.Run(filepath.Base(a.File), func(t *testing.T) {
			b, err := os.ReadFile(a.File)
			if err != nil {
				t.Fatal(err)
			}
			reports, err := r.Read(filepath.Base(a.File), b)
			if a.Expect == "reject" {
				if err == nil || data.Code(err) == "internal" {
					t.Fatalf("not rejected: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if len(reports) != 1 {
				t.Fatalf("%d reports", len(reports))
			}
			cells += compare(t, a, reports[0])
		})
	}
	t.Logf("%d documents, %d cells right", len(docs), cells)
}

// compare holds a report against its answer and returns the cells right.
func compare(t *testing.T, a answer, r *data.Report) (right int) {
	t.Helper()
	if r.Year != a.Year || r.Form != a.Form || a.RegionCode != "" && r.Body.RegionCode != a.RegionCode || (a.Organ == "") != (r.Body.Organ == "") {
		t.Errorf("got %d %s %+v, want %d %s %s %s", r.Year, r.Form, r.Body, a.Year, a.Form, a.RegionCode, a.Organ)
	}
	for cell, want := range a.Figures {
		f := r.Figure(cell)
		if f == nil || f.Value == nil {
			t.Errorf("%s is missed, want %s", cell, want)
			continue
		}
		good := append(append([]json.Number{}, want), a.Accept[cell]...)
		if u, ok := a.AcceptUnit[cell][f.Unit]; ok {
			good = append(good, u)
		}
		if !slices.ContainsFunc(good, func(n json.Number) bool {
			w, err := data.ParseNumber(n.String())
			return err == nil && w.Equal(f.Value.Decimal)
		}) {
			t.Errorf("%s is %s, want %s", cell, f.Value, want)
			continue
		}
		right++
	}
	for _, f := range r.Figures {
		_, known := a.Figures[f.Cell]
		_, optional := a.Optional[f.Cell]
		if f.Value != nil && !known && !optional {
			t.Errorf("%s: %s is invented", f.Cell, f.Value)
		}
		if f.At.Row == 0 {
			t.Errorf("%s has no source cell", f.Cell)
		}
	}
	for _, cell := range a.Blank {
		if f := r.Figure(cell); f == nil || f.Status != data.Blank && f.Status != data.NotApplicable {
			t.Errorf("%s: want blank, got %+v", cell, f)
		}
	}
	var failed []string
	for _, f := range r.Findings {
		if f.State == data.Failed {
			failed = append(failed, f.Check+"@"+f.Where)
		}
	}
	for _, f := range failed {
		if !slices.Contains(slices.Concat(a.Failed, a.MayFail, a.SoftFailed), f) {
			t.Errorf("false alarm %s", f)
		}
	}
	for _, f := range a.Failed {
		if !slices.Contains(failed, f) {
			t.Errorf("%s is not reported, only %v", f, failed)
		}
	}
	return right
}

// The sample of 尖山区, figure by figure: 200 cells, 44 identities and three
// sentences that hold.
func TestJianshan(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(sharedReports, "seed-jianshan-2024.txt"))
	if err != nil {
		t.Skip("../shared is absent:", err)
	}
	reports, err := testReader(t).Read("seed", b)
	if err != nil {
		t.Fatal(err)
	}
	rep, ok := reports[0], 0
	for _, f := range rep.Findings {
		if f.State == data.OK && f.Severity == data.Hard {
			ok++
		}
	}
	if len(rep.Figures) != 200 || ok != 42 || len(rep.Findings) != 44+3 || rep.Body.RegionCode != "230502" || rep.Year != 2024 || rep.Form != "gov2021" {
		t.Errorf("%d figures, %d hard identities of %d findings, %+v, %d, %s", len(rep.Figures), ok, len(rep.Findings), rep.Body, rep.Year, rep.Form)
	}
}

func FuzzRead(f *testing.F) {
	for _, a := range []string{"r01-clean.html", "r19-word.docx", "r03-lines.txt", "r48-md.md", "r30-layouttext.txt", "r46-tsv.txt", "r16-utf16.txt"} {
		if b, err := os.ReadFile(filepath.Join(sharedReports, a)); err == nil {
			f.Add(b)
		}
	}
	f.Add([]byte("<h1>某区2024年政府信息公开工作年度报告</h1><table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>2<td>3</table>"))
	r := testReader(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		reports, err := r.Read("fuzz", b)
		if err != nil {
			if c := data.Code(err); c == "internal" || strings.Contains(err.Error(), "结构异常") {
				t.Fatal(err, err.(*data.Error).Err)
			}
			return
		}
		for _, rep := range reports {
			for _, fig := range rep.Figures {
				if (fig.Value != nil) != fig.Status.HasValue() {
					t.Fatalf("%+v", fig)
				}
			}
		}
	})
}
