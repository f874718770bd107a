-- The body to begin with: of the governments the one with most reports, else
-- of all bodies.
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample
FROM body AS b
ORDER BY CASE WHEN b.organ = '' THEN 0 ELSE 1 END, b.reports DESC NULLS LAST, b.key
LIMIT 1
