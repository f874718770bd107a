-- What versions of a body's reports changed: the newest year first, versions in
-- order of arrival, cells in the form's order. $1: body id, $2: year or 0 for
-- all, $3: the version (report id) to begin from or 0, $4: how many at most, $5: how many to leave out
-- before them
SELECT v.report_id, v.former_report_id, v.year, v.item_id, v.cell, v.form, i.label_zh, i.label_en, i.unit, i.money,
       coalesce(CAST(v.value_before AS varchar), CAST(v.amount_before AS varchar)) AS number_before, v.status_before, v.text_before, v.unit_before,
       coalesce(CAST(v.value_after AS varchar), CAST(v.amount_after AS varchar)) AS number_after, v.status_after, v.text_after, v.unit_after
FROM revision AS v
JOIN item AS i ON i.item_id = v.item_id
WHERE v.body_id = $1 AND ($2 = 0 OR v.year = $2) AND v.former_report_id >= $3
ORDER BY v.year DESC NULLS LAST, v.report_id, v.item_id
LIMIT $4 OFFSET $5
