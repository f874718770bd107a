-- Current reports of bodies, with their failed checks and the versions that
-- they replaced. $1: bodies, $2, $3: first and last year
SELECT r.body_id, r.year, r.report_id, r.form, r.scope, r.failed, coalesce(s.replaced, 0) AS replaced
FROM report AS r
JOIN body AS b ON b.body_id = r.body_id
LEFT JOIN (SELECT superseded_by, count(*) AS replaced FROM report WHERE superseded_by IS NOT NULL GROUP BY superseded_by) AS s
  ON s.superseded_by = r.report_id
WHERE $1 AND r.superseded_by IS NULL AND r.year BETWEEN $2 AND $3
ORDER BY r.body_id, r.year
