// Package kept keeps what people write beside the snapshots, such as peer
// groups and annotations: small JSON files in the store folder, changed whole,
// by one writer at a time, and never half written.
package kept

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"gongkai/data"
	"gongkai/data/disk"
)

// Read reads a file of the store folder into v, which stays as it is where
// there is no such file. Code "kept_broken".
func Read(dir, file string, v any) error {
	b, err := os.ReadFile(filepath.Join(dir, file))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal(b, v)
	}
	if err != nil {
		return &data.Error{Code: "kept_broken", File: filepath.Join(dir, file), Err: err,
			Reason: data.Text{ZH: "文件读不出", EN: "the file cannot be read"},
			Way:    data.Text{ZH: "请改正或删除该文件", EN: "mend or delete it"}}
	}
	return nil
}

// Change reads the file into v, lets edit change v, and writes it again. Codes:
// "kept_broken", "store_busy", "cannot_write".
func Change(dir, file string, v any, edit func() error) error {
	cannot := func(err error) error {
		return &data.Error{Code: "cannot_write", File: dir, Err: err,
			Reason: data.Text{ZH: "写不进数据目录：" + err.Error(), EN: "cannot write to the store folder: " + err.Error()},
			Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cannot(err)
	}
	unlock, err := disk.Lock(filepath.Join(dir, "."+file+".lock"))
	if errors.Is(err, disk.ErrLocked) {
		return &data.Error{Code: "store_busy", File: dir, Reason: data.Text{ZH: "另一个程序正在修改 " + file, EN: "another program is changing " + file},
			Way: data.Text{ZH: "请稍后再试", EN: "try again"}}
	}
	if err != nil {
		return cannot(err)
	}
	defer unlock()
	if err := Read(dir, file, v); err != nil {
		return err
	}
	if err := edit(); err != nil {
		return err
	}
	b, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return err
	}
	if err := disk.Replace(filepath.Join(dir, file), append(b, '\n')); err != nil {
		return cannot(err)
	}
	return nil
}

// Version changes whenever one of the files does: who caches what rests on them
// keys it by this.
func Version(dir string, files ...string) string {
	var v []byte
	for _, file := range files {
		if info, err := os.Stat(filepath.Join(dir, file)); err == nil {
			v = strconv.AppendInt(append(v, ' '), info.ModTime().UnixNano(), 36)
			v = strconv.AppendInt(append(v, '.'), info.Size(), 36)
		}
	}
	return string(v)
}
