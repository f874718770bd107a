package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/group"
	"gongkai/data/store"
	"gongkai/data/store/backup"
	"gongkai/data/store/doctor"
	"gongkai/data/store/pin"
	"gongkai/data/store/storetest"
)

var now = time.Date(2026, 11, 23, 16, 49, 0, 0, time.UTC)

// TestMain turns the test binary into a restore that ends itself by SIGKILL at
// a given moment, when it is called as one.
func TestMain(m *testing.M) {
	if dir := os.Getenv("RESTORE_TO"); dir != "" {
		backup.CallAt(func(moment string) {
			if moment == os.Getenv("KILLED_AT") {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
		})
		if _, _, err := backup.Restore(context.Background(), os.Getenv("RESTORE_FROM"), dir, true, now); err != nil {
			panic(err)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// newStore publishes a snapshot a value, keeps a group, and pins the first.
func newStore(t *testing.T, values ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "store")
	arc, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range values {
		content := []byte("report that says " + v)
		if err := arc.Put(sum(content), content); err != nil {
			t.Fatal(err)
		}
		if err := arc.List(archive.Arrival{SHA256: sum(content), File: v + ".html", At: now}); err != nil {
			t.Fatal(err)
		}
		m := storetest.Publish(t, dir, storetest.Report(data.Body{Name: "宿迁市", RegionCode: "321300"}, 2024, "gov2021", map[data.Cell]string{"gov2021/t3/received/total": v}))
		if i == 0 && len(values) > 1 {
			if err := pin.Set(dir, m.Name(), "引用", "甲", now); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := group.Set(dir, "组", []string{"321300:宿迁市"}); err != nil {
		t.Fatal(err)
	}
	return dir
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func backedUp(t *testing.T, dir string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "b.tar.zst")
	if _, err := backup.Write(t.Context(), dir, file, now); err != nil {
		t.Fatal(err)
	}
	return file
}

// tree is the files below a folder with their content, locks and readings aside.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		b, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = sum(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// value is the figure that a store shows.
func value(t *testing.T, dir string) (v string) {
	t.Helper()
	s, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.DB.QueryRowContext(t.Context(), "SELECT value FROM figures").Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBackupAndRestore(t *testing.T) {
	dir := newStore(t, "1", "2", "3")
	file := backedUp(t, dir)
	to := filepath.Join(t.TempDir(), "new", "store")
	c, aside, err := backup.Restore(t.Context(), file, to, false, now)
	if err != nil || aside != "" || c.Number != 3 || c.Sources != 3 || !c.Made.Equal(now) {
		t.Fatalf("%+v %q %v", c, aside, err)
	}
	want := tree(t, dir)
	maps.DeleteFunc(want, func(name, _ string) bool { return strings.HasPrefix(name, "snapshots/snapshot-000002-") }) // neither current nor pinned
	if got := tree(t, to); !maps.Equal(got, want) {
		t.Errorf("restored %v\nwant %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	if v := value(t, to); v != "3" {
		t.Error(v)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v: others can read it", info.Mode(), err)
	}

	// not over what is there, unless told so; then that is moved aside
	if _, _, err := backup.Restore(t.Context(), file, to, false, now); data.Code(err) != "store_not_empty" {
		t.Error(err)
	}
	other := newStore(t, "7")
	before := tree(t, other)
	_, aside, err = backup.Restore(t.Context(), file, other, true, now)
	if err != nil || aside != other+".before-20261123T164900" {
		t.Fatal(aside, err)
	}
	if value(t, other) != "3" || value(t, aside) != "7" || !maps.Equal(tree(t, aside), before) {
		t.Error("the former store is not what it was")
	}
	if _, again, err := backup.Restore(t.Context(), file, other, true, now); err != nil || again != aside+"-2" {
		t.Error(again, err)
	}
	// an empty folder is as good as none
	empty := t.TempDir()
	if _, _, err := backup.Restore(t.Context(), file, empty, false, now); err != nil || value(t, empty) != "3" {
		t.Error(err)
	}
}

// A damaged file of the store is refused; one that is lost is named; and a
// backup that was there before stays when a new one fails.
func TestBackupOfDamaged(t *testing.T) {
	dir := newStore(t, "1", "2")
	file := backedUp(t, dir)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	object := filepath.Join(dir, "archive", "objects", sum([]byte("report that says 1"))[:2], sum([]byte("report that says 1")))
	if err := os.WriteFile(object, []byte("report that says 9"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), dir, file, now); data.Code(err) != "archive_broken" {
		t.Error(err)
	}
	if b, err := os.ReadFile(file); err != nil || !bytes.Equal(b, good) {
		t.Errorf("the former backup is gone: %v", err)
	}
	if left, _ := filepath.Glob(file + "?*"); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	if err := os.Remove(object); err != nil {
		t.Fatal(err)
	}
	c, err := backup.Write(t.Context(), dir, file, now)
	if err != nil || !slices.Equal(c.Missing, []string{"1.html"}) || c.Sources != 1 {
		t.Errorf("%+v %v", c, err)
	}
	m, err := store.Current(dir)
	if err != nil {
		t.Fatal(err)
	}
	name := store.SnapshotFile(dir, m.Name())
	if err := errorsOf(os.Chmod(name, 0o644), os.Truncate(name, m.Size-1)); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Write(t.Context(), dir, file, now); data.Code(err) != "store_broken" {
		t.Error(err)
	}
	if _, err := backup.Write(t.Context(), t.TempDir(), file, now); data.Code(err) != "store_empty" {
		t.Error(err)
	}
	if _, err := backup.Write(t.Context(), newStore(t, "1"), filepath.Join(t.TempDir(), "no", "b"), now); data.Code(err) != "cannot_write" {
		t.Error(err)
	}
}

func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// entry is an entry of a made-up backup.
type entry struct {
	header  tar.Header
	content []byte
}

// entries takes a backup apart.
func entries(t *testing.T, file string) (list []entry) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, entry{*h, b})
	}
}

// packed puts one together, with the list of contents made to fit unless keep.
func packed(t *testing.T, list []entry, keep bool) string {
	t.Helper()
	list = slices.Clone(list)
	if !keep {
		var c backup.Contents
		if err := json.Unmarshal(list[0].content, &c); err != nil {
			t.Fatal(err)
		}
		c.Files = nil
		for _, e := range list[1:] {
			c.Files = append(c.Files, backup.File{Name: e.header.Name, Size: int64(len(e.content)), SHA256: sum(e.content)})
		}
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		list[0].content = b
	}
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for _, e := range list {
		e.header.Size = int64(len(e.content))
		if e.header.Typeflag != tar.TypeReg {
			e.header.Size, e.content = 0, nil
		}
		if err := w.WriteHeader(&e.header); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errorsOf(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "hostile.tar.zst")
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func plain(name, content string) entry {
	return entry{tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644}, []byte(content)}
}

// Whatever is in a file that is said to be a backup, nothing is written outside
// of the folder beside the store, nothing is left, and the store stays.
func TestHostileBackups(t *testing.T) {
	good := backedUp(t, newStore(t, "1"))
	whole := entries(t, good)
	with := func(more ...entry) []entry { return append(slices.Clone(whole), more...) }
	index := func(suffix string) int {
		return slices.IndexFunc(whole, func(e entry) bool { return strings.HasSuffix(e.header.Name, suffix) })
	}
	changed := func(suffix string, change func(*entry)) []entry {
		list := slices.Clone(whole)
		change(&list[index(suffix)])
		return list
	}
	without := func(suffix string) []entry { return slices.Delete(slices.Clone(whole), index(suffix), index(suffix)+1) }
	link := plain("current", "")
	link.header.Typeflag, link.header.Linkname = tar.TypeSymlink, "/etc/passwd"
	for _, tt := range []struct {
		name, code string
		file       string
	}{
		{"Nothing", "cannot_open", filepath.Join(t.TempDir(), "none")},
		{"Up", "backup_broken", packed(t, with(plain("../up", "x")), false)},
		{"UpWithin", "backup_broken", packed(t, with(plain("archive/objects/../../../up", "x")), false)},
		{"Absolute", "backup_broken", packed(t, with(plain("/tmp/gongkai-up", "x")), false)},
		{"Backslash", "backup_broken", packed(t, with(plain(`..\up`, "x")), false)},
		{"Stranger", "backup_broken", packed(t, with(plain("bin/sh", "x")), false)},
		{"WrongFolder", "backup_broken", packed(t, with(plain("archive/objects/00/"+strings.Repeat("a", 64), "x")), false)},
		{"Link", "backup_broken", packed(t, changed("current", func(e *entry) { e.header.Typeflag, e.header.Linkname = tar.TypeSymlink, "/etc/passwd" }), true)},
		{"LinkBehind", "backup_broken", packed(t, with(link), true)},
		{"Twice", "backup_broken", packed(t, with(whole[index("current")]), false)},
		{"NotListed", "backup_broken", packed(t, with(plain("groups.json", "{}")), true)},
		{"Lacking", "backup_broken", packed(t, without("arrivals.jsonl"), true)},
		{"NoList", "backup_broken", packed(t, whole[1:], true)},
		{"ListNoJSON", "backup_broken", packed(t, changed("backup.json", func(e *entry) { e.content = []byte("?") }), true)},
		{"OtherContent", "backup_broken", packed(t, changed("groups.json", func(e *entry) { e.content = bytes.Replace(e.content, []byte("3"), []byte("4"), 1) }), true)},
		{"Longer", "backup_broken", packed(t, changed("groups.json", func(e *entry) { e.content = append([]byte(" "), e.content...) }), true)},
		{"OtherSnapshot", "backup_broken", packed(t, changed(".duckdb", func(e *entry) { e.content = append(slices.Clone(e.content), 0) }), false)},
		{"OtherPointer", "backup_broken", packed(t, changed("current", func(e *entry) { e.content = []byte("snapshot-000002-0123456789ab\n") }), false)},
		{"LaterFormat", "backup_format", packed(t, changed("backup.json", func(e *entry) { e.content = []byte(`{"format":99}`) }), true)},
		{"NoPointer", "backup_broken", packed(t, without("current"), false)},
		{"LostLines", "arrivals_lost", packed(t, changed("arrivals.jsonl", func(e *entry) { e.content = nil }), false)},
		{"DamagedLines", "archive_broken", packed(t, changed("arrivals.jsonl", func(e *entry) { e.content = []byte("{\n") }), false)},
		{"DamagedManifest", "backup_broken", packed(t, changed(".json", func(e *entry) {}), true) + "x"},
		{"Zeros", "backup_bomb", packed(t, with(plain("annotations.json", strings.Repeat("\x00", 100<<20))), false)},
		{"ListOfZeros", "backup_bomb", packed(t, changed("backup.json", func(e *entry) { e.content = make([]byte, 50<<20) }), true)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.name == "DamagedManifest" { // no archive at all
				if err := os.WriteFile(tt.file, []byte("no archive"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			mustRefuse(t, tt.file, tt.code)
		})
	}
	if _, err := os.Stat("/tmp/gongkai-up"); err == nil {
		t.Error("a file was written outside")
	}
	if v := value(t, restored(t, packed(t, whole, false))); v != "1" { // so that the refusals above mean something
		t.Error(v)
	}
}

func restored(t *testing.T, file string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "store")
	if _, _, err := backup.Restore(t.Context(), file, to, false, now); err != nil {
		t.Fatal(err)
	}
	return to
}

func mustRefuse(t *testing.T, file, code string) {
	t.Helper()
	beside := t.TempDir()
	to := filepath.Join(beside, "store")
	if err := errorsOf(os.Mkdir(to, 0o755), os.WriteFile(filepath.Join(to, "mine"), []byte("x"), 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := backup.Restore(t.Context(), file, to, true, now); data.Code(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
	if got := tree(t, beside); len(got) != 1 || got["store/mine"] != sum([]byte("x")) {
		t.Errorf("left: %v", got)
	}
	if left, err := os.ReadDir(beside); err != nil || len(left) != 1 {
		t.Errorf("left: %v %v", left, err)
	}
}

// Cut anywhere, or with a byte flipped anywhere, a backup is refused, or it
// restores what it held.
func TestCutBackups(t *testing.T) {
	dir := newStore(t, "1")
	file := backedUp(t, dir)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b []byte, what string, at int) {
		cut := filepath.Join(t.TempDir(), "b")
		to := filepath.Join(t.TempDir(), "store")
		if err := os.WriteFile(cut, b, 0o644); err != nil {
			t.Fatal(err)
		}
		switch _, _, err := backup.Restore(t.Context(), cut, to, false, now); {
		case err != nil && data.Code(err) != "backup_broken" && data.Code(err) != "backup_bomb":
			t.Errorf("%s at %d of %d: %v", what, at, len(whole), err)
		case err == nil && !maps.Equal(tree(t, to), tree(t, dir)):
			t.Errorf("%s at %d of %d: restored something else", what, at, len(whole))
		case err == nil && what == "cut":
			t.Errorf("cut at %d of %d: restored", at, len(whole))
		}
	}
	const places = 23
	for i := range places {
		at := i * len(whole) / places
		try(whole[:at], "cut", at)
		flipped := bytes.Clone(whole)
		flipped[at+i] ^= 1 << (i % 8)
		try(flipped, "flipped", at+i)
	}
	try(whole[:len(whole)-1], "cut", len(whole)-1)
	try(append(bytes.Clone(whole), "more"...), "longer", len(whole))
}

// mustBeKilled starts a restore that ends itself at a moment.
func mustBeKilled(t *testing.T, dir, file, moment string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(self)
	child.Env = append(os.Environ(), "RESTORE_TO="+dir, "RESTORE_FROM="+file, "KILLED_AT="+moment)
	out, err := child.CombinedOutput()
	if child.ProcessState.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
		t.Fatalf("not killed at %s: %v %s", moment, err, out)
	}
}

// Killed at any moment, a restore leaves the former store or the restored one in
// its place, whole; what it left beside is known for what it is.
func TestKilledRestore(t *testing.T) {
	from := newStore(t, "1", "2")
	file := backedUp(t, from)
	for _, former := range []bool{true, false} {
		for _, moment := range []string{"made", "begun", "unpacked", "filled", "exchanged", "renamed", "finished"} {
			if former == (moment == "renamed") || !former && (moment == "exchanged" || moment == "finished") {
				continue
			}
			dir := filepath.Join(t.TempDir(), "store")
			if former {
				dir = newStore(t, "7")
			}
			mustBeKilled(t, dir, file, moment)
			want := map[string]string{"exchanged": "2", "renamed": "2", "finished": "2"}[moment]
			if want == "" && former {
				want = "7"
			}
			if want != "" && value(t, dir) != want {
				t.Errorf("%s: %s is shown", moment, value(t, dir))
			}
			if want == "" { // there is no store yet
				if err := os.Mkdir(dir, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			r, err := doctor.Examine(t.Context(), dir, doctor.Options{Mend: true, Now: now})
			if err != nil || !r.Sound() {
				t.Errorf("%s: %+v %v", moment, r, err)
			}
			for _, f := range r.Findings {
				if f.Kind == doctor.Damage || f.Failed != "" {
					t.Errorf("%s: %+v", moment, f)
				}
			}
			beside, err := filepath.Glob(dir + ".*")
			replaced := former && (moment == "exchanged" || moment == "finished")
			if err != nil || replaced != (len(beside) == 1) || replaced && value(t, beside[0]) != "7" {
				t.Errorf("%s: beside the store are %v", moment, beside)
			}
			if _, _, err := backup.Restore(t.Context(), file, dir, true, now); err != nil || value(t, dir) != "2" {
				t.Errorf("%s: again: %v", moment, err)
			}
		}
	}
}

// Killed twice, each time when the folders have changed places, a restore leaves
// both stores that it replaced: a mark of the first is none of the second.
func TestKilledRestoreTwice(t *testing.T) {
	file, dir := backedUp(t, newStore(t, "2")), newStore(t, "7")
	mustBeKilled(t, dir, file, "exchanged")
	mustBeKilled(t, dir, file, "exchanged")
	r, err := doctor.Examine(t.Context(), dir, doctor.Options{Mend: true, Now: now})
	if err != nil || !r.Sound() {
		t.Errorf("%+v %v", r, err)
	}
	beside, err := filepath.Glob(dir + ".*")
	var shown []string
	for _, former := range beside {
		shown = append(shown, value(t, former))
	}
	if slices.Sort(shown); err != nil || strings.Join(shown, " ") != "2 7" || value(t, dir) != "2" {
		t.Errorf("beside the store are %v, which show %v", beside, shown)
	}
}

// An unfinished folder that is being deleted looks like one until it is gone.
func TestDelete(t *testing.T) {
	file, dir := backedUp(t, newStore(t, "2")), newStore(t, "7")
	mustBeKilled(t, dir, file, "filled")
	beside, err := filepath.Glob(dir + ".*")
	if err != nil || len(beside) != 1 {
		t.Fatal(beside, err)
	}
	moments := 0
	backup.CallAt(func(string) {
		if moments++; !backup.Deletable(beside[0]) {
			t.Error("what is left looks like a store")
		}
	})
	defer backup.CallAt(func(string) {})
	if err := backup.Delete(beside[0]); err != nil || moments < 3 {
		t.Error(moments, err)
	}
	if left, err := filepath.Glob(dir + ".*"); len(left) > 0 {
		t.Error(left, err)
	}
}
