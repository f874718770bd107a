package settle

import (
	"gongkai/data"
)

// neighbour reports whether a report is that of the same body for another year.
func neighbour(r, o *data.Report, year int) bool {
	return o != nil && r.Year > 0 && o.Year == year && o.Body.Key() == r.Body.Key()
}

// known gives the certain number of a cell of a report.
func known(r *data.Report, cell data.Cell) (int64, bool) { return certain(r.Figure(cell)) }

// carried lists the sums that neighbouring years give to the carry-over rows
// of table three: what was left over at the end of a year is taken up in the
// next. It holds by definition, over the change of forms in 2021 too.
func carried(r, before, after *data.Report, rows []*row) (out []sum) {
	for _, link := range []struct {
		other       *data.Report
		year        int
		here, there string
	}{{before, r.Year - 1, "carried_in", "carried_out"}, {after, r.Year + 1, "carried_out", "carried_in"}} {
		if !neighbour(r, link.other, link.year) {
			continue
		}
		for _, of := range rows {
			if of.table.ID != "t3" || of.of.Code != link.here {
				continue
			}
			for c, column := range of.columns {
				there := data.NewCell(link.other.Form, "t3", link.there, column.Code)
				v, ok := known(link.other, there)
				if !ok {
					continue
				}
				s := sum{constant: -v} // a slip there is one here: the sum is about no other cell
				if s.add(of.cells[c], c, 1, []*row{of}, nil) {
					out = append(out, s)
				}
			}
		}
	}
	return out
}
