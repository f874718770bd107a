package ingest

import (
	"context"
	"slices"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
	"gongkai/ingest/source"
)

// Draft is a report that somebody wants checked before it is published.
type Draft struct {
	Report *data.Report
	// Years are those of the same body that the store has, ascending: the draft
	// was checked beside them. It may itself be a newer version of one.
	Years []int
	// Alone says why the draft was checked by itself only, nil where it was not.
	Alone error
}

// Check makes all checks of drafts, as a publication would, beside what the
// store has, and keeps nothing. Files that cannot be read, or say of no year
// whose report they are, are returned as Rejected. The store may be empty or
// absent.
func (j *Job) Check(ctx context.Context, files []source.File) (drafts []*Draft, rejected []Rejected, err error) {
	reader := NewReader(j.Catalogue, j.Places)
	for _, file := range files {
		b, err := file.Read()
		var reports []*data.Report
		if err == nil {
			reports, err = reader.Read(file.Name, b)
		}
		if err != nil {
			rejected = append(rejected, Rejected{file.Name, err})
			continue
		}
		for _, r := range reports {
			drafts = append(drafts, &Draft{Report: r, Alone: settled(file.Name, r)})
		}
	}
	var known []*data.Report
	bodies := map[string]bool{}
	for _, d := range drafts {
		if d.Alone == nil {
			known, bodies[d.Report.Body.Key()] = append(known, d.Report), true
		}
	}
	if len(known) == 0 {
		return drafts, rejected, ctx.Err()
	}
	all, err := j.besideStore(ctx, known, bodies)
	if err != nil {
		return nil, rejected, err
	}
	for _, d := range drafts {
		if d.Alone == nil {
			d.settleBeside(all, len(known))
		}
	}
	return drafts, rejected, nil
}

// settleBeside takes over the draft's report as it was checked among all, the
// last of which are the drafts, and lists the years of its body.
func (d *Draft) settleBeside(all []*data.Report, drafts int) {
	key, sha := d.Report.Body.Key(), d.Report.Source.SHA256
	for i, r := range all {
		if r.Body.Key() != key {
			continue
		}
		if i < len(all)-drafts {
			if !slices.Contains(d.Years, r.Year) {
				d.Years = append(d.Years, r.Year)
			}
		} else if r.Year == d.Report.Year && r.Source.SHA256 == sha {
			d.Report = r
		}
	}
	slices.Sort(d.Years)
}

// besideStore checks drafts among what the store has of their bodies and those
// around them; the drafts are the last of the reports it returns.
func (j *Job) besideStore(ctx context.Context, drafts []*data.Report, bodies map[string]bool) ([]*data.Report, error) {
	s, err := store.Open(ctx, j.Store)
	if data.Code(err) == "store_empty" {
		j.judgeAll(&archive.Archive{}, drafts)
		return drafts, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.Close()
	arc, err := archive.Open(j.Store)
	if err != nil {
		return nil, err
	}
	c, err := j.amid(ctx, arc, s, nil, bodies, drafts)
	return c.reports, err
}

// Broken counts the checks that must hold and failed.
func (d *Draft) Broken() (n int) {
	for _, f := range d.Report.Findings {
		if f.State == data.Failed && f.Severity == data.Hard {
			n++
		}
	}
	return n
}
