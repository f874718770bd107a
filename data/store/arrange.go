package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// arrangement gives bodies, reports and cells their numbers. They depend on the
// input alone, so that the same input gives the same numbers. Of each report
// it keeps a few bytes only.
type arrangement struct {
	Input
	cells    []cell         // by item id: those of the catalogue
	first    map[string]int // by form: the number of its first cell
	itemOf   map[data.Cell]int
	observed map[string][]observed // by form
	others   others
	byKey    map[string]*body
	bodies   []*body   // by key; after number
	arrivals []arrival // in order of arrival
	currents int       // how many of them are current
	years    [2]int    // of the bodies of a snapshot that is amended, 0 for none
}

// cell is a cell of the item table; info is nil where no form of the catalogue
// has it (a row that a body prints in its own way is kept, not dropped).
type cell struct {
	data.Cell
	info *form.CellInfo
}

type body struct {
	data.Body
	id                  int
	reports             int // current ones
	firstYear, lastYear int
	sample              bool // each current report is bundled
	namedIn             int  // year of the report that gave the name
}

// arrival is a report that came in. Of the reports of a body and year the last
// to arrive is current.
type arrival struct {
	body         *body
	year         int16
	sample       bool
	id           int32 // of the report
	supersededBy int32 // id of the current report; 0 if this is it
}

func (a *arrival) current() bool { return a.supersededBy == 0 }

func arrange(in Input) *arrangement {
	a := &arrangement{Input: in, byKey: map[string]*body{}, observed: map[string][]observed{}}
	a.arrangeCells()
	for _, f := range in.Catalogue.Forms {
		a.observed[f.ID] = a.observedBy(f.ID)
	}
	return a
}

// receive takes note of the next report. Code "bad_report".
func (a *arrangement) receive(r *data.Report) error {
	if r.Body.Name == "" || r.Year < 1 || r.Year > 9999 {
		return &data.Error{Code: "bad_report", File: r.Source.File,
			Reason: data.Text{ZH: fmt.Sprintf("报告缺机关名称或年度（%d）", r.Year), EN: fmt.Sprintf("a report without body or year (%d)", r.Year)},
			Way:    data.Text{ZH: "请不要载入该文件", EN: "leave the file out"}}
	}
	key := r.Body.Key()
	b := a.byKey[key]
	if b == nil {
		b = &body{}
		a.byKey[key] = b
	}
	if r.Year >= b.namedIn { // the latest reading of name, code and organ of the latest year
		b.Body, b.namedIn = r.Body, r.Year
	}
	a.arrivals = append(a.arrivals, arrival{body: b, year: int16(r.Year), sample: r.Sample})
	return nil
}

// number gives bodies and reports their ids when all have come in.
func (a *arrangement) number() {
	for _, key := range slices.Sorted(maps.Keys(a.byKey)) {
		a.byKey[key].id = len(a.bodies) + 1
		a.bodies = append(a.bodies, a.byKey[key])
	}
	order := make([]*arrival, len(a.arrivals))
	for i := range a.arrivals {
		order[i] = &a.arrivals[i]
	}
	// stable: reports of one body and year stay in order of arrival
	slices.SortStableFunc(order, func(x, y *arrival) int {
		return cmp.Or(cmp.Compare(x.body.id, y.body.id), cmp.Compare(x.year, y.year))
	})
	for i, r := range order {
		r.id = int32(i + 1)
	}
	a.supersede(order)
}

// supersede marks the reports that a later one replaces and counts the rest.
func (a *arrangement) supersede(order []*arrival) {
	next := &arrival{} // of no body: the last report of all is current
	for _, r := range slices.Backward(order) {
		if r.body == next.body && r.year == next.year {
			r.supersededBy = cmp.Or(next.supersededBy, next.id)
		}
		next = r
		if !r.current() {
			continue
		}
		b := r.body
		b.sample = r.sample && (b.sample || b.reports == 0)
		b.reports++
		a.currents++
		b.firstYear = int(r.year) // the years come in descending order
		b.lastYear = max(b.lastYear, int(r.year))
	}
}

// arrangeCells numbers the cells of the catalogue in its order.
func (a *arrangement) arrangeCells() {
	a.itemOf, a.first = map[data.Cell]int{}, map[string]int{}
	for _, f := range a.Catalogue.Forms {
		a.first[f.ID] = len(a.cells)
		for _, info := range f.Cells() {
			a.itemOf[info.Cell] = len(a.cells)
			a.cells = append(a.cells, cell{info.Cell, info})
		}
	}
	a.others.first = len(a.cells)
}
