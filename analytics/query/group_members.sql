-- Bodies and where they belong. $1: bodies
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       b.key, b.level, b.prefecture, b.kind
FROM body AS b
WHERE $1
ORDER BY b.key
