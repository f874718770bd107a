-- Bodies by words: an exact key, name or region code first, then names that
-- contain the words. $1: the words, $2: how many at most
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       CASE WHEN b.key = $1 THEN 0 WHEN b.name = $1 THEN 1 WHEN b.region_code = $1 AND b.organ = '' THEN 2
            WHEN concat(b.province, b.name) = $1 THEN 3 ELSE 4 END AS distance
FROM body AS b
WHERE b.key = $1 OR b.region_code = $1 OR strpos(concat(b.province, b.name), $1) > 0
ORDER BY distance, b.region_code, b.name, b.body_id
LIMIT $2
