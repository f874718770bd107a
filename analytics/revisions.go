package analytics

import (
	"cmp"
	"context"
	"database/sql"
	"math"
	"slices"
	"strconv"
	"time"

	"gongkai/data"
	"gongkai/data/store"
)

// RevisionsQuestion asks what corrected reports of a body changed.
type RevisionsQuestion struct {
	Body int
	Year int // 0 for all years of which several versions came

	// Rows lists so many changed cells behind the first Skip ones; 0 for
	// DefaultRows. The counts are of all.
	Rows, Skip int
}

// Version is a report of a body and year that came. The last one to arrive is
// current; each supersedes the one before.
type Version struct {
	ReportID int         `json:"report_id"`
	FormerID int         `json:"former_report_id,omitempty"` // of the version before, 0 of the first
	Year     int         `json:"year"`
	Form     string      `json:"form"`
	Scope    data.Scope  `json:"scope"`
	Title    string      `json:"title"`
	Source   data.Source `json:"source"`
	Sample   bool        `json:"sample"`
	Learnt   string      `json:"learnt"` // arrival of the file, RFC 3339, UTC; "" if unknown
	Current  bool        `json:"current"`
	Figures  int         `json:"figures"` // cells with a number

	// Changed counts the cells that differ from the version before, those that
	// stand in only one of the two among them; Judged those that are printed
	// alike, while checks over them fail now and did not before, or the other
	// way round.
	Changed int `json:"changed"`
	Judged  int `json:"judged"`

	Failed       int  `json:"failed"`                  // failed checks, notes not counted
	FailedBefore *int `json:"failed_before,omitempty"` // of the version before; nil of the first
}

// RevisionKind says how a cell differs.
type RevisionKind string

// The kinds.
const (
	IsChanged RevisionKind = "changed" // other number, text, unit or status
	IsAdded   RevisionKind = "added"   // the version before had no such cell
	IsRemoved RevisionKind = "removed" // the later version has no such cell
	IsJudged  RevisionKind = "judged"  // printed alike, see Version
)

// Edition is what one version states in a cell. Value is in the printed unit.
type Edition struct {
	Value  *data.Number `json:"value"`
	Status data.Status  `json:"status"` // Missing where it has no such cell
	Text   string       `json:"text"`   // as printed
	Unit   string       `json:"unit,omitempty"`
}

// Revision is a cell that differs between a version and the one before.
type Revision struct {
	ReportID int          `json:"report_id"`
	FormerID int          `json:"former_report_id"`
	Year     int          `json:"year"`
	Cell     data.Cell    `json:"cell"`
	Form     string       `json:"form"`  // that the cell is of
	Label    data.Text    `json:"label"` // the cell in the form's words
	Kind     RevisionKind `json:"kind"`
	Before   Edition      `json:"before"`
	After    Edition      `json:"after"`

	item int // the cell's place in the catalogue
}

// Revisions answers a RevisionsQuestion: versions and cells of the newest year
// first, within it in order of arrival, cells in the form's order.
type Revisions struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Body     BodyRef     `json:"body"`
	Versions []Version   `json:"versions"`
	Of       int         `json:"of"` // differing cells in all
	Skip     int         `json:"skip,omitempty"`
	Cells    []Revision  `json:"cells"`
}

// Revisions lists the versions of a body's reports and what each changed.
// Codes "unknown_body", "bad_page", and "unknown_report" where nothing came
// for the year.
func (a *Analytics) Revisions(ctx context.Context, q RevisionsQuestion) (*Revisions, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	of, err := a.bodiesOf(ctx, []int{q.Body})
	if err != nil {
		return nil, err
	}
	answer := &Revisions{Snapshot: a.Snapshot(), Body: of[q.Body], Skip: q.Skip}
	if answer.Versions, err = a.versions(ctx, q.Body, q.Year); err != nil {
		return nil, err
	}
	for _, v := range answer.Versions {
		answer.Of += v.Changed + v.Judged
	}
	answer.Cells, err = ask(ctx, a, "revisions", readRevision, q.Body, q.Year, 0, rows, q.Skip)
	return answer, err
}

// versions lists what came. Code "unknown_report".
func (a *Analytics) versions(ctx context.Context, body, year int) ([]Version, error) {
	list, err := ask(ctx, a, "versions", readVersion, body, year)
	if err == nil && len(list) == 0 && year != 0 {
		err = unknownReport(strconv.Itoa(year))
	}
	for i := 1; i < len(list); i++ {
		if v, before := &list[i], &list[i-1]; v.Year == before.Year {
			v.FormerID, v.FailedBefore = before.ReportID, &before.Failed
		}
	}
	return list, err
}

// RevisedSince lists the cells in which the current report of a body and year
// differs from a former version, in the form's order. ReportID is of the version
// that changed the cell last; what one changed and another restored is not listed.
func (a *Analytics) RevisedSince(ctx context.Context, body, year, formerID int) ([]Revision, error) {
	steps, err := ask(ctx, a, "revisions", readRevision, body, year, formerID, math.MaxInt32, 0)
	if err != nil {
		return nil, err
	}
	// of each cell, from what the first step found to what the last one left
	list := []Revision{}
	at := map[data.Cell]int{}
	for _, r := range steps {
		i, seen := at[r.Cell]
		if !seen {
			i, at[r.Cell] = len(list), len(list)
			list = append(list, r)
		}
		list[i].ReportID, list[i].After = r.ReportID, r.After
		list[i].FormerID = formerID
	}
	list = slices.DeleteFunc(list, func(r Revision) bool { return r.Before.same(r.After) && r.Before.Status == r.After.Status })
	for i := range list {
		list[i].Kind = list[i].kind()
	}
	slices.SortFunc(list, func(x, y Revision) int { return cmp.Compare(x.item, y.item) })
	return list, nil
}

// same reports whether two editions print the same.
func (e Edition) same(f Edition) bool {
	if (e.Value == nil) != (f.Value == nil) || e.Value != nil && !e.Value.Equal(f.Value.Decimal) {
		return false
	}
	return e.Text == f.Text && e.Unit == f.Unit
}

func (r Revision) kind() RevisionKind {
	switch {
	case r.Before.Status == data.Missing:
		return IsAdded
	case r.After.Status == data.Missing:
		return IsRemoved
	case r.Before.same(r.After) && (r.Before.Status == data.Suspect || r.After.Status == data.Suspect):
		return IsJudged
	}
	return IsChanged
}

func readVersion(rows *sql.Rows) (v Version, err error) {
	var learnt sql.NullTime
	var superseded, revised int
	err = rows.Scan(&v.ReportID, &v.Year, &v.Form, &v.Scope, &v.Title, &v.Source.File, &v.Source.SHA256, &v.Source.Format, &learnt, &v.Sample, &v.Figures, &v.Failed,
		&superseded, &revised, &v.Judged)
	v.Current, v.Changed = superseded == 0, revised-v.Judged
	if learnt.Valid {
		v.Learnt = learnt.Time.UTC().Format(time.RFC3339)
	}
	return v, err
}

func readRevision(rows *sql.Rows) (r Revision, err error) {
	var unit string
	var money bool
	var n, text, printedUnit [2]sql.NullString
	sides := [2]*Edition{&r.Before, &r.After}
	if err = rows.Scan(&r.ReportID, &r.FormerID, &r.Year, &r.item, &r.Cell, &r.Form, &r.Label.ZH, &r.Label.EN, &unit, &money,
		&n[0], &r.Before.Status, &text[0], &printedUnit[0], &n[1], &r.After.Status, &text[1], &printedUnit[1]); err != nil {
		return r, err
	}
	for i, e := range sides {
		e.Text, e.Unit = text[i].String, printedUnit[i].String
		if e.Value, err = number(n[i]); err != nil {
			return r, err
		}
		e.Value = inPrintedUnit(e.Value, money, unit, e.Unit)
	}
	r.Kind = r.kind()
	return r, nil
}

// inPrintedUnit restates an amount that the store keeps in the form's unit as
// the document prints it.
func inPrintedUnit(n *data.Number, money bool, unit, printed string) *data.Number {
	if n == nil || !money || unit == "" || printed == "" {
		return n
	}
	if restated, ok := store.Convert(*n, unit, printed); ok {
		return &restated
	}
	return n
}
