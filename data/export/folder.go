package export

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/data"
	"gongkai/data/disk"
)

// lockFile stands in a folder that is being written: a folder with a lock that
// nobody holds is the rest of a crash.
const lockFile = "lock"

// aside ends the name of a former export while the new one takes its place.
const aside = "-former"

// folder is an export under construction, beside the place where it will stand.
type folder struct {
	at, tmp string
	replace bool
	unlock  func()
}

// begin makes the folder that an export is written into. Codes "export_exists"
// where something stands in its place that may not be replaced, "cannot_write".
func begin(at string, replace bool) (*folder, error) {
	at, err := filepath.Abs(at)
	if err != nil {
		return nil, cannotWrite(at, err)
	}
	if err := mayStand(at, replace); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return nil, cannotWrite(at, err)
	}
	if err := sweep(at); err != nil {
		return nil, cannotWrite(at, err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(at), filepath.Base(at)+disk.Unfinished+"-*")
	if err != nil {
		return nil, cannotWrite(at, err)
	}
	unlock, err := disk.Lock(filepath.Join(tmp, lockFile))
	if err != nil {
		return nil, cannotWrite(at, errors.Join(err, os.RemoveAll(tmp)))
	}
	f := &folder{at, tmp, replace, unlock}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return nil, cannotWrite(at, errors.Join(err, f.end()))
	}
	return f, nil
}

// mayStand refuses to write over anything but, if asked to, a former export.
func mayStand(at string, replace bool) error {
	entries, err := os.ReadDir(at)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && replace {
		if len(entries) == 0 {
			return nil
		}
		if _, err = Read(at); err == nil {
			return nil
		}
	}
	way := data.Text{ZH: "请换一个文件夹，或加 --replace 替换从前的导出", EN: "choose another folder, or replace a former export with --replace"}
	if replace {
		way = data.Text{ZH: "它不是从前的导出，不会被替换；请换一个文件夹", EN: "it is no former export and stays as it is; choose another folder"}
	}
	return &data.Error{Code: "export_exists", File: at, Err: err, Reason: data.Text{ZH: "该文件夹已经存在", EN: "the folder exists"}, Way: way}
}

// sweep removes what crashed exports into the same place left. A former export
// that was put aside goes only where another one has taken its place.
func sweep(at string) error {
	entries, err := os.ReadDir(filepath.Dir(at))
	if err != nil {
		return err
	}
	for _, e := range entries {
		left := filepath.Join(filepath.Dir(at), e.Name())
		if !strings.HasPrefix(left, at+disk.Unfinished+"-") {
			continue
		}
		if strings.HasSuffix(left, aside) {
			if _, err := Read(at); err != nil {
				continue
			}
		} else if held, err := isHeld(left); held || err != nil {
			continue
		}
		if err := os.RemoveAll(left); err != nil {
			return err
		}
	}
	return nil
}

// isHeld reports whether a process is writing a folder.
func isHeld(folder string) (bool, error) {
	name := filepath.Join(folder, lockFile)
	if _, err := os.Stat(name); err != nil {
		return false, err // just begun, or just ending
	}
	unlock, err := disk.Lock(name)
	if errors.Is(err, disk.ErrLocked) {
		return true, nil
	}
	if err == nil {
		unlock()
	}
	return false, err
}

func (f *folder) scratch() string { return f.tmp }

func (f *folder) put(file *File, write func(file string) error) (err error) {
	at := filepath.Join(f.tmp, filepath.FromSlash(file.Path))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	if err := write(at); err != nil {
		return err
	}
	file.Bytes, file.SHA256, err = sum(at)
	return err
}

// settle syncs the finished folder and gives it its place: whole, or not at all.
func (f *folder) settle() error {
	if err := os.Remove(filepath.Join(f.tmp, lockFile)); err != nil {
		return err
	}
	err := filepath.WalkDir(f.tmp, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return disk.Sync(path)
	})
	if err != nil {
		return err
	}
	former := f.tmp + aside
	if f.replace {
		if err := os.Rename(f.at, former); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if err := os.Rename(f.tmp, f.at); err != nil {
		if f.replace {
			err = errors.Join(err, os.Rename(former, f.at))
		}
		return err
	}
	return errors.Join(disk.Sync(filepath.Dir(f.at)), os.RemoveAll(former))
}

// end removes what was not settled.
func (f *folder) end() error {
	f.unlock()
	return os.RemoveAll(f.tmp)
}

func cannotWrite(dir string, cause error) error {
	var e *data.Error
	if errors.As(cause, &e) || errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return &data.Error{Code: "cannot_write", File: dir, Err: cause,
		Reason: data.Text{ZH: "写不进文件夹：" + cause.Error(), EN: "cannot write to the folder: " + cause.Error()},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}
