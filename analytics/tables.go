package analytics

import (
	"context"
	"fmt"
	"io"
	"strings"

	"gongkai/data"
	"gongkai/data/export"
	"gongkai/data/store"
)

// Table is a table or a view that SQL can ask, and that can be taken away whole.
type Table struct {
	store.TableInfo
	Rows int  `json:"rows"` // 0 of a view, whose rows are counted by nobody before they are read
	View bool `json:"view"`
}

// TableList is the dictionary of a snapshot.
type TableList struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Tables   []Table     `json:"tables"`
}

// Tables lists the views, which have the names joined in, and the tables in the
// order of the dictionary.
func (a *Analytics) Tables(ctx context.Context) (*TableList, error) {
	tables, views, err := a.published(ctx)
	if err != nil {
		return nil, err
	}
	var counts []string
	for i, t := range tables {
		counts = append(counts, fmt.Sprintf("SELECT %d AS place, count(*) AS n FROM %s", i, t.Name))
	}
	rows, err := a.snapshot.DB.QueryContext(ctx, strings.Join(counts, " UNION ALL ")+" ORDER BY place")
	if err != nil {
		return nil, fmt.Errorf("counting rows: %w", err)
	}
	defer rows.Close()
	var list []Table
	for _, v := range views {
		list = append(list, Table{TableInfo: v, View: true})
	}
	for _, t := range tables {
		list = append(list, Table{TableInfo: t})
	}
	for rows.Next() {
		var place, n int
		if err := rows.Scan(&place, &n); err != nil {
			return nil, fmt.Errorf("counting rows: %w", err)
		}
		list[len(views)+place].Rows = n
	}
	return &TableList{a.Snapshot(), list}, rows.Err()
}

func (a *Analytics) published(ctx context.Context) (tables, views []store.TableInfo, err error) {
	if tables, err = a.snapshot.Tables(ctx); err != nil {
		return nil, nil, err
	}
	views, err = a.snapshot.Views(ctx)
	return tables, views, err
}

// Table finds a table or view by its name. Its rows are not counted. Code
// "unknown_table".
func (a *Analytics) Table(ctx context.Context, name string) (Table, error) {
	tables, views, err := a.published(ctx)
	if err != nil {
		return Table{}, err
	}
	for _, t := range tables {
		if t.Name == name {
			return Table{TableInfo: t}, nil
		}
	}
	for _, v := range views {
		if v.Name == name {
			return Table{TableInfo: v, View: true}, nil
		}
	}
	return Table{}, &data.Error{Code: "unknown_table", Place: name,
		Reason: data.Text{ZH: "没有这张表", EN: "there is no such table"},
		Way:    data.Text{ZH: "请从下载页的列表中选择", EN: "choose from the list of downloads"}}
}

// Archive writes the whole snapshot as one ZIP file: all tables as Parquet with
// manifest, dictionary and how to cite them.
func (a *Analytics) Archive(ctx context.Context, w io.Writer, citation string) error {
	_, err := export.Archive(ctx, a.snapshot, w, a.catalogue, citation)
	return err
}
