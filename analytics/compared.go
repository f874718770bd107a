package analytics

import (
	"context"

	"gongkai/analytics/query"
)

// compared compares a body with its peers by several measures at once; members
// have ranks, but no names yet. Codes: those of Peers.
func (a *Analytics) compared(ctx context.Context, asked []measure, g *Group, body, year int) (of map[string]*Peers, who query.Bodies, err error) {
	c, err := a.crowd(ctx, g, body, year)
	if err != nil {
		return nil, who, err
	}
	var ids []int
	var read *stated
	if err := together(
		func() (err error) { ids, err = a.ids(ctx, c.who); return err },
		func() (err error) { read, err = a.read(ctx, asked, c.who, year, year); return err }); err != nil {
		return nil, who, err
	}
	of = map[string]*Peers{}
	for _, m := range asked {
		p := a.members(m, g, c, ids, read, year)
		p.rank(m, a.limits)
		p.doubt(m)
		p.stand(m, a)
		of[m.code] = p
	}
	return of, c.who, nil
}

// lastYear is the year asked for, or the last in which the body reported.
func (a *Analytics) lastYear(ctx context.Context, body, year int) (int, error) {
	if year != 0 {
		return year, nil
	}
	of, err := a.bodiesOf(ctx, []int{body})
	return of[body].LastYear, err
}
