package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"gongkai/data"
	"gongkai/data/store"
)

// Verify checks an export against its manifest: that each file is there with
// its size, its hash and its rows, that the rows of a table's files add up, and
// that no other file is there. It returns what is wrong, nothing if all is well.
// Codes of what is wrong: "export_damaged"; of err: "not_an_export".
func Verify(ctx context.Context, dir string) (m *Manifest, wrong []error, err error) {
	if m, err = Read(dir); err != nil {
		return nil, nil, err
	}
	v := &verifying{dir: dir, Manifest: m, listed: map[string]bool{ManifestFile: true, CitationFile: true}, rows: map[string]int{}}
	for _, f := range m.Files {
		if err := context.Cause(ctx); err != nil {
			return nil, nil, err
		}
		v.file(f)
	}
	if err := v.count(ctx); err != nil {
		return nil, nil, err
	}
	for _, t := range m.Tables {
		if v.rows[t.Name] != t.Rows {
			v.say(t.Name, fmt.Sprintf("各文件共 %d 行，清单记 %d 行", v.rows[t.Name], t.Rows), fmt.Sprintf("the files have %d rows, the manifest says %d", v.rows[t.Name], t.Rows))
		}
	}
	if content(m.Files) != m.Content {
		v.say(ManifestFile, "文件列表与 content 不符", "the list of files does not match content")
	}
	return m, v.wrong, v.others()
}

type verifying struct {
	*Manifest
	dir    string
	listed map[string]bool
	rows   map[string]int // by table
	intact []File         // of tables
	wrong  []error
}

func (v *verifying) say(place, zh, en string) {
	v.wrong = append(v.wrong, &data.Error{Code: "export_damaged", File: v.dir, Place: place, Reason: data.Text{ZH: zh, EN: en},
		Way: data.Text{ZH: "请重新导出", EN: "export again"}})
}

// file checks one file. The manifest is not trusted with paths.
func (v *verifying) file(f File) {
	v.listed[f.Path] = true
	v.rows[f.Table] += f.Rows
	if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
		v.say(f.Path, "路径不在文件夹内", "the path lies outside the folder")
		return
	}
	file := filepath.Join(v.dir, filepath.FromSlash(f.Path))
	info, err := os.Lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.say(f.Path, "缺少这个文件", "the file is missing")
		return
	case err != nil || !info.Mode().IsRegular():
		v.say(f.Path, "读不到这个文件", "the file cannot be read")
		return
	case info.Size() != f.Bytes:
		v.say(f.Path, fmt.Sprintf("有 %d 字节，应为 %d 字节", info.Size(), f.Bytes), fmt.Sprintf("%d bytes instead of %d", info.Size(), f.Bytes))
		return
	}
	if _, hash, err := sum(file); err != nil || hash != f.SHA256 {
		v.say(f.Path, "内容已改变（SHA-256 不符）", "the content has changed (SHA-256 differs)")
		return
	}
	if f.Table != "" {
		v.intact = append(v.intact, f)
	}
}

// count counts the rows of the files that have kept their hash.
func (v *verifying) count(ctx context.Context) (err error) {
	names, rows := make([]string, len(v.intact)), make([]int, len(v.intact))
	for i, f := range v.intact {
		names[i] = filepath.Join(v.dir, filepath.FromSlash(f.Path))
		if v.Format == store.CSV {
			if rows[i], err = countCSV(names[i]); err != nil {
				return err
			}
		}
	}
	if v.Format != store.CSV {
		if rows, err = store.ParquetRows(ctx, names...); err != nil {
			return err
		}
	}
	for i, f := range v.intact {
		if rows[i] != f.Rows {
			v.say(f.Path, fmt.Sprintf("有 %d 行，清单记 %d 行", rows[i], f.Rows), fmt.Sprintf("%d rows, the manifest says %d", rows[i], f.Rows))
		}
	}
	return nil
}

// countCSV counts the rows below the headings.
func countCSV(file string) (rows int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	r := csv.NewReader(bufio.NewReader(f))
	r.ReuseRecord = true
	for rows = -1; ; rows++ {
		if _, err := r.Read(); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return 0, err
		}
	}
}

// others finds files that the manifest does not list.
func (v *verifying) others() error {
	return filepath.WalkDir(v.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(v.dir, path)
		if err == nil && !v.listed[filepath.ToSlash(rel)] {
			v.say(filepath.ToSlash(rel), "清单中没有这个文件", "the manifest does not list this file")
		}
		return err
	})
}
