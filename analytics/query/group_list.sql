-- Bodies by id, with their current report of a year if there is one, and where
-- they belong. $1: year, $2: list of body ids
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       b.key, coalesce(r.report_id, 0) AS report_id, coalesce(r.scope, '') AS scope, coalesce(r.form, '') AS form,
       b.level, b.prefecture, b.kind
FROM body AS b
LEFT JOIN report AS r ON r.body_id = b.body_id AND r.year = $1 AND r.superseded_by IS NULL
WHERE b.body_id IN ($2)
ORDER BY b.key
