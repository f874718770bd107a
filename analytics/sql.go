package analytics

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"

	_ "github.com/duckdb/duckdb-go/v2" // the plain instance below

	"gongkai/data"
)

// Rows is the answer to a Query. Values are JSON-able: null, booleans, strings
// (dates as ISO dates, times to the microsecond), int64 and uint64, float64,
// data.Number for decimals and very large integers, lists and objects.
type Rows struct {
	Columns   []string `json:"columns"`
	Types     []string `json:"types"` // SQL types
	Rows      [][]any  `json:"rows"`
	Truncated bool     `json:"truncated"` // there are more rows than the limit
}

// Query answers exactly one SELECT with at most limit rows; 0 is no limit, and
// then the whole result is held in memory. Of columns with the same name the
// later ones get a number: a, a_1. The text is checked before it is
// prepared, because preparing several statements runs all but the last. Codes:
// "sql_syntax", "sql_not_select", "sql_several", "sql_failed".
//
// It is meant for who owns the machine: a context stops most statements, but
// not all, and memory is not bounded.
func (a *Analytics) Query(ctx context.Context, text string, limit int) (*Rows, error) {
	text, err := single(ctx, text)
	if err != nil {
		return nil, err
	}
	text = "SELECT * FROM (\n" + text + "\n)" // gives columns of one name names of their own
	if limit > 0 {
		// in SQL, not while reading: the driver holds the whole result first
		text += fmt.Sprintf(" LIMIT %d", limit+1)
	}
	rows, err := a.snapshot.DB.QueryContext(ctx, text)
	if err != nil {
		return nil, failed(ctx, err)
	}
	defer rows.Close()
	answer, err := readRows(rows, limit)
	if err != nil {
		return nil, failed(ctx, err)
	}
	return answer, nil
}

// single checks that a text is one SELECT, without binding or running it, and
// returns it without the semicolon and what may follow: a bracket put behind a
// closing remark would be lost in it.
func single(ctx context.Context, text string) (string, error) {
	tree, err := parse(ctx, text)
	if err != nil {
		return "", err
	}
	whole, i := text, len(text)
	for range 8 { // semicolons may also stand in the remark, or within the statement
		if i = strings.LastIndexByte(whole[:i], ';'); i < 0 {
			break
		}
		if before, err := parse(ctx, whole[:i]); err == nil && before == tree {
			text = whole[:i]
		}
	}
	return text, nil
}

// parse returns the syntax tree of a text that is one SELECT.
func parse(ctx context.Context, text string) (tree string, err error) {
	plain, err := parser()
	if err != nil {
		return "", err
	}
	if err := plain.QueryRowContext(ctx, "SELECT CAST(json_serialize_sql(CAST($1 AS VARCHAR)) AS VARCHAR)", text).Scan(&tree); err != nil {
		return "", failed(ctx, err)
	}
	var parsed struct {
		Error      bool              `json:"error"`
		Type       string            `json:"error_type"`
		Message    string            `json:"error_message"`
		Statements []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal([]byte(tree), &parsed); err != nil {
		return "", err
	}
	switch n := len(parsed.Statements); {
	case parsed.Error && parsed.Type == "not implemented":
		return "", sqlError("sql_not_select", "只能执行 SELECT 语句", "only SELECT is possible", "请改写为 SELECT", "write it as a SELECT", nil)
	case parsed.Error:
		return "", sqlError("sql_syntax", "语句有语法错误："+parsed.Message, "syntax error: "+parsed.Message, "请改正后重试", "mend it and try again", nil)
	case n == 0:
		return "", sqlError("sql_syntax", "没有语句", "no statement", "请输入一条 SELECT 语句", "enter a SELECT", nil)
	case n > 1:
		return "", sqlError("sql_several", fmt.Sprintf("一次只能执行一条语句，这里有 %d 条", n),
			fmt.Sprintf("one statement at a time, not %d", n), "请分开执行", "run them one by one", nil)
	}
	return tree, nil
}

// parser is an instance without data: it parses what a snapshot must not see
// unchecked.
var parser = sync.OnceValues(func() (*sql.DB, error) {
	return sql.Open("duckdb", "?threads=1&autoinstall_known_extensions=false&autoload_known_extensions=false")
})

func readRows(rows *sql.Rows, limit int) (*Rows, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	answer := &Rows{Rows: [][]any{}}
	for _, t := range types {
		answer.Columns = append(answer.Columns, t.Name())
		answer.Types = append(answer.Types, t.DatabaseTypeName())
	}
	for rows.Next() {
		if limit > 0 && len(answer.Rows) == limit {
			answer.Truncated = true
			break
		}
		row, into := make([]any, len(types)), make([]any, len(types))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		for i := range row {
			row[i] = plain(row[i], answer.Types[i])
		}
		answer.Rows = append(answer.Rows, row)
	}
	return answer, rows.Err()
}

// failed says why a statement that parses cannot be answered.
func failed(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var e *data.Error
	if errors.As(err, &e) {
		return err
	}
	return sqlError("sql_failed", "查询未能执行："+err.Error(), "the query failed: "+err.Error(), "请检查表名、列名和类型", "check the names of tables and columns and the types", err)
}

func sqlError(code, zh, en, wayZH, wayEN string, cause error) error {
	return &data.Error{Code: code, Reason: data.Text{ZH: zh, EN: en}, Way: data.Text{ZH: wayZH, EN: wayEN}, Err: cause}
}
