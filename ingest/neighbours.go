package ingest

import (
	"slices"

	"gongkai/data"
	"gongkai/data/place"
	"gongkai/ingest/audit"
	"gongkai/ingest/settle"
)

// settleNeighbours settles runs of digits that a report alone leaves open by
// the reports of the years before and after, now that all are known. What was
// read from each file is kept as it is: the neighbours may change.
func (j *Job) settleNeighbours(reports []*data.Report) {
	type place struct {
		body string
		year int
	}
	at := map[place]*data.Report{} // the last to arrive is current
	for _, r := range reports {
		at[place{r.Body.Key(), r.Year}] = r
	}
	var auditor *audit.Auditor
	for i, r := range reports {
		if !slices.ContainsFunc(r.Figures, func(f data.Figure) bool { return f.Status == data.Unreadable }) {
			continue
		}
		before, after := at[place{r.Body.Key(), r.Year - 1}], at[place{r.Body.Key(), r.Year + 1}]
		if before == nil && after == nil {
			continue
		}
		own := *r
		own.Figures = slices.Clone(r.Figures)
		if settle.Report(j.Catalogue, &own, before, after) == 0 {
			continue
		}
		if auditor == nil {
			auditor = audit.New(j.Catalogue)
		}
		own.Findings = append(auditor.Identities(own.Form, own.Figures), notes(r.Findings)...)
		reports[i] = &own
	}
}

// notes are the findings that do not rest on the figures' sums.
func notes(findings []data.Finding) []data.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f data.Finding) bool { return f.Severity != data.Note })
}

// auditYears tries the checks over the years of each body on its current
// reports, which must be the caller's own.
func (j *Job) auditYears(reports []*data.Report) {
	bodies := map[string]map[int]*data.Report{}
	var keys []string
	for _, r := range reports {
		key := r.Body.Key()
		if bodies[key] == nil {
			bodies[key] = map[int]*data.Report{}
			keys = append(keys, key)
		}
		bodies[key][r.Year] = r // the last to arrive is current
	}
	auditor := audit.New(j.Catalogue)
	changes := j.Places.Changes()
	changed := func(code string, year int) bool {
		return slices.ContainsFunc(changes[code], func(c place.Change) bool { return c.Year == year })
	}
	for _, key := range keys {
		for year, found := range auditor.Years(bodies[key], changed) {
			r := bodies[key][year]
			r.Findings = slices.Concat(r.Findings, found)
		}
	}
}
