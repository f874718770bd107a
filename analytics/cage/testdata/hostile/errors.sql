-- error | limited
SELECT error('x')
-- error-of-table | limited
SELECT error(string_agg(name, ',')) FROM body
-- error-in-case | harmless
SELECT CASE WHEN true THEN 1 ELSE error('x') END
-- cast-text | limited
SELECT name::INT FROM body
-- cast-date | limited
SELECT 'not a date'::DATE
-- cast-time-zone | limited
SELECT '2024-01-01 00:00 Nowhere/City'::TIMESTAMPTZ
-- cast-interval | limited
SELECT '1 fortnight'::INTERVAL
-- cast-uuid | limited
SELECT 'x'::UUID
-- cast-json | limited
SELECT '{'::JSON
-- cast-enum | limited
SELECT 'c'::ENUM('a', 'b')
-- cast-list | limited
SELECT '[1, x]'::INT[]
-- cast-struct | limited
SELECT '{a: 1}'::STRUCT(b INT)
-- cast-map | limited
SELECT 'x'::MAP(INT, INT)
-- cast-union | limited
SELECT [1]::UNION(n INT, s DATE)
-- cast-array | limited
SELECT [1, 2]::INT[3]
-- cast-blob | limited
SELECT '\xG0'::BLOB
-- cast-bit | limited
SELECT '012'::BIT
-- cast-overflow | limited
SELECT 300::TINYINT
-- cast-decimal | limited
SELECT 123.45::DECIMAL(3, 2)
-- cast-hugeint | limited
SELECT '1e40'::HUGEINT
-- cast-geometry | limited
SELECT 'POINT (1'::GEOMETRY
-- cast-bignum | limited
SELECT 'x'::BIGNUM
-- cast-table-row | limited
SELECT body::INT FROM body
-- cast-subquery | limited
SELECT (SELECT body_id FROM body)::DATE
-- cast-implicit | limited
SELECT name + 1 FROM body
-- cast-unknown-type | limited
SELECT 1::nosuchtype
-- cast-schema-type | limited
SELECT 1::nosuch.main.type
-- cast-system-type | limited
SELECT 1::system.main.nosuch
-- cast-file-type | limited
SELECT 1::"/etc/passwd"
-- cast-regclass | limited
SELECT 'body'::regclass
-- cast-oid | limited
SELECT 'body'::oid
-- type-modifiers | limited
SELECT 1::DECIMAL(1000, 2000), 'x'::VARCHAR(0)
-- type-modifier-expression | limited
SELECT 1::DECIMAL(1 + 1, 1)
-- enum-from-query | refused
SELECT 'a'::ENUM (SELECT name FROM body)
-- overflow | limited
SELECT 9223372036854775807 + 1
-- overflow-multiply | limited
SELECT 170141183460469231731687303715884105727::HUGEINT * 2
-- overflow-sum | limited
SELECT sum(9223372036854775807::HUGEINT * 9223372036854775807) FROM range(10)
-- overflow-negate | limited
SELECT -((-9223372036854775808)::BIGINT)
-- overflow-date | limited
SELECT DATE '9999-12-31' + INTERVAL 1000000 YEAR
-- overflow-factorial | limited
SELECT factorial(100)
-- overflow-shift | limited
SELECT 1 << 100
-- divide-least | limited
SELECT (-9223372036854775808)::BIGINT // -1
-- modulo-zero | harmless
SELECT 1 % 0, 1 // 0
-- log-negative | limited
SELECT ln(-1)
-- sqrt-negative | limited
SELECT sqrt(-1)
-- gamma-pole | limited
SELECT gamma(0), lgamma(0)
-- acos-outside | limited
SELECT acos(2)
-- subquery-rows | limited
SELECT (SELECT body_id FROM body)
-- unknown-column | limited
SELECT nosuch FROM body
-- unknown-column-of | limited
SELECT b.nosuch FROM body AS b
-- unknown-alias | limited
SELECT nosuch.name FROM body
-- unknown-catalog-column | limited
SELECT nosuch.main.body.name FROM body
-- unknown-schema-column | limited
SELECT nosuch.body.name FROM body
-- near-miss-column | limited
SELECT nmae FROM body
-- near-miss-table | refused
SELECT * FROM bodyy
-- near-miss-catalog | refused
SELECT * FROM snapshots.body
-- near-miss-setting | refused
SELECT current_settin('threads')
-- near-miss-view | refused
SELECT * FROM duckdb_database
-- near-miss-schema | refused
SELECT * FROM infromation_schema.tables
-- ambiguous | limited
SELECT body_id FROM body, figure
-- ambiguous-catalog | limited
SELECT main.body.name, body.main.name FROM body
-- not-grouped | limited
SELECT name, count(*) FROM body
-- aggregate-in-where | limited
SELECT 1 FROM body WHERE count(*) > 1
-- aggregate-nested | limited
SELECT sum(count(*)) FROM body
-- window-in-where | limited
SELECT 1 FROM body WHERE row_number() OVER () = 1
-- window-frame-wrong | limited
SELECT sum(1) OVER (ORDER BY name RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM body
-- union-columns | limited
SELECT 1 UNION SELECT 1, 2
-- union-types | limited
SELECT 1 UNION ALL SELECT DATE '2024-01-01'
-- arguments | limited
SELECT substring('a')
-- arguments-types | limited
SELECT sin('x'), year('y')
-- arguments-many | limited
SELECT strlen({{1000 times 'a', }}'b')
-- arguments-named | harmless
SELECT upper(x := 'a')
-- range-types | limited
SELECT * FROM range('a')
-- range-arguments | limited
SELECT * FROM range(1, 2, 3, 4)
-- range-zero-step | limited
SELECT * FROM range(1, 2, 0)
-- unnest-number | limited
SELECT * FROM unnest(1)
-- unnest-in-where | limited
SELECT 1 WHERE unnest([true])
-- list-index | harmless
SELECT [1, 2][100], [1, 2][-100], 'abc'[100], MAP {1: 2}[3]
-- list-index-type | limited
SELECT [1]['a']
-- struct-key | limited
SELECT ({'a': 1}).b
-- map-duplicate | limited
SELECT MAP {1: 1, 1: 2}
-- map-null | limited
SELECT MAP {NULL: 1}
-- lambda-arguments | limited
SELECT list_transform([1], lambda a, b, c: a)
-- lambda-alone | limited
SELECT lambda x: x
-- lambda-aggregate | limited
SELECT list_transform([1], lambda x: sum(x))
-- lambda-subquery | limited
SELECT list_transform([1], lambda x: (SELECT x))
-- lambda-window | harmless
SELECT list_transform([1], lambda x: row_number() OVER ())
-- regexp-bad | limited
SELECT regexp_matches('a', '(')
-- regexp-bad-column | limited
SELECT regexp_matches('a', name || '(') FROM body
-- regexp-option | limited
SELECT regexp_matches('a', 'a', 'qqq')
-- regexp-too-large | limited
SELECT regexp_matches('a', '((a{1000}){1000}){1000}')
-- columns-bad-regexp | limited
SELECT COLUMNS('(') FROM body
-- columns-none | limited
SELECT COLUMNS('nosuch') FROM body
-- star-excluded | limited
SELECT * EXCLUDE (nosuch) FROM body
-- star-all-excluded | limited
SELECT * EXCLUDE (number, published, format, program, duckdb, generated) FROM meta
-- star-replaced | limited
SELECT * REPLACE (1 AS nosuch) FROM body
-- star-alone | limited
SELECT *
-- strptime-bad | limited
SELECT strptime('x', '%Y')
-- strptime-format | limited
SELECT strptime('x', '%Q')
-- date-part-bad | limited
SELECT date_part('nosuch', now())
-- time-zone-bad | limited
SELECT now() AT TIME ZONE 'Nowhere'
-- collation-bad | limited
SELECT name COLLATE nosuch FROM body
-- json-path-bad | limited
SELECT json_extract('{}', '$[')
-- json-transform-bad | limited
SELECT json_transform_strict('{"a": "x"}', '{"a": "INT"}')
-- json-type-bad | limited
SELECT from_json('1', '"NOSUCH"')
-- json-type-forged | limited
SELECT from_json('1', '{"a": "/etc/passwd"}')
-- base-bad | limited
SELECT to_base(1, 1000)
-- base64-bad | limited
SELECT from_base64('x')
-- hex-bad | limited
SELECT unhex('xyz')
-- bytes-bad | limited
SELECT parse_formatted_bytes('x')
-- quantile-bad | limited
SELECT quantile_cont(body_id, 2) FROM body
-- quantile-column | limited
SELECT quantile_cont(body_id, body_id) FROM body
-- separator-column | limited
SELECT string_agg(name, name) FROM body
-- remap-bad | limited
SELECT remap_struct({'a': 1}, 1, 2, 3)
-- combine-bad | limited
SELECT combine(1, 2)
-- finalize-bad | limited
SELECT finalize('\x00'::BLOB)
-- finalize-state | harmless
SELECT finalize(combine(sum(body_id) EXPORT_STATE, sum(body_id) EXPORT_STATE)) FROM body
-- finalize-forged | limited
SELECT finalize(sum(body_id) EXPORT_STATE), finalize('\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF'::BLOB::AGGREGATE_STATE) FROM body
-- finalize-text-state | limited
SELECT finalize(string_agg(name, ',') EXPORT_STATE) FROM body
-- finalize-list-state | limited
SELECT finalize(list(name) EXPORT_STATE) FROM body
-- finalize-minimum-state | limited
SELECT finalize(min(name) EXPORT_STATE) FROM body
-- finalize-cast-state | limited
SELECT finalize(CAST((min(name) EXPORT_STATE)::BLOB AS BLOB)) FROM body
-- icu-key-bad | harmless
SELECT icu_sort_key('x', 'nosuch')
-- pivot-empty | limited
SELECT * FROM (PIVOT body ON kind IN () USING count(*))
-- pivot-unknown | limited
SELECT * FROM (PIVOT body ON nosuch IN (1) USING count(*))
-- pivot-enum-name | limited
SELECT * FROM body PIVOT (count(*) FOR kind IN nosuch_enum)
-- unpivot-types | limited
SELECT * FROM (UNPIVOT body ON *)
-- limit-negative | limited
SELECT 1 LIMIT -1
-- limit-text | limited
SELECT 1 LIMIT 'a'
-- limit-percent | limited
SELECT 1 LIMIT 1000 PERCENT
-- offset-huge | harmless
SELECT 1 OFFSET 9223372036854775807
-- limit-null | harmless
SELECT 1 LIMIT NULL
-- sample-negative | limited
SELECT 1 FROM body USING SAMPLE -1
-- sample-percent | limited
SELECT 1 FROM body USING SAMPLE 1000%
-- order-position | limited
SELECT 1 ORDER BY 99999
-- group-position | limited
SELECT 1 GROUP BY 99999
-- positional-huge | limited
SELECT #99999999999 FROM body
-- positional-zero | limited
SELECT #0 FROM body
-- recursive-no-union | refused
WITH RECURSIVE r AS (SELECT * FROM r) SELECT * FROM r
-- recursive-two | limited
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT a.n FROM r AS a, r AS b, r AS c) SELECT * FROM r
-- recursive-aggregate | harmless
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT sum(n) FROM r) SELECT * FROM r LIMIT 3
-- recursive-mutual | refused
WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a
-- cte-twice | limited
WITH a AS (SELECT 1), a AS (SELECT 2) SELECT * FROM a
-- cte-columns | harmless
WITH a(x, y, z) AS (SELECT 1) SELECT * FROM a
-- natural-none | limited
SELECT * FROM body NATURAL JOIN (SELECT 1 AS zz)
-- using-none | limited
SELECT * FROM body JOIN item USING (nosuch)
-- asof-none | limited
SELECT * FROM body ASOF JOIN item ON true
-- lateral-outer | limited
SELECT * FROM (SELECT 1 AS a) t FULL JOIN LATERAL (SELECT a) ON true
-- generated-name | limited
SELECT "snapshot.main.body" FROM body
-- ordinality-of-table | limited
SELECT * FROM body WITH ORDINALITY
-- try-cast-fine | harmless
SELECT TRY_CAST(name AS INT) FROM body
-- row-id | harmless
SELECT rowid FROM body ORDER BY rowid DESC LIMIT 1
