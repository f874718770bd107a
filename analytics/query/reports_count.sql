-- How many current reports there are. $1, $2, $3: words as in reports.sql
SELECT CAST(count(*) AS integer) AS reports
FROM report AS r
JOIN body AS b ON b.body_id = r.body_id
WHERE r.superseded_by IS NULL
  AND ($1 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $1) > 0)
  AND ($2 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $2) > 0)
  AND ($3 = '' OR strpos(concat(b.province, b.name, ' ', r.year, ' ', r.title), $3) > 0)
