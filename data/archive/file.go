package archive

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"

	"gongkai/data"
	"gongkai/data/disk"
)

// writeFile writes a file durably; its name never stands for half a file.
func writeFile(name string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return disk.Replace(name, content)
}

// Lock takes the archive for writing. Codes: "store_busy" when another process
// has it, "cannot_write"; the lock ends with the process.
func Lock(store string) (unlock func(), err error) {
	if err := os.MkdirAll(store, 0o755); err != nil {
		return nil, cannotWrite(store, err)
	}
	name := filepath.Join(store, "ingest.lock")
	unlock, err = disk.Lock(name)
	if errors.Is(err, disk.ErrLocked) {
		return nil, &data.Error{Code: "store_busy", File: name, Err: err,
			Reason: data.Text{ZH: "另一个载入任务正在进行", EN: "another ingest is running"},
			Way:    data.Text{ZH: "请等它结束后重试", EN: "wait for it to end and try again"}}
	}
	if err != nil {
		return nil, cannotWrite(store, err)
	}
	return unlock, nil
}

func cannotWrite(store string, err error) error {
	return &data.Error{Code: "cannot_write", File: store, Err: err,
		Reason: data.Text{ZH: "写不进数据目录：" + err.Error(), EN: "cannot write to the store folder: " + err.Error()},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}

// Reading returns what a version of the readers made of a file, if it is kept.
func (a *Archive) Reading(version, sha256 string, into any) bool {
	b, err := os.ReadFile(a.reading(version, sha256))
	return err == nil && json.Unmarshal(b, into) == nil
}

// KeepReading keeps what a version of the readers made of a file. It is a
// cache: losing it costs time only, so it is not synced.
func (a *Archive) KeepReading(version, sha256 string, reading any) error {
	b, err := json.Marshal(reading)
	if err != nil {
		return err
	}
	name := a.reading(version, sha256)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	tmp := name + disk.Unfinished
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}

func (a *Archive) reading(version, sha256 string) string {
	return filepath.Join(a.dir, "read", version, sha256[:2], sha256+".json")
}
