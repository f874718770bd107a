package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gongkai/data"
	"gongkai/data/store"
)

// Layout is the version of an export's folder and manifest.
const Layout = 1

// Names of what stands beside the tables.
const (
	ManifestFile   = "manifest.json"
	DictionaryFile = "DICTIONARY.md"
)

// Manifest says what an export is of and what is in it. All that differs
// between two snapshots of the same reports stands here, and in no other file.
type Manifest struct {
	Layout   int              `json:"layout"` // see Layout
	Format   store.CopyFormat `json:"format"` // of the tables' files
	Snapshot Snapshot         `json:"snapshot"`
	// Content is the SHA-256 of the lines "SHA256  PATH" of all Files: equal
	// whenever the reports, the program and the format are.
	Content string  `json:"content"`
	Tables  []Table `json:"tables"`
	Files   []File  `json:"files"` // by path
}

// Snapshot names the published state that an export is of.
type Snapshot struct {
	Number    int       `json:"number"`
	Day       string    `json:"day"`       // of publication, ISO, UTC
	Published time.Time `json:"published"` // UTC
	SHA256    string    `json:"sha256"`    // of the snapshot's file
	Hash      string    `json:"hash"`      // first 12 digits of it: how pages and answers cite the snapshot
	Format    int       `json:"format"`    // version of the tables
	Recipe    string    `json:"recipe"`    // versions of readers, catalogue and tables
	Program   string    `json:"program"`   // that built the snapshot
	Engine    string    `json:"engine"`    // DuckDB's version, which wrote the files
	Bodies    int       `json:"bodies"`
	Reports   int       `json:"reports"`             // current ones
	Figures   int       `json:"figures"`             // of them
	Generated bool      `json:"generated,omitempty"` // the reports are made up
}

// Table is a table of the export.
type Table struct {
	store.TableInfo
	Rows int `json:"rows"`
}

// File is a file of the export. Rows are those of a table's file, 0 of others.
type File struct {
	Path   string `json:"path"` // from the folder, with slashes
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Table  string `json:"table,omitempty"`
	Year   int    `json:"year,omitempty"` // of a table by year
	Rows   int    `json:"rows"`
}

// Read reads the manifest of an export. Code "not_an_export".
func Read(dir string) (*Manifest, error) {
	m := &Manifest{}
	b, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err == nil {
		err = json.Unmarshal(b, m)
	}
	if err == nil && m.Layout != Layout {
		err = fmt.Errorf("layout %d", m.Layout)
	}
	if err != nil {
		return nil, &data.Error{Code: "not_an_export", File: dir, Err: err,
			Reason: data.Text{ZH: "该文件夹没有可读的导出清单 " + ManifestFile, EN: "the folder has no readable manifest " + ManifestFile},
			Way:    data.Text{ZH: "请指定由 gongkai export 写成的文件夹", EN: "name a folder that gongkai export wrote"}}
	}
	return m, nil
}

// content is the hash over all files.
func content(files []File) string {
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s  %s\n", f.SHA256, f.Path)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// sum gives size and SHA-256 of a file.
func sum(file string) (size int64, hash string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}
