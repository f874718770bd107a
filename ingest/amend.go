package ingest

import (
	"context"
	"maps"
	"slices"

	"gongkai/data/archive"
	"gongkai/data/store"
)

// A snapshot of this many reports or more is amended where little of it
// changes; a smaller one is built anew in the same time. Tests lower it.
var leastToAmend = 2000

// mostLines is how many lines of the archive's list an amendment takes in.
const mostLines = 200

// amend makes the next snapshot from the current one and the lines that came
// to the archive since. Of the bodies that these touch all reports are gone
// through again, since a report is read beside those of the years before and
// after. It returns nil where the whole has to be built.
func (j *Job) amend(ctx context.Context, arc *archive.Archive, current *store.Manifest, sum *Summary) (*store.Manifest, error) {
	lines, known := arc.Since(current.Arrivals)
	if !known || len(lines) > mostLines {
		return nil, nil
	}
	s, err := store.Open(ctx, j.Store)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	bodies, files, err := j.touched(ctx, arc, s, lines)
	if err != nil || bodies == nil || len(bodies)*10 > current.Bodies {
		return nil, err
	}
	in, err := j.input(ctx, arc, among(arc, files), sum, bodies, false)
	if err != nil {
		return nil, err
	}
	if err := j.beside(ctx, arc, s, &in, bodies); err != nil {
		return nil, err
	}
	return store.Amend(ctx, j.Store, in, slices.Collect(maps.Keys(bodies)))
}

// among are the arrivals of some files.
func among(arc *archive.Archive, files map[string]bool) (list []archive.Arrival) {
	for _, a := range arc.Arrivals() {
		if files[a.SHA256] {
			list = append(list, a)
		}
	}
	return list
}

// touched finds the bodies whose reports some lines change, and the files that
// hold these, or reports that could not be taken in; nil where a line changes
// more than that.
func (j *Job) touched(ctx context.Context, arc *archive.Archive, s *store.Snapshot, lines []archive.Arrival) (bodies, files map[string]bool, err error) {
	bodies, files = map[string]bool{}, map[string]bool{}
	for _, line := range lines {
		switch line.Decision {
		case archive.Reject:
			continue // is in the list of all rejected files
		case archive.Waive, archive.Correct, archive.Undo:
			if line.Verdict == nil {
				return nil, nil, nil
			}
			bodies[line.Verdict.Body] = true
		case "", archive.SetBody, archive.UnsetBody:
			files[line.SHA256] = true
		default:
			return nil, nil, nil
		}
	}
	note := func(to map[string]bool, list []string, failed error) {
		for _, x := range list {
			to[x] = true
		}
		if err == nil {
			err = failed
		}
	}
	reader := NewReader(j.Catalogue, j.Places)
	list, failed := s.BodiesIn(ctx, slices.Collect(maps.Keys(files)))
	note(bodies, list, failed)
	for _, a := range arc.Arrivals() {
		if !files[a.SHA256] {
			continue
		}
		of, err := j.reportsOf(reader, arc, a, false)
		if err != nil {
			return nil, nil, nil // told by a full build
		}
		for _, r := range decided(arc, a.SHA256, of) {
			if settled(a.File, r) == nil {
				bodies[r.Body.Key()] = true
			}
		}
	}
	list, failed = s.FilesOf(ctx, slices.Collect(maps.Keys(bodies)))
	note(files, list, failed)
	list, failed = s.RejectedFiles(ctx)
	note(files, list, failed)
	return bodies, files, err
}
