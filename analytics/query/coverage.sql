-- Current reports of bodies, with their failed checks and the versions that
-- they replaced. $1: list of body ids, $2, $3: first and last year
SELECT r.body_id, r.year, r.report_id, r.form, r.scope, r.failed,
       (SELECT count(*) FROM report AS s WHERE s.superseded_by = r.report_id) AS replaced
FROM report AS r
WHERE r.superseded_by IS NULL AND r.body_id IN ($1) AND r.year BETWEEN $2 AND $3
ORDER BY r.body_id, r.year
