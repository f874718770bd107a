package ingest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
	"gongkai/ingest/audit"
)

// beside checks the reports of an amendment against those of other bodies, and
// these against them: a government against the bodies of its division and the
// governments below it, and whoever printed the same figures. The input gets
// the findings of its own reports, and what changes in those of others.
func (j *Job) beside(ctx context.Context, arc *archive.Archive, s *store.Snapshot, in *store.Input, bodies map[string]bool) error {
	c, err := j.amid(ctx, arc, s, in.Reports, bodies, nil)
	if err != nil {
		return err
	}
	in.Reports = slices.DeleteFunc(slices.Clone(c.reports), func(r *data.Report) bool { return !bodies[r.Body.Key()] })
	in.Beside = differs(c.reports, bodies, c.divisions, c.same)
	return nil
}

// company are all reports that the checks of some bodies' reports look at,
// checked: of these bodies, of the divisions around them, and of the same print.
type company struct {
	reports   []*data.Report
	divisions map[string]bool
	same      []store.Print
}

// amid gathers the company of some bodies, whose reports may be newer than the
// snapshot, and drafts that are in no archive: these count as the last to
// arrive.
func (j *Job) amid(ctx context.Context, arc *archive.Archive, s *store.Snapshot, newer []*data.Report, bodies map[string]bool, drafts []*data.Report) (c company, err error) {
	newer = append(slices.Clip(newer), drafts...)
	if c.divisions, err = j.divisionsOf(ctx, s, newer, bodies); err != nil {
		return c, err
	}
	keys, err := j.around(ctx, s, c.divisions)
	if err != nil {
		return c, err
	}
	if c.same, err = printsOf(ctx, s, newer, bodies); err != nil {
		return c, err
	}
	for _, p := range c.same {
		keys[p.Body] = true
	}
	maps.Copy(keys, bodies)
	files, err := s.FilesOf(ctx, slices.Collect(maps.Keys(keys)))
	if err != nil {
		return c, err
	}
	of := map[string]bool{}
	for _, r := range newer {
		of[r.Source.SHA256] = true
	}
	for _, file := range files {
		of[file] = true
	}
	all, err := j.gather(ctx, arc, among(arc, of), &Summary{}, keys, false)
	if err != nil {
		return c, err
	}
	c.reports = append(all.Reports, drafts...)
	j.judgeAll(arc, c.reports)
	return c, nil
}

// divisionsOf are the codes of the divisions whose governments stand above some
// bodies: their own, and of a government also the one that it lies in.
func (j *Job) divisionsOf(ctx context.Context, s *store.Snapshot, reports []*data.Report, bodies map[string]bool) (map[string]bool, error) {
	governments, err := s.Governments(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range reports {
		if r.Body.Organ == "" {
			governments = append(governments, r.Body.Key())
		}
	}
	out := map[string]bool{}
	for key := range bodies {
		code := divisionOf(key)
		out[code] = true
		if d := j.Places.Division(code); d != nil && d.Parent != "" && slices.Contains(governments, key) {
			out[d.Parent] = true
		}
	}
	return out, nil
}

func divisionOf(key string) string {
	code, _, _ := strings.Cut(key, ":")
	return code
}

// around are the bodies of divisions, and the governments of those below.
func (j *Job) around(ctx context.Context, s *store.Snapshot, divisions map[string]bool) (map[string]bool, error) {
	list, err := s.BodiesOf(ctx, slices.Collect(maps.Keys(divisions)))
	if err != nil {
		return nil, err
	}
	governments, err := s.Governments(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, key := range list {
		out[key] = true
	}
	for _, key := range governments {
		if d := j.Places.Division(divisionOf(key)); d != nil && divisions[d.Parent] {
			out[key] = true
		}
	}
	return out, nil
}

// printsOf lists the reports of other bodies that print what some bodies' reports
// print or printed.
func printsOf(ctx context.Context, s *store.Snapshot, reports []*data.Report, bodies map[string]bool) ([]store.Print, error) {
	former, err := s.PrintsOf(ctx, slices.Collect(maps.Keys(bodies)))
	if err != nil {
		return nil, err
	}
	var prints []string
	for _, p := range former {
		prints = append(prints, p.Print)
	}
	for _, r := range reports {
		if r.Print != "" {
			prints = append(prints, r.Print)
		}
	}
	list, err := s.Printed(ctx, prints)
	return slices.DeleteFunc(list, func(p store.Print) bool { return bodies[p.Body] }), err
}

// differs are the findings of governments and of same prints that an amendment
// brings up to date.
func differs(reports []*data.Report, bodies, divisions map[string]bool, same []store.Print) (out []store.Beside) {
	type place struct {
		body string
		year int
	}
	current := map[place]*data.Report{} // the last to arrive
	for _, r := range reports {
		current[place{r.Body.Key(), r.Year}] = r
	}
	add := func(at place, checks []string) {
		b := store.Beside{Body: at.body, Year: at.year, Checks: checks}
		for _, f := range current[at].Findings {
			if slices.Contains(checks, f.Check) {
				b.Findings = append(b.Findings, f)
			}
		}
		out = append(out, b)
	}
	ordered := slices.SortedFunc(maps.Keys(current), func(x, y place) int {
		return cmp.Or(cmp.Compare(x.body, y.body), cmp.Compare(x.year, y.year))
	})
	for _, at := range ordered {
		if r := current[at]; r.Body.Organ == "" && divisions[r.Body.RegionCode] && !bodies[at.body] {
			add(at, audit.BesideChecks)
		}
	}
	for _, p := range same {
		if at := (place{p.Body, p.Year}); current[at] != nil {
			add(at, audit.CopyChecks)
		}
	}
	return out
}
