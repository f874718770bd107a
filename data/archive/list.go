package archive

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

// File is the list's file, and how many bytes of it this archive was read from:
// later lines are only ever added behind.
func (a *Archive) File() (path string, size int64) { return a.list(), a.size }

func (a *Archive) list() string { return listFile(filepath.Dir(a.dir)) }

func listFile(store string) string { return filepath.Join(store, "archive", "arrivals.jsonl") }

// whole is the size of the list's whole lines: a line without its end was never
// acknowledged.
func whole(list []byte) int64 { return int64(bytes.LastIndexByte(list, '\n') + 1) }

// checkBegins begins the last member of a line: the checksum (CRC-32C, hex) of
// all before it. A flipped bit in a name or day would else go unnoticed.
const checkBegins = `,"check":"`

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func checkOf(members []byte) string { return fmt.Sprintf("%08x", crc32.Checksum(members, castagnoli)) }

func encode(list []Arrival) ([]byte, error) {
	var b bytes.Buffer
	for _, x := range list {
		line, err := json.Marshal(x)
		if err != nil {
			return nil, err
		}
		members := line[:len(line)-1]
		b.Write(members)
		b.WriteString(checkBegins + checkOf(members) + "\"}\n")
	}
	return b.Bytes(), nil
}

var errCheck = errors.New("the line's checksum differs")

// decode reads a line. One without a checksum is as old as the program that
// wrote it, and taken.
func decode(line []byte) (x Arrival, err error) {
	if err := json.Unmarshal(line, &x); err != nil {
		return x, err
	}
	if i := bytes.LastIndex(line, []byte(checkBegins)); i >= 0 && !strings.HasPrefix(string(line[i+len(checkBegins):]), checkOf(line[:i])+`"`) {
		return x, errCheck
	}
	return x, nil
}

// List appends arrivals and syncs the list: from here on they are part of the
// archive. All are listed, or none if that fails. A torn line that a crash left at
// the end is cut off first.
func (a *Archive) List(more ...Arrival) error {
	if len(more) == 0 {
		return nil
	}
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(a.list(), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer f.Close()
	add, err := encode(more)
	if err != nil {
		return err
	}
	if err := f.Truncate(a.size); err != nil {
		return err
	}
	if _, err = f.WriteAt(add, a.size); err == nil {
		err = f.Sync()
	}
	if err != nil { // what did not fit as a whole must not count by a part
		return errors.Join(err, f.Truncate(a.size))
	}
	a.size += int64(len(add))
	for _, x := range more {
		a.add(x)
	}
	return disk.Sync(a.dir)
}

// Torn is what a crash left of a last line, without its end; nil as a rule.
func Torn(store string) ([]byte, error) {
	b, err := os.ReadFile(listFile(store))
	if err != nil || whole(b) == int64(len(b)) {
		return nil, err
	}
	return b[whole(b):], nil
}

// CutTorn cuts off what Torn returns. The caller holds Lock.
func CutTorn(store string) error {
	b, err := os.ReadFile(listFile(store))
	if err != nil {
		return err
	}
	return disk.Replace(listFile(store), b[:whole(b)])
}

// Recover appends arrivals that the list has lost, and for each further line up
// to length one that says that it cannot be recovered, so that the list never
// seems to be shorter than it was. It returns how many there are of each. The
// caller holds Lock.
func Recover(store string, arrivals []Arrival, length int, at time.Time) (back, lost int, err error) {
	a, err := Open(store)
	if err != nil {
		return 0, 0, err
	}
	had := map[[2]string]bool{}
	for _, x := range a.arrivals {
		had[[2]string{x.SHA256, x.File}] = true
	}
	var lines []Arrival
	for _, x := range arrivals {
		if key := [2]string{x.SHA256, x.File}; !had[key] && len(a.arrivals)+len(lines) < length {
			had[key] = true
			lines = append(lines, x)
		}
	}
	back = len(lines)
	for len(a.arrivals)+len(lines) < length {
		lines = append(lines, Arrival{Decision: Lost, At: at.UTC().Truncate(time.Second)})
	}
	return back, len(lines) - back, a.List(lines...)
}

func broken(file, line string, err error) error {
	e := &data.Error{Code: "archive_broken", File: file, Err: err,
		Reason: data.Text{ZH: "归档清单读不出：" + err.Error(), EN: "cannot read the list of arrivals: " + err.Error()},
		Way:    data.Text{ZH: "请从备份恢复该文件", EN: "restore the file from a backup"}}
	if line != "" {
		e.Place = "行 " + line
	}
	return e
}
