package analytics

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"gongkai/analytics/query"
	"gongkai/data"
)

// ReportsQuestion asks for reports by words of body, title and year.
type ReportsQuestion struct {
	Words      string // apart by spaces; the first three count, and all must fit
	Rows, Skip int    // a page; 0 rows for DefaultRows
}

// Reports lists current reports, bodies in the order of Bodies, the newest
// report of a body first, and says how many there are. Code "bad_page".
func (a *Analytics) Reports(ctx context.Context, q ReportsQuestion) (list []ReportRef, of int, err error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, 0, err
	}
	words := append(strings.Fields(q.Words), "", "", "")
	err = together(
		func() (err error) {
			list, err = ask(ctx, a, "reports", readReport, words[0], words[1], words[2], rows, q.Skip, query.Bodies{})
			return err
		},
		func() error {
			n, err := ask(ctx, a, "reports_count", func(r *sql.Rows) (n int, err error) { return n, r.Scan(&n) }, words[0], words[1], words[2])
			if err == nil {
				of = n[0]
			}
			return err
		})
	return list, of, err
}

// Report returns a report with its figures, in the form's order and as printed,
// and its findings, failed ones first. A superseded report has no figures in
// the snapshot. Code "unknown_report".
func (a *Analytics) Report(ctx context.Context, id int) (*ReportPage, error) {
	found, err := ask(ctx, a, "report", readReport, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, unknownReport(fmt.Sprint(id))
	}
	p := &ReportPage{Snapshot: a.Snapshot(), Report: found[0]}
	if p.Figures, err = ask(ctx, a, "report_figures", readFigure, id, p.Report.Body.ID, p.Report.Year); err != nil {
		return nil, err
	}
	if p.Local, err = ask(ctx, a, "report_local", readLocal, id, p.Report.Body.ID, p.Report.Year); err != nil {
		return nil, err
	}
	if p.Findings, err = ask(ctx, a, "report_findings", readFinding, id); err != nil {
		return nil, err
	}
	return p, nil
}

// ReportOf returns the current report of a body for a year. Codes
// "unknown_body" and "unknown_report".
func (a *Analytics) ReportOf(ctx context.Context, body, year int) (*ReportPage, error) {
	if _, err := a.bodiesOf(ctx, []int{body}); err != nil {
		return nil, err
	}
	ids, err := ask(ctx, a, "report_of", func(r *sql.Rows) (id int, err error) { return id, r.Scan(&id) }, body, year)
	if err != nil {
		return nil, err
	}
	if len(ids) == 0 {
		return nil, unknownReport(fmt.Sprint(year))
	}
	return a.Report(ctx, ids[0])
}

func unknownReport(place string) error {
	return &data.Error{Code: "unknown_report", Place: place,
		Reason: data.Text{ZH: "没有这份报告", EN: "no such report"},
		Way:    data.Text{ZH: "请从报告列表中选择", EN: "choose from the list of reports"}}
}

func readReport(rows *sql.Rows) (r ReportRef, err error) {
	b := &r.Body
	return r, rows.Scan(&r.ID, &r.Year, &r.Form, &r.Scope, &r.Title, &r.Published,
		&r.Source.File, &r.Source.SHA256, &r.Source.Format, &r.Sample, &r.Figures, &r.Failed, &r.SupersededBy,
		&b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample)
}

// readFigure reads a figure as the document prints it: an amount that the store
// keeps in the form's unit is given in the printed one again.
func readFigure(rows *sql.Rows) (f data.Figure, err error) {
	var unit string
	var money bool
	var n sql.NullString
	var page sql.NullInt64
	defer func() { f.At.Page = int(page.Int64) }()
	if err = rows.Scan(&f.Cell, &unit, &money, &n, &f.Status, &f.Text, &f.Unit, &f.Note, &f.At.Table, &f.At.Row, &f.At.Column, &page); err != nil {
		return f, err
	}
	f.Value, err = number(n)
	f.Value = inPrintedUnit(f.Value, money, unit, f.Unit)
	return f, err
}

func readLocal(rows *sql.Rows) (f LocalFigure, err error) {
	var n sql.NullString
	if err = rows.Scan(&f.Label, &f.Heading, &f.Unit, &f.Text, &n, &f.At.Table, &f.At.Row, &f.At.Column); err != nil {
		return f, err
	}
	f.Value, err = number(n)
	return f, err
}

func readFinding(rows *sql.Rows) (f Judged, err error) {
	err = f.scan(rows)
	return f, err
}
