// Package backup puts a store into one file, and takes it out again. The file is
// a tar compressed with zstd. Its first entry lists the others with size and
// SHA-256. It holds the archive, the current and the pinned snapshots, and what
// people keep beside them; not the readings, which are made anew, and not what
// lies in quarantine.
package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"time"

	"github.com/klauspost/compress/zstd"

	"gongkai/data"
	"gongkai/data/disk"
)

// format is the version of the file's layout.
const format = 1

// contentsName is the first entry.
const contentsName = "backup.json"

// Contents lists what a backup holds.
type Contents struct {
	Format   int       `json:"format"`
	Made     time.Time `json:"made"`              // UTC, whole seconds
	Snapshot string    `json:"snapshot"`          // the current one's name
	Number   int       `json:"number"`            // its number
	Sources  int       `json:"sources"`           // source files
	Missing  []string  `json:"missing,omitempty"` // names of those that the archive had lost
	Files    []File    `json:"files"`             // in the order of the entries
}

// File is an entry.
type File struct {
	Name   string `json:"name"` // within the store folder, with slashes
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Size is how many bytes all files have together.
func (c *Contents) Size() (n int64) {
	for _, f := range c.Files {
		n += f.Size
	}
	return n
}

// allowed are the names that a backup may hold.
var allowed = regexp.MustCompile(`^(current|current\.log|groups\.json|annotations\.json|pins\.json|archive/arrivals\.jsonl` +
	`|archive/objects/[0-9a-f]{2}/[0-9a-f]{64}|snapshots/snapshot-[0-9]{6,9}-[0-9a-f]{12}\.(json|duckdb))$`)

// Write writes a backup of a store. It takes no lock, and may run beside an
// ingest: what it holds is a state that the store was in. The file is there
// whole or not at all. Source files that the archive has lost are named in the
// contents. Codes: "store_empty", "store_broken", "archive_broken" for a file
// that is damaged, "kept_broken", "cannot_write".
func Write(ctx context.Context, dir, file string, now time.Time) (*Contents, error) {
	c, sources, err := gather(dir)
	if err != nil {
		return nil, err
	}
	defer sources.close()
	c.Made = now.UTC().Truncate(time.Second)
	tmp := file + disk.Unfinished
	if err := write(ctx, tmp, c, sources); err != nil {
		return nil, errors.Join(err, remove(tmp))
	}
	if err := disk.Settle(tmp, file); err != nil {
		return nil, errors.Join(cannotWrite(file, err), remove(tmp))
	}
	return c, nil
}

func remove(file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

func write(ctx context.Context, file string, c *Contents, sources sources) (err error) {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // it holds what is not published
	if err != nil {
		return cannotWrite(file, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z, err := zstd.NewWriter(f, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return err
	}
	t := tar.NewWriter(z)
	if err := put(ctx, t, c, sources); err != nil {
		z.Close()
		return wrapped(file, err)
	}
	if err := errors.Join(t.Close(), z.Close()); err != nil {
		return cannotWrite(file, err)
	}
	return nil
}

// wrapped makes an error of the file being written one for people.
func wrapped(file string, err error) error {
	if data.Code(err) != "internal" || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return cannotWrite(file, err)
}

// put writes the entries.
func put(ctx context.Context, t *tar.Writer, c *Contents, sources sources) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := header(t, contentsName, int64(len(b)), c.Made); err != nil {
		return err
	}
	if _, err := t.Write(b); err != nil {
		return err
	}
	for i, f := range c.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := header(t, f.Name, f.Size, c.Made); err != nil {
			return err
		}
		if err := sources[i].copy(t, f); err != nil {
			return err
		}
	}
	return nil
}

func header(t *tar.Writer, name string, size int64, at time.Time) error {
	return t.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o644, ModTime: at, Format: tar.FormatPAX})
}

// copy writes a file whose content is what the contents say, or fails.
func (s source) copy(to io.Writer, f File) error {
	r, err := s.open()
	if err != nil {
		return damaged(f.Name, err)
	}
	defer r.Close()
	h := sha256.New()
	from := &reading{r: io.TeeReader(io.LimitReader(r, f.Size), h)}
	n, err := io.Copy(to, from)
	if from.err != nil {
		return damaged(f.Name, from.err)
	}
	if err != nil {
		return err
	}
	if n != f.Size || hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		return damaged(f.Name, nil)
	}
	return nil
}

// reading tells errors of reading from those of writing.
type reading struct {
	r   io.Reader
	err error
}

func (r *reading) Read(b []byte) (int, error) {
	n, err := r.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		r.err = err
	}
	return n, err
}

// damaged says that a file of the store is not what it ought to be: a backup of
// it would take the place of a good one.
func damaged(name string, err error) error {
	code := "archive_broken"
	if path.Dir(name) == "snapshots" {
		code = "store_broken"
	}
	return &data.Error{Code: code, File: name, Err: err,
		Reason: data.Text{ZH: "文件已损坏，没有备份", EN: "the file is damaged; no backup was made"},
		Way:    data.Text{ZH: "先运行 gongkai doctor --mend", EN: "run gongkai doctor --mend first"}}
}

func cannotWrite(file string, err error) error {
	return &data.Error{Code: "cannot_write", File: file, Err: err,
		Reason: data.Text{ZH: fmt.Sprintf("写不了 %s：%v", filepath.Dir(file), err), EN: fmt.Sprintf("cannot write to %s: %v", filepath.Dir(file), err)},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}
