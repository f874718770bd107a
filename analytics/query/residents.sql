-- Residents of the divisions that bodies govern. $1: list of body ids
SELECT r.body_id, r.year, r.residents, r.source
FROM residents AS r
WHERE r.body_id IN ($1)
ORDER BY r.body_id, r.year
