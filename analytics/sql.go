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
// then the whole result is held in memory. The text is checked before it is
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
	if limit > 0 {
		// in SQL, not while reading: the driver holds the whole result first
		text = fmt.Sprintf("SELECT * FROM (\n%s\n) LIMIT %d", text, limit+1)
		if _, err := single(ctx, text); err != nil {
			return nil, sqlError("sql_syntax", "语句不完整", "the statement is not complete", "请去掉分号后面的内容", "leave out what follows the semicolon", err)
		}
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
// returns it without the semicolon.
func single(ctx context.Context, text string) (string, error) {
	plain, err := parser()
	if err != nil {
		return "", err
	}
	var tree string
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
	switch {
	case parsed.Error && parsed.Type == "not implemented":
		return "", sqlError("sql_not_select", "只能执行 SELECT 语句", "only SELECT is possible", "请改写为 SELECT", "write it as a SELECT", nil)
	case parsed.Error:
		return "", sqlError("sql_syntax", "语句有语法错误："+parsed.Message, "syntax error: "+parsed.Message, "请改正后重试", "mend it and try again", nil)
	case len(parsed.Statements) == 0:
		return "", sqlError("sql_syntax", "没有语句", "no statement", "请输入一条 SELECT 语句", "enter a SELECT", nil)
	case len(parsed.Statements) > 1:
		return "", sqlError("sql_several", fmt.Sprintf("一次只能执行一条语句，这里有 %d 条", len(parsed.Statements)),
			fmt.Sprintf("one statement at a time, not %d", len(parsed.Statements)), "请分开执行", "run them one by one", nil)
	}
	return strings.TrimRight(text, "; \t\r\n"), nil
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
