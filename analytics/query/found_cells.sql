-- The numbers of some cells in current reports. $1: bodies, $2, $3: first and
-- last year, $4: cells
SELECT f.body_id, f.year, i.cell, coalesce(CAST(f.value AS varchar), CAST(f.amount AS varchar)) AS number, f.status
FROM figure AS f
JOIN item AS i ON i.item_id = f.item_id
JOIN body AS b ON b.body_id = f.body_id
WHERE $1 AND f.year BETWEEN $2 AND $3 AND i.cell IN ($4)
ORDER BY f.item_id, f.year, f.body_id
