-- Bodies: by region, the government before its organs; those whose region is
-- uncertain last. $1: how many at most
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample
FROM body AS b
ORDER BY CASE WHEN b.region_code = '' THEN 1 ELSE 0 END, b.region_code,
         CASE WHEN b.organ = '' THEN 0 ELSE 1 END, b.name, b.body_id
LIMIT $1
