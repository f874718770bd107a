-- Bodies: by region, the government before its organs; those whose region is
-- uncertain last. $1: province or '', $2: how many at most, $3: how many to leave
-- out before them
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample
FROM body AS b
WHERE ($1 = '' OR b.province = $1)
ORDER BY CASE WHEN b.region_code = '' THEN 1 ELSE 0 END, b.region_code,
         CASE WHEN b.organ = '' THEN 0 ELSE 1 END, b.name, b.body_id
LIMIT $2 OFFSET $3
