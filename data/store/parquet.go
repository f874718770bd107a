package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// CopyFormat is a kind of file that tables are copied into.
type CopyFormat string

// The formats. CSV is UTF-8 with a byte order mark and a line of headings; text
// that a spreadsheet would run as a formula begins with an apostrophe there.
const (
	Parquet CopyFormat = "parquet"
	CSV     CopyFormat = "csv"
)

// copyMemory bounds what a Copier takes; beyond it, it spills to the disk. Like
// all that might decide where a block ends, it is the same on every machine.
const copyMemory = "1GB"

// Rows of a block of a Parquet file: fewer where a row is hundreds of columns
// wide, because a whole block is held.
const (
	blockRows     = 122_880
	wideBlockRows = 16_384
	wideFrom      = 50 // columns
)

const byteOrderMark = "\uFEFF"

// Copier copies tables of a snapshot into files, one after the other. Its
// engine has one thread and the rows are sorted, so that the bytes depend on
// the rows alone. Several Copiers may work side by side.
type Copier struct {
	db   *sql.DB
	conn *sql.Conn
}

// Copier opens an engine for copies. Beyond its memory it spills into a folder.
func (s *Snapshot) Copier(ctx context.Context, spill string) (*Copier, error) {
	c, err := newCopier(ctx)
	if err != nil {
		return nil, err
	}
	for _, statement := range []string{"SET temp_directory=" + quoted(spill), "ATTACH " + quoted(s.file) + " AS snapshot (READ_ONLY)"} {
		if _, err := c.conn.ExecContext(ctx, statement); err != nil {
			return nil, errors.Join(cannotOpen(s.file, err), c.Close())
		}
	}
	return c, nil
}

func newCopier(ctx context.Context) (*Copier, error) {
	db, err := sql.Open("duckdb", "?threads=1&memory_limit="+copyMemory+"&autoinstall_known_extensions=false&autoload_known_extensions=false")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Copier{db, conn}, nil
}

// Close ends the engine.
func (c *Copier) Close() error { return errors.Join(c.conn.Close(), c.db.Close()) }

// Copy writes the rows of a table, or those of one year of a table by year, into
// a new file and says how many they are. The year is then left to the file's
// address. The file is not synced.
func (c *Copier) Copy(ctx context.Context, t TableInfo, year int, format CopyFormat, file string) (rows int, err error) {
	var columns []string
	for _, col := range t.Columns {
		if t.ByYear && col.Name == "year" {
			continue
		}
		heading := col.Name
		if format == CSV && len(columns) == 0 {
			heading = `"` + byteOrderMark + heading + `"`
		}
		columns = append(columns, copied(col, format)+" AS "+heading)
	}
	where := ""
	if t.ByYear {
		where = fmt.Sprintf("WHERE t.year = %d", year)
	}
	err = c.conn.QueryRowContext(ctx, fmt.Sprintf("COPY (SELECT %s FROM snapshot.%s AS t %s ORDER BY t.%s) TO %s (%s)",
		strings.Join(columns, ", "), t.Name, where, strings.ReplaceAll(t.Key, ", ", ", t."), quoted(file), format.options(len(columns)))).Scan(&rows)
	if err != nil {
		return 0, fmt.Errorf("copying %s: %w", t.Name, err)
	}
	return rows, nil
}

// options says how so many columns are written.
func (f CopyFormat) options(columns int) string {
	if f == CSV {
		return "FORMAT csv, HEADER true"
	}
	rows := blockRows
	if columns >= wideFrom {
		rows = wideBlockRows
	}
	return fmt.Sprintf("FORMAT parquet, PARQUET_VERSION v1, COMPRESSION zstd, ROW_GROUP_SIZE %d", rows)
}

// copied is a column as files have it: what only DuckDB knows, an ENUM, as the
// text that it is.
func copied(c ColumnInfo, format CopyFormat) string {
	value := "t." + c.Name
	if c.Type != text {
		return value
	}
	value = "CAST(" + value + " AS VARCHAR)"
	if format == CSV {
		const formula, negative = `'^[-=+@\t\r]'`, `'^-[0-9]+([.][0-9]+)?$'`
		return fmt.Sprintf("CASE WHEN regexp_matches(%[1]s, %[2]s) AND NOT regexp_matches(%[1]s, %[3]s) THEN '''' ELSE '' END || %[1]s", value, formula, negative)
	}
	return value
}

// ParquetRows tells how many rows Parquet files have by what their ends say.
func ParquetRows(ctx context.Context, files ...string) (rows []int, err error) {
	c, err := newCopier(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for _, file := range files {
		var n int
		if err := c.conn.QueryRowContext(ctx, "SELECT num_rows FROM parquet_file_metadata("+quoted(file)+")").Scan(&n); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		rows = append(rows, n)
	}
	return rows, nil
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
