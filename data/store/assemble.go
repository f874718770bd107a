package store

import (
	"context"
	"fmt"
	"strings"
)

// assemble makes the tables of the snapshot from those of staging.
func (l *loading) assemble(ctx context.Context, a *arrangement) error {
	want := l.expect(a)
	for _, t := range l.schema.direct {
		if err := l.settle(ctx, t, "SELECT * FROM "+staging+"."+t.Name, l.rows[t.Name]); err != nil {
			return err
		}
	}
	for _, t := range l.schema.byReport {
		if err := l.settle(ctx, t, selectStaged(t, ""), want[t.Name]); err != nil {
			return err
		}
	}
	if err := l.assembleRevisions(ctx, a); err != nil { // of what was gathered, superseded reports too
		return err
	}
	for _, t := range l.schema.currents {
		n, known := want[t.Name]
		if !known {
			n = -1
		}
		if err := l.settle(ctx, t, selectStaged(t, "WHERE e.superseded_by IS NULL"), n); err != nil {
			return err
		}
	}
	if err := l.assemblePrinted(ctx, a.currents); err != nil {
		return err
	}
	if err := l.assembleFigures(ctx, a, want["figure"]); err != nil {
		return err
	}
	if err := l.dropUnused(ctx, a); err != nil {
		return err
	}
	if err := l.assembleObservations(ctx, a, want["observation"]); err != nil {
		return err
	}
	if l.part {
		return nil // its distributions are not those of the whole
	}
	return l.assembleDistribution(ctx, a)
}

// dropUnused takes away items that no form knows and no current report has.
func (l *loading) dropUnused(ctx context.Context, a *arrangement) error {
	return l.exec(ctx, "DELETE FROM item WHERE item_id >= %[1]d AND item_id NOT IN (SELECT item_id FROM figure WHERE item_id >= %[1]d)", a.others.first)
}

// selectStaged joins gathered rows with the ids of their reports.
func selectStaged(t table, where string) string {
	var columns []string
	for _, c := range t.Columns {
		switch from := ofEdition[c.Name]; {
		case from != "":
			columns = append(columns, from+" AS "+c.Name)
		case c.Type == formType:
			columns = append(columns, fmt.Sprintf("CAST(s.%[1]s AS %[2]s) AS %[1]s", c.Name, c.Type))
		default:
			columns = append(columns, "s."+c.Name)
		}
	}
	return fmt.Sprintf("SELECT %s FROM %s.%s AS s JOIN %[2]s.edition AS e ON e.arrival = s.arrival %[4]s", strings.Join(columns, ", "), staging, t.Name, where)
}

// expect is how many rows the tables must have, by what the writers counted.
func (l *loading) expect(a *arrangement) map[string]int {
	want := map[string]int{"report": len(a.arrivals)}
	for _, list := range l.tallies {
		for _, t := range list {
			want["finding"] += int(t.findings)
			if a.arrivals[t.arrival].current() {
				want["figure"] += int(t.figures)
				want["observation"] += int(t.observations)
			}
		}
	}
	return want
}

// assemblePrinted makes the tables of what stands where in the documents.
// Layouts are numbered by the first report that has them, which does not
// depend on which writer met them first.
func (l *loading) assemblePrinted(ctx context.Context, reports int) error {
	if err := l.exec(ctx, `CREATE TABLE staging.layout_number AS
		SELECT s.layout, CAST(row_number() OVER (ORDER BY min(e.report_id)) AS INTEGER) AS layout_id
		FROM staging.printed AS s JOIN staging.edition AS e ON e.arrival = s.arrival
		WHERE e.superseded_by IS NULL GROUP BY s.layout`); err != nil {
		return err
	}
	if err := l.settle(ctx, layoutTable, `SELECT n.layout_id, s.place, coalesce(o.item_id, s.item) AS item_id, s.unit, s.table_no, s.row_no, s.column_no, s.page_no
		FROM staging.layout AS s JOIN staging.layout_number AS n ON n.layout = s.layout LEFT JOIN staging.other_item AS o ON o.item = s.item`, -1); err != nil {
		return err
	}
	return l.settle(ctx, printedTable, `SELECT e.body_id, e.year, e.report_id, n.layout_id, s.texts, s.notes
		FROM staging.printed AS s JOIN staging.edition AS e ON e.arrival = s.arrival JOIN staging.layout_number AS n ON n.layout = s.layout
		WHERE e.superseded_by IS NULL`, reports)
}
