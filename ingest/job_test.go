package ingest

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/sample"
	"gongkai/data/store"
	"gongkai/ingest/source"
)

// testJob is a job over an empty store whose clock stands still.
func testJob(t testing.TB) *Job {
	t.Helper()
	c, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	g, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	return &Job{Store: filepath.Join(t.TempDir(), "store"), Catalogue: c, Places: g, Now: func() time.Time { return now }}
}

// inMemory are files by name.
func inMemory(t testing.TB, files map[string]string) []source.File {
	t.Helper()
	dir := fstest.MapFS{}
	for name, content := range files {
		dir[name] = &fstest.MapFile{Data: []byte(content)}
	}
	list, err := source.Folder(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func mustRun(t testing.TB, j *Job, files []source.File) *Summary {
	t.Helper()
	sum, err := j.Run(context.Background(), files)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// small is a short report with one number that tells it from others.
func small(title string, number int) string {
	return fmt.Sprintf(`<h1>%s</h1><table>
<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数
<tr><td>规章<td>%d<td><td>/
<tr><td>行政规范性文件<td>0<td>5<td>6</table>`, title, number)
}

const (
	jianshan = "双鸭山市尖山区2024年政府信息公开工作年度报告"
	gulou    = "鼓楼区2024年政府信息公开工作年度报告"
)

// result is what the current snapshot holds: its tables by hash, and its
// figures for rules made, by body and year.
type result struct {
	number int
	hashes map[string]string
	rules  []string
}

func current(t testing.TB, j *Job) result {
	t.Helper()
	s, err := store.Open(t.Context(), j.Store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r := result{number: s.Manifest.Number}
	if r.hashes, err = s.Hashes(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := s.DB.QueryContext(t.Context(), `SELECT concat_ws(' ', body, year, coalesce(CAST(value AS VARCHAR), status)) FROM figures WHERE cell LIKE '%/t2.art20_1/rules/made' ORDER BY ALL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		r.rules = append(r.rules, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return r
}

func mustHold(t testing.TB, j *Job, number int, rules ...string) {
	t.Helper()
	if r := current(t, j); r.number != number || !slices.Equal(r.rules, rules) {
		t.Errorf("snapshot %d holds %q, want %d with %q", r.number, r.rules, number, rules)
	}
}

func codes(sum *Summary) []string {
	var list []string
	for _, r := range sum.Rejected {
		list = append(list, r.File+" "+data.Code(r.Err))
	}
	return list
}

func TestJobUnchanged(t *testing.T) {
	j := testJob(t)
	files := inMemory(t, map[string]string{"a.html": small(jianshan, 1), "b.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)})
	var progress []string
	j.Progress = func(done, total int) { progress = append(progress, fmt.Sprintf("%d/%d", done, total)) }
	sum := mustRun(t, j, files)
	if len(sum.Loaded) != 2 || sum.Loaded[0] != (Loaded{"a.html", "双鸭山市尖山区", 2024, 0}) || sum.Unchanged != 0 || sum.Published == nil || sum.Published.Arrivals != 2 {
		t.Errorf("%+v", sum)
	}
	if !slices.Equal(progress, []string{"2/2"}) {
		t.Errorf("progress %v", progress)
	}
	first := current(t, j)
	mustHold(t, j, 1, "双鸭山市尖山区 2023 2", "双鸭山市尖山区 2024 1")

	if sum := mustRun(t, j, files); sum.Unchanged != 2 || len(sum.Loaded) != 0 || sum.Published != nil {
		t.Errorf("the same files again: %+v", sum)
	}
	// another name makes no other file
	if sum := mustRun(t, j, inMemory(t, map[string]string{"c.html": small(jianshan, 1)})); sum.Unchanged != 1 || sum.Published != nil {
		t.Errorf("a renamed file: %+v", sum)
	}
	if sum := mustRun(t, j, nil); sum.Published != nil {
		t.Errorf("no file: %+v", sum)
	}
	if r := current(t, j); r.number != 1 || !maps.Equal(r.hashes, first.hashes) {
		t.Errorf("%+v, want %+v", r, first)
	}
	// a changed one supersedes
	sum = mustRun(t, j, inMemory(t, map[string]string{"a.html": small(jianshan, 7), "b.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)}))
	if len(sum.Loaded) != 1 || sum.Unchanged != 1 || sum.Published == nil || sum.Published.Reports != 2 || sum.Published.Arrivals != 3 {
		t.Errorf("a changed file: %+v", sum)
	}
	mustHold(t, j, 2, "双鸭山市尖山区 2023 2", "双鸭山市尖山区 2024 7")
}

func TestJobNothing(t *testing.T) {
	j := testJob(t)
	if sum := mustRun(t, j, nil); sum.Published != nil || len(sum.Rejected) != 0 {
		t.Errorf("%+v", sum)
	}
	if _, err := store.Current(j.Store); data.Code(err) != "store_empty" {
		t.Error(err)
	}
}

func TestJobSameContentTwice(t *testing.T) {
	j := testJob(t)
	sum := mustRun(t, j, inMemory(t, map[string]string{"a.html": small(jianshan, 3), "b.html": small(jianshan, 3)}))
	if len(sum.Loaded) != 1 || sum.Loaded[0].File != "a.html" || sum.Unchanged != 1 || sum.Published == nil || sum.Published.Arrivals != 1 {
		t.Errorf("%+v", sum)
	}
	mustHold(t, j, 1, "双鸭山市尖山区 2024 3")
}

// More files than are held in memory at once, the same content in two batches:
// order and counts stay.
func TestJobBatches(t *testing.T) {
	j := testJob(t)
	files := map[string]string{}
	for i := range batch + 6 {
		files[fmt.Sprintf("%03d.html", i)] = small(jianshan, i%(batch+3))
	}
	sum := mustRun(t, j, inMemory(t, files))
	if len(sum.Loaded) != batch+3 || sum.Unchanged != 3 || sum.Published.Reports != 1 || sum.Published.Arrivals != batch+3 {
		t.Errorf("%d loaded, %d unchanged, %+v", len(sum.Loaded), sum.Unchanged, sum.Published)
	}
	mustHold(t, j, 1, fmt.Sprintf("双鸭山市尖山区 2024 %d", batch+2)) // the last to arrive
}

// two is one file with the reports of two bodies.
func two(t testing.TB, first, second string) string {
	t.Helper()
	b, err := fs.ReadFile(sample.FS(), "230502-双鸭山市尖山区-2024.html")
	if err != nil {
		t.Fatal(err)
	}
	const title = "双鸭山市尖山区2024年政府信息公开工作年度报告"
	whole, old := string(b), "<h1>"+title+"</h1>"
	from, to := strings.Index(whole, old), strings.Index(whole, "</body>")
	if from < 0 || to < 0 {
		t.Fatal("the sample is not what it was")
	}
	one := whole[from+len(old) : to]
	one = one[strings.Index(one, "<h2>"):] // the preface names the body
	return "<html><body><h1>" + first + "</h1>" + one + "<h1>" + second + "</h1>" + one + "</body></html>"
}

// Of a file with two reports, one of a body that stays open, the other is
// taken in; the open one is named and not stored under anybody's name.
func TestJobOneReportUnsettled(t *testing.T) {
	j := testJob(t)
	file := map[string]string{"两份.html": two(t, jianshan, gulou), "坏.html": "<p>不是报告</p>"}
	sum := mustRun(t, j, inMemory(t, file))
	if got, want := codes(sum), []string{"两份.html ambiguous_body", "坏.html not_a_report"}; !slices.Equal(got, want) {
		t.Errorf("rejected %q, want %q", got, want)
	}
	if len(sum.Loaded) != 1 || sum.Loaded[0].Body != "双鸭山市尖山区" || sum.Published == nil || sum.Published.Reports != 1 || sum.Published.Bodies != 1 {
		t.Errorf("%+v", sum)
	}
	// neither now nor when a snapshot is built again
	mustRun(t, j, inMemory(t, map[string]string{"c.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)}))
	r := current(t, j)
	if len(r.rules) != 2 || r.number != 2 {
		t.Errorf("%+v", r)
	}
	settledBoth := mustRun(t, testJob(t), inMemory(t, map[string]string{"两份.html": two(t, jianshan, "江苏省南京市"+gulou)}))
	if len(settledBoth.Loaded) != 2 || len(settledBoth.Rejected) != 0 || settledBoth.Published.Bodies != 2 {
		t.Errorf("two settled reports: %+v", settledBoth)
	}
}

// filled is a job whose store has a number of samples and a superseded report.
func filled(t testing.TB) *Job {
	t.Helper()
	j := testJob(t)
	all, err := source.Folder(sample.FS(), true)
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, j, all[:6])
	mustRun(t, j, inMemory(t, map[string]string{"a.html": small(jianshan, 9)}))
	if r := current(t, j); r.number != 2 || !slices.Contains(r.rules, "双鸭山市尖山区 2024 9") {
		t.Fatalf("%+v", r)
	}
	return j
}

// copied is a job over a copy of another's store.
func copied(t testing.TB, j *Job) *Job {
	t.Helper()
	other := *j
	other.Store = filepath.Join(t.TempDir(), "store")
	if err := os.CopyFS(other.Store, os.DirFS(j.Store)); err != nil {
		t.Fatal(err)
	}
	return &other
}

func remove(t testing.TB, j *Job, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := os.Stat(filepath.Join(j.Store, name)); err != nil {
			t.Fatal(err)
		}
		if err := os.RemoveAll(filepath.Join(j.Store, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// The archive is the truth: without snapshots a run builds the same one again,
// with kept readings and without.
func TestJobRebuilds(t *testing.T) {
	whole := filled(t)
	before := current(t, whole)
	for _, lost := range [][]string{
		{"current", "snapshots"},
		{"current"},
		{"current", "snapshots", "archive/read"},
	} {
		t.Run(strings.Join(lost, "+"), func(t *testing.T) {
			j := copied(t, whole)
			remove(t, j, lost...)
			sum := mustRun(t, j, nil)
			if sum.Published == nil || sum.Published.Arrivals != 7 || len(sum.Loaded) != 0 {
				t.Errorf("%+v", sum)
			}
			if after := current(t, j); !maps.Equal(after.hashes, before.hashes) {
				t.Errorf("rebuilt\n%v\nwas\n%v", after.hashes, before.hashes)
			}
			if sum := mustRun(t, j, nil); sum.Published != nil {
				t.Errorf("published once more: %+v", sum.Published)
			}
		})
	}
}

// The same archive read by another recipe is another snapshot.
func TestJobRecipe(t *testing.T) {
	j := testJob(t)
	mustRun(t, j, inMemory(t, map[string]string{"a.html": small(jianshan, 1)}))
	other := *j.Catalogue
	other.Fingerprint += "x"
	j.Catalogue = &other
	if sum := mustRun(t, j, nil); sum.Published == nil || sum.Published.Number != 2 || len(sum.Loaded) != 0 {
		t.Errorf("%+v", sum)
	}
	mustHold(t, j, 2, "双鸭山市尖山区 2024 1")
	if sum := mustRun(t, j, nil); sum.Published != nil {
		t.Errorf("published once more: %+v", sum.Published)
	}
}

// Kept readings are a cache: damaged ones are not believed, lost ones are read
// again.
func TestJobReadingsLost(t *testing.T) {
	whole := filled(t)
	next := inMemory(t, map[string]string{"b.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)})
	kept := copied(t, whole)
	mustRun(t, kept, next)
	want := current(t, kept)
	for _, tt := range []struct {
		name  string
		spoil func(file string) error
	}{
		{"Removed", os.Remove},
		{"Cut", func(file string) error { return os.Truncate(file, 100) }},
		{"Emptied", func(file string) error { return os.Truncate(file, 0) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j := copied(t, whole)
			files, err := filepath.Glob(filepath.Join(j.Store, "archive", "read", ReaderVersion, "*", "*.json"))
			if err != nil || len(files) != 7 {
				t.Fatalf("%v %v", files, err)
			}
			for _, f := range files {
				if err := tt.spoil(f); err != nil {
					t.Fatal(err)
				}
			}
			if sum := mustRun(t, j, next); sum.Published == nil || len(sum.Loaded) != 1 {
				t.Errorf("%+v", sum)
			}
			if got := current(t, j); !maps.Equal(got.hashes, want.hashes) || got.number != 3 {
				t.Errorf("with readings\n%v\nwithout\n%v", want.hashes, got.hashes)
			}
		})
	}
}

// An archived file that is not what its name says stops the run; the former
// snapshot stays in service.
func TestJobBrokenArchive(t *testing.T) {
	j := filled(t)
	before := current(t, j)
	objects, err := filepath.Glob(filepath.Join(j.Store, "archive", "objects", "*", "*"))
	if err != nil || len(objects) != 7 {
		t.Fatalf("%v %v", objects, err)
	}
	b, err := os.ReadFile(objects[3])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(objects[3], b, 0o644); err != nil {
		t.Fatal(err)
	}
	remove(t, j, "archive/read")
	next := inMemory(t, map[string]string{"b.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)})
	if _, err := j.Run(t.Context(), next); data.Code(err) != "archive_broken" {
		t.Errorf("%v", err)
	}
	if after := current(t, j); after.number != 2 || !maps.Equal(after.hashes, before.hashes) {
		t.Errorf("%+v, want %+v", after, before)
	}
	// restored, the next run publishes what the broken one took in
	b[len(b)/2] ^= 1
	if err := os.WriteFile(objects[3], b, 0o644); err != nil {
		t.Fatal(err)
	}
	if sum := mustRun(t, j, next); sum.Published == nil || sum.Unchanged != 1 {
		t.Errorf("%+v", sum)
	}
	if after := current(t, j); after.number != 3 || !slices.Contains(after.rules, "双鸭山市尖山区 2023 2") {
		t.Errorf("%+v", after)
	}
}

// A damaged list is not taken for a shorter one.
func TestJobBrokenList(t *testing.T) {
	j := filled(t)
	list := filepath.Join(j.Store, "archive", "arrivals.jsonl")
	b, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	b[0] = '?'
	if err := os.WriteFile(list, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Run(t.Context(), nil); data.Code(err) != "archive_broken" {
		t.Errorf("%v", err)
	}
	if r := current(t, j); r.number != 2 {
		t.Errorf("%+v", r)
	}
}

// A cancelled run changes nothing.
func TestJobCancelled(t *testing.T) {
	j := filled(t)
	before := current(t, j)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	next := inMemory(t, map[string]string{"b.html": small(strings.Replace(jianshan, "2024", "2023", 1), 2)})
	if _, err := j.Run(ctx, next); err != context.Canceled {
		t.Errorf("%v", err)
	}
	if after := current(t, j); after.number != 2 || !maps.Equal(after.hashes, before.hashes) {
		t.Errorf("%+v, want %+v", after, before)
	}
	if sum := mustRun(t, j, next); len(sum.Loaded) != 1 || sum.Published == nil {
		t.Errorf("%+v", sum)
	}
}
