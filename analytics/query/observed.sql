-- Numbers of indicators, bodies and years, for people: $1: codes, $2: bodies,
-- $3, $4: first and last year
SELECT b.name AS body, o.year, i.code AS indicator, i.name_zh AS name, coalesce(CAST(o.value AS decimal(28,10)), o.amount) AS value, o.status, o.form, o.match
FROM observation AS o
JOIN indicator AS i ON i.indicator_id = o.indicator_id
JOIN body AS b ON b.body_id = o.body_id
WHERE i.code IN ($1)
  AND b.key IN ($2)
  AND o.year BETWEEN $3 AND $4
ORDER BY i.indicator_id, b.key, o.year
