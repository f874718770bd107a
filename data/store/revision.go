package store

import (
	"context"
	"fmt"
	"strings"

	"gongkai/data"
)

var revisionTable = table{
	Name: "revision",
	Comment: "更正：同一机关同一年度后到的报告与其前一份不同的单元格，一个单元格一行；只在其中一份中的单元格也在内；先后依到达次序。" +
		"Cells in which a report differs from the one that it superseded.",
	Key: "body_id, year, report_id, item_id",
	Columns: []column{
		{"body_id", integer, "机关编号，见 body"},
		{"year", year, "报告年度"},
		{"report_id", integer, "后到的报告，见 report"},
		{"former_report_id", integer, "它所取代的前一份报告，见 report"},
		{"item_id", integer, "单元编号，见 item"},
		{"cell", text, "单元格代码：表式/表/行/列"},
		{"form", text, "单元格所属的表式代码；两份报告表式不同的，各有各的单元格"},
		{"value_before", count, "原件数；NULL 为无数值，原因见 status_before"},
		{"value_after", count, "现件数"},
		{"amount_before", money, "原金额，单位为 item.unit；表式未规定单位的见 unit_before"},
		{"amount_after", money, "现金额"},
		{"status_before", text, "原" + statusComment + "；missing 为前一份没有这一格"},
		{"status_after", text, "现状态；missing 为后一份没有这一格"},
		{"text_before", text, "原来所印的文字；NULL 为没有这一格"},
		{"text_after", text, "现在所印的文字"},
		{"unit_before", text, "原来所印的单位；空串为未印，NULL 为没有这一格"},
		{"unit_after", text, "现在所印的单位"},
		{"learnt", "TIMESTAMP", "首次收到后一份来源文件的时间，UTC；NULL 为未知"},
	},
}

// pairsAtOnce is how many pairs of reports are compared in one statement: two
// of them state some 600 cells.
var pairsAtOnce = rowsAtOnce / 600 // tests lower it

// assembleRevisions compares each report with the one it superseded, as they
// were gathered. Where nothing was superseded there is nothing to do.
func (l *loading) assembleRevisions(ctx context.Context, a *arrangement) error {
	if err := l.exec(ctx, "%s", createTable(staging+"."+revisionTable.Name, revisionTable.Columns)); err != nil {
		return err
	}
	if pairs := len(a.arrivals) - a.currents; pairs > 0 {
		// ids follow body, year and arrival: the former version is the id before
		if err := l.exec(ctx, `CREATE TABLE staging.pair AS
			SELECT row_number() OVER (ORDER BY e.report_id) AS pair, e.arrival, e.report_id, e.body_id, e.year, f.arrival AS former, f.report_id AS former_report_id
			FROM staging.edition AS e JOIN staging.edition AS f ON f.report_id = e.report_id - 1 AND f.body_id = e.body_id AND f.year = e.year`); err != nil {
			return err
		}
		for from := 1; from <= pairs; from += pairsAtOnce {
			if err := l.compare(ctx, a, from, from+pairsAtOnce-1); err != nil {
				return err
			}
		}
		if err := l.exec(ctx, "DROP TABLE staging.pair"); err != nil {
			return err
		}
	}
	return l.settle(ctx, revisionTable, "SELECT * FROM staging.revision", -1)
}

// compare writes the revisions of some pairs.
func (l *loading) compare(ctx context.Context, a *arrangement, from, to int) error {
	pairs := fmt.Sprintf("staging.pair WHERE pair BETWEEN %d AND %d", from, to)
	if err := l.exec(ctx, "CREATE TABLE staging.compared AS SELECT arrival FROM %[1]s UNION SELECT former FROM %[1]s", pairs); err != nil {
		return err
	}
	if err := l.exec(ctx, "CREATE TABLE staging.said AS %s", a.saidQuery()); err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO staging.revision
		SELECT p.body_id, p.year, p.report_id, p.former_report_id, i.item_id, i.cell, i.form,
		       CASE WHEN NOT i.money THEN CAST(d.n_before AS %[1]s) END, CASE WHEN NOT i.money THEN CAST(d.n_after AS %[1]s) END,
		       CASE WHEN i.money THEN CAST(d.n_before AS %[2]s) END, CASE WHEN i.money THEN CAST(d.n_after AS %[2]s) END,
		       %[3]s, %[4]s, d.text_before, d.text_after, d.unit_before, d.unit_after, r.arrived
		FROM (SELECT coalesce(x.pair, y.pair) AS pair, coalesce(x.item, y.item) AS item, x.n AS n_before, y.n AS n_after, x.mark AS mark_before, y.mark AS mark_after,
		             x.text AS text_before, y.text AS text_after, x.unit AS unit_before, y.unit AS unit_after
		      FROM (SELECT p.pair, s.* FROM (SELECT * FROM %[5]s) AS p JOIN staging.said AS s ON s.arrival = p.former) AS x
		      FULL JOIN (SELECT p.pair, s.* FROM (SELECT * FROM %[5]s) AS p JOIN staging.said AS s ON s.arrival = p.arrival) AS y ON y.pair = x.pair AND y.item = x.item
		      WHERE x.n IS DISTINCT FROM y.n OR x.mark IS DISTINCT FROM y.mark OR x.text IS DISTINCT FROM y.text OR x.unit IS DISTINCT FROM y.unit) AS d
		JOIN staging.pair AS p ON p.pair = d.pair
		JOIN report AS r ON r.report_id = p.report_id
		LEFT JOIN staging.other_item AS o ON o.item = d.item
		JOIN item AS i ON i.item_id = coalesce(o.item_id, d.item)`,
		count, money, wordOfMark("d.mark_before"), wordOfMark("d.mark_after"), pairs); err != nil {
		return err
	}
	return l.exec(ctx, "DROP TABLE staging.compared; DROP TABLE staging.said")
}

// saidQuery selects what the reports of staging.compared state: number, mark,
// text and unit of each cell.
func (a *arrangement) saidQuery() string {
	parts := []string{fmt.Sprintf("SELECT arrival, item, coalesce(CAST(value AS %[1]s), CAST(amount AS %[1]s)) AS n, mark FROM staging.other_figure WHERE arrival IN (SELECT arrival FROM staging.compared)", extremes)}
	for _, f := range a.Catalogue.Forms {
		t := wideTable(f)
		cells := t.Columns[wideKeys : len(t.Columns)-1]
		if len(cells) == 0 {
			continue
		}
		numbers := make([]string, len(cells))
		for i, c := range cells {
			numbers[i] = fmt.Sprintf("CAST(%s AS %s)", c.Name, extremes)
		}
		parts = append(parts, fmt.Sprintf(`SELECT arrival, %d + place AS item, n, substr(marks, CAST(place + 1 AS BIGINT), 1) AS mark
			FROM (SELECT arrival, marks, unnest([%s]) AS n, unnest(range(0, %d)) AS place FROM staging.%s WHERE arrival IN (SELECT arrival FROM staging.compared))`,
			a.first[f.ID], strings.Join(numbers, ", "), len(cells), t.Name))
	}
	return fmt.Sprintf(`SELECT f.arrival, f.item, f.n, f.mark, p.text, p.unit FROM (%s) AS f
		LEFT JOIN (SELECT s.arrival, l.item, s.text, l.unit
		           FROM (SELECT arrival, layout, unnest(string_split(texts, chr(31))) AS text, unnest(range(1, len(string_split(texts, chr(31))) + 1)) AS place
		                 FROM staging.printed WHERE arrival IN (SELECT arrival FROM staging.compared)) AS s
		           JOIN staging.layout AS l ON l.layout = s.layout AND l.place = s.place) AS p ON p.arrival = f.arrival AND p.item = f.item
		WHERE f.mark <> ' '`, strings.Join(parts, " UNION ALL "))
}

// wordOfMark turns a mark into a status in words, missing where there is none.
func wordOfMark(mark string) string {
	var b strings.Builder
	b.WriteString("CASE " + mark)
	for _, s := range statuses {
		fmt.Fprintf(&b, " WHEN '%s' THEN '%s'", s.Letter(), s)
	}
	fmt.Fprintf(&b, " ELSE '%s' END", data.Missing)
	return b.String()
}
