-- Cells of bodies over years, for indicators by applicant, whose sums are not
-- stored. $1: list of cells, $2: list of body ids, $3, $4: first and last year
SELECT i.cell, f.body_id, f.year, coalesce(CAST(f.value AS varchar), CAST(f.amount AS varchar)) AS number,
       f.status, f.report_id
FROM figure AS f
JOIN item AS i ON i.item_id = f.item_id
WHERE i.cell IN ($1) AND f.body_id IN ($2) AND f.year BETWEEN $3 AND $4
ORDER BY f.body_id, f.year, f.item_id
