package store

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// Difference is a table in which two snapshots differ.
type Difference struct {
	Table string         `json:"table"`
	Rows  int            `json:"rows"`  // that differ, or that one of the two lacks; 0 where the columns differ
	First []DifferentRow `json:"first"` // the first of them, in order of their key
}

// DifferentRow is a row in which two snapshots differ: of each the columns that
// do, or nothing where it lacks the row.
type DifferentRow struct {
	Key  string   `json:"key"`            // as in item_id=3 year=2024 body_id=1
	Here []string `json:"here,omitempty"` // as in value=3830; NULL is value=NULL
	Else []string `json:"else,omitempty"`
}

// Compare compares the tables of two snapshots by their logical hash, meta left
// out, and names those that differ with up to first rows each. The tables are
// in order of their names. Where one was amended, numbers of bodies, reports
// and cells are compared by what they stand for.
func Compare(ctx context.Context, here, other *Snapshot, first int) ([]Difference, error) {
	describe := (*Snapshot).tables
	if here.Manifest.Amended+other.Manifest.Amended > 0 {
		describe = (*Snapshot).contents
	}
	ours, err := describe(here, ctx)
	if err != nil {
		return nil, err
	}
	theirs, err := describe(other, ctx)
	if err != nil {
		return nil, err
	}
	a, err := here.hashes(ctx, ours)
	if err != nil {
		return nil, err
	}
	b, err := other.hashes(ctx, theirs)
	if err != nil {
		return nil, err
	}
	var list []Difference
	both := maps.Clone(a)
	maps.Copy(both, b)
	for _, name := range slices.Sorted(maps.Keys(both)) {
		if a[name] == b[name] {
			continue
		}
		d := Difference{Table: name}
		if x, y := ours[name], theirs[name]; x != nil && y != nil && slices.Equal(x.columns, y.columns) {
			if err := d.find(here.rows(ctx, x), other.rows(ctx, y), x, first); err != nil {
				return nil, err
			}
		}
		list = append(list, d)
	}
	return list, nil
}

// find goes through the rows of both tables side by side.
func (d *Difference) find(here, other iter.Seq2[row, error], t *logical, first int) error {
	next, stop := iter.Pull2(here)
	defer stop()
	nextOther, stopOther := iter.Pull2(other)
	defer stopOther()
	x, err, more := next()
	y, errOther, moreOther := nextOther()
	for more || moreOther {
		if err := cmp.Or(err, errOther); err != nil {
			return err
		}
		side := 0
		switch {
		case !more:
			side = 1
		case !moreOther:
			side = -1
		default:
			side = t.compare(x, y)
		}
		if side != 0 || !slices.Equal(x, y) {
			d.note(t, x, y, side, first)
		}
		if side <= 0 {
			x, err, more = next()
		}
		if side >= 0 {
			y, errOther, moreOther = nextOther()
		}
	}
	return nil
}

// note counts a difference and keeps it if it is one of the first. side is
// below 0 for a row that only the one has, above 0 for one of the other.
func (d *Difference) note(t *logical, x, y row, side, first int) {
	d.Rows++
	if len(d.First) >= first {
		return
	}
	r := DifferentRow{}
	from := x
	if side > 0 {
		from = y
	}
	for _, i := range t.key {
		r.Key += " " + t.columns[i].name + "=" + said(from[i])
	}
	r.Key = strings.TrimPrefix(r.Key, " ")
	for i, c := range t.columns {
		if side == 0 && x[i] == y[i] || side != 0 && slices.Contains(t.key, i) {
			continue
		}
		if side <= 0 {
			r.Here = append(r.Here, c.name+"="+said(x[i]))
		}
		if side >= 0 {
			r.Else = append(r.Else, c.name+"="+said(y[i]))
		}
	}
	d.First = append(d.First, r)
}

func said(v sql.NullString) string {
	if !v.Valid {
		return "NULL"
	}
	return v.String
}

// compare orders two rows by their key, as DuckDB does.
func (t *logical) compare(x, y row) int {
	for _, i := range t.key {
		if c := compareValues(x[i], y[i]); c != 0 {
			return c
		}
	}
	return 0
}

// compareValues orders integers by size, texts by their bytes, and NULL last.
func compareValues(x, y sql.NullString) int {
	if !x.Valid || !y.Valid {
		return cmp.Compare(strconv.FormatBool(y.Valid), strconv.FormatBool(x.Valid))
	}
	m, err := strconv.ParseInt(x.String, 10, 64)
	n, errOther := strconv.ParseInt(y.String, 10, 64)
	if err == nil && errOther == nil {
		return cmp.Compare(m, n)
	}
	return strings.Compare(x.String, y.String)
}
