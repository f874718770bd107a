-- The current report of a body for a year. $1: body id, $2: year
SELECT r.report_id
FROM report AS r
WHERE r.body_id = $1 AND r.year = $2 AND r.superseded_by IS NULL
ORDER BY r.report_id
