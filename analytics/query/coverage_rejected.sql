-- Files of bodies that were not taken in, the last of a year first.
-- $1: bodies, $2, $3: first and last year
SELECT x.body_id, x.year, x.file, x.code, x.reason_zh, x.reason_en
FROM rejected AS x
JOIN body AS b ON b.body_id = x.body_id
WHERE $1 AND x.year BETWEEN $2 AND $3
ORDER BY x.body_id, x.year, x.rejected_id DESC NULLS LAST
