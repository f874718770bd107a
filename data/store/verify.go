package store

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"gongkai/data"
)

// quickSize is the size, in bytes, up to which a file is hashed before it is
// used: that takes 40 ms with, and some 150 ms without SHA instructions, which
// leaves a start below 300 ms. Above it the hash runs beside the first answers.
var quickSize int64 = 64 << 20 // tests lower it

// verification is the check of a file's hash; it runs once a process and file.
type verification struct {
	done chan struct{}
	err  error // valid after done
}

func (v *verification) wait(ctx context.Context) error {
	select {
	case <-v.done:
		return v.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// failed returns the outcome without waiting: nil while it is open.
func (v *verification) failed() error {
	select {
	case <-v.done:
		return v.err
	default:
		return nil
	}
}

// state of a file when it was checked: a file changed since is checked again.
type checkedFile struct {
	name     string
	size     int64
	modified time.Time
	sha256   string // what the manifest asks for
}

var (
	checking sync.Mutex
	checked  = map[checkedFile]*verification{}
)

// look checks what can be seen of a snapshot's file at once: that DuckDB opens
// a truncated file without complaint, and reads a log that lies beside it.
// Codes: "store_broken", and "store_format" for a whole file of another format.
func (m *Manifest) look(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return broken(file, "读不到快照文件", "cannot read the snapshot's file", err)
	}
	if info.Size() != m.Size {
		return broken(file, fmt.Sprintf("快照文件有 %d 字节，应为 %d 字节", info.Size(), m.Size),
			fmt.Sprintf("the snapshot has %d bytes instead of %d", info.Size(), m.Size), nil)
	}
	if exists(file + ".wal") {
		return broken(file+".wal", "快照旁有写入日志，说明有程序以可写方式打开过它", "a log of changes lies beside the snapshot: some program opened it for writing", nil)
	}
	if err := checkHeader(file); err != nil {
		return err
	}
	if m.Format != Format {
		return &data.Error{Code: "store_format", File: m.File,
			Reason: data.Text{ZH: fmt.Sprintf("快照的表结构版本是 %d，本程序需要 %d", m.Format, Format), EN: fmt.Sprintf("the snapshot has format %d, this program needs %d", m.Format, Format)},
			Way:    data.Text{ZH: "请重新载入以生成新快照", EN: "load again to build a new snapshot"}}
	}
	return nil
}

// verify looks at a snapshot's file and begins the check of its hash.
func (m *Manifest) verify(file string) (*verification, error) {
	if err := m.look(file); err != nil {
		return nil, err
	}
	return m.startHash(file)
}

func (m *Manifest) startHash(file string) (*verification, error) {
	info, err := os.Stat(file)
	if err != nil {
		return nil, broken(file, "读不到快照文件", "cannot read the snapshot's file", err)
	}
	checking.Lock()
	defer checking.Unlock()
	key := checkedFile{file, info.Size(), info.ModTime(), m.SHA256}
	v := checked[key]
	if v == nil {
		v = &verification{done: make(chan struct{})}
		checked[key] = v
		go func() {
			defer close(v.done)
			_, sum, err := hashFile(file)
			if err != nil || sum != m.SHA256 {
				v.err = broken(file, "快照文件的内容已损坏（SHA-256 不符）", "the snapshot is damaged (SHA-256 differs)", err)
			}
		}()
	}
	return v, nil
}

// checkHeader looks for DuckDB's mark behind the first block's checksum.
func checkHeader(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return broken(file, "读不到快照文件", "cannot read the snapshot's file", err)
	}
	defer f.Close()
	head := make([]byte, 12)
	if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head[8:], []byte("DUCK")) {
		return broken(file, "不是 DuckDB 文件", "not a DuckDB file", err)
	}
	return nil
}
