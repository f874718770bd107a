package pgwire

import (
	"slices"
	"strings"

	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// own is a statement about the session, which asks nothing of the data: the
// endpoint answers it. Transactions begin and end without an effect, as a
// snapshot never changes.
type own struct {
	tag     string
	columns []takeaway.Column // of SHOW
	rows    [][]any
	do      func(s *session) error // nil for nothing
	ends    bool                   // it may run in a transaction that failed
}

// mostWords is how many words of a statement of one's own count; one that has
// more is none.
const mostWords = 24

// ownOf recognises a statement of one's own.
func ownOf(text string) (*own, error) {
	w := words(text, mostWords+1)
	if len(w) == 0 || len(w) > mostWords {
		return nil, nil
	}
	upper := make([]string, len(w))
	for i := range w {
		upper[i] = strings.ToUpper(w[i])
	}
	is := func(at int, words ...string) bool { return at < len(upper) && slices.Contains(words, upper[at]) }
	switch upper[0] {
	case "BEGIN", "START":
		return &own{tag: "BEGIN", do: func(s *session) error { s.status = inTransaction; return nil }}, nil
	case "COMMIT", "END":
		return &own{tag: "COMMIT", ends: true, do: (*session).finish}, nil
	case "ROLLBACK", "ABORT":
		if slices.Contains(upper, "TO") {
			return &own{tag: "ROLLBACK", ends: true, do: func(s *session) error {
				if s.status == failedTransaction {
					s.status = inTransaction
				}
				return nil
			}}, nil
		}
		return &own{tag: "ROLLBACK", ends: true, do: (*session).finish}, nil
	case "SAVEPOINT", "RELEASE", "LISTEN", "UNLISTEN":
		return &own{tag: upper[0]}, nil
	case "DISCARD":
		return &own{tag: "DISCARD ALL", do: func(s *session) error {
			s.settings.set = nil
			return s.forget("")
		}}, nil
	case "DEALLOCATE":
		name := unquoted(w[len(w)-1])
		if is(len(w)-1, "ALL") {
			name = ""
		}
		return &own{tag: "DEALLOCATE", do: func(s *session) error { return s.forget(name) }}, nil
	case "CLOSE":
		return &own{tag: "CLOSE CURSOR"}, nil
	case "RESET":
		return &own{tag: "RESET", do: func(s *session) error { s.settings.set = nil; return nil }}, nil
	case "SET":
		return set(w, is)
	case "SHOW":
		return show(w, is), nil
	case "COPY":
		return nil, &data.Error{Code: "pg_copy", Reason: data.Text{ZH: "不支持 COPY 和 \\copy", EN: "COPY and \\copy are not supported"},
			Way: data.Text{ZH: "请用 psql --csv -c \"SELECT …\" > 文件.csv", EN: "use psql --csv -c \"SELECT …\" > file.csv"}}
	}
	return nil, nil
}

// set reads SET name = value, SET name TO value, SET TIME ZONE value and what
// concerns transactions.
func set(w []string, is func(int, ...string) bool) (*own, error) {
	at := 1
	if is(1, "SESSION", "LOCAL") {
		at = 2
	}
	if is(at, "TRANSACTION", "CHARACTERISTICS") {
		return &own{tag: "SET"}, nil
	}
	name, from := "", at+2
	switch {
	case at >= len(w):
		return nil, incomplete()
	case is(at, "TIME") && is(at+1, "ZONE"):
		name = "timezone"
	case is(at, "NAMES"):
		name, from = "client_encoding", at+1
	case is(at, "ROLE"):
		name, from = "role", at+1
	case is(at, "AUTHORIZATION"):
		name, from = "session_authorization", at+1
	case is(at+1, "=", "TO"):
		name = unquoted(w[at])
	}
	if name == "" || from >= len(w) {
		return nil, incomplete()
	}
	var value []string
	for _, v := range w[from:] {
		value = append(value, unquoted(v))
	}
	text := strings.ReplaceAll(strings.Join(value, " "), " , ", ", ")
	return &own{tag: "SET", do: func(s *session) error {
		if strings.EqualFold(text, "default") {
			delete(s.settings.set, strings.ToLower(name))
			return nil
		}
		if err := s.settings.change(name, text); err != nil {
			return err
		}
		return s.tell(name)
	}}, nil
}

func incomplete() error {
	return &data.Error{Code: "sql_syntax", Reason: data.Text{ZH: "SET 语句不完整", EN: "the statement SET is incomplete"}}
}

// show reads SHOW name; nil for what DuckDB shows, as SHOW TABLES.
func show(w []string, is func(int, ...string) bool) *own {
	name := ""
	switch {
	case len(w) == 2 && is(1, "ALL"):
		return &own{tag: "SHOW", columns: []takeaway.Column{{Name: "name", Type: "VARCHAR"}, {Name: "setting", Type: "VARCHAR"}, {Name: "description", Type: "VARCHAR"}}, rows: allSettings()}
	case len(w) == 4 && is(1, "TRANSACTION") && is(2, "ISOLATION"):
		name = "transaction_isolation"
	case len(w) == 3 && is(1, "TIME") && is(2, "ZONE"):
		name = "timezone"
	case len(w) == 2:
		name = unquoted(w[1])
	}
	if _, is := find(name); !is {
		return nil
	}
	return &own{tag: "SHOW", columns: []takeaway.Column{{Name: reportedAs(name), Type: "VARCHAR"}}, rows: [][]any{{showing(name)}}}
}

// showing is a setting whose value is that of the session when it is shown.
type showing string

func allSettings() (rows [][]any) {
	for _, k := range known {
		rows = append(rows, []any{k.name, showing(k.name), ""})
	}
	return rows
}

func reportedAs(name string) string {
	for _, r := range shownAs {
		if strings.EqualFold(r.name, name) {
			return r.reported
		}
	}
	return strings.ToLower(name)
}

// unquoted is a name or a text without its quotes.
func unquoted(s string) string {
	if len(s) >= 2 && (s[0] == '\'' || s[0] == '"') && s[len(s)-1] == s[0] {
		return strings.ReplaceAll(s[1:len(s)-1], s[:1]+s[:1], s[:1])
	}
	return s
}
