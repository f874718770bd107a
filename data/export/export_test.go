package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/data/export"
	"gongkai/data/generated"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

var tan = data.Body{Name: "平潭综合实验区", RegionCode: "350128"}

// reports is a store's input with all that tables hold: more reports than one
// writer takes at once, superseded ones, cells of no form, rows of no form.
func reports(t *testing.T) []*data.Report {
	t.Helper()
	in := storetest.Input(t)
	var list []*data.Report
	for r := range generated.Reports(generated.Scale{Within: "320300", Bodies: 40, From: 2019, To: 2024}, 1, in.Catalogue, in.Gazetteer) {
		list = append(list, r)
	}
	for i, n := range []string{"1", "2", "-3"} {
		r := storetest.Report(tan, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": n, "gov2021/t9/of/" + data.Cell(n): n, "gov2021/t2.art20_8/fee/amount": "12.5"})
		r.Title, r.Arrived = "=1+1", time.Date(2025, 1, 1+i, 2, 3, 4, 0, time.UTC)
		value := data.NewNumber(int64(-i))
		r.Local = []data.LocalRow{{Label: "-5", Cells: []data.LocalCell{{Heading: "@", Text: "-" + n, Value: &value, Column: 2}}, At: data.Position{Table: 1, Row: 9}}}
		list = append(list, r)
	}
	return list
}

// built is a store of reports, built by so many writers.
func built(t *testing.T, writers int, list []*data.Report) string {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(writers))
	dir := t.TempDir()
	in := storetest.Input(t, list...)
	in.Generated = true
	if _, err := store.Publish(t.Context(), dir, in); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, dir string, o export.Options) (string, *export.Manifest) {
	t.Helper()
	into := filepath.Join(t.TempDir(), "out")
	m, err := export.Write(t.Context(), dir, into, storetest.Input(t).Catalogue, o)
	if err != nil {
		t.Fatal(err)
	}
	return into, m
}

// content reads all files of a folder.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, dir+"/")] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The same reports give the same bytes: whatever number of writers built the
// store, in whatever order bodies came, as which snapshot it was published, and
// however many workers copied it.
func TestSameBytes(t *testing.T) {
	list := reports(t)
	one := built(t, 1, list)
	otherwise := slices.Clone(list)
	slices.SortStableFunc(otherwise, func(x, y *data.Report) int { return strings.Compare(y.Body.Key(), x.Body.Key()) })
	built4 := built(t, 4, otherwise)
	if _, err := store.Publish(t.Context(), built4, store.Input{Catalogue: storetest.Input(t).Catalogue, Gazetteer: storetest.Input(t).Gazetteer, Reports: otherwise, Generated: true}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []store.CopyFormat{store.Parquet, store.CSV} {
		first, m := write(t, one, export.Options{Format: format, Workers: 1})
		second, n := write(t, built4, export.Options{Format: format, Workers: 3})
		want, got := content(t, first), content(t, second)
		for name := range want {
			if want[name] != got[name] && name != export.ManifestFile {
				t.Errorf("%s: %d and %d bytes differ", name, len(want[name]), len(got[name]))
			}
		}
		if !slices.Equal(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(got))) || len(want) < 30 {
			t.Errorf("%d files and %d", len(want), len(got))
		}
		if m.Content != n.Content || m.Snapshot.Number != 1 || n.Snapshot.Number != 2 || m.Snapshot.SHA256 == n.Snapshot.SHA256 {
			t.Errorf("%+v %+v", m.Snapshot, n.Snapshot)
		}
	}
}

func TestVerify(t *testing.T) {
	whole, _ := write(t, built(t, 1, reports(t)[:30]), export.Options{})
	figures := "figure/year=2024/part-0.parquet"
	edit := func(dir string, change func(*export.Manifest)) {
		m, err := export.Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		change(m)
		b, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, export.ManifestFile), b)
	}
	at := func(m *export.Manifest, path string) *export.File {
		return &m.Files[slices.IndexFunc(m.Files, func(f export.File) bool { return f.Path == path })]
	}
	for name, x := range map[string]struct {
		spoil func(dir string)
		want  []string
	}{
		"intact": {func(string) {}, nil},
		"flipped byte": {func(dir string) {
			b := read(t, filepath.Join(dir, figures))
			b[len(b)/2] ^= 1
			put(t, filepath.Join(dir, figures), b)
		}, []string{figures + "：内容已改变"}},
		"dictionary": {func(dir string) {
			file := filepath.Join(dir, export.DictionaryFile)
			put(t, file, []byte(strings.Replace(string(read(t, file)), "已报告", "未报告", 1)))
		}, []string{"DICTIONARY.md：内容已改变"}},
		"cut": {func(dir string) {
			put(t, filepath.Join(dir, figures), read(t, filepath.Join(dir, figures))[:100])
		}, []string{figures + "：有 100 字节"}},
		"missing": {func(dir string) { remove(t, filepath.Join(dir, "body.parquet")) }, []string{"body.parquet：缺少这个文件"}},
		"another": {func(dir string) { put(t, filepath.Join(dir, "figure/year=2024/part-1.parquet"), nil) }, []string{"figure/year=2024/part-1.parquet：清单中没有这个文件"}},
		"rows of a file": {func(dir string) {
			edit(dir, func(m *export.Manifest) { at(m, figures).Rows++ })
		}, []string{figures + "：有 ", "figure：各文件共 "}},
		"hash in the manifest": {func(dir string) {
			edit(dir, func(m *export.Manifest) { at(m, figures).SHA256 = strings.Repeat("0", 64) })
		}, []string{figures + "：内容已改变", "manifest.json：文件列表与 content 不符"}},
		"path outside": {func(dir string) {
			edit(dir, func(m *export.Manifest) { at(m, "DICTIONARY.md").Path = "../DICTIONARY.md" })
		}, []string{"../DICTIONARY.md：路径不在文件夹内", "manifest.json：", "DICTIONARY.md：清单中没有"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			x.spoil(dir)
			_, wrong, err := export.Verify(t.Context(), dir)
			if err != nil || len(wrong) != len(x.want) {
				t.Fatalf("%v %v", wrong, err)
			}
			for i, w := range x.want {
				if !strings.Contains(wrong[i].Error(), w) || data.Code(wrong[i]) != "export_damaged" {
					t.Errorf("%v, want %s", wrong[i], w)
				}
			}
		})
	}
	if _, _, err := export.Verify(t.Context(), t.TempDir()); data.Code(err) != "not_an_export" {
		t.Error(err)
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t *testing.T, file string, b []byte) {
	t.Helper()
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, file string) {
	t.Helper()
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

// names lists what stands in a folder.
func names(t *testing.T, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

// A folder that stands is kept, unless it is an export and is to be replaced.
func TestFolder(t *testing.T) {
	from, c := built(t, 1, reports(t)[:5]), storetest.Input(t).Catalogue
	parent := t.TempDir()
	into := filepath.Join(parent, "导出 [1]")
	export1 := func(ctx context.Context, replace bool) error {
		_, err := export.Write(ctx, from, into, c, export.Options{Replace: replace})
		return err
	}
	mine := filepath.Join(into, "mine.txt")
	if err := os.Mkdir(into, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, mine, []byte("kept"))
	for _, replace := range []bool{false, true} {
		if err := export1(t.Context(), replace); data.Code(err) != "export_exists" || string(read(t, mine)) != "kept" {
			t.Errorf("replace %v: %v", replace, err)
		}
	}
	remove(t, mine)
	if err := export1(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	before := content(t, into)
	if err := export1(t.Context(), false); data.Code(err) != "export_exists" {
		t.Error(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := export1(ended, true); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if !maps.Equal(content(t, into), before) {
		t.Error("an interrupted export changed the former one")
	}

	// what a crash left goes with the next one, what is being written does not
	crashed, writing := into+".new-1", into+".new-2"
	for _, dir := range []string{crashed, writing} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "lock"), nil)
	}
	unlock, err := disk.Lock(filepath.Join(writing, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if err := export1(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if got := names(t, parent); !slices.Equal(got, []string{"导出 [1]", "导出 [1].new-2"}) {
		t.Errorf("%q", got)
	}
	if _, wrong, err := export.Verify(t.Context(), into); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

// What a spreadsheet would run is text there; a negative number stays one.
func TestCSV(t *testing.T) {
	all := reports(t)
	into, _ := write(t, built(t, 1, all[len(all)-3:]), export.Options{Format: store.CSV}) // the three written by hand
	local := string(read(t, filepath.Join(into, "local_row/year=2024/part-0.csv")))
	if want := "\uFEFFbody_id,report_id,label,heading,unit,text,value,table_no,row_no,column_no\n1,3,-5,'@,\"\",--3,-2.0000000000,1,9,2\n"; local != strings.Replace(want, ",--3,", ",'--3,", 1) {
		t.Errorf("%q", local)
	}
	if r := string(read(t, filepath.Join(into, "report/year=2024/part-0.csv"))); !strings.Contains(r, ",'=1+1,") {
		t.Errorf("%q", r)
	}
	if _, wrong, err := export.Verify(t.Context(), into); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
}

func TestDictionary(t *testing.T) {
	into, m := write(t, built(t, 1, reports(t)[:5]), export.Options{})
	text := string(read(t, filepath.Join(into, export.DictionaryFile)))
	for _, want := range []string{
		"模拟数据", "| `suspect` | Q | 存疑（勾稽不符） | under suspicion (failed check) | 是 yes |", "| `blank` | M |",
		"| `applications.received` | 本年新收申请 | applications received in the year | 件 | flow | gov2021 exact: t3/received/total; gov2019 exact", "### figure\n",
		"| `amount` | DECIMAL(28,10) |", "figure/year=*/part-0.parquet",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
	for _, table := range m.Tables {
		for _, c := range table.Columns {
			if c.Comment == "" || !strings.Contains(text, "| `"+c.Name+"` | "+c.Type) {
				t.Errorf("%s.%s is not explained", table.Name, c.Name)
			}
		}
	}
}
