package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"runtime"
	"sync"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/ingest/source"
)

// batch bounds how many files' contents are in memory at once.
const batch = 64

// take reads the files and puts the good ones into the archive; the arrivals
// it returns are not listed yet.
func (j *Job) take(ctx context.Context, arc *archive.Archive, files []source.File, sum *Summary) ([]archive.Arrival, error) {
	reader := NewReader(j.Catalogue, j.Places)
	var arrivals []archive.Arrival
	seen := newSeen(arc)
	for start := 0; start < len(files); start += batch {
		part := files[start:min(start+batch, len(files))]
		read := readAll(reader, seen, part)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var kept []readFile
		for _, f := range read {
			if f.err == nil && seen.unchanged(f.file.Name, f.sha256) {
				sum.Unchanged++
				if f.content != nil {
					if err := arc.Put(f.sha256, f.content); err != nil {
						return nil, cannotWrite(j.Store, err)
					}
					sum.Restored++
				}
				continue
			}
			raw := f
			f.reports = decided(arc, f.sha256, raw.reports)
			if !sum.accept(f) {
				if a := j.reject(reader, f); a != nil && seen.rejected[f.sha256] != a.Rejection.Code {
					arrivals = append(arrivals, *a)
				}
				continue
			}
			kept = append(kept, raw)
			a := archive.Arrival{SHA256: f.sha256, File: f.file.Name, At: j.now(), Sample: f.file.Sample}
			seen.add(a)
			arrivals = append(arrivals, a)
		}
		if err := keep(arc, j.version(), kept); err != nil {
			return nil, cannotWrite(j.Store, err)
		}
		if j.Progress != nil {
			j.Progress(start+len(part), len(files))
		}
	}
	return arrivals, nil
}

// reject is what the archive notes of a file that was not taken in: nothing
// where it does not say whose report it is.
func (j *Job) reject(reader *Reader, f readFile) *archive.Arrival {
	if f.content == nil {
		return nil
	}
	body, year, err := data.Body{}, 0, f.err
	if len(f.reports) > 0 {
		body, year, err = f.reports[0].Body, f.reports[0].Year, settled(f.file.Name, f.reports[0])
	} else {
		body, year = reader.Subject(f.file.Name, f.content)
	}
	var why *data.Error
	if body.Name == "" || year == 0 || !errors.As(err, &why) {
		return nil
	}
	body = data.Body{Name: body.Name, RegionCode: body.RegionCode, Organ: body.Organ, NameNow: body.NameNow}
	return &archive.Arrival{Decision: archive.Reject, SHA256: f.sha256, File: f.file.Name, At: j.now(), Body: &body,
		Rejection: &archive.Rejection{Code: why.Code, Why: why.Says(), Year: year}}
}

// writers is how many files are written at once: most of the time is spent
// waiting for the disk to say that they are safe.
const writers = 16

// keep puts files and what was read from them into the archive, side by side.
func keep(arc *archive.Archive, version string, files []readFile) error {
	errs := make([]error, len(files))
	free := make(chan struct{}, writers)
	var all sync.WaitGroup
	for i, f := range files {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			if errs[i] = arc.Put(f.sha256, f.content); errs[i] == nil {
				errs[i] = arc.KeepReading(version, f.sha256, reading{f.reports})
			}
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// seen is what the archive has, as far as it counts.
type seen struct {
	archive  *archive.Archive
	hashes   map[string]bool
	latest   map[string]string // file name -> hash of what last came under it
	rejected map[string]string // hash -> why it was not taken in
}

func newSeen(arc *archive.Archive) *seen {
	s := &seen{arc, map[string]bool{}, map[string]string{}, map[string]string{}}
	for _, a := range arc.Rejections() {
		s.rejected[a.SHA256] = a.Rejection.Code
	}
	for _, a := range arc.Arrivals() {
		s.add(a)
	}
	return s
}

func (s *seen) add(a archive.Arrival) {
	s.hashes[a.SHA256] = true
	s.latest[a.File] = a.SHA256
}

// unchanged reports whether a file need not be taken in: its content is known,
// and nothing else has come under its name since. A correction that is taken
// back is the earlier file again, and counts.
func (s *seen) unchanged(name, sha256 string) bool {
	last, known := s.latest[name]
	return s.hashes[sha256] && (!known || last == sha256)
}

// accept notes what becomes of a file and reports whether any report of it is
// taken in.
func (s *Summary) accept(f readFile) bool {
	if f.err != nil {
		s.Rejected = append(s.Rejected, Rejected{f.file.Name, f.err})
		return false
	}
	good := false
	for _, r := range f.reports {
		if err := settled(f.file.Name, r); err != nil {
			s.Rejected = append(s.Rejected, Rejected{f.file.Name, err})
			continue
		}
		good = true
		l := Loaded{File: f.file.Name, Body: r.Body.Name, Year: r.Year, Failed: failures(r)}
		if l.Failed > 0 {
			s.WithFindings++
		}
		s.Loaded = append(s.Loaded, l)
	}
	return good
}

// failures counts a report's failed checks, notes aside.
func failures(r *data.Report) int {
	n := 0
	for _, f := range r.Findings {
		if f.State == data.Failed && f.Severity == data.Hard {
			n++
		}
	}
	return n
}

// readFile is a file after reading.
type readFile struct {
	file    source.File
	sha256  string
	content []byte // nil where the archive has it
	reports []*data.Report
	err     error
}

// readAll reads files side by side and returns them in the given order.
func readAll(reader *Reader, before *seen, files []source.File) []readFile {
	out := make([]readFile, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for i := range next {
				out[i] = readOne(reader, before, files[i])
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	workers.Wait()
	return out
}

func readOne(reader *Reader, before *seen, f source.File) readFile {
	b, err := f.Read()
	if err != nil {
		return readFile{file: f, err: err}
	}
	sum := sha256.Sum256(b)
	r := readFile{file: f, sha256: hex.EncodeToString(sum[:])}
	if before.unchanged(f.Name, r.sha256) {
		if !before.archive.Has(r.sha256, int64(len(b))) {
			r.content = b // the archive lost it
		}
		return r
	}
	r.content = b
	r.reports, r.err = reader.Read(f.Name, b)
	return r
}
