-- Bodies of a province by prefecture, '' for those of the province itself, and
-- how many have a current report of a year. $1: year, $2: province
SELECT b.prefecture AS place, CAST(count(*) AS integer) AS bodies, CAST(count(r.body_id) AS integer) AS reported
FROM body AS b
LEFT JOIN (SELECT DISTINCT x.body_id FROM report AS x WHERE x.year = $1 AND x.superseded_by IS NULL) AS r ON r.body_id = b.body_id
WHERE b.province = $2
GROUP BY b.prefecture
ORDER BY min(b.region_code), b.prefecture
