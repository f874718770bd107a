package analytics

import (
	"context"
	"database/sql"
)

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
