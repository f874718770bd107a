package dashboard

import (
	"gongkai/data"
)

// sqlExample is a statement to begin with.
type sqlExample struct {
	Name, Means data.Text
	Text        string
	Values      [][2]string // of its parameters
}

// sqlExamples are statements about this data, from simple to rich; a test runs
// them all.
var sqlExamples = []sqlExample{
	{data.Text{ZH: "历年申请量", EN: "Applications over the years"}, data.Text{ZH: "一个机关的逐年数字，连同状态", EN: "a body's numbers year by year, with their statuses"},
		`SELECT year, value, status, form
FROM observations
WHERE indicator = 'applications.received' AND body = :body
ORDER BY year`, [][2]string{{"body", "平潭综合实验区"}}},
	{data.Text{ZH: "各省县级合计", EN: "Totals of counties by province"}, data.Text{ZH: "只加同一级政府：政府的报告已含部门，市的多含所辖县；连同有数字的机关数，缺报不是 0",
		EN: "governments of one level only: a government's report counts its departments, a city's mostly its counties; with how many have a number: missing is not 0"},
		`SELECT o.province, sum(o.value) AS total, count(o.value) AS with_number, count(*) AS bodies
FROM observations AS o
JOIN body AS b ON b.body_id = o.body_id AND b.organ = '' AND b.level = :level
WHERE o.indicator = :indicator AND o.year = :year
GROUP BY o.province
ORDER BY total DESC NULLS LAST, o.province`, [][2]string{{"level", "county"}, {"indicator", "applications.received"}, {"year", "2024"}}},
	{data.Text{ZH: "比率由合计相除", EN: "A ratio from sums"}, data.Text{ZH: "县级政府予以公开占办结的比例，先各自求和再相除，不平均各机关的比率", EN: "granted of those concluded, by governments of counties: sum first, then divide; ratios are never averaged"},
		`SELECT g.year, sum(g.value) AS granted, sum(c.value) AS concluded,
       round(100.0 * sum(g.value) / nullif(sum(c.value), 0), 1) AS percent
FROM observations AS g
JOIN observations AS c ON c.body_id = g.body_id AND c.year = g.year AND c.indicator = 'applications.concluded'
JOIN body AS b ON b.body_id = g.body_id AND b.organ = '' AND b.level = 'county'
WHERE g.indicator = 'outcomes.granted' AND g.value IS NOT NULL AND c.value IS NOT NULL
GROUP BY g.year
ORDER BY g.year`, nil},
	{data.Text{ZH: "与上年相比", EN: "Against the year before"}, data.Text{ZH: "只比较同一表式的两年", EN: "only years on the same form are compared"},
		`SELECT body, year, value,
       CASE WHEN form = lag(form) OVER w AND year = lag(year) OVER w + 1 THEN value - lag(value) OVER w END AS change
FROM observations
WHERE indicator = :indicator
WINDOW w AS (PARTITION BY body_id ORDER BY year)
ORDER BY body, year`, [][2]string{{"indicator", "decisions.penalty"}}},
	{data.Text{ZH: "没有数字的原因", EN: "Why there is no number"}, data.Text{ZH: "各状态各有多少个单元格", EN: "how many cells have which status"},
		`SELECT year, status, count(*) AS cells
FROM figure
GROUP BY year, status
ORDER BY year, cells DESC, status`, nil},
	{data.Text{ZH: "未通过和无法核验的", EN: "Checks that failed or could not be made"}, data.Text{ZH: "按核验项计数", EN: "counted by check"},
		`SELECT check_id, count(*) AS findings, count(DISTINCT body_id) AS bodies
FROM finding
WHERE state IN ('failed', 'not_assessable')
GROUP BY check_id
ORDER BY findings DESC, check_id`, nil},
	{data.Text{ZH: "原文出处", EN: "Where a number stands"}, data.Text{ZH: "一个单元格在来源文件中的位置和原文", EN: "a cell as printed, and where in its document"},
		`SELECT f.body, f.year, f.label, f.value, f.status, s.text, s.table_no, s.row_no, s.column_no, s.page_no
FROM figures AS f
JOIN item AS i ON i.cell = f.cell
JOIN figure_source AS s ON s.body_id = f.body_id AND s.year = f.year AND s.item_id = i.item_id
WHERE f.cell = 'gov2021/t3/received/total'
ORDER BY f.body, f.year`, nil},
}
