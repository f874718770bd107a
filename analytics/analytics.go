package analytics

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"

	"gongkai/analytics/query"
	"gongkai/data"
	"gongkai/data/form"
	"gongkai/data/store"
)

// Analytics answers questions from one snapshot. It costs nothing to make and
// is safe for concurrent use while the snapshot is open.
type Analytics struct {
	snapshot  *store.Snapshot
	catalogue *form.Catalogue
	limits    Limits
	asked     func(statement string, args []any) // sees each statement; nil but in benchmarks
}

// New returns the questions to a snapshot. The catalogue says what indicators
// mean; one that the snapshot was built without is missing in every answer.
func New(s *store.Snapshot, c *form.Catalogue) *Analytics {
	return &Analytics{snapshot: s, catalogue: c, limits: DefaultLimits}
}

// WithLimits returns the questions with other limits for small numbers.
func (a *Analytics) WithLimits(l Limits) *Analytics {
	other := *a
	other.limits = l
	return &other
}

// Snapshot names the published state that the answers are computed from.
func (a *Analytics) Snapshot() SnapshotRef {
	m := a.snapshot.Manifest
	return SnapshotRef{Number: m.Number, Hash: m.SHA256[:12], Published: m.Published.Format(time.RFC3339), Generated: m.Generated}
}

// ask runs the statement of a file and reads its rows.
func ask[T any](ctx context.Context, a *Analytics, name string, read func(*sql.Rows) (T, error), args ...any) ([]T, error) {
	text, flat, err := query.Text(name, args...)
	if err != nil {
		return nil, err
	}
	if a.asked != nil {
		a.asked(text, flat)
	}
	rows, err := a.snapshot.DB.QueryContext(ctx, text, flat...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer rows.Close()
	answer := []T{} // an empty answer is a list too, also in JSON
	for rows.Next() {
		row, err := read(rows)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		answer = append(answer, row)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return answer, nil
}

// together asks several statements side by side: each alone keeps a core busy
// for a moment only. The first error in their order is returned.
func together(asks ...func() error) error {
	errs := make([]error, len(asks))
	var all sync.WaitGroup
	for i, ask := range asks[1:] {
		all.Go(func() { errs[i+1] = ask() })
	}
	errs[0] = asks[0]()
	all.Wait()
	return cmp.Or(errs...)
}

// number reads a number that SQL gave as text, which keeps every digit and is
// the same for counts and amounts in every engine.
func number(s sql.NullString) (*data.Number, error) {
	if !s.Valid {
		return nil, nil
	}
	n, err := data.ParseNumber(s.String)
	return &n, err
}
