package ingest

import (
	"slices"

	"gongkai/data"
	"gongkai/data/form"
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
		own.Findings = append(auditor.Report(&own), j.whileReading(r.Findings)...)
		reports[i] = &own
	}
}

// whileReading are the findings of the recogniser, which no check repeats.
func (j *Job) whileReading(findings []data.Finding) []data.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f data.Finding) bool {
		c := j.Catalogue.Check(f.Check)
		return c == nil || c.Kind != form.ReadingCheck
	})
}

// auditAcross checks the reports, which must be the caller's own, against each
// other.
func (j *Job) auditAcross(reports []*data.Report) {
	auditor := audit.New(j.Catalogue)
	for i, found := range auditor.Across(reports, j.Places) {
		reports[i].Findings = slices.Concat(reports[i].Findings, found)
		reports[i].Print = auditor.Print(reports[i])
	}
}
