package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"gongkai/data"
)

// loading fills the tables of a snapshot that is being built. Rows go by
// Appender (a thousand times faster than INSERT) into temporary tables, and
// from there sorted into the final ones: DuckDB keeps the order of insertion,
// and that order decides how fast it answers.
type loading struct {
	conn      *sql.Conn
	tables    []table
	appenders map[string]*duckdb.Appender
	rows      map[string]int
}

// row adds a row to a table; values in the order of its columns.
func (l *loading) row(table string, values ...driver.Value) error {
	l.rows[table]++
	if err := l.appenders[table].AppendRow(values...); err != nil {
		return fmt.Errorf("row %d of %s: %w", l.rows[table], table, err)
	}
	return nil
}

// load creates the tables and fills them with what fill gives to row.
func (l *loading) load(ctx context.Context, fill func(*loading) error) error {
	for _, t := range l.tables {
		columns := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			columns[i] = c.Name + " " + c.Type
		}
		if err := l.exec(ctx, "CREATE TEMP TABLE loaded_%s (%s)", t.Name, strings.Join(columns, ", ")); err != nil {
			return err
		}
	}
	if err := l.conn.Raw(func(c any) error { return l.append(c.(driver.Conn), fill) }); err != nil {
		return err
	}
	at("appended")
	for _, t := range l.tables {
		if err := l.settle(ctx, t); err != nil {
			return err
		}
	}
	at("loaded")
	return nil
}

// append opens an appender for each table, fills them and closes them all.
func (l *loading) append(c driver.Conn, fill func(*loading) error) (err error) {
	l.appenders, l.rows = map[string]*duckdb.Appender{}, map[string]int{}
	defer func() {
		for _, a := range l.appenders {
			err = errors.Join(err, a.Close())
		}
	}()
	for _, t := range l.tables {
		a, err := duckdb.NewAppender(c, "temp", "main", "loaded_"+t.Name)
		if err != nil {
			return err
		}
		l.appenders[t.Name] = a
	}
	return fill(l)
}

// settle sorts a table into its final place, checks and describes it. Facts
// have no primary key: an index gains no query anything, so that their
// uniqueness is checked here, once.
func (l *loading) settle(ctx context.Context, t table) error {
	if err := l.exec(ctx, "CREATE TABLE %[1]s AS SELECT * FROM loaded_%[1]s ORDER BY %[2]s", t.Name, t.Key); err != nil {
		return err
	}
	if err := l.exec(ctx, "DROP TABLE loaded_%s", t.Name); err != nil {
		return err
	}
	var rows, keys int
	check := fmt.Sprintf("SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT %[2]s FROM %[1]s)) FROM %[1]s", t.Name, t.Key)
	if err := l.conn.QueryRowContext(ctx, check).Scan(&rows, &keys); err != nil {
		return err
	}
	if rows != l.rows[t.Name] || keys != rows {
		return &data.Error{Code: "snapshot_refused", Place: t.Name,
			Reason: data.Text{
				ZH: fmt.Sprintf("新快照未通过检查：应有 %d 行，实有 %d 行，其中 %d 行不重复", l.rows[t.Name], rows, keys),
				EN: fmt.Sprintf("the new snapshot failed its check: %d rows given, %d stored, %d of them distinct", l.rows[t.Name], rows, keys)},
			Way: data.Text{ZH: "原有数据不受影响；请把这条信息报告给开发者", EN: "the former data stand; please report this"}}
	}
	return l.describe(ctx, "TABLE", t.Name, t.Comment, t.Columns)
}

// describe writes the comments of a table or view.
func (l *loading) describe(ctx context.Context, kind, name, comment string, columns []column) error {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	var b strings.Builder
	b.WriteString("BEGIN;") // one transaction: a commit for each comment takes longer than the rest
	fmt.Fprintf(&b, "COMMENT ON %s %s IS %s;", kind, name, quote(comment))
	for _, c := range columns {
		fmt.Fprintf(&b, "COMMENT ON COLUMN %s.%s IS %s;", name, c.Name, quote(c.Comment))
	}
	b.WriteString("COMMIT")
	return l.exec(ctx, "%s", b.String())
}

func (l *loading) exec(ctx context.Context, format string, args ...any) error {
	_, err := l.conn.ExecContext(ctx, fmt.Sprintf(format, args...))
	return err
}
