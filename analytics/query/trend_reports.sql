-- The current reports of bodies over years.
-- $1: list of body ids, $2, $3: first and last year
SELECT r.body_id, r.year, r.report_id, r.form
FROM report AS r
WHERE r.superseded_by IS NULL AND r.body_id IN ($1) AND r.year BETWEEN $2 AND $3
ORDER BY r.body_id, r.year, r.report_id
