package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"gongkai/data/export"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

func archived(t *testing.T, s *store.Snapshot) ([]byte, *export.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := export.Archive(t.Context(), s, &b, storetest.Input(t).Catalogue, "引用")
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), m
}

// An archive holds the files of an export, and unpacked is one.
func TestArchive(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	dir := built(t, 1, reports(t))
	s := storetest.Open(t, dir)
	b, m := archived(t, s)
	if again, _ := archived(t, s); !bytes.Equal(b, again) {
		t.Error("another time it has other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	into := t.TempDir()
	if err := os.CopyFS(into, z); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(into, "gongkai-1-"+s.Manifest.SHA256[:12])
	got := content(t, root)
	if got[export.CitationFile] != "引用" {
		t.Errorf("cited as %q", got[export.CitationFile])
	}
	delete(got, export.CitationFile)
	whole, n := write(t, dir, export.Options{})
	want := content(t, whole)
	for name := range want {
		if want[name] != got[name] {
			t.Errorf("%s: %d bytes in the export, %d in the archive", name, len(want[name]), len(got[name]))
		}
	}
	if len(got) != len(want) || m.Content != n.Content {
		t.Errorf("%d files and %d", len(got), len(want))
	}
	if _, wrong, err := export.Verify(t.Context(), root); err != nil || len(wrong) > 0 {
		t.Error(wrong, err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// failing takes so many bytes.
type failing struct{ takes int }

var errGone = errors.New("gone")

func (f *failing) Write(b []byte) (int, error) {
	if f.takes -= len(b); f.takes < 0 {
		return 0, errGone
	}
	return len(b), nil
}

// Who goes away, or gives up, leaves nothing behind.
func TestArchiveGivenUp(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := storetest.Open(t, built(t, 1, reports(t)[:5]))
	c := storetest.Input(t).Catalogue
	if _, err := export.Archive(t.Context(), s, &failing{10_000}, c, ""); !errors.Is(err, errGone) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := export.Archive(ctx, s, io.Discard, c, ""); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
