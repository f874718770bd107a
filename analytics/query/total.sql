-- Sums of bodies year by year, of those that give all parts and count as the
-- asking body does, and how many count otherwise. $1, $2: sums of columns, of a ratio its
-- parts, else the same; $3: list of forms, $4: bodies, $5, $6: first and last year, $7: the
-- asking body
SELECT t.year, CAST(sum(t.counts) AS integer) AS given, CAST(sum(1 - t.counts) AS integer) AS other_scope,
       CAST(sum(CASE WHEN t.counts = 1 THEN t.one END) AS varchar) AS one, CAST(sum(CASE WHEN t.counts = 1 THEN t.two END) AS varchar) AS two
FROM (
  SELECT w.year, $1 AS one, $2 AS two,
         CASE WHEN own.scope <> w.scope AND own.scope <> 'unknown' AND w.scope <> 'unknown' THEN 0 ELSE 1 END AS counts
  FROM wide_observation AS w
  JOIN body AS b ON b.body_id = w.body_id
  LEFT JOIN wide_observation AS own ON own.year = w.year AND own.body_id = $7
  WHERE $4 AND w.year BETWEEN $5 AND $6 AND w.form IN ($3)
) AS t
WHERE t.one IS NOT NULL AND t.two IS NOT NULL
GROUP BY t.year
ORDER BY t.year
