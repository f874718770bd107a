package analytics

import (
	"cmp"
	"context"
	"database/sql"

	"gongkai/analytics/query"
	"gongkai/data"
)

// these are bodies by id.
func these(ids ...int) query.Bodies { return query.Bodies{IDs: append([]int{}, ids...)} }

// ids lists the bodies, by key.
func (a *Analytics) ids(ctx context.Context, who query.Bodies) ([]int, error) {
	return ask(ctx, a, "group_ids", func(r *sql.Rows) (id int, err error) { return id, r.Scan(&id) }, who)
}

// names looks the bodies up.
func (a *Analytics) names(ctx context.Context, who query.Bodies) (map[int]BodyRef, error) {
	of := map[int]BodyRef{}
	_, err := ask(ctx, a, "bodies_of", func(r *sql.Rows) (b BodyRef, err error) {
		b, err = readBody(r)
		of[b.ID] = b
		return b, err
	}, who)
	return of, err
}

// DefaultRows is how many bodies an answer lists unless it is asked for more.
const DefaultRows = 200

// pageSize checks which rows of an answer are asked for. Code "bad_page".
func pageSize(rows, skip int) (int, error) {
	if rows < 0 || skip < 0 {
		return 0, &data.Error{Code: "bad_page", Reason: data.Text{ZH: "行数不能为负", EN: "a negative number of rows"}, Way: data.Text{ZH: "请改为 0 以上", EN: "give 0 or more"}}
	}
	return cmp.Or(rows, DefaultRows), nil
}
