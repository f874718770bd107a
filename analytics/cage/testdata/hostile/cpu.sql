-- range-count | limited
SELECT count(*) FROM range(1000000000000)
-- series-sum | limited
SELECT sum(x * x) FROM generate_series(1, 100000000000) AS t(x)
-- dates-series | limited
SELECT count(*) FROM generate_series(TIMESTAMP '0001-01-01', TIMESTAMP '9999-01-01', INTERVAL 1 MICROSECOND)
-- cross-three | limited
SELECT count(*) FROM range(100000) AS a, range(100000) AS b, range(1000) AS c WHERE a.range * b.range = c.range + 7
-- cross-published | limited
SELECT count(*) FROM figure a, figure b, figure c, figure d WHERE a.value < b.value AND c.value < d.value AND a.value + b.value <> c.value + d.value
-- recursive-endless | limited
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r
-- recursive-circle | limited
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT 1 - n FROM r) SELECT count(*) FROM r
-- recursive-distinct | limited
WITH RECURSIVE r AS (SELECT 1::HUGEINT AS n UNION SELECT n + 1 FROM r) SELECT max(n) FROM r
-- recursive-using-key | limited
WITH RECURSIVE r(k, n) USING KEY (k) AS (SELECT 1, 1::HUGEINT UNION SELECT k, n + 1 FROM r) SELECT * FROM r
-- recursive-mandelbrot | limited
WITH RECURSIVE z(i, re, im) AS (SELECT 0, 0.0::DOUBLE, 0.0::DOUBLE UNION ALL SELECT i + 1, re * re - im * im + 0.1, 2 * re * im + 0.1 FROM z WHERE re * re + im * im < 4) SELECT max(i) FROM z
-- recursive-in-lateral | limited
SELECT * FROM range(1000000) AS t(x), LATERAL (WITH RECURSIVE r(n) AS (SELECT x UNION ALL SELECT n + 1 FROM r WHERE n < 1000000) SELECT max(n) FROM r)
-- levenshtein | refused
SELECT levenshtein(a, b) FROM (SELECT string_agg('x', '') AS a, string_agg('y', '') AS b FROM range(60000))
-- damerau | refused
SELECT damerau_levenshtein(a, a || 'x') FROM (SELECT string_agg('x', '') AS a FROM range(60000))
-- editdist3 | refused
SELECT editdist3('a', 'b')
-- jaro | refused
SELECT jaro_winkler_similarity(a, a), jaro_similarity(a, a) FROM (SELECT string_agg('xy', '') AS a FROM range(100000))
-- jaccard | refused
SELECT jaccard(a, a) FROM (SELECT string_agg('xy', '') AS a FROM range(100000))
-- hamming | limited
SELECT max(hamming(a, b)) FROM (SELECT string_agg('x', '') AS a, string_agg('y', '') AS b FROM range(10000000)), range(1000000)
-- sleep | refused
SELECT sleep_ms(20000)
-- pg-sleep | refused
SELECT pg_sleep(20)
-- list-reduce | refused
SELECT list_reduce(list(x), lambda a, b: a + b) FROM range(30000000) AS t(x)
-- regexp-nested | limited
SELECT regexp_matches(string_agg('a', ''), '^((a+)+)+$') FROM range(10000000)
-- regexp-counted | limited
SELECT regexp_matches(string_agg('a', ''), '((a{0,100}){0,100}){0,100}b') FROM range(1000000)
-- regexp-each-row | limited
SELECT count(*) FROM range(100000000) AS t(x) WHERE regexp_matches(md5(x::VARCHAR), '(.*)(.*)(.*)(.*)(.*)[g-z]$')
-- regexp-of-rows | limited
SELECT count(*) FROM range(100000000) AS t(x) WHERE regexp_matches('abc', x::VARCHAR || '(a|b)*c{1,500}')
-- like-percent | limited
SELECT count(*) FROM (SELECT string_agg('a', '') AS s FROM range(10000000)), range(1000000) WHERE s LIKE '%a%a%a%a%a%a%a%a%a%a%a%b%'
-- like-many | limited
SELECT s LIKE '{{30000 times %a}}b' FROM (SELECT string_agg('a', '') AS s FROM range(1000000))
-- glob-match | limited
SELECT s GLOB '{{15000 times *a}}b' FROM (SELECT string_agg('a', '') AS s FROM range(100000))
-- similar-to | limited
SELECT s SIMILAR TO '({{2000 times (a|aa)+}})+b' FROM (SELECT string_agg('a', '') AS s FROM range(10000))
-- ilike | limited
SELECT count(*) FROM (SELECT string_agg('É', '') AS s FROM range(5000000)), range(100000) WHERE s ILIKE '%é%é%é%x'
-- strip-accents | limited
SELECT count(*) FROM (SELECT string_agg('é', '') AS s FROM range(5000000)), range(100000) WHERE length(strip_accents(s)) < 0
-- grapheme | limited
SELECT length_grapheme(string_agg('👨‍👩‍👧‍👦', '')) FROM range(5000000)
-- reverse-grapheme | limited
SELECT length(reverse(string_agg('👨‍👩‍👧‍👦é', ''))) FROM range(5000000)
-- instr-worst | limited
SELECT instr(s, substr(s, 2) || 'b') FROM (SELECT string_agg('a', '') AS s FROM range(2000000))
-- contains-worst | limited
SELECT contains(s || 'a', left(s, 1000000) || 'b') FROM (SELECT string_agg('a', '') AS s FROM range(2000000))
-- replace-worst | limited
SELECT length(replace(s, left(s, 1000000) || 'b', 'c')) FROM (SELECT string_agg('a', '') AS s FROM range(4000000))
-- split-regex | limited
SELECT len(string_split_regex(string_agg('ab', ''), '(a|b)*?')) FROM range(3000000)
-- sha-chain | limited
SELECT count(*) FROM range(1000000000) AS t(x) WHERE sha256(sha256(sha256(sha256(sha256(x::VARCHAR))))) LIKE '0000000000%'
-- sha-of-huge | limited
SELECT sha256(s), sha1(s), md5(s) FROM (SELECT string_agg('some text', '') AS s FROM range(10000000))
-- md5-nested | limited
SELECT {{2000 times md5(}}'x'{{2000 times )}}
-- md5-nested-less | limited
SELECT max({{400 times md5(}}x::VARCHAR{{400 times )}}) FROM range(100000000) AS t(x)
-- md5-fan | limited
SELECT bit_xor(hash(md5(x::VARCHAR)) + hash(sha1(x::VARCHAR))) FROM range(10000000000) AS t(x)
-- sort-texts | limited
SELECT * FROM (SELECT md5(x::VARCHAR) AS k FROM range(100000000) AS t(x)) ORDER BY k COLLATE zh, reverse(k) LIMIT 3
-- sort-chinese | limited
SELECT count(*) FROM (SELECT name FROM body, range(5000000) ORDER BY name COLLATE zh LIMIT 30000000)
-- list-sort-nested | limited
SELECT list_sort(list_transform(list(x), lambda y: list_sort(list_transform([1, 2, 3], lambda z: -z * y)))) FROM range(5000000) AS t(x)
-- transform-nested | limited
SELECT len(list_transform(l, lambda x: list_sum(list_transform(l, lambda y: list_sum(list_transform(l, lambda z: x * y * z)))))) FROM (SELECT list(x) AS l FROM range(3000) AS t(x))
-- filter-nested | limited
SELECT len(list_filter(l, lambda x: len(list_filter(l, lambda y: len(list_filter(l, lambda z: x + y = z)) > 0)) > 0)) FROM (SELECT list(x) AS l FROM range(5000) AS t(x))
-- list-distinct-many | limited
SELECT sum(len(list_distinct(l))) FROM (SELECT list(x) AS l FROM range(100000) AS t(x)), range(1000000)
-- list-intersect | limited
SELECT sum(len(list_intersect(l, list_reverse(l)))) FROM (SELECT list(x) AS l FROM range(100000) AS t(x)), range(100000)
-- list-has-all | limited
SELECT list_has_all(list(x), list(-x)) FROM range(10000000) AS t(x)
-- list-position | limited
SELECT sum(list_position(l, y)) FROM (SELECT list(x) AS l FROM range(1000000) AS t(x)), range(1000000) AS u(y)
-- array-cosine | limited
SELECT max(list_cosine_similarity(a, list_reverse(a))) FROM (SELECT list(x::DOUBLE) AS a FROM range(1000000) AS t(x)), range(1000000)
-- hash-join-skewed | limited
SELECT count(*) FROM (SELECT x % 2 AS k FROM range(10000000) AS t(x)) a JOIN (SELECT x % 2 AS k, x FROM range(10000000) AS t(x)) b USING (k) WHERE b.x % 7 = 3
-- band-join | limited
SELECT count(*) FROM range(10000000) AS a(x) JOIN range(10000000) AS b(y) ON x BETWEEN y - 1000000 AND y + 1000000
-- inequality-join | limited
SELECT count(*) FROM range(1000000) AS a(x) JOIN range(1000000) AS b(y) ON x < y AND x * 2 > y AND x <> y
-- full-join | limited
SELECT count(*) FROM range(100000) AS a(x) FULL JOIN range(100000) AS b(y) ON abs(x - y) < 3 OR x = 0
-- asof-join | limited
SELECT count(*) FROM range(30000000) AS a(x) ASOF JOIN (SELECT * FROM range(30000000) AS b(y) ORDER BY md5(y::VARCHAR)) AS c ON x >= y
-- positional | limited
SELECT count(*) FROM range(100000000000) AS a POSITIONAL JOIN range(100000000000) AS b
-- correlated | limited
SELECT sum((SELECT count(*) FROM range(100000) AS b(y) WHERE y * a.x % 7 = 3)) FROM range(100000) AS a(x)
-- correlated-three | limited
SELECT count(*) FROM range(10000) a(x) WHERE EXISTS (SELECT 1 FROM range(10000) b(y) WHERE NOT EXISTS (SELECT 1 FROM range(10000) c(z) WHERE x * y = z + 0.5))
-- lateral-chain | limited
SELECT count(*) FROM range(10000) AS a(x), LATERAL (SELECT x + r AS y FROM range(1000) AS t(r)), LATERAL (SELECT y * s AS z FROM range(1000) AS u(s)) WHERE z % 3 = 5
-- any-all | limited
SELECT count(*) FROM range(1000000) AS a(x) WHERE x > ALL (SELECT y FROM range(1000000) AS b(y) WHERE y % 3 = x % 3)
-- in-list-scan | limited
SELECT count(*) FROM range(1000000000) AS t(x) WHERE x % 100003 IN ({{2000 times %d, }}0)
-- case-wide | limited
SELECT sum(CASE {{2000 times WHEN x % 2003 = %d THEN 1 }}ELSE 0 END) FROM range(1000000000) AS t(x)
-- window-running | limited
SELECT max(s) FROM (SELECT sum(x) OVER (ORDER BY x % 1000003 RANGE BETWEEN 500000 PRECEDING AND 500000 FOLLOWING) AS s FROM range(50000000) AS t(x))
-- window-exclude | limited
SELECT max(s) FROM (SELECT string_agg(x::VARCHAR, '') OVER (ORDER BY x ROWS BETWEEN 5000 PRECEDING AND 5000 FOLLOWING EXCLUDE TIES) AS s FROM range(3000000) AS t(x))
-- qualify | limited
SELECT x FROM range(100000000) AS t(x) QUALIFY row_number() OVER (PARTITION BY x % 1000 ORDER BY md5(x::VARCHAR)) = 1
-- grouping-sets | limited
SELECT count(*) FROM (SELECT sum(x) FROM range(30000000) AS t(x) GROUP BY GROUPING SETS ({{100 times (x % %d), }}()))
-- cube-wide | limited
SELECT count(*) FROM (SELECT 1 FROM body GROUP BY CUBE (name, kind, key, level, organ, province, prefecture, reports, first_year, last_year, sample, pinyin, initials, region_code, body_id))
-- rollup-wide | limited
SELECT count(*) FROM (SELECT 1 FROM range(10000000) AS t(x) GROUP BY ROLLUP ({{60 times x % %d, }}x))
-- many-joins | limited
SELECT count(*) FROM body b0 {{60 times JOIN body b%d ON b%d.body_id <> b%p.body_id }}
-- many-cross-joins | limited
SELECT count(*) FROM body b0{{400 times , body b%d}}
-- many-semi-joins | limited
SELECT count(*) FROM figure WHERE 1 = 1{{300 times  AND item_id IN (SELECT item_id + %d FROM figure)}}
-- many-subqueries | limited
SELECT {{1200 times (SELECT count(*) FROM figures WHERE value > %d), }}1
-- many-unions | limited
SELECT 1{{2500 times  UNION ALL SELECT %d}}
-- many-union-distinct | limited
SELECT 1{{1500 times  UNION SELECT %d}}
-- many-intersects | limited
SELECT 1{{1500 times  INTERSECT SELECT 1}}
-- many-conditions | limited
SELECT count(*) FROM figure WHERE value = 0{{2500 times  OR value = %d}}
-- many-intersects-less | limited
SELECT x FROM range(10000000) AS t(x){{300 times  INTERSECT SELECT x FROM range(10000000) AS t(x)}}
-- many-ands | limited
SELECT count(*) FROM figure WHERE value <> -1{{2000 times  AND value <> %d + item_id}}
-- many-plus | limited
SELECT 1{{30000 times +1}}
-- many-plus-less | limited
SELECT sum(x{{400 times +x}}) FROM range(100000000) AS t(x)
-- many-concats | limited
SELECT 'a'{{10000 times ||'a'}}
-- many-likes | limited
SELECT count(*) FROM item WHERE label_zh LIKE 'a'{{1500 times  OR label_zh LIKE '%a%d%'}}
-- many-filters | limited
SELECT {{1000 times count(*) FILTER (item_id = %d), }}1 FROM figure
-- many-order | limited
SELECT 1 AS a FROM figures ORDER BY {{2000 times value + %d, }}a
-- many-group | limited
SELECT count(*) FROM figures GROUP BY {{2000 times value + %d, }}1 = 1
-- many-aliases | limited
SELECT 1 AS a0{{1500 times , a%p + a%p AS a%d}}
-- alias-doubling | limited
SELECT 1::HUGEINT AS a0{{60 times , a%p + a%p + a%p AS a%d}}
-- cte-doubling | limited
WITH c0 AS (SELECT 1 AS n){{40 times , c%d AS NOT MATERIALIZED (SELECT a.n + b.n AS n FROM c%p a, c%p b)}} SELECT * FROM c40
-- view-doubling | limited
SELECT count(*) FROM figures a JOIN figures b USING (cell) JOIN figures c USING (cell) JOIN figures d USING (cell) JOIN figures e USING (cell)
-- columns-squared | limited
SELECT COLUMNS(*) + COLUMNS(*) + COLUMNS(*) FROM (SELECT {{500 times %d AS c%d, }}1)
-- star-nested | limited
SELECT *, * , *, *, *, *, *, * FROM (SELECT *, *, *, *, *, *, *, * FROM (SELECT *, *, *, *, *, *, *, * FROM (SELECT *, *, *, *, *, *, *, * FROM (SELECT 1, 2, 3, 4, 5, 6, 7, 8))))
-- unnest-recursive | limited
SELECT unnest([[[[[[1]]]]]], max_depth := 1000000)
-- unnest-cross | limited
SELECT count(*) FROM (SELECT unnest(l) AS a FROM (SELECT list(x) AS l FROM range(1000000) AS t(x)), range(1000)) WHERE a % 7 = 9
-- pow-chain | limited
SELECT count(*) FROM range(10000000000) AS t(x) WHERE pow(sin(x), 2) + pow(cos(x), 2) + gamma(x % 100) + cbrt(exp(x % 50)) < 0
-- gcd | limited
SELECT max(gcd(x, 9223372036854775807 - x)) FROM range(10000000000) AS t(x)
-- hugeint-divide | limited
SELECT sum((170141183460469231731687303715884105727::HUGEINT - x) // (x + 3)) FROM range(1000000000) AS t(x)
-- decimal-cast | limited
SELECT count(*) FROM range(1000000000) AS t(x) WHERE x::DECIMAL(38, 10)::VARCHAR::DOUBLE < 0
-- timestamp-parse | limited
SELECT count(*) FROM range(1000000000) AS t(x) WHERE try_strptime(x::VARCHAR, ['%Y-%m-%d', '%d/%m/%y %H', '%A %B %j', '%c']) IS NOT NULL
-- time-bucket | limited
SELECT count(DISTINCT time_bucket(INTERVAL 1 SECOND, to_timestamp(x))) FROM range(1000000000) AS t(x)
-- time-zones | limited
SELECT count(*) FROM range(1000000000) AS t(x) WHERE to_timestamp(x) AT TIME ZONE 'Asia/Shanghai' < TIMESTAMP '1900-01-01'
-- json-extract | limited
SELECT sum(json_extract(j, '$[' || x || ']')::BIGINT) FROM (SELECT json_group_array(y) AS j FROM range(100000) AS u(y)), range(100000) AS t(x)
-- json-wildcard | limited
SELECT len(json_extract(json_group_array([[x], [x]]), '$**')) FROM range(3000000) AS t(x)
-- uuid | limited
SELECT count(DISTINCT gen_random_uuid()) FROM range(1000000000)
-- random-sample | limited
SELECT count(*) FROM (SELECT x FROM range(100000000000) AS t(x) USING SAMPLE 0.0001% (bernoulli))
-- summarize-huge | limited
SUMMARIZE SELECT x, md5(x::VARCHAR), x % 7, x / 3.0 FROM range(500000000) AS t(x)
-- describe-huge | limited
DESCRIBE SELECT {{1500 times %d AS column_number_%d, }}* FROM figures
-- set-difference | limited
SELECT count(*) FROM (SELECT * FROM range(500000000) EXCEPT ALL SELECT * FROM range(1, 500000000))
-- quick | harmless
SELECT count(*) FROM figures a JOIN body b USING (body_id)
-- recursive-small | harmless
WITH RECURSIVE f(n, a, b) AS (SELECT 1, 0, 1 UNION ALL SELECT n + 1, b, a + b FROM f WHERE n < 40) SELECT max(a) FROM f
-- regexp-fine | harmless
SELECT count(*) FROM item WHERE regexp_matches(cell, '^gov20(19|21)/t[1-4]')
