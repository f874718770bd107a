-- Bodies of a prefecture, or of a province itself where that is '': by region,
-- the government before its organs. $1: province, $2: prefecture, $3: how many at
-- most, $4: how many to leave out before them
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample
FROM body AS b
WHERE b.province = $1 AND b.prefecture = $2
ORDER BY b.region_code, CASE WHEN b.organ = '' THEN 0 ELSE 1 END, b.name, b.body_id
LIMIT $3 OFFSET $4
