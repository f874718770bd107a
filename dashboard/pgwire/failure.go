package pgwire

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgproto3"

	"gongkai/data"
)

// states turns error codes into SQLSTATE; what is not here is internal.
var states = map[string]string{
	"sql_syntax": "42601", "sql_not_select": "0A000", "sql_several": "0A000", "sql_construct": "0A000", "sql_table": "42P01", "sql_function": "42883",
	"sql_parameter": "42P02", "sql_time": "57014", "sql_hold": "57014", "sql_cancelled": "57014", "sql_memory": "53200", "sql_row_size": "54000", "sql_long": "54000",
	"sql_busy": "53300", "sql_no_cage": "57P03", "sql_off": "57P03", "store_empty": "57P03", "too_many_requests": "53400", "too_many_connections": "53300",
	"bad_key": "28P01", "key_needed": "28P01", "tls_needed": "28000", "pg_protocol": "08P01", "pg_long": "54000", "pg_setting": "42704", "pg_fixed": "22023", "pg_copy": "0A000",
	"pg_value": "22P02", "pg_type": "0A000", "pg_statement": "26000", "pg_portal": "34000", "pg_taken": "42P05", "pg_many": "53400", "pg_failed": "25P02",
	"pg_changed": "0A000", "pg_ended": "34000", "pg_idle": "57P05", "pg_closing": "57P01", "pg_call": "0A000",
}

// said are what DuckDB says of a statement that it cannot run, by the SQLSTATE
// that PostgreSQL would give.
var said = []struct {
	pattern *regexp.Regexp
	state   string
}{
	{regexp.MustCompile(`(?i)referenced column|does not have a column|not found in FROM|column .* not found|referenced table`), "42703"},
	{regexp.MustCompile(`(?i)ambiguous reference|ambiguous column`), "42702"},
	{regexp.MustCompile(`(?i)must appear in the GROUP BY|aggregates? cannot|nested aggregate`), "42803"},
	{regexp.MustCompile(`(?i)no function matches|function with name .* does not exist|candidate functions?`), "42883"},
	{regexp.MustCompile(`(?i)type with name .* does not exist`), "42704"},
	{regexp.MustCompile(`(?i)table with name .* does not exist`), "42P01"},
	{regexp.MustCompile(`(?i)unimplemented type for cast`), "42846"},
	{regexp.MustCompile(`(?i)overflow|out of range`), "22003"},
	{regexp.MustCompile(`(?i)could not convert|invalid input|can't be cast|cannot cast|conversion`), "22P02"},
	{regexp.MustCompile(`(?i)cannot compare|type mismatch`), "42804"},
}

// stateOf is the SQLSTATE of an error.
func stateOf(e *data.Error) string {
	if e.Code == "sql_failed" {
		for _, s := range said {
			if s.pattern.MatchString(e.Reason.EN) {
				return s.state
			}
		}
		return "42000"
	}
	if state, is := states[e.Code]; is {
		return state
	}
	return "XX000"
}

// message tells a client of an error, in one language with the other one as
// the detail. The place is one in a statement.
func message(err error, statement string, english, fatal bool) *pgproto3.ErrorResponse {
	var e *data.Error
	if !errors.As(err, &e) {
		e = &data.Error{Code: "internal", Reason: data.Text{ZH: "内部错误", EN: "internal error"}}
	}
	severity := "ERROR"
	if fatal {
		severity = "FATAL"
	}
	first, second, way := e.Reason.ZH, e.Reason.EN, e.Way.ZH
	if way != "" {
		way += "。" + e.Way.EN
	}
	if english {
		first, second, way = e.Reason.EN, e.Reason.ZH, e.Way.EN
	}
	return &pgproto3.ErrorResponse{Severity: severity, SeverityUnlocalized: severity, Code: stateOf(e),
		Message: first + " [" + e.Code + "]", Detail: second, Hint: way, Position: position(statement, e.Place), Routine: e.Code}
}

// position is a place, line:column, as a count of characters from 1; 0 for none.
func position(statement, place string) int32 {
	var line, column int
	if n, _ := fmt.Sscanf(place, "%d:%d", &line, &column); n != 2 || line < 1 || column < 1 {
		return 0
	}
	before := 0
	for rest := statement; line > 1; line-- {
		at := strings.IndexByte(rest, '\n')
		if at < 0 {
			return 0
		}
		before += utf8.RuneCountInString(rest[:at+1])
		rest = rest[at+1:]
	}
	return int32(before + column)
}
