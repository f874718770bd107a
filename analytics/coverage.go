package analytics

import (
	"context"
	"database/sql"

	"gongkai/analytics/query"
	"gongkai/data"
)

// State is what is there of a body and year.
type State string

// The states.
const (
	IsReported State = "reported"
	IsSuspect  State = "suspect"  // its sums do not add up
	IsRejected State = "rejected" // a file came, and was not taken in
	IsMissing  State = "missing"  // nothing came
)

// CoverageQuestion asks which of a group's bodies reported in which years.
// Without a group it asks for the bodies named, without either for all.
type CoverageQuestion struct {
	Bodies   []int
	Body     int // whose peers Group finds
	Group    *Group
	From, To int // 0: as Trend

	// Rows lists so many bodies, by key, behind the first Skip ones; 0 for
	// DefaultRows. The counts are of all.
	Rows, Skip int
}

// CoverageCell is a body in a year.
type CoverageCell struct {
	Year     int        `json:"year"`
	State    State      `json:"state"`
	ReportID int        `json:"report_id,omitempty"`
	Form     string     `json:"form,omitempty"`
	Scope    data.Scope `json:"scope,omitempty"`
	Failed   int        `json:"failed,omitempty"`   // failed checks
	Replaced int        `json:"replaced,omitempty"` // earlier versions
	// Rejected are the files that were not taken in, the last one first.
	Rejected []RejectedFile `json:"rejected,omitempty"`
}

// RejectedFile is a file that was not taken in.
type RejectedFile struct {
	File string    `json:"file"`
	Code string    `json:"code"`
	Why  data.Text `json:"why"`
}

// CoverageRow is a body with all years.
type CoverageRow struct {
	Body  BodyRef        `json:"body"`
	Cells []CoverageCell `json:"cells"`
}

// Counted is k of n bodies.
type Counted struct {
	Year int `json:"year"`
	K    int `json:"k"`
	N    int `json:"n"`
}

// CoverageYear counts the states of a year. K is how many reported, those
// under suspicion among them.
type CoverageYear struct {
	Counted
	Suspect  int `json:"suspect,omitempty"`
	Rejected int `json:"rejected,omitempty"`
}

// Coverage answers a CoverageQuestion. N of Years counts the bodies asked for
// that the snapshot knows: those of which nothing ever came are not known.
type Coverage struct {
	Snapshot SnapshotRef    `json:"snapshot"`
	From     int            `json:"from"`
	To       int            `json:"to"`
	Rule     *data.Text     `json:"rule,omitempty"`
	Of       int            `json:"of"` // bodies in all
	Skip     int            `json:"skip,omitempty"`
	Rows     []CoverageRow  `json:"rows"`
	Years    []CoverageYear `json:"years"`
}

// Coverage tells who reported when. Codes: those of Peers, "bad_page".
func (a *Analytics) Coverage(ctx context.Context, q CoverageQuestion) (*Coverage, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	c := &Coverage{Snapshot: a.Snapshot(), From: years.From, To: years.To, Skip: q.Skip, Rows: []CoverageRow{}, Years: []CoverageYear{}}
	who, rule, err := a.whom(ctx, q.Group, q.Body, q.Bodies, c.To)
	if err != nil {
		return nil, err
	}
	c.Rule = rule
	var ids []int
	if err := together(
		func() (err error) { ids, err = a.ids(ctx, who); return err },
		func() error { return a.countYears(ctx, c, who) }); err != nil {
		return nil, err
	}
	c.Of = len(ids)
	for i := range c.Years {
		c.Years[i].N = c.Of
	}
	if listed := ids[min(q.Skip, len(ids)):min(q.Skip+rows, len(ids))]; len(listed) < len(ids) {
		ids, who = listed, these(listed...)
	}
	return c, a.fill(ctx, c, ids, who)
}

// countYears counts the states of all bodies.
func (a *Analytics) countYears(ctx context.Context, c *Coverage, who query.Bodies) error {
	for year := c.From; year <= c.To; year++ {
		c.Years = append(c.Years, CoverageYear{Counted: Counted{Year: year}})
	}
	_, err := ask(ctx, a, "coverage_years", func(r *sql.Rows) (y CoverageYear, err error) {
		err = r.Scan(&y.Year, &y.K, &y.Suspect, &y.Rejected)
		if i := y.Year - c.From; err == nil && i >= 0 && i < len(c.Years) {
			c.Years[i] = y
		}
		return y, err
	}, who, c.From, c.To)
	return err
}

// fill looks up the rows of some bodies.
func (a *Analytics) fill(ctx context.Context, c *Coverage, ids []int, who query.Bodies) error {
	var names map[int]BodyRef
	var files map[bodyYear][]RejectedFile
	var cells map[bodyYear]*CoverageCell
	if err := together(
		func() (err error) { names, err = a.names(ctx, who); return err },
		func() (err error) { files, err = a.rejectedFiles(ctx, who, c.From, c.To); return err },
		func() (err error) { cells, err = a.coverageCells(ctx, who, c.From, c.To); return err }); err != nil {
		return err
	}
	for at, list := range files {
		if cells[at] == nil {
			cells[at] = &CoverageCell{Year: at.year, State: IsRejected}
		}
		cells[at].Rejected = list
	}
	for _, id := range ids {
		row := CoverageRow{Body: names[id]}
		for year := c.From; year <= c.To; year++ {
			cell := cells[bodyYear{id, year}]
			if cell == nil {
				cell = &CoverageCell{Year: year, State: IsMissing}
			}
			row.Cells = append(row.Cells, *cell)
		}
		c.Rows = append(c.Rows, row)
	}
	return nil
}

// coverageCells looks up the current reports.
func (a *Analytics) coverageCells(ctx context.Context, who query.Bodies, from, to int) (map[bodyYear]*CoverageCell, error) {
	cells := map[bodyYear]*CoverageCell{}
	_, err := ask(ctx, a, "coverage", func(r *sql.Rows) (none struct{}, err error) {
		var at bodyYear
		cell := &CoverageCell{State: IsReported}
		err = r.Scan(&at.body, &at.year, &cell.ReportID, &cell.Form, &cell.Scope, &cell.Failed, &cell.Replaced)
		if cell.Failed > 0 {
			cell.State = IsSuspect
		}
		cell.Year, cells[at] = at.year, cell
		return none, err
	}, who, from, to)
	return cells, err
}

// rejectedFiles looks up what was not taken in.
func (a *Analytics) rejectedFiles(ctx context.Context, who query.Bodies, from, to int) (map[bodyYear][]RejectedFile, error) {
	files := map[bodyYear][]RejectedFile{}
	_, err := ask(ctx, a, "coverage_rejected", func(r *sql.Rows) (f RejectedFile, err error) {
		var at bodyYear
		err = r.Scan(&at.body, &at.year, &f.File, &f.Code, &f.Why.ZH, &f.Why.EN)
		files[at] = append(files[at], f)
		return f, err
	}, who, from, to)
	return files, err
}
