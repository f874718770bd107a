package analytics

import (
	"context"
	"database/sql"
	"strings"
)

// Table is a table or view that SQL can ask, with its dictionary.
type Table struct {
	Name    string        `json:"name"`
	Comment string        `json:"comment"` // in Chinese, a summary in English
	View    bool          `json:"view"`
	Rows    int           `json:"rows,omitempty"` // of a table
	Columns []TableColumn `json:"columns"`
}

// TableColumn is a column of a table.
type TableColumn struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Comment string `json:"comment"`
}

// TableList is the dictionary of a snapshot.
type TableList struct {
	Snapshot SnapshotRef `json:"snapshot"`
	Tables   []Table     `json:"tables"`
}

// Tables lists what SQL can ask: the views with names joined in first, then the
// tables, in the order of their names.
func (a *Analytics) Tables(ctx context.Context) (*TableList, error) {
	list := &TableList{Snapshot: a.Snapshot()}
	err := a.each(ctx, `SELECT view_name, coalesce(comment, ''), true, 0 FROM duckdb_views() WHERE NOT internal AND schema_name = 'main'
UNION ALL SELECT table_name, coalesce(comment, ''), false, estimated_size FROM duckdb_tables() WHERE NOT internal AND schema_name = 'main' ORDER BY 3 DESC, 1`,
		func(rows *sql.Rows) error {
			var t Table
			err := rows.Scan(&t.Name, &t.Comment, &t.View, &t.Rows)
			list.Tables = append(list.Tables, t)
			return err
		})
	if err != nil {
		return nil, err
	}
	byName := map[string]*Table{}
	for i := range list.Tables {
		byName[list.Tables[i].Name] = &list.Tables[i]
	}
	err = a.each(ctx, `SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns() WHERE NOT internal AND schema_name = 'main' ORDER BY table_name, column_index`,
		func(rows *sql.Rows) error {
			var table string
			var c TableColumn
			err := rows.Scan(&table, &c.Name, &c.Type, &c.Comment)
			if strings.HasPrefix(c.Type, "ENUM") {
				c.Type = "ENUM"
			}
			if t := byName[table]; t != nil {
				t.Columns = append(t.Columns, c)
			}
			return err
		})
	return list, err
}

// each reads the rows of a statement about the snapshot itself.
func (a *Analytics) each(ctx context.Context, text string, read func(*sql.Rows) error) error {
	rows, err := a.snapshot.DB.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := read(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// File is the path of the snapshot: for processes that open it themselves, never
// for answers.
func (a *Analytics) File() string { return a.snapshot.File() }

// Function is a function of SQL.
type Function struct {
	Name      string `json:"name"`
	Signature string `json:"signature"`
	Comment   string `json:"comment"` // DuckDB's own words, in English
}

// Functions describes the functions of a list that DuckDB has, in the order of
// their names.
func (a *Analytics) Functions(ctx context.Context, names []string) (list []Function, err error) {
	listed := map[string]bool{}
	for _, name := range names {
		listed[name] = true
	}
	err = a.each(ctx, `SELECT function_name, min(array_to_string(parameters, ', ')), coalesce(min(description), '')
FROM duckdb_functions() WHERE function_type IN ('scalar', 'aggregate', 'macro') GROUP BY function_name ORDER BY function_name`,
		func(rows *sql.Rows) error {
			var f Function
			var takes string
			if err := rows.Scan(&f.Name, &takes, &f.Comment); err != nil || !listed[f.Name] {
				return err
			}
			f.Signature = f.Name + "(" + takes + ")"
			list = append(list, f)
			return nil
		})
	return list, err
}
