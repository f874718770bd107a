-- temp-table | refused
CREATE TEMP TABLE t AS SELECT 1
-- temp-table-columns | refused
CREATE TEMPORARY TABLE t (a INT)
-- temp-view | refused
CREATE TEMP VIEW v AS SELECT * FROM '/etc/passwd.csv'
-- or-replace-temp-view | refused
CREATE OR REPLACE TEMP VIEW body AS SELECT 'forged' AS name
-- macro | refused
CREATE MACRO upper(x) AS 'forged'
-- temp-macro-table | refused
CREATE TEMP MACRO figures() AS TABLE SELECT 1
-- function | refused
CREATE FUNCTION f(x) AS x + 1
-- type | refused
CREATE TYPE mood AS ENUM ('a', 'b')
-- temp-type | refused
CREATE TEMP TYPE t AS INT
-- sequence | refused
CREATE TEMP SEQUENCE s
-- nextval | refused
SELECT nextval('s')
-- currval | refused
SELECT currval('s')
-- index | refused
CREATE INDEX i ON body (name)
-- schema | refused
CREATE SCHEMA temp.x
-- into | refused
SELECT 1 AS a INTO t
-- into-temp | refused
SELECT * INTO TEMP t FROM body
-- create-table-as-with | refused
CREATE TABLE t AS WITH a AS (SELECT 1) SELECT * FROM a
-- prepare | refused
PREPARE p AS SELECT 1
-- prepare-file | refused
PREPARE p AS SELECT * FROM read_text($1)
-- execute | refused
EXECUTE p
-- execute-arguments | refused
EXECUTE p('/etc/passwd')
-- deallocate | refused
DEALLOCATE p
-- comment-on | refused
COMMENT ON TABLE body IS 'forged'
-- drop-view | refused
DROP VIEW figures
-- pivot-statement | refused
PIVOT body ON kind USING count(*)
-- pivot-star | refused
PIVOT figures ON year USING sum(value) GROUP BY body
-- pivot-wider | refused
PIVOT_WIDER body ON level
-- unknown-macro | refused
SELECT * FROM figures()
-- temp-schema-table | refused
SELECT * FROM temp.main.t
-- pivot-given | harmless
SELECT * FROM (PIVOT body ON level IN ('province', 'county') USING count(*) GROUP BY kind)
-- unpivot-given | harmless
SELECT * FROM (SELECT body_id, first_year, last_year FROM body) UNPIVOT (y FOR which IN (first_year, last_year))
