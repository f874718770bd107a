package export

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gongkai/data/form"
	"gongkai/data/store"
)

// CitationFile stands in an archive beside the tables and says how to cite them.
const CitationFile = "CITATION.txt"

// Archive writes an open snapshot as one ZIP file, as it comes: the files of an
// export in Parquet, below a folder named after the snapshot, byte for byte what
// Write puts down, and one that says how to cite them. Unpacked it is an export
// that Verify knows. Only one of the files, a year of a table, is on the disk at
// a time, in the folder of the system for such. Codes: those of Snapshot.Verify.
func Archive(ctx context.Context, s *store.Snapshot, w io.Writer, c *form.Catalogue, citation string) (m *Manifest, err error) {
	if err := s.Verify(ctx); err != nil {
		return nil, err
	}
	tmp, err := os.MkdirTemp("", "gongkai-archive-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(tmp)) }()
	a := &archive{Writer: zip.NewWriter(w), folder: fmt.Sprintf("gongkai-%d-%s/", s.Manifest.Number, s.Manifest.SHA256[:12]), at: s.Manifest.Published.UTC(), tmp: tmp}
	if err := a.put(&File{Path: CitationFile}, written([]byte(citation))); err != nil {
		return nil, err
	}
	x := &writing{snapshot: s, into: a, Options: Options{Format: store.Parquet, Workers: 1}}
	if m, err = x.write(ctx, c); err != nil {
		return nil, err
	}
	return m, a.Close()
}

// archive takes the files of an export one after the other.
type archive struct {
	*zip.Writer
	folder string    // of all files
	at     time.Time // of all files: the same snapshot gives the same bytes
	tmp    string
}

func (a *archive) scratch() string { return a.tmp }

func (a *archive) put(f *File, write func(file string) error) (err error) {
	at := filepath.Join(a.tmp, "part")
	if err := write(at); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(at)) }()
	in, err := os.Open(at)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := a.CreateHeader(&zip.FileHeader{Name: a.folder + f.Path, Method: methodOf(f), Modified: a.at})
	if err != nil {
		return err
	}
	h := sha256.New()
	f.Bytes, err = io.Copy(io.MultiWriter(out, h), in)
	f.SHA256 = hex.EncodeToString(h.Sum(nil))
	return err
}

// methodOf leaves alone what is compressed itself.
func methodOf(f *File) uint16 {
	if f.Table != "" {
		return zip.Store
	}
	return zip.Deflate
}
