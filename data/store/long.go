package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"gongkai/data"
	"gongkai/data/form"
)

// lane is a column of a wide table that becomes rows of a long one.
type lane struct {
	id     int    // item or indicator
	table  string // the wide one
	column string
	mark   int    // position in marks, from 1
	money  bool   //
	says   string // columns between report_id and value, if any
}

// rowsAtOnce is how many rows of a long table are sorted in one statement:
// few enough for little memory, many enough to keep small snapshots from
// paying for hundreds of statements.
const rowsAtOnce = 3_000_000

// lengthen fills a long table, which is sorted by id, year and body, from wide
// ones, a few columns at a time. Sorting all rows at once would take the memory
// of all rows. rows is how many each wide table has; other selects rows that no
// wide table has, between two ids.
func (l *loading) lengthen(ctx context.Context, t table, lanes []lane, rows map[string]int, other func(from, to int) string) error {
	if err := l.exec(ctx, "%s", createTable(t.Name, t.Columns)); err != nil {
		return err
	}
	if err := l.exec(ctx, "BEGIN"); err != nil {
		return err
	}
	for len(lanes) > 0 {
		n, size := 0, 0
		for n < len(lanes) && (n == 0 || size+rows[lanes[n].table] <= rowsAtOnce) {
			size += rows[lanes[n].table]
			n++
		}
		to := lanes[n-1].id
		if n == len(lanes) {
			to = math.MaxInt32 // what no wide table has may lie behind the last one
		}
		if err := l.insertLanes(ctx, t, lanes[:n], rows, other(lanes[0].id, to)); err != nil {
			return err
		}
		lanes = lanes[n:]
	}
	return l.exec(ctx, "COMMIT")
}

func (l *loading) insertLanes(ctx context.Context, t table, lanes []lane, rows map[string]int, other string) error {
	var parts []string
	for _, lane := range lanes {
		if rows[lane.table] > 0 {
			parts = append(parts, lane.query())
		}
	}
	if other != "" {
		parts = append(parts, other)
	}
	if len(parts) == 0 {
		return nil
	}
	return l.exec(ctx, "INSERT INTO %s SELECT * EXCLUDE (mark), %s FROM (%s) WHERE mark <> ' ' ORDER BY 1, 2, 3", t.Name, statusOfMark(), strings.Join(parts, " UNION ALL "))
}

func (l lane) query() string {
	value, amount := l.column, "CAST(NULL AS "+money+")"
	if l.money {
		value, amount = "CAST(NULL AS BIGINT)", l.column
	}
	says := ""
	if l.says != "" {
		says = l.says + ", "
	}
	return fmt.Sprintf("SELECT %d, year, body_id, report_id, %s%s AS value, %s AS amount, substr(marks, %d, 1) AS mark FROM %s", l.id, says, value, amount, l.mark, l.table)
}

// statuses lists what is stored, the most frequent ones first.
var statuses = []data.Status{data.Reported, data.Derived, data.Blank, data.NotApplicable, data.Suspect, data.Unreadable,
	data.Provisional, data.Revised, data.Break}

func statusWords() (words []string) {
	for _, s := range statuses {
		words = append(words, string(s))
	}
	return words
}

var matchWords = []string{form.Exact, form.Near, form.Partial, form.Broader}

// statusOfMark turns a mark into a status.
func statusOfMark() string {
	var b strings.Builder
	b.WriteString("CASE mark")
	for _, s := range statuses {
		fmt.Fprintf(&b, " WHEN '%s' THEN '%s'::%s", s.Letter(), s, statusType)
	}
	return b.String() + " END"
}

// tableRows counts the rows of the wide tables.
func (l *loading) tableRows(ctx context.Context, names ...string) (map[string]int, error) {
	rows := map[string]int{}
	for _, name := range names {
		var n int
		if err := l.conn.QueryRowContext(ctx, "SELECT count(*) FROM "+name).Scan(&n); err != nil {
			return nil, err
		}
		rows[name] = n
	}
	return rows, nil
}

func (l *loading) assembleFigures(ctx context.Context, a *arrangement, want int) error {
	var lanes []lane
	var names []string
	for _, f := range a.Catalogue.Forms {
		t := wideTable(f)
		names = append(names, t.Name)
		for i, c := range f.Cells() {
			lanes = append(lanes, lane{id: a.first[f.ID] + i, table: t.Name, column: t.Columns[wideKeys+i].Name, mark: i + 1, money: c.Money()})
		}
	}
	rows, err := l.tableRows(ctx, append(names, "staging.other_figure")...)
	if err != nil {
		return err
	}
	other := func(from, to int) string {
		if rows["staging.other_figure"] == 0 {
			return ""
		}
		return fmt.Sprintf(`SELECT coalesce(o.item_id, s.item) AS item_id, e.year, e.body_id, e.report_id, s.value, s.amount, s.mark
			FROM staging.other_figure AS s JOIN staging.edition AS e ON e.arrival = s.arrival LEFT JOIN staging.other_item AS o ON o.item = s.item
			WHERE e.superseded_by IS NULL AND coalesce(o.item_id, s.item) BETWEEN %d AND %d`, from, to)
	}
	if err := l.lengthen(ctx, figureTable, lanes, rows, other); err != nil {
		return err
	}
	return l.check(ctx, figureTable, want)
}

func (l *loading) assembleObservations(ctx context.Context, a *arrangement, want int) error {
	t := wideObservationTable(a.Catalogue)
	var lanes []lane
	for id, i := range a.Catalogue.Indicators {
		matches := "CASE form"
		for k := range i.Sources {
			matches += fmt.Sprintf(" WHEN '%s' THEN '%s'::%s", i.Sources[k].Form, i.Sources[k].Match, matchType)
		}
		lanes = append(lanes, lane{id: id, table: t.Name, column: t.Columns[observedKeys+id].Name, mark: id + 1, money: i.Money(), says: "form, " + matches + " END"})
	}
	rows, err := l.tableRows(ctx, t.Name)
	if err != nil {
		return err
	}
	if err := l.lengthen(ctx, observationTable, lanes, rows, func(int, int) string { return "" }); err != nil {
		return err
	}
	return l.check(ctx, observationTable, want)
}
