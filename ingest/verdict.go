package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"gongkai/data"
	"gongkai/data/archive"
	"gongkai/data/store"
	"gongkai/ingest/audit"
)

// CorrectedNote begins the note of a figure that a person corrected; the number
// of the verdict follows, by which the store tells that it applies.
const CorrectedNote = "人工更正"

// ofYear is a body and report year.
type ofYear struct {
	body string // key
	year int
}

// currentOf lists the current reports: of a body and year the last to arrive.
func currentOf(reports []*data.Report) map[ofYear]*data.Report {
	at := make(map[ofYear]*data.Report, len(reports))
	for _, r := range reports {
		at[ofYear{r.Body.Key(), r.Year}] = r
	}
	return at
}

// verdictOn is a verdict with the current report that it is about.
type verdictOn struct {
	*archive.Judged
	report *data.Report
}

// standing are the verdicts of a kind that stand and whose report is among some,
// and the current ones of these if there are any.
func standing(arc *archive.Archive, decision string, reports []*data.Report) (list []verdictOn, at map[ofYear]*data.Report) {
	for _, v := range arc.Verdicts() {
		if v.Decision != decision || !v.Stands() {
			continue
		}
		if at == nil {
			at = currentOf(reports)
		}
		if r := at[ofYear{v.Verdict.Body, v.Verdict.Year}]; r != nil {
			list = append(list, verdictOn{v, r})
		}
	}
	return list, at
}

// applyCorrections gives cells the numbers that people say they should hold,
// where the current report still prints what they saw, and makes the report's
// own checks anew. The reports must be the caller's own.
func (j *Job) applyCorrections(arc *archive.Archive, reports []*data.Report) {
	corrected := map[*data.Report]bool{}
	list, _ := standing(arc, archive.Correct, reports)
	for _, v := range list {
		r := v.report
		i := slices.IndexFunc(r.Figures, func(f data.Figure) bool { return f.Cell == v.Verdict.Cell })
		if i < 0 || r.Figures[i].Text != v.Verdict.From || v.Verdict.To == nil {
			continue // lapsed
		}
		if !corrected[r] {
			r.Figures = slices.Clone(r.Figures)
			corrected[r] = true
		}
		f := &r.Figures[i]
		f.Value, f.Status = v.Verdict.To, data.Revised
		f.Note = fmt.Sprintf("%s（第 %d 号）：%s（%s，%s）", CorrectedNote, v.Number, v.Reason, v.Author, v.At.In(data.Beijing).Format("2006-01-02"))
	}
	if len(corrected) == 0 {
		return
	}
	auditor := audit.New(j.Catalogue)
	for r := range corrected {
		r.Findings = append(auditor.Report(r), j.whileReading(r.Findings)...)
	}
}

// applyWaivers marks the failed findings that people explained, as long as the
// figures are those that they saw.
func (j *Job) applyWaivers(arc *archive.Archive, reports []*data.Report) {
	own := map[*data.Report]bool{}
	list, at := standing(arc, archive.Waive, reports)
	for _, v := range list {
		r := v.report
		for i := range r.Findings {
			f := &r.Findings[i]
			if f.Check != v.Verdict.Check || f.Where != v.Verdict.Where || f.State != data.Failed || printOf(f, r, at) != v.Verdict.Print {
				continue
			}
			if !own[r] {
				r.Findings = slices.Clone(r.Findings)
				own[r] = true
			}
			r.Findings[i].State, r.Findings[i].Verdict = data.Waived, v.Number
		}
	}
}

// printOf tells the figures that a finding rests on from others, in hex: those
// of its own cells and of the cells of other reports, as printed.
func printOf(f *data.Finding, r *data.Report, at map[ofYear]*data.Report) string {
	h := sha256.New()
	text := func(of *data.Report, c data.Cell) string {
		if of == nil {
			return "-"
		}
		if c == "" {
			return of.Print
		}
		if fig := of.Figure(c); fig != nil {
			return fig.Text + " " + fig.Unit
		}
		return "-"
	}
	for _, c := range f.Cells {
		fmt.Fprintf(h, "%s %q\n", c, text(r, c))
	}
	for _, o := range f.Others {
		fmt.Fprintf(h, "%s %q\n", o, text(at[ofYear{o.Body, o.Year}], o.Cell))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// verdicts are the verdicts as a snapshot lists them.
func verdicts(arc *archive.Archive) (list []store.Verdict) {
	for _, v := range arc.Verdicts() {
		row := store.Verdict{Number: v.Number, Kind: v.Decision, Body: v.Verdict.Body, Year: v.Verdict.Year, Check: v.Verdict.Check, Where: v.Verdict.Where,
			Cell: v.Verdict.Cell, From: v.Verdict.From, To: v.Verdict.To, Reason: v.Reason, Author: v.Author, At: v.At, Replaced: v.Replaced}
		if u := v.Undone; u != nil {
			row.Undone, row.UndoneReason, row.UndoneAuthor = &u.At, u.Reason, u.Author
		}
		list = append(list, row)
	}
	return list
}
