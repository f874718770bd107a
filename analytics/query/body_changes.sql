-- Merges and splits of the bodies' divisions.
-- $1: list of body ids
SELECT c.body_id, c.year, c.relation, c.text_zh, c.text_en
FROM body_change AS c
WHERE c.body_id IN ($1)
ORDER BY c.year, c.body_id, c.text_zh
