-- Bodies whose name, spelling in Latin letters or initials hold all of some
-- words; those that a person most likely means first: governments before
-- organs, short names before long ones. $1, $2, $3: words, '' for none; $4: how
-- many at most
SELECT b.body_id, b.name, b.region_code, b.organ, b.province, b.first_year, b.last_year, b.reports, b.sample,
       CASE WHEN b.key = $1 OR b.name = $1 OR b.region_code = $1 THEN 0
            WHEN strpos(b.name, $1) = 1 THEN 1
            WHEN strpos(concat(b.province, b.name), $1) > 0 THEN 2
            WHEN b.initials = $1 THEN 3
            WHEN strpos(b.initials, $1) = 1 THEN 4
            WHEN strpos(b.pinyin, $1) = 1 THEN 5
            ELSE 6 END AS distance
FROM body AS b
WHERE ($1 = '' OR strpos(concat(b.key, ' ', b.province, b.name, ' ', b.pinyin, ' ', b.initials), $1) > 0)
  AND ($2 = '' OR strpos(concat(b.key, ' ', b.province, b.name, ' ', b.pinyin, ' ', b.initials), $2) > 0)
  AND ($3 = '' OR strpos(concat(b.key, ' ', b.province, b.name, ' ', b.pinyin, ' ', b.initials), $3) > 0)
ORDER BY distance, CASE WHEN b.organ = '' THEN 0 ELSE 1 END, length(b.name), b.region_code, b.name, b.body_id
LIMIT $4
