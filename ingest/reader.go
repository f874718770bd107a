// Package ingest is the job that turns files into a published snapshot: find
// files, read, recognise, audit, publish.
package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/ingest/audit"
	"gongkai/ingest/document"
	"gongkai/ingest/document/formats"
	"gongkai/ingest/recognise"
	"gongkai/ingest/settle"
)

// Reader reads one file into audited reports. It is safe for concurrent use.
type Reader struct {
	catalogue  *form.Catalogue
	recogniser *recognise.Recogniser
	auditor    *audit.Auditor
}

// NewReader returns a Reader over the catalogue and the places.
func NewReader(c *form.Catalogue, g *place.Gazetteer) *Reader {
	return &Reader{catalogue: c, recogniser: recognise.New(c, g), auditor: audit.New(c)}
}

// Explain reads a file as Read does and says what was understood of each cell,
// and why the rest was not. A file that is no document is an error.
func (r *Reader) Explain(name string, b []byte) (e *recognise.Explanation, err error) {
	defer recovered(name, &err)
	doc, err := formats.Read(name, b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	return r.recogniser.Explain(doc, data.Source{File: name, SHA256: hex.EncodeToString(sum[:])}), nil
}

// Subject is whose report for which year a file says it is that could not be
// read: by its text or else, of a scan or a damaged file, by its name. The body
// has no name, and the year is 0, where neither says.
func (r *Reader) Subject(name string, b []byte) (body data.Body, year int) {
	defer func() { _ = recover() }() // it could not be read for a reason
	if doc, err := formats.Read(name, b); err == nil {
		if body, year = r.recogniser.Subject(doc, name); body.Name != "" && year != 0 {
			return body, year
		}
	}
	base := path.Base(filepath.ToSlash(name))
	title := strings.TrimSuffix(base, path.Ext(base))
	return r.recogniser.Subject(&document.Document{Blocks: []document.Block{{Text: title}}}, name)
}

// recovered turns a panic of the readers into an error: files are untrusted.
func recovered(name string, err *error) {
	if p := recover(); p != nil {
		*err = &data.Error{Code: "damaged_file", File: name,
			Reason: data.Text{ZH: "文件结构异常，无法读取", EN: "the file's structure is broken"},
			Way:    data.Text{ZH: "请用 Word/WPS 或浏览器另存后重试，并把原文件反馈给我们", EN: "save it anew and try again; please send us the file"},
			Err:    fmt.Errorf("panic: %v", p)}
	}
}

// Read reads the reports that a file's bytes hold. name serves messages and
// the reports' source. Files are untrusted: whatever they hold, the outcome is
// reports or one *data.Error, never a panic.
func (r *Reader) Read(name string, b []byte) (reports []*data.Report, err error) {
	defer recovered(name, &err)
	doc, err := formats.Read(name, b)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b)
	reports, err = r.recogniser.Reports(doc, data.Source{File: name, SHA256: hex.EncodeToString(sum[:])})
	if err != nil {
		return nil, err
	}
	for _, rep := range reports {
		settle.Report(r.catalogue, rep, nil, nil)
		rep.Findings = append(r.auditor.Report(rep), rep.Findings...)
	}
	return reports, nil
}
