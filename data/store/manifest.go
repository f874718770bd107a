package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gongkai/data"
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

// Name is the snapshot's name: what the pointer says.
func (m *Manifest) Name() string { return strings.TrimSuffix(m.File, ".duckdb") }

// Current returns the manifest of the snapshot that the pointer names. Code
// "store_empty" when nothing has been published yet, "store_broken" when
// pointer or manifest cannot be read.
func Current(dir string) (*Manifest, error) {
	for {
		name, err := pointedAt(dir)
		if err != nil {
			return nil, err
		}
		m, err := readManifest(dir, name)
		if err == nil || !left(dir, name) {
			return m, err
		}
	}
}

func manifestFile(dir, name string) string {
	return filepath.Join(snapshotFolder(dir), name+".json")
}

// readManifest reads and checks the manifest of a snapshot. Code "store_broken".
func readManifest(dir, name string) (*Manifest, error) {
	file := manifestFile(dir, name)
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, broken(file, "读不到快照清单", "cannot read the manifest", err)
	}
	m := &Manifest{}
	if err := json.Unmarshal(b, m); err != nil || !m.fits(name) || !sealed(b) {
		return nil, broken(file, "快照清单内容有误", "the manifest is damaged", err)
	}
	return m, nil
}

// fits reports whether the manifest is of the snapshot of that name.
func (m *Manifest) fits(name string) bool {
	return len(m.SHA256) == 2*sha256.Size && name == fmt.Sprintf("snapshot-%06d-%s", m.Number, m.SHA256[:12]) && m.File == name+".duckdb"
}

// encode gives the manifest's file: its JSON, and as the last member a seal
// over all before it. A flipped bit in a count would else go unnoticed.
func (m *Manifest) encode() ([]byte, error) {
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	members := bytes.TrimSuffix(b, []byte("\n}"))
	return fmt.Appendf(nil, "%s%s%s\"\n}\n", members, sealBegins, sealOf(members)), nil
}

const sealBegins = ",\n  \"seal\": \""

func sealOf(members []byte) string {
	sum := sha256.Sum256(members)
	return hex.EncodeToString(sum[:])
}

// sealed checks the seal of a manifest; one without is as old as the program
// that wrote it, and taken.
func sealed(b []byte) bool {
	i := bytes.LastIndex(b, []byte(sealBegins))
	return i < 0 || strings.HasPrefix(string(b[i+len(sealBegins):]), sealOf(b[:i])+`"`)
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
