-- How often each check came to each result in current reports, and in how many
-- reports. $1: bodies, $2, $3: first and last year
SELECT f.check_id, f.state, f.severity, count(*) AS findings, count(DISTINCT f.report_id) AS reports
FROM finding AS f
JOIN report AS r ON r.report_id = f.report_id
JOIN body AS b ON b.body_id = f.body_id
WHERE $1 AND r.superseded_by IS NULL AND f.year BETWEEN $2 AND $3
GROUP BY f.check_id, f.state, f.severity
ORDER BY f.check_id, f.state, f.severity
