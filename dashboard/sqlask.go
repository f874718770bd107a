package dashboard

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/cage"
	"gongkai/analytics/takeaway"
	"gongkai/data"
)

// Bounds of an answer that is sent whole, as JSON for the screen; files have
// none.
const (
	shownRows  = 10_000
	shownBytes = 16 << 20
)

// valuesAre what parameters of addresses begin with that are values of a
// statement: p.year for :year.
const valuesAre = "p."

// statementAnswer is the answer to a statement.
type statementAnswer struct {
	Snapshot  analytics.SnapshotRef `json:"snapshot"`
	Cite      string                `json:"cite"`
	Columns   []takeaway.Column     `json:"columns"`
	Rows      []sqlRow              `json:"rows"` // values in the order of columns
	Count     int                   `json:"count"`
	Truncated bool                  `json:"truncated"`  // there are more rows
	Elapsed   int                   `json:"elapsed_ms"` // milliseconds
}

// sqlRow is a row as JSON.
type sqlRow = json.RawMessage

// sqlQuestion is a statement with what belongs to it.
type sqlQuestion struct {
	text    string
	values  map[string]any
	rows    int // 0 for all
	explain bool
	id      string
}

// readSQL takes the parameters of a statement.
func readSQL(q *asked) sqlQuestion {
	s := sqlQuestion{text: q.v.Get("q"), rows: q.number("rows"), explain: q.v.Get("explain") == "yes", id: q.v.Get("id"), values: map[string]any{}}
	maps.Copy(s.values, q.bound)
	for name, list := range q.v {
		if inner, is := strings.CutPrefix(name, valuesAre); is && len(list) > 0 {
			s.values[inner] = list[0]
		}
	}
	return s
}

// run gives a statement to the cage. Codes "sql_off" and those of cage.Ask.
func (s *Server) run(ctx context.Context, a *analytics.Analytics, who string, q sqlQuestion) (*cage.Answer, error) {
	if s.SQL == nil {
		return nil, sqlOff()
	}
	return s.SQL.Ask(ctx, cage.Question{Who: who, Snapshot: a.File(), Text: q.text, Values: q.values, Limit: q.rows, Explain: q.explain, ID: q.id})
}

func sqlOff() error {
	return &data.Error{Code: "sql_off", Reason: data.Text{ZH: "本站未开放 SQL 查询", EN: "SQL is not offered by this site"},
		Way: data.Text{ZH: "请向管理员了解（gongkai serve --no-sql），或在本机执行 gongkai query", EN: "ask the operator (gongkai serve --no-sql), or run gongkai query on your own machine"}}
}

// askSQL answers a statement whole.
func (s *Server) askSQL(q *asked) (any, error) {
	who, _ := q.r.who()
	question := readSQL(q)
	if question.rows == 0 || question.rows > shownRows {
		question.rows = shownRows
	}
	if q.err != nil {
		return nil, q.err
	}
	running, err := s.run(q.r.ctx, q.r.answers, who, question)
	if err != nil {
		return nil, err
	}
	defer running.Close()
	out := &statementAnswer{Snapshot: q.r.Snapshot, Cite: q.r.Citation(), Columns: running.Columns(), Rows: []sqlRow{}}
	size := 0
	for {
		batch, err := running.Next()
		if errors.Is(err, io.EOF) {
			out.Truncated = out.Truncated || running.Truncated()
			break
		}
		if err != nil {
			return nil, err
		}
		for _, row := range batch {
			b, err := takeaway.AppendRow(nil, row)
			if err != nil {
				return nil, err
			}
			if size += len(b); size > shownBytes {
				out.Truncated = true
				break
			}
			out.Rows = append(out.Rows, b)
		}
		if size > shownBytes {
			break
		}
	}
	out.Count, out.Elapsed = len(out.Rows), int(running.Elapsed()/time.Millisecond)
	return out, nil
}

// who is who asks, for the queue and the rates.
func (r *request) who() (string, bool) {
	if r.c == nil { // an assistant, over the standard input
		return "assistant", true
	}
	who, is := r.c.Locals(asker).(string)
	return who, is
}
