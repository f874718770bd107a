-- How many bodies there are. $1: province or ''
SELECT CAST(count(*) AS integer) AS bodies
FROM body AS b
WHERE ($1 = '' OR b.province = $1)
