-- insert | refused
INSERT INTO body (name) VALUES ('forged')
-- insert-select | refused
INSERT INTO body SELECT * FROM body
-- insert-returning | refused
INSERT INTO meta BY NAME SELECT 1 AS number RETURNING *
-- insert-or-replace | refused
INSERT INTO item BY NAME SELECT 1 AS item_id ON CONFLICT DO NOTHING
-- insert-default | refused
INSERT INTO body DEFAULT VALUES
-- update | refused
UPDATE figure SET value = 0
-- update-from | refused
UPDATE figure SET value = b.body_id FROM body AS b WHERE b.body_id = figure.body_id RETURNING figure.value
-- delete | refused
DELETE FROM finding
-- delete-using | refused
DELETE FROM figure USING body WHERE figure.body_id = body.body_id RETURNING *
-- truncate | refused
TRUNCATE report
-- merge | refused
MERGE INTO body USING item ON body_id = item_id WHEN MATCHED THEN DELETE
-- drop-table | refused
DROP TABLE IF EXISTS body CASCADE
-- drop-schema | refused
DROP SCHEMA main CASCADE
-- alter-rename | refused
ALTER TABLE body RENAME TO corpse
-- alter-add | refused
ALTER TABLE body ADD COLUMN x INT DEFAULT 1
-- alter-view | refused
ALTER VIEW figures RENAME TO figurines
-- alter-database | refused
ALTER DATABASE snapshot RENAME TO other
-- create-table | refused
CREATE TABLE x (a INT)
-- create-view | refused
CREATE VIEW x AS SELECT 1
-- cte-insert | refused
WITH x AS (INSERT INTO body (name) VALUES ('forged') RETURNING name) SELECT * FROM x
-- cte-update | refused
WITH x AS (UPDATE body SET name = 'forged' RETURNING *) SELECT count(*) FROM x
-- cte-delete | refused
WITH x AS (DELETE FROM body RETURNING *) SELECT * FROM x
-- cte-before-insert | refused
WITH x AS (SELECT 1) INSERT INTO body (body_id) SELECT * FROM x
-- cte-before-delete | refused
WITH x AS (SELECT 1) DELETE FROM body WHERE body_id IN (FROM x)
-- insert-in-from | refused
SELECT * FROM (INSERT INTO body (name) VALUES ('forged') RETURNING name)
-- delete-in-where | refused
SELECT 1 WHERE EXISTS (DELETE FROM body RETURNING 1)
-- explain | refused
EXPLAIN SELECT 1
-- explain-analyze | refused
EXPLAIN ANALYZE DELETE FROM body
-- explain-json | refused
EXPLAIN (FORMAT json) SELECT 1
-- words-in-text | harmless
SELECT 'DELETE FROM body; DROP TABLE figure' AS words, 'INSERT' AS "insert"
