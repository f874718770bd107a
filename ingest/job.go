package ingest

import (
	"context"
	"errors"
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

// AuditVersion changes with every change of the checks over years, which are
// tried when a snapshot is built.
const AuditVersion = "2"

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
	Restored     int      // of them, those that the archive had lost
	WithFindings int      // of Loaded, those with a failed check
	Rejected     []Rejected
	Published    *store.Manifest // the snapshot that holds all this; nil if nothing changed
}

// reading is what is kept of a file between runs.
type reading struct {
	Reports []*data.Report `json:"reports"`
}

// of reports whether the file was read under that name: a name may say whose
// report it is.
func (r reading) of(name string) bool {
	return len(r.Reports) > 0 && r.Reports[0].Source.File == name
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
	arc, err := j.open()
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
