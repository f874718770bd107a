-- Bodies of a level and kind within a place, with their current report of a
-- year if there is one. $1: year, $2: level, $3: kind of organ, $4: list of provinces
-- or '' for all, $5: prefecture or '' for all
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       b.key, coalesce(r.report_id, 0) AS report_id, coalesce(r.scope, '') AS scope, coalesce(r.form, '') AS form, b.level, b.prefecture, b.kind
FROM body AS b
LEFT JOIN report AS r ON r.body_id = b.body_id AND r.year = $1 AND r.superseded_by IS NULL
WHERE b.level = $2 AND b.kind = $3 AND ('' IN ($4) OR b.province IN ($4)) AND ($5 = '' OR b.prefecture = $5)
ORDER BY b.key
