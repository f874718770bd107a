package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/ingest/source"
)

// decided gives the reports of a file the body that a person settled for it.
// The reports as read are left alone: a decision can be taken back.
func decided(arc *archive.Archive, sha256 string, reports []*data.Report) []*data.Report {
	d := arc.BodyOf(sha256)
	if d == nil || d.Body == nil {
		return reports
	}
	out := make([]*data.Report, len(reports))
	for i, r := range reports {
		own := *r
		own.Body = *d.Body
		own.Body.Evidence = []string{"人工确定：" + d.Reason + "（" + d.Author + "，" + d.At.Format("2006-01-02") + "）"}
		if r.Body.Name != "" {
			own.Body.Evidence = append(own.Body.Evidence, "原识读为："+r.Body.Name)
		}
		out[i] = &own
	}
	return out
}

// BodyDecision is a person's word on the body of a file's report.
type BodyDecision struct {
	File   string // a file, or the name or hash of an archived one
	Code   string // six-digit GB/T 2260 code; "" takes the decision back
	Organ  string // department; "" keeps the one that was read
	Reason string
	Author string
}

// SetBody keeps a person's decision on the body of a file's report, takes the
// file in if the archive does not have it, and publishes. Codes: "cannot_open",
// "unknown_code", "several_reports", and those of Run.
func (j *Job) SetBody(ctx context.Context, d BodyDecision) (*Summary, *data.Body, error) {
	unlock, err := archive.Lock(j.Store)
	if err != nil {
		return nil, nil, cannotWrite(j.Store, err)
	}
	defer unlock()
	arc, err := j.open()
	if err != nil {
		return nil, nil, err
	}
	file, archived, err := findFile(arc, d.File)
	if err != nil {
		return nil, nil, err
	}
	line := archive.Arrival{Decision: archive.UnsetBody, SHA256: file.sha256, File: file.file.Name, Reason: d.Reason, Author: d.Author, At: j.now()}
	if d.Code != "" {
		if line.Body, err = j.bodyFor(file, d); err != nil {
			return nil, nil, err
		}
		line.Decision = archive.SetBody
	}
	if err := arc.List(line); err != nil {
		return nil, nil, cannotWrite(j.Store, err)
	}
	sum := &Summary{}
	if !archived {
		arrivals, err := j.take(ctx, arc, []source.File{file.file}, sum)
		if err != nil {
			return nil, nil, err
		}
		if err := arc.List(arrivals...); err != nil {
			return nil, nil, cannotWrite(j.Store, err)
		}
	}
	sum.Published, err = j.publish(ctx, arc, sum)
	return sum, line.Body, err
}

// bodyFor names the body of a code with the organ that the file's report
// prints, or the one given.
func (j *Job) bodyFor(file readFile, d BodyDecision) (*data.Body, error) {
	reports, err := NewReader(j.Catalogue, j.Places).Read(file.file.Name, file.content)
	if err != nil {
		return nil, err
	}
	if len(reports) > 1 {
		return nil, &data.Error{Code: "several_reports", File: file.file.Name,
			Reason: data.Text{ZH: "文件中有多份报告，不能一并指定机关", EN: "the file holds several reports"},
			Way:    data.Text{ZH: "请把它们分成单独的文件", EN: "give each a file of its own"}}
	}
	organ := d.Organ
	if organ == "" {
		organ = reports[0].Body.Organ
	}
	body, ok := j.Places.Body(d.Code, organ)
	if !ok {
		return nil, &data.Error{Code: "unknown_code", Place: d.Code,
			Reason: data.Text{ZH: "没有这个区划代码", EN: "no such division code"},
			Way:    data.Text{ZH: "请给出六位行政区划代码（GB/T 2260）", EN: "give a six-digit GB/T 2260 code"}}
	}
	return &body, nil
}

// findFile reads a file from disk or, if there is none, from the archive.
func findFile(arc *archive.Archive, name string) (f readFile, archived bool, err error) {
	f.file = source.Path(name)
	f.content, err = f.file.Read()
	if a, known := arc.Find(name); known && errors.Is(err, fs.ErrNotExist) {
		archived = true
		f.file.Name = a.File
		f.content, err = archivedContent(arc, a.SHA256)
	}
	if err != nil {
		return readFile{}, false, err
	}
	sum := sha256.Sum256(f.content)
	f.sha256 = hex.EncodeToString(sum[:])
	return f, archived, nil
}

func archivedContent(arc *archive.Archive, sha256 string) ([]byte, error) {
	_, r, err := arc.Source(sha256)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}
