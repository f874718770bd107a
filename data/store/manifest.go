package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
)

// Manifest describes a published snapshot. It stands beside the file and is
// checked before the file is used.
type Manifest struct {
	Number    int       `json:"number"`    // 1, 2, 3 ... in order of publication
	File      string    `json:"file"`      // name within the snapshots folder
	Size      int64     `json:"size"`      // bytes
	SHA256    string    `json:"sha256"`    // of the file, lower-case hex
	Published time.Time `json:"published"` // UTC, whole seconds
	Format    int       `json:"format"`    // see Format
	Reports   int       `json:"reports"`   // current reports, superseded ones not counted
	Figures   int       `json:"figures"`   // cells of the current reports, blank ones included
	Bodies    int       `json:"bodies"`
	Generated bool      `json:"generated,omitempty"` // see Input
	Arrivals  int       `json:"arrivals"`            // see Input
	Recipe    string    `json:"recipe"`              // see Input
	Amended   int       `json:"amended,omitempty"`   // how many amendments ago it was built as a whole; see Amend
}

// name is the snapshot's name: what the pointer says.
func (m *Manifest) name() string { return strings.TrimSuffix(m.File, ".duckdb") }

// Current returns the manifest of the snapshot that the pointer names. Code
// "store_empty" when nothing has been published yet, "store_broken" when
// pointer or manifest cannot be read.
func Current(dir string) (*Manifest, error) {
	name, err := pointedAt(dir)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(snapshotFolder(dir), name+".json")
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, broken(file, "读不到快照清单", "cannot read the manifest", err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil || m.name() != name {
		return nil, broken(file, "快照清单内容有误", "the manifest is damaged", err)
	}
	return m, nil
}

// snapshotName is what snapshots are called; the number is the first group.
var snapshotName = regexp.MustCompile(`^snapshot-(\d{6,})-[0-9a-f]{12}$`)

// pointedAt reads the pointer.
func pointedAt(dir string) (string, error) {
	b, err := os.ReadFile(pointerFile(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return "", &data.Error{Code: "store_empty", File: dir, Err: err,
			Reason: data.Text{ZH: "数据目录中还没有数据", EN: "nothing has been published in this store folder"},
			Way:    data.Text{ZH: "请先载入报告", EN: "load reports first"}}
	}
	name := strings.TrimSpace(string(b))
	if err != nil || !snapshotName.MatchString(name) {
		return "", broken(pointerFile(dir), "当前快照的指针有误", "the pointer to the current snapshot is damaged", err)
	}
	return name, nil
}

// publish writes manifest and pointer of a file that already has its name.
func (m *Manifest) publish(dir string) error {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := disk.Replace(filepath.Join(snapshotFolder(dir), m.name()+".json"), append(b, '\n')); err != nil {
		return err
	}
	at("manifest")
	return disk.Replace(pointerFile(dir), []byte(m.name()+"\n"))
}

// sweep removes what an interrupted publisher left in the snapshots folder and
// returns the next number. The caller holds the lock.
func sweep(dir string) (number int, err error) {
	folder := snapshotFolder(dir)
	current, _ := pointedAt(dir) // never removed, even if its manifest was lost
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		name, ext := e.Name(), filepath.Ext(e.Name())
		left := strings.HasPrefix(name, building) || ext == disk.Unfinished
		if m := snapshotName.FindStringSubmatch(strings.TrimSuffix(name, ext)); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return 0, err
			}
			number = max(number, n) // also of what goes now: a number is used once
			_, err = os.Stat(filepath.Join(folder, m[0]+".json"))
			left = left || ext == ".duckdb" && m[0] != current && errors.Is(err, fs.ErrNotExist)
		}
		if !left {
			continue
		}
		if err := os.RemoveAll(filepath.Join(folder, name)); err != nil {
			return 0, err
		}
	}
	return number + 1, nil
}

func broken(file, zh, en string, cause error) error {
	return &data.Error{Code: "store_broken", File: file, Err: cause,
		Reason: data.Text{ZH: zh, EN: en},
		Way: data.Text{ZH: "请从备份恢复该文件，或重新载入以生成新快照",
			EN: "restore the file from a backup, or load again to build a new snapshot"}}
}

func cannotWrite(dir string, cause error) error {
	return &data.Error{Code: "cannot_write", File: dir, Err: cause,
		Reason: data.Text{ZH: "写不进数据目录：" + cause.Error(), EN: "cannot write to the store folder: " + cause.Error()},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}
