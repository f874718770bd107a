-- brackets | harmless
SELECT {{3000 times (}}1{{3000 times )}}
-- brackets-many | limited
SELECT {{32000 times (}}1{{32000 times )}}
-- brackets-open | refused
SELECT {{60000 times (}}
-- brackets-square | limited
SELECT {{400 times [}}1{{400 times ]}}
-- brackets-square-many | limited
SELECT {{30000 times [}}1{{30000 times ]}}
-- structs | limited
SELECT {{300 times {'a': }}1{{300 times } }}
-- structs-many | limited
SELECT {{8000 times {a: }}1{{8000 times }}}
-- maps | limited
SELECT {{400 times MAP {1: }}1{{400 times } }}
-- rows | limited
SELECT {{2000 times row(}}1{{2000 times )}}
-- subqueries | limited
SELECT {{300 times (SELECT }}1{{300 times )}}
-- subqueries-many | limited
SELECT {{6000 times (SELECT }}1{{6000 times )}}
-- from-subqueries | limited
{{200 times SELECT * FROM (}}SELECT 1{{200 times )}}
-- from-subqueries-many | limited
{{3500 times SELECT * FROM (}}SELECT 1{{3500 times )}}
-- exists-chain | limited
SELECT 1 WHERE {{1500 times EXISTS (SELECT 1 WHERE }}true{{1500 times )}}
-- in-chain | limited
SELECT {{2000 times 1 IN (SELECT }}1{{2000 times )}}
-- case-chain | limited
SELECT {{400 times CASE WHEN true THEN }}1{{400 times  END}}
-- case-chain-many | limited
SELECT {{2200 times CASE WHEN 1=1 THEN }}1{{2200 times  END}}
-- case-else | limited
SELECT {{1500 times CASE WHEN 1=2 THEN 0 ELSE }}1{{1500 times  END}}
-- union-right | limited
{{400 times SELECT 1 UNION ALL (}}SELECT 1{{400 times )}}
-- union-right-many | limited
{{2500 times SELECT 1 UNION ALL (}}SELECT 1{{2500 times )}}
-- union-left | limited
{{2500 times (}}SELECT 1{{2500 times ) UNION ALL SELECT 1}}
-- cte-nest | limited
{{400 times WITH a AS (}}SELECT 1{{400 times ) SELECT * FROM a}}
-- cte-nest-many | limited
{{2000 times WITH a AS (}}SELECT 1{{2000 times ) SELECT * FROM a}}
-- cte-chain | limited
WITH c0 AS (SELECT 1 AS n){{1200 times , c%d AS (SELECT n + 1 AS n FROM c%p)}} SELECT n FROM c1200
-- cte-unused | limited
WITH {{2000 times c%d AS (SELECT 1), }}d AS (SELECT 2) SELECT * FROM d
-- cte-recursive-nest | limited
{{600 times WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n FROM (}}SELECT 1 AS n{{600 times ) WHERE false) SELECT * FROM r}}
-- casts | limited
SELECT 1{{8000 times ::INT}}
-- casts-back | limited
SELECT {{3000 times CAST(}}1{{3000 times  AS INT)}}
-- cast-type-lists | limited
SELECT NULL::INT{{10000 times []}}
-- cast-type-struct | limited
SELECT NULL::{{1500 times STRUCT(a }}INT{{1500 times )}}
-- cast-type-map | limited
SELECT NULL::{{1500 times MAP(INT, }}INT{{1500 times )}}
-- cast-type-arrays | limited
SELECT NULL::INT{{8000 times [1]}}
-- collates | limited
SELECT 'a'{{3000 times  COLLATE nocase}}
-- arrows | limited
SELECT '{}'::JSON{{6000 times ->'a'}}
-- double-arrows | limited
SELECT '{}'::JSON{{6000 times ->>'a'}}
-- indexes | limited
SELECT [1]{{15000 times [1]}}
-- slices | limited
SELECT [1]{{10000 times [1:1]}}
-- dots | limited
SELECT a{{15000 times .a}} FROM (SELECT 1 AS a)
-- struct-dots | limited
SELECT (x){{10000 times .a}} FROM (SELECT {'a': 1} AS x)
-- methods | limited
SELECT ('a'){{3000 times .upper()}}
-- minus | limited
SELECT {{30000 times - }}1
-- minus-tight | limited
SELECT {{3000 times -(}}1{{3000 times )}}
-- not | limited
SELECT {{15000 times NOT }}true
-- tilde | limited
SELECT {{30000 times ~ }}1
-- is-null | limited
SELECT 1{{6000 times  IS NULL}}
-- comparisons | limited
SELECT 1{{6000 times  = 1}}
-- between-chain | limited
SELECT {{1500 times 1 BETWEEN 0 AND (}}1{{1500 times )::INT}}
-- like-chain | limited
SELECT 'a'{{3000 times  LIKE 'a' || 'a'}}
-- powers | limited
SELECT 1{{20000 times ^1}}
-- factorials | limited
SELECT 0{{20000 times !}}
-- functions-nest | limited
SELECT {{6000 times abs(}}1{{6000 times )}}
-- coalesce-nest | limited
SELECT {{4000 times coalesce(NULL,}}1{{4000 times )}}
-- lambdas-nest | limited
SELECT {{150 times list_transform([1], lambda x%d: }}1{{150 times )}}
-- lambdas-nest-many | limited
SELECT {{1200 times list_transform([1], lambda x%d: }}1{{1200 times )}}
-- joins-nest | limited
SELECT 1 FROM {{1500 times (body JOIN }}body{{1500 times  ON true)}}
-- joins-left-deep | limited
SELECT 1 FROM body{{2000 times  NATURAL JOIN body}}
-- laterals-nest | limited
SELECT * FROM {{1000 times (SELECT 1) a%d, LATERAL (SELECT * FROM }}body{{1000 times )}}
-- pivots-nest | limited
SELECT * FROM {{400 times (PIVOT }}body{{400 times  ON kind IN ('a') USING count(*))}}
-- unpivots-nest | limited
SELECT * FROM {{400 times (UNPIVOT }}body{{400 times  ON body_id INTO NAME n%d VALUE v%d)}}
-- windows-named | harmless
SELECT sum(1) OVER w2000 FROM body WINDOW w0 AS (){{2000 times , w%d AS (w%p)}}
-- values-nest | limited
{{2000 times VALUES ((}}VALUES (1){{2000 times ))}}
-- comments-nest | limited
SELECT 1 {{15000 times /*}}{{15000 times */}}
-- comments-nest-open | limited
SELECT 1 {{30000 times /*}}
-- describes-nest | limited
{{1500 times DESCRIBE SELECT * FROM (}}DESCRIBE body{{1500 times )}}
-- intervals | limited
SELECT {{1500 times INTERVAL (}}1{{1500 times ) DAY}}
-- filter-nest | limited
SELECT {{300 times count(*) FILTER (WHERE (SELECT }}true{{300 times ))}}
-- order-nest | limited
SELECT 1 ORDER BY {{1500 times (SELECT 1 ORDER BY }}1{{1500 times )}}
-- limit-nest | limited
SELECT 1 LIMIT {{2000 times (SELECT 1 LIMIT }}1{{2000 times )}}
-- json-deep | limited
SELECT ('{{20000 times [}}{{20000 times ]}}')::JSON
-- json-deep-structure | limited
SELECT json_structure('{{20000 times [}}1{{20000 times ]}}')
-- json-deep-objects | limited
SELECT json_pretty('{{8000 times {"a":}}1{{8000 times }}}')
-- list-text-deep | limited
SELECT '{{20000 times [}}{{20000 times ]}}'::INT[]
-- struct-text-deep | limited
SELECT '{{8000 times {a:}}1{{8000 times }}}'::STRUCT(a VARCHAR)
-- variant-deep | limited
SELECT ('{{10000 times [}}1{{10000 times ]}}')::JSON::VARIANT
-- regexp-deep | limited
SELECT regexp_matches('a', '{{20000 times (}}a{{20000 times )}}')
-- name-parts | limited
SELECT * FROM a{{5000 times .a}}
-- type-parts | limited
SELECT 1::a{{5000 times .a}}
-- json-path-deep | harmless
SELECT json_extract('{}', '${{15000 times .a}}')
-- nested-fine | harmless
SELECT ((((((((((1))))))))))
-- lists-fine | harmless
SELECT [[[[[1]]]]], {'a': {'b': {'c': [1]}}}
