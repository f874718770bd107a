// Package source finds the files that reports come from.
package source

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/data"
	"gongkai/ingest/document"
)

// File is a file that may hold reports. Name is how people know it.
type File struct {
	Name   string
	Sample bool
	open   func() (io.ReadCloser, error)
}

// Read returns the file's content, at most one byte over the readers' bound.
// Code "cannot_open" when it cannot be read.
func (f File) Read() ([]byte, error) {
	r, err := f.open()
	if err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	defer r.Close()
	b, err := io.ReadAll(io.LimitReader(r, document.MaxBytes+1))
	if err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	return b, nil
}

func cannotOpen(name string, err error) error {
	reason := err
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		reason = pe.Err
	}
	return &data.Error{Code: "cannot_open", File: name, Err: err,
		Reason: data.Text{ZH: "打不开文件：" + reason.Error(), EN: "cannot open: " + reason.Error()},
		Way:    data.Text{ZH: "请检查路径和权限", EN: "check path and permissions"}}
}

// Path is a single file on disk.
func Path(name string) File {
	return File{Name: name, open: func() (io.ReadCloser, error) { return os.Open(name) }}
}

// Paths finds the files of a list of files and folders, folders whole and in
// lexical order. Hidden files, lock files of office programs and what is no
// regular file are passed over; links to folders are not followed. A path that
// does not exist is an error of its own, and the others are still found.
func Paths(paths []string) (files []File, errs []error) {
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			errs = append(errs, cannotOpen(p, err))
			continue
		}
		if !info.IsDir() {
			files = append(files, Path(p))
			continue
		}
		err = filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				errs = append(errs, cannotOpen(name, err))
				return nil
			}
			hidden := strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "~$")
			if d.IsDir() {
				if hidden && name != p {
					return filepath.SkipDir
				}
				return nil
			}
			if !hidden && d.Type().IsRegular() {
				files = append(files, Path(name))
			}
			return nil
		})
		if err != nil {
			errs = append(errs, cannotOpen(p, err))
		}
	}
	return files, errs
}

// Folder lists the files at the root of a file system, such as the bundled samples.
func Folder(dir fs.FS, sample bool) ([]File, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var files []File
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		name := e.Name()
		files = append(files, File{Name: name, Sample: sample, open: func() (io.ReadCloser, error) { return dir.Open(name) }})
	}
	return files, nil
}
