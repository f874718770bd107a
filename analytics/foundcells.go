package analytics

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"gongkai/analytics/query"
	"gongkai/data"
)

// CellOf is a cell of a body's current report.
type CellOf struct {
	Body, Year int
	Cell       data.Cell
}

// Stated is the number in a cell, in its unit. Value is nil where it has none.
type Stated struct {
	Value  *data.Number
	Status data.Status
}

// FoundCells looks up what stands in the cells that findings are about.
func (a *Analytics) FoundCells(ctx context.Context, found []FoundIn) (map[CellOf]Stated, error) {
	if len(found) == 0 {
		return nil, nil
	}
	bodies, cells := map[int]bool{}, map[string]bool{}
	from, to := found[0].Year, found[0].Year
	for _, f := range found {
		bodies[f.Body.ID] = true
		from, to = min(from, f.Year), max(to, f.Year)
		for _, c := range f.Cells {
			cells[string(c)] = true
		}
	}
	if len(cells) == 0 {
		return nil, nil
	}
	all := map[CellOf]Stated{}
	_, err := ask(ctx, a, "found_cells", func(r *sql.Rows) (none struct{}, err error) {
		var at CellOf
		var s Stated
		var n sql.NullString
		if err = r.Scan(&at.Body, &at.Year, &at.Cell, &n, &s.Status); err != nil {
			return none, err
		}
		s.Value, err = number(n)
		all[at] = s
		return none, err
	}, these(slices.Sorted(maps.Keys(bodies))...), from, to, query.Of(slices.Sorted(maps.Keys(cells))))
	return all, err
}
