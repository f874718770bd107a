package analytics

import (
	"context"
	"fmt"
	"strings"

	"gongkai/analytics/query"
	"gongkai/data"
)

// Statements are for people who want a page's numbers from SQL: each is one
// SELECT over the snapshot's tables, with everything written in.

// ObservedSQL gives the numbers of indicators, bodies and years. A ratio is
// given by what it is made of, its formula in a remark above. Codes: those of
// Trend.
func (a *Analytics) ObservedSQL(codes []string, bodies []BodyRef, from, to int) (string, error) {
	var remarks strings.Builder
	var asked query.List
	seen := map[string]bool{}
	add := func(code string) {
		code, _, _ = strings.Cut(code, "@") // of one kind of applicant: the table has all
		if !seen[code] {
			seen[code] = true
			asked = append(asked, code)
		}
	}
	for _, code := range codes {
		m, err := a.measure(code)
		if err != nil {
			return "", err
		}
		r := a.catalogue.Ratio(code)
		if r == nil {
			add(m.Code)
			continue
		}
		fmt.Fprintf(&remarks, "/* %s %s = %d × (%s) ÷ (%s) */\n", r.Code, r.NameZH, r.Scale, strings.Join(r.Numerator, " + "), strings.Join(r.Denominator, " + "))
		for _, part := range append(append([]string{}, r.Numerator...), r.Denominator...) {
			add(part)
		}
	}
	keys := query.List{}
	for _, b := range bodies {
		keys = append(keys, b.RegionCode+":"+b.Name)
	}
	if len(asked) == 0 || len(keys) == 0 {
		return "", &data.Error{Code: "no_value", Reason: data.Text{ZH: "没有机关或指标", EN: "no bodies or indicators"}, Way: data.Text{ZH: "请换一种选择", EN: "choose others"}}
	}
	sql, err := query.Printed("observed", asked, keys, from, to)
	return remarks.String() + sql, err
}

// FindingsSQL gives what Findings lists, without its bound of rows.
func (a *Analytics) FindingsSQL(ctx context.Context, q FindingsQuestion) (string, error) {
	years := TrendQuestion{From: q.From, To: q.To}
	if err := a.settleYears(ctx, &years); err != nil {
		return "", err
	}
	who, _, err := a.whom(ctx, q.Group, q.Body, q.Bodies, years.To)
	if err != nil {
		return "", err
	}
	return query.Printed("findings", who, years.From, years.To, q.Check, string(q.State), string(q.Severity), allRows, 0)
}

// allRows is more than any list has.
const allRows = 1_000_000_000

// ReportsSQL gives what Reports lists, without its bound of rows.
func (a *Analytics) ReportsSQL(q ReportsQuestion) (string, error) {
	words := append(strings.Fields(q.Words), "", "", "")
	return query.Printed("reports", words[0], words[1], words[2], allRows, 0, query.Bodies{})
}

// FiguresSQL gives the figures of a report as printed.
func (a *Analytics) FiguresSQL(r ReportRef) (string, error) {
	return query.Printed("report_figures", r.ID, r.Body.ID, r.Year)
}
