-- query | refused
SELECT * FROM query('SELECT 1')
-- query-file | refused
FROM query('FROM read_text(''/etc/hosts'')')
-- query-built | refused
SELECT * FROM query('SEL' || 'ECT 1')
-- query-table | refused
SELECT * FROM query_table('body')
-- query-table-list | refused
SELECT * FROM query_table(['body', 'item'], true)
-- query-table-file | refused
SELECT * FROM query_table('/etc/passwd.csv')
-- query-upper | refused
SELECT * FROM QUERY('SELECT 1')
-- query-schema | refused
SELECT * FROM main.query('SELECT 1')
-- query-quoted | refused
SELECT * FROM "query"('SELECT 1')
-- serialized | refused
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
-- serialized-text | refused
SELECT * FROM json_execute_serialized_sql('{"error":false,"statements":[]}')
-- serialize | refused
SELECT json_serialize_sql('SELECT 1')
-- serialize-plan | refused
SELECT json_serialize_plan('SELECT 1')
-- deserialize | refused
SELECT json_deserialize_sql('{}')
-- from-substrait | refused
SELECT * FROM from_substrait('\x00'::BLOB)
-- sql-auto-complete | refused
SELECT * FROM sql_auto_complete('SEL')
-- eval | refused
SELECT eval('1 + 1')
-- parse-path | refused
SELECT parse_path('/etc/passwd'), parse_filename('/etc/passwd')
-- chained-read | refused
SELECT ('/etc/hosts').read_text()
-- chained-setting | refused
SELECT ('memory_limit').current_setting()
-- chained-repeat | refused
SELECT ('a').repeat(1000000000)
-- chained-twice | refused
SELECT ('a').upper().repeat(1000000000).length()
-- chained-column | refused
SELECT name.lpad(1000000000, 'x') FROM body
-- lambda-setting | refused
SELECT list_transform(['threads'], lambda x: x || current_setting('threads'))
-- lambda-arrow | refused
SELECT list_transform(['threads'], x -> x || current_setting('threads'))
-- lambda-filter | refused
SELECT list_filter(['HOME'], lambda x: getenv(x) IS NOT NULL)
-- lambda-nested | refused
SELECT list_transform([1], lambda x: list_transform([2], lambda y: repeat('a', x * y)))
-- lambda-of-variable | refused
SELECT apply(['x'], lambda v: coalesce(getvariable('x'), v))
-- comprehension | refused
SELECT [current_setting('threads') || x FOR x IN ['a'] IF x <> '']
-- columns-lambda | refused
SELECT COLUMNS(lambda c: current_setting('TimeZone') <> c) FROM body
-- columns-apply | refused
SELECT repeat(COLUMNS('name'), 1000000) FROM body
-- star-replace | refused
SELECT * REPLACE (current_setting('threads') AS name) FROM body
-- struct-star | refused
SELECT ({'a': getvariable('x')}).a
-- operator-function | refused
SELECT operator('+', 1, 2)
-- within-group | refused
SELECT write_log(name) WITHIN GROUP (ORDER BY name) FROM body
-- window-function | refused
SELECT current_setting('threads') OVER () FROM body
-- window-frame | refused
SELECT sum(1) OVER (ROWS current_setting('threads')::INT PRECEDING) FROM body
-- filter-clause | refused
SELECT count(*) FILTER (current_setting('threads') = '1') FROM body
-- aggregate-order | refused
SELECT list(name ORDER BY current_setting('threads')) FROM body
-- group-by | refused
SELECT count(*) FROM body GROUP BY current_setting('threads')
-- grouping-sets | refused
SELECT count(*) FROM body GROUP BY GROUPING SETS ((getenv('HOME')), ())
-- limit | refused
SELECT 1 LIMIT current_setting('threads')::INT
-- limit-percent | refused
SELECT 1 LIMIT (current_setting('threads')::INT)%
-- join-condition | refused
SELECT 1 FROM body JOIN item ON current_setting('threads') = name
-- using-sample | refused
SELECT 1 FROM body USING SAMPLE (current_setting('threads')) ROWS
-- distinct-on | refused
SELECT DISTINCT ON (getenv('HOME')) name FROM body
-- table-function-argument | refused
SELECT * FROM range(length(current_setting('temp_directory')))
-- table-function-named | refused
SELECT * FROM generate_series(1, getvariable('x'))
-- values-list | refused
VALUES (1), (length(version()))
-- between | refused
SELECT 1 BETWEEN 0 AND length(version())
-- collate-of-function | refused
SELECT version() COLLATE nocase
-- cast-of-function | refused
SELECT version()::VARCHAR
-- case-of-function | refused
SELECT CASE version() WHEN 'v1' THEN 1 END
-- named-argument | refused
SELECT struct_pack(a := version())
-- extract | refused
SELECT extract('year' FROM DATE '2024-01-01' + length(version())::INT)
-- at-time-zone | refused
SELECT now() AT TIME ZONE current_setting('TimeZone')
-- index-of-list | refused
SELECT [1, 2, 3][length(version())]
-- map-value | refused
SELECT MAP {'v': version()}
-- pivot-using | refused
SELECT * FROM (PIVOT body ON kind IN ('a') USING max(version()))
-- pivot-on-expression | refused
SELECT * FROM (PIVOT body ON (name || version()) IN ('a') USING count(*))
-- system-schema | refused
SELECT system.main.upper('x')
-- catalog-schema | refused
SELECT pg_catalog.lower('x')
-- function-with-space | refused
SELECT "current_setting " ('threads')
-- function-upper | refused
SELECT CURRENT_SETTING('threads')
-- function-unicode-case | refused
SELECT "CURRENT_\u017FETTING"('threads')
-- export-state | limited
SELECT sum(body_id) EXPORT_STATE FROM body
-- aggregate-by-name | limited
SELECT list_aggregate([1], 'write_log')
-- aggregate-by-file-name | limited
SELECT list_aggregate([1], '/etc/passwd')
-- aggregate-by-column | limited
SELECT list_aggregate([1, 2], name) FROM body
-- icu-like-function | harmless
SELECT icu_collate_zh('中')
-- try | harmless
SELECT TRY(CAST('x' AS INT))
-- lambda-fine | harmless
SELECT list_transform([1, 2, 3], lambda x: x * 2), list_filter([1, 2], lambda x: x > 1)
-- arrow-lambda | harmless
SELECT list_transform([1, 2, 3], x -> x * 2)
-- chained-fine | harmless
SELECT ('abc').upper().left(2)
-- main-fine | harmless
SELECT main.upper('x')
-- columns-fine | harmless
SELECT COLUMNS(lambda c: c LIKE '%year') FROM body
-- comprehension-fine | harmless
SELECT [x * 2 FOR x IN [1, 2, 3] IF x > 1]
