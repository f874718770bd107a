-- The ids of bodies, by key. $1: bodies
SELECT b.body_id
FROM body AS b
WHERE $1
ORDER BY b.key
