// Package archive keeps the truth that snapshots are built from: the source
// files by content hash, the list of arrivals in their order, and what was
// read from each file so that a new run reads only what is new.
//
// Layout below the store folder:
//
//	archive/objects/ab/ab12...        source files, named by SHA-256
//	archive/arrivals.jsonl            one line an arrival or decision, append only
//	archive/read/<version>/ab12.json  reading of a file; may be deleted at any time
package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"gongkai/data"
)

// Archive is an archive folder. One process writes at a time: hold Lock.
type Archive struct {
	dir      string
	arrivals []Arrival
	settled  map[string]Arrival // by file's hash: whose report a person said it is
	size     int64              // of the list's whole lines
}

// Arrival is a line of the list: a file that was taken in, or a decision.
type Arrival struct {
	SHA256   string     `json:"sha256,omitempty"`
	File     string     `json:"file,omitempty"` // name as given
	At       time.Time  `json:"at"`
	Sample   bool       `json:"sample,omitempty"`
	Decision string     `json:"decision,omitempty"` // DropSamples ...; "" for a file
	Body     *data.Body `json:"body,omitempty"`     // of SetBody
	Reason   string     `json:"reason,omitempty"`
	Author   string     `json:"author,omitempty"`

	Verdict   *Verdict   `json:"verdict,omitempty"`   // of Waive, Correct, Undo
	Rejection *Rejection `json:"rejection,omitempty"` // of Reject, whose Body is whom the file names
}

// Open opens the archive below a store folder and reads its list. A missing
// archive is an empty one.
func Open(store string) (*Archive, error) {
	a := &Archive{dir: filepath.Join(store, "archive"), settled: map[string]Arrival{}}
	b, err := os.ReadFile(a.list())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, broken(a.list(), "", err)
	}
	a.size = whole(b)
	n := 0
	for line := range bytes.Lines(b[:a.size]) {
		n++
		x, err := decode(line)
		if err != nil {
			return nil, broken(a.list(), fmt.Sprintf("%d", n), err)
		}
		a.add(x)
	}
	return a, nil
}

func (a *Archive) add(x Arrival) {
	a.arrivals = append(a.arrivals, x)
	switch x.Decision {
	case SetBody:
		a.settled[x.SHA256] = x
	case UnsetBody:
		delete(a.settled, x.SHA256)
	}
}

// Arrivals lists the files that count, in order of arrival. Files that a
// decision left out are not among them.
func (a *Archive) Arrivals() []Arrival {
	dropped := -1
	for i, x := range a.arrivals {
		if x.Decision == DropSamples {
			dropped = i
		}
	}
	out := make([]Arrival, 0, len(a.arrivals))
	for i, x := range a.arrivals {
		if x.Decision == "" && !(x.Sample && i < dropped) {
			out = append(out, x)
		}
	}
	return out
}

// Until is the archive as it was when its list had n lines: what a snapshot
// was built from. It is for reading only.
func (a *Archive) Until(n int) *Archive {
	then := &Archive{dir: a.dir, settled: map[string]Arrival{}}
	for _, x := range a.arrivals[:min(n, len(a.arrivals))] {
		then.add(x)
	}
	return then
}

// Length is the number of lines of the list: what a snapshot was built from.
func (a *Archive) Length() int { return len(a.arrivals) }

// Since lists what came after the first n lines: files and decisions. It says
// false where the list is shorter than that.
func (a *Archive) Since(n int) ([]Arrival, bool) {
	if n > len(a.arrivals) {
		return nil, false
	}
	return slices.Clone(a.arrivals[n:]), true
}

// Put stores a file's content, durably, before it is listed.
func (a *Archive) Put(sha256 string, content []byte) error {
	name, err := a.object(sha256)
	if err != nil {
		return err
	}
	if fi, err := os.Stat(name); err == nil && fi.Size() == int64(len(content)) {
		return nil
	}
	return writeFile(name, content)
}

var isHash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (a *Archive) object(sha256 string) (string, error) {
	if !isHash.MatchString(sha256) {
		return "", &data.Error{Code: "not_found", Reason: data.Text{ZH: "没有这个文件", EN: "no such file"}}
	}
	return filepath.Join(a.dir, "objects", sha256[:2], sha256), nil
}

// Source opens a file's content with the name under which it last arrived.
// Code "not_found" when the archive does not have it.
func (a *Archive) Source(sha256 string) (name string, content io.ReadCloser, err error) {
	path, err := a.object(sha256)
	if err != nil {
		return "", nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return "", nil, &data.Error{Code: "not_found", Err: err, Reason: data.Text{ZH: "归档中没有这个文件", EN: "not in the archive"}}
	}
	for _, x := range a.arrivals {
		if x.SHA256 == sha256 && x.Decision == "" {
			name = filepath.Base(x.File)
		}
	}
	return name, f, nil
}
