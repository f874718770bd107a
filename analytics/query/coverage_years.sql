-- How many bodies reported year by year, how many of them with failed checks,
-- and of how many only rejected files came. $1: bodies, $2, $3: first and last year
SELECT t.year, CAST(sum(t.reported) AS integer) AS reported, CAST(sum(t.suspect) AS integer) AS suspect, CAST(sum(t.rejected) AS integer) AS rejected
FROM (
  SELECT r.year, 1 AS reported, CASE WHEN r.failed > 0 THEN 1 ELSE 0 END AS suspect, 0 AS rejected
  FROM report AS r
  JOIN body AS b ON b.body_id = r.body_id
  WHERE $1 AND r.superseded_by IS NULL AND r.year BETWEEN $2 AND $3
  UNION ALL
  SELECT x.year, 0 AS reported, 0 AS suspect, 1 AS rejected
  FROM (SELECT DISTINCT x.body_id, x.year FROM rejected AS x) AS x
  JOIN body AS b ON b.body_id = x.body_id
  WHERE $1 AND x.year BETWEEN $2 AND $3
    AND NOT EXISTS (SELECT 1 AS one FROM report AS r WHERE r.body_id = x.body_id AND r.year = x.year AND r.superseded_by IS NULL)
) AS t
GROUP BY t.year
ORDER BY t.year
