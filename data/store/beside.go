package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/data"
)

// Beside is what some checks now say of the current report of a body and year
// that does not change itself: they compare it with reports that do.
type Beside struct {
	Body     string // key
	Year     int
	Checks   []string // whose former findings go
	Findings []data.Finding
}

// Print is the current report of a body and year, and the print of its figures.
type Print struct {
	Body  string // key
	Year  int
	Print string // not ""
}

// PrintsOf lists the prints of bodies' current reports.
func (s *Snapshot) PrintsOf(ctx context.Context, bodies []string) ([]Print, error) {
	return s.prints(ctx, "b.key", bodies)
}

// Printed lists the current reports that have one of these prints, of whatever year.
func (s *Snapshot) Printed(ctx context.Context, prints []string) ([]Print, error) {
	return s.prints(ctx, "r.print", prints)
}

func (s *Snapshot) prints(ctx context.Context, column string, list []string) (out []Print, err error) {
	if len(list) == 0 {
		return nil, nil
	}
	rows, err := s.DB.QueryContext(ctx, `SELECT b.key, r.year, r.print FROM report AS r JOIN body AS b ON b.body_id = r.body_id
		WHERE r.superseded_by IS NULL AND r.print <> '' AND `+column+` IN (?`+strings.Repeat(", ?", len(list)-1)+`) ORDER BY b.key, r.year`, anys(list)...)
	if err != nil {
		return nil, cannotOpen(s.Manifest.File, err)
	}
	defer rows.Close()
	for rows.Next() {
		var p Print
		if err := rows.Scan(&p.Body, &p.Year, &p.Print); err != nil {
			return nil, cannotOpen(s.Manifest.File, err)
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// BodiesOf lists the keys of the bodies of divisions, by their codes.
func (s *Snapshot) BodiesOf(ctx context.Context, divisions []string) ([]string, error) {
	return s.texts(ctx, "SELECT key FROM body WHERE region_code IN ", divisions)
}

// Governments lists the keys of all governments.
func (s *Snapshot) Governments(ctx context.Context) ([]string, error) {
	return s.texts(ctx, "SELECT key FROM body WHERE organ IN ", []string{""})
}

func anys(list []string) []any {
	values := make([]any, len(list))
	for i, v := range list {
		values[i] = v
	}
	return values
}

// spliceBeside replaces findings of reports that stay.
func (l *loading) spliceBeside(ctx context.Context, beside []Beside) error {
	for _, b := range beside {
		var body, report *int
		err := l.conn.QueryRowContext(ctx, `SELECT max(b.body_id), max(r.report_id) FROM body AS b JOIN report AS r ON r.body_id = b.body_id
			WHERE b.key = ? AND r.year = ? AND r.superseded_by IS NULL`, b.Body, b.Year).Scan(&body, &report)
		if err != nil {
			return err
		}
		if report == nil {
			return fmt.Errorf("no report of %s in %d to say more of", b.Body, b.Year)
		}
		if _, err := l.conn.ExecContext(ctx, "DELETE FROM finding WHERE report_id = ? AND check_id IN (?"+strings.Repeat(", ?", len(b.Checks)-1)+")",
			slices.Concat([]any{*report}, anys(b.Checks))...); err != nil {
			return err
		}
		for _, f := range b.Findings {
			if _, err := l.conn.ExecContext(ctx, "INSERT INTO finding SELECT (SELECT coalesce(max(finding_id), 0) + 1 FROM finding), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
				*report, *body, b.Year, f.Check, f.Where, string(f.State), string(f.Severity), clean(f.Detail), list(f.Cells), clean(elsewhere(f.Others)), nullable(f.Verdict)); err != nil {
				return err
			}
		}
	}
	return nil
}
