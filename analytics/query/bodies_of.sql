-- Some bodies. $1: bodies
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample
FROM body AS b
WHERE $1
ORDER BY b.body_id
