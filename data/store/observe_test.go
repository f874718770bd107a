package store_test

import (
	"testing"

	"gongkai/data"
	"gongkai/data/store"
	"gongkai/data/store/storetest"
)

func TestSum(t *testing.T) {
	term := func(printed string, status data.Status) store.Term {
		f := storetest.Figure("", printed)
		if status != "" {
			f.Status = status
		}
		return store.Term{Statement: store.Statement{Number: f.Value, Status: f.Status}, Coef: 1}
	}
	one, two, blank, slash, odd := term("1", ""), term("2", ""), term("", ""), term("/", ""), term("?", "")
	minus := two
	minus.Coef = -1
	for _, tt := range []struct {
		terms  []store.Term
		number string
		status data.Status
	}{
		{[]store.Term{one}, "1", data.Reported},
		{[]store.Term{term("1", data.Revised)}, "1", data.Revised},
		{[]store.Term{blank}, "", data.Blank},
		{[]store.Term{slash}, "", data.NotApplicable},
		{[]store.Term{minus}, "-2", data.Derived},
		{[]store.Term{one, two, two}, "5", data.Derived},
		{[]store.Term{one, minus}, "-1", data.Derived},
		{[]store.Term{blank, blank}, "", data.Blank},
		{[]store.Term{one, blank}, "", data.Blank},
		{[]store.Term{one, slash}, "", data.NotApplicable},
		{[]store.Term{one, slash, blank}, "", data.Blank},
		{[]store.Term{slash, odd, blank}, "", data.Unreadable},
		{[]store.Term{one, term("2", data.Suspect)}, "3", data.Suspect},
		{[]store.Term{term("1", data.Provisional), two}, "3", data.Provisional},
		{[]store.Term{term("1", data.Provisional), term("2", data.Suspect)}, "3", data.Suspect},
		{[]store.Term{blank, term("2", data.Suspect)}, "", data.Blank},
	} {
		got := store.Sum(tt.terms)
		number := ""
		if got.Number != nil {
			number = got.Number.String()
		}
		if number != tt.number || got.Status != tt.status {
			t.Errorf("%v: %s %s, want %s %s", tt.terms, number, got.Status, tt.number, tt.status)
		}
	}
}

func TestObservations(t *testing.T) {
	r := storetest.Report(tan, 2020, "gov2019", map[data.Cell]string{
		"gov2019/t3/unavailable.not_held/total": "1", "gov2019/t3/unavailable.needs_creation/total": "", "gov2019/t3/unavailable.unclear/total": "2",
		"gov2019/t3/not_processed.petition/total": "5", // the other four rows are not printed
		"gov2019/t4/cases/lit_direct.total":       "9223372036854775807", "gov2019/t4/cases/lit_after.total": "1",
		"gov2019/t4/cases/lit_direct.upheld": "3", "gov2019/t4/cases/lit_after.upheld": "4",
		"gov2019/t2.art20_1/rules/public_total": "12",
	})
	s := storetest.Snapshot(t, r)
	mustEqual(t, ask(t, s, `SELECT indicator, value, amount, status, form, match FROM observations
		WHERE indicator LIKE '%.total' OR indicator IN ('litigation.upheld', 'documents.rules.in_force') ORDER BY indicator`),
		"documents.rules.in_force|12|<nil>|reported|gov2019|partial",
		"litigation.after.total|1|<nil>|reported|gov2019|exact",
		"litigation.direct.total|9223372036854775807|<nil>|reported|gov2019|exact",
		"litigation.total|<nil>|<nil>|unreadable|gov2019|exact", // more than the column holds, and not a wrong number
		"litigation.upheld|7|<nil>|derived|gov2019|exact",
		"unavailable.total|<nil>|<nil>|blank|gov2019|exact")
}

func TestMoney(t *testing.T) {
	fees := data.Cell("gov2021/t2.art20_8/fee/amount")
	buys := data.Cell("gov2019/t2.art20_9/procurement/amount")
	year := 2000
	var reports []*data.Report
	for _, p := range []struct {
		cell          data.Cell
		printed, unit string
	}{
		{fees, "15.5", ""}, {fees, "15.5", "万元"}, {fees, "155000.123456", "元"}, {fees, "0.00001234567", "元"}, {fees, "1", "件"}, {fees, "2", "亿元"},
		{buys, "75394432.52", "元"}, {buys, "0.5", "万元"}, {buys, "88", ""}, {buys, "88", "件"}, {buys, "", ""},
	} {
		year++
		f := storetest.Figure(p.cell, p.printed)
		f.Unit = p.unit
		r := storetest.Report(tan, year, p.cell.Form(), nil)
		r.Figures = append(r.Figures, f)
		reports = append(reports, r)
	}
	s := storetest.Snapshot(t, reports...)
	mustEqual(t, ask(t, s, `SELECT f.year, f.amount, f.status, f.unit, f.text, o.amount, o.status, o.unit
		FROM figures AS f LEFT JOIN observations AS o USING (body_id, year) ORDER BY f.year`),
		"2001|15.5|reported|万元|15.5|15.5|reported|万元",
		"2002|15.5|reported|万元|15.5|15.5|reported|万元",
		"2003|15.5000123456|reported|万元|155000.123456|15.5000123456|reported|万元",
		"2004|<nil>|unreadable|万元|0.00001234567|<nil>|unreadable|万元", // does not fit without rounding
		"2005|<nil>|unreadable|万元|1|<nil>|unreadable|万元",             // not a unit of money
		"2006|20000|reported|万元|2|20000|reported|万元",
		"2007|75394432.52|reported|元|75394432.52|75394432.52|reported|元",
		"2008|0.5|reported|万元|0.5|5000|reported|元", // as printed in figure, one unit in observation
		"2009|88|reported||88|<nil>|unreadable|元",  // the unit is unknown
		"2010|88|reported|件|88|<nil>|unreadable|元",
		"2011|<nil>|blank||"+"|<nil>|blank|元")
}
