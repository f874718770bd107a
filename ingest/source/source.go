// Package source finds the files that reports come from: files and folders,
// what zip archives hold, and standard input.
package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"

	"gongkai/data"
	"gongkai/ingest/document"
)

// File is a file that may hold reports. Name is how people know it; a member
// of an archive is named "archive.zip/folder/report.html".
type File struct {
	Name   string
	Sample bool
	open   func() (io.ReadCloser, error)
}

// Read returns the file's content, at most one byte over the readers' bound.
// Codes: "cannot_open" when it cannot be read; of a member of an archive also
// "encrypted_file", "too_large", "damaged_file", "too_deep" and
// "unsupported_format".
func (f File) Read() ([]byte, error) {
	r, err := f.open()
	if err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	defer r.Close()
	var b bytes.Buffer
	if sized, ok := r.(interface{ Size() int64 }); ok {
		b.Grow(int(min(sized.Size(), document.MaxBytes)) + bytes.MinRead)
	}
	if _, err := b.ReadFrom(io.LimitReader(r, document.MaxBytes+1)); err != nil {
		return nil, cannotOpen(f.Name, err)
	}
	return b.Bytes(), nil
}

// cannotOpen is the error of a file that cannot be opened; what already says
// its reason stays as it is.
func cannotOpen(name string, err error) error {
	if e := (*data.Error)(nil); errors.As(err, &e) {
		return err
	}
	reason := err
	if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
		reason = pe.Err
	}
	return &data.Error{Code: "cannot_open", File: name, Err: err,
		Reason: data.Text{ZH: "打不开文件：" + reason.Error(), EN: "cannot open: " + reason.Error()},
		Way:    data.Text{ZH: "请检查路径和权限", EN: "check path and permissions"}}
}

// refused is a file whose reading fails with a reason.
func refused(name string, err error) File {
	return File{Name: name, open: func() (io.ReadCloser, error) { return nil, err }}
}

// Path is a single file on disk, taken as it is: an archive is one file.
func Path(name string) File {
	return onDisk(name).file()
}

// content is an opened file.
type content interface {
	io.ReadCloser
	io.ReaderAt
	Size() int64
}

// blob is content that can be opened again and again: a file on disk, or a
// piece of the spool.
type blob struct {
	name string
	open func() (content, error)
}

func (b blob) file() File {
	return File{Name: b.name, open: func() (io.ReadCloser, error) { return b.open() }}
}

func onDisk(name string) blob {
	return blob{name, func() (content, error) { return openRegular(name) }}
}

// diskFile is an open regular file.
type diskFile struct {
	*os.File
	size int64
}

func (f diskFile) Size() int64 { return f.size }

// openRegular opens a regular file. O_NONBLOCK keeps the open of a FIFO from
// waiting for a writer; it means nothing to a regular file.
func openRegular(name string) (content, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(name)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return diskFile{f, info.Size()}, nil
}

func notRegular(name string) error {
	return document.Refuse("cannot_open", name, "不是普通文件（是文件夹、管道或设备）", "not a regular file but a folder, pipe or device",
		"管道的内容请经标准输入给出，文件名写 -", "give what comes from a pipe on standard input, with - as its name")
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
