-- repeat | refused
SELECT length(repeat('a', 4000000000))
-- repeat-list | refused
SELECT len(repeat([1, 2, 3], 1000000000))
-- lpad | refused
SELECT lpad('x', 2000000000, 'y')
-- rpad | refused
SELECT rpad('x', 2000000000, 'yz')
-- format-width | refused
SELECT format('{:>1000000000}', 'x')
-- printf-width | refused
SELECT printf('%1000000000d', 1)
-- format-precision | refused
SELECT format('{:.999999999f}', 1.0)
-- range-scalar | refused
SELECT len(range(1000000000))
-- series-scalar | refused
SELECT generate_series(1, 1000000000)
-- bitstring | refused
SELECT bitstring('1', 2000000000)
-- bar | limited
SELECT bar(1, 0, 1, 1000000000)
-- list-resize | refused
SELECT list_resize([1], 1000000000, 0)
-- array-resize | refused
SELECT array_resize([1], 1000000000)
-- repeat-row | refused
SELECT * FROM repeat_row(1, 2, num_rows := 1000000000000)
-- repeat-table | refused
SELECT * FROM repeat('a', 1000000000)
-- space-of-text | refused
SELECT space(1000000000)
-- list-reduce-append | refused
SELECT list_reduce([1, 2, 3], lambda a, b: a + b)
-- reduce-text | refused
SELECT reduce(['a', 'b'], lambda a, b: a || a || b)
-- vector-type | refused
SELECT vector_type(name) FROM body
-- create-sort-key | refused
SELECT create_sort_key(name, 'ASC NULLS LAST') FROM body
-- list-of-range | limited
SELECT len(list(x)) FROM range(1000000000) AS t(x)
-- array-agg-structs | limited
SELECT len(array_agg({'a': x, 'b': x::VARCHAR, 'c': [x, x, x]})) FROM range(200000000) AS t(x)
-- string-agg | limited
SELECT length(string_agg(x::VARCHAR, ', a rather long separator, ')) FROM range(200000000) AS t(x)
-- group-concat | limited
SELECT length(group_concat(md5(x::VARCHAR))) FROM range(200000000) AS t(x)
-- listagg-window | limited
SELECT max(length(s)) FROM (SELECT listagg(x::VARCHAR, '') OVER (ORDER BY x) AS s FROM range(1000000) AS t(x))
-- list-window | limited
SELECT sum(len(s)) FROM (SELECT list(x) OVER (ORDER BY x ROWS UNBOUNDED PRECEDING) AS s FROM range(1000000) AS t(x))
-- json-group-array | limited
SELECT length(json_group_array(x)::VARCHAR) FROM range(200000000) AS t(x)
-- json-group-object | limited
SELECT length(json_group_object(x::VARCHAR, md5(x::VARCHAR))::VARCHAR) FROM range(50000000) AS t(x)
-- histogram | limited
SELECT cardinality(histogram(x)) FROM range(200000000) AS t(x)
-- histogram-texts | limited
SELECT histogram(sha256(x::VARCHAR)) FROM range(20000000) AS t(x)
-- mode | limited
SELECT mode(x) FROM range(500000000) AS t(x)
-- median | limited
SELECT median(x) FROM range(1000000000) AS t(x)
-- quantile-lists | limited
SELECT quantile_cont(x, [0.1, 0.5, 0.9]) FROM range(1000000000) AS t(x)
-- mad | limited
SELECT mad(x) FROM range(500000000) AS t(x)
-- reservoir | limited
SELECT reservoir_quantile(x, 0.5, 1000000000) FROM range(500000000) AS t(x)
-- top-k | limited
SELECT max(x, 100000000) FROM range(200000000) AS t(x)
-- arg-max-k | limited
SELECT len(arg_max(md5(x::VARCHAR), x, 50000000)) FROM range(200000000) AS t(x)
-- approx-top-k | limited
SELECT approx_top_k(x, 100000000) FROM range(100000000) AS t(x)
-- count-distinct | limited
SELECT count(DISTINCT md5(x::VARCHAR)) FROM range(500000000) AS t(x)
-- distinct | limited
SELECT count(*) FROM (SELECT DISTINCT md5(x::VARCHAR) FROM range(500000000) AS t(x))
-- group-by-many | limited
SELECT max(n) FROM (SELECT md5(x::VARCHAR) AS k, count(*) AS n FROM range(500000000) AS t(x) GROUP BY k)
-- cube | limited
SELECT count(*) FROM (SELECT 1 FROM range(1000000) AS t(x) GROUP BY CUBE (x % 97, x % 89, x % 83, x % 79, x % 73, x % 71, x % 67))
-- hash-join | limited
SELECT count(*) FROM range(300000000) AS a(x) JOIN range(300000000) AS b(y) ON md5(x::VARCHAR) = md5(y::VARCHAR)
-- sort | limited
SELECT max(k) FROM (SELECT md5(x::VARCHAR) AS k, row_number() OVER (ORDER BY md5(x::VARCHAR)) AS n FROM range(200000000) AS t(x))
-- materialized-cte | limited
WITH a AS MATERIALIZED (SELECT x, md5(x::VARCHAR) AS m FROM range(200000000) AS t(x)) SELECT count(*) FROM a AS p JOIN a AS q USING (x)
-- doubling-recursion | limited
WITH RECURSIVE r(s) AS (SELECT 'aaaaaaaa' UNION ALL SELECT s || s FROM r) SELECT max(length(s)) FROM r
-- doubling-rows | limited
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + i FROM r, range(2) AS t(i)) SELECT count(*) FROM r
-- doubling-list | limited
WITH RECURSIVE r(l) AS (SELECT [1, 2, 3, 4] UNION ALL SELECT list_concat(l, l) FROM r) SELECT max(len(l)) FROM r
-- doubling-struct | limited
WITH RECURSIVE r(s) AS (SELECT to_json([1, 2]) UNION ALL SELECT to_json([s, s]) FROM r) SELECT max(length(s::VARCHAR)) FROM r
-- doubling-concat-nested | limited
SELECT length(s) FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT s || s || s || s AS s FROM (SELECT 'some text of a few more bytes, so that it hurts' || x::VARCHAR AS s FROM range(5000) AS t(x)))))))))) AS d
-- doubling-concat | limited
SELECT length(concat({{60000 chars name, }}'')) FROM figures AS f(a, name)
-- replace-replace | limited
SELECT length(replace(replace(replace(replace('{{64 times a}}', 'a', '{{64 times b}}'), 'b', '{{64 times c}}'), 'c', '{{64 times d}}'), 'd', '{{64 times e}}'))
-- replace-deep | limited
SELECT length(replace(replace(replace(replace(replace(replace('{{99 times a}}', 'a', '{{99 times b}}'), 'b', '{{99 times c}}'), 'c', '{{99 times d}}'), 'd', '{{99 times e}}'), 'e', '{{99 times f}}'), 'f', '{{99 times g}}'))
-- regexp-replace | limited
SELECT length(regexp_replace(regexp_replace(regexp_replace(regexp_replace('{{90 times a}}', 'a', '{{90 times b}}', 'g'), 'b', '{{90 times c}}', 'g'), 'c', '{{90 times d}}', 'g'), 'd', '{{90 times e}}', 'g'))
-- regexp-groups | limited
SELECT length(regexp_replace(string_agg('x', ''), '(.*)', '\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1\1')) FROM range(40000000)
-- split-all | limited
SELECT len(string_split(string_agg('x', ''), '')) FROM range(100000000)
-- extract-all | limited
SELECT len(regexp_extract_all(string_agg('x', ''), '.')) FROM range(100000000)
-- translate | limited
SELECT length(translate(string_agg('a', ''), 'a', '中')) FROM range(150000000)
-- hex-hex | limited
SELECT length(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(string_agg('x', ''))))))))))))) FROM range(1000000)
-- to-base | limited
SELECT length(to_binary(string_agg('x', ''))) FROM range(60000000)
-- url-encode | limited
SELECT length(url_encode(url_encode(url_encode(url_encode(string_agg('%', '')))))) FROM range(20000000)
-- base64 | limited
SELECT length(base64(base64(base64(base64(string_agg('%', '')::BLOB)::BLOB)::BLOB)::BLOB)) FROM range(50000000)
-- json-quote | limited
SELECT length(json_quote(json_quote(json_quote(json_quote(json_quote(string_agg('"', '')))))::VARCHAR)) FROM range(5000000)
-- regexp-escape | limited
SELECT length(regexp_escape(regexp_escape(regexp_escape(regexp_escape(string_agg('.', '')))))) FROM range(20000000)
-- array-to-string | limited
SELECT length(array_to_string(list(x), string_agg('long', ''))) FROM range(100000) AS t(x)
-- list-concat-self | limited
SELECT len(list_concat(l, l, l, l, l, l, l, l, l, l, l, l, l, l, l, l)) FROM (SELECT list(x) AS l FROM range(5000000) AS t(x))
-- flatten | limited
SELECT len(flatten(list(l))) FROM (SELECT list(x) AS l FROM range(10000) AS t(x)), range(10000)
-- array-product | limited
SELECT len(list_transform(l, lambda x: l)) FROM (SELECT list(x) AS l FROM range(30000) AS t(x))
-- array-cubed | limited
SELECT len(flatten(flatten(list_transform(l, lambda x: list_transform(l, lambda y: l))))) FROM (SELECT list(x) AS l FROM range(1000) AS t(x))
-- list-zip | limited
SELECT len(list_zip(l, l, l, l, l, l, l, l)) FROM (SELECT list(x) AS l FROM range(10000000) AS t(x))
-- list-sort-huge | limited
SELECT len(list_sort(list(md5(x::VARCHAR)))) FROM range(20000000) AS t(x)
-- list-select | limited
SELECT len(list_select(list(x), list(x % 10 + 1))) FROM range(60000000) AS t(x)
-- map-huge | limited
SELECT cardinality(MAP(list(x), list(md5(x::VARCHAR)))) FROM range(30000000) AS t(x)
-- map-from-entries | limited
SELECT cardinality(map_from_entries(list((x, x)))) FROM range(60000000) AS t(x)
-- map-concat | limited
SELECT cardinality(map_concat(MAP(list(x), list(x)), MAP(list(x + 1), list(x)))) FROM range(20000000) AS t(x)
-- unnest-product | limited
SELECT count(*), max(a) FROM (SELECT unnest(l) AS a, l FROM (SELECT list(x) AS l FROM range(1000000) AS t(x)))
-- unnest-wide | limited
SELECT max(len(l)) FROM (SELECT unnest(l) AS a, l FROM (SELECT list(x) AS l, g FROM range(100000) AS t(x), range(100) AS u(g) GROUP BY g))
-- cross-join-sum | limited
SELECT list(a.x + b.x) FROM range(100000) AS a(x), range(100000) AS b(x)
-- cross-join-rows | limited
SELECT a.name || b.name || c.name || d.name || e.name FROM figures a(i, name), figures b(i, name), figures c(i, name), figures d(i, name), figures e(i, name)
-- factorial | limited
SELECT factorial(33) * factorial(33)
-- bignum | limited
SELECT length((string_agg('9', ''))::BIGNUM::VARCHAR) FROM range(10000000)
-- bit-text | limited
SELECT bit_count(string_agg('1', '')::BIT) FROM range(300000000)
-- bit-shift | limited
SELECT length((string_agg('1', '')::BIT << 1)::VARCHAR) FROM range(200000000)
-- json-structure | limited
SELECT length(json_structure(json_group_array(json_object(x::VARCHAR, x)))::VARCHAR) FROM range(300000) AS t(x)
-- json-merge | limited
SELECT length(json_merge_patch(json_group_object(x::VARCHAR, x), json_group_object(x::VARCHAR || 'a', x))::VARCHAR) FROM range(3000000) AS t(x)
-- json-pretty | limited
SELECT length(json_pretty(json_group_array(x))) FROM range(50000000) AS t(x)
-- json-transform | limited
SELECT len(json_transform(json_group_array(x), '["VARCHAR"]')) FROM range(30000000) AS t(x)
-- strftime-wide | limited
SELECT length(strftime(now(), string_agg('%c', ''))) FROM range(10000000)
-- enum-wide | limited
SELECT enum_range(NULL::ENUM({{6000 times 'e%d', }}'z'))
-- huge-in-list | limited
SELECT count(*) FROM figure WHERE item_id IN ({{60000 chars %d,}}0)
-- huge-in-texts | limited
SELECT count(*) FROM body WHERE name IN ({{60000 chars 'n%d', }}'')
-- huge-values | limited
SELECT count(*) FROM (VALUES {{60000 chars (%d, 'r'), }}(0, '')) AS v(a, b) JOIN (SELECT 0 AS a) USING (a)
-- window-frames | limited
SELECT max(l) FROM (SELECT median(x) OVER (ORDER BY x ROWS BETWEEN 100000 PRECEDING AND 100000 FOLLOWING) AS l FROM range(3000000) AS t(x))
-- window-distinct | limited
SELECT max(l) FROM (SELECT count(DISTINCT x) OVER (ORDER BY x ROWS BETWEEN 100000 PRECEDING AND 100000 FOLLOWING) AS l FROM range(3000000) AS t(x))
-- window-many | limited
SELECT {{200 times sum(x) OVER (ORDER BY x % %d), }}1 FROM range(1000000) AS t(x)
-- pivot-wide | limited
SELECT * FROM (PIVOT (SELECT x, x % 1000 AS k FROM range(1000000) AS t(x)) ON k IN ({{6000 times %d, }}0) USING sum(x), count(*), max(x))
-- sample-huge | limited
SELECT max(x) FROM range(1000000000) AS t(x) USING SAMPLE 500000000 ROWS
-- limit-huge | limited
SELECT max(x) FROM (SELECT x FROM range(1000000000) AS t(x) ORDER BY md5(x::VARCHAR) LIMIT 100000000)
-- ordered-aggregate | limited
SELECT first(x ORDER BY md5(x::VARCHAR)), list(x ORDER BY x DESC) FROM range(100000000) AS t(x)
-- array-fixed | limited
SELECT len(list(a)) FROM (SELECT [x]::BIGINT[1] AS a FROM range(100000000) AS t(x))
-- array-type-huge | limited
SELECT NULL::INT[100000]
-- array-nested-huge | limited
SELECT NULL::INT[1000][1000][1000]
-- array-value-huge | limited
SELECT count(*) FROM (SELECT NULL::INT[100000][100] AS a FROM range(10000)) WHERE a IS NOT NULL
-- struct-huge | limited
SELECT {{{4000 times a%d: %d, }}z: 1}
-- decimal-text | harmless
SELECT length(1e308::DOUBLE::VARCHAR), 10::HUGEINT ^ 1000
-- escaped-percent-text | harmless
SELECT '100%' AS share, 5 % 3 AS rest
-- distinct-small | harmless
SELECT count(DISTINCT cell), approx_count_distinct(cell) FROM item
