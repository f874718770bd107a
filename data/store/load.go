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
// Appender (a thousand times faster than INSERT) into staging tables, and from
// there sorted into the final ones: DuckDB keeps the order of insertion, and
// that order decides how fast it answers.
type loading struct {
	conn      *sql.Conn
	schema    schema
	appenders map[string]*duckdb.Appender // of the direct tables
	rows      map[string]int              // given to the direct tables
	tallies   [][]tally                   // by writer
	part      bool                        // of a snapshot that exists: see Amend
}

// row adds a row to a direct table; values in the order of its columns.
func (l *loading) row(table string, values ...driver.Value) error {
	l.rows[table]++
	if err := l.appenders[table].AppendRow(values...); err != nil {
		return fmt.Errorf("row %d of %s: %w", l.rows[table], table, err)
	}
	return nil
}

// prepare creates the types of the snapshot and the staging tables.
func (l *loading) prepare(ctx context.Context, a *arrangement) error {
	var forms []string
	for _, f := range a.Catalogue.Forms {
		forms = append(forms, f.ID)
	}
	statements := []string{"ATTACH ':memory:' AS " + staging,
		enum(statusType, statusWords()), enum(formType, forms), enum(matchType, matchWords)}
	gathered := stagingTables
	for _, t := range append(l.schema.byReport, l.schema.currents...) {
		gathered = append(gathered[:len(gathered):len(gathered)], t.staged())
	}
	gathered = append(gathered, l.schema.direct...)
	for _, t := range gathered {
		statements = append(statements, createTable(staging+"."+t.Name, t.Columns))
	}
	for _, s := range statements {
		if err := l.exec(ctx, "%s", s); err != nil {
			return err
		}
	}
	return nil
}

func enum(name string, words []string) string {
	return fmt.Sprintf("CREATE TYPE %s AS ENUM ('%s')", name, strings.Join(words, "', '"))
}

// direct fills the tables whose rows do not come with a report, in staging.
func (l *loading) direct(fill func() error) error {
	return l.conn.Raw(func(c any) (err error) {
		l.appenders, l.rows = map[string]*duckdb.Appender{}, map[string]int{}
		defer func() {
			for _, a := range l.appenders {
				err = errors.Join(err, a.Close())
			}
		}()
		names := []string{"edition", "other_item"}
		for _, t := range l.schema.direct {
			names = append(names, t.Name)
		}
		for _, name := range names {
			a, err := duckdb.NewAppender(c.(driver.Conn), staging, "main", name)
			if err != nil {
				return err
			}
			l.appenders[name] = a
		}
		return fill()
	})
}

// settle sorts a staging table into its final place, checks and describes it.
// from is what to select; want is the number of rows.
func (l *loading) settle(ctx context.Context, t table, from string, want int) error {
	if err := l.exec(ctx, "CREATE TABLE %s AS %s ORDER BY %s", t.Name, from, t.Key); err != nil {
		return err
	}
	if err := l.exec(ctx, "DROP TABLE IF EXISTS %s.%s", staging, t.Name); err != nil {
		return err
	}
	return l.check(ctx, t, want)
}

// check counts the rows of a table and describes it. Facts have no primary
// key: an index gains no query anything, so that their uniqueness is checked
// here, once. The rows of derived tables are as unique as those they are
// derived from.
func (l *loading) check(ctx context.Context, t table, want int) error {
	var rows int
	if err := l.conn.QueryRowContext(ctx, "SELECT count(*) FROM "+t.Name).Scan(&rows); err != nil {
		return err
	}
	keys := rows
	if !l.schema.isDerived(t) {
		count := fmt.Sprintf("SELECT count(*) FROM (SELECT DISTINCT %s FROM %s)", t.Key, t.Name)
		if err := l.conn.QueryRowContext(ctx, count).Scan(&keys); err != nil {
			return err
		}
	}
	if want >= 0 && rows != want || keys != rows {
		return &data.Error{Code: "snapshot_refused", Place: t.Name,
			Reason: data.Text{
				ZH: fmt.Sprintf("新快照未通过检查：应有 %d 行，实有 %d 行，其中 %d 行不重复", want, rows, keys),
				EN: fmt.Sprintf("the new snapshot failed its check: %d rows given, %d stored, %d of them distinct", want, rows, keys)},
			Way: data.Text{ZH: "原有数据不受影响；请把这条信息报告给开发者", EN: "the former data stand; please report this"}}
	}
	if l.part {
		return nil
	}
	return l.describe(ctx, "TABLE", t.Name, t.Comment, t.Columns)
}

// describe writes the comments of a table or view.
func (l *loading) describe(ctx context.Context, kind, name, comment string, columns []column) error {
	var b strings.Builder
	b.WriteString("BEGIN;") // one transaction: a commit for each comment takes longer than the rest
	fmt.Fprintf(&b, "COMMENT ON %s %s IS %s;", kind, name, quoted(comment))
	for _, c := range columns {
		fmt.Fprintf(&b, "COMMENT ON COLUMN %s.%s IS %s;", name, c.Name, quoted(c.Comment))
	}
	b.WriteString("COMMIT")
	return l.exec(ctx, "%s", b.String())
}

func (l *loading) exec(ctx context.Context, format string, args ...any) error {
	_, err := l.conn.ExecContext(ctx, fmt.Sprintf(format, args...))
	return err
}
