package analytics

import (
	"cmp"
	"context"
	"slices"

	"gongkai/data"
)

// HeatQuestion asks for several measures of a body and its peers side by side.
type HeatQuestion struct {
	Body       int
	Year       int // 0: the last in which the body reported
	Indicators []string
	Group      Group
	Sort       string // an indicator; "" by region and name
	Ascending  bool

	// Rows lists so many peers behind the first Skip ones; 0 for DefaultRows.
	// The body itself comes first in any case.
	Rows, Skip int
}

// HeatColumn is a measure over the peers.
type HeatColumn struct {
	Code   string    `json:"indicator"`
	Name   data.Text `json:"name"`
	Unit   string    `json:"unit"`
	Better string    `json:"better"`
	Spread Spread    `json:"spread"`
}

// HeatCell is a measure of a body.
type HeatCell struct {
	Value  *data.Number `json:"value"` // nil where nothing is stated, or n is too small
	Rate   *Rate        `json:"rate,omitempty"`
	Status data.Status  `json:"status"` // Missing for bodies that are not compared
	// Quarter is where the value lies among the peers' quartiles, 1 for the
	// smallest; 0 without a value.
	Quarter int `json:"quarter,omitempty"`
}

// HeatRow is a body with its measures, in the order of the columns.
type HeatRow struct {
	Body  BodyRef    `json:"body"`
	Own   bool       `json:"own,omitempty"`
	Cells []HeatCell `json:"cells"`
}

// Heat answers a HeatQuestion.
type Heat struct {
	Snapshot SnapshotRef  `json:"snapshot"`
	Body     BodyRef      `json:"body"`
	Year     int          `json:"year"`
	Rule     data.Text    `json:"rule"`
	Columns  []HeatColumn `json:"columns"`
	Of       int          `json:"of"` // peers that have any of the measures, without the body
	Skip     int          `json:"skip,omitempty"`
	Rows     []HeatRow    `json:"rows"`
}

// Heat lays measures of peers side by side. Codes: those of Peers.
func (a *Analytics) Heat(ctx context.Context, q HeatQuestion) (*Heat, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	asked, err := a.measures(q.Indicators)
	if err != nil {
		return nil, err
	}
	if q.Year, err = a.lastYear(ctx, q.Body, q.Year); err != nil {
		return nil, err
	}
	of, who, err := a.compared(ctx, asked, &q.Group, q.Body, q.Year)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx, who)
	if err != nil {
		return nil, err
	}
	h := &Heat{Snapshot: a.Snapshot(), Body: names[q.Body], Year: q.Year, Columns: []HeatColumn{}, Rows: []HeatRow{}, Skip: q.Skip}
	byBody := map[int]*HeatRow{}
	sorted := -1
	for i, m := range asked {
		p := of[m.code]
		h.Rule = p.Rule
		h.Columns = append(h.Columns, HeatColumn{m.code, m.Name(), m.Unit, p.Better, p.Spread})
		if m.code == q.Sort {
			sorted = i
		}
		for _, e := range p.Members {
			row := byBody[e.Body.ID]
			if row == nil {
				row = &HeatRow{Body: names[e.Body.ID], Own: e.Own, Cells: make([]HeatCell, len(asked))}
				for k := range row.Cells {
					row.Cells[k].Status = data.Missing
				}
				byBody[e.Body.ID] = row
			}
			row.Cells[i] = HeatCell{Value: e.Value, Rate: e.Rate, Status: e.Status, Quarter: quarter(e.Value, &p.Spread)}
		}
	}
	var list []*HeatRow
	own := &HeatRow{Body: names[q.Body], Own: true, Cells: make([]HeatCell, len(asked))}
	for _, row := range byBody {
		if row.Own {
			own = row
		} else {
			list = append(list, row)
		}
	}
	slices.SortFunc(list, func(x, y *HeatRow) int { return cmp.Or(orderBy(x, y, sorted, q.Ascending), byRegion(x.Body, y.Body)) })
	h.Of = len(list)
	h.Rows = append(h.Rows, *own)
	for _, row := range list[min(q.Skip, len(list)):min(q.Skip+rows, len(list))] {
		h.Rows = append(h.Rows, *row)
	}
	return h, nil
}

// orderBy compares two rows by a column, those without a value last.
func orderBy(x, y *HeatRow, column int, ascending bool) int {
	if column < 0 {
		return 0
	}
	a, b := x.Cells[column].Value, y.Cells[column].Value
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	case ascending:
		return a.Cmp(b.Decimal)
	}
	return b.Cmp(a.Decimal)
}

func byRegion(x, y BodyRef) int {
	return cmp.Or(cmp.Compare(x.RegionCode, y.RegionCode), cmp.Compare(x.Organ, y.Organ), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
}

// quarter is where a value lies among quartiles: at one of them, it belongs to
// the quarter above.
func quarter(v *data.Number, s *Spread) int {
	if v == nil || s.Q1 == nil {
		return 0
	}
	n := 1
	for _, q := range []*data.Number{s.Q1, s.Median, s.Q3} {
		if v.GreaterThanOrEqual(q.Decimal) {
			n++
		}
	}
	return n
}
