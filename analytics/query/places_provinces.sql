-- Bodies by province, and how many of them have a current report of a year.
-- $1: year
SELECT b.province AS place, CAST(count(*) AS integer) AS bodies, CAST(count(r.body_id) AS integer) AS reported
FROM body AS b
LEFT JOIN (SELECT DISTINCT x.body_id FROM report AS x WHERE x.year = $1 AND x.superseded_by IS NULL) AS r ON r.body_id = b.body_id
GROUP BY b.province
ORDER BY b.province
