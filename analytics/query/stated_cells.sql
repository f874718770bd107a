-- Cells of a form as the current reports of bodies state them, a row a report.
-- $1: columns of cells, $2: the form's wide table, $3: bodies, $4, $5: first and last year
SELECT w.body_id, w.year, w.marks$1
FROM $2 AS w
JOIN body AS b ON b.body_id = w.body_id
WHERE $3 AND w.year BETWEEN $4 AND $5
ORDER BY w.body_id, w.year
