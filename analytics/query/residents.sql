-- Residents of the divisions that bodies govern. $1: bodies
SELECT r.body_id, r.year, r.residents, r.source
FROM residents AS r
JOIN body AS b ON b.body_id = r.body_id
WHERE $1
ORDER BY r.body_id, r.year
