package ingest

import (
	"database/sql"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gongkai/data"
	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest/audit"
)

// read reads the documents of the open corpus.
func read(t *testing.T) (*Reader, []corpusDocument, [][]*data.Report) {
	t.Helper()
	reader, docs := testReader(t), openCorpus(t)
	reports := make([][]*data.Report, len(docs))
	for i, d := range docs {
		var err error
		if reports[i], err = reader.Read(d.name, d.b); err != nil {
			t.Fatalf("%s: %v", d.name, err)
		}
	}
	return reader, docs, reports
}

// Whatever figure of tables three and four of a real report is changed, a sum
// fails that names it, if all its figures are printed.
func TestFaultsInRealReports(t *testing.T) {
	reader, _, files := read(t)
	tried, caught, said, silent := 0, 0, 0, 0
	for _, file := range files {
		for _, r := range file {
			for i := range r.Figures {
				f := &r.Figures[i]
				if table := f.Cell.Table(); f.Value == nil || table != "t3" && table != "t4" {
					continue
				}
				whole := f.Value
				more := whole.Plus(data.NewNumber(1))
				f.Value = &more
				states := map[data.State]bool{}
				for _, x := range reader.auditor.Report(r) {
					if slices.Contains(x.Cells, f.Cell) && x.Check != "n.text" {
						states[x.State] = true
					}
				}
				f.Value = whole
				switch {
				case states[data.Failed]:
					tried, caught = tried+1, caught+1
				case states[data.NotAssessable]:
					said++
				case reader.catalogue.Cell(f.Cell) == nil: // an irregular print: （六）其他处理 as one row in a form of 2021
				default:
					tried, silent = tried+1, silent+1
					t.Logf("%s: nothing is said of %s", r.Source.File, f.Cell)
				}
			}
		}
	}
	t.Logf("%d figures changed: %d caught, %d unnoticed; %d more beside blanks or unreadable figures, which are said to be not assessable", tried, caught, silent, said)
	if tried < 5000 || caught*100 < tried*99 {
		t.Errorf("%d of %d caught", caught, tried)
	}
}

// stated is a number in a sentence of the corpus, whose text is our own.
var stated = regexp.MustCompile(`(?:信息公开申请|行政复议|上年结转|直接起诉|复议后起诉)(\d+)件`)

// Whatever number of a sentence is changed in a document, the text is at odds
// with the tables; unchanged, it is not.
func TestTextFaultsInRealDocuments(t *testing.T) {
	reader, docs, files := read(t)
	tried, caught := 0, 0
	failed := func(r *data.Report) (list []string) {
		for _, f := range r.Findings {
			if f.Check == "n.text" && f.State == data.Failed {
				list = append(list, f.Where)
			}
		}
		return list
	}
	for i, d := range docs {
		if f := failed(files[i][0]); len(f) > 0 {
			t.Errorf("%s: false alarm %v", d.name, f)
		}
		if !strings.HasSuffix(d.name, ".html") && !strings.HasSuffix(d.name, ".txt") {
			continue
		}
		for _, m := range stated.FindAllSubmatchIndex(d.b, -1) {
			n, _ := strconv.Atoi(string(d.b[m[2]:m[3]]))
			mutant := slices.Concat(d.b[:m[2]], fmt.Append(nil, n+1000), d.b[m[3]:])
			reports, err := reader.Read(d.name, mutant)
			if err != nil {
				t.Fatal(err)
			}
			tried++
			if len(failed(reports[0])) > 0 {
				caught++
			} else {
				t.Logf("%s: %s is not noticed", d.name, d.b[m[0]:m[1]])
			}
		}
	}
	t.Logf("%d numbers in sentences changed, %d caught", tried, caught)
	if tried < 50 || caught*100 < tried*99 {
		t.Errorf("%d of %d caught", caught, tried)
	}
}

// What the audit finds in the bundled samples is what their sources are known
// to have wrong, and nothing else: a new line here is a false alarm or a
// discovery, and to be looked at.
func TestFindingsInSamples(t *testing.T) {
	reader := testReader(t)
	var reports []*data.Report
	err := fs.WalkDir(sample.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(sample.FS(), path)
		if err != nil {
			return err
		}
		of, err := reader.Read(path, b)
		reports = append(reports, of...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, across := range audit.New(reader.catalogue).Across(reports, nil) {
		for _, f := range append(slices.Clone(reports[i].Findings), across...) {
			if f.State == data.Failed && f.Severity != data.Note {
				got = append(got, fmt.Sprintf("%s %d %s %s", strings.TrimPrefix(reports[i].Body.Name, "平潭综合实验区"), reports[i].Year, f.Check, f.Where))
			}
		}
	}
	slices.Sort(got)
	want := []string{
		" 2020 t3.outcomes natural",         // parts 26, total 20
		" 2020 t3.outcomes total",           // parts 27, total 21
		" 2020 x.public_total rules",        // 7 rules public, 0 the year before, none published
		" 2023 x.in_force normative",        // 698 + 77 - 132 = 643, printed 470
		" 2024 x.in_force normative",        // 470 + 62 - 33 = 499, printed 440
		" 2024 x.pending lit_direct.total",  // 1 pending, 0 the year after
		" 2025 x.in_force normative",        // 440 + 58 - 45 = 453, printed 546
		"君山片区管理局 2025 x.in_force normative", // 11 + 0 - 0 = 11, printed 0
		"行政审批局 2024 t4.review cases",        // 1, 0, 0, 0 = 0
		"行政审批局 2024 x.in_force normative",   // 16 + 15 - 6 = 25, printed 21
		"金井片区管理局 2024 x.in_force normative", // 7 + 0 - 0 = 7, printed 1
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A carry-over that fails puts the later report's figure under suspicion, and
// not that of the earlier one, in the store too; a soft check none.
func TestSuspicionOfCarryOver(t *testing.T) {
	page := func(year string) string {
		b, err := fs.ReadFile(sample.FS(), "350128-平潭综合实验区-"+year+".html")
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	replaced := func(s, old, new string) string {
		if strings.Count(s, old) != 1 {
			t.Fatalf("%q stands %d times", old, strings.Count(s, old))
		}
		return strings.Replace(s, old, new, 1)
	}
	tail := `</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>`
	later := replaced(page("2022"), `上年结转政府信息公开申请数量</td><td>1`+tail+`1</td>`, `上年结转政府信息公开申请数量</td><td>4`+tail+`4</td>`)
	later = replaced(later, `本年新收政府信息公开申请数量</td><td>71</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>74</td>`,
		`本年新收政府信息公开申请数量</td><td>68</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>71</td>`)
	docx, err := fs.ReadFile(sample.FS(), "350128-平潭综合实验区-2021.docx")
	if err != nil {
		t.Fatal(err)
	}
	j := testJob(t)
	mustRun(t, j, inMemory(t, map[string]string{"2021.docx": string(docx), "2022.html": later}))
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list := func(query string) (words []string) {
		rows, err := s.DB.QueryContext(t.Context(), query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var w sql.NullString
			if err := rows.Scan(&w); err != nil {
				t.Fatal(err)
			}
			words = append(words, w.String)
		}
		return words
	}
	suspect := list(`SELECT concat_ws(' ', f.year, i.row_code, i.column_code) FROM figure f JOIN item i ON i.item_id = f.item_id WHERE f.status = 'suspect' ORDER BY ALL`)
	if want := []string{"2022 carried_in natural", "2022 carried_in total"}; !slices.Equal(suspect, want) {
		t.Errorf("under suspicion: %q, want %q", suspect, want)
	}
	others := list(`SELECT others FROM finding WHERE check_id = 'x.carry' AND state = 'failed' ORDER BY others`)
	if want := []string{"350128:平潭综合实验区@2021@gov2021/t3/carried_out/natural", "350128:平潭综合实验区@2021@gov2021/t3/carried_out/total"}; !slices.Equal(others, want) {
		t.Errorf("others: %q, want %q", others, want)
	}
}
