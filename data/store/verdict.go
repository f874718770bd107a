package store

import (
	"context"
	"database/sql/driver"
	"strings"
	"time"

	"gongkai/data"
)

// Verdict is what a person decided about a finding or a figure.
type Verdict struct {
	Number int    // of the archive's list, from 1
	Kind   string // waive or correct
	Body   string // key
	Year   int

	Check, Where string // of a finding

	Cell data.Cell // that is corrected
	From string    // what the report prints there
	To   *data.Number

	Reason, Author string
	At             time.Time

	Undone                     *time.Time // nil while nobody took it back
	UndoneReason, UndoneAuthor string
	Replaced                   int // the number of a later verdict on the same, or 0
}

var verdictTable = table{
	Name: "verdict",
	Comment: "人工决定：免核一项核验结果，或更正一个单元格；被撤回、被取代的也在内。不再生效的免核没有 finding.verdict_id 指向它。" +
		"What people decided about findings and figures.",
	Key: "verdict_id",
	Columns: []column{
		{"verdict_id", integer, "决定编号，即在归档清单中的行号，长期有效"},
		{"kind", text, "waive 免核、correct 更正"},
		{"body_id", integer, "机关编号，见 body；NULL 为该机关没有任何已载入的报告"},
		{"body_key", text, "机关标识"},
		{"year", year, "报告年度"},
		{"check_id", text, "免核的核验项代码"},
		{"place", text, "核验所在的行或列代码"},
		{"cell", text, "更正的单元格代码"},
		{"text_before", text, "更正时报告所印的文字"},
		{"value_after", text, "更正为，十进制数，单位同该单元格"},
		{"reason", text, "理由"},
		{"author", text, "作出决定的人"},
		{"decided", "TIMESTAMP", "作出决定的时间，UTC"},
		{"undone", "TIMESTAMP", "撤回的时间，UTC；NULL 为未撤回"},
		{"undone_reason", text, "撤回的理由"},
		{"undone_author", text, "撤回的人"},
		{"replaced_by", integer, "对同一事项后来的决定；NULL 为没有"},
	},
}

// verdictRow is a verdict on a body, or on 0.
func verdictRow(v Verdict, body int) []driver.Value {
	to, undone := "", driver.Value(nil)
	if v.To != nil {
		to = v.To.String()
	}
	if v.Undone != nil {
		undone = v.Undone.UTC()
	}
	return []driver.Value{v.Number, v.Kind, nullable(body), clean(v.Body), v.Year, v.Check, clean(v.Where), string(v.Cell), clean(v.From), to,
		clean(v.Reason), clean(v.Author), v.At.UTC(), undone, clean(v.UndoneReason), clean(v.UndoneAuthor), nullable(v.Replaced)}
}

// fillVerdicts gives the verdicts.
func (a *arrangement) fillVerdicts(l *loading) error {
	for _, v := range a.Verdicts {
		id := 0
		if b := a.byKey[v.Body]; b != nil {
			id = b.id
		}
		if err := l.row("verdict", verdictRow(v, id)...); err != nil {
			return err
		}
	}
	return nil
}

// spliceLists writes anew what does not belong to a body alone: the files that
// were not taken in, and the verdicts.
func (l *loading) spliceLists(ctx context.Context, a *arrangement) error {
	if err := l.exec(ctx, "DELETE FROM rejected; DELETE FROM verdict"); err != nil {
		return err
	}
	if len(a.Rejected)+len(a.Verdicts) == 0 {
		return nil
	}
	ids, err := l.known(ctx)
	if err != nil {
		return err
	}
	for i, r := range a.Rejected {
		id := 0
		if r.Body.Name != "" {
			id = ids[r.Body.Key()]
		}
		if err := l.insert(ctx, "rejected", rejectedRow(i, r, id)); err != nil {
			return err
		}
	}
	for _, v := range a.Verdicts {
		if err := l.insert(ctx, "verdict", verdictRow(v, ids[v.Body])); err != nil {
			return err
		}
	}
	return nil
}

func (l *loading) insert(ctx context.Context, table string, values []driver.Value) error {
	row := make([]any, len(values))
	for i, v := range values {
		row[i] = v
	}
	_, err := l.conn.ExecContext(ctx, "INSERT INTO "+table+" VALUES (?"+strings.Repeat(", ?", len(row)-1)+")", row...)
	return err
}
