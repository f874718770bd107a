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
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"gongkai/data"
	"gongkai/data/disk"
)

// Bounds of what is unpacked, so that a small file cannot fill the disk or the
// memory: zeros compress by thousands, reports and snapshots by ten.
const (
	maxRatio  = 200      // unpacked to packed
	allowance = 16 << 20 // bytes beyond that
	listRatio = 20       // of the list of contents
	maxWindow = 128 << 20
)

// unpacking is a backup on its way into a folder.
type unpacking struct {
	ctx  context.Context
	from string // the backup
	into string
	size int64 // of the backup
	Contents
}

// unpack writes a backup's files into a new folder, each checked and synced.
func unpack(ctx context.Context, file, into string) (*Contents, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, &data.Error{Code: "cannot_open", File: file, Err: err,
			Reason: data.Text{ZH: "打不开文件：" + err.Error(), EN: "cannot open the file: " + err.Error()}, Way: data.Text{ZH: "请检查路径和权限", EN: "check path and permissions"}}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, bad(file, "", err)
	}
	z, err := zstd.NewReader(f, zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderConcurrency(2))
	if err != nil {
		return nil, bad(file, "", err)
	}
	defer z.Close()
	u := &unpacking{ctx: ctx, from: file, into: into, size: info.Size()}
	t := tar.NewReader(z)
	if err := u.list(t); err != nil {
		return nil, err
	}
	if err := u.room(); err != nil {
		return nil, err
	}
	if err := u.files(t); err != nil {
		return nil, err
	}
	// what is behind the last entry, with the checksum of the whole
	if n, err := io.Copy(io.Discard, io.LimitReader(z, allowance)); err != nil || n == allowance {
		return nil, bad(file, "", errors.Join(err, errors.New("data behind the last file")))
	}
	return &u.Contents, nil
}

// list reads and checks the list of contents.
func (u *unpacking) list(t *tar.Reader) error {
	h, err := t.Next()
	if err != nil || h.Name != contentsName || h.Typeflag != tar.TypeReg {
		return bad(u.from, contentsName, err)
	}
	if h.Size > allowance+listRatio*u.size {
		return tooLarge(u.from, h.Size)
	}
	b, err := io.ReadAll(t)
	if err == nil {
		err = json.Unmarshal(b, &u.Contents)
	}
	if err != nil {
		return bad(u.from, contentsName, err)
	}
	if u.Format != format {
		return &data.Error{Code: "backup_format", File: u.from,
			Reason: data.Text{ZH: fmt.Sprintf("备份的格式是 %d，本程序能恢复 %d", u.Format, format), EN: fmt.Sprintf("the backup has format %d, this program restores %d", u.Format, format)},
			Way:    data.Text{ZH: "请用较新的程序", EN: "use a newer program"}}
	}
	seen := map[string]bool{}
	for _, f := range u.Files {
		if !allowed.MatchString(f.Name) || seen[f.Name] || f.Size < 0 || len(f.SHA256) != 2*sha256.Size || !f.named() {
			return bad(u.from, f.Name, errors.New("the name does not belong into a backup"))
		}
		seen[f.Name] = true
	}
	return nil
}

// named reports whether what a name says of a content's hash is so.
func (f *File) named() bool {
	base := filepath.Base(f.Name)
	switch {
	case strings.HasPrefix(f.Name, "archive/objects/"):
		return base == f.SHA256 && strings.HasPrefix(f.Name, "archive/objects/"+f.SHA256[:2]+"/")
	case strings.HasSuffix(base, ".duckdb"):
		return strings.HasSuffix(strings.TrimSuffix(base, ".duckdb"), "-"+f.SHA256[:12])
	}
	return true
}

// room checks that what the list promises is no bomb, and fits the disk.
func (u *unpacking) room() error {
	var size int64
	for _, f := range u.Files {
		if size += f.Size; size < 0 || size > allowance+maxRatio*u.size {
			return tooLarge(u.from, size)
		}
	}
	if free, err := disk.Free(u.into); err == nil && free < size {
		return &data.Error{Code: "disk_low", File: u.into,
			Reason: data.Text{ZH: fmt.Sprintf("备份解开后有 %d MB，磁盘只剩 %d MB", size>>20, free>>20), EN: fmt.Sprintf("the backup has %d MB, the disk %d MB left", size>>20, free>>20)},
			Way:    data.Text{ZH: "请腾出空间，或恢复到另一个磁盘", EN: "make room, or restore to another disk"}}
	}
	return nil
}

// files writes the files: exactly those of the list, in its order.
func (u *unpacking) files(t *tar.Reader) error {
	for _, f := range u.Files {
		if err := u.ctx.Err(); err != nil {
			return err
		}
		h, err := t.Next()
		if err != nil || h.Name != f.Name || h.Typeflag != tar.TypeReg || h.Size != f.Size {
			return bad(u.from, f.Name, err)
		}
		if err := u.file(t, f); err != nil {
			return err
		}
	}
	if h, err := t.Next(); !errors.Is(err, io.EOF) {
		name := ""
		if h != nil {
			name = h.Name
		}
		return bad(u.from, name, err)
	}
	return nil
}

func (u *unpacking) file(t *tar.Reader, f File) error {
	name := filepath.Join(u.into, filepath.FromSlash(f.Name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return cannotWrite(name, err)
	}
	mode := os.FileMode(0o644)
	if strings.HasSuffix(name, ".duckdb") {
		mode = 0o444 // as published
	}
	to, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return cannotWrite(name, err)
	}
	defer to.Close()
	h := sha256.New()
	from := &reading{r: t}
	if _, err := io.Copy(io.MultiWriter(to, h), from); err != nil {
		if from.err != nil {
			return bad(u.from, f.Name, err)
		}
		return cannotWrite(name, err)
	}
	if hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		return bad(u.from, f.Name, errors.New("the SHA-256 differs"))
	}
	if err := to.Sync(); err != nil {
		return cannotWrite(name, err)
	}
	return nil
}

func bad(file, place string, err error) error {
	if err == nil {
		err = errors.New("not in its place")
	}
	return &data.Error{Code: "backup_broken", File: file, Place: place, Err: err,
		Reason: data.Text{ZH: "备份文件残缺、损坏或不是备份：" + err.Error(), EN: "the backup is cut, damaged, or none: " + err.Error()},
		Way:    data.Text{ZH: "没有改动任何数据；请换一份备份", EN: "nothing was changed; take another backup"}}
}

func tooLarge(file string, size int64) error {
	return &data.Error{Code: "backup_bomb", File: file,
		Reason: data.Text{ZH: fmt.Sprintf("解开后有 %d MB，与文件大小不成比例", size>>20), EN: fmt.Sprintf("unpacked it would have %d MB, out of proportion to its size", size>>20)},
		Way:    data.Text{ZH: "没有改动任何数据；请换一份备份", EN: "nothing was changed; take another backup"}}
}
