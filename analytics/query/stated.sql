-- What the current reports of bodies state, a row a report. $1: columns of
-- indicators, $2: bodies, $3, $4: first and last year
SELECT w.body_id, w.year, w.report_id, w.form, w.scope, w.marks$1
FROM wide_observation AS w
JOIN body AS b ON b.body_id = w.body_id
WHERE $2 AND w.year BETWEEN $3 AND $4
ORDER BY w.body_id, w.year
