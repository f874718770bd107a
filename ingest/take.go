package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	known := arc.Known()
	for start := 0; start < len(files); start += batch {
		part := files[start:min(start+batch, len(files))]
		read := readAll(reader, known, part)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for _, f := range read {
			if f.err == nil && known[f.sha256] {
				sum.Unchanged++
				continue
			}
			if !sum.accept(f) {
				continue
			}
			if err := arc.Put(f.sha256, f.content); err != nil {
				return nil, cannotWrite(j.Store, err)
			}
			if err := arc.KeepReading(ReaderVersion, f.sha256, reading{f.reports}); err != nil {
				return nil, cannotWrite(j.Store, err)
			}
			known[f.sha256] = true
			arrivals = append(arrivals, archive.Arrival{SHA256: f.sha256, File: f.file.Name, At: j.now(), Sample: f.file.Sample})
		}
		if j.Progress != nil {
			j.Progress(start+len(part), len(files))
		}
	}
	return arrivals, nil
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
		if f.State == data.Failed && f.Severity != data.Note {
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

// readAll reads files side by side and returns them in the given order; known
// is only read.
func readAll(reader *Reader, known map[string]bool, files []source.File) []readFile {
	out := make([]readFile, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		workers.Go(func() {
			for i := range next {
				out[i] = readOne(reader, known, files[i])
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

func readOne(reader *Reader, known map[string]bool, f source.File) readFile {
	b, err := f.Read()
	if err != nil {
		return readFile{file: f, err: err}
	}
	sum := sha256.Sum256(b)
	r := readFile{file: f, sha256: hex.EncodeToString(sum[:])}
	if known[r.sha256] {
		return r
	}
	r.content = b
	r.reports, r.err = reader.Read(f.Name, b)
	return r
}
