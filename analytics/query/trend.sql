-- Indicators of bodies over years; a year without an observation has no row.
-- $1: list of indicator codes, $2: list of body ids, $3, $4: first and last year
SELECT i.code, o.body_id, o.year, coalesce(CAST(o.value AS varchar), CAST(o.amount AS varchar)) AS number,
       o.status, o.form, o.match, o.report_id
FROM observation AS o
JOIN indicator AS i ON i.indicator_id = o.indicator_id
WHERE i.code IN ($1) AND o.body_id IN ($2) AND o.year BETWEEN $3 AND $4
ORDER BY i.code, o.body_id, o.year
