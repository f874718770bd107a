package analytics

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"gongkai/analytics/query"
	"gongkai/data"
)

// Long lists are read in portions of about so many rows, in the order of the
// list: by bodies, which asks no more of the engine than the portion has. Rows
// left out by number would be sorted again for each portion.
const (
	portionOfList    = 10_000
	bodiesOfAPortion = 500
	bodiesListed     = 5_000
)

// EachReport goes through all reports of a question, whatever its Rows and Skip, in
// the order of Reports, some at a time.
func (a *Analytics) EachReport(ctx context.Context, q ReportsQuestion) iter.Seq2[[]ReportRef, error] {
	return a.eachReport(ctx, q, bodiesListed, bodiesOfAPortion)
}

// eachReport lists so many bodies at once, and the reports of so many of them.
func (a *Analytics) eachReport(ctx context.Context, q ReportsQuestion, listed, portion int) iter.Seq2[[]ReportRef, error] {
	words := append(strings.Fields(q.Words), "", "", "")
	return func(yield func([]ReportRef, error) bool) {
		for skip := 0; ; skip += listed {
			bodies, err := ask(ctx, a, "bodies", readBody, "", listed, skip)
			if err != nil {
				yield(nil, err)
				return
			}
			for some := range slices.Chunk(bodies, portion) {
				ids := make([]int, len(some))
				for i, b := range some {
					ids[i] = b.ID
				}
				list, err := ask(ctx, a, "reports", readReport, words[0], words[1], words[2], allRows, 0, these(ids...))
				if (err != nil || len(list) > 0) && !yield(list, err) || err != nil {
					return
				}
			}
			if len(bodies) < listed {
				return
			}
		}
	}
}

// AllFindings is the way through all findings of a question.
type AllFindings struct {
	a      *Analytics
	q      FindingsQuestion
	counts []CheckCount
	of     int
	years  [2]int
	bodies []int // in the order of their keys
	least  int   // bodies of a portion
}

// AllFindings checks a question, whatever its Rows and Skip, and finds out whom
// it is about. Codes: those of Findings.
func (a *Analytics) AllFindings(ctx context.Context, q FindingsQuestion) (*AllFindings, error) {
	q.Rows, q.Skip = 1, 0
	if q.Group != nil {
		own := *q.Group // Findings settles the usual rule in it
		q.Group = &own
	}
	f, err := a.Findings(ctx, q)
	if err != nil {
		return nil, err
	}
	all := &AllFindings{a: a, least: bodiesOfAPortion, q: q, counts: f.Counts, of: f.Of, years: [2]int{f.From, f.To}}
	who, _, err := a.whom(ctx, q.Group, q.Body, q.Bodies, f.To)
	if err != nil {
		return nil, err
	}
	all.bodies, err = a.ids(ctx, who)
	return all, err
}

// Each goes through the findings in the order of Findings, some at a time.
func (f *AllFindings) Each(ctx context.Context) iter.Seq2[[]FoundIn, error] {
	return func(yield func([]FoundIn, error) bool) {
		taken := 0
		for year := f.years[1]; year >= f.years[0]; year-- {
			for _, state := range []data.State{data.Failed, data.Waived, data.NotAssessable, data.OK} {
				for _, severity := range []data.Severity{data.Hard, data.Soft, data.Note} {
					n := f.count(state, severity)
					if n == 0 {
						continue
					}
					ayear := max(1, n/(f.years[1]-f.years[0]+1))
					bodies := min(len(f.bodies), max(f.least, len(f.bodies)*portionOfList/ayear))
					for some := range slices.Chunk(f.bodies, max(1, bodies)) {
						list, err := ask(ctx, f.a, "findings", readFoundIn, query.Bodies{IDs: some}, year, year, f.q.Check, string(state), string(severity), allRows, 0)
						if (err != nil || len(list) > 0) && !yield(list, err) || err != nil {
							return
						}
						taken += len(list)
					}
				}
			}
		}
		if taken != f.of {
			yield(nil, fmt.Errorf("%d of %d findings were read", taken, f.of))
		}
	}
}

// count is how many findings of a state and severity are asked for.
func (f *AllFindings) count(state data.State, severity data.Severity) (n int) {
	if f.q.State != "" && f.q.State != state || f.q.Severity != "" && f.q.Severity != severity {
		return 0
	}
	for _, c := range f.counts {
		if c.State == state && c.Severity == severity && (f.q.Check == "" || f.q.Check == c.Check) {
			n += c.Findings
		}
	}
	return n
}
