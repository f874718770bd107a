package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/data"
	"gongkai/data/disk"
	"gongkai/ingest/source"
)

// Names of what is kept beside the files. The hidden ones are not read as reports.
const (
	stateName = ".gongkai-fetch.json"
	lockName  = ".gongkai-fetch.lock"
)

// record is what is known of an address.
type record struct {
	Address      string    `json:"address"`
	Final        string    `json:"final,omitempty"` // where it led
	Page         string    `json:"page,omitempty"`  // of an attachment: the page that links to it
	Status       int       `json:"status,omitempty"`
	Fetched      time.Time `json:"fetched,omitzero"` // when the content last changed
	ContentType  string    `json:"content_type,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	SHA256       string    `json:"sha256,omitempty"`
	File         string    `json:"file,omitempty"`
	Attachment   string    `json:"attachment,omitempty"` // address of the file that the page is a shell around
	Title        string    `json:"title,omitempty"`
	Publisher    string    `json:"publisher,omitempty"`
	Date         string    `json:"date,omitempty"` // as the page prints it
	Name         string    `json:"name,omitempty"` // from the list
	Body         string    `json:"body,omitempty"` // from the list
	Error        string    `json:"error,omitempty"`
}

// state is what a folder remembers of all runs, in the order of first sight.
type state struct {
	Records   []*record `json:"records"`
	dir       string
	byAddress map[string]*record
}

// openState reads a folder's state. Code "bad_state" where it is damaged.
func openState(dir string) (*state, error) {
	s := &state{dir: dir, byAddress: map[string]*record{}}
	b, err := os.ReadFile(filepath.Join(dir, stateName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, cannotWrite(dir, err)
	}
	if err == nil {
		if err := json.Unmarshal(b, s); err != nil {
			return nil, &data.Error{Code: "bad_state", File: filepath.Join(dir, stateName), Err: err,
				Reason: data.Text{ZH: "抓取记录已损坏", EN: "the record of earlier runs is damaged"},
				Way:    data.Text{ZH: "删除该文件后重新抓取", EN: "delete this file and fetch again"}}
		}
	}
	for _, r := range s.Records {
		if r.File != filepath.Base(r.File) { // somebody else wrote this
			r.File, r.SHA256 = "", ""
		}
		s.byAddress[r.Address] = r
	}
	return s, nil
}

// record returns what is known of an address, nothing yet if it is new.
func (s *state) record(address string) *record {
	r := s.byAddress[address]
	if r == nil {
		r = &record{Address: address}
		s.Records = append(s.Records, r)
		s.byAddress[address] = r
	}
	return r
}

// intact reports whether the file of a record is there, unchanged.
func (s *state) intact(r *record) bool {
	if r.File == "" {
		return false
	}
	f, err := os.Open(filepath.Join(s.dir, r.File))
	if err != nil {
		return false
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return err == nil && hex.EncodeToString(sum.Sum(nil)) == r.SHA256
}

// attach returns the record of a file that a page leads to, behind the page's.
func (s *state) attach(to *record, address string) *record {
	if r := s.byAddress[address]; r != nil {
		return r
	}
	r := &record{Address: address}
	s.Records = slices.Insert(s.Records, slices.Index(s.Records, to)+1, r)
	s.byAddress[address] = r
	return r
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// save writes state and manifest, each atomically and only if it changed.
func (s *state) save() error {
	b, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	if err := s.write(stateName, append(b, '\n')); err != nil {
		return err
	}
	return s.write(source.Manifest, s.manifest())
}

func (s *state) write(name string, content []byte) error {
	file := filepath.Join(s.dir, name)
	if before, err := os.ReadFile(file); err == nil && bytes.Equal(before, content) {
		return nil
	}
	if err := disk.Replace(file, content); err != nil {
		return cannotWrite(s.dir, err)
	}
	return nil
}

// manifest is the state as a table for people.
func (s *state) manifest() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{strings.Split(source.ManifestStart+"status,fetched_at,content_type,sha256,file,error,page,title,publisher,date,name,body", ",")}
	for _, r := range s.Records {
		at, status := "", ""
		if !r.Fetched.IsZero() {
			at = r.Fetched.UTC().Format(time.RFC3339)
		}
		if r.Status != 0 {
			status = strconv.Itoa(r.Status)
		}
		rows = append(rows, []string{r.Address, r.Final, status, at, r.ContentType, r.SHA256, r.File, r.Error, r.Page, r.Title, r.Publisher, r.Date, r.Name, r.Body})
	}
	for _, row := range rows {
		for i, c := range row {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				row[i] = "'" + c // no formula for a spreadsheet to run
			}
		}
		_ = w.Write(row) // to memory
	}
	w.Flush()
	return b.Bytes()
}

func cannotWrite(dir string, err error) error {
	return &data.Error{Code: "cannot_write", File: dir, Err: err,
		Reason: data.Text{ZH: "写不进文件夹：" + err.Error(), EN: "cannot write to the folder: " + err.Error()},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}
