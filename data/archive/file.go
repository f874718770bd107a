package archive

import (
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"

	"gongkai/data"
)

// writeFile writes a file under a temporary name, syncs it and renames it, so
// that its name never stands for half a file.
func writeFile(name string, content []byte) error {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.Create(name + ".new") // the lock is held; a killed run's rest is written over
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // fails once renamed, as it should
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), name); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// Lock takes the archive for writing. Code "store_busy" when another process
// has it; the lock ends with the process.
func Lock(store string) (unlock func(), err error) {
	if err := os.MkdirAll(store, 0o755); err != nil {
		return nil, err
	}
	name := filepath.Join(store, "ingest.lock")
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, &data.Error{Code: "store_busy", File: name, Err: err,
			Reason: data.Text{ZH: "另一个载入任务正在进行", EN: "another ingest is running"},
			Way:    data.Text{ZH: "请等它结束后重试", EN: "wait for it to end and try again"}}
	}
	return func() { f.Close() }, nil
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
	tmp := name + ".new"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, name)
}

func (a *Archive) reading(version, sha256 string) string {
	return filepath.Join(a.dir, "read", version, sha256[:2], sha256+".json")
}
