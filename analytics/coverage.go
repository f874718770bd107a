package analytics

import (
	"context"
	"database/sql"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
)

// State is what is there of a body and year.
type State string

// The states.
const (
	IsReported State = "reported"
	IsSuspect  State = "suspect" // its sums do not add up
	IsMissing  State = "missing" // no report was loaded
)

// CoverageQuestion asks which of a group's bodies reported in which years.
// Without a group it asks for the bodies named.
type CoverageQuestion struct {
	Bodies   []int
	Body     int // whose peers Group finds
	Group    *Group
	From, To int // 0: as Trend
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

// Coverage answers a CoverageQuestion. N of Years counts the bodies of the
// answer: those that never reported are not known to the snapshot.
type Coverage struct {
	Snapshot SnapshotRef   `json:"snapshot"`
	From     int           `json:"from"`
	To       int           `json:"to"`
	Rule     *data.Text    `json:"rule,omitempty"`
	Rows     []CoverageRow `json:"rows"`
	Years    []Counted     `json:"years"`
}

// Coverage tells who reported when. Codes: those of Peers.
func (a *Analytics) Coverage(ctx context.Context, q CoverageQuestion) (*Coverage, error) {
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	c := &Coverage{Snapshot: a.Snapshot(), From: years.From, To: years.To, Rows: []CoverageRow{}, Years: []Counted{}}
	bodies, err := a.covered(ctx, q, c)
	if err != nil {
		return nil, err
	}
	cells := map[place]CoverageCell{}
	if len(bodies) > 0 {
		ids := make([]int, len(bodies))
		for i, b := range bodies {
			ids[i] = b.ID
		}
		_, err = ask(ctx, a, "coverage", func(r *sql.Rows) (cell CoverageCell, err error) {
			body := 0
			err = r.Scan(&body, &cell.Year, &cell.ReportID, &cell.Form, &cell.Scope, &cell.Failed, &cell.Replaced)
			if cell.State = IsReported; cell.Failed > 0 {
				cell.State = IsSuspect
			}
			cells[place{"", body, cell.Year}] = cell
			return cell, err
		}, query.Of(ids), c.From, c.To)
		if err != nil {
			return nil, err
		}
	}
	for year := c.From; year <= c.To; year++ {
		c.Years = append(c.Years, Counted{Year: year, N: len(bodies)})
	}
	for _, b := range bodies {
		row := CoverageRow{Body: b}
		for i := range c.Years {
			cell, found := cells[place{"", b.ID, c.Years[i].Year}]
			if !found {
				cell = CoverageCell{Year: c.Years[i].Year, State: IsMissing}
			} else {
				c.Years[i].K++
			}
			row.Cells = append(row.Cells, cell)
		}
		c.Rows = append(c.Rows, row)
	}
	return c, nil
}

// covered finds the bodies of a question, by key.
func (a *Analytics) covered(ctx context.Context, q CoverageQuestion, c *Coverage) (bodies []BodyRef, err error) {
	if q.Group == nil {
		list, err := a.listed(ctx, c.To, q.Bodies)
		for _, b := range list {
			bodies = append(bodies, b.BodyRef)
		}
		return bodies, err
	}
	own, list, _, err := a.members(ctx, q.Group, q.Body, c.To)
	if err != nil {
		return nil, err
	}
	rule := q.Group.text(own)
	c.Rule = &rule
	for _, b := range list {
		bodies = append(bodies, b.BodyRef)
	}
	return bodies, nil
}

// TotalQuestion asks for the sum of an indicator, or a ratio of sums, over a
// group, year by year.
type TotalQuestion struct {
	Body      int // whose peers Group finds; it counts too
	Group     Group
	Indicator string
	From, To  int // 0: as Trend
}

// TotalPoint is a year's sum. K of N bodies gave the number.
type TotalPoint struct {
	Counted
	Value *data.Number `json:"value"` // nil where no body gave it
	Rate  *Rate        `json:"rate,omitempty"`
	// OtherScope counts the bodies left out because they count otherwise than
	// the body asked for.
	OtherScope int `json:"other_scope,omitempty"`
}

// Total answers a TotalQuestion. A region's own report is never added to those
// of its bodies: all are of one level and kind.
type Total struct {
	Snapshot  SnapshotRef     `json:"snapshot"`
	Code      string          `json:"indicator"`
	Indicator *form.Indicator `json:"-"`
	Unit      string          `json:"unit"`
	Rule      data.Text       `json:"rule"`
	Points    []TotalPoint    `json:"points"`
}

// Total adds up a group. Codes: those of Peers.
func (a *Analytics) Total(ctx context.Context, q TotalQuestion) (*Total, error) {
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return nil, err
	}
	m, err := a.measure(q.Indicator)
	if err != nil {
		return nil, err
	}
	own, list, _, err := a.members(ctx, &q.Group, q.Body, years.To)
	if err != nil {
		return nil, err
	}
	ids := make([]int, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	points, err := a.points(ctx, []measure{m}, ids, years.From, years.To)
	if err != nil {
		return nil, err
	}
	scopes, err := a.Coverage(ctx, CoverageQuestion{Bodies: ids, From: years.From, To: years.To})
	if err != nil {
		return nil, err
	}
	t := &Total{Snapshot: a.Snapshot(), Code: m.code, Indicator: m.Indicator, Unit: m.Unit, Rule: q.Group.text(own)}
	for i, y := range scopes.Years {
		t.Points = append(t.Points, a.total(m, own.ID, i, scopes, points, Counted{Year: y.Year, N: len(ids)}))
	}
	return t, nil
}

// total adds up the year at index i.
func (a *Analytics) total(m measure, own, i int, c *Coverage, points map[place]Point, n Counted) TotalPoint {
	p := TotalPoint{Counted: n}
	scope := data.ScopeUnknown
	for _, row := range c.Rows {
		if row.Body.ID == own {
			scope = row.Cells[i].Scope
		}
	}
	sum, over, under := data.NewNumber(0), data.NewNumber(0), data.NewNumber(0)
	for _, row := range c.Rows {
		of, found := points[place{m.code, row.Body.ID, n.Year}]
		switch {
		case !found, of.Value == nil && of.Rate == nil:
			continue
		case otherScope(scope, row.Cells[i].Scope):
			p.OtherScope++
			continue
		}
		p.K++
		if of.Rate != nil {
			over, under = over.Plus(of.Rate.K), under.Plus(of.Rate.N)
		} else {
			sum = sum.Plus(*of.Value)
		}
	}
	switch {
	case p.K == 0:
	case m.ratio != nil:
		p.Rate = a.rate(m.ratio.Ratio, over, under)
		p.Value = a.value(m.ratio.Ratio, p.Rate)
	default:
		p.Value = &sum
	}
	return p
}
