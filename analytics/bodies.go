package analytics

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"

	"gongkai/data"
)

// Bodies lists at most so many bodies, 0 for all: by region code, uncertain
// regions last, the government before its organs, then by name.
func (a *Analytics) Bodies(ctx context.Context, limit int) ([]BodyRef, error) {
	return ask(ctx, a, "bodies", readBody, "", cmp.Or(limit, math.MaxInt32), 0)
}

// BodiesQuestion asks which bodies there are.
type BodiesQuestion struct {
	Province   string // full name, "" for all
	Rows, Skip int    // a page; 0 rows for DefaultRows
}

// BodyList answers a BodiesQuestion, in the order of Bodies.
type BodyList struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Of       int         `json:"of"` // how many there are
	Skip     int         `json:"skip,omitempty"`
	Bodies   []BodyRef   `json:"bodies"`
}

// BodyList lists bodies. Code "bad_page".
func (a *Analytics) BodyList(ctx context.Context, q BodiesQuestion) (*BodyList, error) {
	rows, err := pageSize(q.Rows, q.Skip)
	if err != nil {
		return nil, err
	}
	list := &BodyList{Snapshot: a.Snapshot(), Skip: q.Skip}
	if list.Bodies, err = ask(ctx, a, "bodies", readBody, q.Province, rows, q.Skip); err != nil {
		return nil, err
	}
	n, err := ask(ctx, a, "bodies_count", func(r *sql.Rows) (n int, err error) { return n, r.Scan(&n) }, q.Province)
	if err == nil {
		list.Of = n[0]
	}
	return list, err
}

// Years returns the first and the last report year, 0 and 0 without reports.
func (a *Analytics) Years(ctx context.Context) (from, to int, err error) {
	years, err := ask(ctx, a, "years", func(r *sql.Rows) (y [2]int, err error) {
		return y, r.Scan(&y[0], &y[1])
	})
	if err != nil {
		return 0, 0, err
	}
	return years[0][0], years[0][1], nil
}

// bodiesOf returns some bodies by id. Code "unknown_body" if one is not there.
func (a *Analytics) bodiesOf(ctx context.Context, ids []int) (map[int]BodyRef, error) {
	of, err := a.names(ctx, these(ids...))
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if _, found := of[id]; !found {
			return nil, unknownBody(id)
		}
	}
	return of, nil
}

func readBody(r *sql.Rows) (b BodyRef, err error) {
	return b, r.Scan(&b.ID, &b.Name, &b.RegionCode, &b.Organ, &b.Province, &b.FirstYear, &b.LastYear, &b.Reports, &b.Sample)
}

func unknownBody(id int) error {
	return &data.Error{Code: "unknown_body", Place: fmt.Sprint(id),
		Reason: data.Text{ZH: "没有这个机关", EN: "no such body"},
		Way:    data.Text{ZH: "编号只在一个快照内有效，请从机关列表重新选择", EN: "ids hold within one snapshot; choose from the list of bodies again"}}
}

// DefaultBody is the body to begin with: the government with most reports.
// Code "unknown_body" in a snapshot without any.
func (a *Analytics) DefaultBody(ctx context.Context) (BodyRef, error) {
	found, err := ask(ctx, a, "default_body", readBody)
	if err == nil && len(found) == 0 {
		err = unknownBody(0)
	}
	if err != nil {
		return BodyRef{}, err
	}
	return found[0], nil
}
