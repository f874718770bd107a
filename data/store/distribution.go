package store

import (
	"context"
	"fmt"
)

// everywhere stands in distribution for all provinces together.
const everywhere = "全国"

// assembleDistribution computes the distribution of each indicator over groups
// of bodies, within each province and over all of them.
func (l *loading) assembleDistribution(ctx context.Context, a *arrangement) error {
	query, err := l.measured(ctx, a, "", "")
	if err != nil {
		return err
	}
	if err := l.settle(ctx, distributionTable, query, -1); err != nil {
		return err
	}
	return l.exec(ctx, "DROP TABLE staging.peers")
}

// measured computes the distributions in staging and returns what selects them.
// Reports get the number of their groups once, so that grouping compares whole
// numbers. only is a condition on wide_observation w and body b, years the
// same for the years of observation; both may be empty.
func (l *loading) measured(ctx context.Context, a *arrangement, only, years string) (query string, err error) {
	for _, s := range []string{
		fmt.Sprintf(`CREATE TABLE staging.peers AS
			SELECT w.report_id, b.province, b.level, b.kind, w.year, w.form, w.scope,
			       dense_rank() OVER (ORDER BY b.level, b.kind, w.year, w.form, w.scope) AS everywhere,
			       dense_rank() OVER (ORDER BY b.province, b.level, b.kind, w.year, w.form, w.scope) AS within
			FROM wide_observation AS w JOIN body AS b ON b.body_id = w.body_id %s`, only),
		`CREATE TABLE staging.peer_group AS
			SELECT DISTINCT within AS peers, 0 AS wide, province, level, kind, year, form, scope FROM staging.peers
			UNION ALL SELECT DISTINCT everywhere, 1, '` + everywhere + `', level, kind, year, form, scope FROM staging.peers`,
		`CREATE TABLE staging.measured (peers BIGINT, wide INTEGER, indicator_id INTEGER, reports INTEGER, n INTEGER, total DECIMAL(38,10), minimum DECIMAL(29,10),
			lower_quartile DECIMAL(31,12), median DECIMAL(31,12), upper_quartile DECIMAL(31,12), maximum DECIMAL(29,10))`,
	} {
		if err := l.exec(ctx, "%s", s); err != nil {
			return "", err
		}
	}
	return `SELECT g.province, g.level, g.kind, g.year, g.form, g.scope, m.* EXCLUDE (peers, wide)
		FROM staging.measured AS m JOIN staging.peer_group AS g ON g.peers = m.peers AND g.wide = m.wide`, l.measure(ctx, a, years)
}

// measure goes through the indicators, a few at a time.
func (l *loading) measure(ctx context.Context, a *arrangement, years string) error {
	rows, err := l.tableRows(ctx, "wide_observation")
	if err != nil {
		return err
	}
	step := max(1, rowsAtOnce/max(1, rows["wide_observation"]))
	amounts := "" // the ids of amounts of money
	for id, i := range a.Catalogue.Indicators {
		if i.Money() {
			amounts += fmt.Sprintf(", %d", id)
		}
	}
	for from := 0; from < len(a.Catalogue.Indicators); from += step {
		for _, q := range []string{
			measureQuery("value", "DECIMAL(19,0)", from, from+step-1, "NOT IN (-1"+amounts+")", years),
			measureQuery("amount", money, from, from+step-1, "IN (-1"+amounts+")", years),
		} {
			if err := l.exec(ctx, "%s", q); err != nil {
				return err
			}
		}
	}
	return nil
}

// measureQuery sorts the values of each group and picks the order statistics.
// Counts and amounts are measured apart: only so both stay exact.
func measureQuery(column, exact string, from, to int, which, years string) string {
	return fmt.Sprintf(`INSERT INTO staging.measured
		SELECT coalesce(within, everywhere), CASE WHEN within IS NULL THEN 1 ELSE 0 END, indicator_id, reports, n, total,
		       values[1], %s, %s, %s, values[n]
		FROM (SELECT p.within, p.everywhere, o.indicator_id, count(*) AS reports, count(v) AS n, sum(v) AS total,
		             list_sort(list(v) FILTER (WHERE v IS NOT NULL)) AS values
		      FROM (SELECT report_id, indicator_id, CASE WHEN status <> 'suspect' THEN CAST(%s AS %s) END AS v
		            FROM observation WHERE %s indicator_id BETWEEN %d AND %d AND indicator_id %s) AS o
		      JOIN staging.peers AS p ON p.report_id = o.report_id
		      GROUP BY GROUPING SETS ((o.indicator_id, p.within), (o.indicator_id, p.everywhere)))`,
		quartile(1), quartile(2), quartile(3), column, exact, years, from, to, which)
}

// quartile is the j-th quartile of n sorted values: with h = (n - 1) j / 4 it
// lies between the values at floor(h) and floor(h) + 1, counted from 0, as far
// as h lies between the two (Hyndman and Fan 1996, definition 7).
func quartile(j int) string {
	at := fmt.Sprintf("((n - 1) * %d // 4)", j)
	rest := fmt.Sprintf("((n - 1) * %d %% 4)", j)
	return fmt.Sprintf("(values[%[1]s + 1] * CAST(4 - %[2]s AS DECIMAL(1,0)) + values[least(%[1]s + 2, n)] * CAST(%[2]s AS DECIMAL(1,0))) * 0.25", at, rest)
}
