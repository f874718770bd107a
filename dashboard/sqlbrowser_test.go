package dashboard

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/analytics/cage"
	"gongkai/data/savedquery"
)

// Each example runs and has rows.
func TestSQLExamples(t *testing.T) {
	root := startSQL(t, cage.Limits{})
	for _, e := range sqlExamples {
		pairs := []string{}
		for _, v := range e.Values {
			pairs = append(pairs, valuesAre+v[0], v[1])
		}
		got := get(t, root+sqlOf(e.Text, pairs...))
		if got.status != 200 || strings.Contains(got.body, `"count":0,`) {
			t.Errorf("%s: %d %.400s", e.Name.ZH, got.status, got.body)
		}
	}
}

func TestSQLPage(t *testing.T) {
	root := startSQL(t, cage.Limits{Time: 2 * time.Second}, func(c *Config) {
		c.Queries = func() ([]savedquery.Query, error) {
			return []savedquery.Query{{Name: "历年申请<b>", Description: "各机关", Text: "SELECT body, year, value FROM observations WHERE indicator = 'applications.received' AND body IN ('平潭综合实验区', '双鸭山市尖山区', '宿迁市') ORDER BY body, year"}}, nil
		}
	})
	b := newBrowser(t, root)
	const done = `document.documentElement.dataset.sql === "done"`
	run := func(text string) {
		b.do(`document.documentElement.dataset.sql = ""; var a = document.getElementById("sql"); a.value = ` + "`" + text + "`" + `; a.dispatchEvent(new Event("input")); document.getElementById("sqlform").requestSubmit()`)
		b.until(done)
	}

	// the editor stands in place of the textarea and knows tables and functions
	b.open(root + "/sql")
	b.until(`!!document.querySelector(".sqleditor") && !!document.querySelector(".sqleditor").shadowRoot.querySelector(".cm-content")`)
	if evaluate[int](b, `document.getElementById("sqlresult").offsetHeight`) != 0 {
		t.Error("an empty card before anything has run")
	}
	if got := evaluate[int](b, `document.querySelectorAll(".sqlfunctions .fn").length`); got < 300 {
		t.Errorf("%d functions", got)
	}
	// a link runs, with its parameters in fields
	b.open(root + "/sql?" + query("q", "SELECT year, value, status FROM observations WHERE indicator = :i AND body = :body ORDER BY year", "p.i", "applications.received", "p.body", "平潭综合实验区"))
	b.until(done)
	if got := evaluate[string](b, `[].map.call(document.querySelectorAll("#sqlvalues .label"), function (s) { return s.textContent; }).join()`); got != ":i,:body" {
		t.Errorf("fields: %s", got)
	}
	if got := evaluate[string](b, `document.querySelector(".sqlrow").textContent`); !strings.Contains(got, "reported 正常值") && !strings.Contains(got, "reported") {
		t.Errorf("row: %s", got)
	}
	if got := evaluate[string](b, `document.getElementById("sqlsays").textContent`); !strings.Contains(got, "快照 1") || !strings.Contains(got, "行") {
		t.Errorf("says: %s", got)
	}
	// other parameters make other fields, and the address follows
	run("SELECT body, count(*) AS n FROM figures WHERE year >= :since GROUP BY body")
	if got := evaluate[string](b, `document.getElementById("sqlbad").textContent`); !strings.Contains(got, "参数 :since 没有值") {
		t.Errorf("an empty field: %s", got)
	}
	run("SELECT n, 'x' || n AS word, CASE WHEN n % 3 = 0 THEN n END AS third FROM range(9999) AS t(n) ORDER BY n")
	if got := evaluate[int](b, `document.querySelectorAll(".sqlrow").length`); got < 10 || got > 120 {
		t.Errorf("%d rows are in the page", got)
	}
	b.do(`document.querySelector(".sqlscroll").scrollTop = 1e9`)
	b.until(`[].some.call(document.querySelectorAll(".sqlrow"), function (r) { return r.textContent.indexOf("9998x9998") === 0; })`)
	b.do(`var h = document.querySelectorAll(".sqlhead button"); h[0].click(); h[0].click(); document.querySelector(".sqlscroll").scrollTop = 0`)
	b.until(`document.querySelector(".sqlrow").textContent.indexOf("9998x9998") === 0`)
	b.do(`document.querySelectorAll(".sqlhead button")[2].click()`)
	b.until(`document.querySelector(".sqlrow").textContent === "0x00"`)
	if got := evaluate[string](b, `decodeURIComponent(location.search)`); !strings.Contains(got, "range(9999)") {
		t.Errorf("address: %s", got)
	}
	// no digit is lost that the browser's own numbers have no room for
	run("SELECT * FROM (VALUES (9007199254740993, 123456789012345678.25, -0.5), (9007199254740995, 2.5, NULL), (7, 1.5, 1e300)) AS t(n, d, f)")
	b.do(`document.querySelectorAll(".sqlhead button")[0].click()`)
	if got := evaluate[string](b, `[].map.call(document.querySelectorAll(".sqlrow > div"), function (c) { return c.textContent; }).join(" ")`); got != "7 1.5 1e+300 9007199254740993 123456789012345678.25 -0.5 9007199254740995 2.5 NULL" {
		t.Errorf("many digits: %s", got)
	}
	// errors say where
	run("SELECT nothing\nFROM body")
	if got := evaluate[string](b, `document.getElementById("sqlbad").textContent`); !strings.Contains(got, "第 1 行第 8 列") || !strings.Contains(got, "sql_failed") {
		t.Errorf("error: %s", got)
	}
	run("SELECT count(*) FROM range(1000000000000)")
	if got := evaluate[string](b, `document.getElementById("sqlbad").textContent`); !strings.Contains(got, "sql_time") {
		t.Errorf("error: %s", got)
	}
	// cancelling
	b.do(`document.documentElement.dataset.sql = ""; var a = document.getElementById("sql"); a.value = "SELECT max(n) FROM range(1000000000001) AS t(n)"; document.getElementById("sqlform").requestSubmit();
(function again() { if (document.documentElement.dataset.sql === "done") { return; } document.getElementById("sqlcancel").click(); requestAnimationFrame(again); })()`)
	b.until(done)
	if got := evaluate[string](b, `document.getElementById("sqlbad").textContent`); !strings.Contains(got, "sql_cancelled") {
		t.Errorf("error: %s", got)
	}
	// history and one's own queries
	if got := evaluate[int](b, `document.querySelectorAll("#sqlhistory li").length`); got < 5 {
		t.Errorf("history: %d", got)
	}
	b.do(`document.getElementById("sqlsave").click(); document.getElementById("sqlname").value = "<i>我的"; document.getElementById("sqlmeans").value = "说明"; document.getElementById("sqlkeep").click()`)
	if got := evaluate[string](b, `document.querySelector("#sqlmine li").textContent`); !strings.Contains(got, "<i>我的 说明") {
		t.Errorf("my queries: %s", got)
	}
	b.do(`document.querySelector("#sqlmine .drop").click()`)
	if !evaluate[bool](b, `document.getElementById("sqlmine").hidden`) {
		t.Error("the deleted query is still there")
	}
	// explain
	b.do(`document.documentElement.dataset.sql = ""; var a = document.getElementById("sql"); a.value = "SELECT count(*) FROM figures"; document.getElementById("sqlexplain").click()`)
	b.until(done)
	if got := evaluate[string](b, `document.querySelector("#sqltable pre").textContent`); !strings.Contains(got, "SEQ_SCAN") {
		t.Errorf("plan: %s", got)
	}
	// the statement of a chart lands here and runs
	b.open(root + "/trends?i=applications.received&body=" + pingtan)
	of := evaluate[string](b, `[].filter.call(document.querySelectorAll(".take a"), function (a) { return a.textContent === "SQL"; })[0].getAttribute("href")`)
	b.open(root + of)
	b.until(done)
	if got := evaluate[int](b, `document.querySelectorAll(".sqlrow").length`); got == 0 {
		t.Errorf("%s: no rows", of)
	}
	// a saved query, drawn
	b.do(`document.documentElement.dataset.sql = ""`)
	b.open(root + "/sql?saved=" + url.QueryEscape("历年申请<b>"))
	b.until(done)
	b.do(`document.querySelector(".sqlviews [data-view=chart]").click()`)
	b.until(`document.documentElement.dataset.plot === "drawn"`)
	if kind := evaluate[string](b, `document.getElementById("plotkind").value + " " + document.getElementById("plotx").selectedOptions[0].textContent + " " + document.getElementById("ploty").selectedOptions[0].textContent + " " + document.getElementById("plotby").selectedOptions[0].textContent`); kind != "line year value body" {
		t.Errorf("chart: %s", kind)
	}
	// a line over years says that it does not know of forms, where it does not
	if got := evaluate[string](b, `document.getElementById("plotsource").textContent`); !strings.Contains(got, "form 列") {
		t.Errorf("below the chart: %s", got)
	}
	b.do(`document.documentElement.dataset.plot = ""; document.getElementById("plotby").value = "-1"; document.getElementById("plotby").dispatchEvent(new Event("change"))`)
	b.until(`!document.getElementById("plotbad").hidden`)
	if got := evaluate[string](b, `document.getElementById("plotbad").textContent`); !strings.Contains(got, "多行") {
		t.Errorf("chart of several rows at a place: %s", got)
	}
	expected(b)
	for _, s := range screens {
		b.look(s)
		b.open(root + "/sql?saved=" + url.QueryEscape("历年申请<b>"))
		b.until(done)
		if b.wider(s) {
			t.Errorf("%s: wider than the screen", s.name)
		}
		if !evaluate[bool](b, `document.querySelector(".sqlscroll").scrollWidth <= document.querySelector(".sqlscroll").clientWidth`) {
			t.Errorf("%s: three narrow columns are wider than their box", s.name)
		}
		b.picture("sql-table-" + s.name)
		b.do(`document.querySelector(".sqlviews [data-view=chart]").click()`)
		b.until(`document.documentElement.dataset.plot === "drawn"`)
		b.picture("sql-chart-" + s.name)
	}
	b.quiet(t)
}

// expected drops the complaints about statements that were to fail.
func expected(b *browser) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = slices.DeleteFunc(b.complaints, func(c string) bool {
		return strings.Contains(c, apiRoot+"/sql") || strings.Contains(c, "/sql/chart.json")
	})
}
