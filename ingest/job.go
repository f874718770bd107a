package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/form"
	"gongkai/data/place"
	"gongkai/data/store"
	"gongkai/ingest/source"
)

// ReaderVersion changes with every change of the readers that may change what
// they make of a file; kept readings of other versions are not used.
const ReaderVersion = "5"

// Job loads files into a store folder.
type Job struct {
	Store       string // folder
	Catalogue   *form.Catalogue
	Places      *place.Gazetteer
	Reference   string                // edition of the reference pack in Places, "" without one
	DropSamples bool                  // leave the bundled samples out from now on
	Progress    func(done, total int) // called now and then, from one goroutine; may be nil
	Now         func() time.Time      // nil for time.Now
}

// Rejected is a file, or a report in it, that was not taken in.
type Rejected struct {
	File string
	Err  error // *data.Error
}

// Loaded is a report that a run took in.
type Loaded struct {
	File   string
	Body   string
	Year   int
	Failed int // failed checks
}

// Summary is the outcome of a run.
type Summary struct {
	Loaded       []Loaded // newly taken in
	Unchanged    int      // files that the archive had before
	WithFindings int      // of Loaded, those with a failed check
	Rejected     []Rejected
	Published    *store.Manifest // the snapshot that holds all this; nil if nothing changed
}

// reading is what is kept of a file between runs.
type reading struct {
	Reports []*data.Report `json:"reports"`
}

// Run reads the files, takes the good ones into the archive and publishes one
// snapshot of everything that the archive holds. Files that it had before
// change nothing. Nothing is half-loaded: until the new snapshot stands, the
// former one is the current one.
func (j *Job) Run(ctx context.Context, files []source.File) (*Summary, error) {
	unlock, err := archive.Lock(j.Store)
	if err != nil {
		return nil, cannotWrite(j.Store, err)
	}
	defer unlock()
	arc, err := archive.Open(j.Store)
	if err != nil {
		return nil, err
	}
	sum := &Summary{}
	arrivals, err := j.take(ctx, arc, files, sum)
	if err != nil {
		return nil, err
	}
	if j.DropSamples && hasSamples(arc) {
		arrivals = append(arrivals, archive.Arrival{Decision: archive.DropSamples, At: j.now()})
	}
	if err := arc.List(arrivals...); err != nil {
		return nil, cannotWrite(j.Store, err)
	}
	sum.Published, err = j.publish(ctx, arc, sum)
	return sum, err
}

func hasSamples(arc *archive.Archive) bool {
	return slices.ContainsFunc(arc.Arrivals(), func(a archive.Arrival) bool { return a.Sample })
}

// settled refuses a report whose body is not known for certain: its figures
// would stand under another body's name.
func settled(file string, r *data.Report) error {
	if r.Body.Name == "" {
		return &data.Error{Code: "no_body", File: file,
			Reason: data.Text{ZH: "标题和首段中找不到报告机关", EN: "no reporting body in title or first paragraph"},
			Way:    data.Text{ZH: "请在标题中写明机关全称", EN: "name the body in the title"}}
	}
	if r.Body.RegionCode == "" && len(r.Body.Candidates) > 0 {
		names := ""
		for i, c := range r.Body.Candidates {
			if i > 0 {
				names += "、"
			}
			names += c.FullName + "（" + c.RegionCode + "）"
		}
		return &data.Error{Code: "ambiguous_body", File: file,
			Reason: data.Text{ZH: "“" + r.Body.Name + "”不能确定是哪里：" + names, EN: "not certain which division " + r.Body.Name + " is: " + names},
			Way: data.Text{ZH: "请在标题或首段写明省市，或用 gongkai bodies set 指定；已改名、撤并的区划需要参考资料包（--reference）",
				EN: "name the province or city in title or first paragraph, or settle it with gongkai bodies set; renamed or merged divisions need a reference pack (--reference)"}}
	}
	return nil
}

// publish builds a snapshot of the whole archive, unless the current one was
// built from the same arrivals by the same recipe. A file that the readers no
// longer take is rejected, and the others are published.
func (j *Job) publish(ctx context.Context, arc *archive.Archive, sum *Summary) (*store.Manifest, error) {
	current, err := j.intact(ctx)
	if err != nil {
		return nil, err
	}
	arrivals := arc.Arrivals()
	recipe := fmt.Sprintf("format %d, readers %s, catalogue %s", store.Format, j.version(), j.Catalogue.Fingerprint)
	if current != nil && current.Arrivals == arc.Length() && current.Recipe == recipe || current == nil && len(arrivals) == 0 {
		return nil, nil
	}
	var reports []*data.Report
	rejected := rejections(arc)
	for _, a := range arrivals {
		of, err := j.reportsOf(arc, a)
		if err != nil {
			if code := data.Code(err); code == "archive_broken" || code == "internal" {
				return nil, err
			}
			sum.Rejected = append(sum.Rejected, Rejected{a.File, err})
		}
		for _, r := range decided(arc, a.SHA256, of) {
			if err := settled(a.File, r); err != nil {
				rejected = append(rejected, unsettled(a, r, err))
				continue
			}
			r.Arrived, r.Sample = a.At, a.Sample
			reports = append(reports, r)
		}
	}
	j.settleNeighbours(reports)
	j.auditAcross(reports)
	return store.Publish(ctx, j.Store, store.Input{Catalogue: j.Catalogue, Gazetteer: j.Places, Reference: j.Places.Reference(), Reports: reports, Rejected: rejected, Arrivals: arc.Length(), Recipe: recipe})
}

// rejections lists the files that were not taken in.
func rejections(arc *archive.Archive) (list []store.Rejected) {
	for _, a := range arc.Rejections() {
		list = append(list, store.Rejected{File: a.File, SHA256: a.SHA256, At: a.At, Code: a.Rejection.Code, Reason: a.Rejection.Why, Body: *a.Body, Year: a.Rejection.Year})
	}
	return list
}

// unsettled is a report of an archived file that stays out: err says why.
func unsettled(a archive.Arrival, r *data.Report, err error) store.Rejected {
	x := store.Rejected{File: a.File, SHA256: a.SHA256, At: a.At, Code: data.Code(err), Body: r.Body, Year: r.Year}
	var why *data.Error
	if errors.As(err, &why) {
		x.Reason = why.Says()
	}
	return x
}

// intact returns the current snapshot's manifest; nil when there is none, or
// when it is damaged or of another format: then the archive makes a new one.
func (j *Job) intact(ctx context.Context) (*store.Manifest, error) {
	s, err := store.Open(ctx, j.Store)
	if err == nil {
		defer s.Close()
		if err = s.Verify(ctx); err == nil {
			return s.Manifest, nil
		}
	}
	switch data.Code(err) {
	case "store_empty", "store_broken", "store_format":
		return nil, nil
	}
	return nil, err
}

// reportsOf returns the kept reading of an archived file, or reads it again.
func (j *Job) reportsOf(arc *archive.Archive, a archive.Arrival) ([]*data.Report, error) {
	var kept reading
	if arc.Reading(j.version(), a.SHA256, &kept) {
		return kept.Reports, nil
	}
	_, r, err := arc.Source(a.SHA256)
	if err != nil {
		return nil, &data.Error{Code: "archive_broken", File: a.File, Err: err,
			Reason: data.Text{ZH: "归档中缺少这个文件", EN: "the archive lacks this file"},
			Way:    data.Text{ZH: "请从备份恢复归档", EN: "restore the archive from a backup"}}
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != a.SHA256 {
		return nil, &data.Error{Code: "archive_broken", File: a.File,
			Reason: data.Text{ZH: "归档文件内容与其哈希不符", EN: "an archived file does not match its hash"},
			Way:    data.Text{ZH: "请从备份恢复归档", EN: "restore the archive from a backup"}}
	}
	reports, err := NewReader(j.Catalogue, j.Places).Read(a.File, b)
	if err != nil {
		return nil, err
	}
	return reports, arc.KeepReading(j.version(), a.SHA256, reading{reports})
}

// version names the readers and the reference pack that a reading rests on.
func (j *Job) version() string {
	if j.Reference == "" {
		return ReaderVersion
	}
	return ReaderVersion + "-" + j.Reference
}

func (j *Job) now() time.Time {
	if j.Now != nil {
		return j.Now().UTC()
	}
	return time.Now().UTC().Truncate(time.Second)
}

func cannotWrite(dir string, err error) error {
	var e *data.Error
	if errors.As(err, &e) {
		return err
	}
	return &data.Error{Code: "cannot_write", File: dir, Err: err,
		Reason: data.Text{ZH: "写不进数据目录：" + err.Error(), EN: "cannot write to the store folder: " + err.Error()},
		Way:    data.Text{ZH: "请检查磁盘空间和权限", EN: "check disk space and permissions"}}
}
