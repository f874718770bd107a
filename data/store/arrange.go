package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"gongkai/data"
	"gongkai/data/form"
)

// arrangement gives bodies, reports and cells their numbers. It depends on the
// input alone, so that the same input gives the same numbers.
type arrangement struct {
	Input
	cells    []cell         // by item id
	first    map[string]int // by form: the number of its first cell
	itemOf   map[data.Cell]int
	bodies   []*body    // by key
	editions []*edition // by body, year and arrival
	currents int        // how many of them are current
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

// edition is a report with its numbers. Of the editions of a body and year the
// last to arrive is current.
type edition struct {
	*data.Report
	id           int
	body         *body
	supersededBy int // id of the current edition; 0 if this is it
}

func (e *edition) current() bool { return e.supersededBy == 0 }

func arrange(in Input) (*arrangement, error) {
	a := &arrangement{Input: in}
	a.arrangeCells()
	bodies := map[string]*body{}
	for _, r := range in.Reports {
		if r.Body.Name == "" || r.Year < 1 || r.Year > 9999 {
			return nil, &data.Error{Code: "bad_report", File: r.Source.File,
				Reason: data.Text{ZH: fmt.Sprintf("报告缺机关名称或年度（%d）", r.Year), EN: fmt.Sprintf("a report without body or year (%d)", r.Year)},
				Way:    data.Text{ZH: "请不要载入该文件", EN: "leave the file out"}}
		}
		b := bodies[r.Body.Key()]
		if b == nil {
			b = &body{}
			bodies[r.Body.Key()] = b
		}
		if r.Year >= b.namedIn { // the latest reading of name, code and organ of the latest year
			b.Body, b.namedIn = r.Body, r.Year
		}
		a.editions = append(a.editions, &edition{Report: r, body: b})
	}
	for _, key := range slices.Sorted(maps.Keys(bodies)) {
		bodies[key].id = len(a.bodies) + 1
		a.bodies = append(a.bodies, bodies[key])
	}
	// stable: editions of one body and year stay in order of arrival
	slices.SortStableFunc(a.editions, func(x, y *edition) int {
		return cmp.Or(cmp.Compare(x.body.id, y.body.id), cmp.Compare(x.Year, y.Year))
	})
	for i, e := range a.editions {
		e.id = i + 1
	}
	a.supersede()
	return a, nil
}

// supersede marks the editions that a later one replaces and counts the rest.
func (a *arrangement) supersede() {
	next := &edition{Report: &data.Report{}} // of no body: the last edition of all is current
	for _, e := range slices.Backward(a.editions) {
		if e.body == next.body && e.Year == next.Year {
			e.supersededBy = cmp.Or(next.supersededBy, next.id)
		}
		next = e
		if !e.current() {
			continue
		}
		b := e.body
		b.sample = e.Sample && (b.sample || b.reports == 0)
		b.reports++
		a.currents++
		b.firstYear = e.Year // the years come in descending order
		b.lastYear = max(b.lastYear, e.Year)
	}
}

// arrangeCells numbers the cells of the catalogue in its order, and behind
// them those that only reports have.
func (a *arrangement) arrangeCells() {
	a.itemOf = map[data.Cell]int{}
	add := func(c data.Cell, info *form.CellInfo) {
		a.itemOf[c] = len(a.cells)
		a.cells = append(a.cells, cell{c, info})
	}
	a.first = map[string]int{}
	for _, f := range a.Catalogue.Forms {
		a.first[f.ID] = len(a.cells)
		for _, info := range f.Cells() {
			add(info.Cell, info)
		}
	}
	others := map[data.Cell]bool{}
	for _, r := range a.Reports {
		for i := range r.Figures {
			if c := r.Figures[i].Cell; a.Catalogue.Cell(c) == nil {
				others[c] = true
			}
		}
	}
	for _, c := range slices.Sorted(maps.Keys(others)) {
		add(c, nil)
	}
}
