-- Current reports, bodies as in bodies.sql, the newest report first. $1, $2,
-- $3: words that province, body, year or title hold, '' for none; $4: how many at most,
-- $5: how many to leave out before them, $6: bodies
SELECT r.report_id, r.year, r.form, r.scope, r.title, coalesce(CAST(r.published AS varchar), '') AS published,
       r.source_file, r.source_sha256, r.source_format, r.sample, r.figures, r.failed, coalesce(r.superseded_by, 0) AS superseded_by,
       b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample AS body_sample
FROM report AS r
JOIN body AS b ON b.body_id = r.body_id
WHERE r.superseded_by IS NULL AND $6
  AND ($1 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $1) > 0)
  AND ($2 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $2) > 0)
  AND ($3 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $3) > 0)
ORDER BY CASE WHEN b.region_code = '' THEN 1 ELSE 0 END, b.region_code,
         CASE WHEN b.organ = '' THEN 0 ELSE 1 END, b.name, b.body_id, r.year DESC NULLS LAST, r.report_id
LIMIT $4 OFFSET $5
