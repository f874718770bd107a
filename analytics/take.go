package analytics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/analytics/duck"
	"gongkai/analytics/takeaway"
)

// Bounds of taking a table. A portion is about how many rows of a view are
// joined at once.
const (
	portionRows = 500_000
	takeMemory  = "512MiB"
)

// Take hands all rows of a table or view to write, some at once: tables in the
// order of the file, views by body. It holds a few thousand of them, whatever
// their number, and reads apart from the connections that pages use.
func (a *Analytics) Take(ctx context.Context, t Table, write func(takeaway.Rows) error) error {
	return a.take(ctx, t, portionRows, write)
}

// take joins so many rows of a view at once.
func (a *Analytics) take(ctx context.Context, t Table, rows int, write func(takeaway.Rows) error) error {
	portions, err := a.portions(ctx, t, rows)
	if err != nil {
		return err
	}
	r := &tableRows{ctx: ctx, table: t, file: a.File(), portions: portions}
	defer r.close()
	return write(r)
}

// portions are the statements that read a table: one for a table, whose rows
// come as they are read; for a view one for some bodies, so that what is joined
// stays small.
func (a *Analytics) portions(ctx context.Context, t Table, rows int) (list []string, err error) {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	columns := strings.Join(names, ", ")
	if !t.View {
		return []string{fmt.Sprintf("SELECT %s FROM %s", columns, t.Name)}, nil
	}
	var first, last, figures int
	if err := a.snapshot.DB.QueryRowContext(ctx, "SELECT coalesce(min(body_id), 0), coalesce(max(body_id), -1), (SELECT count(*) FROM figure) FROM body").Scan(&first, &last, &figures); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Name, err)
	}
	bodies := max(1, rows*(last-first+1)/max(1, figures))
	for from := first; from <= last; from += bodies {
		list = append(list, fmt.Sprintf("SELECT %s FROM %s WHERE body_id >= %d AND body_id < %d ORDER BY %s", columns, t.Name, from, from+bodies, t.Key))
	}
	return list, nil
}

// tableRows are the rows of a table while they are read: those of one portion
// are written while the next one is joined, on a connection of its own.
type tableRows struct {
	ctx      context.Context
	table    Table
	file     string
	portions []string // that are still to be read
	lanes    []*lane  // the first one is read from, the other gets ready
}

// Columns have the types of the dictionary: an ENUM is a text.
func (r *tableRows) Columns() []takeaway.Column {
	list := make([]takeaway.Column, len(r.table.Columns))
	for i, c := range r.table.Columns {
		list[i] = takeaway.Column{Name: c.Name, Type: c.Type}
	}
	return list
}

func (r *tableRows) Next() ([][]any, error) {
	for {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		for len(r.portions) > 0 && (len(r.lanes) < 2 || r.lanes[1].idle()) {
			if err := r.ready(); err != nil {
				return nil, fmt.Errorf("%s: %w", r.table.Name, err)
			}
		}
		if len(r.lanes) == 0 || r.lanes[0].idle() {
			return nil, io.EOF
		}
		batch, err := r.lanes[0].ahead.Next()
		if errors.Is(err, io.EOF) {
			r.lanes[0].stop()
			slices.Reverse(r.lanes)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.table.Name, err)
		}
		return batch, nil
	}
}

// ready begins the next portion on a lane that has nothing to do.
func (r *tableRows) ready() error {
	at := slices.IndexFunc(r.lanes, (*lane).idle)
	if at < 0 {
		conn, err := duck.Open(r.file, [2]string{"threads", "1"}, [2]string{"memory_limit", takeMemory}, [2]string{"enable_external_access", "false"})
		if err != nil {
			return err
		}
		at = len(r.lanes)
		r.lanes = append(r.lanes, &lane{conn: conn, undo: context.AfterFunc(r.ctx, conn.Interrupt)})
	}
	r.lanes[at].begin(r.Columns(), r.portions[0])
	r.portions = r.portions[1:]
	return nil
}

func (r *tableRows) close() {
	for _, l := range r.lanes {
		l.conn.Interrupt() // who writes may have failed
		l.stop()
		l.undo()
		l.conn.Close()
	}
}
