package source

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"gongkai/ingest/document"
	"gongkai/ingest/document/formats"
)

// standardInput is the path that stands for standard input.
const standardInput = "-"

// Paths finds the files of a list of files and folders, folders whole and in
// lexical order, "-" being standard input. A zip archive, told by its content,
// is expanded into its members. Hidden files, lock files of office programs
// and what is no regular file are passed over; links in folders are not
// followed. A path that does not exist, and an archive that is broken, is an
// error of its own, and the others are still found. A member that cannot be
// read is a File whose Read gives the reason.
func Paths(paths []string) (files []File, errs []error) {
	return Find(paths, os.Stdin)
}

// Find is Paths with something else for standard input.
func Find(paths []string, stdin io.Reader) (files []File, errs []error) {
	f := &finder{stdin: stdin, spool: &spool{}}
	for _, p := range paths {
		f.path(p)
	}
	return f.files, f.errs
}

// finder collects what one call of Find finds.
type finder struct {
	stdin io.Reader // nil once it is read
	spool *spool
	files []File
	errs  []error
}

func (f *finder) fail(err error) { f.errs = append(f.errs, err) }

func (f *finder) path(p string) {
	if p == standardInput {
		f.standardInput()
		return
	}
	info, err := os.Stat(p) // a name given may be a link
	switch {
	case err != nil:
		f.fail(cannotOpen(p, err))
	case info.IsDir():
		f.folder(p)
	case !info.Mode().IsRegular():
		f.fail(notRegular(p))
	default:
		f.take(onDisk(p))
	}
}

// folder walks a folder. The separator at its end makes WalkDir enter a folder
// that was given as a link.
func (f *finder) folder(p string) {
	root := strings.TrimRight(p, string(filepath.Separator)) + string(filepath.Separator)
	shellsOf := map[string]map[string]bool{} // by folder
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			f.fail(cannotOpen(name, err))
			return nil
		}
		switch {
		case name == root:
			shellsOf[filepath.Clean(name)] = shells(name)
		case passedOver(d.Name()):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir():
			shellsOf[name] = shells(name)
		case d.Type().IsRegular() && !isManifest(name) && !shellsOf[filepath.Dir(name)][d.Name()]:
			f.take(onDisk(name))
		}
		return nil
	})
	if err != nil {
		f.fail(cannotOpen(p, err))
	}
}

// passedOver reports whether a name is of what nobody means to give: hidden
// files, lock files of office programs, and what Finder and Explorer leave.
func passedOver(name string) bool {
	switch strings.ToLower(name) {
	case "__macosx", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$")
}

// head returns the first bytes of a file; none when it cannot be read.
func head(b blob) []byte {
	c, err := b.open()
	if err != nil {
		return nil
	}
	defer c.Close()
	start := make([]byte, 64)
	n, _ := c.ReadAt(start, 0)
	return start[:n]
}

// take adds a file, or what it holds if it is an archive. A file that cannot
// be opened is added too: its Read says why.
func (f *finder) take(b blob) {
	start := head(b)
	switch {
	case mayBeZip(start):
		if archive, err := isArchive(b); err == nil && archive {
			f.archive(b)
			return
		}
	case isForeignArchive(start):
		f.files = append(f.files, refused(b.name, foreignArchive(b.name)))
		return
	}
	f.files = append(f.files, b.file())
}

// isArchive tells an archive of files from an office document, which is a zip
// container too. What is too large for a document is an archive.
func isArchive(b blob) (bool, error) {
	c, err := b.open()
	if err != nil {
		return false, err
	}
	defer c.Close()
	if c.Size() > document.MaxBytes {
		return true, nil
	}
	whole := make([]byte, c.Size())
	if _, err := io.ReadFull(c, whole); err != nil {
		return false, err
	}
	return holdsFiles(whole), nil
}

// holdsFiles reports whether a zip container is an archive. One with more
// entries than any document is not looked into further: its whole directory
// would be built in memory.
func holdsFiles(b []byte) bool {
	return bytes.Count(b, []byte(directoryEntry)) > maxMembers || formats.Sniff(b) == "zip"
}

func mayBeZip(start []byte) bool {
	return bytes.HasPrefix(start, []byte(localHeader)) || bytes.HasPrefix(start, []byte(directoryEnd))
}

func isForeignArchive(start []byte) bool {
	format := formats.Sniff(start)
	return format == "rar" || format == "7z"
}

func foreignArchive(name string) error {
	return document.Refuse("unsupported_format", name, "不支持 rar 和 7z 压缩包", "rar and 7z archives are not supported",
		"请解压后提供文件夹，或重新压缩为 zip", "unpack it and give the folder, or pack it as zip")
}

// standardInput takes what comes on standard input, which can be read once.
func (f *finder) standardInput() {
	if f.stdin == nil {
		f.fail(document.Refuse("cannot_open", standardInput, "标准输入只能读一次", "standard input can be read only once",
			"请只写一个 -", "give - once"))
		return
	}
	buffered := bufio.NewReader(f.stdin)
	f.stdin = nil
	var r io.Reader = buffered
	if start, _ := buffered.Peek(len(localHeader)); !mayBeZip(start) {
		r = io.LimitReader(r, document.MaxBytes+1) // what is longer is refused by its length
	}
	b, err := f.spool.keep(standardInput, r)
	if err != nil {
		f.fail(cannotOpen(standardInput, err))
		return
	}
	f.take(b)
}
